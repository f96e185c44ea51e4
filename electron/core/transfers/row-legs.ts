import { PLAIN_NUMBERS } from '../../../shared/domain/readings.ts';
import type { TransferMapping } from '../../../shared/domain/tracing/transfer-mapping.ts';
import type { StoredColumn } from '../datasets/columns.ts';
import { type Exact, exactOf } from '../datasets/readings/numbers.ts';
import { isBlankWord } from '../datasets/readings/values.ts';

type Cells = readonly (string | null)[];
const GROUPED = { ...PLAIN_NUMBERS, group: ',' as const };

/** A cell as its column is read, or else with a decimal point. @returns undefined for an empty one, null for what is no number */
export function numberOf(cell: string, column: StoredColumn | undefined): Exact | null | undefined {
  if (cell === '') return undefined;
  const reading = column?.reading?.reading;
  const form = reading && 'form' in reading ? reading.form : PLAIN_NUMBERS;
  return exactOf(cell, form) ?? exactOf(cell, PLAIN_NUMBERS) ?? exactOf(cell, GROUPED);
}

/** @throws RangeError for a column that there is not */
function placeOf(name: string, columns: readonly StoredColumn[]): number {
  const at = columns.findIndex((column) => column.name === name);
  if (at < 0) throw new RangeError(`There is no column "${name}".`);
  return at;
}
const written = (cells: Cells, at: number | undefined): string => {
  const cell = at === undefined ? '' : (cells[at] ?? '').trim();
  return isBlankWord(cell) ? '' : cell;
};

/** Why a row is set aside, null for one that is not; and whether it has another amount. @throws RangeError for a column that there is not */
export function asideOf({ booked = [], internal, otherLeg }: TransferMapping, columns: readonly StoredColumn[]) {
  const filled = booked.map((name) => [name, placeOf(name, columns)] as const);
  const kind = internal && placeOf(internal.column, columns);
  const leg = otherLeg === undefined ? undefined : placeOf(otherLeg, columns);
  const reason = (cells: Cells): string | null => {
    const missing = filled.find(([, at]) => (cells[at] ?? '').trim() === '')?.[0];
    if (missing !== undefined) return `it has no ${missing}: it is pending and not booked`;
    const what = kind === undefined ? '' : (cells[kind] ?? '').trim();
    return internal?.begins.some((begin) => what.toLowerCase().startsWith(begin))
      ? `"${what}" moves money between wallets of the same holder, and pays nobody`
      : null;
  };
  return Object.assign(reason, { hasOther: (cells: Cells): boolean => /[1-9]/.test(written(cells, leg)) });
}

/** The amount that a row exchanges for. */
export interface Leg {
  readonly amount: Exact;
  readonly asset: string;
  /** What the row says that it does; '' where no column tells. */
  readonly kind: string;
  /** Whether that is an exchange. */
  readonly exchanges: boolean;
}

/** @returns null for a row without one, or where the mapping names no asset for it; a reason for one that cannot be read */
export function legReader(
  { otherLeg, legAsset, exchanges }: TransferMapping,
  columns: readonly StoredColumn[],
): (cells: Cells) => Leg | string | null {
  if (otherLeg === undefined || legAsset === undefined) return () => null;
  const [at, of] = [placeOf(otherLeg, columns), placeOf(legAsset, columns)];
  const told = exchanges && placeOf(exchanges.column, columns);
  return (cells) => {
    const amount = numberOf(written(cells, at), columns[at]);
    if (amount === undefined || amount?.units === 0n) return null;
    if (amount === null) return `its other amount, "${written(cells, at)}", is no number`;
    const [asset, kind] = [written(cells, of), written(cells, told)];
    if (asset === '') return 'it does not name the asset of its other amount';
    const { units, scale } = amount;
    return {
      amount: { units: units < 0n ? -units : units, scale },
      ...{ asset, kind },
      exchanges: exchanges?.begins.some((begin) => kind.toLowerCase().startsWith(begin)) ?? true,
    };
  };
}
