import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../../shared/contract/errors.ts';
import { makeVaultIn, newCase, openTestCore, PASSPHRASE, type TestCore } from '../support/core.ts';
import { startVictim } from './victim.ts';

export interface RekeyOutcome {
  readonly kills: number;
  /** Changes that were acknowledged before the kill. */
  readonly acknowledged: number;
  /** Kills after which the new passphrase opened, acknowledged or not. */
  readonly renewed: number;
  /** What was wrong after a kill: nothing that opens, an old passphrase that still does, faults, leavings. */
  readonly broken: string[];
}
interface Ended {
  readonly acknowledged: boolean;
  /** How many steps a change takes that nobody interrupts. */
  readonly steps: number;
}
type What = 'passphrase' | 'rekey';

/**
 * Ends a program at a step of a change of passphrase or a re-keying: before or after one of the renames, flushes, removals and
 * writes that these are made of. Then one passphrase must open the vault, the other must not, and all must be as it was.
 */
export async function killRenewals(kills: number): Promise<RekeyOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'redthread-rekey-'));
  const outcome = { kills, acknowledged: 0, renewed: 0, broken: [] as string[] };
  try {
    await using test = await openTestCore({ vault: false });
    const dir = await makeVaultIn(test, folder, 'k');
    await newCase(test, 'Still here');
    await test.call('vault.lock', {});
    const steps: Record<What, number> = { passphrase: 0, rekey: 0 };
    let passphrase = PASSPHRASE;
    for (let kill = -2; kill < kills; kill++) {
      const what: What = kill % 2 === 0 ? 'rekey' : 'passphrase';
      const next = `passphrase number ${kill + 2}`;
      // The first of each kind runs to its end, and tells how many steps it has.
      const at = kill < 0 ? -1 : stepFor(kill >> 1, kills >> 1, steps[what]);
      const ended = await runAndKill([test.folder, dir, passphrase, next, what, String(at)]);
      if (kill < 0) steps[what] = ended.steps;
      else if (ended.acknowledged) outcome.acknowledged++;
      const where = `${what} killed at step ${at} of ${steps[what]}`;
      const opens = await openedBy(test, dir, [next, passphrase]);
      if (opens === null) {
        outcome.broken.push(`${where}: no passphrase opens the vault`);
        break;
      }
      if (kill >= 0 && opens === next) outcome.renewed++;
      if (ended.acknowledged && opens !== next) outcome.broken.push(`${where}: an acknowledged change was lost`);
      outcome.broken.push(...(await problemsOf(test, dir)).map((problem) => `${where}: ${problem}`));
      await test.call('vault.lock', {});
      const other = opens === next ? passphrase : next;
      if ((await openedBy(test, dir, [other])) !== null) outcome.broken.push(`${where}: both passphrases open it`);
      passphrase = opens;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return outcome;
}

/** Each step in its turn, spread over all of them where turns are few; beyond that, any. */
function stepFor(turn: number, turns: number, steps: number): number {
  if (turns < steps) return Math.floor(((turn + 0.5) * steps) / Math.max(turns, 1));
  return turn < steps ? turn : randomInt(steps);
}

/** @returns the first that opens it */
async function openedBy(test: TestCore, dir: string, passphrases: readonly string[]): Promise<string | null> {
  for (const passphrase of passphrases)
    try {
      const ticket = test.core.tickets.issue({ kind: 'folder', path: dir });
      await test.call('vault.open', { vault: { ticket }, passphrase });
      return passphrase;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
  return null;
}

async function problemsOf(test: TestCore, dir: string): Promise<string[]> {
  const problems: string[] = [];
  const [found] = await test.call('case.list', {});
  if (found?.title !== 'Still here') problems.push('the case is gone');
  const { faults } = await test.run('vault.verify', {});
  problems.push(...faults.map(({ subject, problem }) => `${subject}: ${problem}`));
  for (const left of ['store.db.rekeyed', 'store.db.rekeyed-wal'])
    if (existsSync(join(dir, left))) problems.push(`${left} is left`);
  return problems;
}

function runAndKill(args: readonly string[]): Promise<Ended> {
  const child = startVictim('renewer', args);
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      if (code !== null) return reject(new Error(`the victim ended by itself with ${code}`));
      resolve(text === '' ? { acknowledged: false, steps: 0 } : (JSON.parse(text) as Ended));
    });
  });
}
