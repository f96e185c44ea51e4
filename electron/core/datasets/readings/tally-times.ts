import type { Question, Reading } from '../../../../shared/domain/readings.ts';
import { ask, type Counts, type Family, unfitVerdict, type Verdict } from './family.ts';
import type { Heading } from './headings.ts';
import { isImpossible } from './impossible.ts';
import { askMonthOrDay, isMonthOrDay, yearsAsked } from './month-or-day.ts';
import { named, SlavicNames } from './slavic.ts';
import { meansSeveral, zonesOf } from './time-zones.ts';
import { ALL_ORDERS, DMY, daysIn, isYearless, MDY, type ScannedTime, scanTime, YMD } from './times.ts';

type Order = Extract<Reading, { kind: 'date' }>['order'];
const ORDERS: readonly (readonly [bit: number, order: Order])[] = [
  [YMD, 'ymd'],
  [DMY, 'dmy'],
  [MDY, 'mdy'],
];
const MONTH_FIRST = /^(?:[A-Za-z]{3,9},? )?[A-Za-z]{3,9}\.? \d/;
type Century = Extract<Reading, { kind: 'date' }>['century'];

/** Dates and times in every order; keeps the orders that all values fit. */
export class TimeTally implements Family {
  private orders: number;
  private narrowedBy: string | null = null;
  /** A value that means different days in the orders that were open when it came. */
  private unclear = false;
  private times = 0;
  private zoned = 0;
  /** Names of zones that more than one place uses: IST. */
  private readonly several = new Set<string>();
  private canonical = 0;
  private readonly years = new Map<number, number>([
    [0, 0],
    [2, 0],
    [4, 0],
  ]);
  private fraction = 0;
  /** Digits of the fraction as written, the same for all; -1 where they differ. */
  private digits: number | null = null;
  private canonicalZones = 0;
  private readonly written: Order;
  /** Of the values that do not fit. */
  alike = 0;
  placed = false;
  /** Values by the calendar that their year is of, as people count them today. */
  private readonly calendars = { other: 0, own: 0 };
  private readonly withClock: boolean;
  /** Days of a year that they do not name are what most of it is; elsewhere such a value does not fit. */
  private readonly yearless: boolean;
  private readonly slavic = new SlavicNames();
  /** Values that may be months of years as well. */
  private months = 0;

  /** @param sample decides which orders are held against the column: those that fit most of it */
  constructor(sample: readonly string[]) {
    const counts = ORDERS.map(([bit]) =>
      sample.reduce((sum, text) => sum + ((scanTime(text)?.orders ?? 0) & bit ? 1 : 0), 0),
    );
    const most = Math.max(...counts);
    this.orders = ORDERS.reduce((mask, [bit], at) => (counts[at] === most ? mask | bit : mask), 0);
    const clear = (orders: number) => (orders & (orders - 1)) === 0;
    this.narrowedBy = sample.find((text) => clear(scanTime(text)?.orders ?? ALL_ORDERS)) ?? null;
    // Where the month is a word, every order fits: the one that is written is told.
    const [first = ''] = sample;
    this.withClock = first.includes(':');
    this.yearless = sample.filter(isYearless).length * 2 > sample.length;
    this.written = /^\d{4}/.test(first) ? 'ymd' : MONTH_FIRST.test(first) ? 'mdy' : 'dmy';
  }

  add(text: string): boolean {
    const scanned = scanTime(text);
    const stray = scanned?.yearDigits === 0 && !scanned.hasTime && !this.yearless;
    if (!scanned || stray || (this.orders & scanned.orders) === 0) {
      if (isImpossible(text)) this.alike++;
      return false;
    }
    if ((this.orders & scanned.orders) !== this.orders) {
      this.orders &= scanned.orders;
      this.narrowedBy = text;
    }
    if (scanned.month === 0 && (scanned.orders & (scanned.orders - 1)) !== 0) {
      const { first, second, third, orders } = scanned;
      if (first !== second || (orders & YMD && first !== third)) this.unclear = true;
    }
    const { slavic, yearDigits, first, third, hasTime } = scanned;
    if (slavic) this.slavic.add(slavic, text, (month) => third <= daysIn(yearDigits === 4 ? first : 2000, month));
    if (scanned.yearDigits === 4) this.calendars[isOtherCalendar(scanned) ? 'other' : 'own']++;
    this.years.set(scanned.yearDigits, (this.years.get(scanned.yearDigits) ?? 0) + 1);
    if (scanned.hasTime) {
      this.times++;
      if (meansSeveral(scanned.zone)) this.several.add(scanned.zone);
      else if (scanned.zone !== '') {
        this.zoned++;
        this.placed = true;
      } else if (scanned.offset !== null) this.zoned++;
      const { fraction } = scanned;
      if (fraction.length > 0) {
        let length = fraction.length;
        while (length > 0 && fraction.charCodeAt(length - 1) === 0x30) length--;
        if (length > this.fraction) this.fraction = length;
      }
      if (this.digits === null) this.digits = fraction.length;
      else if (this.digits !== fraction.length) this.digits = -1;
    } else if (scanned.offset !== null) return false;
    if (yearDigits === 0 && !hasTime && isMonthOrDay(text)) this.months++;
    if (scanned.canonical) {
      this.canonical++;
      if (scanned.offset === 0) this.canonicalZones++;
    }
    return true;
  }

