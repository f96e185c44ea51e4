import { createHash, randomInt } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identifier, sql } from '../../electron/core/db/sql.ts';
import { Session } from '../../electron/core/vault/session.ts';
import { readVaultFile } from '../../electron/core/vault/vault-file.ts';
import { Fault } from '../../shared/contract/errors.ts';
import { newCase, openTestCore, type TestCore } from '../support/core.ts';

export interface FlipOutcome {
  readonly flips: number;
  readonly refusedAtOpen: number;
  readonly foundByVerify: number;
  /** Byte offsets whose change nobody noticed. */
  readonly missed: number[];
  /** Byte offsets after which something read differently from the truth without an error. */
  readonly servedWrong: number[];
}

/** Changes one byte of `store.db` at a time and looks whether opening or `verify` finds it, and what is served meanwhile. */
export async function flipBytes(flips: number): Promise<FlipOutcome> {
  const { folder, key, truth } = await pristine();
  const file = readFileSync(join(folder, 'v.redthread', 'store.db'));
  const outcome = { flips, refusedAtOpen: 0, foundByVerify: 0, missed: [] as number[], servedWrong: [] as number[] };
  try {
    for (let flip = 0; flip < flips; flip++) {
      const at = randomInt(file.length);
      const dir = join(folder, 'flipped.redthread');
      rmSync(dir, { recursive: true, force: true });
      cpSync(join(folder, 'v.redthread'), dir, { recursive: true });
      const changed = Buffer.from(file);
      changed[at] = (changed[at] as number) ^ (1 << randomInt(8));
      writeFileSync(join(dir, 'store.db'), changed);
      await using test = await openTestCore({ vault: false });
      try {
        test.core.session = Session.open({
          dir,
          file: readVaultFile(dir, test.core.keyCost),
          key: Buffer.from(key),
          program: 'torture',
        });
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        outcome.refusedAtOpen++;
        continue;
      }
      if (differs(test, truth)) outcome.servedWrong.push(at);
      const found = await test.run('vault.verify', {}).then(
        (report) => !report.ok,
        (error) => error instanceof Fault && error.code === 'damaged',
      );
      if (found) outcome.foundByVerify++;
      else outcome.missed.push(at);
      test.core.session.close();
      test.core.session = null;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return outcome;
}

async function pristine(): Promise<{ folder: string; id: string; key: Buffer; truth: Map<string, string> }> {
  const folder = mkdtempSync(join(tmpdir(), 'redthread-flips-'));
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const text = Array.from({ length: 5000 }, (_, row) => `${row},user${row}@example.com,198.51.100.${row % 250}`).join(
    '\n',
  );
  await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('logins.csv', `id,email,ip\n${text}\n`) });
  await test.run('evidence.import', {
    caseId,
    ticket: test.ticketForBytes('blob.bin', Buffer.alloc(700_000, 'seven ')),
  });
  await test.call('finding.create', { caseId, claim: 'The ring shares a device.' });
  const session = test.core.session;
  if (!session) throw new Error('no vault');
  const key = Buffer.from(session.key);
  const truth = tables(test);
  const { dir, id } = session;
  session.close();
  test.core.session = null;
  cpSync(dir, join(folder, 'v.redthread'), { recursive: true });
  return { folder, id, key, truth };
}

/** A digest of every table that the store says it has. */
export function tables(test: TestCore): Map<string, string> {
  const db = test.core.session?.reader;
  if (!db) throw new Error('no vault');
  const names = db.all<{ name: string }>(
    sql`SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name`,
  );
  return new Map(names.map(({ name }) => [name, digest(db.each(sql`SELECT * FROM ${identifier(name)}`))]));
}

export function differs(test: TestCore, truth: Map<string, string>): boolean {
  try {
    const now = tables(test);
    return now.size !== truth.size || [...truth].some(([name, digestThen]) => now.get(name) !== digestThen);
  } catch (error) {
    if (error instanceof Fault) return false; // refused, not served
    throw error;
  }
}

function digest(rows: Iterable<object>): string {
  const hash = createHash('sha256');
  for (const row of rows) {
    for (const value of Object.values(row))
      hash.update(value instanceof Uint8Array ? value : `${typeof value}:${value}\n`);
  }
  return hash.digest('hex');
}
