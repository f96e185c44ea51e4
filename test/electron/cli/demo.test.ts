import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PAYOUT_ACCOUNT, RING } from '../../../electron/core/samples/story.ts';
import { commandLine } from '../../support/command-line.ts';

const present = (tool: string): boolean => {
  try {
    execFileSync(tool, ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

interface Told {
  vault: string;
  passphrase: string;
  verified: boolean;
  report: string;
  pages: number;
  sha256: string;
  counts: Record<string, number>;
}

describe('demo', { timeout: 120_000 }, () => {
  it('builds the sample from nothing to a verified vault and a PDF', async () => {
    using cli = commandLine();
    const made = await cli.runProcess({}, 'demo', '--out', 'sample', '--json'); // all of it in the built program, once
    expect(made.code).toBe(0);
    const told = JSON.parse(made.out) as Told | undefined;
    expect(told).toMatchObject({ verified: true, counts: { exhibits: 13, datasets: 4, findings: 3 } });
    expect(told?.counts['entities']).toBe(RING.length + 5);
    expect(told?.pages).toBeGreaterThanOrEqual(2);
    expect(told?.pages).toBeLessThanOrEqual(4); // the executive edition
    const pdf = readFileSync(told?.report ?? '');
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(createHash('sha256').update(pdf).digest('hex')).toBe(told?.sha256);
    checkPages(told?.report ?? '', told?.pages ?? 0);

    for (const file of filesBelow(told?.vault ?? '')) {
      const text = readFileSync(file).toString('latin1');
      for (const needle of [
        RING[0]?.id ?? '',
        PAYOUT_ACCOUNT,
        'lumen.vault',
        'pinewick',
        'device_id',
        'Copper Lantern',
      ])
        expect({ file, needle, found: text.includes(needle) }).toEqual({ file, needle, found: false });
    }

    const sql = 'SELECT device_id, count(DISTINCT account_id) AS n FROM logins GROUP BY 1 HAVING n > 2 ORDER BY 1';
    const opened = await cli.runWith(
      { passphrase: told?.passphrase ?? '' },
      ...['sql', '--vault', told?.vault ?? '', '--case', 'C-0001', '--json', sql],
    );
    expect(
      opened.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).device_id),
    ).toEqual(['dv-5f1e09c2', 'dv-a83b77d0', 'dv-c20d4471']);

    const again = await cli.run('demo', '--out', 'sample');
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining('is there already') });
  });

  it('leaves no half sample when it is stopped', async () => {
    using cli = commandLine();
    mkdirSync(join(cli.folder, 'kept'));
    const child = cli.start('demo', '--out', 'kept');
    child.stderr?.once('data', () => setTimeout(() => child.kill('SIGINT'), 300));
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(130);
    expect(existsSync(join(cli.folder, 'kept'))).toBe(true);
    expect(readdirSync(join(cli.folder, 'kept'))).toEqual([]);
  });
});

/** Poppler, where it is installed, reads the PDF as a stranger would. */
function checkPages(file: string, pages: number): void {
  if (!present('pdfinfo') || !present('pdftotext')) {
    process.stderr.write('skipped: no pdfinfo and pdftotext on this machine\n');
    return;
  }
  expect(execFileSync('pdfinfo', [file]).toString()).toMatch(new RegExp(`^Pages:\\s+${pages}$`, 'm'));
  for (let page = 1; page <= pages; page++) {
    const text = execFileSync('pdftotext', ['-f', String(page), '-l', String(page), file, '-']).toString();
    expect({ page, marked: text.includes('TLP:AMBER') }).toEqual({ page, marked: true });
  }
  const text = execFileSync('pdftotext', [file, '-']).toString();
  for (const needle of [PAYOUT_ACCOUNT, 'E-0001', 'SYNTHETIC']) expect(text).toContain(needle);
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
