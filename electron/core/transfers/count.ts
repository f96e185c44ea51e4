import type { Output } from '../../../shared/contract/commands.ts';
import type { TransferCounts } from '../../../shared/contract/transfers.ts';
import type { DatasetId } from '../../../shared/contract/values.ts';
import { textKey } from '../../../shared/domain/text-key.ts';
import type { TransferMapping } from '../../../shared/domain/tracing/transfer-mapping.ts';
import type { JobContext } from '../context.ts';
import type { StoredColumn } from '../datasets/columns.ts';
import { momentsOf } from '../datasets/readings/moments.ts';
import { exactText } from '../datasets/readings/numbers.ts';
import { cellsOf, tableOf } from '../datasets/reads.ts';
import { blockGap, nonceGaps } from './gaps.ts';
import { openReadings } from './open-readings.ts';
import { rowReader, type Transfer } from './row-reader.ts';

/** The moments that columns of a dataset tell together: any may be the time of its transfers. */
export const momentColumns = (columns: readonly StoredColumn[]) =>
  momentsOf(columns).map(({ name }) => ({ name, header: name }));

const ROWS_A_READ = 2000;
/** Rows at which explorers stop without a word. */
const CAPS: readonly number[] = [30, 100, 1000, 5000, 10_000];
const SHOWN = 20;
const MOST_WORDS = 30; // of a status
const DISTINCT = 1000; // a column of more is no status

/** What a mapping makes of the rows of a dataset; changes nothing. */
export async function countTransfersOf(
  { db, breathe, progress }: JobContext,
  datasetId: DatasetId,
  mapping: TransferMapping,
): Promise<Output<'transfer.preview'>> {
  const table = tableOf(db, datasetId);
  const read = rowReader(mapping, table.columns);
  const nonces = new Map<string, Set<number>>();
  const blocks = new Set<number>();
  const words = new Map<string, { rows: number; failed: boolean; asked: boolean }>();
  const counts = {
    rows: 0,
    transfers: 0,
    refused: 0,
    failed: 0,
    withoutTime: 0,
    withoutZone: 0,
    negative: 0,
    otherLegs: 0,
    legs: 0,
    repeats: 0,
  };
  const known = new Set<number>();
  const firstRefused: TransferCounts['firstRefused'] = [];
  const first: Output<'transfer.preview'>['first'] = [];
  for (let offset = 0; ; offset += ROWS_A_READ) {
    const rows = cellsOf(db, table, offset, ROWS_A_READ);
    for (const [at, cells] of rows.entries()) {
      counts.rows++;
      const found = read(cells, offset + at + 1);
      if ('refused' in found) {
        counts.refused++;
        if (found.asked !== undefined && (words.size < DISTINCT || words.has(found.asked))) {
          const word = words.get(found.asked) ?? { rows: 0, failed: false, asked: true };
          word.rows++;
          words.set(found.asked, word);
        }
        if (firstRefused.length < SHOWN) firstRefused.push({ row: found.row, why: found.refused.slice(0, 500) });
        continue;
      }
      for (const each of found) {
        counts.transfers++;
        if (first.length < SHOWN) {
          const { row, from, to, time, transaction, failed, asset } = each;
          const [amount, fee] = [exactText(each.amount), exactText(each.fee)];
          first.push({ row, from, to, amount, asset, fee, time, transaction, failed });
        }
        if (each.failed) counts.failed++;
        if (each.transaction !== '' && isRepeat(known, each)) counts.repeats++;
        if (each.leg !== 'second' && mapping.columns.status && (words.size < DISTINCT || words.has(each.status))) {
          const word = words.get(each.status) ?? { rows: 0, failed: each.failed, asked: false };
          word.rows++;
          words.set(each.status, word);
        }
        if (each.micros === null) counts.withoutTime++;
        if (each.zoneless) counts.withoutZone++;
        if (each.negative) counts.negative++;
        if (each.leg === 'untold') counts.otherLegs++;
        if (each.leg === 'second') counts.legs++;
        if (each.block !== null) blocks.add(each.block);
        if (each.nonce !== null) nonces.set(each.from, (nonces.get(each.from) ?? new Set()).add(each.nonce));
      }
    }
    progress(counts.rows, table.rows, 'rows');
    await breathe();
    if (rows.length < ROWS_A_READ) break;
  }
  const cap = CAPS.find((each) => each === counts.rows) ?? null;
  const statuses = [...words]
    .sort(([, a], [, b]) => Number(b.asked) - Number(a.asked) || b.rows - a.rows)
    .slice(0, MOST_WORDS)
    .map(([word, told]) => ({ word: word.slice(0, 100), ...told }));
  const gaps = { nonceGaps: nonceGaps(nonces).slice(0, SHOWN), blockGap: blockGap(blocks) };
  const open = openReadings(mapping, table.columns);
  return { counts: { ...counts, open, firstRefused, statuses, ...gaps, cap }, first };
}

/** Explorers are known to list a transfer twice, and a contract may make the same one twice: without a log index nothing tells which. */
function isRepeat(
  known: Set<number>,
  { transaction, log, from, to, asset, chain, contract, amount, failed }: Transfer,
): boolean {
  const key = textKey([transaction, log, from, to, asset, chain, contract, exactText(amount), failed].join('|'));
  if (known.has(key)) return true;
  known.add(key);
  return false;
}
