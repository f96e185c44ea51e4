import { currenciesWords, currencyColumn, currencyOf } from '../../../shared/domain/currencies.ts';
import { textLiteral } from '../../../shared/domain/sql-names.ts';
import { significant, tokens } from '../../../shared/domain/sql-tokens.ts';
import { folded } from '../datasets/columns.ts';
import { rawCell } from '../datasets/readings/view.ts';
import type { CombinedTable, DatasetTable } from '../datasets/reads.ts';
import { identifier } from '../db/sql.ts';
import type { Native } from './guard.ts';
import { onceFound } from './once-found.ts';
import type { Trace } from './traced-columns.ts';

const NAMED = 6;
/** A statement that took longer is not asked again which currencies it added. */
const QUICK_MS = 2000;
const MOST_GROUPS = 100_000;
/** Where a column has more texts that are blank or the same but for blanks, each row would be compared with too many. */
const MOST_TEXTS = 16;

/** What a statement adds up of several currencies. */
export interface Mixed {
  /** For a person. */
  readonly warning: string;
  readonly currencies: readonly string[];
  /** "paid.amount" */
  readonly amounts: ReadonlySet<string>;
}

/**
 * Where a statement adds amounts of several currencies. It is asked, where it can be, for the currencies of the rows that it adds; where it
 * cannot, and does not read the column that names them, those of the whole table may be added. Members of a combined dataset are one table.
 */
export function mixedCurrencies(
  native: Native,
  { summed, read }: Pick<Trace, 'summed' | 'read'>,
  datasets: readonly DatasetTable[],
  combined: readonly CombinedTable[],
  { text, elapsedMs }: { readonly text: string; readonly elapsedMs: number },
): Mixed[] {
  if (summed.size === 0) return [];
  const together = new Set(combined.flatMap(({ members }) => members.map(({ number }) => number)));
  const tables = [
    ...combined,
    ...datasets.filter(({ number }) => !together.has(number)).map((each) => ({ view: each.view, members: [each] })),
  ];
  return tables.flatMap(({ view, members }) => {
    const currencies = new Map<string, string>();
    const added = new Set<string>();
    let column = '';
    let isRead = false;
    for (const member of members) {
      const names = member.columns.map((each) => each.name);
      const amounts = names.filter((name) => summed.has(`${member.view}.${name}`));
      for (const name of new Set(amounts.map((amount) => currencyOf(amount, names) ?? currencyColumn(names)))) {
        if (name === undefined) continue;
        column = name;
        isRead ||= read.has(`${member.view}.${name}`);
        for (const amount of amounts) added.add(`${member.view}.${amount}`);
        for (const each of currenciesOf(native, member, name)) currencies.set(folded(each), each);
      }
    }
    if (currencies.size < 2) return [];
    const asked = elapsedMs < QUICK_MS ? currenciesAdded(native, text, column) : null;
    if (asked === null && isRead) return [];
    const all = asked ?? [...currencies.values()];
    const words = currenciesWords(all.slice(0, NAMED), Math.max(0, all.length - NAMED));
    if (words === null) return [];
    const adds = asked === null ? `This may add ${words}` : `This adds ${words}`;
    const warning = `${adds}${asked === null && all.length > NAMED ? ' and perhaps more' : ''}. A total over several currencies is no amount of money: group by ${view}.${column}, or keep one of them.`;
    return [{ warning, currencies: all, amounts: added }];
  });
}

function currenciesOf(native: Native, { number, columns }: DatasetTable, name: string): readonly string[] {
  const at = columns.findIndex((each) => each.name === name);
  const column = columns[at];
  if (!column) return [];
  return onceFound(native, `currencies ${number}.${at}`, () =>
    firstNamed(native, identifier(`ds_${number}`).text, rawCell(column, at).text),
  );
}

/**
 * The first few currencies in a column, as they are written. One pass over the table, which stops at each text that is like
 * none before it and goes on behind it: half of the time of DISTINCT where there are few.
 */
function firstNamed(native: Native, name: string, cell: string): string[] {
  const table = `main.${name}`;
  const found = new Set<string>();
  const texts: string[] = [];
  for (let row = 0; found.size <= NAMED; ) {
    if (texts.length === MOST_TEXTS)
      return native
        .prepare(`SELECT DISTINCT trim(${cell}) FROM ${table} WHERE trim(${cell}) <> '' LIMIT ${NAMED + 1}`)
        .pluck(true)
        .all() as string[];
    const other = `${cell} IS NOT NULL${` AND ${cell} <> ?`.repeat(texts.length)}`;
    const next = native
      .prepare(`SELECT row, ${cell}, trim(${cell}) FROM ${table} WHERE row > ? AND ${other} LIMIT 1`)
      .raw(true)
      .get(row, ...texts) as [row: number, text: string, currency: string] | undefined;
    if (!next) break;
    row = next[0];
    texts.push(next[1]);
    if (next[2] !== '') found.add(next[2]);
  }
  return [...found];
}

/**
 * The currencies that one row of the result or another adds up, of a statement with one FROM, one WHERE and one GROUP BY.
 * @returns null where the statement cannot be asked
 */
function currenciesAdded(native: Native, text: string, column: string): string[] | null {
  const asking = withCurrencies(text, column);
  if (asking === null) return null;
  try {
    const found = new Map<string, string>();
    let groups = 0;
    for (const listed of native.prepare(asking).raw(true).iterate() as IterableIterator<unknown[]>) {
      if (++groups > MOST_GROUPS) return null;
      const of = new Map((JSON.parse(String(listed.at(-1))) as string[]).map((each) => [folded(each), each]));
      if (of.size > 1) for (const [key, each] of of) found.set(key, each);
    }
    return [...found.values()].toSorted();
  } catch {
    return null; // the column stands in none of its tables, or in several
  }
}

const ADDS = /^(?:sum|avg|total|dec_sum|dec_avg)$/i;
const BEYOND = /^(?:with|over|union|intersect|except|values)$/i;

/** The statement with the currencies of each of its rows behind its columns; null where it is not that simple. */
export function withCurrencies(text: string, column: string): string | null {
  const words = significant(text);
  if (
    !/^select$/i.test(words[0]?.text ?? '') ||
    words.some(({ kind, text: word }) => kind === 'word' && BEYOND.test(word))
  )
    return null;
  const nested: boolean[] = []; // of each parenthesis that is open: whether a SELECT begins in it
  let [from, limit] = [-1, text.length];
  for (const [at, { kind, text: word, at: offset }] of words.entries()) {
    if (word === '(') nested.push(/^select$/i.test(words[at + 1]?.text ?? ''));
    else if (word === ')') nested.pop();
    if (kind !== 'word') continue;
    if (ADDS.test(word) && words[at + 1]?.text === '(' && nested.includes(true)) return null;
    if (nested.length > 0) continue;
    if (/^from$/i.test(word) && from < 0) from = offset;
    if (/^(?:limit|order)$/i.test(word)) limit = Math.min(limit, offset);
  }
  if (from < 0 || tokens(text).some(({ text: word }) => word === ';') || limit < from) return null;
  const currency = `trim(${identifier(column).text})`;
  const list = `json_group_array(DISTINCT ${currency}) FILTER (WHERE ${currency} <> ${textLiteral('')})`;
  return `${text.slice(0, from)}, ${list} ${text.slice(from, limit)}`;
}
