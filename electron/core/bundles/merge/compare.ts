import { createHash } from 'node:crypto';
import type { BundleReport, ReportCount, TakenKind, TakenState } from '../../../../shared/contract/bundle-report.ts';
import { Fault } from '../../../../shared/contract/errors.ts';
import type { CaseId } from '../../../../shared/contract/values.ts';
import { caseLabel } from '../../../../shared/domain/labels.ts';
import { CASE_SECTION, EXHIBITS_SECTION, parsePart } from '../../bundle-part.ts';
import { caseExists, caseFacts, nextNumbers } from '../../cases/reads.ts';
import type { ReadDb } from '../../db/open.ts';
import { BundledExchange, EXCHANGE } from '../exchange-part.ts';
import { casesKnownAs, type Digests, digestsOf, type Exchange, exchangesOf, idsOf } from '../exchanges.ts';
import { canonical } from '../format.ts';
import { gatherParts, goingOf, redactionsLeft } from '../parts.ts';
import type { Opened } from '../read.ts';
import { listSigners, withOwn } from '../store.ts';
import { aiUses, KINDS } from './kinds.ts';
import { digest, type Matched, match, type Pair } from './pairs.ts';
import { AS_REPORTED, planned } from './plan.ts';
import { type Act, restrictionsOf } from './restrictions.ts';
import { namesOf, type Row, rowsOf } from './rows.ts';
import type { Taken } from './taken.ts';
import { type Documents, type Fields, isFields } from './translate.ts';

export interface Compared {
  readonly report: BundleReport;
  readonly caseId: CaseId;
  readonly matched: Matched;
  readonly ours: Documents;
  readonly exchange: BundledExchange;
  readonly rows: readonly Row[];
  /** By which the stricter of two restrictions stands. */
  readonly acts: readonly Act[];
  /** Entries of the register of AI assistance that are not in ours. */
  readonly aiUses: readonly Fields[];
}

const NOTHING: BundledExchange = { known: [], ids: [], renumbered: [] };

/** The documents of a bundle with the sections of its manifest, and what it says of earlier exchanges. */
export function documentsOf(
  { manifest }: Opened,
  read: Documents,
): { documents: Documents; exchange: BundledExchange } {
  const documents = new Map(read).set(CASE_SECTION, manifest.case).set(EXHIBITS_SECTION, manifest.exhibits);
  const exchange = read.has(EXCHANGE) ? parsePart(BundledExchange, read.get(EXCHANGE)) : NOTHING;
  return { documents, exchange };
}

/** Cases of this vault that a bundle is of, by the ids under which its case is known. */
export function casesOf(db: ReadDb, { manifest }: Opened, { ids }: BundledExchange): CaseId[] {
  const { id } = manifest.case;
  const known = [id, ...ids.flatMap(([there, here]) => (here === id ? [there] : []))];
  return casesKnownAs(db, known).filter((each) => caseExists(db, each));
}

/** What the report says where the case of a bundle is not here. */
export function headOf(db: ReadDb, opened: Opened, cases: readonly CaseId[], caseId: CaseId | null) {
  const { manifest, sha256, fingerprint } = opened;
  const signer = listSigners(db).find((each) => each.fingerprint === fingerprint);
  const before = caseId ? exchangesOf(db, caseId).filter(({ way }) => way !== 'exported') : [];
  const own = withOwn(db, { ...NOBODY, ...signer, fingerprint });
  return {
    caseId,
    cases: cases.map((id) => {
      const { number, title } = caseFacts(db, id);
      return { caseId: id, label: caseLabel(number), title };
    }),
    theirs: { label: caseLabel(manifest.case.number), title: manifest.case.title },
    scope: manifest.scope,
    createdAt: manifest.createdAt,
    createdBy: manifest.createdBy,
    manifestSha256: sha256,
    signer: {
      fingerprint,
      name: own.name,
      own: own.own,
      known: signer !== undefined,
      before: [...new Set(before.map((each) => each.fingerprint))],
    },
  };
}
const NOBODY = { publicKeyPem: '', name: '', bundles: 0, firstSeenAt: '', lastSeenAt: '' };

/**
 * Holds a bundle against a case of this vault. The common ancestor is the last bundle of the case that left or came in here and that
 * the sender knows as well: of each the vault keeps a digest of every record, by its own word and not by the sender's.
 */
