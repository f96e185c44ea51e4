import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { standInDistribution } from './stand-in.ts';

// Packages the program for Linux around a stand-in for Electron's distribution, takes the package apart, and runs what is in it
// under plain Node, away from every node_modules of this folder. Needs no network; skips where it cannot run.

const root = fileURLToPath(new URL('../..', import.meta.url));
const { resolve } = createRequire(import.meta.url);
const say = (line: string): void => void process.stdout.write(`package: ${line}\n`);

if (process.platform !== 'linux') skip('the package is built for Linux on Linux');
const builder = found('electron-builder/cli.js') ?? skip('electron-builder is not installed');
const { version } = JSON.parse(readFileSync(resolve('electron/package.json'), 'utf8')) as { version: string };

const folder = mkdtempSync(join(tmpdir(), 'redthread-package-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const built = spawnSync(
  process.execPath,
  [
    builder,
    ...['--linux', 'dir'],
    `-c.electronDist=${standInDistribution(join(folder, 'electron'), version)}`,
    `-c.directories.output=${join(folder, 'release')}`,
  ],
  { cwd: root, encoding: 'utf8', env: { ...process.env, npm_config_offline: 'true' } },
);
if (built.status !== 0 && /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT/.test(built.stdout + built.stderr))
  skip('the packager wants to download something');
assert.equal(built.status, 0, built.stdout + built.stderr);

const unpacked = join(folder, 'release', 'linux-unpacked');
const resources = join(unpacked, 'resources');
assert.deepEqual(await fusesOf(join(unpacked, 'redthread')), {
  RunAsNode: 'DISABLE',
  EnableNodeOptionsEnvironmentVariable: 'DISABLE',
  EnableNodeCliInspectArguments: 'DISABLE',
  EnableEmbeddedAsarIntegrityValidation: 'ENABLE',
  OnlyLoadAppFromAsar: 'ENABLE',
});
say('fuses are set');

const program = join(folder, 'program');
const asar = join(root, 'node_modules', '.bin', 'asar');
execFileSync(process.execPath, [asar, 'extract', join(resources, 'app.asar'), program]);
const native = globSync('**/*.node', { cwd: program }).sort();
say(`${sizeOf(resources)} MiB besides Electron itself; native: ${native.join(', ')}`);
assert.ok(native.length > 0 && native.every((path) => /linux-x64/.test(path)), 'binaries of other systems');
assert.deepEqual(globSync('**/*.{c,cc,cpp,h,gyp,ts,tsx,map}', { cwd: program }), [], 'sources');
assert.ok(
  existsSync(join(resources, 'app.asar.unpacked', 'node_modules', 'better-sqlite3')),
  'native code lies outside',
);

const home = join(folder, 'home');
const PASSPHRASE = 'copper lantern sample';
function redthread(...args: string[]): string {
  const ran = spawnSync(process.execPath, [join(program, 'dist', 'electron', 'cli.js'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: home, REDTHREAD_HOME: home, REDTHREAD_PASSPHRASE: PASSPHRASE },
  });
  assert.equal(ran.status, 0, `redthread ${args[0]}: ${ran.stderr}`);
  return ran.stdout;
}

assert.equal(JSON.parse(redthread('self-check', '--json')).ok, true);
say('self-check: every part works');
const demo = JSON.parse(redthread('demo', '--out', 'demo', '--json'));
assert.ok(demo.verified && demo.pages > 5, 'the sample case is verified and printed');
const onDemo = ['--vault', join('demo', 'sample.redthread')];
const inCase = [...onDemo, '--case', 'C-0001'];
say(`demo: ${demo.counts.exhibits} exhibits, ${demo.pages} pages`);

// Words that stand in a picture alone: found once its text was read.
const hits = () => redthread('search', ...onDemo, '--json', 'carefully packed').trim();
assert.equal(hits(), '');
redthread('read', ...inCase);
assert.match(hits(), /carefully packed/i);
say('OCR and search: words of a picture are found once it was read');

redthread('report', ...inCase, '--out', 'report.pdf', '--edition', 'legal');
assert.equal(readFileSync(join(folder, 'report.pdf')).subarray(0, 5).toString('latin1'), '%PDF-');
const [signature] = globSync('report.pdf*sig*', { cwd: folder });
assert.ok(signature !== undefined, 'the report is signed');
say(`signed PDF: ${statSync(join(folder, 'report.pdf')).size} bytes, ${signature}`);

const secret = join(folder, 'secret');
writeFileSync(secret, 'a bundle passphrase\n');
redthread('bundle', 'export', ...inCase, '--out', 'case.age', '--bundle-passphrase-file', secret);
redthread('vault', 'create', 'other.redthread');
redthread('bundle', 'import', '--vault', 'other.redthread', 'case.age', '--bundle-passphrase-file', secret);
redthread('verify', '--vault', 'other.redthread');
say('bundle: exported, imported into another vault and verified');

async function fusesOf(path: string) {
  const all = (await getCurrentFuseWire(path)) as unknown as Record<string, number>;
  const names = [
    'RunAsNode',
    'EnableNodeOptionsEnvironmentVariable',
    'EnableNodeCliInspectArguments',
    'EnableEmbeddedAsarIntegrityValidation',
    'OnlyLoadAppFromAsar',
  ] as const;
  return Object.fromEntries(names.map((name) => [name, FuseState[all[FuseV1Options[name]] ?? 0]]));
}
function sizeOf(path: string): number {
  const files = globSync('**', { cwd: path, withFileTypes: true }).filter((entry) => entry.isFile());
  return Math.round(files.reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0) / (1 << 20));
}
function found(path: string): string | null {
  try {
    return resolve(path);
  } catch {
    return null;
  }
}
function skip(why: string): never {
  say(`skipped: ${why}`);
  process.exit(0);
}
