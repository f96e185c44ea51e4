import type { Link } from '../../../../shared/contract/entities.ts';
import type { Exhibit } from '../../../../shared/contract/evidence.ts';
import type { Finding } from '../../../../shared/contract/findings.ts';
import type { LeftOutReason, ReportSettings, Visibility } from '../../../../shared/contract/reports.ts';
import type { ExhibitId } from '../../../../shared/contract/values.ts';
import { UNNAMED_COPY } from '../../../../shared/domain/copy-steps.ts';
import { labelsIn } from '../../../../shared/domain/references.ts';
import { originsAmong, redactedIn, redactionsOf } from './lineage.ts';
import type { Material } from './material.ts';
import type { Policy } from './policy.ts';
import { versionsOfRedacted } from './regions.ts';

export interface Decision {
  readonly shown: Visibility;
  /** null for what is shown whole. */
  readonly reason: LeftOutReason | null;
}
const WHOLE: Decision = { shown: 'whole', reason: null };
const absent = (reason: LeftOutReason): Decision => ({ shown: 'absent', reason });
const masked = (reason: LeftOutReason): Decision => ({ shown: 'masked', reason });

export interface ExhibitDecision extends Decision {
  readonly exhibit: Exhibit;
  /** Picture, tables, statement and rows: whole or absent, and never more than the record. */
  readonly content: Decision;
  /** Whether it has an entry of its own in this edition. */
  readonly printed: boolean;
  /** Its own title repeats that of what it was made from, which is not shown. */
  readonly titleRepeats: string | null;
  /** It came with a mail that is not shown, of which its name and note tell. */
  readonly mailWithheld: boolean;
}

export interface Uncovered {
  readonly original: Exhibit;
  /** Redacted copies that are out of the report, or removed; the first few. */
  readonly copies: readonly Exhibit[];
}
/** Copies that are named for one original. */
const MOST_NAMED = 5;

/** What this edition shows of each thing. The one place where that is decided; everything printed goes by it. */
export interface Decisions {
  readonly policy: Policy;
  readonly exhibits: ReadonlyMap<ExhibitId, ExhibitDecision>;
  /** Originals that are shown whole because no redacted copy of them is in the report, though there are some. */
  readonly uncovered: readonly Uncovered[];
  finding(finding: Finding): Decision;
  /**
   * An entity, or anything else that names the exhibits it rests on: whole where the content of one of them is, or where it
   * rests on none; else absent where all are, and masked where one of them keeps its place.
   */
  resting(on: readonly ExhibitId[]): Decision;
  /** @param ends the decisions on what it joins */
  link(link: Link, ends: readonly Decision[]): Decision;
}

