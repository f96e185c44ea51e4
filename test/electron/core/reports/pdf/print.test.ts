import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { print } from '../../../../../electron/core/reports/pdf/print.tsx';
import { byTool, readPdf } from '../../../../support/pdf-text.ts';
import { assessment, exhibitEntry, exhibitRecord, reportModel } from '../../../../support/report-model.ts';

const number = '1234567890'.repeat(14);
const url = `https://example.com/${'a-path-with-hyphens/'.repeat(12)}?token=${'0123456789abcdef'.repeat(4)}`;
const hash = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const names = [
  'Zoë Łukasiewicz-Ñandú Đặng Văn',
  'Юлия Пётровна Ґалаґан',
  'Αλέξανδρος Παπαδόπουλος',
  'अरुणिमा श्रीवास्तव क्षत्रिय',
  'สมชาย วงศ์สุวรรณ',
  '王小明 張偉 陳大文',
  '山田太郎 タナカ さくら',
  '김민수 이영희',
  '😀💸👩🏽‍💻🇺🇸',
];
const joined = (pages: readonly string[]) => pages.join('\n').replace(/\s+/g, '');

/** The text as poppler's pdftotext gives it, without line ends; null where it is not installed. */
function poppler(pdf: Uint8Array): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'redthread-pdf-'));
  try {
    const file = join(folder, 'report.pdf');
    writeFileSync(file, pdf);
    return byTool('pdftotext', ['-enc', 'UTF-8', file, '-'])?.replace(/\s+/g, '') ?? null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The text in the places where it is seen, for which poppler goes by where glyphs stand. */
function byLines(pdf: Uint8Array): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'redthread-pdf-'));
  try {
    const file = join(folder, 'report.pdf');
    writeFileSync(file, pdf);
    return byTool('pdftotext', ['-layout', '-enc', 'UTF-8', file, '-']);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('a printed report', { timeout: 120_000 }, () => {
  const indicators = (labels: readonly string[]) =>
    labels.map((label) => ({ type: 'other' as const, label, note: '', exhibits: ['E-0001'] }));

  it('shows date before time behind a file name that runs from right to left', async ({ skip }) => {
    const name = 'صورة شاشة';
    const record = exhibitRecord(1, { originalName: name });
    const register = [{ label: 'E-0001', kind: 'file', record, removed: false, leftOut: null }] as const;
    const { pdf } = await print(reportModel({ exhibits: [], register }), null);
    const seen = (byLines(pdf) ?? skip('pdftotext is not installed')).replace(/\s+/g, ' ');
    expect(seen).toMatch(/2026-11-20 17:04:05 UTC, R\. Okafor/);
  });

  it('draws a note whose paper leaves its only line less than a border', async () => {
    const things = [
      { id: 'n', rect: { x: 0, y: 0, width: 112, height: 30.49 }, face: { kind: 'note', text: 'JustFits' } },
    ];
    const board = { title: 'Board', things, links: [] } as const;
    const { pdf } = await print(reportModel({ board: board as never }), null);
    expect(joined((await readPdf(pdf)).pages)).toContain('JustFits');
  });

  it('gives long numbers, URLs and hashes back as they were, wherever they stand', async ({ skip }) => {
    const exhibits = [
      exhibitEntry(1, { sha256: hash, note: `In words ${url} and ${number}.` }),
      exhibitEntry(
        2,
        { kind: 'query', preview: 'query' },
        {
          content: {
            kind: 'query',
            query: {
              sql: `SELECT '${url}'\n  FROM t`,
              columns: ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ name, type: 'TEXT' as const })),
              rows: [[number, url, '-100000.00', { int: '12345678901234567890' }, null, 'x-y-z']],
              rowCount: 1204,
              limitedBy: null,
              inputs: [{ name: 't', exhibitLabel: 'E-0001', sha256: hash }],
              ranAt: '2026-11-21T10:00:00.000Z',
            },
          },
        },
      ),
    ];
    const { pdf } = await print(
      reportModel({ edition: 'infosec', exhibits, indicators: indicators([url, number]) }),
      null,
    );
    const text = joined((await readPdf(pdf)).pages);
    expect(text.split(number).length - 1).toBe(3);
    expect(text.split(url).length - 1).toBe(4);
    expect(text.split(hash).length - 1).toBe(3);
    expect(text).toContain('12345678901234567890');
    expect(text).toContain('Rows1–1of1,204;therestisintheexhibit.ThefullresulthasSHA-256:');
    const other = poppler(pdf);
    if (other === null) return skip('pdftotext is not installed: only read by pdf.js');
    expect(other.split(number).length - 1).toBe(3);
    expect(other.split(url).length - 1).toBe(4);
    expect(other.split(hash).length - 1).toBe(3);
  });

  it('shows and gives back names in every script', async ({ skip }) => {
    const { pdf, unknownCharacters } = await print(
      reportModel({
        edition: 'infosec',
        indicators: indicators([...names, 'محمد عبد الله الأنصاري', 'יוסף בן־דוד כהן']),
      }),
      null,
    );
    expect(unknownCharacters).toEqual([]);
    // Right-to-left words come out of a reader in an order of its own; their letters are all there.
    const text = joined((await readPdf(pdf)).pages);
    for (const letter of 'محمدعبداللهالأنصارييוסףבןדודכהן') expect(text).toContain(letter);
    const other = poppler(pdf);
    if (other === null) return skip('pdftotext is not installed: names are not compared');
    for (const name of names) expect(other).toContain(name.replaceAll(' ', ''));
  });

  it('writes what it cannot show as its code point, and says so', async () => {
    const { pdf, unknownCharacters } = await print(
      reportModel({ edition: 'infosec', indicators: indicators(['evil\u202egpj.exe', 'Old Turkic \u{10c00}']) }),
      null,
    );
    expect(unknownCharacters).toEqual(['⟨U+10C00⟩']);
    const text = joined((await readPdf(pdf)).pages);
    expect(text).toContain('evil⟨U+202E⟩gpj.exe');
    expect(text).toContain('OldTurkic⟨U+10C00⟩');
  });

  it('bears its classification, case and number on every page, and right numbers in its contents', async () => {
    const exhibits = Array.from({ length: 24 }, (_, at) => exhibitEntry(at + 1));
    const { pdf, pages } = await print(reportModel({ edition: 'legal', exhibits, custody: custody(200) }), null);
    const read = await readPdf(pdf);
    expect(read.pages.length).toBe(pages);
    for (const [at, page] of read.pages.entries()) {
      expect(page.split('TLP:AMBER+STRICT').length - 1).toBeGreaterThanOrEqual(2);
      expect(page).toContain('C-0001');
      expect(page).toContain(`Page ${at + 1} of ${pages}`);
    }
    const pageOf = (text: string) => read.pages.findIndex((page, at) => at > 1 && page.includes(text)) + 1;
    const contents = (read.pages[1] ?? '').replace(/\s+/g, '');
    for (const [title, text] of [
      ['F-2 The group will move to new accounts when these are closed', 'The group will move'],
      ['E-0024 Payout export 24', 'payouts-24.csv'],
      ['Custody log', 'entries that concern this case'],
    ] as const)
      expect(contents).toContain(`${title.replaceAll(' ', '')}${pageOf(text)}`);
    expect(joined(read.pages).replaceAll('TLP:AMBER+STRICT', '')).toContain(hash.repeat(20));
    expect(read.outline).toEqual([
      '1  Executive summary',
      '2  Scope and background',
      '3  Findings',
      '4  Exhibits',
      '5  Method',
      '6  Custody',
    ]);
    expect(read.below).toContain('6.1  Custody log');
  });

  it('bears the additional restrictions of its label in head and foot of every page and of the cover', async () => {
    const caveat = 'For the fraud desk alone.\nNot for use in proceedings without the consent of R. Okafor.';
    const { pages } = await readPdf(
      (await print(reportModel({ edition: 'legal', caveat, custody: custody(1) }), null)).pdf,
    );
    // The cover has it once more, beside the label's meaning.
    for (const [at, page] of pages.entries())
      expect(page.replace(/\s+/g, ' ').split(caveat.replace('\n', ' ')).length - 1).toBe(at === 0 ? 3 : 2);
  });

  it('claims no more of what it leaves out, and of its log, than is so', async () => {
    const { pdf } = await print(reportModel({ edition: 'legal', exhibits: [exhibitEntry(1)] }), null);
    const text = (await readPdf(pdf)).pages.join(' ').replace(/\s+/g, ' ');
    expect(text).not.toMatch(/all exhibits|full custody|unnoticed|cannot be changed/i);
    expect(text).toContain('Whoever can rewrite the whole store can rewrite the whole log');
  });

  it('links a reference to the entry of the exhibit, and only where there is one', async () => {
    const exhibits = Array.from({ length: 12 }, (_, at) => exhibitEntry(at + 1));
    const summary = 'See E-0012 for the chat; E-0099 is not printed.';
    const { pdf } = await print(reportModel({ exhibits, summary, findings: [] }), null);
    const read = await readPdf(pdf);
    const target = read.pages.findIndex((page) => page.includes('payouts-12.csv')) + 1;
    const source = read.pages.findIndex((page) => page.includes('See E-0012'));
    expect(read.links[source]).toEqual([target]);
  });

  it('is refused by the name of an exhibit that cannot be drawn, and not left empty', async () => {
    using _quiet = vi.spyOn(console, 'error').mockImplementation(() => {}); // as in the process that prints
    const chart = { sql: 'SELECT 1', inputs: [], ranAt: '2026-01-01T00:00:00.000Z', most: 10, document: '{}' };
    const drawn = {
      ...exhibitEntry(7, { kind: 'chart', preview: 'chart' }),
      content: { kind: 'chart' as const, chart },
    };
    const printed = print(reportModel({ exhibits: [exhibitEntry(1), drawn] }), null);
    await expect(printed).rejects.toMatchObject({ code: 'damaged', message: expect.stringContaining('E-0007') });
    await expect(print(reportModel({ edition: 'none' as never }), null)).rejects.toThrow();
  });

  it('comes out byte for byte the same from the same model', async () => {
    const [first, second] = [await print(reportModel(), null), await print(reportModel(), null)];
    expect(Buffer.from(first.pdf).equals(Buffer.from(second.pdf))).toBe(true);
  });

  it('prints a note that is longer than what the fast engine can break', async () => {
    const note = Array.from({ length: 1500 }, (_, at) => `Paragraph ${at} of a long note.`).join('\n\n');
    const { pdf, pages } = await print(reportModel({ exhibits: [exhibitEntry(1, { note })] }), null);
    const text = joined((await readPdf(pdf)).pages);
    expect(pages).toBeGreaterThan(40);
    for (const at of [0, 700, 1499]) expect(text).toContain(`Paragraph${at}ofalongnote.`);
  });

  it('prints what no reader would read, whole and in bounded time', async () => {
    const unbroken = 'x'.repeat(99_000);
    const explanation = Array.from({ length: 14_000 }, () => 'E-0001').join(' ');
    const findings = [
      { ...assessment, label: 'F-1', claim: '\u200b'.repeat(500), explanation: unbroken },
      { ...assessment, label: 'F-2', claim: 'Tabs', explanation: `a${'\t'.repeat(50_000)}b` },
      { ...assessment, label: 'F-3', claim: 'References', explanation },
    ];
    const before = process.cpuUsage().user;
    const { pdf } = await print(reportModel({ findings }), null);
    expect((process.cpuUsage().user - before) / 1e6).toBeLessThan(40);
    const text = joined((await readPdf(pdf)).pages);
    const found = {
      unbroken: text.split('x').length > 99_000,
      claim: text.includes('⟨U+200B×500⟩'),
      tabs: [...text.matchAll(/⟨U\+0009×(\d+)⟩/g)].reduce((sum, [, times]) => sum + Number(times), 0),
      references: text.split('E-0001').length > 14_000,
    };
    expect(found).toEqual({ unbroken: true, claim: true, tabs: 50_000, references: true });
  });

  it('opens with its password only, under AES-256 of revision 6', async ({ skip }) => {
    const password = 'Zoë’s 12 fishes';
    const { pdf } = await print(reportModel(), password);
    await expect(readPdf(pdf)).rejects.toMatchObject({ name: 'PasswordException' });
    await expect(readPdf(pdf, `${password}!`)).rejects.toMatchObject({ name: 'PasswordException' });
    expect(joined((await readPdf(pdf, password)).pages)).toContain('CopperLantern');
    const folder = mkdtempSync(join(tmpdir(), 'redthread-pdf-'));
    try {
      writeFileSync(join(folder, 'report.pdf'), pdf);
      const said = byTool('qpdf', ['--show-encryption', `--password=${password}`, join(folder, 'report.pdf')]);
      if (said === null) return skip('qpdf is not installed: the encryption is only tried with pdf.js');
      expect(said).toMatch(/^R = 6$/m);
      expect(said).toMatch(/^file encryption method: AESv3$/m);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

const custody = (entries: number) =>
  Array.from({ length: entries }, (_, at) => ({
    seq: at + 1,
    at: '2026-11-20T17:04:05.000Z',
    actor: 'R. Okafor',
    program: 'cli 0.1.0',
    action: 'evidence.import',
    subject: 'E-0001',
    // One that is longer than a page, as a large board step is.
    detail: JSON.stringify({ bytes: 18_204 + at, sha256: at === 5 ? hash.repeat(200) : hash }),
    hash: String(at).padStart(64, '0'),
  }));
