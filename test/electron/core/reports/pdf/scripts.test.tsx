import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { chromium } from '@playwright/test';
import { Document, Page, View } from '@react-pdf/renderer';
import PDFDocument from 'pdfkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_ON_ITS_PLACE } from '../../../../../electron/core/reports/pdf/brief-plan.ts';
import { type Family, fontPath, itemize, prepareFonts } from '../../../../../electron/core/reports/pdf/fonts.ts';
import { laidOut, print, written } from '../../../../../electron/core/reports/pdf/print.tsx';
import { type Printing, PrintingContext } from '../../../../../electron/core/reports/pdf/printing.ts';
import { nowhere, Words } from '../../../../../electron/core/reports/pdf/text.tsx';
import { findBrowser } from '../../../../support/browser.ts';
import { namesIn, SCRIPTS } from '../../../../support/names.ts';
import { byTool, readPdf } from '../../../../support/pdf-text.ts';
import { reportModel } from '../../../../support/report-model.ts';

const names = SCRIPTS.flatMap((script) => namesIn(script));
/** Scripts whose text is exact for readers that know no /ActualText. */
const WITHOUT_ACTUAL_TEXT = (['Latin', 'Cyrillic', 'Greek', 'Han', 'Kana', 'Hangul'] as const).flatMap(namesIn);
/** Marks of direction that poppler puts around right-to-left words. */
const plain = (text: string) => text.replace(/[\u202a-\u202e]/g, '').replace(/\s+/g, ' ');
/** What may surprise a reader who copies: controls, and characters that no font had. */
const STRANGE = /[\p{Cc}\p{Co}\ufffd]/u;

describe('names in nineteen scripts', { timeout: 120_000 }, () => {
  let folder: string;
  let file: string;
  let printed: Awaited<ReturnType<typeof print>>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'redthread-scripts-'));
    file = join(folder, 'report.pdf');
    const label = (name: string) => ({ type: 'other' as const, label: name, note: '', exhibits: [] });
    printed = await print(reportModel({ edition: 'infosec', indicators: names.map(label) }), null);
    writeFileSync(file, printed.pdf);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are all drawn with a font that has them', () => {
    expect(printed.unknownCharacters).toEqual([]);
  });

  it('come out of pdftotext exactly as they went in', ({ skip }) => {
    const text = byTool('pdftotext', ['-enc', 'UTF-8', file, '-']);
    if (text === null) return skip('pdftotext is not installed');
    expect(names.filter((name) => !plain(text).includes(name))).toEqual([]);
    expect(text.replaceAll(/[\n\f]/g, '')).not.toMatch(STRANGE);
  });

  it('come out exactly without /ActualText too, in the scripts that need none', async () => {
    const { pages } = await readPdf(printed.pdf);
    const text = pages.join('\n');
    expect(WITHOUT_ACTUAL_TEXT.filter((name) => !plain(text).includes(name))).toEqual([]);
    expect(text.replaceAll('\n', '')).not.toMatch(STRANGE);
    const raw = byTool('pdftotext', ['-raw', '-enc', 'UTF-8', file, '-']);
    if (raw === null) return;
    expect(WITHOUT_ACTUAL_TEXT.filter((name) => !plain(raw).includes(name))).toEqual([]);
    expect(raw.replaceAll(/[\n\f]/g, '')).not.toMatch(STRANGE);
  });

  it('come out as they were written, whatever was drawn with the same glyphs before', async ({ skip }) => {
    const composed = ['Їжакевич', 'Ευαγγελία', 'Zoë'];
    const label = (name: string) => ({ type: 'other' as const, label: name, note: '', exhibits: [] });
    const labels = [...composed.map((name) => name.normalize('NFD')), ...composed].map(label);
    const both = join(folder, 'both.pdf');
    writeFileSync(both, (await print(reportModel({ edition: 'infosec', indicators: labels }), null)).pdf);
    const text = byTool('pdftotext', ['-enc', 'UTF-8', both, '-']);
    if (text === null) return skip('pdftotext is not installed');
    for (const { label: name } of labels) expect(plain(text)).toContain(name);
  });

  it('are drawn as Chromium draws them with the same fonts', async ({ skip }) => {
    const executablePath = findBrowser();
    if (!executablePath) return skip('no Chromium');
    const ours = join(folder, 'ours.pdf');
    writeFileSync(ours, await gridOf(drawn));
    try {
      execFileSync('pdftoppm', ['-r', '72', '-png', '-singlefile', ours, join(folder, 'ours')]);
    } catch {
      return skip('pdftoppm is not installed');
    }
    const page = join(folder, 'names.html');
    writeFileSync(page, gridInHtml(drawn));
    const browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--font-render-hinting=none', '--allow-file-access-from-files'],
    });
    try {
      const tab = await browser.newPage({ viewport: { width: WIDTH, height: heightOf(drawn) } });
      await tab.goto(pathToFileURL(page).href, { timeout: 110_000 }); // a browser that starts beside other tests takes its time
      await tab.evaluate(() => document.fonts.ready.then(() => undefined));
      await tab.screenshot({ path: join(folder, 'theirs.png') });
    } finally {
      await browser.close();
    }
    const [a, b] = [await pixels(join(folder, 'ours.png')), await pixels(join(folder, 'theirs.png'))];
    const differing = names.filter((_, at) => difference(inkOf(a, at), inkOf(b, at)) > MOST_DIFFERENCE);
    expect(differing).toEqual([]);
    for (const [right, wrong] of LOST_A_DOT)
      expect(difference(inkOf(a, drawn.indexOf(wrong)), inkOf(b, drawn.indexOf(right)))).toBeGreaterThan(
        MOST_DIFFERENCE,
      );
  });
});