export function decide(material: Material, policy: Policy): Decisions {
  const { settings, findings, copies } = material;
  const byLabel = new Map(material.exhibits.map((exhibit) => [exhibit.label, exhibit]));
  const byId = new Map(material.exhibits.map((exhibit) => [exhibit.id, exhibit]));
  const taken = new Set<string>(policy.choice ? settings.excludedExhibits : []);
  const inReport = ({ id, removedAt }: Exhibit): boolean => !taken.has(id) && removedAt === null;
  const standing = material.exhibits.filter(inReport).map(({ id }) => id);
  const replaced = redactedIn(copies, policy.redactions ? standing : []);
  const redactions = redactionsOf(copies);
  // What bears a mark is in the editions that the mark names, and in no other.
  const keptOut = new Set<string>(
    settings.setup.marks
      .filter(({ editions }) => !editions.includes(policy.edition))
      .flatMap((mark) => [...mark.exhibits, ...mark.findings]),
  );
  const finding = ({ id }: Pick<Finding, 'id'>): Decision =>
    keptOut.has(id)
      ? absent('marked')
      : policy.choice && settings.excludedFindings.includes(id)
        ? absent('excluded')
        : WHOLE;

  /** What stands against showing an exhibit, whether or not it was taken out by hand. */
  const marked = ({ id, removedAt, sensitivity }: Exhibit): Decision => {
    if (keptOut.has(id)) return absent('marked');
    if (replaced.has(id)) return absent('redacted');
    if (removedAt !== null && policy.removed === 'masked') return masked('removed');
    return sensitivity === 'normal' || policy.sensitive === 'whole' ? WHOLE : masked(sensitivity);
  };
  const records = new Map(
    material.exhibits.map((exhibit) => [exhibit.id, taken.has(exhibit.id) ? absent('excluded') : marked(exhibit)]),
  );
  const everything =
    [...records.values()].every(({ shown }) => shown === 'whole') &&
    findings.every((each) => finding(each).shown === 'whole');

  const isVersion = versionsOfRedacted(material, policy.edition);
  const decided = new Map<string, Decision>();
  /** @param cropped asked for a crop of it: that it was taken out by hand says nothing against the part that was left in */
  const content = (exhibit: Exhibit, cropped = false): Decision => {
    const open = new Set<ExhibitId>();
    let answer: Decision = WHOLE;
    const waiting: { readonly key: string; readonly exhibit: Exhibit; readonly work: Asking }[] = [];
    const ask = ([of, crop]: readonly [Exhibit, boolean]): void => {
      const key = `${of.id} ${crop}`;
      // What is said to be made from itself has no origin that could be looked at.
      const known = open.has(of.id) ? absent('derived') : decided.get(key);
      if (known) answer = known;
      else {
        open.add(of.id);
        waiting.push({ key, exhibit: of, work: contentOf(of, crop) });
      }
    };
    ask([exhibit, cropped]);
    for (let last = waiting.at(-1); last; last = waiting.at(-1)) {
      const step = last.work.next(answer);
      if (!step.done) ask(step.value);
      else {
        answer = step.value;
        decided.set(last.key, answer);
        open.delete(last.exhibit.id);
        waiting.pop();
      }
    }
    return answer;
  };
  function* contentOf(exhibit: Exhibit, cropped: boolean): Asking {
    const own = cropped ? marked(exhibit) : (records.get(exhibit.id) ?? WHOLE);
    if (own.reason !== null) return absent(own.reason);
    if (isVersion(exhibit.id)) return absent('region');
    if (policy.derived === 'whole') return WHOLE;
    const copy = copies.get(exhibit.id);
    const original = copy && byId.get(copy.originalId);
    if (copy && original && !copy.redacts) {
      const { reason } = yield [original, copy.crops];
      // One that is withheld as a version has its say in the regions of this copy's own rule.
      if (reason !== null && reason !== 'region') return absent('derived');
    }
    for (const { name, exhibitLabel } of material.inputs.get(exhibit.id) ?? []) {
      const source = exhibitLabel === null ? undefined : byLabel.get(exhibitLabel);
      // Whether an exhibit that the case does not hold may be shown, nobody can say.
      if (exhibitLabel !== null && (!source || (yield [source, false]).reason !== null)) return absent('derived');
      // The records of the case tell of all there is, and its log of what people wrote before.
      if (exhibitLabel === null && !(everything && (name !== 'custody' || policy.log === 'whole')))
        return absent('records');
    }
    return WHOLE;
  }

  const cited = new Set([
    ...findings.filter((each) => finding(each).shown === 'whole').flatMap((each) => [...each.cited]),
    ...onFirstPage(settings, byLabel),
  ]);
  // Where a redacted copy stands in for what is cited, it is what the reader gets.
  const given = new Set(standing);
  for (const id of redactions([...cited].filter((each) => replaced.has(each)))) if (given.has(id)) cited.add(id);

  const hidden = originsAmong(copies, (id) => records.get(id)?.shown !== 'whole');
  const exhibits = new Map(
    material.exhibits.map((exhibit): [ExhibitId, ExhibitDecision] => {
      const own = records.get(exhibit.id) ?? WHOLE;
      const printed = own.shown !== 'absent' && (policy.printed === 'all' || cited.has(exhibit.id));
      const titleRepeats = own.shown === 'whole' ? repeats(exhibit) : null;
      const inside = content(exhibit);
      const mailWithheld = inside.reason !== null && material.attachments.has(exhibit.id);
      return [exhibit.id, { ...own, exhibit, content: inside, printed, titleRepeats, mailWithheld }];
    }),
  );
  /** A copy is named after its original unless it was given a name. */
  function repeats({ id, title }: Exhibit): string | null {
    for (const originalId of hidden(id)) {
      const original = byId.get(originalId);
      if (!original) continue;
      // The original may have been renamed since, or its title cut: a title that nobody typed is told by its end.
      if (title.endsWith(UNNAMED_COPY)) return original.label;
      if ([original.title, original.originalName].some((words) => words !== '' && title.includes(words)))
        return original.label;
    }
    return null;
  }

  const out = material.exhibits.filter((each) => !inReport(each)).map(({ id }) => id);
  const uncovered = [...redactedIn(copies, policy.redactions ? out : [])].flatMap((id): Uncovered[] => {
    const at = exhibits.get(id);
    if (at?.shown !== 'whole' || at.content.reason !== null) return [];
    const named: Exhibit[] = [];
    for (const copy of redactions([id])) {
      named.push(...[byId.get(copy) ?? []].flat());
      if (named.length === MOST_NAMED) break;
    }
    return [{ original: at.exhibit, copies: named }];
  });

  const resting = (on: readonly ExhibitId[]): Decision => {
    const behind = on.map((id) => exhibits.get(id));
    if (on.length === 0 || behind.some((each) => each?.content.reason === null)) return WHOLE;
    return behind.every((each) => !each || each.shown === 'absent') ? absent('unsupported') : masked('unsupported');
  };
  const link = ({ exhibits: support }: Link, ends: readonly Decision[]): Decision => {
    if (ends.some(({ shown }) => shown === 'absent')) return absent('loose');
    // Without an exhibit of its own it rests on nothing but what it joins.
    if (support.length === 0 && ends.some(({ shown }) => shown === 'masked')) return masked('loose');
    return resting(support);
  };
  return { policy, exhibits, uncovered, finding, resting, link };
}

/** Works a decision out; it yields the exhibits whose content it goes by, and is told of each what was decided. */
type Asking = Generator<readonly [exhibit: Exhibit, cropped: boolean], Decision, Decision>;

/** What the first page names in its texts, its numbers and its figure. */
const onFirstPage = (settings: ReportSettings, byLabel: ReadonlyMap<string, Exhibit>): ExhibitId[] => [
  ...labelsIn(
    ...[settings.summary, settings.bottomLine, settings.unknowns],
    ...[settings.decision, settings.nextStep, settings.figureCaption],
  ).flatMap((label) => byLabel.get(label)?.id ?? []),
  ...settings.keyNumbers.map(({ exhibitId }) => exhibitId),
  ...(settings.figureId ? [settings.figureId] : []),
];
