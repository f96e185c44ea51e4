import type { BundleReport } from '../../../../shared/contract/bundle-report.ts';
import { Tlp } from '../../../../shared/contract/cases.ts';
import type { CommandName, Input } from '../../../../shared/contract/commands.ts';
import type { CaseId } from '../../../../shared/contract/values.ts';
import type { Digests } from '../exchanges.ts';
import { CASE } from './kinds.ts';
import { digest, keyOf, type Matched, type Pair, strictnessOf } from './pairs.ts';
import { shown } from './rows.ts';
import { type Documents, type Fields, isFields } from './translate.ts';

export interface Act {
  readonly name: CommandName;
  readonly input: Fields;
}
export const act = <N extends CommandName>(name: N, input: Input<N>): Act => ({ name, input: input as Fields });
export interface Restricted {
  readonly restrictions: BundleReport['restrictions'];
  /** What makes the stricter stand. */
  readonly acts: readonly Act[];
}

const REPORT = 'case/report.json';
/** The higher, the stricter. */
const rank = (value: unknown): number => {
  const tlp = (Tlp.options as readonly unknown[]).indexOf(value);
  return tlp >= 0 ? Tlp.options.length - tlp : value === 'normal' ? 0 : 1;
};
const STILL = 'ours, which was changed here since';

/**
 * What withholds or forbids. The stricter of two stands, whatever is chosen elsewhere, unless it is the version that both had and
 * somebody here changed it since: that was seen.
 */
export function restrictionsOf(
  { pairs, theirs }: Pick<Matched, 'pairs' | 'theirs'>,
  ours: Documents,
  caseId: CaseId,
  base: Digests | null,
  names: ReadonlyMap<string, string>,
): Restricted {
  const restrictions: BundleReport['restrictions'] = [];
  const acts: Act[] = [];
  for (const { kind, theirs: there, ours: here } of withCase(pairs, theirs, ours)) {
    if (!there || !here) continue;
    const [a, b] = [strictnessOf(kind.name, here), strictnessOf(kind.name, there)];
    if (a === undefined || a === b) continue;
    const what = kind.name === 'case' ? 'TLP of the case' : `Sensitivity of ${here.title}`;
    const told = { what, ours: String(a), theirs: String(b) };
    if (rank(b) <= rank(a)) restrictions.push({ ...told, stands: String(a) });
    else if (base?.get(`${keyOf(kind.name, here)}~`) === digest(b)) restrictions.push({ ...told, stands: STILL });
    else {
      restrictions.push({ ...told, stands: String(b) });
      acts.push(
        kind.name === 'case'
          ? act('case.update', { caseId, tlp: b as 'RED' })
          : kind.name === 'exhibit'
            ? act('evidence.update', { exhibitId: here.id as never, sensitivity: b as 'personal' })
            : act('request.update', { requestId: here.id as never, sensitivity: b as 'RED' }),
      );
    }
  }
  for (const { kind, theirs: there, ours: here } of pairs)
    if (kind.name === 'legal hold' && there && here && standing(there.self) !== standing(here.self))
      restrictions.push({
        what: `Legal hold "${here.title}"`,
        ours: standing(here.self) ? 'stands' : 'released',
        theirs: standing(there.self) ? 'stands' : 'released',
        stands: standing(here.self)
          ? 'stands: release it here, with a reason'
          : 'released here; place it anew if it is to stand',
      });
  const withheld = ofReport(theirs, ours, names);
  restrictions.push(...withheld.restrictions);
  if (Object.keys(withheld.set).length > 0) acts.push({ name: 'report.update', input: { caseId, ...withheld.set } });
  return { restrictions, acts };
}

/** A bundle of chosen exhibits is under the TLP of its case, though the case itself is not compared. */
function withCase(pairs: readonly Pair[], theirs: Documents, ours: Documents): readonly Pair[] {
  if (pairs.some(({ kind }) => kind === CASE)) return pairs;
  const [[there = null], [here = null]] = [CASE.list(theirs), CASE.list(ours)];
  return [...pairs, { kind: CASE, theirs: there, ours: here }];
}

const standing = ({ releasedAt }: Fields): boolean => releasedAt === null;
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** What a report leaves out adds up; a mark holds for all that bears it on either side, and is lifted for no edition more. */
function ofReport(theirs: Documents, ours: Documents, names: ReadonlyMap<string, string>) {
  const [there, here] = [theirs.get(REPORT), ours.get(REPORT)];
  const restrictions: BundleReport['restrictions'] = [];
  const set: { -readonly [K in 'excludedExhibits' | 'excludedFindings' | 'marks']?: unknown } = {};
  if (!isFields(there) || !isFields(here)) return { restrictions, set };
  for (const [field, what] of [
    ['excludedExhibits', 'Exhibits left out of the report'],
    ['excludedFindings', 'Findings left out of the report'],
  ] as const) {
    const own = list(here[field]);
    const both = [...new Set([...own, ...list(there[field])])];
    if (both.length === list(there[field]).length && both.length === own.length) continue;
    restrictions.push({
      what,
      ours: shown(own, names) || 'none',
      theirs: shown(there[field], names) || 'none',
      stands: shown(both, names),
    });
    if (both.length > own.length) set[field] = both;
  }
  const marksOf = ({ setup }: Fields): Fields[] => (isFields(setup) ? (list(setup.marks) as Fields[]) : []);
  const [own, others] = [marksOf(here), marksOf(there)];
  const byName = new Map([...own, ...others].map(({ mark }) => [String(mark), true]));
  const both = [...byName.keys()].map((mark) => {
    const of = [own, others].flatMap((marks) => marks.filter((each) => each.mark === mark));
    const union = (field: string) => [...new Set(of.flatMap((each) => list(each[field])))];
    const editions = list(of[0]?.editions).filter((edition) =>
      of.every((each) => list(each.editions).includes(edition)),
    );
    return { mark, editions, exhibits: union('exhibits'), findings: union('findings') };
  });
  const said = (marks: readonly Fields[]) => shown(marks, names) || 'none';
  if (digest(sorted(both)) !== digest(sorted(own))) set.marks = both;
  if (digest(sorted(own)) !== digest(sorted(others)))
    restrictions.push({ what: 'Marks of the report', ours: said(own), theirs: said(others), stands: said(both) });
  return { restrictions, set };
}

const sorted = (marks: readonly Fields[]): Fields[] =>
  marks
    .map(({ mark, editions, exhibits, findings }) => ({
      ...{
        mark,
        editions: list(editions).toSorted(),
        exhibits: list(exhibits).toSorted(),
        findings: list(findings).toSorted(),
      },
    }))
    .sort((a, b) => String(a.mark).localeCompare(String(b.mark)));
