import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  InternalHyperlink,
  type IParagraphOptions,
  LevelFormat,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { draftWords } from '../../../../shared/domain/report-points.ts';
import type { Block, Run, Tabled, Paragraph as Words } from './blocks.ts';
import { type Sealed, workingWords } from './sealed.ts';

/** Lengths of Word: twentieths of a point, and half points for the size of letters. */
const TWIP = 20;
const HALF = 2;
const MARGIN = 50;
const PAPER = { a4: { width: 595.28, height: 841.89 }, letter: { width: 612, height: 792 } } as const;
/** Points from a fact's term to what stands beside it. */
const TERM = 92;
const ITEM = 18;
const PIXELS = 96 / 72;
const FONT = { text: 'Arial', exact: 'Courier New' } as const;
const HEADINGS = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;
const LOOKS = { plain: undefined, small: 'Small', title: 'Title', caption: 'Caption', quote: 'Quote' } as const;
const NUMBERS = 'numbers';

/** Bookmarks of Word have up to 40 letters, digits and underscores. */
class Anchors {
  readonly #names = new Map<string, string>();
  constructor(blocks: readonly Block[]) {
    for (const { anchors = [] } of blocks)
      for (const anchor of anchors)
        if (!this.#names.has(anchor))
          this.#names.set(anchor, `r${this.#names.size}_${anchor.replaceAll(/[^A-Za-z0-9]+/g, '_')}`.slice(0, 40));
  }
  of = (anchor: string): string | undefined => this.#names.get(anchor);
}

/**
 * A Word document (ISO/IEC 29500) of what the PDF says: headings, lists, tables, figures with their captions, and references that
 * lead to them. It is marked as a working copy, with the sealed PDF's hash on top and in its properties.
 */
export async function asDocx(blocks: readonly Block[], sealed: Sealed): Promise<Uint8Array> {
  const anchors = new Anchors(blocks);
  const { width, height } = PAPER[sealed.paper];
  const marks = [sealed.tlp, draftWords(sealed.draft), sealed.copy].filter((each) => each !== '').join('  ·  ');
  const centred = (text: string, size: number) =>
    new Paragraph({
      alignment: AlignmentType.CENTER,
      children: [new TextRun({ text: xmlText(text), bold: true, size: size * HALF })],
    });
  const caveat = sealed.caveat.trim() === '' ? [] : [centred(sealed.caveat.trim().replace(/\s+/g, ' '), 7)];
  const document = new Document({
    title: xmlText(`${sealed.title} (working copy)`),
    subject: sealed.tlp,
    creator: xmlText(sealed.preparedBy),
    lastModifiedBy: xmlText(sealed.preparedBy),
    description: xmlText(`${workingWords(sealed)} ${sealed.sha256}. ${sealed.program}`),
    keywords: `sha256:${sealed.sha256}`,
    styles: STYLES,
    numbering: {
      config: [
        {
          reference: NUMBERS,
          levels: Array.from({ length: 9 }, (_, level) => ({
            ...{ level, format: LevelFormat.DECIMAL, text: `%${level + 1}.`, alignment: AlignmentType.START },
            style: { paragraph: { indent: { left: (level + 1) * ITEM * TWIP, hanging: ITEM * TWIP } } },
          })),
        },
      ],
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: Math.round(width * TWIP), height: Math.round(height * TWIP) },
            margin: { top: 78 * TWIP, bottom: 70 * TWIP, left: MARGIN * TWIP, right: MARGIN * TWIP },
          },
        },
        headers: { default: new Header({ children: [centred(`WORKING COPY  ·  ${marks}`, 9), ...caveat] }) },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [
                  new TextRun({ text: `${sealed.tlp}  ·  Page `, size: 8 * HALF }),
                  new TextRun({ children: [PageNumber.CURRENT], size: 8 * HALF }),
                ],
              }),
            ],
          }),
        },
        children: [...stamp(sealed), ...bodyOf(blocks, anchors, width - 2 * MARGIN)],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

function stamp(sealed: Sealed): Paragraph[] {
  const edge = { style: BorderStyle.SINGLE, size: 8, color: '1C2127', space: 4 };
  const border = { top: edge, bottom: edge, left: edge, right: edge };
  return [
    new Paragraph({ border, children: [new TextRun({ text: xmlText(workingWords(sealed)), bold: true })] }),
    new Paragraph({
      border,
      spacing: { after: 10 * TWIP },
      children: [new TextRun({ text: sealed.sha256, font: FONT.exact })],
    }),
  ];
}

