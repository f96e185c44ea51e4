import {
  type ColumnReading,
  EXACT_DIGITS,
  KEPT_BLANK_WORDS,
  KEPT_TEXT,
  KEPT_UNFIT,
  type Reading,
  sameReading,
} from '../../../../shared/domain/readings.ts';
import { ClockCount } from './clock-count.ts';
import { exactOf, scanNumber } from './numbers.ts';
import { scanTime } from './times.ts';
import { epochFraction, isBlankWord, type Typed, typedValue } from './values.ts';

const EXAMPLES = 5;
/** Fractions are held against the most digits that there are; how many the column has, its values tell. */
const widest = (reading: Reading): Reading => ('fraction' in reading ? { ...reading, fraction: 9 } : reading);

export interface Example {
  readonly text: string;
  readonly value: string | number;
}

/** Holds a column against the reading that a person wants, and completes it: places and fractions are found from the values. */
export class ReadingTrial {
  private readonly shown = new Set<string>();
  private values = 0;
  private fitting = 0;
  private blanks = 0;
  private readonly blankWords = new Set<string>();
  private readonly unfit: { row: number; text: string }[] = [];
  private readonly clocks = new ClockCount();
  private readonly wide: Reading;
  private places = 0;
  private long = false;
  private brackets = false;

  private readonly wanted: Reading;

  /** @param now how the column is read at present */
  constructor(
    wanted: Reading,
    private readonly now: ColumnReading | null,
  ) {
    const comma = now?.pointed && 'form' in wanted && wanted.form.point === ',';
    this.wanted = comma ? { ...wanted, form: { ...wanted.form, pointed: true } } : wanted;
    this.wide = widest(this.wanted);
  }

  add(text: string | null, row: number): void {
    if (text === null || text === '') return;
    const value = typedValue(this.wide, text);
    if (
      value === undefined &&
      isBlankWord(text) &&
      (this.blankWords.has(text) || this.blankWords.size < KEPT_BLANK_WORDS)
    ) {
      this.blankWords.add(text);
      this.blanks++;
      return;
    }
    this.values++;
    if (value === undefined) {
      if (this.unfit.length < KEPT_UNFIT) this.unfit.push({ row, text: text.slice(0, KEPT_TEXT) });
      return;
    }
    this.fitting++;
    this.measure(text);
    this.clocks.add(this.wide, text, row);
    if (this.shown.size < EXAMPLES) this.shown.add(text);
  }

  /** The first values that fit, and what they mean under the reading as it is completed. */
  get examples(): Example[] {
    const reading = this.completed();
    return [...this.shown].map((text) => ({
      text: text.slice(0, KEPT_TEXT),
      value: plain(typedValue(reading, text) as Typed),
    }));
  }

  /** Of the same reading as at present it keeps where the value comes from. */
  get result(): ColumnReading {
    const { now } = this;
    const reading = this.completed();
    const same = now !== null && sameReading(now.reading, reading);
    return {
      reading,
      sure: 'by a person',
      settledBy: null,
      values: this.values,
      fitting: this.fitting,
      blanks: this.blanks,
      blankWords: [...this.blankWords],
      unfit: this.unfit,
      source: same ? now.source : reading.kind === 'text' ? 'cell' : 'companion',
      questions: [],
      ...(now?.pointed && { pointed: true }),
      ...(now?.placed && { placed: true }),
      ...this.clocks.result,
    };
  }

  private measure(text: string): void {
    const { wanted } = this;
    if ('form' in wanted) {
      this.brackets ||= scanNumber(text)?.brackets ?? false;
      if (wanted.kind !== 'decimal') return;
      const exact = exactOf(text, wanted.form);
      if (!exact) return;
      this.places = Math.max(this.places, exact.scale);
      this.long ||= exact.units.toString().replace('-', '').length > EXACT_DIGITS;
    } else if (wanted.kind === 'time')
      this.places = Math.max(this.places, scanTime(text)?.fraction.replace(/0+$/, '').length ?? 0);
    else if (wanted.kind === 'epoch' && wanted.unit !== 'spreadsheet')
      this.places = Math.max(this.places, epochFraction(wanted.unit, text));
  }

  private completed(): Reading {
    const { wanted, places, long, brackets } = this;
    if (wanted.kind === 'decimal') return { ...wanted, form: { ...wanted.form, brackets }, scale: places, long };
    if ('form' in wanted) return { ...wanted, form: { ...wanted.form, brackets } };
    return 'fraction' in wanted ? { ...wanted, fraction: places } : wanted;
  }
}

const plain = (value: Typed): string | number => (typeof value === 'bigint' ? value.toString() : value);
