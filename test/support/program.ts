import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PASSPHRASE } from './passphrase.ts';

const CLI = fileURLToPath(new URL('../../dist/electron/cli.js', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}
export interface Given {
  readonly passphrase?: string;
  readonly input?: string;
}
export interface Verbs extends Disposable {
  /** A folder of its own, gone afterwards; settings are kept in it too. */
  readonly folder: string;
  run(...argv: string[]): Promise<Ended>;
  runWith(given: Given, ...argv: string[]): Promise<Ended>;
  /** Each line of stdout as JSON; fails unless the exit code is 0. */
  json<T>(...argv: string[]): Promise<T[]>;
  /** Makes a vault with one case. @returns what a verb needs to work on it */
  vault(title?: string): Promise<readonly ['--vault', string]>;
}

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'redthread-cli-'));

/** What a command line is told of its passphrase and its home. */
export const environment = (folder: string, passphrase: string): NodeJS.ProcessEnv => ({
  ...process.env,
  REDTHREAD_HOME: join(folder, 'home'),
  REDTHREAD_PASSPHRASE: passphrase,
});

/** A process of the built command line, which opens no vault made at less than `KEY_COST`. */
export const startProcess = (folder: string, argv: string[], passphrase = PASSPHRASE) =>
  spawn(process.execPath, [CLI, ...argv], { cwd: folder, env: environment(folder, passphrase) });

/** The same, until it ends. */
export async function runProcess(folder: string, { passphrase, input = '' }: Given, argv: string[]): Promise<Ended> {
  const child = startProcess(folder, argv, passphrase);
  child.stdin.on('error', () => {}); // a verb that fails at once does not read its input
  child.stdin.end(input);
  const [out, err] = [collect(child.stdout), collect(child.stderr)];
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, out: await out, err: await err };
}

/** Verbs run in whichever way `runWith` does it. */
export function verbsBy(folder: string, runWith: Verbs['runWith']): Verbs {
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
    vault: async (title = 'Test case') => {
      const [made] = await json<{ vault: string }>('vault', 'create', 'test', '--json');
      const vault = ['--vault', made?.vault ?? ''] as const;
      await json('case', 'create', ...vault, '--title', title, '--json');
      return vault;
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The built command line, each verb a process. For browser tests, which do not load the core. */
export function programVerbs(): Verbs {
  const folder = newFolder();
  return verbsBy(folder, (given, ...argv) => runProcess(folder, given, argv));
}

async function collect(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
