import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as after } from 'node:timers/promises';
import { type Command, CommanderError } from 'commander';
import type { CommandName, Input, JobName, Output as Result } from '../../shared/contract/commands.ts';
import { type ErrorCode, Fault } from '../../shared/contract/errors.ts';
import { readOnlyWords } from '../../shared/domain/read-only.ts';
import { ROLLED_BACK_TITLE, rolledBackWords } from '../../shared/domain/rolled-back.ts';
import type { CoreClient } from '../core/host/client.ts';
import { defaultFolders } from '../core/host/entries.ts';
import { VERSION } from '../core/host/version.ts';
import type { Interruption } from './interruption.ts';
import type { Output, Terminal } from './output.ts';
import { readPassphrase } from './passphrase.ts';

/** What the program ends with; scripts rest on it. Interrupted runs end with 128 and the signal's number. */
export const EXIT = { done: 0, finding: 1, bad: 2, locked: 3 } as const;

const LOCKED: readonly ErrorCode[] = ['locked', 'wrong-passphrase', 'wait', 'in-use'];

/** The exit code of a failure, and what to tell the person; nothing to tell when commander has told it already. */
export function failure(error: unknown): { code: number; message: string | null } {
  if (error instanceof CommanderError) return { code: error.exitCode === 0 ? EXIT.done : EXIT.bad, message: null };
  if (error instanceof Fault) {
    const code = LOCKED.includes(error.code) ? EXIT.locked : error.code === 'leak' ? EXIT.finding : EXIT.bad;
    return { code, message: error.message };
  }
  const name = error instanceof Error ? error.constructor.name : typeof error;
  return { code: EXIT.bad, message: `Something unexpected went wrong in the command line itself (${name}).` };
}

/** The core as the verbs use it: in a process of its own, or in this one where that is all that is tested. */
export type CommandCore = Pick<CoreClient, 'ask' | 'run' | 'admitPath' | 'collect' | 'close'>;

/** Where a command line runs. */
export interface Surroundings {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  /** What paths are relative to. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly interruption: Interruption;
  openCore(options: ConstructorParameters<typeof CoreClient>[0]): CommandCore;
}
/** What every verb is given. */
export interface Host extends Surroundings {
  readonly out: Output;
}
/** A verb's work; the number is the exit code. */
export type Work<Arguments extends unknown[]> = (host: Host, ...given: Arguments) => Promise<number>;
/** Makes a commander action of a verb's work. */
export type Run = <Arguments extends unknown[]>(work: Work<Arguments>) => (...given: Arguments) => Promise<void>;

export interface VaultOptions {
  readonly vault: string;
  readonly passphraseFile?: string;
  readonly json?: boolean;
}

const PASSPHRASE_FILE = 'file whose first line is the passphrase (else REDTHREAD_PASSPHRASE, else a prompt)';

/** The options of a verb that works on an open vault. */
export const onVault = (command: Command): Command =>
  passphraseOption(command.requiredOption('--vault <dir>', 'the vault: a folder NAME.redthread'));
export const passphraseOption = (command: Command): Command =>
  command
    .option('--passphrase-file <file>', PASSPHRASE_FILE)
    .option('--json', 'print one JSON value a line, for scripts');

/** The core, for as long as `work` lasts; afterwards the vault is locked, whatever happened. */
export async function withCore<T>(host: Host, work: (core: HostedCore) => Promise<T>): Promise<T> {
  const { settings, vaults } = defaultFolders(host.env);
  const client = host.openCore({ program: `cli ${VERSION}`, settingsFolder: settings, vaultsFolder: vaults });
  const { signal } = host.interruption;
  try {
    return await work({
      client,
      run: async (name, input) => {
        try {
          return await client.run(name, input, { signal, onProgress: (job) => host.out.progress(job) });
        } finally {
          host.out.clear();
        }
      },
    });
  } finally {
    await client.close();
  }
}
export interface HostedCore {
  readonly client: CommandCore;
  /** Starts a job, shows its progress, waits for its result; Ctrl+C cancels it. @throws Fault */
  run<N extends JobName>(name: N, input: Input<N>): Promise<Result<N>>;
}

/** The ending of a vault's folder: `vault create DIR` appends it, and every `--vault DIR` finds it again. */
export const SUFFIX = '.redthread';
function vaultFolder(dir: string): string {
  const isVault = (path: string): boolean => existsSync(join(path, 'vault.json'));
  return !isVault(dir) && isVault(`${dir}${SUFFIX}`) ? `${dir}${SUFFIX}` : dir;
}

export async function withVault(
  host: Host,
  options: VaultOptions,
  work: (core: HostedCore) => Promise<number>,
): Promise<number> {
  const { signal } = host.interruption;
  const passphrase = await readPassphrase(host, options.passphraseFile);
  return withCore(host, async (core) => {
    const ticket = await core.client.admitPath(vaultFolder(resolve(host.cwd, options.vault)), 'folder');
    const { rolledBack, readOnly } = await core.client.ask('vault.open', { vault: { ticket }, passphrase });
    if (rolledBack) host.out.note([`${ROLLED_BACK_TITLE}.`, ...rolledBackWords(rolledBack)].join('\n'));
    if (readOnly !== null) host.out.note(readOnlyWords(readOnly));
    if (signal.aborted) throw new Fault('cancelled', 'Stopped.');
    try {
      return await work(core);
    } finally {
      await automaticCopy(host, core.client).catch(() => {}); // a core that has ended copies nothing
    }
  });
}

const SAID_AFTER_MS = 1000;
const LOOK_EVERY_MS = 50;

/** Shows the progress of work that is no job of the contract but runs as one, until it has ended; Ctrl+C stops it. */
export async function followed<T>(host: Host, client: CommandCore, command: CommandName, work: Promise<T>): Promise<T> {
  let ended = false;
  const watching = work.then(
    () => {
      ended = true;
    },
    () => {
      ended = true;
    },
  );
  while (!ended) {
    const job = await jobOf(client, command);
    if (job && host.interruption.signal.aborted) await client.ask('job.cancel', { jobId: job.id });
    if (job) host.out.progress(job);
    await Promise.race([watching, after(LOOK_EVERY_MS)]);
  }
  host.out.clear();
  return work;
}

const jobOf = async (client: CommandCore, command: CommandName) =>
  (await client.ask('job.list', {})).find((job) => job.command === command && job.state === 'running');

/**
 * Waits for the copy that opening the vault may have started: the lock would stop it, and commands that are shorter than it
 * would never let one be made. Ctrl+C stops it.
 */
async function automaticCopy(host: Host, client: CommandCore): Promise<void> {
  const began = performance.now();
  const running = () => jobOf(client, 'vault.backup');
  let said = false;
  for (let copy = await running(); copy && !host.interruption.signal.aborted; copy = await running()) {
    if (!said && performance.now() - began > SAID_AFTER_MS) {
      host.out.note('Waiting for the automatic copy of the vault. Ctrl+C stops it; the next command then makes it.');
      said = true;
    }
    if (said) host.out.progress(copy);
    await after(LOOK_EVERY_MS);
  }
  host.out.clear();
}
