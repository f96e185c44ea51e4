import type { ColumnReading, Question, Reading } from '../../../../shared/domain/readings.ts';
import type { Heading } from './headings.ts';

/** Of the values that are neither NULL, nor empty, nor words for nothing. */
export interface Counts {
  readonly values: number;
  readonly fitting: number;
}
/** What a family makes of the whole column. */
export type Verdict = Pick<ColumnReading, 'reading' | 'sure' | 'settledBy' | 'source' | 'questions'>;

/** Holds the values of a column against one family of readings: numbers, times, words for yes and no. */
export interface Family {
  /** @param isNumber whether the file keeps it as a number with a point @returns whether a value fits */
  readonly add: (text: string, isNumber: boolean) => boolean;
  /** Values that do not fit and yet are written like those that do: 31/02/2026 among dates. */
  readonly alike?: number;
  /** Whether some values name a zone by a place whose clocks may be changed. */
  readonly placed?: boolean;
  /** @returns null where none of its readings may be taken or asked about */
  readonly verdict: (counts: Counts, heading: Heading) => Verdict | null;
}

/** What every value fits, and nothing else. */
export const wholeColumn = (reading: Reading, source: Verdict['source']): Verdict => ({
  reading,
  sure: 'whole column',
  settledBy: null,
  source,
  questions: [],
});

/** The column stays text until somebody has chosen. */
export const ask = (about: Question['about'], choices: Question['choices']): Verdict => ({
  reading: { kind: 'text', why: 'asked' },
  sure: 'to be asked',
  settledBy: null,
  source: 'cell',
  questions: [{ about, choices: choices.slice(0, 8) }],
});

/** Asks where some values do not fit a reading; null where all do. */
export const unfitVerdict = (reading: Reading, { values, fitting }: Counts): Verdict | null =>
  fitting === values ? null : ask('unfit', [{ reading, fitting }]);
