import { currenciesWords, currencyColumn, currencyOf } from '../../../shared/domain/currencies.ts';
import { folded } from '../datasets/columns.ts';
import { rawCell } from '../datasets/readings/view.ts';
import type { CombinedTable, DatasetTable } from '../datasets/reads.ts';
import { identifier, sql } from '../db/sql.ts';
import type { Native } from './guard.ts';
import type { Trace } from './traced-columns.ts';

const NAMED = 6;

/**
 * Where a statement adds amounts beside a column of several currencies that it does not read: it can neither tell them apart nor choose
 * one. Members of a combined dataset are one table.
 */
export function currencyWarnings(
  native: Native,
  { summed, read }: Pick<Trace, 'summed' | 'read'>,
  datasets: readonly DatasetTable[],
  combined: readonly CombinedTable[],
): string[] {
  if (summed.size === 0) return [];
  const together = new Set(combined.flatMap(({ members }) => members.map(({ number }) => number)));
  const tables = [
    ...combined,
    ...datasets.filter(({ number }) => !together.has(number)).map((each) => ({ view: each.view, members: [each] })),
  ];
  return tables.flatMap(({ view, members }) => {
    const currencies = new Map<string, string>();
    let column = '';
    for (const member of members) {
      const names = member.columns.map((each) => each.name);
      const amounts = names.filter((name) => summed.has(`${member.view}.${name}`));
      for (const name of new Set(amounts.map((amount) => currencyOf(amount, names) ?? currencyColumn(names)))) {
        if (name === undefined || read.has(`${member.view}.${name}`)) continue;
        column = name;
        for (const each of currenciesOf(native, member, name)) currencies.set(folded(each), each);
      }
    }
    const all = [...currencies.values()];
    const words = currenciesWords(all.slice(0, NAMED), Math.max(0, all.length - NAMED));
    if (words === null) return [];
    return [
      `This adds ${words}${all.length > NAMED ? ' and perhaps more' : ''}. A total over several currencies is no amount of money: group by ${view}.${column}, or keep one of them.`,
    ];
  });
}

function currenciesOf(native: Native, { number, columns }: DatasetTable, name: string): string[] {
  const at = columns.findIndex((each) => each.name === name);
  const column = columns[at];
  if (!column) return [];
  const cell = rawCell(column, at).text;
  const table = sql`main.${identifier(`ds_${number}`)}`.text;
  return native
    .prepare(`SELECT DISTINCT trim(${cell}) FROM ${table} WHERE trim(${cell}) <> '' LIMIT ${NAMED + 1}`)
    .pluck(true)
    .all() as string[];
}
