import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import type { DatasetSummary } from '../../../shared/contract/datasets.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { exhibitLabel } from '../../../shared/domain/labels.ts';
import type { Table } from '../bundle-part.ts';
import type { JobContext } from '../context.ts';
import { appendDatasets } from '../datasets/combined/append.ts';
import { indexText } from '../datasets/index-content.ts';
import { combinedOf, datasetsOfExhibit, listCombined, listDatasets } from '../datasets/reads.ts';
import { parseTables } from '../datasets/tables.ts';
import { exhibitById } from '../evidence/reads.ts';
import { discardStaged, type Staged } from '../evidence/staging.ts';
import { takeRoles } from '../patterns/bundle.ts';
import { inTransaction } from '../transaction.ts';
import { keepMapping } from '../transfers/keep.ts';
import { parentWords } from './exchange-part.ts';
import { documentsOf, withheldWords } from './merge/compare.ts';
import { arrive } from './open.ts';
import type { Opened } from './read.ts';
import { type ReadBundle, restore } from './restore.ts';
import { type Arrival, listArrivals, removeArrival, setArrivalTables } from './store.ts';

export interface Finished {
  /** Exhibits that are still to be read: the job was stopped, or the disk failed. */
  readonly unread: number;
  readonly problems: string[];
}

const reading = new Set<CaseId>();

/**
 * Reads what a bundle brought: makes text findable, then parses tables as the sender had them, by the names that the
 * sender's queries use. Each table is struck off with its storing and each exhibit when it is done, so this can be stopped
 * anywhere and done again.
 * @throws Fault `conflict` while it runs for the case already
 */
export async function finish(context: JobContext, caseId: CaseId): Promise<Finished> {
  if (reading.has(caseId)) throw new Fault('conflict', 'What the bundle brought is being read already.');
  reading.add(caseId);
  const problems: string[] = [];
  try {
    const arrivals = listArrivals(context.db, caseId);
    for (const [index, arrival] of arrivals.entries()) {
      context.progress(index, arrivals.length, 'steps');
      await context.breathe();
      await read(context, arrival, problems);
    }
  } catch (error) {
    // The case is there and stays; what is left is told as unread.
    if (!(error instanceof Fault)) throw error;
    if (error.code !== 'cancelled') problems.push(error.message);
  } finally {
    reading.delete(caseId);
  }
  return { unread: listArrivals(context.db, caseId).length, problems };
}

/** A fault of the file itself is a problem to tell; one of the disk or a stop ends the whole, to be done again. */
async function read(context: JobContext, { exhibitId, tables }: Arrival, problems: string[]): Promise<void> {
  const exhibit = exhibitById(context.db, exhibitId);
  await indexText(context, exhibit);
  const present = new Map(datasetsOfExhibit(context.db, exhibitId).map((each) => [each.view, each]));
  let left = tables;
  for (const table of tables) {
    const rest = left.filter((each) => each !== table);
    const there = present.get(table.view); // read by hand meanwhile, or before a stop
    if (there) {
      await asThere(context, there, table, problems);
      continue;
    }
    try {
      const { parsed } = await parseTables(asDataset(context), exhibitId, {
        ...table,
        add: true,
        // One that belongs to a combined dataset is struck off when it is part of that, one with roles or a mapping when it has them.
        ...(table.among || table.roles?.length || table.transfers
          ? {}
          : { alongside: ({ db }) => setArrivalTables(db, { exhibitId, tables: rest }) }),
      });
      left = rest;
      const { dataset } = parsed[0] as (typeof parsed)[number];
      await asThere(context, dataset, table, problems);
      const names = new Set(dataset.columns.map(({ name }) => name));
      for (const { column } of table.readings)
        if (!names.has(column))
          problems.push(
            `${dataset.view} has no column ${column} here, so its reading by the sender was not taken over.`,
          );
      if (dataset.view !== table.view)
        problems.push(`${exhibit.label} is the table ${dataset.view}: the name it had, ${table.view}, is taken.`);
    } catch (error) {
      if (!(error instanceof Fault) || ['cancelled', 'locked', 'disk'].includes(error.code)) throw error;
      problems.push(`${exhibit.label} could not be read as a table: ${error.message}`);
    }
  }
  asDataset(context).write(({ db }) => removeArrival(db, exhibitId));
}

/** Gives a table that is read what it had with the sender beside its rows. */
async function asThere(context: JobContext, dataset: DatasetSummary, table: Table, problems: string[]): Promise<void> {
  asRoles(context, dataset, table);
  await asTransfers(context, dataset, table, problems);
  if (table.among) await putAmong(asDataset(context), dataset, table.among, problems);
}

