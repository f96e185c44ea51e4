import {
  type ColumnReading,
  KEPT_BLANK_WORDS,
  KEPT_UNFIT,
  type Reading,
  sqlType,
} from '../../../../shared/domain/readings.ts';
import { folded, type StoredColumn } from '../columns.ts';

/** A dataset as it takes part in a combined one. */
export interface Member {
  readonly number: number;
  readonly exhibitLabel: string;
  readonly columns: readonly StoredColumn[];
}

/** A column of a combined dataset. */
export interface Merged {
  readonly column: StoredColumn;
  /** Its place in each member, from 0. */
  readonly places: readonly number[];
  /** The members read it in different ways, so that its text is shown. */
  readonly asText: boolean;
}

export const sameShape = (
  one: readonly Pick<StoredColumn, 'name'>[],
  other: readonly Pick<StoredColumn, 'name'>[],
): boolean =>
  one.length === other.length &&
  new Set(one.map(({ name }) => folded(name))).isSubsetOf(new Set(other.map(({ name }) => folded(name))));

/** Columns of members of one shape, in the order of the first. */
export function merged(members: readonly Member[]): Merged[] {
  const [first] = members;
  if (!first) return [];
  return first.columns.map((column) => {
    const places = members.map(({ columns }) => columns.findIndex(({ name }) => folded(name) === folded(column.name)));
    const each = places.flatMap((place, at) => members[at]?.columns[place] ?? []);
    const reading = mergedReading(each.map((one) => one.reading));
    const sum = (of: (one: StoredColumn) => number) => each.reduce((total, one) => total + of(one), 0);
    return {
      column: {
        ...column,
        type: reading ? sqlType(reading.reading) : 'TEXT',
        whole: false,
        nulls: sum(({ nulls }) => nulls),
        empties: sum(({ empties }) => empties),
        form: 'text',
        reading,
      },
      places,
      asText: reading === null,
    };
  });
}

/**
 * What a column is to SQL, so far that its values can stand in one column with others; null for one that has no value. Amounts in
 * different currencies are not alike, nor times with a zone and times without.
 */
export function likeness(column: ColumnReading | null): string | null {
  if (!column) return 'unread';
  const { reading, values } = column;
  switch (reading.kind) {
    case 'text':
      return reading.why === 'empty' || (values === 0 && reading.why !== 'chosen') ? null : 'text';
    case 'integer':
    case 'decimal':
    case 'real':
      return `number ${reading.form.unit}`;
    case 'time':
      return reading.zone === 'none' ? 'local time' : 'instant';
    case 'epoch':
      return reading.unit === 'spreadsheet' ? 'local time' : 'instant';
    default:
      return reading.kind;
  }
}

/** How columns are read that are alike; null where they are not. */
function mergedReading(each: readonly (ColumnReading | null)[]): ColumnReading | null {
  const kinds = new Set(each.map(likeness).filter((kind) => kind !== null));
  if (kinds.size > 1 || kinds.has('unread')) return null;
  const read = each.filter((one) => one !== null);
  const typed = read.filter((one) => likeness(one) !== null);
  const [first] = typed.length > 0 ? typed : read;
  if (!first) return null;
  const sum = (of: (one: ColumnReading) => number) => read.reduce((total, one) => total + of(one), 0);
  return {
    reading: widest(typed.map(({ reading }) => reading)) ?? first.reading,
    sure: 'whole column',
    settledBy: read.find(({ settledBy }) => settledBy !== null)?.settledBy ?? null,
    values: sum(({ values }) => values),
    fitting: sum(({ fitting }) => fitting),
    blanks: sum(({ blanks }) => blanks),
    blankWords: [...new Set(read.flatMap(({ blankWords }) => blankWords))].slice(0, KEPT_BLANK_WORDS),
    unfit: read.flatMap(({ unfit }) => unfit).slice(0, KEPT_UNFIT),
    source: 'companion',
    questions: [],
  };
}

/** The reading that has room for the values of all of them. */
function widest(readings: readonly Reading[]): Reading | null {
  const [first] = readings;
  if (!first) return null;
  if (first.kind === 'text') return readings.find((one) => one.kind === 'text' && one.why === 'identifies') ?? first;
  const real = readings.find(({ kind }) => kind === 'real');
  if (real) return real;
  const decimals = readings.filter((one) => one.kind === 'decimal');
  const [decimal] = decimals;
  if (decimal)
    return {
      ...decimal,
      scale: Math.max(...decimals.map(({ scale }) => scale)),
      long: decimals.some(({ long }) => long),
    };
  const times = readings.filter((one) => one.kind === 'time' || one.kind === 'epoch');
  if (times.length < 2) return first;
  const fraction = Math.max(...times.map((one) => one.fraction));
  const zones = new Set(times.map((one) => (one.kind === 'time' ? one.zone : 'text')));
  const [zone = 'text'] = zones;
  const local = likenessOfTime(first) === 'local time';
  const written = times.find((one) => one.kind === 'time');
  if (!written) return { ...times[0], kind: 'epoch', fraction } as Reading;
  return { ...written, zone: local ? 'none' : zones.size === 1 ? zone : 'text', fraction };
}
const likenessOfTime = (reading: Reading): string =>
  (reading.kind === 'time' && reading.zone === 'none') || (reading.kind === 'epoch' && reading.unit === 'spreadsheet')
    ? 'local time'
    : 'instant';
