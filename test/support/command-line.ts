import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { runCommandLine } from '../../electron/cli/command-line.ts';
import type { CommandCore, Surroundings } from '../../electron/cli/host.ts';
import { interruptible } from '../../electron/cli/interruption.ts';
import { type CoreOptions, makeCore } from '../../electron/core/core.ts';
import { dispatch } from '../../electron/core/dispatch.ts';
import { incomingFile } from '../../electron/core/files/disk.ts';
import type { Channel } from '../../electron/core/host/channel.ts';
import { forkProcess } from '../../electron/core/host/fork.ts';
import type { KeyCost } from '../../electron/core/vault/keys.ts';
import { lockVault } from '../../electron/core/vault/lock.ts';
import type { CommandName } from '../../shared/contract/commands.ts';
import { Fault } from '../../shared/contract/errors.ts';
import type { Event } from '../../shared/contract/events.ts';
import { followJob } from '../../shared/contract/follow-job.ts';
import { CHEAP, PASSPHRASE } from './passphrase.ts';

const CLI = fileURLToPath(new URL('../../dist/electron/cli.js', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}
interface Given {
  readonly passphrase?: string;
  readonly input?: string;
}
export interface CommandLine extends Disposable {
  /** A folder of its own, gone afterwards; settings are kept in it too. */
  readonly folder: string;
  run(...argv: string[]): Promise<Ended>;
  runWith(given: Given, ...argv: string[]): Promise<Ended>;
  /** Each line of stdout as JSON; fails unless the exit code is 0. */
  json<T>(...argv: string[]): Promise<T[]>;
  /** Makes a vault with one case. @returns what a verb needs to work on it */
  vault(title?: string): Promise<readonly ['--vault', string]>;
  /** The built program as a process of its own, which opens no vault made at less than `KEY_COST`. */
  start(...argv: string[]): ChildProcess;
  /** The same, until it ends. */
  runProcess(given: Given, ...argv: string[]): Promise<Ended>;
}

/**
 * The command line within the test's process, each verb with a core and a vault opened anew: starting a process for each
 * took most of the time. What only a process has (its exit code, signals, pipes, environment) is tested with one.
 */
export function commandLine({ keyCost = CHEAP }: { keyCost?: KeyCost } = {}): CommandLine {
  const folder = mkdtempSync(join(tmpdir(), 'redthread-cli-'));
  const envWith = (passphrase: string) => ({
    ...process.env,
    REDTHREAD_HOME: join(folder, 'home'),
    REDTHREAD_PASSPHRASE: passphrase,
  });
  const start = (argv: string[], passphrase: string) =>
    spawn(process.execPath, [CLI, ...argv], { cwd: folder, env: envWith(passphrase) });
  const runProcess: CommandLine['runProcess'] = async ({ passphrase = PASSPHRASE, input = '' }, ...argv) => {
    const child = start(argv, passphrase);
    child.stdin.on('error', () => {}); // a verb that fails at once does not read its input
    child.stdin.end(input);
    const [out, err] = [collect(child.stdout), collect(child.stderr)];
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { code, out: await out, err: await err };
  };
  const runWith: CommandLine['runWith'] = async ({ passphrase = PASSPHRASE, input = '' }, ...argv) => {
    const [out, err] = [new Kept(), new Kept()];
    const code = await runCommandLine(argv, {
      stdin: Readable.from(input === '' ? [] : [Buffer.from(input)]),
      stdout: out,
      stderr: err,
      cwd: folder,
      env: envWith(passphrase),
      interruption: interruptible(() => {}),
      openCore: (options) => openCore({ ...options, keyCost }),
    });
    return { code, out: out.text, err: err.text };
  };
  const run = (...argv: string[]) => runWith({}, ...argv);
  const json = async <T>(...argv: string[]): Promise<T[]> => {
    const { code, out, err } = await run(...argv);
    if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}: ${err}`);
    return out
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as T);
  };
  return {
    folder,
    run,
    runWith,
    json,
    start: (...argv) => start(argv, PASSPHRASE),
    runProcess,
    vault: async (title = 'Test case') => {
      const [made] = await json<{ vault: string }>('vault', 'create', 'test', '--json');
      const vault = ['--vault', made?.vault ?? ''] as const;
      await json('case', 'create', ...vault, '--title', title, '--json');
      return vault;
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Keeps what is written to it. */
export class Kept extends Writable {
  private readonly chunks: Buffer[] = [];
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.chunks.push(chunk);
    done();
  }
  get text(): string {
    return Buffer.concat(this.chunks).toString('utf8');
  }
}

/** The core in this very process. Its children end with it, as they do with a process of its own. */
const openCore: Surroundings['openCore'] = (options: CoreOptions): CommandCore => {
  const listeners = new Set<(event: Event) => void>();
  const children = new Set<Channel>();
  const core = makeCore(
    options,
    (entry) => {
      const child = forkProcess(entry);
      children.add(child);
      child.onExit(() => children.delete(child));
      return child;
    },
    (event) => {
      for (const listener of listeners) listener(event);
    },
  );
  const ask = async (name: CommandName, input: unknown): Promise<never> => {
    const reply = structuredClone(await dispatch(core, name, structuredClone(input))); // as between processes
    if (!reply.ok) throw new Fault(reply.error.code, reply.error.message);
    return reply.value as never;
  };
  return {
    ask,
    run: async (name, input, followed) =>
      (await followJob(
        {
          start: async () => (await ask(name, input))['jobId'],
          listen: (hear) => {
            listeners.add(hear);
            return () => listeners.delete(hear);
          },
          cancel: (jobId) => void dispatch(core, 'job.cancel', { jobId }),
          failure: (code, message) => new Fault(code, message),
        },
        followed ?? {},
      )) as never,
    admitPath: async (path, as) =>
      core.tickets.issue(as === 'folder' ? { kind: 'folder', path } : await incomingFile(path)),
    collect: async (ticket) => {
      const { name, mediaType, open } = core.tickets.takeOutgoing(ticket as never);
      return {
        name,
        mediaType,
        bytes: (async function* () {
          yield* open();
        })(),
      };
    },
    close: async () => {
      await lockVault(core, 'closing');
      for (const child of children) child.kill();
    },
  };
};

async function collect(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
