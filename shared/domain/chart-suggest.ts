import { type ChartKind, type ChartSpec, type ColumnFacts, chartFacts, chartKinds } from './charts.ts';

/** A first choice for a kind, by what the columns are; `null` where none of them fits, with what is missing in words. */
export type Suggested =
  | { readonly spec: ChartSpec; readonly missing: null }
  | { readonly spec: null; readonly missing: string };

/** Few enough to be told apart as series. */
const FEW = 12;

/** @param wanted a column that the chart is asked for; null leaves it to the columns */
export function suggest(
  kind: ChartKind,
  facts: readonly ColumnFacts[],
  wanted: number | null,
  zone = 'UTC',
): Suggested {
  const of = (...are: readonly ColumnFacts['is'][]): number[] =>
    facts
      .flatMap(({ is }, at) => (are.includes(is) ? [at] : []))
      .sort((one, other) => Number(other === wanted) - Number(one === wanted));
  const times = of('time');
  const numbers = of('number');
  const names = of('category');
  const ids = of('id');
  const few = names.filter((at) => (facts[at]?.distinct ?? 0) <= FEW && (facts[at]?.distinct ?? 0) > 1);
  const y = numbers.at(0) === wanted ? (numbers[0] ?? null) : (numbers.at(-1) ?? null); // counts and sums stand last
  const base = {
    kind,
    title: '',
    series: null,
    unit: null,
    zone,
    order: 'value',
    most: null,
    y,
    measure: y === null ? 'rows' : 'sum',
  } as const;
  const found = (spec: Partial<ChartSpec>): Suggested => ({ spec: { ...base, x: null, ...spec }, missing: null });
  const missing = (what: string): Suggested => ({ spec: null, missing: `${chartFacts(kind).words} needs ${what}.` });
  switch (kind) {
    case 'bar':
    case 'stacked': {
      const wantsTime = wanted !== null && facts[wanted]?.is === 'time';
      const along = wantsTime
        ? wanted
        : (names.find((at) => at === wanted) ?? names[0] ?? times[0] ?? ids[0] ?? numbers[0]);
      if (along === undefined) return missing('a column');
      const measured = along === y ? { y: null, measure: 'rows' as const } : {};
      if (kind === 'bar') return found({ x: along, ...measured });
      const parts = few.find((at) => at !== along) ?? names.find((at) => at !== along);
      return parts === undefined
        ? missing('a second column of categories')
        : found({ x: along, series: parts, ...measured });
    }
    case 'line': {
      const along = times[0] ?? numbers.find((at) => at !== y);
      if (along === undefined) return missing('a column of times or numbers for its axis');
      return found({ x: along, series: few[0] ?? null });
    }
    case 'scatter': {
      const across = times[0] ?? numbers.find((at) => at !== y);
      return across === undefined || y === null
        ? missing('two columns of numbers, or a time and a number')
        : found({ x: across, measure: 'rows', series: few[0] ?? null });
    }
    case 'histogram': {
      const values = [...times, ...numbers].find((at) => at === wanted) ?? numbers[0] ?? times[0];
      return values === undefined
        ? missing('a column of numbers or times')
        : found({ x: values, y: null, measure: 'rows' });
    }
    case 'box':
      return y === null ? missing('a column of numbers') : found({ x: few[0] ?? names[0] ?? null, measure: 'rows' });
    case 'heat':
      return times[0] === undefined ? missing('a column of times') : found({ x: times[0], y: null, measure: 'rows' });
    case 'sankey': {
      const [from, to] = [...names, ...ids].sort((one, other) => one - other);
      return to === undefined || from === undefined ? missing('two columns of names') : found({ x: from, series: to });
    }
    case 'map': {
      const [longitude, latitude] = [of('longitude')[0], of('latitude')[0]];
      return longitude === undefined || latitude === undefined
        ? missing('a column of longitudes and one of latitudes')
        : found({ x: longitude, y: latitude, measure: 'rows' });
    }
  }
}

/**
 * The kind that a result is first drawn as: places on a map, a number along a time as a line, a number by names (categories
 * or what identifies) as bars of the greatest, two numbers against each other, one by its distribution. A column that is
 * asked for counts for itself.
 */
export function firstKind(facts: readonly ColumnFacts[], wanted: number | null): ChartKind {
  const is = (which: ColumnFacts['is']) => facts.some((each) => each.is === which);
  const own = wanted === null ? null : facts[wanted]?.is;
  if (own === 'number') return 'histogram';
  if (own === 'time') return 'bar';
  if (own === 'category' || own === 'id') return 'bar';
  if (is('longitude') && is('latitude')) return 'map';
  if (is('time')) return is('number') ? 'line' : 'bar';
  if (is('category') || (is('id') && is('number'))) return 'bar';
  const numbers = facts.filter((each) => each.is === 'number').length;
  return numbers > 1
    ? 'scatter'
    : numbers === 1
      ? 'histogram'
      : (chartKinds.find((kind) => suggest(kind, facts, null).spec) ?? 'bar');
}