  verdict(counts: Counts, heading: Heading): Verdict | null {
    const verdict = this.verdictOf(counts, heading);
    const { told } = this.slavic;
    if (told === null || verdict === null) return verdict;
    if (told !== 'open') {
      const settles = verdict.sure === 'whole column' && told.by !== null;
      return {
        ...named(verdict, told.language),
        ...(settles && { sure: 'settled', settledBy: told.by.slice(0, 200) }),
      };
    }
    const [question] = verdict.questions;
    const asked = verdict.reading.kind === 'text' && question ? question.choices : null;
    return ask(
      'months',
      this.slavic.inBoth((asked ?? [{ reading: verdict.reading, fitting: counts.fitting }]).slice(0, 4)),
    );
  }

  private verdictOf(counts: Counts, heading: Heading): Verdict | null {
    const { fitting } = counts;
    const dates = fitting - this.times;
    const kind = this.times > dates || (this.times === dates && this.withClock) ? 'time' : 'date';
    const own = { values: counts.values, fitting: kind === 'time' ? this.times : dates };
    const open = ORDERS.filter(([bit]) => this.orders & bit);
    const order = open.length === ORDERS.length ? this.written : (open[0]?.[1] ?? 'ymd');
    const zones = kind === 'time' ? this.zones() : ([{ zone: 'none', fitting: own.fitting }] as const);
    const [{ zone }] = zones;
    const reading = this.readingOf(kind, order, 'written', zone);
    const askOf = (about: Question['about'], ways: readonly (readonly [Order, Century])[], most = own.fitting) =>
      ask(
        about,
        ways.flatMap(([each, century]) =>
          zones.map(({ zone: of, fitting: some }) => ({
            reading: this.readingOf(kind, each, century, of),
            fitting: Math.min(most, some),
          })),
        ),
      );
    const [none = 0, two = 0] = [this.years.get(0), this.years.get(2)];
    // 20-00-00 and 11-22-33 are codes of banks.
    if (heading.identifies && !heading.tellsTime && this.times === 0 && (two > 0 || dates === 0)) return null;
    if (this.unclear && open.length > 1)
      return askOf(
        'order',
        open.map(([, each]) => [each, two > 0 ? '1970–2069' : 'written']),
      );
    if (two > 0)
      return askOf('century', [
        [order, '2000–2099'],
        [order, '1970–2069'],
        [order, '1900–1999'],
      ]);
    if (none > 0) {
      if (this.months === fitting) return askMonthOrDay(fitting);
      return askOf(
        'year',
        yearsAsked().map((each) => [order, each]),
        none,
      );
    }
    if (this.calendars.other > this.calendars.own) return askOf('calendar', [[order, 'written']]);
    if (zones.length > 1) return askOf(this.several.size > 0 ? 'zone-name' : 'zone', [[order, 'written']]);
    return unfitVerdict(reading, own) ?? this.taken(reading, own, order, heading);
  }

  /** The zones that its times may be of, and how many of them each fits: what they name themselves is in each but 'none'. */
  private zones(): [{ zone: string; fitting: number }, ...{ zone: string; fitting: number }[]] {
    const { times, zoned } = this;
    const [first, ...others] = zonesOf(this.several).map((zone) => ({ zone, fitting: times }));
    if (first) return [first, ...others];
    if (zoned === 0) return [{ zone: 'none', fitting: times }];
    if (zoned === times) return [{ zone: 'text', fitting: times }];
    return [
      { zone: 'UTC', fitting: times },
      { zone: 'text', fitting: zoned },
      { zone: 'none', fitting: times - zoned },
    ];
  }

  private taken(reading: Reading, { values }: Counts, order: Order, { utc }: Heading): Verdict {
    const zoneless = reading.kind === 'time' && reading.zone === 'none';
    const named = zoneless && utc;
    const taken = named ? this.readingOf('time', order, 'written', 'UTC') : reading;
    const canonical =
      this.canonical === values &&
      (reading.kind === 'date' ||
        (this.digits === this.fraction &&
          !named &&
          (zoneless ? this.canonicalZones === 0 : this.canonicalZones === values)));
    const settledBy = named ? 'its heading' : this.unclear ? this.narrowedBy : null;
    const questions: Question[] =
      zoneless && !named
        ? [{ about: 'zone', choices: [{ reading: this.readingOf('time', order, 'written', 'UTC'), fitting: values }] }]
        : [];
    return {
      reading: taken,
      sure: settledBy === null ? 'whole column' : 'settled',
      settledBy: settledBy?.slice(0, 200) ?? null,
      source: canonical ? 'cell' : 'companion',
      questions,
    };
  }

  private readingOf(kind: 'date' | 'time', order: Order, century: Century, zone: string): Reading {
    return kind === 'date' ? { kind, order, century } : { kind, order, century, zone, fraction: this.fraction };
  }
}

/** Years that the Persian and Islamic calendars (1300 to 1500) and the Buddhist one (2480 to 2620) count in our time. */
function isOtherCalendar({ orders, first, third, month }: ScannedTime): boolean {
  const year = month > 0 || (orders & YMD) !== 0 ? first : third;
  return (year >= 1300 && year <= 1500) || (year >= 2480 && year <= 2620);
}
