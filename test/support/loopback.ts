import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface StartedProgram extends AsyncDisposable {
  /** The last address that was printed; it works once, and then another is printed. */
  readonly address: string;
  /** Resolves when an address was printed that was not used yet. */
  another(used: string): Promise<string>;
  /** Settings and vaults of this run. */
  readonly home: string;
  readonly lines: readonly string[];
  readonly process: ChildProcess;
  /** Ctrl+C; resolves to the exit code. */
  stop(): Promise<number | null>;
}

/** `npm start -- --browser --no-open` as a user gets it, with a home of its own. Build first (`npm run build`). */
export async function startProgram(
  args: readonly string[] = [],
  { throughShell = false, env = {} }: { throughShell?: boolean; env?: NodeJS.ProcessEnv } = {},
): Promise<StartedProgram> {
  const home = mkdtempSync(join(tmpdir(), 'redthread-home-'));
  const command = [process.execPath, 'dist/electron/start.js', '--browser', '--no-open', ...args];
  // npm puts a shell between itself and the program; the second command keeps it from making way for the first
  const [file = '', ...rest] = throughShell ? ['sh', '-c', '"$@"; true', 'sh', ...command] : command;
  const child = spawn(file, rest, {
    env: { ...process.env, REDTHREAD_HOME: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let latest = '';
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (latest) process.stderr.write(chunk); // before that it is the reason why it did not start
  });
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const lines: string[] = [];
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      latest = /http:\/\/\S+/.exec(line)?.[0] ?? latest;
      if (latest) resolve();
    });
    void exited.then((code) => reject(new Error(`it ended with ${code} before it printed an address: ${said}`)));
  });
  const stop = (): Promise<number | null> => {
    child.kill('SIGINT');
    return exited;
  };
  return {
    get address() {
      return latest;
    },
    another: async (used) => {
      while (latest === used) await new Promise((resolve) => setTimeout(resolve, 20));
      return latest;
    },
    home,
    lines,
    process: child,
    stop,
    [Symbol.asyncDispose]: async () => {
      await stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Exchanges the code of an address for the token, as the page does. */
export async function tokenFor(address: string): Promise<string> {
  const { origin, hash } = new URL(address);
  const response = await fetch(`${origin}/enter`, {
    method: 'POST',
    body: JSON.stringify({ code: hash.replace('#once=', '') }),
  });
  if (!response.ok) throw new Error(`the address was refused: ${response.status}`);
  return ((await response.json()) as { value: { token: string } }).value.token;
}
