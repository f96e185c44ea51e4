import { z } from 'zod';
import { Clocks, clocksWords } from './reading-clocks.ts';

/** Decimal digits that a REAL, a double, keeps for certain. */
export const EXACT_DIGITS = 15;

/** How numbers of a column are written. The unit is a currency sign, a code or a percent sign, the same for every value. */
export const NumberForm = z.strictObject({
  point: z.enum(['.', ',']),
  group: z.enum(['', ',', '.', ' ', "'"]).describe('a space stands for every kind of space'),
  lakh: z.boolean().describe('groups of two above the thousands, as in 12,34,567'),
  unit: z.string().max(12),
  brackets: z.boolean().describe('some negative values are written (35.25)'),
  pointed: z
    .literal(true)
    .optional()
    .describe('beside a decimal comma: the file keeps some values as numbers with a point, and 6.125 is never 6125'),
  marks: z
    .enum(['credit', 'debit', 'thousands', 'bytes by 1000', 'bytes by 1024', 'each'])
    .optional()
    .describe(
      'what stands beside the digits: of CR and DR, which is positive; K and M; KB and MB; or nothing, and each value tells its own decimal mark',
    ),
});
export type NumberForm = z.infer<typeof NumberForm>;
export const PLAIN_NUMBERS: NumberForm = { point: '.', group: '', lakh: false, unit: '', brackets: false };

const Order = z.enum(['ymd', 'dmy', 'mdy']).describe('of day, month and year where they are digits');
const Century = z
  .union([z.enum(['written', '1970–2069', '2000–2099', '1900–1999']), z.int().min(1900).max(2199)])
  .describe('how years of two digits are understood; a number is the year of dates that name none');
/** Of names of months that Polish and Croatian give to different ones: listopad is November in one and October in the other. */
const Months = z.enum(['pl', 'hr']).optional();
/** 'none' leaves times as they are written; 'text' takes the zone from each value; otherwise an IANA name, for values that tell none. */
const TimeZone = z.string().min(1).max(64);

/** How the text of a column is understood. Texts themselves stay as they came. */
export const Reading = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('text'),
    why: z.enum(['text', 'identifies', 'empty', 'asked', 'chosen']),
  }),
  z.strictObject({ kind: z.literal('integer'), form: NumberForm }),
  z.strictObject({
    kind: z.literal('decimal'),
    form: NumberForm,
    scale: z.int().min(0).max(400).describe('decimals of the value that has most'),
    long: z.boolean().describe('some values have more than 15 digits, so that a REAL does not hold them exactly'),
  }),
  z.strictObject({ kind: z.literal('real'), form: NumberForm }),
  z.strictObject({
    kind: z.literal('boolean'),
    yes: z.string().max(12),
    no: z.string().max(12),
  }),
  z.strictObject({ kind: z.literal('date'), order: Order, century: Century, months: Months }),
  z
    .strictObject({ kind: z.literal('month'), century: Century, months: Months })
    .describe('a month of a year, in SQL the text 2026-05'),
  z.strictObject({
    kind: z.literal('time'),
    order: Order,
    century: Century,
    months: Months,
    zone: TimeZone,
    fraction: z.int().min(0).max(9).describe('digits of a second'),
    twice: z
      .literal('second')
      .optional()
      .describe('times that clocks of the zone show twice are the second of both; the first where it is left out'),
  }),
  z.strictObject({
    kind: z.literal('epoch'),
    unit: z.enum(['s', 'ms', 'us', 'ns', 'spreadsheet']).describe('spreadsheet: days since 1899-12-30'),
    fraction: z.int().min(0).max(9),
  }),
  z.strictObject({ kind: z.literal('duration') }),
  z.strictObject({ kind: z.literal('json') }),
]);
export type Reading = z.infer<typeof Reading>;

export const Sure = z.enum(['whole column', 'settled', 'by a person', 'by profile', 'to be asked']);

