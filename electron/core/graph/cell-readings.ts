import { type ColumnReading, PLAIN_NUMBERS } from '../../../shared/domain/readings.ts';
import { typedOf } from '../datasets/readings/companions.ts';
import { type Exact, exactOf, scanNumber } from '../datasets/readings/numbers.ts';
import { isBlankWord } from '../datasets/readings/values.ts';
import { momentOf } from '../mapping/moments.ts';

export interface Amount {
  readonly exact: Exact;
  /** "$", "EUR" as the column is written in; empty where it names none. */
  readonly unit: string;
}
const saysNothing = (text: string | null, reading: ColumnReading | null): text is null =>
  text === null || text.trim() === '' || isBlankWord(text) || (reading?.blankWords.includes(text) ?? false);

/**
 * An amount as its column is read, exactly. A column that is read as text gives a plain number, unless its separators are a question.
 * @returns null for a cell that holds nothing, undefined for one that holds no amount
 */
export function amountOf(text: string | null, reading: ColumnReading | null): Amount | null | undefined {
  if (saysNothing(text, reading)) return null;
  const read = reading?.reading;
  const form = read && 'form' in read ? read.form : PLAIN_NUMBERS;
  const isAsked = reading?.questions.some(({ about }) => about === 'separators') ?? false;
  if (form === PLAIN_NUMBERS && isAsked && scanNumber(text)?.unclear !== '') return undefined;
  const exact = exactOf(text, form);
  return exact ? { exact, unit: form.unit } : undefined;
}

/** A date or time as its column is read and views show it. @returns null for nothing, undefined for what is no time */
export function timeOf(text: string | null, reading: ColumnReading | null): string | null | undefined {
  if (saysNothing(text, reading)) return null;
  const kind = reading?.reading.kind;
  const typed = reading && (kind === 'date' || kind === 'time' || kind === 'epoch') ? typedOf(reading, text) : text;
  return typeof typed === 'string' ? (momentOf(typed) ?? undefined) : undefined;
}
