import type { Link } from '../../../../shared/contract/entities.ts';
import type { Exhibit } from '../../../../shared/contract/evidence.ts';
import type { Finding } from '../../../../shared/contract/findings.ts';
import type { LeftOutReason, Visibility } from '../../../../shared/contract/reports.ts';
import type { ExhibitId } from '../../../../shared/contract/values.ts';
import { UNNAMED_COPY } from '../../../../shared/domain/copy-steps.ts';
import type { Copied, Material } from './material.ts';
import type { Policy } from './policy.ts';

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
}

/** What this edition shows of each thing. The one place where that is decided; everything printed goes by it. */
export interface Decisions {
  readonly policy: Policy;
  readonly exhibits: ReadonlyMap<ExhibitId, ExhibitDecision>;
  finding(finding: Finding): Decision;
  /** An entity, or anything else that names the exhibits it rests on. */
  resting(on: readonly ExhibitId[]): Decision;
  /** @param ends the decisions on what it joins */
  link(link: Link, ends: readonly Decision[]): Decision;
}

export function decide(material: Material, policy: Policy): Decisions {
  const { settings, findings, copies } = material;
  const byLabel = new Map(material.exhibits.map((exhibit) => [exhibit.label, exhibit]));
  const byId = new Map(material.exhibits.map((exhibit) => [exhibit.id, exhibit]));
  const taken = new Set<string>(policy.choice ? settings.excludedExhibits : []);
  const replaced = policy.redactions ? replacedBy(material, taken) : new Map<ExhibitId, ExhibitId[]>();
  const finding = ({ id }: Pick<Finding, 'id'>): Decision =>
    policy.choice && settings.excludedFindings.includes(id) ? absent('excluded') : WHOLE;

  /** What stands against showing an exhibit, whether or not it was taken out by hand. */
  const marked = ({ id, removedAt, sensitivity }: Exhibit): Decision => {
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

  const open = new Set<ExhibitId>();
  const decided = new Map<string, Decision>();
  /** @param cropped asked for a crop of it: that it was taken out by hand says nothing against the part that was left in */
  const content = (exhibit: Exhibit, cropped = false): Decision => {
    // What is said to be made from itself has no origin that could be looked at.
    if (open.has(exhibit.id)) return absent('derived');
    const key = `${exhibit.id} ${cropped}`;
    open.add(exhibit.id);
    const decision = decided.get(key) ?? contentOf(exhibit, cropped);
    open.delete(exhibit.id);
    decided.set(key, decision);
    return decision;
  };
  const contentOf = (exhibit: Exhibit, cropped: boolean): Decision => {
    const own = cropped ? marked(exhibit) : (records.get(exhibit.id) ?? WHOLE);
    if (own.reason !== null) return absent(own.reason);
    if (policy.derived === 'whole') return WHOLE;
    const copy = copies.get(exhibit.id);
    const original = copy && byId.get(copy.originalId);
    if (copy && original && !copy.redacts && content(original, copy.crops).reason !== null) return absent('derived');
    for (const { name, exhibitLabel } of material.inputs.get(exhibit.id) ?? []) {
      const source = exhibitLabel === null ? undefined : byLabel.get(exhibitLabel);
      // Whether an exhibit that the case does not hold may be shown, nobody can say.
      if (exhibitLabel !== null && (!source || content(source).reason !== null)) return absent('derived');
      // The records of the case tell of all there is, and its log of what people wrote before.
      if (exhibitLabel === null && !(everything && (name !== 'custody' || policy.log === 'whole')))
        return absent('records');
    }
    return WHOLE;
  };

  const cited = new Set<ExhibitId>();
  for (const each of findings)
    if (finding(each).shown === 'whole')
      // Where a redacted copy stands in for what is cited, it is what the reader gets.
      for (const id of each.cited) for (const in_ of [id, ...(replaced.get(id) ?? [])]) cited.add(in_);

  const exhibits = new Map(
    material.exhibits.map((exhibit): [ExhibitId, ExhibitDecision] => {
      const own = records.get(exhibit.id) ?? WHOLE;
      const printed = own.shown !== 'absent' && (policy.printed === 'all' || cited.has(exhibit.id));
      const titleRepeats = own.shown === 'whole' ? repeats(exhibit) : null;
      return [exhibit.id, { ...own, exhibit, content: content(exhibit), printed, titleRepeats }];
    }),
  );
  /** A copy is named after its original unless it was given a name. */
  function repeats({ id, title }: Exhibit): string | null {
    for (const { originalId } of madeFrom(copies, id)) {
      const original = byId.get(originalId);
      if (!original || records.get(originalId)?.shown === 'whole') continue;
      // The original may have been renamed since, or its title cut: a title that nobody typed is told by its end.
      if (title.endsWith(UNNAMED_COPY)) return original.label;
      if ([original.title, original.originalName].some((words) => words !== '' && title.includes(words)))
        return original.label;
    }
    return null;
  }

  const resting = (on: readonly ExhibitId[]): Decision =>
    on.length > 0 && on.every((id) => exhibits.get(id)?.shown === 'absent') ? absent('unsupported') : WHOLE;
  const link = ({ exhibits: support }: Link, ends: readonly Decision[]): Decision =>
    ends.some(({ shown }) => shown === 'absent') ? absent('loose') : resting(support);
  return { policy, exhibits, finding, resting, link };
}

/** What redacted working copies in the report were made from, at any remove, and those copies. */
function replacedBy({ exhibits, copies }: Material, taken: ReadonlySet<string>): Map<ExhibitId, ExhibitId[]> {
  const replaced = new Map<ExhibitId, ExhibitId[]>();
  for (const { id, removedAt } of exhibits) {
    if (taken.has(id) || removedAt !== null) continue;
    let redacted = false;
    for (const copy of madeFrom(copies, id)) {
      redacted ||= copy.redacts;
      if (redacted) replaced.set(copy.originalId, [...(replaced.get(copy.originalId) ?? []), id]);
    }
  }
  return replaced;
}

/** How a copy was made, and what it was made from, up to an original; of copies in a circle each is told once. */
function madeFrom(copies: Material['copies'], id: ExhibitId): Copied[] {
  const steps = new Set<Copied>();
  for (let copy = copies.get(id); copy && !steps.has(copy); copy = copies.get(copy.originalId)) steps.add(copy);
  return [...steps];
}