function bodyOf(blocks: readonly Block[], anchors: Anchors, room: number): (Paragraph | Table)[] {
  let instance = 0;
  const partsOf = (block: Block, at: number): (Paragraph | Table)[] => {
    const marked = (children: readonly ParagraphChild[]): ParagraphChild[] => {
      const names = (block.anchors ?? []).flatMap((anchor) => anchors.of(anchor) ?? []);
      return [...names.map((id) => new Bookmark({ id, children: [] })), ...children];
    };
    const line = (runs: Words, options: IParagraphOptions, first = true): Paragraph => {
      const children = runs.flatMap((run) => childrenOf(run, anchors));
      return new Paragraph({ ...options, children: first ? marked(children) : children });
    };
    switch (block.kind) {
      case 'heading':
        return [line(block.runs.map(plain), { heading: HEADINGS[block.level], keepNext: true })];
      case 'text': {
        const style = LOOKS[block.look];
        // A caption stands above a table, and below a figure.
        const next = blocks[at + 1]?.kind;
        const keepNext = next === 'figure' || (block.look === 'caption' && next === 'table');
        return [line(block.runs, { ...(style && { style }), keepNext })];
      }
      case 'fact': {
        const indent = { left: TERM * TWIP, hanging: TERM * TWIP };
        const [first = [], ...rest] = block.paragraphs;
        const term = { text: `${block.term}\t` };
        return [
          line([term, ...first], { indent, tabStops: [{ type: 'left', position: TERM * TWIP }] }),
          ...rest.map((runs) => line(runs, { indent: { left: TERM * TWIP } }, false)),
        ];
      }
      case 'item': {
        const before = blocks[at - 1];
        if (block.mark === '1.' || before?.kind !== 'item') instance++;
        const [first = [], ...rest] = block.paragraphs;
        const level = Math.min(block.depth, 8);
        const listed = /\d/.test(block.mark)
          ? { numbering: { reference: NUMBERS, level, instance } }
          : { bullet: { level } };
        return [
          line(first, listed),
          ...rest.map((runs) => line(runs, { indent: { left: (level + 1) * ITEM * TWIP } }, false)),
        ];
      }
      case 'table': {
        const names = block.anchors === undefined ? [] : [new Paragraph({ children: marked([]) })];
        return [...names, tableOf(block.rows, anchors, room), new Paragraph({ style: 'Cell', children: [] })];
      }
      case 'figure': {
        const { picture, alt, width, height } = block;
        if (!picture) return [line([{ text: `Not shown: ${alt}` }], {})];
        const scale = Math.min(1, room / width) * PIXELS;
        const image = new ImageRun({
          type: picture.type,
          data: picture.bytes,
          transformation: { width: Math.round(width * scale), height: Math.round(height * scale) },
          altText: { title: 'Figure', name: `figure-${at}`, description: xmlText(alt) },
        });
        return [new Paragraph({ keepNext: true, children: marked([image]) })];
      }
    }
  };
  return blocks.flatMap(partsOf);
}

/** The look of a heading is that of its style. */
const plain = ({ bold: _, ...run }: Run): Run => run;

/** @param room points across, of which each column takes the part that it has in the PDF */
function tableOf(rows: readonly Tabled[], anchors: Anchors, room: number): Table {
  const columns = Math.max(...rows.map(({ cells }) => cells.length));
  const { widths: laid = [] } = rows[0] ?? {};
  const total = laid.reduce((sum, width) => sum + width, 0) || columns;
  const widths = Array.from({ length: columns }, (_, at) => Math.round((room * TWIP * (laid[at] ?? 1)) / total));
  const rule = { style: BorderStyle.SINGLE, size: 4, color: 'D3D8DE' };
  return new Table({
    width: { size: Math.round(room * TWIP), type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    columnWidths: widths,
    borders: { top: rule, bottom: rule, left: rule, right: rule, insideHorizontal: rule, insideVertical: rule },
    rows: rows.map(
      ({ head, cells }) =>
        new TableRow({
          tableHeader: head,
          cantSplit: true,
          children: Array.from({ length: columns }, (_, at) => {
            const paragraphs = cells[at] ?? [];
            const lines = paragraphs.length === 0 ? [[]] : paragraphs;
            return new TableCell({
              width: { size: widths[at] ?? 0, type: WidthType.DXA },
              margins: { left: 4 * TWIP, right: 4 * TWIP, top: 2 * TWIP, bottom: 2 * TWIP },
              ...(head && { shading: { fill: 'F6F7F9' } }),
              children: lines.map(
                (runs) =>
                  new Paragraph({
                    style: 'Cell',
                    children: runs.flatMap((run) => childrenOf(head ? { ...run, bold: true } : run, anchors)),
                  }),
              ),
            });
          }),
        }),
    ),
  });
}

function childrenOf(run: Run, anchors: Anchors): ParagraphChild[] {
  const lines = xmlText(run.text).split('\n');
  const link = run.link === undefined ? undefined : anchors.of(run.link);
  const children = lines.map(
    (text, at) =>
      new TextRun({
        text,
        ...(run.bold && { bold: true }),
        ...(run.italic && { italics: true }),
        ...(at > 0 && { break: 1 }),
        ...(run.mono && { font: FONT.exact }),
        ...(link !== undefined && { color: '215DB0' }),
      }),
  );
  return link === undefined ? children : [new InternalHyperlink({ anchor: link, children })];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: those that XML 1.0 has no way to write
const NO_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;
/** What XML cannot hold is written as its code point, as in the PDF. */
const xmlText = (text: string): string =>
  text.replace(NO_XML, (sign) => `⟨U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`);

const heading = (size: number, before: number) => ({
  run: { font: FONT.text, size: size * HALF, bold: true, color: '1C2127' },
  paragraph: { spacing: { before: before * TWIP, after: 4 * TWIP, line: 264, lineRule: LineRuleType.AUTO } },
});
const style = (id: string, name: string, size: number, more: object = {}) => ({
  ...{ id, name, basedOn: 'Normal', quickFormat: true, run: { size: size * HALF } },
  ...more,
});
const STYLES = {
  default: {
    document: {
      run: { font: FONT.text, size: 9.5 * HALF, color: '1C2127' },
      paragraph: { spacing: { after: 4 * TWIP, line: 276, lineRule: LineRuleType.AUTO } },
    },
    heading1: heading(15, 18),
    heading2: heading(11, 10),
    heading3: heading(9.5, 8),
    title: heading(24, 6),
  },
  paragraphStyles: [
    style('Small', 'Small', 8),
    style('Cell', 'Cell', 8, { paragraph: { spacing: { after: 0, line: 240, lineRule: LineRuleType.AUTO } } }),
    style('Caption', 'caption', 8, { run: { size: 8 * HALF, bold: true } }),
    style('Quote', 'Quote', 9.5, { paragraph: { indent: { left: 12 * TWIP } }, run: { italics: true } }),
  ],
};
