import { fileURLToPath } from 'node:url';

/** The built file of a worker or child process, from the built program as well as from the sources (tests). */
export function entryFile(name: string): string {
  const here = import.meta.url;
  const base = here.includes('/dist/electron/') ? new URL('./', here) : new URL('../../../dist/electron/', here);
  return fileURLToPath(new URL(`${name}.js`, base));
}