/** What a name looks like without a dot or a mark: so much the comparison must notice. */
const LOST_A_DOT = [
  ['شركة', 'سركة'],
  ['خديجة', 'حديجة'],
  ['יִצְחָק', 'יצְחָק'],
  ['น้ำ', 'นำ'],
] as const;
const drawn = [...names, ...LOST_A_DOT.map(([, wrong]) => wrong)];

const CELL = { width: 270, height: 76, across: 10 };
const WIDTH = CELL.width * CELL.across;
const SIZE = 28;
const heightOf = (texts: readonly string[]) => Math.ceil(texts.length / CELL.across) * CELL.height;
const placeOf = (at: number) => ({
  left: (at % CELL.across) * CELL.width,
  top: Math.floor(at / CELL.across) * CELL.height,
});

async function gridOf(texts: readonly string[]): Promise<Buffer> {
  prepareFonts();
  const printing: Printing = {
    plan: ALL_ON_ITS_PLACE,
    pagination: 'classic',
    unknown: new Set(),
    failures: [],
    entries: new Set(),
    landmarks: new Map(),
  };
  const layout = await laidOut(
    <PrintingContext.Provider value={printing}>
      <Document>
        <Page size={[WIDTH, heightOf(texts)]}>
          {texts.map((text, at) => (
            <View key={text} style={{ position: 'absolute', width: CELL.width, height: CELL.height, ...placeOf(at) }}>
              <Words breaks={nowhere} style={{ fontSize: SIZE, lineHeight: 2, paddingLeft: 6, paddingTop: 10 }}>
                {text}
              </Words>
            </View>
          ))}
        </Page>
      </Document>
    </PrintingContext.Provider>,
  );
  return written(layout, new PDFDocument({ autoFirstPage: false }) as never);
}

function gridInHtml(texts: readonly string[]): string {
  const families = new Set<string>();
  const cells = texts.map((text, at) => {
    const { left, top } = placeOf(at);
    const runs = itemize(text, 'Sans').map(({ family, text: piece, plain: apart }) => {
      families.add(family);
      return `<span style="font-family:${family};${apart ? 'font-feature-settings:&quot;ccmp&quot; 0' : ''}">${piece}</span>`;
    });
    return `<div style="left:${left + 6}px;top:${top + 10}px">${runs.join('')}</div>`;
  });
  const url = (family: string) => pathToFileURL(fontPath(family as Family)).href;
  const faces = [...families].map((family) => `@font-face{font-family:${family};src:url(${url(family)})}`);
  return `<meta charset="utf-8"><style>${faces.join('')}
    div{position:absolute;font-size:${SIZE}px;line-height:2;white-space:pre;font-variant-ligatures:no-common-ligatures;font-kerning:normal}
    </style>${cells.join('')}`;
}

interface Bitmap {
  readonly width: number;
  readonly height: number;
  /** Row by row, from 0 for black. */
  readonly grey: Uint8Array;
}

async function pixels(path: string): Promise<Bitmap> {
  const image = await loadImage(path);
  const { width, height } = image;
  const context = createCanvas(width, height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, grey: Uint8Array.from({ length: width * height }, (_, at) => data[at * 4] ?? 255) };
}

const DARK = 110;
const TINTED = 220;

/** The ink of a cell, cut to its bounds. */
function inkOf({ width, height, grey }: Bitmap, cell: number): Bitmap {
  const { left, top } = placeOf(cell);
  let [x0, y0, x1, y1] = [Infinity, Infinity, -1, -1];
  for (let y = top; y < Math.min(height, top + CELL.height); y++)
    for (let x = left; x < left + CELL.width; x++)
      if ((grey[y * width + x] ?? 255) < TINTED)
        [x0, y0, x1, y1] = [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x), Math.max(y1, y)];
  const cut = { width: Math.max(0, x1 - x0 + 1), height: Math.max(0, y1 - y0 + 1) };
  const rows = Array.from({ length: cut.height }, (_, row) => {
    const from = (y0 + row) * width + x0;
    return Buffer.from(grey.subarray(from, from + cut.width));
  });
  return { ...cut, grey: Buffer.concat(rows) };
}

/** Part of the ink that has none of the other's within two pixels, at a font size of 28. The smallest lost dot is 0.003. */
const MOST_DIFFERENCE = 0.002;
const NEAR = 2;
function difference(a: Bitmap, b: Bitmap): number {
  const stray = (from: Bitmap, to: Bitmap): number => {
    let [ink, lost] = [0, 0];
    for (const [at, grey] of from.grey.entries()) {
      if (grey > DARK) continue;
      ink++;
      const [x, y] = [at % from.width, Math.floor(at / from.width)];
      let found = false;
      for (let dy = -NEAR; dy <= NEAR && !found; dy++)
        for (let dx = -NEAR; dx <= NEAR && !found; dx++)
          found = x + dx >= 0 && x + dx < to.width && (to.grey[(y + dy) * to.width + x + dx] ?? 255) < TINTED;
      if (!found) lost++;
    }
    return ink === 0 ? 1 : lost / ink;
  };
  return Math.max(stray(a, b), stray(b, a));
}
