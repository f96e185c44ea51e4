import { createHash } from 'node:crypto';
import { createCanvas } from '@napi-rs/canvas';
import { beforeAll, describe, expect, it } from 'vitest';
import { print } from '../../../../../electron/core/reports/pdf/print.tsx';
import type { Block } from '../../../../../electron/core/reports/working/blocks.ts';
import { textIn } from '../../../../../electron/core/reports/working/blocks.ts';
import { asDocx } from '../../../../../electron/core/reports/working/docx.ts';
import { asMarkdown } from '../../../../../electron/core/reports/working/markdown.ts';
import type { Sealed } from '../../../../../electron/core/reports/working/sealed.ts';
import { unzipped } from '../../../../support/delivered.ts';
import { openPdf } from '../../../../support/pdf-leaks.ts';
import { assessment, exhibitEntry, reportModel } from '../../../../support/report-model.ts';

const SEALED: Sealed = {
  ...{
    name: 'C-0001-legal.pdf',
    sha256: 'ab'.repeat(32),
    title: 'C-0001 Open',
    tlp: 'TLP:AMBER',
    caveat: 'Not to be forwarded',
  },
  ...{ copy: 'Copy 3 for Legal', draft: 1, preparedBy: 'R. Okafor', program: 'Redthread, test', paper: 'a4' },
};
const EXPLANATION = 'Heading of it\nfirst item\nsecond item\nFacts rest on E-0001, <b>not</b> on *stars* | pipes.';

let outline: readonly Block[];
let pdfText: string;
beforeAll(async () => {
  const picture = { bytes: createCanvas(40, 20).toBuffer('image/jpeg'), width: 40, height: 20 };
  const exhibits = [exhibitEntry(1, {}, { picture }), exhibitEntry(2)];
  const format = [
    { is: 'heading-1', from: 0, to: 13 },
    { is: 'number', from: 14, to: 24, depth: 0 },
    { is: 'number', from: 25, to: 36, depth: 0 },
    { is: 'bold', from: 37, to: 42 },
  ] as const;
  const findings = [
    { ...assessment, label: 'F-1', claim: 'The claim of it', explanation: EXPLANATION, format, exhibits: ['E-0001'] },
  ];
  const things = [
    {
      id: 'a',
      rect: { x: 0, y: 0, width: 180, height: 60 },
      face: { kind: 'entity', type: 'account', label: 'acct_9', byHand: false },
    },
    { id: 'b', rect: { x: 320, y: 0, width: 180, height: 60 }, face: { kind: 'note', text: 'A note' } },
  ];
  const board = { title: 'Main', things, links: [] };
  const model = reportModel({ edition: 'legal', exhibits, findings, board } as never);
  const printed = await print(model, null, () => {}, undefined, { outline: true });
  outline = printed.outline ?? [];
  pdfText = (await openPdf(printed.pdf)).text;
}, 120_000);

const of = <K extends Block['kind']>(kind: K) =>
  outline.filter((block): block is Extract<Block, { kind: K }> => block.kind === kind);
const wordsOf = (block: Block): string =>
  block.kind === 'table'
    ? block.rows.flatMap(({ cells }) => cells.flat().map(textIn)).join(' ')
    : block.kind === 'figure'
      ? ''
      : block.kind === 'fact' || block.kind === 'item'
        ? `${block.kind === 'fact' ? block.term : ''} ${block.paragraphs.map(textIn).join(' ')}`
        : textIn(block.runs);

describe('what the pages say', () => {
  it('is in the PDF, all of it, and has headings, lists, tables and figures', () => {
    for (const block of outline)
      for (const word of wordsOf(block).split(/\s+/).filter(Boolean)) expect(pdfText).toContain(word);
    expect(of('heading').map((each) => each.level)).toEqual(expect.arrayContaining([1, 2, 3]));
    expect(of('heading').map(({ runs }) => textIn(runs))).toContain('Heading of it');
    expect(of('item').map(({ mark, paragraphs }) => [mark, textIn(paragraphs[0] ?? [])])).toEqual([
      ['1.', 'first item'],
      ['2.', 'second item'],
    ]);
    const [register] = of('table').filter(({ rows }) => textIn(rows[0]?.cells[0]?.[0] ?? []) === 'Exhibit');
    expect(register?.rows.map(({ head }) => head)).toEqual([true, false, false]);
    expect(of('figure').map(({ picture }) => picture?.type)).toEqual(['png', 'jpg']);
    // Of 40 by 20 pixels: a picture alone is told by its own size, and not stretched to its line.
    const [, photo] = of('figure');
    expect(photo?.width).toBe(40);
    expect(photo?.height).toBe(20);
    expect(outline.map(wordsOf).join(' ')).not.toContain('Page 1 of');
  });
});

