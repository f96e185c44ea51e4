import { EXACT_DIGITS, type NumberForm, type Question, type Reading } from '../../../../shared/domain/readings.ts';
import { ask, type Counts, type Family, unfitVerdict, type Verdict } from './family.ts';
import type { Heading } from './headings.ts';
import {
  ALL_STYLES,
  COMMA_GROUPS,
  COMMA_POINTS,
  DOT_GROUPS,
  DOT_STYLES,
  digitsOf,
  plain,
  plainStyles,
  plainUnclear,
  type Scanned,
  STYLES,
  scanNumber,
  scanPlain,
} from './numbers.ts';
import { scanTime } from './times.ts';
import { epochFraction, vanishes } from './values.ts';

const INT64_DIGITS = 18;
/** Numbers as long as these, all of one length, are numbers of something. */
const LONG_IDENTIFIER = 10;
const PHONE_DIGITS = 7;
const KEPT_UNITS = 4;
const WHOLE_WITH_EXPONENT = /^[-+]?\d+e\+?\d+$/i;
const ROUNDED = /^-?\d(?:[.,]\d+)?E\+\d{2,3}$/;
/** Times that exports of our years hold, in seconds: 2000 to 2050. */
const EARLIEST = 946_684_800;
const LATEST = 2_524_608_000;
const SPREADSHEET_DAYS = [20_000, 80_000] as const; // 1954 to 2119
const UNITS = [
  ['s', 1],
  ['ms', 1e3],
  ['us', 1e6],
  ['ns', 1e9],
] as const;

/** Digits before and after the point, as far as the column went. */
interface Extent {
  whole: number;
  scale: number;
}

/** Numbers in every style; keeps the styles that all values fit. */
export class NumberTally implements Family {
  rounded = 0;
  private styles: number;
  private narrowedBy: string | null = null;
  /** Values that the file keeps as numbers with a point. */
  numbers = 0;
  private unclearDot = false;
  private unclearComma = false;
  private readonly dot: Extent = { whole: 0, scale: 0 };
  private readonly comma: Extent = { whole: 0, scale: 0 };
  private readonly units = new Map<string, number>();
  private bare = 0;
  private plainly = true;
  private padded = 0;
  private phones = 0;
  private brackets = false;
  private trailing = false; // a minus behind a number
  /** Some value is neither in brackets nor has its minus behind it. */
  private unsigned = false;
  /** Texts such as 12e4, which may be codes. */
  private exponents = 0;
  private small = false; // an exponent below zero
  private beyond = false; // digits that no INTEGER holds
  private shortest = Number.POSITIVE_INFINITY;
  private least = Number.POSITIVE_INFINITY;
  private greatest = Number.NEGATIVE_INFINITY;
  private compact = true;
  private clocks = true; // 9.30, 14.05: as many write a time of day
  private fraction = 0;

  /** @param sample of texts, decides which styles are held against the column: those that fit most of it */
  constructor(sample: readonly string[]) {
    const counts = STYLES.map((_, at) =>
      sample.reduce((sum, text) => sum + (((scanNumber(text)?.styles ?? 0) >> at) & 1), 0),
    );
    const most = Math.max(...counts);
    this.styles = counts.reduce((mask, count, at) => (count === most ? mask | (1 << at) : mask), 0);
    const clear = (styles: number) => (styles & DOT_STYLES) === 0 || (styles & (COMMA_POINTS | DOT_GROUPS)) === 0;
    this.narrowedBy = sample.find((text) => clear(scanNumber(text)?.styles ?? ALL_STYLES)) ?? null;
  }

