import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { Fault } from '../../shared/contract/errors.ts';
import type { Host } from './host.ts';

const VARIABLE = 'REDTHREAD_PASSPHRASE';

/**
 * The vault's passphrase: from the environment, a file, or a hidden prompt. Never from an argument, which
 * every program on the machine could read.
 * @param again asks twice at the prompt, for a new passphrase.
 */
export async function readPassphrase(host: Host, file: string | undefined, again = false): Promise<string> {
  if (file !== undefined) return secretFrom(host.cwd, file, 'passphrase file');
  const given = host.env[VARIABLE];
  if (given !== undefined && given !== '') return given;
  if (!host.stdin.isTTY || !host.stderr.isTTY)
    throw new Fault(
      'locked',
      `No passphrase was given, and there is no terminal to ask at. Set ${VARIABLE} or use --passphrase-file FILE.`,
    );
  const first = await prompt(host, again ? 'New passphrase: ' : 'Passphrase: ');
  if (again && (await prompt(host, 'The same again: ')) !== first)
    throw new Fault('bad-request', 'The two passphrases differ. Nothing was made.');
  return first;
}

/** First line of a file, without its line end. @throws Fault when it cannot be read or is empty */
export async function secretFrom(cwd: string, file: string, what: string): Promise<string> {
  const text = await readFile(resolve(cwd, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Fault('not-found', `The ${what} "${file}" cannot be read (${error.code ?? 'unknown reason'}).`);
  });
  const line = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? '';
  if (line === '') throw new Fault('bad-request', `The ${what} "${file}" has an empty first line.`);
  return line;
}

/** Asks at the terminal; what is typed is not shown. */
function prompt({ stdin, stderr, interruption }: Host, question: string): Promise<string> {
  const muted = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: muted, terminal: true, historySize: 0 });
  stderr.write(question);
  return new Promise<string>((answer, reject) => {
    const stopped = () => reject(new Fault('cancelled', 'Stopped.'));
    interruption.signal.addEventListener('abort', stopped, { once: true });
    lines.on('SIGINT', () => interruption.interrupt('SIGINT')); // a terminal in raw mode sends no signal itself
    lines.on('close', stopped);
    lines.question('', answer);
  }).finally(() => {
    stderr.write('\n');
    lines.removeAllListeners('close');
    lines.close();
  });
}
