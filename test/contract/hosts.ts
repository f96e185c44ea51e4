import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeRelay } from '../../electron/main/relay.ts';
import { runJob, useTransport as setTransport } from '../../renderer/client/call.ts';
import type { Transport } from '../../renderer/client/transport.ts';
import { electronTransport } from '../../renderer/client/transport-electron.ts';
import type { Bridge } from '../../shared/contract/bridge.ts';
import { type CommandName, commands, type JobName } from '../../shared/contract/commands.ts';
import type { ErrorCode, Reply } from '../../shared/contract/errors.ts';
import type { Ticket } from '../../shared/contract/values.ts';
import { decodeWire, encodeWire } from '../../shared/contract/wire.ts';
import { NO_DESKTOP } from '../support/bridge.ts';
import { commandLine } from '../support/command-line.ts';
import { openTestCore, PASSPHRASE } from '../support/core.ts';
import { openCoreHost, openHttp, openPortHost } from '../support/hosts.ts';

export interface HandedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}
export interface Hands {
  /** Its ticket becomes `ticket` of the input. */
  readonly file?: HandedFile;
  /** Fetch the file behind `ticket` of the result. */
  readonly keep?: boolean;
}
export interface Outcome {
  /** A job's reply is its result. */
  readonly reply: Reply<unknown>;
  readonly kept: Uint8Array | null;
}

/** A way to the core, as one of the hosts gives it. */
export interface ContractHost extends AsyncDisposable {
  /** false where every call has a core of its own, so that only the vault lives from one call to the next. */
  readonly lasting: boolean;
  call(name: CommandName, input: Record<string, unknown>, hands?: Hands): Promise<Outcome>;
  /** Tells a host that opens the vault anew for each call that the passphrase is another now. */
  secret?(passphrase: string): void;
}

const isJob = (name: CommandName): name is JobName => commands[name].kind === 'job';
const ticketIn = (reply: Reply<unknown>): Ticket => {
  if (!reply.ok) throw new Error(reply.error.message);
  return (reply.value as { ticket: Ticket }).ticket;
};
const replying = (work: Promise<unknown>): Promise<Reply<unknown>> =>
  work.then(
    (value) => ({ ok: true, value }),
    (error: { code?: ErrorCode; message: string }) => ({
      ok: false,
      error: { code: error.code ?? 'internal', message: error.message },
    }),
  );

/** No host: the core on this very thread. */
export async function directHost(): Promise<ContractHost> {
  const test = await openTestCore({ vault: false });
  return {
    lasting: true,
    call: async (name, input, { file, keep } = {}) => {
      const given = (file ? { ...input, ticket: test.ticketForBytes(file.name, file.bytes) } : input) as never;
      const reply = await replying(isJob(name) ? test.run(name, given) : test.call(name, given));
      return { reply, kept: keep ? await test.collect(ticketIn(reply)) : null };
    },
    [Symbol.asyncDispose]: () => test[Symbol.asyncDispose](),
  };
}

/** The core in its process, as a host sees it. */
export async function processHost(): Promise<ContractHost> {
  const host = openCoreHost();
  return {
    lasting: true,
    call: async (name, input, { file, keep } = {}) => {
      let given = input;
      if (file) {
        const path = join(host.folder, file.name);
        writeFileSync(path, file.bytes);
        given = { ...input, ticket: await host.client.admitPath(path) };
      }
      const reply = await replying(
        isJob(name) ? host.client.run(name, given as never) : host.client.ask(name, given as never),
      );
      return { reply, kept: keep ? await whole((await host.client.collect(ticketIn(reply))).bytes) : null };
    },
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  };
}

/** The window's own client code over loopback HTTP. */
export async function loopbackHost(): Promise<ContractHost> {
  const host = await openHttp(() => null);
  const fetched = async (ticket: Ticket) => {
    const headers = { Authorization: `Bearer ${host.loopback.token}` };
    const response = await fetch(`${host.base}/download/${ticket}`, { headers });
    if (!response.ok) throw new Error(`download answered ${response.status}`);
    return response.bytes();
  };
  return {
    ...throughWindow(host.transport, fetched),
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  };
}

