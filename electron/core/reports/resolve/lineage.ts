import type { ExhibitId } from '../../../../shared/contract/values.ts';
import type { Material } from './material.ts';

/*
 * Working copies and what they were made from. Each step is looked at a bounded number of times, whatever a bundle or a
 * store says of them: chains of thousands, and circles, cost no more than as many copies of one picture.
 */
type Copies = Material['copies'];

/** What an exhibit was made from, at any remove, as far as it is one of those that are asked for: nearest first, each once. */
export function originsAmong(copies: Copies, asked: (id: ExhibitId) => boolean): (of: ExhibitId) => ExhibitId[] {
  /** Of each exhibit the nearest that is asked for. */
  const nearest = new Map<ExhibitId, ExhibitId | null>();
  const above = (id: ExhibitId): ExhibitId | null => {
    const way: ExhibitId[] = [];
    let found: ExhibitId | null = null;
    for (let at = id; found === null && !nearest.has(at); ) {
      nearest.set(at, null); // where the way comes back here it is a circle without any
      way.push(at);
      const from = copies.get(at)?.originalId;
      if (from === undefined) break;
      if (asked(from)) found = from;
      at = from;
      if (found === null) found = nearest.get(at) ?? null;
    }
    for (const each of way) nearest.set(each, found);
    return way.length === 0 ? (nearest.get(id) ?? null) : found;
  };
  return (of) => {
    const told = new Set<ExhibitId>();
    for (let at = above(of); at !== null && !told.has(at); at = above(at)) told.add(at);
    return [...told];
  };
}

/** What copies that blacken a part were made from, at any remove. @param from the copies that are asked about */
export function redactedIn(copies: Copies, from: Iterable<ExhibitId>): Set<ExhibitId> {
  const redacted = new Set<ExhibitId>();
  const seen = new Map<ExhibitId, boolean>();
  for (const id of from) {
    let blackened = false;
    for (let copy = copies.get(id); copy; copy = copies.get(copy.originalId)) {
      const { originalId } = copy;
      blackened ||= copy.redacts;
      const before = seen.get(originalId);
      if (before === true || before === blackened) break; // told from here on
      seen.set(originalId, blackened);
      if (blackened) redacted.add(originalId);
    }
  }
  return redacted;
}

/** Everything made of these exhibits in which a part of them is blackened. */
export function redactionsOf(copies: Copies): (of: Iterable<ExhibitId>) => IterableIterator<ExhibitId> {
  const madeOf = Map.groupBy(copies.keys(), (id) => copies.get(id)?.originalId);
  return function* (of) {
    const seen = new Set<string>();
    const waiting = [...of].map((id) => ({ id, blackened: false }));
    for (let next = waiting.pop(); next; next = waiting.pop())
      for (const id of madeOf.get(next.id) ?? []) {
        const blackened = next.blackened || (copies.get(id)?.redacts ?? false);
        const key = `${id} ${blackened}`;
        if (seen.has(key)) continue;
        seen.add(key);
        if (blackened && !seen.has(`${id} told`)) yield id;
        if (blackened) seen.add(`${id} told`);
        waiting.push({ id, blackened });
      }
  };
}