export function compare(db: ReadDb, caseId: CaseId, opened: Opened, read: Documents): Compared {
  const { documents: given, exchange } = documentsOf(opened, read);
  const cases = casesOf(db, opened, exchange);
  const going = goingOf(db, caseId, undefined);
  const ours: Documents = new Map(gatherParts(going).map(({ name, value }) => [name, value]));
  const [base, ancestor] = ancestorOf(db, caseId, opened, exchange);
  const partial = opened.manifest.scope === 'exhibits';
  const known = knownIds(db, caseId, opened, exchange, ours, base);
  const matched = match(given, ours, known, nextNumbers(db, caseId), partial);
  const names = namesOf(matched.pairs);
  const rows = rowsOf(matched, base, !partial, finalIn(ours));
  const { restrictions, acts } = restrictionsOf(matched, ours, caseId, base, names);
  const had = new Set(aiUses(ours).map(digest));
  const uses = aiUses(matched.theirs).filter((use) => !had.has(digest(use)));
  const titles = new Map(
    matched.pairs.map(({ kind, theirs, ours: own }) => [
      `${kind.name}/${(theirs ?? own)?.id}`,
      (theirs ?? own)?.title ?? '',
    ]),
  );
  const told: Omit<BundleReport, 'stateSha256'> = {
    ...headOf(db, opened, cases.includes(caseId) ? cases : [caseId, ...cases], caseId),
    base: ancestor && { manifestSha256: ancestor.manifestSha256, at: ancestor.at, way: ancestor.way },
    counts: countsOf(matched.pairs, rows),
    rows: planned(rows, AS_REPORTED).map(({ pair: _pair, does: _does, refused, ...row }) => ({
      ...row,
      note: refused || row.note,
    })),
    renumbered: matched.renumbered.map(({ kind, id, was, becomes }) => ({
      kind: kind.name,
      title: titles.get(`${kind.name}/${id}`) ?? '',
      was: kind.label?.(was) ?? String(was),
      becomes: kind.label?.(becomes) ?? String(becomes),
    })),
    restrictions,
    notes: [
      ...opened.custody,
      ...notesOf(ancestor, partial, redactionsLeft(going), matched, uses, given, ours, exchange),
    ],
  };
  const stateSha256 = createHash('sha256').update(canonical(told)).digest('hex');
  return { report: { ...told, stateSha256 }, caseId, matched, ours, exchange, rows, acts, aiUses: uses };
}

function ancestorOf(
  db: ReadDb,
  caseId: CaseId,
  { sha256 }: Opened,
  { known }: BundledExchange,
): [Digests | null, Exchange | null] {
  const shared = new Set([sha256, ...known]);
  const found = exchangesOf(db, caseId).find(({ manifestSha256 }) => shared.has(manifestSha256));
  return found ? [digestsOf(db, caseId, found.manifestSha256), found] : [null, null];
}

/**
 * Ids of the bundle and what they are here, or were before it was deleted: ids that the sender gave, that this vault gave, and that
 * those before both did.
 */
function knownIds(
  db: ReadDb,
  caseId: CaseId,
  { manifest }: Opened,
  { ids }: BundledExchange,
  ours: Documents,
  base: Digests | null,
): Map<string, string> {
  const had = [...(base?.keys() ?? [])].map((key) => key.slice(key.indexOf('/') + 1));
  const own = new Set([...had, ...KINDS.flatMap((kind) => kind.list(ours).map((each) => each.id))]);
  const here = new Map(idsOf(db, caseId).map((each) => [each.there, each.here]));
  const known = new Map(here);
  for (const [there, sent] of ids) {
    const now = here.get(there) ?? (own.has(there) ? there : undefined);
    if (now !== undefined && !own.has(sent)) known.set(sent, now);
  }
  return known.set(manifest.case.id, caseId);
}

function finalIn(documents: Documents): Set<string> {
  const history = documents.get('case/finding-history.json');
  return new Set(
    (Array.isArray(history) ? (history as Fields[]) : []).flatMap(({ findingId, review }) => {
      const last: unknown = Array.isArray(review) ? review.at(-1) : undefined;
      return isFields(last) && last.state === 'final' ? [String(findingId)] : [];
    }),
  );
}

