import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { TransferCounts, TransferSource } from '../../../shared/contract/transfers.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { counted } from '../../../shared/domain/counted.ts';
import { textKey } from '../../../shared/domain/text-key.ts';
import { suggestedTransfers } from '../../../shared/domain/tracing/suggested-transfers.ts';
import { type TransferMapping, UNMAPPED } from '../../../shared/domain/tracing/transfer-mapping.ts';
import { requireCase } from '../cases/reads.ts';
import type { Handlers, JobContext } from '../context.ts';
import type { StoredColumn } from '../datasets/columns.ts';
import { momentsOf } from '../datasets/readings/moments.ts';
import { exactText } from '../datasets/readings/numbers.ts';
import { cellsOf, datasetById, isStored, listDatasets, tableOf } from '../datasets/reads.ts';
import type { ReadDb } from '../db/open.ts';
import { exhibitById } from '../evidence/reads.ts';
import { accountsOf } from './accounts.ts';
import { assetsOf } from './assets.ts';
import { blockGap, nonceGaps } from './gaps.ts';
import { looksOf } from './looks.ts';
import { openReadings } from './open-readings.ts';
import { rowReader, type Transfer } from './row-reader.ts';
import { putMap, removeMap, transferMaps } from './store.ts';

export const transferHandlers: Handlers<'transfer'> = {
  'transfer.sources': ({ db }, { caseId }) => {
    requireCase(db, caseId);
    return sourcesOf(db, caseId);
  },
  'transfer.map': map,
  'transfer.preview': async (context, { datasetId, mapping }) => {
    const { view } = datasetById(context.db, datasetId);
    context.label(`Reading ${view} by a mapping`);
    requireColumns(mapping, view, tableOf(context.db, datasetId).columns);
    return count(context, datasetId, mapping);
  },
  'transfer.unmap': ({ db, record }, { datasetId }) => {
    const { caseId, view, exhibitLabel } = datasetById(db, datasetId);
    removeMap(db, datasetId);
    record({ caseId, action: 'transfer.unmap', subject: exhibitLabel, detail: { view } });
    return null;
  },
  'transfer.assets': async (context, { caseId }) => {
    requireCase(context.db, caseId);
    context.label('Adding up transfers');
    return assetsOf(context, caseId);
  },
  'transfer.accounts': async (context, asked) => {
    requireCase(context.db, asked.caseId);
    context.label('Listing accounts');
    return accountsOf(context, asked);
  },
};

function sourcesOf(db: ReadDb, caseId: CaseId): TransferSource[] {
  const maps = new Map(transferMaps(db).map((each) => [each.datasetId, each]));
  return listDatasets(db, caseId).map(({ id, view, exhibitLabel, exhibitId, rows, columns, profile }) => {
    const known = maps.get(id);
    const table = tableOf(db, id);
    const headers = columns.map(({ name, header }) => ({ name, header }));
    const suggested = known ? null : suggestedTransfers(headers, profile, exhibitById(db, exhibitId).originalName);
    return {
      ...{ datasetId: id, view, exhibitLabel, rows, columns: [...headers, ...momentColumns(table.columns)] },
      ...{
        mapping: known?.mapping ?? null,
        profile: known?.profile ?? suggested?.profile ?? '',
        counts: known?.counts ?? null,
      },
      open: openReadings(known?.mapping ?? suggested?.mapping ?? UNMAPPED, table.columns),
      ...{ suggested: suggested?.mapping ?? null, known: (suggested?.profile ?? '') !== '' },
      looks: known || suggested || !isStored(db, table) ? null : looksOf(db, table),
    };
  });
}

/** The moments that columns of a dataset tell together: any may be the time of its transfers. */
const momentColumns = (columns: readonly StoredColumn[]) =>
  momentsOf(columns).map(({ name }) => ({ name, header: name }));

const ROWS_A_READ = 2000;
/** Rows at which explorers stop without a word. */
const CAPS: readonly number[] = [30, 100, 1000, 5000, 10_000];
const SHOWN = 20;
const MOST_WORDS = 30; // of a status
const DISTINCT = 1000; // a column of more is no status

/** @throws Fault `bad-request` for a mapping that the dataset does not fit, or without one while a reading that it needs is open; `unsupported` where nothing says what its columns are */
async function map(
  context: JobContext,
  { datasetId, mapping: given }: Parsed<'transfer.map'>,
): Promise<Output<'transfer.map'>> {
  const { db } = context;
  const { caseId, view, exhibitLabel, exhibitId, columns, profile } = datasetById(db, datasetId);
  context.label(`Reading the transfers of ${view}`);
  const suggested = given ? null : suggestedTransfers(columns, profile, exhibitById(db, exhibitId).originalName);
  const mapping = given ?? suggested?.mapping;
  if (!mapping)
    throw new Fault(
      'unsupported',
      `Nothing says which columns of ${view} are a transfer. Choose them: sender, receiver, amount.`,
    );
  requireColumns(mapping, view, tableOf(db, datasetId).columns);
  const { counts } = await count(context, datasetId, mapping);
  if (!given && counts.open[0])
    throw new Fault(
      'bad-request',
      `${view} is not mapped: of its column "${counts.open[0].column}" the import asks: ${counts.open[0].question}. Answer that in Data, or map it by hand.`,
    );
  const asked = counts.statuses.filter((each) => each.asked);
  if (asked.length > 0)
    throw new Fault(
      'bad-request',
      `${view} is not mapped: its status says ${asked.map(({ word, rows }) => `${word === '' ? 'nothing' : `"${word}"`} (${counted(rows, 'row')})`).join(', ')}, and nothing tells whether money moved. Put each word, in lower case, into "succeeds" or "fails" of the mapping, or choose in Money.`.slice(
        0,
        1900,
      ),
    );
  if (counts.transfers === 0)
    throw new Fault(
      'bad-request',
      `No row of ${view} is a transfer by this mapping: ${counts.firstRefused[0]?.why ?? 'it has no rows'}.`,
    );
  const profileOf = suggested?.profile ?? '';
  context.write((write) => {
    putMap(write.db, { datasetId, mapping, profile: profileOf, counts });
    const { rows, transfers, refused, failed } = counts;
    write.record({
      ...{ caseId, action: 'transfer.map', subject: exhibitLabel },
      detail: { view, mapping, profile: profileOf, rows, transfers, refused, failed },
    });
  });
  return { mapping, profile: profileOf, counts };
}

/** @throws Fault `bad-request` naming a column that the dataset does not have */
function requireColumns(
  { columns: chosen, booked = [], internal, otherLeg, legAsset, exchanges }: TransferMapping,
  view: string,
  columns: readonly StoredColumn[],
): void {
  const moments = momentColumns(columns);
  const others = [...booked, internal?.column, otherLeg, legAsset, exchanges?.column].filter(
    (name) => name !== undefined,
  );
  const stranger = others.find((name) => !columns.some((column) => column.name === name));
  if (stranger !== undefined) throw new Fault('bad-request', `${view} has no column "${stranger}".`);
  const unknown = Object.entries(chosen).find(
    ([role, name]) =>
      typeof name === 'string' &&
      ![...columns, ...(role === 'time' ? moments : [])].some((column) => column.name === name),
  )?.[1];
  if (unknown) throw new Fault('bad-request', `${view} has no column "${unknown}".`);
}

async function count(
  { db, breathe, progress }: JobContext,
  datasetId: Parsed<'transfer.map'>['datasetId'],
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
