import { type ColumnReading, EXACT_DIGITS, readingWords, sqlType } from '../../../shared/domain/readings.ts';
import type { StoredColumn } from '../datasets/columns.ts';
import { exactOf, exactText } from '../datasets/readings/numbers.ts';
import { rawCell } from '../datasets/readings/view.ts';
import { type DatasetTable, RAW } from '../datasets/reads.ts';
import { identifier, sql } from '../db/sql.ts';
import type { Native } from './guard.ts';
import type { Trace } from './traced-columns.ts';

/** What the rows of a result do not say of themselves. @param doubtful columns of which some values cannot be shown exactly @param rounded long decimals that results are computed from */
export function warningsOf(
  native: Native,
  {
    read,
    mixed,
    byReal,
    added,
    leastOf,
    times,
    parsed,
    exactAsText,
    unlike,
    fromJson,
    patterns,
    timesAsText,
    timesGrouped,
  }: Trace,
  datasets: readonly DatasetTable[],
  doubtful: ReadonlySet<string>,
  rounded: ReadonlySet<string>,
  tables: ReadonlySet<string>,
  text: string,
): string[] {
  const found = [...mixed].map(
    (pair) =>
      `The statement compares numbers with text: ${pair}. A number equals the text only where SQLite takes both for the same number, so that 7 may join 007. Compare columns that are read alike.`,
  );
  for (const pair of unlike)
    found.push(
      `The statement compares a number with text where SQLite converts neither: ${pair}. Any text is greater than every number there, and equal to none. Write the number without quotes, or CAST the text.`,
    );
  for (const pattern of patterns)
    found.push(
      `A pattern is compared with the values as SQL has them, not as they are shown or were written (12.5 for 12.50, 2026-03-04 for 04/03/2026): ${pattern}. Compare with numbers and dates, or use the text in the view that ends in ${RAW}.`,
    );
  if (exactAsText.size > 0)
    found.push(
      `The result of ${[...exactAsText].sort().join(', ')} is text, and the statement compares or sorts it as text: "998.14" is greater than "8133.05", and any text is greater than a number. Sort by CAST(… AS REAL), compare with dec_cmp, and take the least or greatest with dec_min or dec_max.`,
    );
  for (const pair of times)
    found.push(
      `Dates and times are compared as the text they are here: ${pair}. Those of one column are written alike; write the other in the same form.`,
    );
  for (const name of new Set([...timesAsText, ...(/\border\s+by\b/i.test(text) ? timesGrouped : [])]))
    found.push(
      `${name} is text that may be dates or times, and the statement compares or sorts it by its characters: "02/01/2026" comes before "31/12/2025". Answer the question about the column, or choose a reading for it.`,
    );
  for (const name of rounded)
    found.push(
      `Rounded: values of ${name} have more digits than a REAL holds, and the result is computed from it. Use the dec_ functions, or the text in ${name.slice(0, name.indexOf('.'))}_raw.`,
    );
  for (const dataset of datasets) {
    if (dataset.rejected > 0 && tables.has(`ds_${dataset.number}`))
      found.push(
        `${dataset.view}: ${dataset.rejected === 1 ? '1 record was rejected at import and is' : `${dataset.rejected.toLocaleString('en-US')} records were rejected at import and are`} not in it.`,
      );
    for (const [at, column] of dataset.columns.entries()) {
      const { name, reading } = column;
      const full = `${dataset.view}.${name}`;
      if (added.has(full) && reading)
        found.push(
          `${full} is text: sum, avg and total read a number where a value begins with one and take 0 where it does not.${fits(reading)} ${remedy(dataset.view, reading)}`,
        );
      if (
        leastOf.has(full) &&
        reading &&
        (reading.reading.kind !== 'text' || holdsNumbers(native, dataset.number, column, at))
      )
        found.push(
          `${full} is text, and min and max take its values by their characters: "998" is greater than "1000", and "02/01/2026" is less than "31/12/2025". ${remedy(dataset.view, reading)}`,
        );
      if (parsed.has(full) && hasLongJson(native, dataset.number, column, at))
        found.push(
          `Rounded: ${full} holds numbers in JSON of more digits than a REAL has, and SQL's JSON functions round them. Take such a number from the text, as with regexp_extract, and give it to the dec_ functions.`,
        );
      const quoted = [...(fromJson.get(full) ?? [])].find((path) =>
        hasQuotedNumber(native, dataset.number, column, at, path),
      );
      if (quoted !== undefined)
        found.push(
          `${full}: the number taken from its JSON${quoted === '' ? '' : ` at ${quoted}`} stands there in quotes, so that it is text and is compared as such: greater than every number, and "9" after "10". Write CAST(… AS REAL).`,
        );
      if (!reading || !read.has(full) || reading.reading.kind === 'text') continue;
      const { values, fitting } = reading;
      if (fitting < values)
        found.push(
          `${(values - fitting).toLocaleString('en-US')} of ${values.toLocaleString('en-US')} values of ${full} do not read as ${readingWords(reading.reading)} and are NULL here; ${dataset.view}_raw has their text.`,
        );
      if (doubtful.has(full) || (byReal.has(full) && hasTies(native, dataset.number, column, at)))
        found.push(
          `Some values of ${full} differ only beyond the digits of a REAL: the statement takes them for equal. Compare them with dec_cmp.`,
        );
    }
  }
  return found;
}

