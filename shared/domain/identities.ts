/** Which entities are held to be one, by the entries of a ledger of which the latest of a pair counts. */

export const VERDICTS = {
  same: 'the same',
  different: 'different',
  undecided: 'undecided',
  withdrawn: 'no longer decided',
} as const;
export type Verdict = keyof typeof VERDICTS;

interface Decided {
  readonly number: number;
  readonly a: string;
  readonly b: string;
  readonly verdict: Verdict;
}

/** A pair by its two ids, in whatever order they are given. */
export const pairKey = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

/** Of each pair the latest entry. @param entries in the order of their numbers */
export const standing = <E extends Decided>(entries: readonly E[]): E[] => [
  ...new Map(entries.map((entry) => [pairKey(entry.a, entry.b), entry])).values(),
];

/** Entities held to be one: at least two, the canonical one first. */
export interface IdentitySet {
  readonly members: readonly string[];
  /** Numbers of the entries that join them. */
  readonly basis: readonly number[];
}

/**
 * What the entries join, through however many steps.
 * @param order every entity there is, oldest first: the oldest of a set is the canonical one, and one that is gone joins nothing
 */
export function identitySets(entries: readonly Decided[], order: readonly string[]): IdentitySet[] {
  const place = new Map(order.map((id, at) => [id, at]));
  const joins = standing(entries).filter(({ verdict, a, b }) => verdict === 'same' && place.has(a) && place.has(b));
  const root = new Map<string, string>();
  const find = (id: string): string => {
    let at = id;
    for (let above = root.get(at); above !== undefined; above = root.get(at)) at = above;
    return at;
  };
  for (const { a, b } of joins) {
    const [one, other] = [find(a), find(b)];
    if (one !== other) root.set(one, other);
  }
  const joined = [...new Set(joins.flatMap(({ a, b }) => [a, b]))];
  joined.sort((a, b) => (place.get(a) as number) - (place.get(b) as number));
  const basis = Map.groupBy(joins, ({ a }) => find(a));
  return [...Map.groupBy(joined, find)].map(([of, members]) => ({
    members,
    basis: (basis.get(of) ?? []).map(({ number }) => number).toSorted((a, b) => a - b),
  }));
}

/** The set of an entity; itself alone where it is held to be no other. */
export const setOf = (sets: readonly IdentitySet[], id: string): readonly string[] =>
  sets.find(({ members }) => members.includes(id))?.members ?? [id];

/** "A, also known as B and C" */
export const alsoKnownAs = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
