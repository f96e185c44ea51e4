import type { ColumnFacts } from '../../../../shared/contract/analysis.ts';
import { cellText } from '../../../../shared/domain/cell-text.ts';
import { counted } from '../../../../shared/domain/counted.ts';
import { PLAIN_NUMBERS } from '../../../../shared/domain/readings.ts';
import { Unusual } from '../../../../shared/domain/shaping.ts';
import { unusualWords } from '../../../../shared/domain/shaping-words.ts';
import { type Exact, exactOf, exactSum, exactText } from '../../datasets/readings/numbers.ts';
import { type FacetColumn, mostFrequent } from './count-facets.ts';
import { compare, isNumber, type Value } from './dictionary.ts';
import { unusualOf } from './filters.ts';
import { rangesOf } from './ranges.ts';

const TOP = 10;
const PATTERNS = 8;
const FIRST_OUTLIERS = 5;
/** Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993): |0.6745 (x - median) / MAD| over 3.5. */
const CUT = 3.5;
const CONSISTENCY = 0.6745;
const FEWEST_FOR_OUTLIERS = 20;

/** What a column holds. @param now "2024-01-05 10:00:00Z", for times that are later */
export function factsOf(column: FacetColumn, type: string, now: string): ColumnFacts {
  const { name, dictionary, reading, show } = column;
  const { values, codes } = dictionary;
  const counts = new Uint32Array(values.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    counts[code] = (counts[code] as number) + 1;
  }
  const rowsOf = (test: (value: Value, code: number) => boolean): number => {
    let rows = 0;
    for (let code = 0; code < values.length; code++)
      if (test(values[code] as Value, code)) rows += counts[code] as number;
    return rows;
  };
  let [least, greatest]: Value[] = [null, null];
  for (const value of values) {
    if (value === null || value === '') continue;
    if (least === null || compare(value, least as Value) < 0) least = value;
    if (greatest === null || compare(value, greatest as Value) > 0) greatest = value;
  }
  const numbers = sortedNumbers(values, counts);
  const middle = median(numbers);
  const marks = unusualOf(dictionary);
  const facts = {
    column: name,
    ...(reading && { reading }),
    type,
    rows: codes.length,
    nulls: rowsOf((value) => value === null),
    empties: rowsOf((value) => value === ''),
    distinct: values.filter((value) => value !== null).length,
    top: mostFrequent(values, counts, TOP).map((code) => ({
      value: show(values[code] as Value),
      rows: counts[code] as number,
    })),
    ranges: rangesOf(dictionary, counts, reading),
    least: show(least as Value),
    greatest: show(greatest as Value),
    sum: sumOf(column, counts),
    median: middle === null ? null : show(middle),
    patterns: patternsOf(values, counts),
    outliers: outliersOf(numbers, show),
    unusual: Unusual.options.flatMap((what) => {
      const rows = rowsOf((_, code) => marks[what][code] === 1);
      return rows === 0 ? [] : [{ what, rows, values: marks[what].reduce((sum, mark) => sum + mark, 0) }];
    }),
  };
  return { ...facts, suspicious: suspicious(facts, rowsOf, counts, values, now) };
}

type Counted = readonly (readonly [value: number, rows: number])[];

function sortedNumbers(values: readonly Value[], counts: Uint32Array): Counted {
  const found: [number, number][] = [];
  for (let code = 0; code < values.length; code++) {
    const value = values[code] as Value;
    if (isNumber(value) && Number.isFinite(Number(value))) found.push([Number(value), counts[code] as number]);
  }
  return found.sort(([one], [other]) => one - other);
}

/** Of values that stand for several rows each; the mean of the middle two where there are two. */
function median(sorted: Counted): number | null {
  const rows = sorted.reduce((sum, [, count]) => sum + count, 0);
  if (rows === 0) return null;
  const at = (place: number): number => {
    let before = 0;
    for (const [value, count] of sorted) if ((before += count) > place) return value;
    return Number.NaN;
  };
  const [low, high] = [at(Math.floor((rows - 1) / 2)), at(Math.floor(rows / 2))];
  return low === high ? low : (low + high) / 2;
}

function outliersOf(numbers: Counted, show: FacetColumn['show']): ColumnFacts['outliers'] {
  const middle = median(numbers);
  const rows = numbers.reduce((sum, [, count]) => sum + count, 0);
  if (middle === null || rows < FEWEST_FOR_OUTLIERS) return null;
  const distances = numbers
    .map(([value, count]) => [Math.abs(value - middle), count] as const)
    .sort(([one], [other]) => one - other);
  const spread = median(distances);
  if (!spread) return null; // over half of the values are the same: the method says nothing
  const reach = (CUT / CONSISTENCY) * spread;
  const out = numbers.filter(([value]) => Math.abs(value - middle) > reach);
  if (out.length === 0) return null;
  const far = [...out].sort(([one], [other]) => Math.abs(other - middle) - Math.abs(one - middle));
  return {
    rows: out.reduce((sum, [, count]) => sum + count, 0),
    below: middle - reach,
    above: middle + reach,
    first: far.slice(0, FIRST_OUTLIERS).map(([value, count]) => ({ value: show(value), rows: count })),
  };
}

