import { diffWordsWithSpace } from 'diff';

/** Words that both texts have, or one of them alone. */
export interface Run {
  /** Its place among the runs of this comparison. */
  readonly at: number;
  readonly text: string;
  readonly kind: 'both' | 'before' | 'after';
}
const LONGEST_MS = 800;

/** The words of two texts side by side; null when they are too different to be matched within a second: then both are shown whole. */
export function wordRuns(before: string, after: string): Run[] | null {
  const runs = diffWordsWithSpace(before, after, { timeout: LONGEST_MS });
  return (
    runs?.map(({ value: text, added, removed }, at) => ({
      at,
      text,
      kind: added ? 'after' : removed ? 'before' : 'both',
    })) ?? null
  );
}
