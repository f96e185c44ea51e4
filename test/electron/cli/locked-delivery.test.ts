import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandLine } from '../../support/command-line.ts';

describe('a delivery with a password, from the command line', { timeout: 180_000 }, () => {
  it('lies encrypted beside its PDF, and is checked without being unpacked', async () => {
    using cli = commandLine();
    const vault = await cli.vault('Locked');
    const path = (name: string): string => join(cli.folder, name);
    writeFileSync(path('word.txt'), 'long enough words\n');
    writeFileSync(path('other.txt'), 'quite other words\n');
    const report = ['report', ...vault, '--case', 'C-0001', '--edition', 'legal', '--out', 'r.pdf'];
    await cli.run(...report, '--companions', '--markdown', '--password-file', 'word.txt');
    expect(existsSync(path('r.md')) || existsSync(path('r.manifest.json'))).toBe(false);
    expect(readFileSync(path('r-companions.txt'), 'utf8')).toContain('r-companions.zip.age');

    const check = ['verify-delivery', 'r-companions.zip.age', '--json'];
    const told = async (...more: readonly string[]) => {
      const { out, code } = await cli.run(...check, ...more);
      return { code, ...(out === '' ? {} : (JSON.parse(out) as { ok: boolean; faults: { name: string }[] })) };
    };
    expect(await told('--password-file', 'word.txt')).toMatchObject({ code: 0, ok: true, faults: [] });
    expect(await told()).toMatchObject({ code: 2 });
    expect(await told('--password-file', 'other.txt')).toMatchObject({ code: 3 });

    const altered = readFileSync(path('r.pdf'));
    altered[altered.length - 20] = (altered.at(-20) ?? 0) ^ 1;
    writeFileSync(path('r.pdf'), altered);
    expect(await told('--password-file', 'word.txt')).toMatchObject({
      code: 1,
      ok: false,
      faults: [{ name: 'r.pdf' }],
    });
    const locked = readFileSync(path('r-companions.zip.age'));
    locked[locked.length - 20] = (locked.at(-20) ?? 0) ^ 1;
    writeFileSync(path('r-companions.zip.age'), locked);
    expect(await told('--password-file', 'word.txt')).toMatchObject({ code: 2 });
  });

  it('is told apart from what was changed, taken away, added, renamed or swapped, or is of another delivery', async () => {
    using cli = commandLine();
    const vault = await cli.vault('Checked');
    const path = (name: string): string => join(cli.folder, name);
    for (const out of ['a.pdf', 'b.pdf'])
      await cli.run('report', ...vault, '--case', 'C-0001', '--out', out, '--companions', '--markdown', '--summary');
    const whole = new Map(
      readdirSync(cli.folder)
        .filter((name) => /^[ab]\./.test(name))
        .map((name) => [name, readFileSync(path(name))]),
    );
    const bytesOf = (name: string): Buffer => whole.get(name) ?? Buffer.alloc(0);
    const told = async (files: Record<string, Buffer | null>) => {
      for (const [name, bytes] of Object.entries(files))
        if (bytes) writeFileSync(path(name), bytes);
        else rmSync(path(name));
      const { out, code } = await cli.run('verify-delivery', 'a.manifest.json', '--json');
      for (const name of Object.keys(files)) rmSync(path(name), { force: true });
      for (const [name, bytes] of whole) writeFileSync(path(name), bytes);
      const { faults } = JSON.parse(out) as { faults: { name: string; problem: string }[] };
      return { code, faults: faults.map(({ name, problem }) => `${name} ${problem}`) };
    };
    const altered = (name: string): string => expect.stringContaining(`${name} was altered`) as string;
    expect(await told({})).toEqual({ code: 0, faults: [] });
    expect(await told({ 'a.md': Buffer.from('x') })).toEqual({ code: 1, faults: [altered('a.md')] });
    expect(await told({ 'a.txt': null })).toEqual({ code: 1, faults: ['a.txt is missing'] });
    expect(await told({ 'a.extra.csv': Buffer.from('x') })).toEqual({
      code: 1,
      faults: ['a.extra.csv is not in the manifest'],
    });
    expect(await told({ 'a.txt': null, 'a.renamed.txt': bytesOf('a.txt') })).toEqual({
      code: 1,
      faults: ['a.txt is missing', 'a.renamed.txt is not in the manifest; it has the bytes of a.txt'],
    });
    expect(await told({ 'a.txt': bytesOf('a.md'), 'a.md': bytesOf('a.txt') })).toEqual({
      code: 1,
      faults: [altered('a.md'), altered('a.txt')],
    });
    // Signed, and of another copy: its files are not those of this one.
    const other = { 'a.manifest.json': bytesOf('b.manifest.json'), 'a.manifest.sig': bytesOf('b.manifest.sig') };
    const { code, faults } = await told(other);
    expect([code, faults[0]]).toEqual([1, 'a.md is not in the manifest']);
    const recipient = Buffer.from(
      bytesOf('a.manifest.json').toString('utf8').replace('"recipient":""', '"recipient":"X"'),
    );
    expect(await told({ 'a.manifest.json': recipient })).toEqual({
      code: 1,
      faults: ['a.manifest.json does not carry a valid signature: it was altered, or signed by no one'],
    });
  });
});
