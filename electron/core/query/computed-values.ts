import type { Traced } from './traced-columns.ts';

const PLAIN = { likeNumbers: false, identifies: false, long: false } as const;
const NUMERIC_RESULT =
  /^(?:abs|round|sign|ceil|ceiling|floor|trunc|sqrt|pow|power|mod|exp|ln|log\d*|length|octet_length|instr|unicode|count|sum|total|avg|row_number|rank|dense_rank|ntile|percent_rank|cume_dist|julianday|unixepoch|json_array_length)$/i;
const TEXT_RESULT =
  /^(?:strftime|date|time|datetime|substr|substring|lower|upper|[lr]?trim|replace|printf|format|hex|char|concat|concat_ws|group_concat|string_agg)$/i;
const TIMES: Readonly<Record<string, string>> = { date: '2024-01-01', datetime: '2024-01-01 10:00:00' };
const FROM_JSON = /^(?:json_extract|->>)$/i;
const SAME_AS_GIVEN = /^(?:min|max|nullif|first_value|last_value|nth_value|lag|lead)$/i;

/** By another order than their own. */
const ONE_OF_THEM = /^(?:min|max)_by$/i;

const nameOf = (given: readonly (Traced | undefined)[]): string => {
  const names = new Set(given.flatMap((each) => (each && !each.exact ? [each.computed ? each.of : each.name] : [])));
  names.delete('');
  return [...names].sort().join(' and ');
};

/** What an expression makes of columns. @param of the columns that it is computed from, by name; '' for none */
const computed = (is: Traced['is'], of: string, json?: Traced['json']): Traced => ({
  ...PLAIN,
  name: of === '' ? `a computed ${is}` : `an expression of ${of}`,
  is,
  computed: true,
  of,
  ...(json && { json }),
});

/** The result of arithmetic, or of `||`. */
export const ofOperator = (opcode: string, given: readonly (Traced | undefined)[]): Traced =>
  computed(opcode === 'Concat' ? 'text' : 'number', nameOf(given));

/** The result of a function, where its kind is known. @param path the text that it is given second, if it is written out */
export function ofFunction(
  name: string,
  given: readonly (Traced | undefined)[],
  path: string | undefined,
): Traced | undefined {
  const of = nameOf(given.slice(0, FROM_JSON.test(name) ? 1 : undefined));
  if (NUMERIC_RESULT.test(name)) return computed('number', of);
  const time = TIMES[name.toLowerCase()];
  if (TEXT_RESULT.test(name)) return { ...computed('text', of), ...(time !== undefined && { time }) };
  if (FROM_JSON.test(name)) {
    const first = given[0];
    return first && !first.computed && !first.exact ? computed('text', of, { name: first.name, path }) : undefined;
  }
  const [first] = given;
  if (first?.exact && ONE_OF_THEM.test(name)) return first;
  if (!SAME_AS_GIVEN.test(name) && !ONE_OF_THEM.test(name)) return undefined;
  return first && !first.exact && (first.is === 'number' || first.json)
    ? computed(first.is, of, first.json)
    : undefined;
}

/** A time as `LIKE` sees it, whose pattern cannot fit any: '%/03/2026' over 2026-03-04. */
export function fitsNone(time: string, pattern: string): boolean {
  const shapes = pattern.split(/[%_*?]+/).map((each) => each.replace(/\d/g, '0'));
  const form = time.replace(/\d/g, '0');
  return shapes.some((shape) => !form.includes(shape));
}
