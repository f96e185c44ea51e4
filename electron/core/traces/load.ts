import { Fault } from '../../../shared/contract/errors.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { knownPlaces } from '../../../shared/domain/tracing/transfer-mapping.ts';
import type { JobContext } from '../context.ts';
import type { Exact } from '../datasets/readings/numbers.ts';
import { partsOf } from '../transfers/assets.ts';
import { eachTransfer, type Mapped, mappedDatasets } from '../transfers/reads.ts';
import { ledgerBuilder, type Named } from './engine/ledger.ts';

/** The transfers of one asset, and where each was read. */
export interface Loaded extends Named {
  readonly symbol: string;
  readonly chain: string;
  readonly contract: string;
  readonly places: number;
  readonly mapped: readonly Mapped[];
  /** Over the transfers of the ledger: which of `mapped`, and the row. */
  readonly dataset: readonly number[];
  readonly row: readonly number[];
  /** Of the ledger: fees that a receiver bears, which are no transfers. */
  readonly charges: number;
  readonly withoutTime: number;
  /** Transfers whose file tells the day alone. */
  readonly dayOnly: number;
  /** Transfers whose time of day names no zone, and was taken as UTC. */
  readonly withoutZone: number;
  /** Transfers whose time names a zone. */
  readonly zoned: number;
  /** Transfers that moved nothing. */
  readonly failed: number;
  /** Amounts with a minus sign whose ends are both named. */
  readonly negative: number;
  /** Of transactions with several rows, whose inputs they take: rows of coins name one end each. */
  readonly senders: ReadonlyMap<string, ReadonlySet<string>>;
}
const EVERY = 5000;

/**
 * Transfers are read once where the decimals of the asset are known; where an amount turns out to have more, once more with those.
 * @throws Fault `not-found` for an asset that no transfer of the case is of
 */
export async function loadTransfers(
  context: JobContext,
  caseId: CaseId,
  asset: string,
  joins: boolean,
): Promise<Loaded> {
  for (let places = 0; ; ) {
    const found = await read(context, caseId, asset, joins, places);
    if (typeof found !== 'number') return found;
    places = found;
  }
}

/** @param least decimals. @returns how many are needed, where an amount has more than were taken */
async function read(
  { db, breathe, progress }: JobContext,
  caseId: CaseId,
  asset: string,
  joins: boolean,
  least: number,
): Promise<Loaded | number> {
  const all = mappedDatasets(db, caseId);
  const placeOf = new Map(all.map(({ table }, at) => [table.number, at]));
  const builder = ledgerBuilder(
    all.reduce((sum, { table }) => sum + table.rows, 0),
    joins,
  );
  const units = ({ units: value, scale }: Exact): bigint =>
    scale === places ? value : value * 10n ** BigInt(places - scale);
  const [dataset, row]: [number[], number[]] = [[], []];
  const senders = new Map<string, Set<string>>();
  let [rows, places, wanted, symbol, chain, contract] = [0, least, least, '', '', ''];
  let charges = 0;
  let [found, withoutTime, dayOnly, negative, failed, withoutZone, zoned] = [false, 0, 0, 0, 0, 0, 0];
  for (const transfer of eachTransfer(db, caseId)) {
    if (++rows % EVERY === 0) {
      progress(rows, null, 'rows');
      await breathe();
    }
    for (const part of partsOf(transfer)) {
      if (part.key !== asset) continue;
      if (!found) {
        [symbol, chain, contract] = [part.symbol, transfer.chain, part.contract];
        const known = Math.max(transfer.of.mapping.decimals ?? 0, knownPlaces(symbol, contract) ?? 0);
        places = wanted = Math.max(least, known, part.amount.scale, part.fee.scale);
        found = true;
      }
      wanted = Math.max(wanted, transfer.of.mapping.decimals ?? 0, part.amount.scale, part.fee.scale);
      // Those that have more are only counted from here on.
      if (wanted > places || transfer.duplicate) continue;
      const { transaction, micros, block, index, log } = transfer;
      const { from, to } = part;
      const [amount, fee] = [units(part.amount), units(part.fee)];
      builder.put({ transaction, from, to, amount, fee, time: micros, block, index, log });
      dataset.push(placeOf.get(transfer.of.table.number) ?? -1);
      row.push(transfer.row);
      if (part.charge) {
        charges++;
        continue; // told with the payment that it is the fee of
      }
      if (micros === null) withoutTime++;
      if (transfer.zoneless) withoutZone++;
      else if (transfer.time.length === 'YYYY-MM-DD'.length && micros !== null) dayOnly++;
      else if (micros !== null) zoned++;
      if (transfer.negative) negative++;
      if (transfer.failed) failed++;
      if (joins && to === '' && transaction !== '')
        senders.set(transaction, (senders.get(transaction) ?? new Set()).add(from));
    }
  }
  if (!found)
    throw new Fault('not-found', 'No transfer of this case is of that asset. Map its files to transfers first.');
  if (wanted > places) return wanted;
  return {
    ...builder.done(),
    ...{ symbol, chain, contract, places, mapped: all, dataset, row, withoutTime, dayOnly, negative, failed, senders },
    ...{ withoutZone, zoned, charges },
  };
}
