import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newCase, openTestCore, PASSPHRASE, type TestCore } from '../support/core.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export interface BackupOutcome {
  readonly lost: string[];
  /** Openings after which the program said why copies were kept. */
  readonly told: number;
}

/**
 * A vault with as many good copies as are kept is damaged, then opened once a day: by putting it back to the state before the
 * first copy, or by damaged pages. No good copy may go.
 */
export async function openDamagedDaily(
  days: number,
  keep: number,
  damage: 'put back' | 'pages',
): Promise<BackupOutcome> {
  await using test = await openTestCore();
  const clock = test.core as { now: () => Date };
  const began = Date.now();
  const dir = test.core.session?.dir ?? '';
  const early = join(test.folder, 'early');
  await test.call('vault.setBackups', { keep });
  const caseId = await newCase(test);
  await test.call('vault.lock', {});
  cpSync(dir, early, { recursive: true });
  await open(test, dir);
  await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('noise.bin', randomBytes(3_000_000)) });
  while ((await test.call('vault.backups', {})).backups.length < keep) await test.run('vault.backup', {});
  const { folder, backups: good } = await test.call('vault.backups', {});
  await test.call('vault.lock', {});
  if (damage === 'put back') {
    rmSync(dir, { recursive: true });
    cpSync(early, dir, { recursive: true });
  } else {
    const store = readFileSync(join(dir, 'store.db'));
    const middle = store.length >> 1; // amid the noise, which opening does not read
    writeFileSync(join(dir, 'store.db'), store.fill(7, middle, middle + 100_000));
  }
  let told = 0;
  for (let day = 1; day <= days; day++) {
    clock.now = () => new Date(began + day * DAY_MS);
    await open(test, dir);
    const plan = await test.call('vault.backups', {});
    if (plan.problem !== null) told++;
    await test.call('vault.lock', {});
  }
  return { lost: good.map(({ name }) => name).filter((name) => !existsSync(join(folder, name, 'store.db'))), told };
}

async function open(test: TestCore, dir: string): Promise<void> {
  const ticket = test.core.tickets.issue({ kind: 'folder', path: dir });
  await test.call('vault.open', { vault: { ticket }, passphrase: PASSPHRASE });
  while (test.core.jobs.busy) await new Promise((resolve) => setTimeout(resolve, 5));
}
