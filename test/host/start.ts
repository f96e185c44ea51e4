import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { compiledFolder } from '../../electron/core/host/entries.ts';
import type { script } from './app.ts';

type StandIn = typeof import('./electron.ts') & {
  readonly script: typeof script;
  readonly running: typeof import('./processes.ts').running;
};
type Script = typeof script;

const MAIN = fileURLToPath(new URL('../../dist/electron/main.js', import.meta.url));
const REGISTER = fileURLToPath(new URL('./register.ts', import.meta.url));

/** Whatever keeps a pipe of the program open is a process that outlives it. */
const PIPES_MS = 10_000;
const HELD = 'a process of the program outlived it and holds its pipes';

/** The built program on the stand-in. */
export interface Host extends AsyncDisposable {
  readonly home: string;
  readonly process: ChildProcess;
  /** The program has said that it is ready; rejects when it ended before. */
  readonly ready: Promise<void>;
  /** Its exit code, and what the script held then. */
  readonly ended: Promise<{
    readonly code: number | null;
    readonly script: Script | null;
    readonly out: string;
    readonly err: string;
  }>;
  /** Runs a function in the program's main process; it refers to nothing around it. */
  run<G, R>(work: (standIn: StandIn, given: G) => R | Promise<R>, given?: G): Promise<R>;
  /** A command of the contract, called by the page over its bridge. */
  call(
    name: string,
    input: unknown,
  ): Promise<{ readonly ok: boolean; readonly value?: unknown; readonly error?: unknown }>;
}

export interface Start {
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly home?: string;
}

/** @param browser the address of Playwright's browser server */
export function startHost(browser: string, { args = [], env = {}, home: given }: Start = {}): Host {
  const home = given ?? mkdtempSync(join(tmpdir(), 'redthread-host-'));
  // Node warns on standard error where both this and NO_COLOR are set.
  const { REDTHREAD_PASSPHRASE: _passphrase, FORCE_COLOR: _colour, ...around } = process.env;
  const child = fork(MAIN, [...args], {
    execArgv: ['--import', REGISTER],
    serialization: 'advanced',
    env: { ...around, REDTHREAD_HOME: home, STAND_IN_BROWSER: browser, NODE_COMPILE_CACHE: compiledFolder(), ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let [out, err] = ['', ''];
  child.stdout?.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr?.on('data', (text: Buffer) => (err += text.toString()));
  let last: Script | null = null;
  let next = 1;
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const ready = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<Awaited<Host['ended']>>();
  child.on('message', (message: unknown) => {
    if (message === 'ready') return ready.resolve();
    const said = message as { id?: number; value?: unknown; failed?: string; last?: Script };
    if (said.last) last = said.last;
    const asked = waiting.get(said.id ?? 0);
    if (said.failed !== undefined) asked?.reject(new Error(said.failed));
    else asked?.resolve(said.value);
  });
  child.on('exit', async (code) => {
    // What it said last. The pipes, and not `close`, which Node tells of no child whose channel was disconnected from here.
    const late = setTimeout(() => child.stderr?.destroy(new Error(HELD)), PIPES_MS);
    const left = await Promise.all([child.stdout, child.stderr].map((pipe) => pipe && finished(pipe).catch(String)));
    clearTimeout(late);
    if (left.some((fault) => fault?.includes(HELD))) err += HELD;
    const gone = new Error(`the program ended with ${code}: ${err}`);
    ready.reject(gone);
    for (const asked of waiting.values()) asked.reject(gone);
    ended.resolve({ code, script: last, out, err });
  });
  ready.promise.catch(() => {});
  const run: Host['run'] = async (work, input) => {
    const id = next++;
    const asked = Promise.withResolvers<unknown>();
    asked.promise.catch(() => {});
    waiting.set(id, asked);
    child.send({ id, code: work.toString(), given: input }, (error) => error && asked.reject(error));
    return (await asked.promise) as never;
  };
  return {
    home,
    process: child,
    ready: ready.promise,
    ended: ended.promise,
    run,
    call: (name, input) =>
      run(
        ({ BrowserWindow }, [command, data]) =>
          BrowserWindow.getAllWindows()[0]?.webContents.page.evaluate(
            ([asked, with_]) => window.redthread?.call(asked as string, with_),
            [command, data] as const,
          ) as never,
        [name, input] as const,
      ),
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        if (child.connected) child.disconnect();
        const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
        await ended.promise;
        clearTimeout(late);
      }
      if (given === undefined) rmSync(home, { recursive: true, force: true });
    },
  };
}
