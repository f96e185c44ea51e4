import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import type { Exhibit, ImportResult } from '../../../shared/contract/evidence.ts';
import { commandLine } from '../../support/command-line.ts';

const require = createRequire(import.meta.url);
GlobalFonts.registerFromPath(
  require.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  'Test Sans',
);
function screenshot(text: string): Buffer {
  const canvas = createCanvas(700, 120);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, 700, 120);
  context.fillStyle = '#111';
  context.font = '28px "Test Sans"';
  context.fillText(text, 30, 70);
  return canvas.toBuffer('image/png');
}

describe('a folder on the command line', { timeout: 120_000 }, () => {
  it('brings in its files at any depth, sorted; says which links it does not follow and which files are hidden', async () => {
    using cli = commandLine();
    const inCase = [...(await cli.vault()), '--case', 'C-0001'];
    const at = (...parts: string[]) => join(cli.folder, 'seized', ...parts);
    mkdirSync(at('b', 'deep'), { recursive: true });
    writeFileSync(at('c.txt'), 'c');
    writeFileSync(at('a.txt'), 'a');
    writeFileSync(at('b', 'deep', 'x.csv'), 'id,n\n007,1\n');
    writeFileSync(at('.hidden'), 'kept from view');
    writeFileSync(join(cli.folder, 'elsewhere.txt'), 'elsewhere');
    symlinkSync(join(cli.folder, 'elsewhere.txt'), at('link.txt'));
    symlinkSync(cli.folder, at('b', 'loop'));
    const { code, out, err } = await cli.run('import', ...inCase, '--json', 'seized');
    expect(code).toBe(0);
    const lines = out
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as ImportResult & { file: string });
    expect(lines.filter((line) => line.exhibit).map(({ file, exhibit }) => [file, exhibit])).toEqual([
      ['seized/.hidden', 'E-0001'],
      ['seized/a.txt', 'E-0002'],
      ['seized/b/deep/x.csv', 'E-0003'],
      ['seized/c.txt', 'E-0004'],
    ]);
    expect(lines.filter((line) => !line.exhibit).map(({ file }) => file)).toEqual(['seized/b/loop', 'seized/link.txt']);
    expect(err).toContain('seized: 4 files');
    expect(err).toContain('2 symbolic links not followed: seized/b/loop, seized/link.txt');
    expect(err).toContain('1 hidden file imported too: seized/.hidden');
    const id = lines.find(({ exhibit }) => exhibit === 'E-0003')?.exhibitId;
    const [exhibit] = await cli.json<Exhibit>(
      'call',
      'evidence.get',
      ...inCase.slice(0, 2),
      '--json',
      JSON.stringify({ exhibitId: id }),
    );
    expect(exhibit).toMatchObject({ source: 'seized/b/deep/x.csv', acquiredHow: 'folder import' });
  });
  it.skipIf(process.platform !== 'linux')(
    'brings in files whose names are no UTF-8, and records the bytes of the names',
    async () => {
      using cli = commandLine();
      const inCase = [...(await cli.vault()), '--case', 'C-0001'];
      const folder = Buffer.concat([Buffer.from(join(cli.folder, 'old')), Buffer.from('/\u00e9t\xe9', 'latin1')]);
      mkdirSync(folder, { recursive: true });
      const name = Buffer.from('caf\xe9 ü.txt', 'latin1');
      writeFileSync(Buffer.concat([folder, Buffer.from('/'), name]), 'words');
      writeFileSync(join(cli.folder, 'old', 'plain ü.txt'), 'others');
      const imported = await cli.json<ImportResult>('import', ...inCase, '--json', 'old');
      expect(imported.map(({ originalName, exhibit }) => [exhibit, originalName])).toEqual([
        ['E-0001', 'caf\\xe9 \\xfc.txt'],
        ['E-0002', 'plain ü.txt'],
      ]);
      const entries = await cli.json<{ action: string; detail: Record<string, unknown> }>(
        'custody',
        ...inCase,
        '--json',
      );
      const taken = entries
        .filter(({ action }) => action === 'evidence.import')
        .map(({ detail }) => detail['nameBytes']);
      expect(taken).toEqual([name.toString('hex'), undefined]);
    },
  );
  it('says of the same bytes that they are there already and were recorded as a second acquisition', async () => {
    using cli = commandLine();
    const inCase = [...(await cli.vault()), '--case', 'C-0001'];
    writeFileSync(join(cli.folder, 'a.txt'), 'the same words');
    await cli.run('import', ...inCase, 'a.txt');
    const { code, out } = await cli.run('import', ...inCase, '--source', 'another custodian', 'a.txt');
    expect([code, out.includes('already E-0001; recorded as a second acquisition\n')]).toEqual([0, true]);
  });
  it('names what in it cannot be evidence, and brings in the rest', async () => {
    using cli = commandLine();
    const inCase = [...(await cli.vault()), '--case', 'C-0001'];
    mkdirSync(join(cli.folder, 'mixed'));
    writeFileSync(join(cli.folder, 'mixed', 'good.txt'), 'good');
    execFileSync('mkfifo', [join(cli.folder, 'mixed', 'pipe')]);
    const { code, out, err } = await cli.run('import', ...inCase, 'mixed');
    expect(code).toBe(2);
    expect(out).toContain('E-0001');
    expect(err).toContain('"pipe" is not an ordinary file');
  });
  it.skipIf(process.getuid?.() === 0)('names a folder in it that may not be read', async () => {
    using cli = commandLine();
    const inCase = [...(await cli.vault()), '--case', 'C-0001'];
    mkdirSync(join(cli.folder, 'seized', 'closed'), { recursive: true });
    chmodSync(join(cli.folder, 'seized', 'closed'), 0);
    const { code, err } = await cli.run('import', ...inCase, 'seized');
    expect([code, err.includes('not read: seized/closed (permission denied)')]).toEqual([2, true]);
  });
  it('reads the text of its pictures when asked, at once or later, and prints counts', async () => {
    using cli = commandLine();
    const vault = await cli.vault();
    const inCase = [...vault, '--case', 'C-0001'];
    mkdirSync(join(cli.folder, 'chats'));
    writeFileSync(join(cli.folder, 'chats', '1.png'), screenshot('Send the payout before Friday'));
    const lines = await cli.json<{ read?: number }>('import', ...inCase, '--read', '--json', 'chats');
    expect(lines.at(-1)).toEqual({ read: 1, withText: 1, failed: [], languages: ['eng'] });
    const hits = await cli.json<{ label: string }>('search', ...vault, 'before Friday', '--json');
    expect(hits.map(({ label }) => label)).toContain('E-0001');
    writeFileSync(join(cli.folder, 'chats', '2.png'), screenshot('The second account is ready'));
    await cli.run('import', ...inCase, 'chats');
    const { code, out } = await cli.run('read', ...inCase);
    expect([code, out]).toEqual([0, 'pictures read: 1, with text: 1, failed: 0 (eng)\n']);
    expect((await cli.run('read', ...inCase)).out).toBe('pictures read: 0, with text: 0, failed: 0 (eng)\n');
  });

  it('leaves a vault in it alone', async () => {
    using cli = commandLine();
    const inCase = [...(await cli.vault()), '--case', 'C-0001'];
    writeFileSync(join(cli.folder, 'a.txt'), 'a');
    const { out, err } = await cli.run('import', ...inCase, '--json', '.');
    expect(err).toMatch(/not read: .*\(it is a vault/);
    expect(out).not.toContain('store.db');
    expect(out).toContain('a.txt');
  });
});
