import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import {
  type Measure,
  measured,
  type OutColumn,
  type OutRow,
  type OutTable,
  uniqueNames,
  unitsOf,
} from './out-table.ts';

const ROW_GROUP = 20_000;
const MOST_PRECISION = 38;
const INT64_DIGITS = 18;

interface Target {
  readonly element: SchemaElement;
  value(cell: string): unknown;
}

/**
 * A table as Parquet, compressed with Snappy: integers as INT64, decimals as DECIMAL with their scale, both exact; numbers of
 * more than 38 digits as text. Times with a zone are UTC, those without are local, to the microsecond or nanosecond.
 */
export async function* asParquet(
  table: OutTable,
  breathe: () => Promise<void> = async () => {},
): AsyncIterableIterator<Uint8Array> {
  const measures = await measured(table, breathe);
  const names = uniqueNames(table.columns.map(({ name }) => name));
  const targets = table.columns.map((column, at) => targetOf(names[at] as string, column, measures[at] as Measure));
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: [{ name: 'root', num_children: targets.length }, ...targets.map(({ element }) => element)],
    createdBy: 'Redthread',
  });
  const flushed = (): Uint8Array => {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    return bytes;
  };
  let rows: OutRow[] = [];
  const write = () => {
    const taken = rows;
    rows = [];
    void parquet.write({
      columnData: targets.map(({ element, value }, at) => ({
        name: element.name,
        data: taken.map((row) => {
          const cell = row[at] ?? null;
          return cell === null ? null : value(cell);
        }),
      })),
      rowGroupSize: ROW_GROUP,
    });
  };
  for (const batch of table.batches()) {
    for (const row of batch) {
      rows.push(row);
      if (rows.length < ROW_GROUP) continue;
      write();
      yield flushed();
      await breathe();
    }
  }
  if (rows.length > 0) write();
  void parquet.finish();
  yield flushed();
}

function targetOf(name: string, { kind }: OutColumn, { whole, scale, fraction, utc, values }: Measure): Target {
  const base = { name, repetition_type: 'OPTIONAL' } as const;
  const text: Target = { element: { ...base, type: 'BYTE_ARRAY', converted_type: 'UTF8' }, value: (cell) => cell };
  switch (kind) {
    case 'integer':
      if (whole <= INT64_DIGITS) return { element: { ...base, type: 'INT64' }, value: BigInt };
      return decimal(base, whole, 0) ?? text;
    case 'decimal':
      return decimal(base, whole, scale) ?? text;
    case 'real':
      return { element: { ...base, type: 'DOUBLE' }, value: Number };
    case 'boolean':
      return { element: { ...base, type: 'BOOLEAN' }, value: (cell) => cell === 'true' };
    case 'date':
      return {
        element: { ...base, type: 'INT32', converted_type: 'DATE' },
        value: (cell) => Date.parse(`${cell}T00:00:00Z`) / 86_400_000,
      };
    case 'time': {
      if (utc > 0 && utc < values) return text; // some with a zone, some without
      const unit = fraction > 6 ? ('NANOS' as const) : ('MICROS' as const);
      const digits = unit === 'NANOS' ? 9 : 6;
      const logical = { type: 'TIMESTAMP', isAdjustedToUTC: utc > 0, unit } as const;
      return { element: { ...base, type: 'INT64', logical_type: logical }, value: (cell) => sinceEpoch(cell, digits) };
    }
    default:
      return text;
  }
}

function decimal(base: Pick<SchemaElement, 'name' | 'repetition_type'>, whole: number, scale: number): Target | null {
  const precision = Math.max(1, whole + scale);
  if (precision > MOST_PRECISION) return null;
  const place =
    precision <= INT64_DIGITS
      ? ({ type: 'INT64' } as const)
      : ({ type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16 } as const);
  return {
    element: {
      ...base,
      ...place,
      converted_type: 'DECIMAL',
      logical_type: { type: 'DECIMAL', precision, scale },
      scale,
      precision,
    },
    value: (cell) => unitsOf(cell, scale),
  };
}

function sinceEpoch(cell: string, digits: number): bigint {
  const [seconds = '', fraction = ''] = cell.replace(/Z$/, '').split('.');
  const whole = BigInt(Date.parse(`${seconds.replace(' ', 'T')}Z`) / 1000);
  return whole * 10n ** BigInt(digits) + BigInt(fraction.padEnd(digits, '0'));
}