/** Exactly, by the text of each value; null where a value has none. */
function sumOf({ dictionary: { values }, reading, show }: FacetColumn, counts: Uint32Array): string | null {
  if (reading?.kind === 'boolean' || (reading?.kind === 'decimal' && reading.long)) return null;
  let sum: Exact | null = null;
  for (let code = 0; code < values.length; code++) {
    const value = values[code] as Value;
    if (value === null) continue;
    const exact = isNumber(value) ? exactOf(cellText(show(value)), PLAIN_NUMBERS) : null;
    if (!exact) return null;
    const all = { ...exact, units: exact.units * BigInt(counts[code] as number) };
    sum = sum ? exactSum(sum, all) : all;
  }
  return sum && exactText(sum);
}

/** Letters as A and a, digits as 9; what is repeated beyond eight times stands once with a plus behind it. */
export const patternOf = (text: string): string =>
  text
    .slice(0, 100)
    .replaceAll(/\p{Lu}/gu, 'A')
    .replaceAll(/\p{L}/gu, (letter) => (letter === 'A' ? 'A' : 'a'))
    .replaceAll(/\p{Nd}/gu, '9')
    .replaceAll(/(.)\1{8,}/gu, '$1+');

function patternsOf(values: readonly Value[], counts: Uint32Array): ColumnFacts['patterns'] {
  const found = new Map<string, { rows: number; example: string }>();
  for (let code = 0; code < values.length; code++) {
    const value = values[code];
    if (typeof value !== 'string' || value === '') continue;
    const pattern = patternOf(value);
    const held = found.get(pattern);
    if (held) held.rows += counts[code] as number;
    else found.set(pattern, { rows: counts[code] as number, example: value.slice(0, 100) });
  }
  return [...found]
    .map(([pattern, rest]) => ({ pattern, ...rest }))
    .sort((one, other) => other.rows - one.rows)
    .slice(0, PATTERNS);
}

const LIKE_A_NUMBER = /^[-+(]?\s?[$€£¥]?\s?\d[\d.,' ]*\s?[%$€£¥]?\)?$/;
/** An IP address of version 4, which no number is. */
const FOUR_BYTES = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
const MOSTLY = 0.9;

function suspicious(
  facts: Omit<ColumnFacts, 'suspicious'>,
  rowsOf: (test: (value: Value, code: number) => boolean) => number,
  counts: Uint32Array,
  values: readonly Value[],
  now: string,
): string[] {
  const { rows, nulls, empties, distinct, reading, unusual, outliers, top } = facts;
  const filled = rows - nulls - empties;
  const found: string[] = [];
  const share = (part: number): string => `${((100 * part) / rows).toFixed(1)} %`;
  if (rows > 0 && filled < rows * (1 - MOSTLY))
    found.push(
      `Mostly blank: ${counted(rows - filled, 'row')} of ${rows.toLocaleString('en-US')} (${share(rows - filled)}).`,
    );
  if (rows > 1 && distinct === 1 && nulls === 0) found.push('One value in every row.');
  const twice = rowsOf((value, code) => value !== null && value !== '' && (counts[code] as number) > 1);
  if (filled > 20 && twice > 0 && distinct > filled * 0.95 && reading?.kind !== 'decimal' && reading?.kind !== 'real')
    found.push(
      `Nearly every value is used once, as of an id, but ${counted(twice, 'row')} share theirs with another row${top[0] && top[0].rows > 1 ? `: '${cellText(top[0].value).slice(0, 60)}' in ${counted(top[0].rows, 'row')}` : ''}.`,
    );
  for (const { what, values: of, rows: those } of unusual)
    if (what !== 'once') found.push(`${counted(of, 'value')} ${unusualWords(what)}, in ${counted(those, 'row')}.`);
  if (reading?.kind === 'date' || reading?.kind === 'time' || reading?.kind === 'epoch') {
    // A time without a zone may be that of a place whose clocks are ahead.
    const later = rowsOf((value) => typeof value === 'string' && value.slice(0, 10) > now.slice(0, 10));
    if (later > 0)
      found.push(`${counted(later, 'row')} with a date later than ${now.slice(0, 10)}, when this was computed.`);
  }
  if (reading?.kind === 'text' && reading.why !== 'identifies') {
    const like = rowsOf((value) => typeof value === 'string' && LIKE_A_NUMBER.test(value) && !FOUR_BYTES.test(value));
    if (filled > 0 && like >= filled * MOSTLY)
      found.push(
        `Numbers kept as text: ${counted(like, 'value')} of ${filled.toLocaleString('en-US')} look like numbers. Sums and orders need a reading.`,
      );
  }
  if (outliers)
    found.push(
      `${counted(outliers.rows, 'row')} with a number far from the others (robust z over 3.5), such as ${outliers.first
        .map(({ value }) => cellText(value))
        .slice(0, 3)
        .join(', ')}.`,
    );
  if (values.length === 0) found.push('No rows.');
  return found;
}
