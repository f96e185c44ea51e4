import type { Cell } from '../../../../shared/contract/values.ts';
import { type FilterStep, MIXED_SCRIPTS, SPACES, type Unusual } from '../../../../shared/domain/shaping.ts';
import { datePart } from '../functions/time.ts';
import { asNumbers, compare, type Dictionary, isNumber, plain, type Value } from './dictionary.ts';

/** What the literal of a cell stands for. */
export function cellValue(cell: Cell): Value {
  if (cell === null || typeof cell !== 'object') return cell;
  if ('int' in cell) return plain(BigInt(cell.int));
  if ('dec' in cell) return Number(cell.dec);
  if ('blob' in cell) return { blob: cell.blob };
  return /inf/i.test(cell.real) ? (cell.real.startsWith('-') ? -Infinity : Infinity) : Number(cell.real);
}

/**
 * For each value of a column whether a step keeps it: the same rows as `filterSql` of it.
 * @param counts of the rows among which a value is unusual; of all when left out
 * @param exact for a column of decimals as text
 */
export function passing(
  step: FilterStep,
  dictionary: Dictionary,
  { counts, exact }: { readonly counts?: Uint32Array | undefined; readonly exact?: boolean | undefined } = {},
): Uint8Array {
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
      const numbers = exact && typeof (step.from ?? step.to) !== 'string';
      return Uint8Array.from(numbers ? asNumbers(dictionary).values : values, (value) =>
        Number(inside(value) === step.keep),
      );
    }
    case 'unusual': {
      const marks = unusualOf(dictionary, counts)[step.what];
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
interface Known {
  readonly spaces: Uint8Array;
  readonly scripts: Uint8Array;
  /** Of each text the group of those that differ from it in case alone; -1 for another value. */
  readonly folded: Int32Array;
  readonly groups: number;
}
const known = new WeakMap<Dictionary, Known>();
const BEYOND_ASCII = /[^ -~]/;
const mixed = new RegExp(MIXED_SCRIPTS.replace('(?s)', ''), 'su');

/** What holds of each value whichever rows there are. */
function knownOf(dictionary: Dictionary): Known {
  const found = known.get(dictionary);
  if (found) return found;
  const { values } = dictionary;
  const groups = new Map<string, number>();
  const folded = Int32Array.from(values, (value) => {
    if (typeof value !== 'string') return -1;
    const lower = value.toLowerCase();
    const group = groups.get(lower) ?? groups.size;
    groups.set(lower, group);
    return group;
  });
  const text = (test: (value: string) => boolean) =>
    Uint8Array.from(values, (value) => Number(typeof value === 'string' && test(value)));
  const made: Known = {
    spaces: text(
      (value) => value !== '' && (SPACES.includes(value[0] as string) || SPACES.includes(value.at(-1) as string)),
    ),
    scripts: text((value) => BEYOND_ASCII.test(value) && mixed.test(value)),
    folded,
    groups: groups.size,
  };
  known.set(dictionary, made);
  return made;
}

/** For each value whether it is unusual among the rows that are counted. @param counts of rows by value; of all rows when left out */
export function unusualOf(dictionary: Dictionary, counts = countsOf(dictionary)): Marks {
  const { values } = dictionary;
  const { spaces, scripts, folded, groups } = knownOf(dictionary);
  const writings = new Uint32Array(groups);
  for (const [code, group] of folded.entries())
    if (group >= 0 && (counts[code] as number) > 0) writings[group] = (writings[group] as number) + 1;
  return {
    once: Uint8Array.from(values, (value, code) => Number(value !== null && counts[code] === 1)),
    spaces,
    case: Uint8Array.from(folded, (group) => Number(group >= 0 && (writings[group] as number) > 1)),
    scripts,
  };
}

/** Rows by value. @param alive 0 for rows that are not counted */
export function countsOf({ values, codes }: Dictionary, alive: Uint8Array | null = null): Uint32Array {
  const counts = new Uint32Array(values.length);
  for (let row = 0; row < codes.length; row++)
    if (!alive || alive[row] === 1) counts[codes[row] as number] = (counts[codes[row] as number] as number) + 1;
  return counts;
}
