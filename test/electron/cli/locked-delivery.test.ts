import { existsSync, readFileSync, writeFileSync } from 'node:fs';
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
});
