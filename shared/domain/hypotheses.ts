import type { Consistency, Judgement } from '../contract/judgements.ts';
import type { ExhibitId } from '../contract/values.ts';

export const CONSISTENCY: Readonly<Record<Consistency, string>> = {
  CC: 'very consistent',
  C: 'consistent',
  N: 'neutral',
  I: 'inconsistent',
  II: 'very inconsistent',
  NA: 'not applicable',
};
export const HOLDS: Readonly<Record<Judgement['assumptions'][number]['holds'], string>> = {
  'not-judged': 'not judged',
  supported: 'supported',
  'with-caveats': 'supported with caveats',
  unsupported: 'unsupported',
};

/** Only what speaks against a hypothesis counts: much is consistent with any of them (Heuer, 1999, chapter 8). */
const AGAINST: Readonly<Record<Consistency, number>> = { CC: 0, C: 0, N: 0, I: 1, II: 2, NA: 0 };

type Matrix = Pick<Judgement, 'hypotheses' | 'evidence'>;

export interface Ranked {
  readonly key: string;
  /** "H1": by its place in the list. */
  readonly label: string;
  readonly text: string;
  /** Inconsistencies, one that is strong counting twice. */
  readonly against: number;
}

/** Hypotheses by what speaks against them, the least first; those of a kind in the order in which they were stated. */
export const ranked = ({ hypotheses, evidence }: Matrix): Ranked[] =>
  hypotheses
    .map(({ key, text }, at) => ({
      ...{ key, text, label: `H${at + 1}` },
      against: evidence.reduce((sum, { marks }) => sum + AGAINST[marks[key] ?? 'N'], 0),
    }))
    .sort((a, b) => a.against - b.against);

/** Whether a row tells no hypothesis from another: all of them are marked, and alike. */
export function isNonDiagnostic({ hypotheses }: Pick<Matrix, 'hypotheses'>, row: Matrix['evidence'][number]): boolean {
  const marks = hypotheses.map(({ key }) => row.marks[key]);
  return hypotheses.length > 1 && marks.every((mark) => mark !== undefined && mark === marks[0]);
}

/** Hypotheses that stand first, with the least against them. */
function leading(matrix: Matrix): string {
  const order = ranked(matrix);
  return order
    .filter(({ against }) => against === order[0]?.against)
    .map(({ key }) => key)
    .sort()
    .join(' ');
}

/** The exhibits without which another hypothesis would stand first, or no longer one alone: what the ranking hangs on. */
export function flippedBy(matrix: Matrix): ExhibitId[] {
  const now = leading(matrix);
  const exhibits = new Set(matrix.evidence.flatMap(({ exhibitId }) => exhibitId ?? []));
  const without = (id: ExhibitId) => matrix.evidence.filter(({ exhibitId }) => exhibitId !== id);
  return [...exhibits].filter((id) => leading({ ...matrix, evidence: without(id) }) !== now);
}

/** Cells of the matrix that nobody has judged. */
export const unmarked = ({ hypotheses, evidence }: Matrix): number =>
  evidence.reduce((sum, { marks }) => sum + hypotheses.filter(({ key }) => marks[key] === undefined).length, 0);

/** The judgement without lines that were begun and say nothing: they are on the form alone. */
export function withoutBlanks(judgement: Judgement): Judgement {
  const says = (...words: readonly (string | null)[]): boolean =>
    words.some((each) => each !== null && each.trim() !== '');
  const { hypotheses, evidence, assumptions, gaps, indicators, actions, impact } = judgement;
  const marked = new Set(evidence.flatMap(({ marks }) => Object.keys(marks)));
  return {
    hypotheses: hypotheses.filter(({ key, text }) => says(text) || marked.has(key)),
    evidence: evidence.filter(({ text, exhibitId, marks }) => says(text, exhibitId, ...Object.values(marks))),
    assumptions: assumptions.filter(({ text, why, ifWrong }) => says(text, why, ifWrong)),
    gaps: gaps.filter(({ text, closedBy }) => says(text, closedBy)),
    indicators: indicators.filter(({ text, means }) => says(text, means)),
    actions: actions.filter(({ text, owner, due }) => says(text, owner, due)),
    impact,
  };
}
