import type { Entity, Link } from '../../../shared/contract/entities.ts';
import { isKnownType, normalKey } from '../../../shared/domain/entities.ts';
import type { Ledger } from './reads.ts';

/** Types whose value is the thing itself: two different values are two of them. */
const UNIQUE: ReadonlySet<string> = new Set([
  'bank',
  'card',
  'wallet',
  'transaction',
  'hash',
  'ip',
  'network',
  'email',
  'phone',
  'domain',
  'url',
  'vehicle',
]);
/** Links to what somebody has only one of. */
const ONE_ONLY: readonly (readonly [words: string, type: RegExp])[] = [
  ['dates of birth', /^(?:was )?born(?: on)?$|birth ?(?:date|day)|^dob$/i],
  ['places of birth', /^born (?:in|at)$|birth ?place/i],
  ['passports', /passport/i],
  ['identity numbers', /national id|identity (?:card|number)|tax (?:id|number)|social security/i],
];
const HOLDS = /^(?:holds|owns|holder of|account holder|has iban)$/i;
const BORN =
  /\b(?:born|dob|d\.o\.b\.?|date of birth|birth date)\W{0,4}(\d{4}(?:-\d\d){0,2}|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{1,2} \p{L}{3,9} \d{4})/giu;

/**
 * What speaks against holding the entities of two identities for one: decisions that they differ, and values of which one
 * person or thing has one only.
 */
export function concernsOf(
  members: readonly Entity[],
  { entries }: Ledger,
  links: readonly Link[],
  entities: ReadonlyMap<string, Entity>,
): string[] {
  const ids = new Set<string>(members.map(({ id }) => id));
  const found = entries
    .filter(({ counts, verdict, a, b }) => counts && verdict === 'different' && ids.has(a.id) && ids.has(b.id))
    .map(({ number, a, b, reason }) => `Entry ${number} holds ${a.label} and ${b.label} to be different: ${reason}`);
  const keys = new Map(members.map((each) => [normalKey(each), each.label]));
  const type = members[0]?.type ?? 'other';
  if (isKnownType(type) && UNIQUE.has(type) && keys.size > 1)
    found.push(`${listed(keys.values())} are different values, each of which names one thing.`);
  for (const [words, link] of ONE_ONLY) {
    const ends = new Map<string, string>();
    for (const { from, to, type: of } of links)
      if (ids.has(from.id) && link.test(of)) ends.set(keyOf(to.id, entities), entities.get(to.id)?.label ?? '');
    if (ends.size > 1) found.push(`They would have ${ends.size} ${words}: ${listed(ends.values())}.`);
  }
  const born = new Map(members.flatMap(({ note }) => [...note.matchAll(BORN)].map(([, date = '']) => [date, date])));
  if (born.size > 1) found.push(`Their notes give ${born.size} dates of birth: ${listed(born.values())}.`);
  if (type === 'bank' || type === 'payout') {
    const holders = new Map<string, string>();
    for (const { from, to, type: of } of links)
      if (ids.has(to.id) && HOLDS.test(of)) holders.set(keyOf(from.id, entities), entities.get(from.id)?.label ?? '');
    if (holders.size > 1) found.push(`The account would have ${holders.size} holders: ${listed(holders.values())}.`);
  }
  return found;
}

const keyOf = (id: string, entities: ReadonlyMap<string, Entity>): string => {
  const entity = entities.get(id);
  return entity ? normalKey(entity) : id;
};
const listed = (values: Iterable<string>): string => [...values].slice(0, 5).join(', ');
