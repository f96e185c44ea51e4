import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from '../../electron/core/db/sql.ts';
import { opened } from '../../electron/core/transaction.ts';
import { lockVault } from '../../electron/core/vault/lock.ts';
import { makeVaultIn, newCase, openTestCore, PASSPHRASE } from '../support/core.ts';
import { startVictim } from './victim.ts';

export interface KillOutcome {
  readonly kills: number;
  readonly acknowledged: number;
  readonly lost: string[];
  readonly unopened: string[];
}
type Acknowledged =
  | { kind: 'exhibit'; exhibit: string; sha256: string }
  | { kind: 'finding'; claim: string }
  | { kind: 'background'; background: string }
  | { kind: 'entity'; id: string }
  | { kind: 'report'; sha256: string }
  | { kind: 'ready' };

/** Ends a working program with SIGKILL at random moments; after each, the vault must open and hold what was acknowledged. */
export async function killAtRandom(kills: number): Promise<KillOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'redthread-kills-'));
  const outcome = { kills, acknowledged: 0, lost: [] as string[], unopened: [] as string[] };
  try {
    await using test = await openTestCore({ vault: false });
    const dir = await makeVaultIn(test, folder, 'k');
    const caseId = await newCase(test);
    const { boardId } = await test.call('case.get', { caseId });
    for (let kill = 0; kill < kills; kill++) {
      await lockVault(test.core, 'asked');
      const acknowledged = await runAndKill([dir, PASSPHRASE, caseId, boardId]);
      outcome.acknowledged += acknowledged.length;
      try {
        const vault = { ticket: test.core.tickets.issue({ kind: 'folder', path: dir }) };
        await test.call('vault.open', { vault, passphrase: PASSPHRASE });
      } catch (error) {
        outcome.unopened.push(error instanceof Error ? error.message : String(error));
        break;
      }
      const db = opened(test.core).reader;
      while (test.core.jobs.unattended) await pause(5); // what was interrupted is taken up again at opening
      const last = acknowledged.findLast((each) => each.kind === 'background');
      for (const each of acknowledged) {
        if (each.kind === 'background' && each !== last) continue; // overwritten since
        if (!db.get(proof(each))) outcome.lost.push(JSON.stringify(each));
      }
      // Only now and then the whole of it: what a cut-off write left would stay to be seen.
      if (kill % 10 === 9 || kill === kills - 1) {
        const { faults } = await test.run('vault.verify', {});
        outcome.lost.push(...faults.map(({ subject, problem }) => `${subject}: ${problem}`));
      }
      const halves = db.one<{ n: number }>(
        sql`SELECT (SELECT count(*) FROM incoming) + (SELECT count(*) FROM chunks WHERE content_id NOT IN (SELECT id FROM contents)) AS n`,
        '',
      ).n;
      if (halves > 0) outcome.lost.push(`${halves} rows of unfinished work left after kill ${kill}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return outcome;
}

const proof = (each: Acknowledged) => {
  switch (each.kind) {
    case 'exhibit':
      return sql`SELECT 1 FROM exhibits WHERE printf('E-%04d', number) = ${each.exhibit} AND sha256 = ${each.sha256}`;
    case 'finding':
      return sql`SELECT 1 FROM findings WHERE claim = ${each.claim}`;
    case 'background':
      return sql`SELECT 1 FROM custody JOIN custody_details USING (seq) WHERE action = 'case.update' AND instr(detail, ${each.background})`;
    case 'entity':
      return sql`SELECT 1 FROM entities WHERE id = ${each.id}`;
    case 'report':
      return sql`SELECT 1 FROM printed_reports WHERE sha256 = ${each.sha256}`;
    case 'ready':
      return sql`SELECT 1`;
  }
};

/** @returns what the program acknowledged before it was killed */
function runAndKill(args: readonly string[]): Promise<Acknowledged[]> {
  const child = startVictim('writer', args);
  let text = '';
  let armed = false;
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    if (armed || !text.includes('"ready"')) return;
    armed = true;
    setTimeout(() => child.kill('SIGKILL'), randomInt(20, 1500));
  });
  return new Promise((resolve, reject) => {
    child.on('exit', () => {
      if (!armed) return reject(new Error('the writer ended before it was ready'));
      // The last line may be cut: then nobody was told.
      const lines = text.slice(0, text.lastIndexOf('\n')).split('\n');
      resolve(lines.map((line) => JSON.parse(line) as Acknowledged));
    });
  });
}