describe('the working copy for Word', () => {
  it('is marked, names the sealed PDF, and leads from each reference to what it names', async () => {
    const parts = await unzipped(await asDocx(outline, SEALED));
    const xml = (name: string): string => parts.get(name)?.toString('utf8') ?? '';
    const body = xml('word/document.xml');
    const words = body.replace(/<[^>]+>/g, '');
    expect(
      words.startsWith('Working copy, which anyone can change. The report is the sealed PDF C-0001-legal.pdf'),
    ).toBe(true);
    expect(words).toContain(SEALED.sha256);
    const core = xml('docProps/core.xml');
    for (const fact of [`sha256:${SEALED.sha256}`, 'TLP:AMBER', 'R. Okafor']) expect(core).toContain(fact);
    const header = [...parts.keys()].find((name) => /^word\/header\d*\.xml$/.test(name)) ?? '';
    for (const mark of ['WORKING COPY', 'TLP:AMBER', 'DRAFT', 'Copy 3 for Legal', 'Not to be forwarded'])
      expect(xml(header)).toContain(mark);
    const styles = [...body.matchAll(/<w:pStyle w:val="(\w+)"/g)].map(([, style]) => style);
    for (const style of ['Heading1', 'Heading2', 'Heading3', 'Caption']) expect(styles).toContain(style);
    expect(body).toContain('<w:tblHeader');
    expect(body).toContain('<w:numPr>');
    const bookmarks = new Set([...body.matchAll(/<w:bookmarkStart[^>]*w:name="(\w+)"/g)].map(([, name]) => name));
    const links = [...body.matchAll(/<w:hyperlink[^>]*w:anchor="(\w+)"/g)].map(([, name]) => name);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((name) => !bookmarks.has(name))).toEqual([]);
    expect(body).toMatch(/descr="Board “Main”: drawn are 2 items, 0 links/);
    const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    const media = [...parts].filter(([name]) => name.startsWith('word/media/')).map(([, bytes]) => hash(bytes));
    expect(media.sort()).toEqual(
      of('figure')
        .map(({ picture }) => hash(picture?.bytes ?? Buffer.of()))
        .sort(),
    );
    expect(xml('word/_rels/document.xml.rels')).not.toContain('TargetMode="External"');
  });

  it('writes what XML cannot hold as its code point', async () => {
    const blocks = [{ kind: 'text', look: 'plain', runs: [{ text: 'a\u0001b\ud800c' }] }] as const;
    const parts = await unzipped(await asDocx(blocks, SEALED));
    expect(parts.get('word/document.xml')?.toString('utf8')).toContain('a⟨U+0001⟩b⟨U+D800⟩c');
  });
});

describe('the working copy in Markdown', () => {
  it('reads as the PDF does: signs of its own are escaped, and each reference has its anchor', () => {
    const { text, pictures } = asMarkdown(outline, SEALED, 'C-0001-legal');
    expect(text).toContain('**WORKING COPY · TLP:AMBER · DRAFT: 1 open point · Copy 3 for Legal**');
    expect(text).toContain(`\`${SEALED.sha256}\``);
    expect(text).toContain('\\<b\\>not\\</b\\> on \\*stars\\* \\| pipes');
    expect(text).toContain('\n#### Heading of it\n\n1. first item\n2. second item\n');
    expect(text).toContain('**Facts**');
    const anchors = new Set([...text.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id));
    const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, id]) => id);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((id) => !anchors.has(id))).toEqual([]);
    expect(pictures.map(({ name }) => name)).toEqual(['C-0001-legal.figure-1.png', 'C-0001-legal.figure-2.jpg']);
    for (const { name } of pictures) expect(text).toContain(`](<${name}>)`);
  });
});