/** What a person is asked about a column, with the readings to choose from and how many values each of them fits. */
export const Question = z.strictObject({
  about: z.enum([
    'unfit',
    'separators',
    'unit',
    'order',
    'century',
    'year',
    'month-or-day',
    'months',
    'calendar',
    'zone',
    'zone-name',
    'epoch',
    'spreadsheet',
    'duration',
    'sign',
    'marks',
    'decimal-marks',
    'twice',
  ]),
  choices: z.array(z.strictObject({ reading: Reading, fitting: z.int() })).max(8),
  beside: z
    .string()
    .max(150)
    .optional()
    .describe('of a unit: the column that names another currency, with one of them'),
  bare: z.int().optional().describe('of a unit: values without one, which count as of the unit that is chosen'),
});
export type Question = z.infer<typeof Question>;

/** Of values that do not fit, and of words for nothing, so many are kept with a column, and so much of each value. */
export const KEPT_UNFIT = 5;
export const KEPT_TEXT = 200;
export const KEPT_BLANK_WORDS = 8;

/** The reading of a column and what it rests on. `values` counts neither NULL, nor the empty text, nor words for nothing. */
export const ColumnReading = z.strictObject({
  reading: Reading,
  sure: Sure,
  settledBy: z.string().max(200).nullable().describe('the value or the heading that leaves no other reading'),
  values: z.int(),
  fitting: z.int(),
  blanks: z.int().describe('cells that hold a word for nothing, such as N/A'),
  blankWords: z.array(z.string().max(12)).max(KEPT_BLANK_WORDS),
  unfit: z.array(z.strictObject({ row: z.int(), text: z.string().max(KEPT_TEXT) })).max(KEPT_UNFIT),
  source: z
    .enum(['cell', 'cast', 'companion'])
    .describe('where the typed value comes from: the cell, its text as SQLite reads it, or the column beside it'),
  questions: z.array(Question).max(4),
  parts: z
    .strictObject({ name: z.string().min(1).max(80), time: z.int().min(0), zone: z.int().min(0) })
    .optional()
    .describe(
      'of a date: the places of the columns that tell time of day and zone of the same moment, and the name of that',
    ),
  pointed: z.literal(true).optional().describe('the file keeps some of its values as numbers with a point'),
  takenFrom: z
    .string()
    .max(40)
    .optional()
    .describe('the exhibit whose reading it took when it was appended to it, since its own values do not tell'),
  clocks: Clocks.optional(),
  placed: z
    .literal(true)
    .optional()
    .describe('some of its values name their zone by a place whose clocks may be changed: America/New_York, ET'),
});
export type ColumnReading = z.infer<typeof ColumnReading>;

/** Whether two readings are the same in every part, in whatever order these are written. */
export const sameReading = (one: Reading, other: Reading): boolean => canonical(one) === canonical(other);
const canonical = (reading: Reading): string => JSON.stringify(Reading.parse(reading));

/** The type that the value has in SQL. */
export const sqlType = (reading: Reading): 'TEXT' | 'INTEGER' | 'REAL' => {
  switch (reading.kind) {
    case 'integer':
    case 'boolean':
      return 'INTEGER';
    case 'decimal':
    case 'real':
    case 'duration':
      return 'REAL';
    default:
      return 'TEXT';
  }
};

const WHY = {
  text: 'text',
  identifies: 'text, since it identifies',
  empty: 'no values',
  asked: 'text until a question is answered',
  chosen: 'text',
} as const;
export const ORDERS = { ymd: 'year, month, day', dmy: 'day, month, year', mdy: 'month, day, year' } as const;
const GROUPS = { ',': 'commas', '.': 'dots', ' ': 'spaces', "'": 'apostrophes' } as const;
export const EPOCH_UNITS = {
  s: 'seconds since 1970',
  ms: 'milliseconds since 1970',
  us: 'microseconds since 1970',
  ns: 'nanoseconds since 1970',
  spreadsheet: 'days of a spreadsheet',
} as const;

