import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where @electron/fuses finds the switches in Electron's program, and as many as it may set, none of them set. */
const FUSES = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const MOST_FUSES = 16;

/** A folder that stands for Electron's distribution for Linux: what the packager copies and changes, and nothing that runs. */
export function standInDistribution(folder: string, version: string): string {
  for (const each of ['resources', 'locales']) mkdirSync(join(folder, each), { recursive: true });
  const wire = Buffer.concat([Buffer.from(FUSES), Buffer.from([1, MOST_FUSES]), Buffer.alloc(MOST_FUSES, '0')]);
  writeFileSync(join(folder, 'electron'), wire);
  chmodSync(join(folder, 'electron'), 0o755);
  writeFileSync(join(folder, 'version'), version);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak', 'locales/de.pak'])
    writeFileSync(join(folder, name), '');
  return folder;
}