  add(text: string, isNumber = false): boolean {
    if (isNumber) this.numbers++;
    if (!scanPlain(text)) return this.addOther(text, isNumber);
    const { scale, whole, value } = plain;
    if (scale > 0) {
      if (!isNumber && !this.fitsPlain(text)) return false;
      if (scale > this.dot.scale) this.dot.scale = scale;
      if (this.styles & DOT_GROUPS && whole + scale > this.comma.whole) this.comma.whole = whole + scale;
    } else {
      if (plain.padded) this.padded++;
      if (whole < this.shortest) this.shortest = whole;
      if (whole > this.comma.whole) this.comma.whole = whole;
    }
    if (whole > this.dot.whole) this.dot.whole = whole;
    if (value < this.least) this.least = value;
    if (value > this.greatest) this.greatest = value;
    if (this.compact && (scale > 0 || (whole !== 8 && whole !== 14) || scanTime(text) === null)) this.compact = false;
    // The tens of its minutes are 5 at most.
    if (this.clocks && (scale !== 2 || value < 0 || value >= 24 || text.charCodeAt(text.length - 2) > 0x35))
      this.clocks = false;
    if (value !== 0 || (scale > 0 && Number(text) !== 0)) {
      this.bare++;
      this.unsigned = true;
    }
    return true;
  }

  /** Holds a text with a point against the styles that are open. */
  private fitsPlain(text: string): boolean {
    const styles = plainStyles();
    if ((this.styles & styles) === 0) return false;
    if ((this.styles & styles) !== this.styles) this.narrow(styles, text);
    if (plainUnclear()) this.unclearDot = true;
    return true;
  }

  private narrow(styles: number, text: string): void {
    this.styles &= styles;
    this.narrowedBy = text;
  }

  private addOther(text: string, isNumber: boolean): boolean {
    const scanned = scanNumber(text);
    if (!scanned || (!isNumber && (this.styles & scanned.styles) === 0)) return false;
    const { unit, exponent, plus, body } = scanned;
    if (exponent !== 0 && !isHeld(body, exponent)) return false;
    const styles = isNumber ? DOT_STYLES : scanned.styles;
    if (!isNumber && (this.styles & styles) !== this.styles) this.narrow(styles, text);
    if (unit !== '') {
      if (this.units.size >= KEPT_UNITS && !this.units.has(unit)) return false;
      this.units.set(unit, (this.units.get(unit) ?? 0) + 1);
    }
    if (scanned.unclear === '.') this.unclearDot ||= !isNumber;
    else if (scanned.unclear === ',') this.unclearComma = true;
    if (scanned.brackets) this.brackets = true;
    if (scanned.trailing) this.trailing = true;
    if (!isNumber && WHOLE_WITH_EXPONENT.test(text)) this.exponents++;
    if (!scanned.plain) this.plainly = false;
    if (exponent < 0) this.small = true;
    if (exponent > 8 && ROUNDED.test(text)) this.rounded++;
    this.extend(scanned, styles);
    if (/[1-9]/.test(body)) {
      if (unit === '') this.bare++;
      if (!scanned.brackets && !scanned.trailing) this.unsigned = true;
    }
    const simple = unit === '' && exponent === 0 && /^\d+$/.test(body);
    if (simple) {
      if (scanned.padded) this.padded++;
      if (plus && body.length >= PHONE_DIGITS) this.phones++;
      if (body.length < this.shortest) this.shortest = body.length;
    } else this.shortest = 0;
    this.compact = false;
    this.clocks = false;
    return true;
  }

  /** How far the digits reach, with either sign as the point. */
  private extend(scanned: Scanned, styles: number): void {
    for (const [point, mask, extent] of [
      ['.', DOT_STYLES, this.dot],
      [',', COMMA_POINTS, this.comma],
    ] as const) {
      if ((styles & mask) === 0) continue;
      const { digits, scale, negative } = digitsOf(scanned, point);
      const whole = digits.length - scale;
      extent.whole = Math.max(extent.whole, whole);
      extent.scale = Math.max(extent.scale, scale);
      if (point !== '.') continue;
      if (scale === 0 && digits.length > INT64_DIGITS && !isInt64(digits, negative)) this.beyond = true;
      const value = (negative ? -1 : 1) * Number(scale === 0 ? digits : `${digits}e-${scale}`);
      this.least = Math.min(this.least, value);
      this.greatest = Math.max(this.greatest, value);
      if (scale > 0 && value >= EARLIEST && value <= LATEST)
        this.fraction = Math.max(this.fraction, epochFraction('s', scanned.body));
    }
  }

