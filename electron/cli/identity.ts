import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Fault } from '../../shared/contract/errors.ts';

/** The first secret key in an age identity file, whose other lines are comments. */
export async function identityFrom(cwd: string, path: string): Promise<string> {
  const text = await readFile(resolve(cwd, path), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Fault('not-found', `The identity file "${path}" cannot be read (${error.code ?? 'unknown reason'}).`);
  });
  const key = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .find((line) => line.startsWith('AGE-SECRET-KEY-'));
  if (!key) throw new Fault('bad-request', `The identity file "${path}" holds no line with AGE-SECRET-KEY-1…`);
  return key;
}
