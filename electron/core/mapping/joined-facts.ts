import type { Link, LinkFacts } from '../../../shared/contract/entities.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { QueryResult } from '../../../shared/contract/query.ts';
import type { ExhibitId } from '../../../shared/contract/values.ts';
import { factsExhibits } from '../../../shared/domain/link-facts.ts';
import { PLAIN_NUMBERS } from '../../../shared/domain/readings.ts';
import { joinRows, rowCount } from '../../../shared/domain/row-ranges.ts';
import { exactOf, exactSum, exactText } from '../datasets/readings/numbers.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { exhibitHead } from '../evidence/reads.ts';
import { canonicalHash, frozenQueryOf } from '../query/reads.ts';
import type { Kept } from '../query/results.ts';
import { type Span, takeMoment } from './moments.ts';

/** How rows that are read lie to those of an exhibit that a link rests on: surely others, the very same table, or nobody knows. */
export type Relation = 'apart' | 'same' | 'unknown';

/** @param inputs SHA-256 of the files that the rows come from; null for what is no file @param sha256 of the table that is read */
export function relationTo(db: ReadDb | WriteDb, inputs: readonly (string | null)[], sha256: string) {
  const relations = new Map<ExhibitId, Relation>();
  return (exhibit: ExhibitId): Relation => {
    let relation = relations.get(exhibit);
    if (!relation) relations.set(exhibit, (relation = relationOf(db, inputs, sha256, exhibit)));
    return relation;
  };
}
function relationOf(
  db: ReadDb | WriteDb,
  inputs: readonly (string | null)[],
  sha256: string,
  exhibit: ExhibitId,
): Relation {
  const own = exhibitHead(db, exhibit).sha256;
  if (own === sha256) return 'same';
  const held = [own, ...inputsOf(db, exhibit)];
  const all = [sha256, ...inputs];
  return [...held, ...all].includes(null) || held.some((one) => all.includes(one)) ? 'unknown' : 'apart';
}
function inputsOf(db: ReadDb | WriteDb, exhibit: ExhibitId): (string | null)[] {
  try {
    return frozenQueryOf(db, exhibit).inputs.map(({ sha256 }) => sha256);
  } catch (error) {
    if (error instanceof Fault && error.code === 'not-found') return []; // no result of a query: its own rows
    throw error;
  }
}

/**
 * What a link's rows say once it rests on these as well: added up where they are surely other rows. A part is left out where nothing
 * can add it up (units that differ), and all of it where rows may be counted twice.
 * @param now of the rows that are read, whose text is `rows`
 */
export function joinedFacts(
  before: Pick<Link, 'facts' | 'rows'>,
  now: LinkFacts,
  rows: string,
  relation: (exhibit: ExhibitId) => Relation,
): { readonly facts: LinkFacts | null; readonly lost: boolean } {
  const known = before.facts ?? countOnly(before.rows);
  if (!known) return { facts: now, lost: false };
  const others = factsExhibits(known).filter((id) => id !== now.exhibit);
  const isSame = (id: ExhibitId): boolean =>
    before.rows?.[id] === rows && (id === now.exhibit || relation(id) === 'same');
  const again = factsExhibits(known).filter(isSame);
  if (again.length > 0) return { facts: others.every(isSame) ? now : known, lost: false };
  const here = before.rows?.[now.exhibit];
  const overlaps = here !== undefined && rowCount(joinRows(here, rows)) < rowCount(here) + rowCount(rows);
  if (overlaps || others.some((id) => relation(id) !== 'apart')) return { facts: null, lost: true };
  return added(known, now, others);
}

function countOnly(rows: Link['rows'] = {}): LinkFacts | null {
  const [exhibit, ...also] = Object.keys(rows) as ExhibitId[];
  const count = Object.values(rows).reduce((sum, those) => sum + rowCount(those), 0);
  return exhibit === undefined ? null : { exhibit, count, ...(also.length > 0 && { also }) };
}

function added(one: LinkFacts, other: LinkFacts, also: ExhibitId[]): { facts: LinkFacts; lost: boolean } {
  const span: Span = { first: null, last: null, mixed: false };
  for (const at of [one.first, one.last, other.first, other.last]) if (at !== undefined) takeMoment(span, at);
  // Where only one part has a sum, the other may have none since it mixes currencies: no sum is one of all rows then.
  const differ = one.amount?.unit !== other.amount?.unit;
  const amount = differ ? undefined : sumOf(one.amount, other.amount);
  const { first, last, mixed } = span;
  const facts: LinkFacts = {
    exhibit: other.exhibit,
    ...(also.length > 0 && { also }),
    count: one.count + other.count,
    ...(amount && { amount }),
    ...(first !== null && !mixed && { first }),
    ...(last !== null && !mixed && { last }),
  };
  return { facts, lost: differ || mixed };
}

function sumOf(one: LinkFacts['amount'], other: LinkFacts['amount']): LinkFacts['amount'] {
  const [a, b] = [one, other].map((each) => each && exactOf(each.sum, PLAIN_NUMBERS));
  if (!one || !other || !a || !b) return one ?? other;
  return { sum: exactText(exactSum(a, b)), unit: one.unit, values: one.values + other.values };
}

/** Of a result: by the files that its tables were read from. */
export const relationOfResult = (db: ReadDb | WriteDb, { inputs, columns }: QueryResult, blocks: Kept['blocks']) =>
  relationTo(db, inputs.length === 0 ? [null] : inputs.map(({ sha256 }) => sha256), canonicalHash(columns, blocks));