  verdict(counts: Counts, heading: Heading): Verdict | null {
    const style = STYLES.findIndex((_, at) => (this.styles >> at) & 1);
    const reading = this.readingOf(style);
    const { scale } = this.extent(style);
    const integers = scale === 0 && !this.small && this.rounded === 0;
    if (this.identifies(counts, heading, integers)) {
      const epoch = this.asEpoch(heading);
      return {
        reading: { kind: 'text', why: 'identifies' },
        sure: 'whole column',
        settledBy:
          this.padded + this.phones > 0
            ? 'leading zeros or signs'
            : heading.identifies
              ? 'its heading'
              : 'their length',
        source: 'cell',
        questions:
          epoch && !heading.identifies && this.padded === 0
            ? [{ about: 'epoch', choices: [{ reading: epoch, fitting: counts.fitting }] }]
            : [],
      };
    }
    if (this.rounded > 0 && !this.small) return ask('spreadsheet', [{ reading, fitting: counts.fitting }]);
    // The numbers of the file have a point, its texts a comma: no form reads both.
    if (this.numbers > 0 && (this.styles & DOT_STYLES) === 0)
      return ask('separators', [
        { reading, fitting: counts.fitting - this.numbers },
        { reading: this.readingOf(0), fitting: this.numbers },
      ]);
    const unclear = this.unclear();
    if (unclear.length > 0)
      return ask(
        'separators',
        unclear.map((at) => ({ reading: this.readingOf(at), fitting: counts.fitting })),
      );
    if (this.units.size > 1 || (this.units.size === 1 && this.bare > 0)) return this.asksUnit(style);
    if ((this.brackets || this.trailing) && !this.unsigned && integers && this.units.size === 0)
      return ask('sign', [{ reading, fitting: counts.fitting }]);
    if (integers && this.exponents > 0)
      return ask('unfit', [{ reading, fitting: counts.fitting - this.exponents || counts.fitting }]);
    const asked = unfitVerdict(reading, counts);
    if (asked) return asked;
    if (this.clocks && heading.tellsTime && !heading.measures)
      return ask('duration', [{ reading, fitting: counts.fitting }]);
    return this.taken(reading, counts, heading, integers);
  }

  private taken(reading: Reading, { fitting }: Counts, heading: Heading, integers: boolean): Verdict {
    const plainForm = this.plainly && this.units.size === 0;
    const long = reading.kind === 'decimal' && reading.long;
    const source = plainForm && !long && reading.kind !== 'real' ? 'cast' : 'companion';
    // What settles it is worth telling only where another reading was open.
    const open = this.unclearDot || this.unclearComma;
    const settled = open && this.narrowedBy !== null;
    const base = { sure: settled ? 'settled' : 'whole column', settledBy: settled ? this.narrowedBy : null } as const;
    const choice = this.asTime(heading, integers);
    if (choice?.sure)
      return { reading: choice.reading, sure: 'settled', settledBy: 'its heading', source: 'companion', questions: [] };
    const questions: Question[] = choice ? [{ about: 'epoch', choices: [{ reading: choice.reading, fitting }] }] : [];
    return { reading, ...base, source, questions };
  }

  /** Numbers that may be times: seconds since 1970, days of a spreadsheet, 20260329. */
  private asTime(heading: Heading, integers: boolean): { readonly reading: Reading; readonly sure: boolean } | null {
    if (!this.plainly || this.units.size > 0) return null;
    if (integers && this.compact && this.shortest === this.dot.whole) {
      const century = 'written' as const;
      const reading: Reading =
        this.shortest === 8
          ? { kind: 'date', order: 'ymd', century }
          : { kind: 'time', order: 'ymd', century, zone: 'none', fraction: 0 };
      return { reading, sure: heading.tellsTime && this.shortest === 8 };
    }
    const epoch = this.asEpoch(heading);
    return epoch ? { reading: epoch, sure: heading.epoch && epoch.unit !== 'spreadsheet' } : null;
  }