/** What can be done about a column that is taken as text. */
function remedy(view: string, { reading, questions }: ColumnReading): string {
  if (reading.kind !== 'text')
    return `In ${view} its values are read as ${readingWords(reading)}; ${view}${RAW} has their text.`;
  return questions.length > 0
    ? 'Answer the question about the column, or choose a reading for it.'
    : 'Choose a reading for it, or CAST what is a number.';
}

const LOOKED_AT = 200;
const MOST = 0.6;
/** A number or a time behind a sign, a currency or a quote; no address, no hash, and no date whose characters sort it. */
const NUMBER_LIKE =
  /^(?!\d{4}-\d\d(?:-|$)|\d{1,3}(?:\.\d{1,3}){3}|[\da-f]{8,}|(?:[\da-f]{2}[:-]){3})\s*['(<>~]?\s*(?:[-+\u2212]|\p{Sc}|[A-Z]{1,3}\s?)?\s*\p{Nd}/iu;
const MONTH_LIKE = /^\p{L}{3,9}\.? \d/u;

/** Whether most of the first values of a text column are numbers or times to a reader. */
function holdsNumbers(native: Native, number: number, column: StoredColumn, at: number): boolean {
  const cell = rawCell(column, at).text;
  const texts = native
    .prepare(
      `SELECT ${cell} FROM main.${sql`${identifier(`ds_${number}`)}`.text} WHERE trim(${cell}) <> '' LIMIT ${LOOKED_AT}`,
    )
    .pluck(true)
    .all() as string[];
  const like = texts.filter((text) => text.length < 60 && (NUMBER_LIKE.test(text) || MONTH_LIKE.test(text))).length;
  return like > 0 && like >= texts.length * MOST;
}

/** How many values read as numbers at best, in words. */
function fits({ reading, values, questions }: ColumnReading): string {
  if (reading.kind !== 'text') return '';
  const most = Math.max(
    0,
    ...questions.flatMap(({ choices }) =>
      choices.filter(({ reading }) => sqlType(reading) !== 'TEXT').map(({ fitting }) => fitting),
    ),
  );
  return ` ${most.toLocaleString('en-US')} of ${values.toLocaleString('en-US')} values read as numbers of one kind.`;
}

/** Whether a text of a column holds a number in JSON that SQLite, which has REALs and integers of 64 bits for it, does not keep. */
function hasLongJson(native: Native, number: number, column: StoredColumn, at: number): boolean {
  const cell = rawCell(column, at).text;
  const texts = native
    .prepare(
      `SELECT ${cell} FROM main.${sql`${identifier(`ds_${number}`)}`.text} WHERE ${cell} GLOB '*${'[0-9.]'.repeat(16)}*'`,
    )
    .pluck(true)
    .iterate() as IterableIterator<string>;
  for (const text of texts) {
    const outside = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
    for (const [, whole = '', places] of outside.matchAll(/(\d+)(?:\.(\d+))?(?:[eE][+-]?\d+)?/g)) {
      if (places === undefined && BigInt(whole) < 2n ** 63n) continue;
      if (`${whole}${places ?? ''}`.replace(/^0+/, '').replace(/0+$/, '').length > EXACT_DIGITS) return true;
    }
  }
  return false;
}

/** Whether a text in JSON reads as a number. @param path of it; '' where it is not written out: any text of the JSON then */
function hasQuotedNumber(native: Native, number: number, column: StoredColumn, at: number, path: string): boolean {
  const cell = rawCell(column, at).text;
  const table = sql`main.${identifier(`ds_${number}`)}`.text;
  const texts =
    path === ''
      ? `SELECT value FROM ${table}, json_tree(CASE WHEN json_valid(${cell}) THEN ${cell} ELSE 'null' END) WHERE type = 'text'`
      : `SELECT CASE WHEN json_valid(${cell}) THEN ${cell} ->> ? END AS value FROM ${table}`;
  const query = native.prepare(
    `SELECT 1 FROM (${texts}) WHERE typeof(value) = 'text' AND value GLOB '*[0-9]*' AND value NOT GLOB '*[^-0-9.,+eE ]*' LIMIT 1`,
  );
  return (path === '' ? query.get() : query.get(path)) !== undefined;
}

/** Whether two decimals of a column are different and the same REAL. */
function hasTies(native: Native, number: number, column: StoredColumn, at: number): boolean {
  const reading = column.reading?.reading;
  if (reading?.kind !== 'decimal') return false;
  const cell = rawCell(column, at).text;
  const groups = native
    .prepare(
      `SELECT json_group_array(DISTINCT ${cell}) FROM main.${sql`${identifier(`ds_${number}`)}`.text}
        WHERE t${at + 1} IS NOT NULL GROUP BY t${at + 1} HAVING min(${cell}) <> max(${cell})`,
    )
    .pluck(true)
    .iterate() as IterableIterator<string>;
  for (const group of groups) {
    const values = new Set(
      (JSON.parse(group) as string[]).map((text) => {
        const exact = exactOf(text, reading.form);
        return exact ? exactText(exact, reading.scale) : text;
      }),
    );
    if (values.size > 1) return true;
  }
  return false;
}
