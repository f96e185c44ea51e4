import type { DatasetSummary } from '../../../shared/contract/datasets.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { SelectionSum } from '../../../shared/contract/selections.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { currencyOf } from '../../../shared/domain/currencies.ts';
import { eachRow, rangesOf } from '../../../shared/domain/row-ranges.ts';
import { quoteName } from '../../../shared/domain/sql-names.ts';
import type { JobContext } from '../context.ts';
import { askRows } from '../query/reads.ts';

const TIMEOUT_SECONDS = 120;
const MOST_UNITS = 50;
const AMOUNT =
  /(?:^|[^a-z])(?:amount|amt|value|total|price|paid|payout|fee|gross|net|sum|balance|betrag|monto)(?:$|[^a-z])/i;
const MOST_RANGES = 400; // that are written out as conditions

/** Columns of a dataset that hold amounts of money: those with a currency sign, and decimals that are called so. */
function amountColumns({
  columns,
}: DatasetSummary): { readonly column: string; readonly unit: string; readonly scale: number }[] {
  const apart = columns.map(({ name }) => name.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1_$2'));
  return columns.flatMap(({ name, reading }, at) => {
    const read = reading?.reading;
    if (read?.kind !== 'decimal' && read?.kind !== 'integer') return [];
    const { unit } = read.form;
    if (unit === '%') return [];
    return unit !== '' || AMOUNT.test(apart[at] ?? '')
      ? [{ column: name, unit, scale: read.kind === 'decimal' ? read.scale : 0 }]
      : [];
  });
}

/** What the amounts of some rows come to, by column and by the currency beside it. No rounding on the way. */
export async function sumsOf(
  context: JobContext,
  caseId: CaseId,
  dataset: DatasetSummary,
  rows: string,
): Promise<{ sums: SelectionSum[]; note: string }> {
  const amounts = amountColumns(dataset);
  if (amounts.length === 0) return { sums: [], note: '' };
  const names = dataset.columns.map(({ name }) => name);
  const unsure: string[] = [];
  const byCurrency = new Map<string | undefined, (typeof amounts)[number][]>();
  for (const amount of amounts) {
    const currency = currencyOf(amount.column, names);
    if (currency === null && amount.unit === '') unsure.push(amount.column);
    byCurrency.set(currency ?? undefined, [...(byCurrency.get(currency ?? undefined) ?? []), amount]);
  }
  const parts: Awaited<ReturnType<typeof sumsBeside>>[] = [];
  for (const [currency, of] of byCurrency) parts.push(await sumsBeside(context, caseId, dataset, rows, currency, of));
  const notes = new Set(parts.flatMap(({ note }) => (note === '' ? [] : [note])));
  if (unsure.length > 0)
    notes.add(
      `Which column names the currency of ${unsure.join(', ')} in ${dataset.view} is not certain; its sum has none.`,
    );
  const sums = amounts.flatMap(({ column }) =>
    parts.flatMap((part) => part.sums.filter((sum) => sum.column === column)),
  );
  return { sums, note: [...notes].join(' ') };
}

async function sumsBeside(
  context: JobContext,
  caseId: CaseId,
  dataset: DatasetSummary,
  rows: string,
  currency: string | undefined,
  amounts: ReturnType<typeof amountColumns>,
): Promise<{ sums: SelectionSum[]; note: string }> {
  const by = currency === undefined ? "''" : `upper(trim(coalesce(${quoteName(currency)}, '')))`;
  const inner = amounts.map(({ column }, at) => `${quoteName(column)} AS k${at}`).join(', ');
  const outer = amounts.map((_, at) => `dec_sum(k${at}), count(k${at})`).join(', ');
  const sql = `SELECT unit, ${outer} FROM (SELECT row_number() OVER () AS row_number_, ${by} AS unit, ${inner} FROM ${quoteName(dataset.view)})
WHERE ${among('row_number_', rows, dataset.rows)} GROUP BY unit ORDER BY unit`;
  try {
    const found = await askRows(context, { caseId, sql, rowLimit: MOST_UNITS, timeoutSeconds: TIMEOUT_SECONDS });
    return {
      sums: amounts.flatMap(({ column, unit, scale }, at) =>
        found.flatMap(([named = null, ...values]) => {
          const count = Number(cellText(values[2 * at + 1] ?? 0));
          return count === 0
            ? []
            : [
                {
                  column,
                  unit: cellText(named) || unit,
                  sum: withPlaces(cellText(values[2 * at] ?? null), scale),
                  values: count,
                },
              ];
        }),
      ),
      note:
        found.length === MOST_UNITS
          ? `The amounts of ${dataset.view} are told for the first ${MOST_UNITS} currencies.`
          : '',
    };
  } catch (error) {
    if (!(error instanceof Fault) || error.code === 'cancelled' || error.code === 'locked') throw error;
    return { sums: [], note: `The amounts of ${dataset.view} were not added up: ${error.message}` };
  }
}

/** With as many places as the column has: 300.3 is 300.30. */
function withPlaces(sum: string, scale: number): string {
  const [whole = '', places = ''] = sum.split('.');
  return places.length >= scale || !/^-?\d+$/.test(whole) ? sum : `${whole}.${places.padEnd(scale, '0')}`;
}

/** That a number is one of some rows, as a condition. @param all how many there are */
export function among(number: string, rows: string, all: number): string {
  if (rows === `1-${all}`) return 'TRUE';
  const ranges = rangesOf(rows);
  if (ranges.length <= MOST_RANGES)
    return `(${ranges.map(([from, to]) => (from === to ? `${number} = ${from}` : `${number} BETWEEN ${from} AND ${to}`)).join(' OR ')})`;
  return `${number} IN (SELECT value FROM json_each('[${[...eachRow(rows)].join(',')}]'))`;
}