  private asEpoch({ tellsTime, measures }: Heading): Extract<Reading, { kind: 'epoch' }> | null {
    const { least, greatest } = this;
    for (const [unit, factor] of UNITS)
      if (
        least >= EARLIEST * factor &&
        greatest <= LATEST * factor &&
        (tellsTime || (!measures && this.dot.scale === 0))
      )
        return {
          kind: 'epoch',
          unit,
          fraction: unit === 's' ? Math.min(9, this.dot.scale) : { ms: 3, us: 6, ns: 9 }[unit],
        };
    if (tellsTime && least >= SPREADSHEET_DAYS[0] && greatest <= SPREADSHEET_DAYS[1])
      return { kind: 'epoch', unit: 'spreadsheet', fraction: 0 };
    return null;
  }

  private identifies({ values }: Counts, heading: Heading, integers: boolean): boolean {
    const { identifies, measures, tellsTime, epoch } = heading;
    if (this.units.size > 0 || (this.brackets && this.unsigned)) return false;
    if (identifies && this.rounded === 0) return true;
    if (!integers) return false;
    if (this.padded > 0 || this.phones > 0) return true;
    if (measures || !this.plainly || ((tellsTime || epoch) && this.asEpoch(heading))) return false;
    return values > 1 && this.shortest >= LONG_IDENTIFIER && this.shortest === this.dot.whole && !this.compact;
  }

  /** Styles of which one takes for a point what another takes for a separator; none where the column is clear. */
  private unclear(): number[] {
    const open = (points: number, groups: number): number[] => {
      const [point, group] = [this.styles & points, this.styles & groups];
      return point && group ? [lowest(point), lowest(group)] : [];
    };
    if (this.unclearComma) return open(COMMA_POINTS, COMMA_GROUPS);
    return this.unclearDot ? open(DOT_STYLES, DOT_GROUPS) : [];
  }

  private extent(style: number): Extent {
    return STYLES[style]?.point === ',' ? this.comma : this.dot;
  }

  /** Which unit, where values have several or some have none; the latter count as of the one that is chosen. */
  private asksUnit(style: number): Verdict {
    const choices = [...this.units].map(([unit, count]) => ({
      reading: this.readingOf(style, unit),
      fitting: count + this.bare,
    }));
    const asked = ask('unit', choices);
    const bare = this.bare > 0 ? { bare: this.bare } : {};
    return { ...asked, questions: asked.questions.map((question) => ({ ...question, ...bare })) };
  }

  private readingOf(style: number, wanted?: string): Reading {
    const { point, group, lakh } = STYLES[style] ?? { point: '.', group: '', lakh: false };
    const [unit = ''] = wanted === undefined ? this.units.keys() : [wanted];
    const form: NumberForm = { point, group, lakh, unit, brackets: this.brackets };
    const { whole, scale } = this.extent(style);
    const long = whole + scale > EXACT_DIGITS;
    if (long && this.small && scale > 30) return { kind: 'real', form };
    if (scale === 0 && !this.beyond && whole <= INT64_DIGITS + 1) return { kind: 'integer', form };
    return { kind: 'decimal', form, scale, long };
  }
}

/** Whether a REAL holds a number with an exponent: 1e309 is beyond all of them, 1e-400 would be 0. */
function isHeld(body: string, exponent: number): boolean {
  const value = Number(`${body.replaceAll(',', '.')}e${exponent}`);
  return Number.isFinite(value) && !vanishes(value, body);
}

const lowest = (mask: number): number => 31 - Math.clz32(mask & -mask);

const MAX_INT64 = 2n ** 63n;
const isInt64 = (digits: string, negative: boolean): boolean =>
  digits.length < 20 && (negative ? BigInt(digits) <= MAX_INT64 : BigInt(digits) < MAX_INT64);
