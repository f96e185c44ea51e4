import { type ChildProcess, spawn } from 'node:child_process';
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
export interface CommandLine extends Disposable {
  /** A folder of its own, gone afterwards; settings are kept in it too. */
  readonly folder: string;
  run(...argv: string[]): Promise<Ended>;
  runWith(options: { passphrase?: string; input?: string }, ...argv: string[]): Promise<Ended>;
  start(...argv: string[]): ChildProcess;
  /** Each line of stdout as JSON; fails unless the exit code is 0. */
  json<T>(...argv: string[]): Promise<T[]>;
  /** Makes a vault with one case. @returns what a verb needs to work on it */
  vault(title?: string): Promise<readonly ['--vault', string]>;
}

/** The built command line as real processes, with a home of its own. */
export function commandLine(): CommandLine {
  const folder = mkdtempSync(join(tmpdir(), 'redthread-cli-'));
  const start = (argv: string[], passphrase: string) =>
    spawn(process.execPath, [CLI, ...argv], {
      cwd: folder,
      env: { ...process.env, REDTHREAD_HOME: join(folder, 'home'), REDTHREAD_PASSPHRASE: passphrase },
    });
  const runWith: CommandLine['runWith'] = async ({ passphrase = PASSPHRASE, input = '' }, ...argv) => {
    const child = start(argv, passphrase);
    child.stdin.on('error', () => {}); // a verb that fails at once does not read its input
    child.stdin.end(input);
    const [out, err] = [collect(child.stdout), collect(child.stderr)];
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { code, out: await out, err: await err };
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
    vault: async (title = 'Test case') => {
      const [made] = await json<{ vault: string }>('vault', 'create', 'test', '--json');
      const vault = ['--vault', made?.vault ?? ''] as const;
      await json('case', 'create', ...vault, '--title', title, '--json');
      return vault;
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function collect(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
