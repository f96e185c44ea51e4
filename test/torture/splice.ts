import { randomInt, randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Session } from '../../electron/core/vault/session.ts';
import { readVaultFile } from '../../electron/core/vault/vault-file.ts';
import { Fault } from '../../shared/contract/errors.ts';
import type { CaseId, EntityId } from '../../shared/contract/values.ts';
import { newCase, openTestCore, PASSPHRASE, type TestCore } from '../support/core.ts';
import { differs, tables } from './flips.ts';

export interface SpliceOutcome {
  readonly splices: number;
  readonly refusedAtOpen: number;
  readonly foundByVerify: number;
  /** The store reads to the cell as it did before: such a page was written anew with the content it had. */
  readonly same: number;
  /** Numbers of pages after which something reads otherwise and nobody noticed. */
  readonly unnoticed: number[];
}
const PAGE_BYTES = 16_384;

/**
 * Puts single pages of an older copy of the store, which the cipher takes for genuine, in the place of today's: what someone
 * can do who has a copy and no key. Opening must refuse, or `verify` name what is wrong.
 */
export async function splicePages(splices: number): Promise<SpliceOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'redthread-splice-'));
  const [older, today, spliced] = ['older', 'today', 'spliced.redthread'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const outcome = { splices, refusedAtOpen: 0, foundByVerify: 0, same: 0, unnoticed: [] as number[] };
  try {
    const key = await twoStates(older, today);
    const [before, now] = [older, today].map((dir) => readFileSync(join(dir, 'store.db'))) as [Buffer, Buffer];
    const changed = changedPages(before, now);
    await using test = await openTestCore({ vault: false });
    const open = (dir: string): Session =>
      Session.open({ dir, file: readVaultFile(dir, test.core.keyCost), key: Buffer.from(key), program: 'torture' });
    const close = (): void => {
      test.core.session?.close();
      test.core.session = null;
    };
    cpSync(today, spliced, { recursive: true });
    test.core.session = open(spliced);
    const truth = tables(test);
    if (!(await test.run('vault.verify', {})).ok) throw new Error('the vault was not sound to begin with');
    close();
    for (let splice = 0; splice < splices; splice++) {
      const page = changed[splice < changed.length ? splice : randomInt(changed.length)] as number;
      rmSync(spliced, { recursive: true, force: true });
      cpSync(today, spliced, { recursive: true });
      const mixed = Buffer.from(now);
      before.copy(mixed, page * PAGE_BYTES, page * PAGE_BYTES, (page + 1) * PAGE_BYTES);
      writeFileSync(join(spliced, 'store.db'), mixed);
      try {
        test.core.session = open(spliced);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        outcome.refusedAtOpen++;
        continue;
      }
      const altered = differs(test, truth);
      const found = await test.run('vault.verify', {}).then(
        (report) => !report.ok,
        (error) => error instanceof Fault && error.code === 'damaged',
      );
      if (found) outcome.foundByVerify++;
      else if (altered) outcome.unnoticed.push(page + 1);
      else outcome.same++;
      close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return outcome;
}

/** Numbers, from 0, of the pages that both have and that are not the same bytes. */
function changedPages(before: Buffer, now: Buffer): number[] {
  const pages = Math.min(before.length, now.length) / PAGE_BYTES;
  return Array.from({ length: pages }, (_, page) => page).filter((page) => {
    const [from, to] = [page * PAGE_BYTES, (page + 1) * PAGE_BYTES];
    return before.compare(now, from, to, from, to) !== 0;
  });
}

/** A vault as it was, and as it is after a day's work on all of it. */
async function twoStates(older: string, today: string): Promise<Buffer> {
  await using test = await openTestCore();
  const dir = test.core.session?.dir ?? '';
  const key = Buffer.from(test.core.session?.key ?? []);
  await test.call('vault.setBackups', { keep: 0 });
  const caseId = await newCase(test, 'Copper Lantern');
  const entities = Array.from({ length: 400 }, () => randomUUID() as EntityId);
  const named = (word: string) => entities.map((id) => ({ id, label: `${word} ${id}`, note: `${word}. `.repeat(12) }));
  await importRows(test, caseId, 'logins.csv', 6000);
  await test.call('entity.create', {
    caseId,
    entities: named('First').map((entity) => ({ ...entity, type: 'account' as const })),
  });
  const findings: Awaited<ReturnType<typeof stateFinding>>[] = [];
  for (let at = 0; at < 60; at++)
    findings.push(await stateFinding(test, caseId, `Claim ${at}. ${'Because. '.repeat(40)}`));
  await test.call('vault.lock', {});
  cpSync(dir, older, { recursive: true });

  const ticket = test.core.tickets.issue({ kind: 'folder', path: dir });
  await test.call('vault.open', { vault: { ticket }, passphrase: PASSPHRASE });
  for (const [at, { id }] of findings.entries())
    await test.call('finding.update', { findingId: id, explanation: `Otherwise, ${at}. ${'And so. '.repeat(30)}` });
  await test.call('entity.update', { caseId, entities: named('Second') });
  const [first] = await test.call('evidence.list', { caseId });
  if (first) await test.run('dataset.parse', { exhibitId: first.id });
  await importRows(test, caseId, 'payouts.csv', 4000);
  await test.call('case.update', { caseId, background: 'Another background. '.repeat(200) });
  await test.call('vault.lock', {});
  cpSync(dir, today, { recursive: true });
  return key;
}

const stateFinding = (test: TestCore, caseId: CaseId, claim: string) => test.call('finding.create', { caseId, claim });

async function importRows(test: TestCore, caseId: CaseId, name: string, rows: number): Promise<void> {
  const lines = Array.from({ length: rows }, (_, row) => `${row},user${row}@example.com,198.51.100.${row % 250}`);
  await test.run('evidence.import', {
    caseId,
    ticket: test.ticketForBytes(name, `id,email,ip\n${lines.join('\n')}\n`),
  });
}
