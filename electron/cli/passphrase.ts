import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { Fault } from '../../shared/contract/errors.ts';

const VARIABLE = 'REDTHREAD_PASSPHRASE';

/**
 * The vault's passphrase: from the environment, a file, or a hidden prompt. Never from an argument, which
 * every program on the machine could read.
 * @param again asks twice at the prompt, for a new passphrase.
 */
export async function readPassphrase(file: string | undefined, signal: AbortSignal, again = false): Promise<string> {
  if (file !== undefined) return secretFrom(file, 'passphrase file');
  const given = process.env[VARIABLE];
  if (given !== undefined && given !== '') return given;
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new Fault(
      'locked',
      `No passphrase was given, and there is no terminal to ask at. Set ${VARIABLE} or use --passphrase-file FILE.`,
    );
  const first = await prompt(again ? 'New passphrase: ' : 'Passphrase: ', signal);
  if (again && (await prompt('The same again: ', signal)) !== first)
    throw new Fault('bad-request', 'The two passphrases differ. Nothing was made.');
  return first;
}

/** First line of a file, without its line end. @throws Fault when it cannot be read or is empty */
export async function secretFrom(file: string, what: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Fault('not-found', `The ${what} "${file}" cannot be read (${error.code ?? 'unknown reason'}).`);
  });
  const line = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? '';
  if (line === '') throw new Fault('bad-request', `The ${what} "${file}" has an empty first line.`);
  return line;
}

/** Asks at the terminal; what is typed is not shown. */
export function prompt(question: string, signal: AbortSignal): Promise<string> {
  const muted = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: muted, terminal: true, historySize: 0 });
  process.stderr.write(question);
  return new Promise<string>((resolve, reject) => {
    const stopped = () => reject(new Fault('cancelled', 'Stopped.'));
    signal.addEventListener('abort', stopped, { once: true });
    lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT')); // a terminal in raw mode sends no signal itself
    lines.on('close', stopped);
    lines.question('', resolve);
  }).finally(() => {
    process.stderr.write('\n');
    lines.removeAllListeners('close');
    lines.close();
  });
}
