import { statSync } from 'node:fs';
import { Fault } from '../../../shared/contract/errors.ts';
import type { VerifyReport } from '../../../shared/contract/vault.ts';
import { unpackAgain } from '../attachments/save.ts';
import type { Handler, JobContext } from '../context.ts';
import { remakeCopies } from '../copies/make.ts';
import { GENESIS } from '../custody/chain.ts';
import { openReader } from '../db/open.ts';
import { schemaFaults } from '../db/schema.ts';
import { logFault } from '../log.ts';
import { Child } from '../process/child.ts';
import { HashThread } from './hashing.ts';
import { walkLog } from './log.ts';
import { checkOriginals, type Looked } from './originals.ts';
import { counterIsBehind, datasetDefinitions, listOriginals, type Original, strayContents } from './reads.ts';
import { checkDatasets, compareExhibits } from './records.ts';
import { checkSearch, INDEX } from './search.ts';

type VerifyFault = VerifyReport['faults'][number];

/** Checks the store, re-hashes every original, walks the custody chain and holds them against each other; names each fault. */
export const verifyVault: Handler<'vault.verify'> = async (context, { copies }) => {
  // A connection of its own: the full-text index of one that has read before remembers where things were, and its check
  // takes what has moved since for damage.
  const db = openReader(context.session.storeFile, context.session.key);
  try {
    return await verify({ ...context, db }, copies);
  } finally {
    db.close();
  }
};

async function verify(context: JobContext, copies: boolean): Promise<VerifyReport> {
  const { db } = context;
  context.label('Verifying the vault');
  const faults: VerifyFault[] = [];
  const notices: string[] = [];
  const report = (fault: VerifyFault) => faults.push(fault);
  /** A part that cannot be read is a fault itself, and the rest is looked at all the same. */
  const looked: Looked = async (what, subject, look) => {
    try {
      await look();
    } catch (error) {
      if (error instanceof Fault && error.code === 'cancelled') throw error;
      if (!(error instanceof Fault)) logFault('verify', error);
      report({
        what,
        subject,
        problem: error instanceof Fault ? error.message : 'cannot be read as what it should be',
      });
    }
  };
  /** What was told of more exactly is not told of again by the checks that look at everything. */
  const unlessTold = (what: VerifyFault['what']) => {
    const told = new Set(faults.map(({ subject }) => subject));
    if (faults.length > 0) told.add(INDEX);
    return (subject: string, problem: string) => {
      if (!told.has(subject)) report({ what, subject, problem });
    };
  };
  const pages = pageFaults(context);
  pages.catch(() => {}); // looked at below, unless the job ends before
  await looked('store', 'store.db', () => {
    for (const fault of schemaFaults(db, datasetDefinitions(db))) report({ what: 'store', ...fault });
    if (counterIsBehind(db))
      report({ what: 'store', subject: 'store.db', problem: 'its counter of imports was put back to an older state' });
  });
  let originals: Original[] = [];
  await looked('store', 'list of originals', () => {
    originals = listOriginals(db);
    for (const id of strayContents(db))
      report({ what: 'store', subject: `content ${id}`, problem: 'there are bytes that no exhibit accounts for' });
  });
  const total = originals.reduce((sum, { bytes }) => sum + bytes, 0);
  await using thread = total < LARGE_BYTES ? null : new HashThread();
  await checkOriginals(context, originals, thread, looked, report);
  await looked('store', 'store.db', async () => {
    for (const problem of await pages) report({ what: 'store', subject: 'store.db', problem });
  });
  let log = { entries: 0, head: GENESIS };
  await db.snapshot(async () => {
    await looked('custody', 'custody log', async () => {
      const walked = await walkLog(
        context,
        (seq, problem) => report({ what: 'custody', subject: `custody entry ${seq}`, problem }),
        (seq, what) => notices.push(`Custody entry ${seq} ${what}.`),
      );
      log = walked;
      compareExhibits(db, walked, report);
      const gone = (table: string, key: string) => (table === 'exhibits' ? walked.taken.get(key)?.subject : undefined);
      await walked.rows.compare(db, context.breathe, gone, unlessTold('record'));
    });
    await looked('store', 'datasets', () => checkDatasets(context, report));
    await looked('store', 'search index', () =>
      checkSearch(context, unlessTold('store'), (notice) => notices.push(notice)),
    );
  });
  if (copies)
    await looked('exhibit', 'working copies', () =>
      remakeCopies(context, (subject, problem) => report({ what: 'exhibit', subject, problem })),
    );
  if (copies)
    await looked('exhibit', 'attachments', () =>
      unpackAgain(context, (subject, problem) => report({ what: 'exhibit', subject, problem })),
    );
  return conclude(context, {
    originals: originals.length,
    bytes: total,
    custodyEntries: log.entries,
    head: log.head,
    faults,
    notices,
  });
}

/** Below it, the start of a process or a thread takes longer than it saves. */
const LARGE_BYTES = 64 << 20;

/**
 * What is wrong with the pages of the store. All of a large one are read in a process of their own, beside the hashing of the
 * originals, which takes about as long; and that can be stopped.
 */
async function pageFaults({ core, session, db, signal }: JobContext): Promise<string[]> {
  const { storeFile: file, key } = session;
  if (statSync(file).size < LARGE_BYTES) return db.integrity();
  const child = new Child(core.startProcess, 'inspect');
  try {
    return await child.ask<string[]>('integrity', { file, key }, { signal });
  } finally {
    child.kill();
  }
}

function conclude({ note, session }: JobContext, found: Omit<VerifyReport, 'ok'>): VerifyReport {
  if (session.readOnly !== null)
    found.notices.push(
      `This verification is not recorded: the vault is opened read-only, because ${session.readOnly}.`,
    );
  const { originals, bytes, custodyEntries: entries, head, faults } = found;
  note(({ record }) =>
    record({
      caseId: null,
      action: 'vault.verify',
      subject: 'vault',
      detail: { originals, bytes, entries, head, faults: faults.length },
    }),
  );
  return { ok: faults.length === 0, ...found };
}
