import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Builds `dist/`, unless nothing changed since the last build. `--force` builds anyway. */
const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'dist', 'built');
const parts = [
  { config: 'electron/vite.config.ts', from: ['shared', 'electron', 'package-lock.json'] },
  { config: 'electron/preload/vite.config.ts', from: ['shared', 'electron/preload'] },
  { config: 'renderer/verifier/vite.config.ts', from: ['shared/domain', 'renderer/verifier', 'package-lock.json'] },
  { config: 'renderer/vite.config.ts', from: ['shared', 'renderer', 'package-lock.json'] },
];

function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

// What is built first settles it for all that follow: React's development build draws a large board several times slower.
process.env['NODE_ENV'] = 'production';
const force = process.argv.includes('--force');
for (const { config, from } of parts) {
  const name = config.replaceAll('/', '-');
  const built = `${stamp}-${name}`;
  const fresh =
    existsSync(built) && statSync(built).mtimeMs > Math.max(...from.map((path) => newest(join(root, path))));
  if (fresh && !force) continue;
  const { build } = await import('vite');
  const started = Date.now();
  await build({ configFile: join(root, config), logLevel: 'warn' });
  // Before the start, so that a file saved while the build ran counts as newer.
  writeFileSync(built, '');
  utimesSync(built, started / 1000, started / 1000);
}
