import type { Certificate } from '../../../shared/contract/datasets.ts';
import {
  isNamed,
  type Matched,
  matchProfile,
  type Profile,
  type ReadingRule,
} from '../../../shared/domain/profiles.ts';
import { type ColumnReading, type Reading, sqlType } from '../../../shared/domain/readings.ts';
import type { StoredColumn } from './columns.ts';

/** Columns as a known export has them, and what is said of it. */
export interface Profiled {
  readonly columns: readonly StoredColumn[];
  readonly profile: string;
  readonly warnings: Certificate['warnings'];
}

/**
 * Settles by a profile what the values of columns leave open: which order, which zone, that a number identifies. A reading that does
 * not fit every value is not taken from a profile either.
 * @param rows stored, to be held against the caps of the exporting system
 */
export function profiled(columns: readonly StoredColumn[], profiles: readonly Profile[], rows: number): Profiled {
  const matched = matchProfile(
    profiles,
    columns.map(({ header }) => header),
  );
  if (!matched) return { columns, profile: '', warnings: [] };
  const settled = columns.map((column, at) => {
    const rule = matched.columns[at]?.rule;
    const reading = rule && column.reading ? settledBy(column.reading, rule) : null;
    return reading ? { ...column, reading, type: sqlType(reading.reading) } : column;
  });
  return {
    columns: withMoment(settled, matched.profile),
    profile: matched.profile.name,
    warnings: warningsOf(matched, rows),
  };
}

/** Tells the date of a moment where its other parts stand. */
function withMoment(columns: readonly StoredColumn[], { moment }: Profile): readonly StoredColumn[] {
  if (!moment) return columns;
  const [date, time, zone] = [moment.date, moment.time, moment.zone].map((name) =>
    columns.findIndex(({ header }) => isNamed(name, header)),
  ) as [number, number, number];
  if (date < 0 || time < 0 || zone < 0) return columns;
  return columns.map((column, at) =>
    at === date && column.reading
      ? { ...column, reading: { ...column.reading, parts: { name: moment.name, time, zone } } }
      : column,
  );
}

function warningsOf({ profile, missing, columns }: Matched, rows: number): Certificate['warnings'] {
  const known = columns.filter((column) => column !== null).length;
  const found: Certificate['warnings'] = [
    {
      code: 'profile',
      message: `Read as an export of the kind "${profile.name}": ${known} of ${columns.length} columns are known${missing.length > 0 && missing.length <= 5 ? `; not in this file: ${missing.join(', ')}` : ''}.`,
    },
    ...profile.notes.map((message) => ({ code: 'profile' as const, message })),
  ];
  const cap = profile.caps.find((each) => each === rows || each === rows + 1);
  if (cap !== undefined)
    found.push({
      code: 'export-cap',
      message: `This export stops at ${cap.toLocaleString('en-US')} rows without saying so, and the file has ${rows.toLocaleString('en-US')}. Check at the source that it is complete.`,
    });
  return found;
}

/** @returns the reading that a rule settles; null where it says nothing that the values allow */
export function settledBy(column: ColumnReading, rule: ReadingRule): ColumnReading | null {
  if (rule.kind === 'text') {
    if (column.reading.kind === 'text' && column.questions.length === 0) return null;
    return {
      ...column,
      reading: { kind: 'text', why: 'identifies' },
      sure: 'by profile',
      settledBy: null,
      values: column.values + column.blanks,
      fitting: column.values + column.blanks,
      blanks: 0,
      blankWords: [],
      unfit: [],
      source: 'cell',
      questions: [],
    };
  }
  const choice = column.questions
    .flatMap(({ choices }) => choices.map((each) => ({ ...each, reading: inZone(each.reading, rule) })))
    .find(({ reading, fitting }) => fitting === column.values && agrees(reading, rule) && !assumesZone(reading, rule));
  const chosen = agrees(column.reading, rule) ? column.reading : (choice?.reading ?? column.reading);
  const zoned = withZone(chosen, rule);
  if (zoned === column.reading) return null;
  const settles = (about: string): boolean =>
    (about === 'zone' && rule.zone !== undefined) ||
    (choice !== undefined && chosen === choice.reading && about !== 'zone');
  return {
    ...column,
    reading: zoned,
    sure: 'by profile',
    settledBy: null,
    fitting: column.values,
    source: 'companion',
    questions: column.questions.filter(({ about }) => !settles(about)),
  };
}

/** Whether a reading is of the kind that a rule names, in its order and unit. A zone is what the rule gives, not what it asks. */
function agrees(reading: Reading, { kind, order, unit, point }: ReadingRule): boolean {
  if (kind !== undefined && reading.kind !== kind) return false;
  if (order !== undefined && !('order' in reading && reading.order === order)) return false;
  if (unit !== undefined && !(reading.kind === 'epoch' && reading.unit === unit)) return false;
  if (point !== undefined && !('form' in reading && reading.form.point === point)) return false;
  return kind !== undefined || order !== undefined || unit !== undefined || point !== undefined;
}

/** Of a column in which only some times name a zone, the others are of the one that the rule gives. */
const inZone = (reading: Reading, { zone }: ReadingRule): Reading =>
  zone !== undefined && reading.kind === 'time' && reading.zone === 'UTC' ? { ...reading, zone } : reading;
/** Whether a reading gives times a zone that neither they nor the rule tell. */
const assumesZone = (reading: Reading, { zone }: ReadingRule): boolean =>
  reading.kind === 'time' && reading.zone !== 'none' && reading.zone !== 'text' && reading.zone !== zone;

const withZone = (reading: Reading, { zone }: ReadingRule): Reading =>
  zone !== undefined && reading.kind === 'time' && reading.zone === 'none' ? { ...reading, zone } : reading;
