import { type Mapping, ROLES, type Role } from './roles.ts';
import type { Template } from './template.ts';

export interface Candidate {
  readonly view: string;
  readonly rows: number;
  readonly mapping: Mapping;
  /** Roles that a person set. */
  readonly chosen: readonly Role[];
}
export interface Fit<T extends Candidate> {
  readonly dataset: T;
  /** Why this one was proposed, as a sentence. */
  readonly because: string;
}

const words = (text: string): string[] =>
  text
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 3)
    .map((word) => word.replace(/(?:es|s)$/, ''));

const FEW = 10; // rows: fewer show no pattern, as a single message or a note does

/**
 * The dataset to propose for a pattern: the one with columns for most of what it needs; among equals the one whose roles a person
 * set, then one with more than a few rows, then the one whose name or columns have a word of the pattern's, then the one with most
 * other roles, as a log of events has, then the one with most rows.
 */
export function fittest<T extends Candidate>(candidates: readonly T[], template: Template): Fit<T> | null {
  const sought = new Set(words([template.name, template.finds, ...template.needs].join(' ')));
  const title = new Set(words(template.name.replaceAll('-', ''))); // "Sign-up" is "signup" in a header
  const judged = candidates.map((dataset) => {
    const has = template.needs.filter((role) => dataset.mapping[role] !== undefined);
    const set = has.filter((role) => dataset.chosen.includes(role));
    const columns = has.flatMap((role) => words((dataset.mapping[role] ?? '').replaceAll('_', ' ')));
    const named = [
      ...words(dataset.view).filter((word) => sought.has(word)),
      ...columns.filter((word) => title.has(word)),
    ];
    const roles = Object.keys(dataset.mapping).length;
    return { dataset, has, set, few: dataset.rows < FEW, named, roles };
  });
  const [best, second] = judged.toSorted(
    (a, b) =>
      b.has.length - a.has.length ||
      b.set.length - a.set.length ||
      Number(a.few) - Number(b.few) ||
      b.named.length - a.named.length ||
      b.roles - a.roles ||
      b.dataset.rows - a.dataset.rows,
  );
  if (!best) return null;
  const { dataset, has, set, few, named } = best;
  const needed = template.needs.length;
  const because = [
    has.length === needed
      ? `it has columns for all ${needed} roles`
      : `it has columns for ${has.length} of ${needed} roles`,
    ...(set.length > 0 ? [`you set ${set.map((role) => ROLES[role].word).join(', ')}`] : []),
    ...(second && second.has.length === has.length && set.length === second.set.length && few === second.few
      ? [
          named.length > second.named.length
            ? 'its names speak of it'
            : 'others fit as well: check that it is the right one',
        ]
      : []),
  ];
  return { dataset, because: `Proposed because ${because.join('; ')}.` };
}