/** The window's own client code over Electron's port and relay; only Electron's message passing itself is missing. */
export async function electronHost(): Promise<ContractHost> {
  const host = openPortHost();
  const saved = join(host.folder, 'saved');
  const core = {
    save: (ticket: unknown, path: string) => host.core().save(ticket, path),
    admitPath: (path: string, as: 'file' | 'folder' = 'file') => host.core().admitPath(path, as),
  };
  const dialogs = { whereToSave: async () => saved, whichFolder: async () => null };
  const relay = makeRelay(core, dialogs, { readText: async () => '', clear: () => {} }, NO_DESKTOP);
  const { port } = host;
  const bridge: Bridge = {
    call: (name, input) => port.ask('call', name, input) as never,
    listen: (listener) => port.listen(listener),
    admitFile: async () => null,
    admitBytes: (name, size) => port.ask('admit-bytes', name, size) as never,
    admitChunk: (ticket, chunk) => port.ask('admit-chunk', ticket, chunk) as never,
    save: (ticket, name) => relay.save(ticket, name) as never,
    captureRegion: () => relay['capture-region']() as never,
    print: (ticket, name) => relay.print(ticket, name) as never,
    pickFolder: () => relay['pick-folder']() as never,
    clearClipboard: (digest) => relay['clear-clipboard'](digest) as never,
    theme: 'system',
    setTheme: (theme) => relay['set-theme'](theme) as never,
    setMenu: async () => {},
    onAction: () => {},
    setProgress: async () => {},
    onBundle: () => {},
    takeBundle: (again) => relay['take-bundle'](again) as never,
    captureSources: () => relay['capture-sources']() as never,
    capture: (id) => relay.capture(id) as never,
    onClosing: () => {},
  };
  const transport = electronTransport(bridge);
  return {
    ...throughWindow(transport, async (ticket) => {
      if ((await transport.save(ticket, 'saved')) !== 'saved') throw new Error('not saved');
      return readFileSync(saved);
    }),
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  };
}

function throughWindow(transport: Transport, fetched: (ticket: Ticket) => Promise<Uint8Array>) {
  setTransport(transport);
  return {
    lasting: true,
    call: async (name: CommandName, input: Record<string, unknown>, { file, keep }: Hands = {}): Promise<Outcome> => {
      const admitted = file ? await transport.admit(new File([file.bytes as BlobPart], file.name)) : null;
      const given = (admitted ? { ...input, ticket: admitted.ticket } : input) as never;
      const running = isJob(name) ? replying(runJob(name, given)) : transport.call(name, given);
      await Promise.all([running, admitted?.send()]);
      const reply = await running;
      return { reply, kept: keep ? await fetched(ticketIn(reply)) : null };
    },
  };
}

/** The command line's `call`, each with a core that opens the vault anew. */
export async function commandLineHost(): Promise<ContractHost> {
  const cli = commandLine();
  const folder = mkdtempSync(join(tmpdir(), 'redthread-contract-'));
  const vault = join(cli.folder, 'home', 'vaults', 'contract.redthread');
  let passphrase = PASSPHRASE;
  const opensIt: readonly CommandName[] = ['vault.create', 'vault.open', 'vault.recover', 'vault.list', 'vault.forget'];
  return {
    lasting: false,
    secret: (next) => {
      passphrase = next;
    },
    call: async (name, input, { file, keep } = {}) => {
      const argv = ['call', name, '-', '--json'];
      if (!opensIt.includes(name) && existsSync(vault)) argv.push('--vault', vault);
      if (file) {
        const path = join(folder, file.name);
        writeFileSync(path, file.bytes);
        argv.push('--file', path);
      }
      const saved = join(folder, 'saved');
      if (keep) argv.push('--save', saved);
      const { code, out, err } = await cli.runWith({ passphrase, input: encodeWire(input) }, ...argv);
      if (code === 0) return { reply: { ok: true, value: decodeWire(out) }, kept: keep ? readFileSync(saved) : null };
      return { reply: { ok: false, error: { code: 'not-found', message: `exit ${code}: ${err}` } }, kept: null };
    },
    [Symbol.asyncDispose]: async () => {
      cli[Symbol.dispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function whole(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts);
}
