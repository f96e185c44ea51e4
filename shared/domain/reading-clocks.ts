import { z } from 'zod';

/** Of values at which clocks are changed so many are kept: of those shown twice, and of those left out. */
export const KEPT_CLOCKS = 10;
const KEPT_TEXT = 200;

/** Of two moments that clocks show alike. */
type Taken = 'first' | 'second';

/** Values of a column at which the clocks of their zone are changed. */
export const Clocks = z
  .strictObject({
    leftOut: z.int(),
    twice: z.int(),
    first: z
      .array(z.strictObject({ row: z.int(), text: z.string().max(KEPT_TEXT), leftOut: z.literal(true).optional() }))
      .max(2 * KEPT_CLOCKS),
  })
  .describe(
    'values at which the clocks of their zone are changed: left out, and then read by the time before the change; or shown twice, and then taken for the first unless the reading says the second',
  );
export type Clocks = z.infer<typeof Clocks>;

/** Values at which the clocks of their zone are changed, with their rows, and how they are read. */
export function clocksWords({ leftOut, twice, first }: Clocks, taken: Taken): string {
  return [
    ...(twice > 0
      ? [
          `${number(twice)} at a time that clocks there show twice, taken for the ${taken} (${rowWords(first, false, twice)})`,
        ]
      : []),
    ...(leftOut > 0
      ? [
          `${number(leftOut)} at a time that clocks there leave out, read by the time before the change (${rowWords(first, true, leftOut)})`,
        ]
      : []),
  ].join(', ');
}

/** "'2026-11-01 01:30' in row 4; also rows 5, 9 …" */
function rowWords(all: Clocks['first'], leftOut: boolean, count: number): string {
  const [one, ...others] = all.filter((each) => (each.leftOut ?? false) === leftOut);
  if (!one) return 'rows are not kept';
  const also = others.length > 0 ? `; also ${others.length === 1 ? 'row' : 'rows'} ` : '';
  const more = count > others.length + 1 ? ' …' : '';
  return `'${one.text}' in row ${number(one.row)}${also}${others.map(({ row }) => number(row)).join(', ')}${more}`;
}

/** What an import says of times at which clocks are changed, with the act that takes the other. @param zone 'text' for that of each value */
export function clocksWarning(name: string, zone: string, clocks: Clocks, taken: Taken): string {
  const other = taken === 'second' ? 'first' : 'second';
  const act =
    clocks.twice > 0
      ? ` Where the source tells that they are the ${other}, change the reading of the column: times that clocks show twice, the ${other}.`
      : ' Ask the source: no clock there showed such a time.';
  return `"${name}" (zone ${zone === 'text' ? 'as written' : zone}): ${clocksWords(clocks, taken)}.${act}`;
}

const number = (value: number): string => value.toLocaleString('en-US');
