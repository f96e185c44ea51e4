import type { Cell } from '../../../../shared/contract/values.ts';
import { type FilterStep, MIXED_SCRIPTS, SPACES, type Unusual } from '../../../../shared/domain/shaping.ts';
import { datePart } from '../functions/time.ts';
import { compare, type Dictionary, isNumber, plain, type Value } from './dictionary.ts';

/** What the literal of a cell stands for. */
export function cellValue(cell: Cell): Value {
  if (cell === null || typeof cell !== 'object') return cell;
  if ('int' in cell) return plain(BigInt(cell.int));
  if ('dec' in cell) return Number(cell.dec);
  if ('blob' in cell) return { blob: cell.blob };
  return /inf/i.test(cell.real) ? (cell.real.startsWith('-') ? -Infinity : Infinity) : Number(cell.real);
}

/** For each value of a column whether a step keeps it: the same rows as `filterSql` of it. */
export function passing(step: FilterStep, dictionary: Dictionary): Uint8Array {
  const { values } = dictionary;
  switch (step.kind) {
    case 'keep':
    case 'exclude': {
      const named = step.values.map(cellValue);
      const keep = step.kind === 'keep';
      return Uint8Array.from(values, (value) => Number(named.some((each) => compare(each, value) === 0) === keep));
    }
    case 'blank':
      return Uint8Array.from(values, (value) => Number((value === null || value === '') === step.keep));
    case 'range': {
      const inside = within(step);
      return Uint8Array.from(values, (value) => Number(inside(value) === step.keep));
    }
    case 'unusual': {
      const marks = unusualOf(dictionary)[step.what];
      return step.keep ? marks : marks.map((mark) => 1 - mark);
    }
    case 'hour': {
      const part = (unit: string, value: Value): unknown =>
        typeof value === 'string' ? datePart(unit, value, step.zone) : null;
      return Uint8Array.from(values, (value) =>
        Number(part('weekday', value) === BigInt(step.weekday) && (part('hour', value) ?? 0n) === BigInt(step.hour)),
      );
    }
  }
}

function within({ from, to, toIncluded }: Extract<FilterStep, { kind: 'range' }>): (value: Value) => boolean {
  const [first, last] = [cellValue(from), cellValue(to)];
  if (first === null && last === null) return (value) => value !== null;
  const text = typeof (first ?? last) === 'string';
  return (value) =>
    value !== null &&
    (first === null || compare(value, first) >= 0) &&
    (last === null ? text || isNumber(value) : compare(value, last) < (toIncluded ? 1 : 0)) &&
    (!text || (first !== null && last !== null) || typeof value === 'string');
}

type Marks = Readonly<Record<Unusual, Uint8Array>>;
const known = new WeakMap<Dictionary, Marks>();
const BEYOND_ASCII = /[^ -~]/;
const mixed = new RegExp(MIXED_SCRIPTS.replace('(?s)', ''), 'su');

/** For each value whether it is unusual, among all rows of the column. */
export function unusualOf(dictionary: Dictionary): Marks {
  const found = known.get(dictionary);
  if (found) return found;
  const { values, codes } = dictionary;
  const rows = new Uint32Array(values.length);
  for (let row = 0; row < codes.length; row++) rows[codes[row] as number] = (rows[codes[row] as number] as number) + 1;
  const lower = new Map<string, number>();
  for (const value of values)
    if (typeof value === 'string') lower.set(value.toLowerCase(), (lower.get(value.toLowerCase()) ?? 0) + 1);
  const each = (test: (value: Value, at: number) => boolean) =>
    Uint8Array.from(values, (value, at) => Number(test(value, at)));
  const text = (test: (value: string) => boolean) => each((value) => typeof value === 'string' && test(value));
  const marks: Marks = {
    once: each((value, at) => value !== null && rows[at] === 1),
    spaces: text(
      (value) => value !== '' && (SPACES.includes(value[0] as string) || SPACES.includes(value.at(-1) as string)),
    ),
    case: text((value) => (lower.get(value.toLowerCase()) ?? 0) > 1),
    scripts: text((value) => BEYOND_ASCII.test(value) && mixed.test(value)),
  };
  known.set(dictionary, marks);
  return marks;
}
