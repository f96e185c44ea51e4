import { type Mark, type Node, Schema } from 'prosemirror-model';
import { tableNodes } from 'prosemirror-tables';
import type { Format } from '../../../shared/contract/findings.ts';
import { blocksOf, type Line, MOST_DEPTH, type Run, type Table, tidy } from '../../../shared/domain/rich-text.ts';

const NAME = { is: { default: 'entity' }, id: { default: '' } };

/** What a formatted text is while it is edited: a block for each line, and tables of cells that hold one line each. */
export const schema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: { group: 'block', content: 'inline*', toDOM: () => ['p', 0] },
    heading: {
      ...{ group: 'block', content: 'inline*', attrs: { level: { default: 1, validate: 'number' } }, defining: true },
      // Under the heading of the finding, which is the second.
      toDOM: ({ attrs }) => [
        `h${Number(attrs['level']) + 2}`,
        { class: `rt-finding-text-heading-${attrs['level']}` },
        0,
      ],
    },
    item: {
      ...{ group: 'block', content: 'inline*', defining: true },
      attrs: { ordered: { default: false, validate: 'boolean' }, depth: { default: 0, validate: 'number' } },
      toDOM: ({ attrs }) => [
        attrs['ordered'] ? 'ol' : 'ul',
        { class: 'rt-finding-text-item', 'data-depth': String(attrs['depth']) },
        ['li', 0],
      ],
    },
    quote: { group: 'block', content: 'inline*', defining: true, toDOM: () => ['blockquote', 0] },
    ...tableNodes({ tableGroup: 'block', cellContent: 'inline*', cellAttributes: {} }),
    text: { group: 'inline' },
  },
  marks: {
    bold: { toDOM: () => ['strong', 0] },
    italic: { toDOM: () => ['em', 0] },
    name: {
      ...{ attrs: NAME, inclusive: false },
      toDOM: ({ attrs }) => [
        'span',
        { class: 'rt-finding-text-name', 'data-is': attrs['is'], 'data-id': attrs['id'] },
        0,
      ],
    },
  },
});

const marksOf = ({ bold, italic, names }: Run): Mark[] => [
  ...(bold ? [schema.mark('bold')] : []),
  ...(italic ? [schema.mark('italic')] : []),
  ...(names ? [schema.mark('name', { is: names.is, id: names.id })] : []),
];
const inlineOf = (runs: readonly Run[]): Node[] =>
  runs.filter(({ text }) => text !== '').map((run) => schema.text(run.text, marksOf(run)));

function lineNode({ kind, depth, runs }: Line): Node {
  const content = inlineOf(runs);
  if (kind === 'paragraph' || kind === 'quote') return schema.node(kind, null, content);
  if (kind === 'bullet' || kind === 'number')
    return schema.node('item', { ordered: kind === 'number', depth }, content);
  return schema.node('heading', { level: Number(kind.at(-1)) }, content);
}

function tableNode({ rows }: Table): Node {
  const count = Math.max(...rows.map(({ cells }) => cells.length));
  return schema.node(
    'table',
    null,
    rows.map(({ head, cells }) =>
      schema.node(
        'table_row',
        null,
        Array.from({ length: count }, (_, at) =>
          schema.node(head ? 'table_header' : 'table_cell', null, inlineOf(cells[at]?.runs ?? [])),
        ),
      ),
    ),
  );
}

/** A formatted text as it is edited. */
export const nodesOf = (text: string, format: readonly Format[]): Node[] =>
  blocksOf(text, format).map((block) => (block.kind === 'table' ? tableNode(block) : lineNode(block)));
export const docOf = (text: string, format: readonly Format[]): Node => schema.node('doc', null, nodesOf(text, format));

/** A line of the text, and where its words stand in what is edited. */
interface Stretch {
  /** Of the document, before its first character. */
  readonly position: number;
  readonly at: number;
  readonly length: number;
}
export interface Written {
  readonly text: string;
  readonly format: Format[];
  readonly stretches: readonly Stretch[];
}

/** What is edited, as a formatted text. */
export function writtenOf(doc: Node): Written {
  const format: Format[] = [];
  const stretches: Stretch[] = [];
  let text = '';
  const line = (node: Node, position: number): void => {
    stretches.push({ position: position + 1, at: text.length, length: node.content.size });
    node.forEach((child) => {
      const words = (child.text ?? '').replace(node.type.name.startsWith('table') ? /[\n\t]/g : /\n/g, ' ');
      const [from, to] = [text.length, text.length + words.length];
      for (const { type, attrs } of child.marks)
        if (type.name === 'name') format.push({ is: attrs['is'], from, to, id: attrs['id'] });
        else format.push({ is: type.name as 'bold' | 'italic', from, to });
      text += words;
    });
  };
  doc.forEach((block, offset, index) => {
    if (index > 0) text += '\n';
    const from = text.length;
    const { name } = block.type;
    if (name === 'table')
      block.forEach((row, inTable, rowAt) => {
        if (rowAt > 0) text += '\n';
        const start = text.length;
        row.forEach((cell, inRow, cellAt) => {
          if (cellAt > 0) text += '\t';
          line(cell, offset + 1 + inTable + 1 + inRow);
        });
        format.push({
          is: row.firstChild?.type.name === 'table_header' ? 'head' : 'row',
          from: start,
          to: text.length,
        });
      });
    else {
      line(block, offset);
      const to = text.length;
      if (name === 'heading') format.push({ is: `heading-${block.attrs['level']}` as 'heading-1', from, to });
      else if (name === 'quote') format.push({ is: 'quote', from, to });
      else if (name === 'item')
        format.push({
          ...{ is: block.attrs['ordered'] ? 'number' : 'bullet', from, to },
          depth: Math.min(Number(block.attrs['depth']), MOST_DEPTH),
        });
    }
  });
  return { text, format: tidy(text, format), stretches };
}

/** Where a place of the text is in what is edited. */
export function positionOf(stretches: readonly Stretch[], at: number): number {
  const found = stretches.findLast((each) => each.at <= at) ?? stretches[0];
  return found ? found.position + Math.min(at - found.at, found.length) : 0;
}

/** Where in the text a place of what is edited is. */
export function placeIn(stretches: readonly Stretch[], position: number): number {
  const found = stretches.findLast((each) => each.position <= position) ?? stretches[0];
  return found ? found.at + Math.max(0, Math.min(position - found.position, found.length)) : 0;
}