/** Puts a table where the sender had it, below the first of its combined dataset, which is read by then or comes later. */
async function putAmong(
  context: JobContext,
  { id, view, exhibitId }: DatasetSummary,
  among: NonNullable<Table['among']>,
  problems: string[],
): Promise<void> {
  const { caseId } = exhibitById(context.db, exhibitId);
  if (view === among.first || combinedOf(context.db, caseId, id)) return;
  const present = new Set(
    [...listDatasets(context.db, caseId), ...listCombined(context.db, caseId)].map((each) => each.view),
  );
  try {
    const to = [among.view, among.first].find((each) => present.has(each));
    if (!to) throw new Fault('not-found', `${among.first} was not read.`);
    await appendDatasets(context, { caseId, to, datasetIds: [id], view: among.view });
  } catch (error) {
    if (!(error instanceof Fault) || ['cancelled', 'locked', 'disk'].includes(error.code)) throw error;
    problems.push(`${view} was part of "${among.view}" and is not here: ${error.message}`);
  }
}

/** Sets what the sender said that its columns are for. */
function asRoles(context: JobContext, dataset: DatasetSummary, { roles = [] }: Table): void {
  if (roles.length > 0) asDataset(context).write((write) => takeRoles(write, dataset, roles));
}

/** Maps its rows to transfers as the sender did. */
async function asTransfers(
  context: JobContext,
  { id, view }: DatasetSummary,
  { transfers }: Table,
  problems: string[],
): Promise<void> {
  if (!transfers) return;
  try {
    await keepMapping(asDataset(context), id, transfers);
  } catch (error) {
    if (!(error instanceof Fault) || ['cancelled', 'locked', 'disk'].includes(error.code)) throw error;
    problems.push(`${view} is not mapped to transfers as the sender had it: ${error.message}`);
  }
}

/** The same job, its writes announced as changes of datasets. */
const asDataset = (context: JobContext): JobContext => ({
  ...context,
  write: (work) => {
    if (context.signal.aborted) throw new Fault('cancelled', 'Stopped.');
    return inTransaction(context.core, context.session, 'dataset', work, false);
  },
});

/**
 * Reads a bundle to its end before anything of it can be seen: originals wait as staged bytes, which count for nothing,
 * until every name, size, hash and reference has been checked. Then the case comes into being in one transaction.
 */
export async function importBundle(
  context: JobContext,
  { ticket, with: secret }: Parsed<'bundle.import'>,
): Promise<Output<'bundle.import'>> {
  const incoming = context.core.tickets.takeIncoming(ticket);
  context.label(`Importing ${incoming.name}`);
  const staged = new Map<string, Staged>();
  const documents = new Map<string, unknown>();
  let restored: Awaited<ReturnType<typeof restore>>;
  let opened: Opened;
  try {
    opened = await arrive(context, incoming, secret, staged, documents);
    const arrived: ReadBundle = { ...opened, staged, documents, from: incoming.name };
    await context.breathe();
    restored = await restore(context, arrived);
  } catch (error) {
    for (const { contentId } of staged.values()) await discardStaged(context, contentId);
    throw error;
  }
  context.label(`Reading what ${incoming.name} brought`);
  const { unread, problems } = await finish(context, restored.caseId);
  const { manifest, sha256 } = opened;
  const held = manifest.exhibits.filter(({ removedAt }) => removedAt === null);
  const gone = manifest.exhibits
    .filter(({ removedAt }) => removedAt !== null)
    .map(({ number }) => exhibitLabel(number));
  const { withheld, parent } = documentsOf(opened, documents).exchange;
  const said = [...withheldWords(withheld, manifest.scope), ...parentWords(context.db, restored.caseId, parent)];
  const { scope, createdAt, createdBy } = manifest;
  const { seen, ...rest } = restored;
  return {
    ...rest,
    title: manifest.case.title,
    scope,
    createdAt,
    createdBy,
    exhibits: held.length,
    bytes: held.reduce((sum, { bytes }) => sum + bytes, 0),
    removedThere: gone.length,
    manifestSha256: sha256,
    seenBefore: seen,
    unread,
    problems: [...opened.custody, ...(gone.length === 0 ? [] : [removedWords(gone)]), ...said, ...problems],
  };
}

const NAMED = 20;
/** What rests on them keeps saying so, and here nobody can look at them. */
function removedWords(gone: readonly string[]): string {
  const names = `${gone.slice(0, NAMED).join(', ')}${gone.length > NAMED ? ` and ${gone.length - NAMED} more` : ''}`;
  return gone.length === 1
    ? `${names} was removed by the sender: its number and hash are here, its bytes are not.`
    : `${names} were removed by the sender: their numbers and hashes are here, their bytes are not.`;
}
