import type { ChildProcess } from 'node:child_process';
import { Readable, Writable } from 'node:stream';
import { runCommandLine } from '../../electron/cli/command-line.ts';
import type { CommandCore, Surroundings } from '../../electron/cli/host.ts';
import { interruptible } from '../../electron/cli/interruption.ts';
import { type CoreOptions, makeCore } from '../../electron/core/core.ts';
import { dispatch } from '../../electron/core/dispatch.ts';
import { incomingFile } from '../../electron/core/files/disk.ts';
import type { Channel } from '../../electron/core/host/channel.ts';
import type { KeyCost } from '../../electron/core/vault/keys.ts';
import { lockVault } from '../../electron/core/vault/lock.ts';
import type { CommandName } from '../../shared/contract/commands.ts';
import { Fault } from '../../shared/contract/errors.ts';
import type { Event } from '../../shared/contract/events.ts';
import { followJob } from '../../shared/contract/jobs.ts';
import { startKept } from './kept-children.ts';
import { CHEAP, PASSPHRASE } from './passphrase.ts';
import {
  type Ended,
  environment,
  type Given,
  newFolder,
  runProcess,
  startProcess,
  type Verbs,
  verbsBy,
} from './program.ts';

export interface CommandLine extends Verbs {
  /** A process of the built program, which opens no vault made at less than `KEY_COST`. */
  start(...argv: string[]): ChildProcess;
  /** The same, until it ends. */
  runProcess(given: Given, ...argv: string[]): Promise<Ended>;
}

/**
 * The command line within the test's process, each verb with a core and a vault opened anew: starting a process for each
 * took most of the time. What only a process has (its exit code, signals, pipes, environment) is tested with one.
 */
export function commandLine({ keyCost = CHEAP }: { keyCost?: KeyCost } = {}): CommandLine {
  const folder = newFolder();
  const runWith: Verbs['runWith'] = async ({ passphrase = PASSPHRASE, input = '' }, ...argv) => {
    const [out, err] = [new Kept(), new Kept()];
    const code = await runCommandLine(argv, {
      stdin: Readable.from(input === '' ? [] : [Buffer.from(input)]),
      stdout: out,
      stderr: err,
      cwd: folder,
      env: environment(folder, passphrase),
      interruption: interruptible(() => {}),
      openCore: (options) => openCore({ ...options, keyCost }),
    });
    return { code, out: out.text, err: err.text };
  };
  return {
    ...verbsBy(folder, runWith),
    start: (...argv) => startProcess(folder, argv),
    runProcess: (given, ...argv) => runProcess(folder, given, argv),
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
      const child = startKept(entry);
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
      core.tickets.issue(
        as === 'folder' && typeof path === 'string' ? { kind: 'folder', path } : await incomingFile(path),
      ),
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