/** A reading in words: "decimal with 2 places, thousands by commas, in $". */
export function readingWords(reading: Reading): string {
  switch (reading.kind) {
    case 'text':
      return WHY[reading.why];
    case 'integer':
      return ['integer', ...formWords(reading.form, false)].join(', ');
    case 'decimal':
      return [
        `decimal with ${reading.scale} ${reading.scale === 1 ? 'place' : 'places'}`,
        ...(reading.long ? ['more than 15 digits'] : []),
        ...formWords(reading.form, reading.scale > 0),
      ].join(', ');
    case 'real':
      return ['real number', ...formWords(reading.form, true)].join(', ');
    case 'boolean':
      return `yes or no (${reading.yes}, ${reading.no})`;
    case 'date':
      return `date: ${ORDERS[reading.order]}${centuryWords(reading.century)}${monthWords(reading.months)}`;
    case 'month':
      return `month of a year${centuryWords(reading.century)}${monthWords(reading.months)}`;
    case 'time':
      return `time: ${ORDERS[reading.order]}${centuryWords(reading.century)}${monthWords(reading.months)}, ${zoneWords(reading.zone)}${reading.twice ? ', times that clocks show twice as the second' : ''}`;
    case 'epoch':
      return `time: ${EPOCH_UNITS[reading.unit]}${reading.unit === 'spreadsheet' ? ', no zone' : ''}`;
    case 'duration':
      return 'duration in seconds';
    case 'json':
      return 'JSON';
  }
}

const SHORT: Readonly<Record<Reading['kind'], string>> = {
  text: 'text',
  integer: 'integer',
  decimal: 'decimal',
  real: 'real number',
  boolean: 'yes or no',
  date: 'date',
  month: 'month',
  time: 'time',
  epoch: 'time',
  duration: 'duration',
  json: 'JSON',
};
/** A reading in a word or two, where there is no room for all of it: "decimal, $", "identifier". */
export function readingShort(reading: Reading): string {
  if (reading.kind === 'text' && reading.why === 'identifies') return 'identifier';
  if (reading.kind === 'text' && reading.why === 'empty') return WHY.empty;
  const unit = 'form' in reading ? reading.form.unit : '';
  return unit === '' ? SHORT[reading.kind] : `${SHORT[reading.kind]}, ${unit}`;
}

const MARKS = {
  credit: 'CR, C and H positive, DR, DB, D and S negative',
  debit: 'DR, DB, D and S positive, CR, C and H negative',
  thousands: 'K, M and B as thousands, millions and billions',
  'bytes by 1000': 'KB, MB and GB as bytes, by 1,000',
  'bytes by 1024': 'KB, MB and GB as bytes, by 1,024',
  each: 'each value by its own decimal mark',
} as const;

function formWords({ point, group, lakh, unit, brackets, marks }: NumberForm, places: boolean): string[] {
  return [
    ...(marks === undefined ? [] : [MARKS[marks]]),
    ...(places && point === ',' ? ['decimal comma'] : []),
    ...(group === '' ? [] : [`${lakh ? 'lakhs and thousands' : 'thousands'} by ${GROUPS[group]}`]),
    ...(unit === '' ? [] : [unit === '%' ? 'in percent' : `in ${unit}`]),
    ...(brackets ? ['negative in brackets'] : []),
  ];
}
const monthWords = (months: 'pl' | 'hr' | undefined): string =>
  months === undefined ? '' : `, names of months in ${months === 'pl' ? 'Polish' : 'Croatian'}`;
const centuryWords = (century: z.infer<typeof Century>): string =>
  century === 'written'
    ? ''
    : typeof century === 'number'
      ? `, all in ${century}`
      : `, years of two digits as ${century}`;
const zoneWords = (zone: string): string =>
  zone === 'none'
    ? 'no zone'
    : zone === 'text'
      ? 'zone as written, shown in UTC'
      : `${zone} where the value tells no other, shown in UTC`;

/** Which of two moments times that clocks show twice are taken for. */
export const takenFor = (reading: Reading): 'first' | 'second' => (reading.kind === 'time' && reading.twice) || 'first';

