import { randomBytes, randomUUID } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { bind } from '../../electron/core/vault/entering.ts';
import { KEY_COST, unwrapKey } from '../../electron/core/vault/keys.ts';
import { readVaultFile } from '../../electron/core/vault/vault-file.ts';
import { runJob, useTransport as setTransport } from '../../renderer/client/call.ts';
import { httpTransport } from '../../renderer/client/transport-http.ts';
import type { CaseId } from '../../shared/contract/values.ts';
import { startProgram, tokenFor } from '../support/loopback.ts';
import { below, runs } from '../support/processes.ts';

const PLANTED = 20;

/** What was found in all the program's processes together. */
export interface Found {
  /** Copies, raw or in hexadecimal; at least, for one block counts once. */
  readonly key: number;
  readonly passphrase: number;
  /** Of the planted values. */
  readonly values: number;
}
export interface MemoryOutcome {
  /** While the vault was open: what shows that the search finds what is there. */
  readonly open: Found;
  readonly locked: Found;
  /** Processes that were searched after the lock. */
  readonly processes: number;
}

/**
 * Works on a vault through the browser host as a window does, locks it, and searches the memory of every process of the
 * program for the key, the passphrase and values of the case. The window's own memory, a browser's, is not searched.
 */
export async function memoryAfterLock(): Promise<MemoryOutcome> {
  const passphrase = `planted ${randomBytes(12).toString('hex')}`;
  const values = Array.from({ length: PLANTED }, () => `planted-${randomBytes(12).toString('hex')}`);
  await using program = await startProgram();
  const transport = httpTransport(await tokenFor(program.address), new URL(program.address).origin);
  setTransport(transport);
  const call = async <T>(name: string, input: unknown): Promise<T> => {
    const reply = await transport.call(name, input);
    if (!reply.ok) throw new Error(reply.error.message);
    return reply.value as T;
  };
  await call('vault.create', { name: 'm', passphrase });
  const { id: caseId } = await call<{ id: CaseId }>('case.create', { title: values[0] });
  const rows = `id,name\n${values.map((value, at) => `${at},${value}`).join('\n')}\n`;
  const admitted = await transport.admit(new File([rows], `${values[1]}.csv`));
  const importing = runJob('evidence.import', { caseId, ticket: admitted.ticket });
  await admitted.send();
  const { dataset } = await importing;
  const ran = await runJob('query.run', { caseId, sql: `SELECT * FROM ${dataset?.view} ORDER BY name` });
  await call('query.rows', { resultId: ran.resultId, offset: 0, limit: 100 });
  await call('finding.create', { caseId, claim: `${values[2]} ${randomUUID()}` });

  const dir = join(program.home, 'vaults', 'm.redthread');
  const file = readVaultFile(dir, KEY_COST);
  const key = await unwrapKey(file.keys.passphrase, passphrase, bind(file.id, 'passphrase'));
  if (!key) throw new Error('the key is not to be had');
  const all = (): number[] => [program.process.pid ?? 0, ...below(program.process.pid ?? 0)];
  const before = all();
  const open = await search(before, key, passphrase, values);
  await call('vault.lock', {});
  await call('vault.status', {}); // answered by the process that took the place
  const left = before.slice(1);
  while (left.some(runs)) await new Promise((resolve) => setTimeout(resolve, 50));
  const after = all();
  return { open, locked: await search(after, key, passphrase, values), processes: after.length };
}

/** All that is planted begins so: one search finds where it may be, and only there is it read. */
const MARK = 'planted';

async function search(
  pids: readonly number[],
  key: Buffer,
  passphrase: string,
  values: readonly string[],
): Promise<Found> {
  const ofKey = [key, Buffer.from(key.toString('hex'), 'utf8'), Buffer.from(key.toString('hex'), 'utf16le')];
  const marks = (['latin1', 'utf16le'] as const).map((form) => ({ form, mark: Buffer.from(MARK, form) }));
  const seen = new Set<string>();
  let keys = 0;
  for (const pid of pids)
    for (const block of memoryOf(pid)) {
      keys += ofKey.filter((form) => block.includes(form)).length;
      for (const { form, mark } of marks)
        for (let at = block.indexOf(mark); at >= 0; at = block.indexOf(mark, at + 1)) {
          const text = block.subarray(at, at + 2 * passphrase.length).toString(form);
          for (const secret of [passphrase, ...values]) if (text.startsWith(secret)) seen.add(secret);
        }
      await nextTurn(); // the window's own code runs in this process
    }
  return {
    key: keys,
    passphrase: Number(seen.has(passphrase)),
    values: values.filter((value) => seen.has(value)).length,
  };
}

const BLOCK = 16 << 20;
const OVERLAP = 256;

/** All that a process can write to, in blocks that overlap, so that nothing lies across a border unseen. */
function* memoryOf(pid: number): IterableIterator<Buffer> {
  let memory: number;
  try {
    memory = openSync(`/proc/${pid}/mem`, 'r');
  } catch {
    return; // it ended meanwhile
  }
  try {
    const buffer = Buffer.alloc(BLOCK);
    for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
      const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
      if (from === undefined || to === undefined) continue;
      const end = Number.parseInt(to, 16);
      for (let at = Number.parseInt(from, 16); at < end; at += BLOCK - OVERLAP) {
        try {
          yield buffer.subarray(0, readSync(memory, buffer, 0, Math.min(BLOCK, end - at), at));
        } catch {
          // a page that is reserved and holds nothing
        }
      }
    }
  } finally {
    closeSync(memory);
  }
}
