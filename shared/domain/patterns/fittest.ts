import { type Mapping, ROLES, type Role } from './roles.ts';
import type { Template } from './template.ts';

export interface Candidate {
  readonly view: string;
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

/**
 * The dataset to propose for a pattern: the one with columns for most of what it needs; among equals the one whose roles a person
 * set, then the one whose name has a word of the pattern's, then the one with most other roles, as a log of events has.
 */
export function fittest<T extends Candidate>(candidates: readonly T[], template: Template): Fit<T> | null {
  const sought = new Set(words([template.name, template.finds, ...template.needs].join(' ')));
  const judged = candidates.map((dataset) => {
    const has = template.needs.filter((role) => dataset.mapping[role] !== undefined);
    const set = has.filter((role) => dataset.chosen.includes(role));
    const named = words(dataset.view).filter((word) => sought.has(word));
    const roles = Object.keys(dataset.mapping).length;
    return { dataset, has, set, named, roles };
  });
  const [best, second] = judged.toSorted(
    (a, b) =>
      b.has.length - a.has.length ||
      b.set.length - a.set.length ||
      b.named.length - a.named.length ||
      b.roles - a.roles ||
      0,
  );
  if (!best) return null;
  const { dataset, has, set, named } = best;
  const needed = template.needs.length;
  const because = [
    has.length === needed
      ? `it has columns for all ${needed} roles`
      : `it has columns for ${has.length} of ${needed} roles`,
    ...(set.length > 0 ? [`you set ${set.map((role) => ROLES[role].word).join(', ')}`] : []),
    ...(second && second.has.length === has.length && set.length === second.set.length
      ? [
          named.length > second.named.length
            ? 'its name speaks of it'
            : 'others fit as well: check that it is the right one',
        ]
      : []),
  ];
  return { dataset, because: `Proposed because ${because.join('; ')}.` };
}
