import { walletForm } from '../../../shared/domain/entity-forms.ts';
import { hasIbanForm, isMail, isWallet } from '../../../shared/domain/identifiers.ts';
import { type TransferMapping, UNMAPPED } from '../../../shared/domain/tracing/transfer-mapping.ts';
import { cellsOf, type DatasetTable } from '../datasets/reads.ts';
import type { ReadDb } from '../db/open.ts';

const SAMPLE = 50; // rows, from the first
const HASH = /^(?:0x|\\x)?[0-9a-f]{64}$/i;
const CURRENCY = /^[A-Z]{3,5}$/;
const TIMES = new Set(['time', 'date', 'epoch']);

/**
 * What columns whose headers say nothing look like, for a person who maps them: the first two of addresses, IBANs or mail addresses
 * for its ends, one of decimals for its amount. Which of the two ends pays is a guess, so that nothing is mapped by it unseen.
 * @returns null where no column looks like an end or an amount
 */
export function looksOf(db: ReadDb, table: Pick<DatasetTable, 'number' | 'columns'>): TransferMapping | null {
  const rows = cellsOf(db, table, 0, SAMPLE);
  const looks = table.columns.map(({ name, reading }, at) => {
    const cells = rows.map((cells) => (cells[at] ?? '').trim()).filter((cell) => cell !== '');
    const all = (is: (cell: string) => boolean): boolean => cells.length > 0 && cells.every(is);
    const kind = reading?.reading.kind ?? 'text';
    return {
      name,
      transaction: all((cell) => HASH.test(cell)),
      account: all((cell) => isWallet(walletForm(cell)) || hasIbanForm(cell) || isMail(cell)),
      asset: all((cell) => CURRENCY.test(cell)),
      ...{ time: TIMES.has(kind), decimal: kind === 'decimal' || kind === 'real', integer: kind === 'integer' },
    };
  });
  const first = (is: (each: (typeof looks)[number]) => boolean): string | null => looks.find(is)?.name ?? null;
  const [from = null, to = null] = looks.filter(({ account }) => account).map(({ name }) => name);
  const decimals = looks.filter(({ decimal }) => decimal);
  const integers = looks.filter(({ integer }) => integer);
  // Of several nothing tells the amount from a balance or a fee.
  const [amount = null] = (decimals.length > 0 ? decimals : integers).map(({ name }) => name);
  const sole = decimals.length === 1 || (decimals.length === 0 && integers.length === 1);
  if (from === null && !sole) return null;
  const columns = {
    ...{ from, to, amount: sole ? amount : null, time: first(({ time }) => time) },
    ...{ transaction: first(({ transaction }) => transaction), asset: first(({ asset }) => asset) },
  };
  return {
    ...UNMAPPED,
    columns: Object.fromEntries(Object.entries(columns).filter(([, name]) => name !== null)),
  };
}
