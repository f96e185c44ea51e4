import { Fault } from '../../../shared/contract/errors.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import type { JobContext } from '../context.ts';
import { parseDataset } from '../datasets/parse.ts';
import { datasetsOfExhibit } from '../datasets/reads.ts';
import { exhibitById } from '../evidence/reads.ts';
import { indexText } from '../intake/index-content.ts';
import { inTransaction } from '../transaction.ts';
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
  const present = new Set(datasetsOfExhibit(context.db, exhibitId).map(({ view }) => view));
  let left = tables;
  for (const table of tables) {
    if (present.has(table.view)) continue; // read by hand meanwhile
    const rest = left.filter((each) => each !== table);
    try {
      const { dataset } = await parseDataset(asDataset(context), exhibitId, {
        ...table,
        add: true,
        alongside: ({ db }) => setArrivalTables(db, { exhibitId, tables: rest }),
      });
      left = rest;
      if (dataset.view !== table.view)
        problems.push(`${exhibit.label} is the table ${dataset.view}: the name it had, ${table.view}, is taken.`);
    } catch (error) {
      if (!(error instanceof Fault) || ['cancelled', 'locked', 'disk'].includes(error.code)) throw error;
      problems.push(`${exhibit.label} could not be read as a table: ${error.message}`);
    }
  }
  asDataset(context).write(({ db }) => removeArrival(db, exhibitId));
}

/** The same job, its writes announced as changes of datasets. */
const asDataset = (context: JobContext): JobContext => ({
  ...context,
  write: (work) => {
    if (context.signal.aborted) throw new Fault('cancelled', 'Stopped.');
    return inTransaction(context.core, context.session, 'dataset', work, false);
  },
});
