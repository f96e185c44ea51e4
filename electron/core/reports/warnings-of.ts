import type { Uncovered } from '../../../shared/contract/reports.ts';
import { uncoveredWords } from '../../../shared/domain/left-out.ts';
import type { Resolved } from './resolve/resolve.ts';
import { warningsOf } from './warnings.ts';

export const uncoveredOf = ({ uncovered }: Pick<Resolved, 'uncovered'>): Uncovered[] =>
  uncovered.map(({ original: { id, label }, copies }) => ({
    original: { id, label },
    copies: copies.map((copy) => ({ label: copy.label, removed: copy.removedAt !== null })),
  }));

/** What whoever prints has to know beside what is left out. */
export const allWarnings = (resolved: Pick<Resolved, 'uncovered' | 'repeats' | 'model'>): string[] => [
  ...uncoveredOf(resolved).map(uncoveredWords),
  ...resolved.repeats,
  ...warningsOf(resolved.model),
];