/** What the reading rests on: "all of 1,034 values", "1,033 of 1,034 values; 'see note' does not fit". */
export function restsOn({
  reading,
  sure,
  settledBy,
  takenFrom,
  values,
  fitting,
  blanks,
  unfit,
  clocks,
}: ColumnReading): string {
  const parts: string[] = [];
  if (reading.kind === 'text') parts.push(`${number(values)} ${values === 1 ? 'value' : 'values'}`);
  else if (fitting === values) parts.push(`all of ${number(values)} ${values === 1 ? 'value' : 'values'}`);
  else
    parts.push(
      `${number(fitting)} of ${number(values)} values${unfit[0] ? `; '${unfit[0].text}' in row ${number(unfit[0].row)} does not fit and is NULL` : ''}`,
    );
  if (takenFrom) parts.push(`taken from ${takenFrom} when it was appended`);
  else if (sure === 'settled' && settledBy !== null) parts.push(`settled by ${settledBy}`);
  else if (sure === 'by a person' || sure === 'by profile') parts.push(sure);
  if (blanks > 0) parts.push(`${number(blanks)} blank`);
  if (clocks) parts.push(clocksWords(clocks, takenFor(reading)));
  return parts.join(', ');
}

const ABOUT: Readonly<Record<Question['about'], string>> = {
  unfit: 'not every value fits',
  separators: 'its values do not tell a decimal point from a thousands separator',
  unit: 'its values have several units, or some have none',
  order: 'its values do not tell the day from the month',
  century: 'its years have two digits',
  year: 'its dates name no year',
  'month-or-day': 'its values may be months of years (May 26 for May 2026) or days of a year that they do not name',
  months: 'its names of months are not the same months in Polish and in Croatian',
  calendar: 'its years are those of another calendar (Buddhist, Persian or Islamic), which is not converted',
  zone: 'its times name no zone',
  'zone-name': 'its times name a zone that more than one place uses',
  epoch: 'its numbers may be times',
  spreadsheet: 'a spreadsheet may have rounded its numbers',
  duration: 'its values may be durations, or times of day or amounts',
  marks: 'marks beside its numbers (CR, DR, K, M, MB) say what they amount to, and not all read them alike',
  'decimal-marks':
    'some of its values have a decimal point and others a decimal comma, or their digits are of another script',
  twice: 'some of its times are of an hour that clocks there show twice, and no value tells which',
  sign: 'every value is in brackets or ends in a minus, so that none tells whether this is a sign',
};

/** What is asked about a column: "its values do not tell the day from the month". */
export const askedWords = (questions: readonly Pick<Question, 'about'>[]): string =>
  [...new Set(questions.map(({ about }) => ABOUT[about]))].join('; ');

/** What became NULL by a reading that was chosen; null where every value fits. */
export function lostWords(name: string, { reading, values, fitting, unfit }: ColumnReading): string | null {
  if (reading.kind === 'text' || fitting >= values) return null;
  const examples = unfit.slice(0, 3).map(({ row, text }) => `'${text}' in row ${number(row)}`);
  return `"${name}" is read as ${readingWords(reading)}, which ${number(fitting)} of ${number(values)} values fit. The others are NULL in SQL${examples.length > 0 ? `, such as ${examples.join(', ')}` : ''}.`;
}

/** A question in words, with the reading that fits most: "reads as decimal … in 1,033 of 1,034 values; 'see note' does not fit". */
export function questionWords(
  { reading: now, values, unfit }: ColumnReading,
  { about, choices, beside, bare = 0 }: Question,
): string {
  const [best] = choices;
  const some = about === 'zone' && now.kind === 'text' ? 'some of its times name a zone and others name none' : null;
  const why =
    beside !== undefined
      ? `the column ${beside} names another currency than its values`
      : about === 'unit' && bare > 0
        ? `${number(bare)} of its ${number(values)} values ${bare === 1 ? 'names' : 'name'} no currency or unit, as the others do, and ${bare === 1 ? 'counts' : 'count'} as of the one that is chosen`
        : (some ?? ABOUT[about]);
  if (about === 'unfit' && best)
    return `reads as ${readingWords(best.reading)} in ${number(best.fitting)} of ${number(values)} values${unfit[0] ? `; '${unfit[0].text}' does not fit` : ''}`;
  const open = choices
    .map(({ reading, fitting }) => {
      const part = fitting < values ? ` (${number(fitting)} of ${number(values)} values, the others become NULL)` : '';
      return `${readingWords(reading)}${part}`;
    })
    .join('; or ');
  return open === '' ? why : `${why}: ${open}`;
}

const number = (value: number): string => value.toLocaleString('en-US');
