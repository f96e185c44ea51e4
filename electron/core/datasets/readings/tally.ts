import { runsAsFormula } from '../../../../shared/domain/cell-text.ts';
import { type ColumnReading, KEPT_BLANK_WORDS, KEPT_TEXT, KEPT_UNFIT } from '../../../../shared/domain/readings.ts';
import type { Counts, Family } from './family.ts';
import { type Heading, headingOf } from './headings.ts';
import { isImpossible } from './impossible.ts';
import { STYLES, scanNumber } from './numbers.ts';
import { isMarked, MarkedTally } from './tally-marked.ts';
import { isMonth, MonthTally } from './tally-months.ts';
import { NumberTally } from './tally-numbers.ts';
import { TimeTally } from './tally-times.ts';
import { BooleanTally, DurationTally, JsonTally } from './tally-words.ts';
import { isYearless, scanTime } from './times.ts';
import { durationSeconds, isBlankWord, isJson, TRUTHS } from './values.ts';

/** What is kept of the values that a family of readings does not fit. */
export interface Unfit {
  readonly row: number;
  readonly text: string;
}
/** A value that is looked at before a family is chosen. */
interface Seen extends Unfit {
  readonly isNumber: boolean;
}
/** Values that are looked at before a family is chosen. */
const SAMPLE = 250;
/** Below this share of fitting values a column is text, and nobody is asked. */
const MOST = 0.8;
const MOST_OF_FEW = 0.6;
const FEW = 20;

/** Decides how one column is read, while its rows pass. */
export class ColumnTally {
  nulls = 0;
  empties = 0;
  formulas = 0;
  private values = 0;
  private fitting = 0;
  private blanks = 0;
  private readonly blankWords = new Set<string>();
  private readonly unfit: Unfit[] = [];
  private sample: Seen[] | null = [];
  private family: Family | null = null;
  private readonly heading: Heading;

  constructor(header: string) {
    this.heading = headingOf(header);
  }

  /** @param isNumber whether the file keeps it as a number with a point, not as a text that looks like one */
  add(value: string | null, row: number, isNumber = false): void {
    if (value === null) {
      this.nulls++;
      return;
    }
    if (value === '') {
      this.empties++;
      return;
    }
    if (mayBeFormula(value.charCodeAt(0)) && runsAsFormula(value)) this.formulas++;
    if (this.family !== null) this.hold(this.family, value, row, isNumber);
    else if (this.sample === null) this.values++;
    else if (isBlankWord(value)) this.blank(value);
    else {
      this.sample.push({ row, text: value, isNumber });
      if (this.sample.length === SAMPLE) this.choose(this.sample);
    }
  }

  /**
   * Counts a value of which nothing more needs to be known: its column is text by now, and it cannot be a formula.
   * @param first its first byte @returns false where it is to be added instead
   */
  pass(first: number): boolean {
    if (this.family !== null || this.sample !== null || mayBeFormula(first)) return false;
    this.values++;
    return true;
  }

  /** The numbers of a spreadsheet that lost their digits: 4.47912E+11. */
  get rounded(): number {
    return this.family instanceof NumberTally ? this.family.rounded : 0;
  }

  private get pointed(): { pointed?: true } {
    return this.family instanceof NumberTally && this.family.numbers > 0 ? { pointed: true } : {};
  }

  get result(): ColumnReading {
    if (this.sample !== null) this.choose(this.sample);
    const { values, fitting, blanks, unfit } = this;
    const counts = { values, fitting };
    const verdict =
      this.family && worthAsking(counts, this.family.alike) ? this.family.verdict(counts, this.heading) : null;
    const blank = { blanks, blankWords: [...this.blankWords] };
    if (verdict) {
      const isText = verdict.reading.kind === 'text';
      const placed = this.family?.placed && { placed: true as const };
      return { ...verdict, ...blank, values, fitting: isText ? values : fitting, unfit, ...this.pointed, ...placed };
    }
    const why = values + blanks === 0 ? 'empty' : this.heading.identifies ? 'identifies' : 'text';
    return {
      reading: { kind: 'text', why },
      sure: 'whole column',
      settledBy: null,
      values: values + blanks,
      fitting: values + blanks,
      blanks: 0,
      blankWords: [],
      unfit: [],
      source: 'cell',
      questions: [],
    };
  }

  private hold(family: Family, value: string, row: number, isNumber: boolean): void {
    if (family.add(value, isNumber)) {
      this.fitting++;
      this.values++;
    } else if (isBlankWord(value)) this.blank(value);
    else {
      this.values++;
      if (this.unfit.length < KEPT_UNFIT) this.unfit.push({ row, text: value.slice(0, KEPT_TEXT) });
      // What came later is something else: nobody is asked, so nothing more is counted.
      else if (
        this.values > 4 * SAMPLE &&
        this.values % SAMPLE === 0 &&
        !worthAsking({ values: this.values, fitting: this.fitting }, family.alike)
      )
        this.family = null;
    }
  }

  private blank(word: string): void {
    this.blanks++;
    if (this.blankWords.size < KEPT_BLANK_WORDS || this.blankWords.has(word)) this.blankWords.add(word);
    else {
      this.blanks--;
      this.values++; // more words for nothing than are kept: something else
    }
  }

  private choose(sample: readonly Seen[]): void {
    this.sample = null;
    this.family = familyOf(sample, this.heading);
    if (!this.family) this.values += sample.length;
    else for (const { row, text, isNumber } of sample) this.hold(this.family, text, row, isNumber);
  }
}

const mayBeFormula = (first: number): boolean => (first < 0x30 || first > 0x39) && first < 0x41;

const worthAsking = ({ values, fitting }: Counts, alike = 0): boolean =>
  fitting + alike > 0 && fitting + alike >= values * (values < FEW ? MOST_OF_FEW : MOST);

/** How many texts are numbers of the style that most of them have. */
function ofOneStyle(texts: readonly string[]): number {
  const styles = texts.map((text) => scanNumber(text)?.styles ?? 0);
  return Math.max(...STYLES.map((_, at) => styles.filter((mask) => (mask >> at) & 1).length));
}

/** The family that fits most values of a sample, the plainer one of two. */
function familyOf(sample: readonly Seen[], heading: Heading): Family | null {
  const texts = sample.map(({ text }) => text);
  const number = () => new NumberTally(sample.flatMap(({ text, isNumber }) => (isNumber ? [] : [text])));
  const fits: readonly (readonly [(text: string) => boolean, () => Family])[] = [
    [(text) => TRUTHS.some((pair) => pair.includes(text.trim().toLowerCase())), () => new BooleanTally()],
    [(text) => isMonth(text, heading), () => new MonthTally()],
    [(text) => scanNumber(text) !== null, number],
    [
      (text) => (scanTime(text) !== null && (heading.tellsMonth || !isYearless(text))) || isImpossible(text),
      () => new TimeTally(texts),
    ],
    [(text) => durationSeconds(text) !== null, () => new DurationTally()],
    [isJson, () => new JsonTally()],
    [isMarked, () => new MarkedTally()],
  ];
  let best: (() => Family) | null = null;
  let most = 0;
  for (const [test, make] of fits) {
    let count = texts.filter(test).length;
    if (make === number && count > 0) {
      // Numbers of which some have a decimal comma and others a point are of no one style.
      const alike = ofOneStyle(texts);
      if (alike < texts.length * MOST) count = alike;
    }
    if (count > most) {
      most = count;
      best = make;
    }
  }
  return best && worthAsking({ values: texts.length, fitting: most }) ? best() : null;
}
