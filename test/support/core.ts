import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Core } from '../../electron/core/context.ts';
import { makeCore } from '../../electron/core/core.ts';
import { dispatch } from '../../electron/core/dispatch.ts';
import { incomingFile } from '../../electron/core/files/disk.ts';
import { inMemory } from '../../electron/core/files/tickets.ts';
import type { KeyStore } from '../../electron/core/host/key-store.ts';
import type { KeyCost } from '../../electron/core/vault/keys.ts';
import { lockVault } from '../../electron/core/vault/lock.ts';
import type { Answer, CommandName, Input, JobName, Output } from '../../shared/contract/commands.ts';
import { Fault } from '../../shared/contract/errors.ts';
import type { Event } from '../../shared/contract/events.ts';
import type { CaseId, Ticket } from '../../shared/contract/values.ts';
import { startKept } from './kept-children.ts';
import { CHEAP, PASSPHRASE } from './passphrase.ts';

export { PASSPHRASE };

/** The real core with a real encrypted vault in a folder of its own; only the thread around it is missing. */
export interface TestCore extends AsyncDisposable {
  readonly core: Core;
  readonly folder: string;
  readonly events: Event[];
  /** @throws Fault */
  call<N extends CommandName>(name: N, input: Input<N>): Promise<Answer<N>>;
  /** Starts a job and waits for its result. @throws Fault */
  run<N extends JobName>(name: N, input: Input<N>): Promise<Output<N>>;
  ticketFor(path: string): Promise<Ticket>;
  ticketForBytes(name: string, bytes: Uint8Array | string): Ticket;
  /** All bytes behind an outgoing ticket. */
  collect(ticket: Ticket): Promise<Buffer>;
  file(name: string, content: string | Uint8Array): string;
}

export async function openTestCore({
  vault = true,
  keyStore = null,
  keyCost = CHEAP,
}: {
  vault?: boolean;
  keyStore?: KeyStore | null;
  keyCost?: KeyCost;
} = {}): Promise<TestCore> {
  const folder = mkdtempSync(join(tmpdir(), 'redthread-test-'));
  const events: Event[] = [];
  const core = makeCore(
    { program: 'test 0', settingsFolder: folder, vaultsFolder: join(folder, 'vaults'), keyCost },
    startKept,
    (event) => events.push(event),
    keyStore,
  );
  const call = async (name: CommandName, input: unknown): Promise<never> => {
    const reply = await dispatch(core, name, input);
    if (!reply.ok) throw new Fault(reply.error.code, reply.error.message);
    return reply.value as never;
  };
  const test: TestCore = {
    core,
    folder,
    events,
    call,
    run: async (name, input) => {
      const { jobId } = (await call(name, input)) as { jobId: never };
      for (;;) {
        const state = core.jobs.get(jobId);
        if (state.state === 'done') return state.result as never;
        if (state.state !== 'running')
          throw new Fault(state.error?.code ?? 'internal', state.error?.message ?? 'failed');
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    ticketFor: async (path) => core.tickets.issue(await incomingFile(path)),
    ticketForBytes: (name, bytes) => {
      const buffer = Buffer.from(bytes as string);
      return core.tickets.issue({ kind: 'file', name, size: buffer.length, open: () => inMemory(buffer) });
    },
    collect: async (ticket) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of core.tickets.takeOutgoing(ticket).open()) chunks.push(chunk);
      return Buffer.concat(chunks);
    },
    file: (name, content) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    [Symbol.asyncDispose]: async () => {
      await lockVault(core, 'closing');
      rmSync(folder, { recursive: true, force: true });
    },
  };
  if (vault) await test.call('vault.create', { name: 'test', passphrase: PASSPHRASE });
  return test;
}

export const newCase = async (test: TestCore, title = 'Test case'): Promise<CaseId> =>
  (await test.call('case.create', { title })).id;

/** A vault without backups in a folder that is there, open; as if the user had chosen the folder. @returns the vault's own folder */
export async function makeVaultIn(test: TestCore, folder: string, name = 'v'): Promise<string> {
  await test.call('vault.create', {
    name,
    passphrase: PASSPHRASE,
    folder: test.core.tickets.issue({ kind: 'folder', path: folder }),
  });
  await test.call('vault.setBackups', { keep: 0 });
  return join(folder, `${name}.redthread`);
}
