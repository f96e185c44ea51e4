import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Real files that lie beside the project on some machines; tests that need them skip where they are absent. */
export const sharedData = (path: string): string =>
  fileURLToPath(new URL(`../../../shared/data/${path}`, import.meta.url));
export const hasSharedData = (...paths: string[]): boolean => {
  const missing = paths.filter((path) => !existsSync(sharedData(path)));
  if (missing.length > 0) process.stderr.write(`skipped: ../shared/data has no ${missing.join(', ')}\n`);
  return missing.length === 0;
};
