import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from '../../electron/core/db/sql.ts';
import { opened } from '../../electron/core/transaction.ts';
import type { CaseId, JobId } from '../../shared/contract/values.ts';
import { makeVaultIn, openTestCore, PASSPHRASE, type TestCore } from '../support/core.ts';
import type { Post } from '../support/merge.ts';
import { newerBundle } from '../support/newer-bundle.ts';
import { startVictim } from './victim.ts';

export interface MergeOutcome {
  readonly stops: number;
  /** Stops after which all of the merge stood, and those after which nothing did. */
  readonly whole: number;
  readonly nothing: number;
  /** What was wrong after a stop: half a merge, faults, leavings, a merge that cannot be done again. */
  readonly broken: string[];
}
interface Place {
  readonly folder: string;
  /** The vault before the merge, which each try gets a copy of. */
  readonly dir: string;
  readonly mail: Post;
  readonly here: CaseId;
  readonly bundle: Buffer;
}
const [ROWS, ENTITIES] = [20_000, 300];

async function inPlace<T>(work: (place: Place) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'redthread-merge-'));
  try {
    await using test = await openTestCore({ vault: false });
    const dir = await makeVaultIn(test, folder, 'v');
    const made = await newerBundle(test, ROWS, ENTITIES);
    await test.call('vault.lock', {});
    writeFileSync(join(folder, 'newer.age'), made.bundle);
    return await work({ folder, dir, ...made });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Ends the program with SIGKILL while it merges, at moments that are spread over the time that a merge takes. */
export const killMerges = (kills: number): Promise<MergeOutcome> =>
  inPlace(async (place) => {
    const whole = await mergedBy(place, copyOf(place, 'whole'), null);
    return outcomeOf(place, kills, async (dir, share) => void (await mergedBy(place, dir, share * whole)));
  });

/** Cancels the job at moments that are spread over the progress that it tells, and over its time where it tells none. */
export const cancelMerges = (cancels: number): Promise<MergeOutcome> =>
  inPlace(async (place) => {
    const count = await withVault(copyOf(place, 'whole'), (test) =>
      mergeAndCancel(test, place, Number.POSITIVE_INFINITY),
    );
    return outcomeOf(place, cancels, (dir, share) =>
      withVault(dir, async (test) => void (await mergeAndCancel(test, place, Math.floor(share * count)))),
    );
  });

function copyOf({ folder, dir }: Place, name: string): string {
  const copy = join(folder, `${name}.redthread`);
  cpSync(dir, copy, { recursive: true });
  return copy;
}

async function outcomeOf(
  place: Place,
  stops: number,
  stop: (dir: string, share: number) => Promise<void>,
): Promise<MergeOutcome> {
  const outcome = { stops, whole: 0, nothing: 0, broken: [] as string[] };
  const [before, after] = [
    await withVault(copyOf(place, 'before'), stateIn),
    await withVault(join(place.folder, 'whole.redthread'), stateIn),
  ];
  for (let at = 0; at < stops; at++) {
    const dir = copyOf(place, `stop-${at}`);
    const where = `stop ${at + 1} of ${stops}`;
    await stop(dir, (at + 0.5) / stops);
    const problems = await withVault(dir, async (test) => {
      const found = await problemsOf(test);
      if (same(await stateIn(test), before)) {
        outcome.nothing++;
        const { merged } = await mergeIn(test, place);
        if (!merged || !same(await stateIn(test), after)) found.push('the merge cannot be done again');
      } else {
        const { exhibits, tables } = await test.call('bundle.unfinished', { caseId: place.here });
        if (exhibits + tables > 0) await test.run('bundle.finish', { caseId: place.here });
        if (same(await stateIn(test), after)) outcome.whole++;
        else found.push(`it holds ${JSON.stringify(await stateIn(test))}`);
      }
      return [...found, ...(await problemsOf(test))];
    });
    outcome.broken.push(...problems.map((problem) => `${where}: ${problem}`));
    rmSync(dir, { recursive: true, force: true });
  }
  return outcome;
}

/** With settings of its own, so that no other copy of the vault is known. */
async function withVault<T>(dir: string, work: (test: TestCore) => Promise<T>): Promise<T> {
  await using test = await openTestCore({ vault: false });
  const ticket = test.core.tickets.issue({ kind: 'folder', path: dir });
  await test.call('vault.open', { vault: { ticket }, passphrase: PASSPHRASE });
  while (test.core.jobs.unattended) await pause(5);
  const done = await work(test);
  await test.call('vault.lock', {});
  return done;
}

const same = (one: object, other: object): boolean => JSON.stringify(one) === JSON.stringify(other);
/** What a merge changes, of the one case there is. */
async function stateIn(test: TestCore) {
  const [{ id: caseId } = { id: '' as CaseId }] = await test.call('case.list', {});
  const { counts } = await test.call('case.get', { caseId });
  const { total: merges } = await test.call('custody.list', { caseId, action: 'bundle.merge' });
  const { exchanges } = opened(test.core).reader.one<{ exchanges: number }>(
    sql`SELECT count(*) AS exchanges FROM exchanges`,
    '',
  );
  const tables = (await test.call('dataset.list', { caseId })).map(({ view, rows }) => `${view} ${rows}`).sort();
  return { counts, merges, exchanges, tables };
}

/** The custody chain and all that it says is walked by `vault.verify`. */
async function problemsOf(test: TestCore): Promise<string[]> {
  const { faults } = await test.run('vault.verify', {});
  const { left } = opened(test.core).reader.one<{ left: number }>(
    sql`SELECT (SELECT count(*) FROM incoming) + (SELECT count(*) FROM chunks WHERE content_id NOT IN (SELECT id FROM contents)) AS left`,
    '',
  );
  return [
    ...faults.map(({ subject, problem }) => `${subject}: ${problem}`),
    ...(left > 0 ? [`${left} rows of unfinished work are left`] : []),
  ];
}

async function mergeIn(test: TestCore, { mail, bundle }: Place): Promise<{ merged: boolean }> {
  const { caseId } = await mail.mergeBundle(test, bundle);
  return { merged: caseId !== null };
}

/** @returns how many events came in its time */
async function mergeAndCancel(test: TestCore, { mail, bundle, here }: Place, at: number): Promise<number> {
  const { stateSha256 } = await mail.report(test, bundle);
  const ticket = test.ticketForBytes('newer.age', bundle);
  const input = { ticket, with: { identity: mail.identity }, caseId: here, stateSha256 };
  let [jobId, events]: [JobId | null, number] = [null, 0];
  const emit = test.core.emit.bind(test.core);
  Object.assign(test.core, {
    emit: (event: never) => {
      emit(event);
      if (events++ === at && jobId) test.core.jobs.cancel(jobId);
    },
  });
  ({ jobId } = await test.call('bundle.merge', input));
  while (test.core.jobs.get(jobId).state === 'running') await pause(1);
  Object.assign(test.core, { emit });
  return events;
}

/** @param after milliseconds after which it is killed; null where it runs to its end @returns how long it took, in milliseconds */
function mergedBy({ folder, mail, here }: Place, dir: string, after: number | null): Promise<number> {
  const child = startVictim('merger', [dir, PASSPHRASE, here, join(folder, 'newer.age'), mail.identity]);
  let text = '';
  let armed = false;
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    if (armed || !text.includes('"ready"')) return;
    armed = true;
    if (after !== null) setTimeout(() => child.kill('SIGKILL'), after);
  });
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      if (!armed || code !== null) return reject(new Error(`the merger ended by itself with ${code}`));
      const { milliseconds = 0 } = JSON.parse(text.trim().split('\n').at(-1) ?? '{}') as { milliseconds?: number };
      resolve(milliseconds);
    });
  });
}