function countsOf(pairs: readonly Pair[], rows: readonly Row[]): ReportCount[] {
  const states = new Map<TakenKind, Partial<Record<TakenState, number>>>();
  for (const { kind, state } of rows) {
    const of = states.get(kind) ?? {};
    of[state] = (of[state] ?? 0) + 1;
    states.set(kind, of);
  }
  const differing = new Set(rows.map(({ pair }) => pair));
  const same = Map.groupBy(
    pairs.filter((pair) => !differing.has(pair)),
    ({ kind }) => kind.name,
  );
  return KINDS.flatMap(({ name }) => {
    const of = states.get(name) ?? {};
    const count = {
      kind: name,
      same: same.get(name)?.length ?? 0,
      new: of.new ?? 0,
      theirs: of.theirs ?? 0,
      ours: of.ours ?? 0,
      conflict: of.conflict ?? 0,
      goneHere: of['gone-here'] ?? 0,
      goneThere: of['gone-there'] ?? 0,
      onlyHere: of['only-here'] ?? 0,
    };
    const { kind: _kind, ...numbers } = count;
    return Object.values(numbers).some((number) => number > 0) ? [count] : [];
  });
}

const quoted = (all: readonly Taken[]): string =>
  all
    .slice(0, 5)
    .map(({ title }) => title)
    .join(', ') + (all.length > 5 ? ', …' : '');

function notesOf(
  ancestor: Exchange | null,
  partial: boolean,
  redactions: number,
  { pairs, renumbered, theirs }: Matched,
  uses: readonly Fields[],
  given: Documents,
  ours: Documents,
  { withheld }: BundledExchange,
): string[] {
  const notes: string[] = [];
  if (!ancestor)
    notes.push('No common version is known: each difference is shown as a conflict, and what is gone cannot be told.');
  if (partial)
    notes.push(
      'The bundle holds chosen exhibits with what rests on them. The case itself, boards, requests, work and the report are not compared, and what was deleted there cannot be told.',
    );
  if (redactions > 0)
    notes.push(
      `${redactions === 1 ? 'The redaction' : `The ${redactions} redactions`} of this case’s report stay as they are.`,
    );
  notes.push(...withheldWords(withheld, partial ? 'exhibits' : 'case'));
  const frozen = pairs.filter(
    ({ kind, theirs: there, ours: here }) => kind.name === 'exhibit' && there && !here && there.self.kind === 'query',
  );
  if (renumbered.some(({ kind }) => kind.name === 'exhibit') && frozen.length > 0)
    notes.push(
      'Statements and rows of frozen queries that come in stay to the letter: numbers within them are those of the sender.',
    );
  if (uses.length > 0)
    notes.push(
      `${uses.length === 1 ? 'One entry' : `${uses.length} entries`} of their register of AI assistance ${uses.length === 1 ? 'is' : 'are'} added to ours.`,
    );
  const finals = finalIn(given).size > 0 ? [...finalIn(theirs)].filter((id) => !finalIn(ours).has(id)) : [];
  const there = pairs.flatMap(({ theirs: each, ours: own }) => (each && own && finals.includes(own.id) ? [own] : []));
  if (there.length > 0)
    notes.push(`Final there and not here: ${quoted(there)}. A review is not taken over; hand it in here.`);
  return notes;
}

/** What a report of the sender withholds, and how much of that came. */
export function withheldWords(withheld: BundledExchange['withheld'], scope: Opened['manifest']['scope']): string[] {
  if (!withheld) return [];
  const { redactions, marks } = withheld;
  return [
    ...(redactions > 0
      ? [
          `${redactions === 1 ? 'One redaction' : `${redactions} redactions`} of the sender’s report did not come with the bundle: a report printed here is not redacted until you set your own.`,
        ]
      : []),
    ...(marks.length > 0
      ? [
          `The sender’s report has the ${marks.length === 1 ? 'mark' : 'marks'} ${marks.map((mark) => `“${mark}”`).join(', ')}${
            scope === 'case'
              ? ', which came with it.'
              : ' on exhibits or findings of this bundle. It holds no report, so that nothing is marked here until you mark it.'
          }`,
        ]
      : []),
  ];
}

/** @throws Fault `bad-request` where a bundle is of no case here */
export function requireCaseOf(db: ReadDb, opened: Opened, read: Documents, into: CaseId | undefined): CaseId | null {
  const cases = casesOf(db, opened, documentsOf(opened, read).exchange);
  if (into === undefined) return cases[0] ?? null;
  if (!caseExists(db, into)) throw new Fault('not-found', 'That case is not in this vault.');
  return into;
}
