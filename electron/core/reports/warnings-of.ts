import type { Uncovered } from '../../../shared/contract/reports.ts';
import { uncoveredWords } from '../../../shared/domain/left-out.ts';
import type { ReportModel } from './model.ts';
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

/** The same of what was printed: also what its record and its fonts lack. */
export const printWarnings = (
  resolved: Pick<Resolved, 'uncovered' | 'repeats'>,
  model: ReportModel,
  unknownCharacters: readonly string[],
): string[] => [
  ...allWarnings({ uncovered: resolved.uncovered, repeats: resolved.repeats, model }),
  ...(model.unrecorded
    ? [
        'This print is not recorded in the custody log, and has no copy number: the vault is opened read-only. The cover and every page say so.',
      ]
    : []),
  ...(unknownCharacters.length > 0
    ? [`No font has these characters, which are printed as their code points: ${unknownCharacters.join(' ')}`]
    : []),
];
