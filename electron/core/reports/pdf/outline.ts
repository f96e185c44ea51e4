import { type Block, type Paragraph, type Run, type Tabled, textIn } from '../working/blocks.ts';
import { PAGE_GAP } from './numbering.ts';
import type { Role, Tag } from './tags.ts';

/** What of a laid-out node is looked at here. */
export interface Node {
  readonly type: string;
  readonly value?: string;
  readonly style?: Readonly<Record<string, unknown>>;
  readonly props?: {
    readonly tag?: Tag;
    readonly fixed?: boolean;
    readonly id?: string;
    readonly src?: unknown;
  };
  readonly box?: { readonly width: number; readonly height: number };
  readonly children?: readonly Node[] | null;
}
/** A figure that is still to be drawn as a picture: its node, as it was laid out. */
export type Drawable = Extract<Block, { kind: 'figure' }> & { readonly node: Node };
type Made = Exclude<Block, { kind: 'figure' }> | Drawable;

const LEVEL: Partial<Record<Role, 1 | 2 | 3>> = { H1: 1, H2: 2, H3: 3 };
/** Points by which an item stands in, of each level of a list. */
const ITEM = 14;
/** From this size on a text that is no heading is the title of the report. */
const TITLE = 20;
const SMALL = 8.5;
/** What a list item begins with, where it is no term. */
const LIST_MARK = /^(?:•|–|\d{1,4}\.)$/;

/** The picture of a figure that is one picture and nothing else. */
export function photoIn({ children }: Node): Node | null {
  const [only, ...others] = children ?? [];
  return only?.type === 'IMAGE' && others.length === 0 ? only : null;
}

/**
 * What a layout says, in reading order and as plain data: the same tree that gives the PDF its structure, without its pages. What
 * stands in the margins of each page is left out, and so are the contents, whose page numbers mean nothing elsewhere.
 * @param root as it was laid out; glyphs need not have been placed
 */
export function outlineOf(root: unknown): readonly Made[] {
  const blocks: Made[] = [];
  /** Texts, rows and figures that were told: one that a page break parts stands there twice, with the same properties. */
  const told = new Set<object>();
  const tables = new Map<Tag, Tabled[]>();
  let anchors: string[] = [];
  let level = 0;

  const push = (block: Made): void => {
    blocks.push(anchors.length > 0 ? { ...block, anchors } : block);
    anchors = [];
  };
  const visit = (node: Node): void => {
    const { tag, fixed, id } = node.props ?? {};
    if (fixed === true && tag?.role !== 'TR') return;
    if (id !== undefined && node.props && !told.has(node.props)) {
      told.add(node.props);
      anchors = [...anchors, id];
    }
    if (tag?.role === 'Artifact') return;
    if (tag?.role === 'TOCI') {
      // Their heading says nothing without them.
      if (blocks.at(-1)?.kind === 'heading' && !told.has(blocks.at(-1) as object)) blocks.pop();
      return;
    }
    if (tag && told.has(tag) && tag.role !== 'LI') return;
    const heading = tag && LEVEL[tag.role];
    if (tag && heading !== undefined) {
      told.add(tag);
      // As in the PDF: at most one below the heading before.
      level = Math.min(heading, level + 1);
      const runs = joined(paragraphsIn(node, told));
      if (runs.length > 0) push({ kind: 'heading', level: level as 1 | 2 | 3, runs });
      return;
    }
    switch (tag?.role) {
      case 'Figure': {
        told.add(tag);
        // A picture alone is as large as itself, and not as the line that it stands on.
        const { width = 0, height = 0 } = (photoIn(node) ?? node).box ?? {};
        push({ kind: 'figure', node, width, height, alt: tag.alt ?? '' });
        return;
      }
      case 'TR': {
        told.add(tag);
        const of = tag.within ?? tag;
        const row = rowOf(node, told);
        const known = tables.get(of);
        if (known) return void known.push(row);
        const rows = [row];
        tables.set(of, rows);
        push({ kind: 'table', rows });
        return;
      }
      case 'LI':
        return item(node, tag);
      case 'Caption':
      case 'BlockQuote': {
        const look = tag.role === 'Caption' ? 'caption' : 'quote';
        for (const runs of paragraphsIn(node, told)) push({ kind: 'text', look, runs });
        return;
      }
    }
    if (node.type === 'TEXT' || isRow(node)) {
      for (const runs of paragraphsIn(node, told)) push({ kind: 'text', look: lookOf(node), runs });
      return;
    }
    for (const child of node.children ?? []) visit(child);
  };
  const item = (node: Node, tag: Tag): void => {
    const [label, body] = ['Lbl', 'LBody'].map((role) =>
      (node.children ?? [])
        .filter((child) => child.props?.tag?.role === role)
        .flatMap((child) => paragraphsIn(child, told)),
    );
    const paragraphs = body ?? [];
    if (paragraphs.length === 0) return;
    if (told.has(tag)) {
      // The rest of one that a page break parts.
      const last = blocks.at(-1);
      if (last?.kind === 'item' || last?.kind === 'fact')
        blocks[blocks.length - 1] = { ...last, paragraphs: [...last.paragraphs, ...paragraphs] };
      return;
    }
    told.add(tag);
    const term = joined(label ?? []);
    const words = textIn(term).trim();
    if (!LIST_MARK.test(words)) return push({ kind: 'fact', term: words, paragraphs });
    const depth = Math.max(0, Math.round(Number(node.style?.['marginLeft'] ?? 0) / ITEM));
    push({ kind: 'item', mark: words, depth, paragraphs });
  };
  for (const page of (root as Node).children ?? []) for (const child of page.children ?? []) visit(child);
  return blocks;
}

/** Texts side by side are one line. */
const isRow = ({ type, style, children }: Node): boolean =>
  type === 'VIEW' &&
  style?.['flexDirection'] === 'row' &&
  (children ?? []).length > 0 &&
  (children ?? []).every(holdsTextAlone);
const holdsTextAlone = ({ type, props, children }: Node): boolean =>
  props?.tag === undefined &&
  props?.id === undefined &&
  (type === 'TEXT' || ((type === 'VIEW' || type === 'LINK') && (children ?? []).every(holdsTextAlone)));

function lookOf(node: Node): 'plain' | 'small' | 'title' {
  const first = firstText(node);
  const size = Number(first?.style?.['fontSize'] ?? 0);
  return size >= TITLE ? 'title' : size > 0 && size <= SMALL ? 'small' : 'plain';
}
const firstText = (node: Node): Node | undefined =>
  node.type === 'TEXT' ? node : (node.children ?? []).map(firstText).find((each) => each !== undefined);

/** Paragraphs as one line, in their order, two blanks between them where none stands. */
const joined = (paragraphs: readonly Paragraph[]): Paragraph =>
  paragraphs.flatMap((runs, at) => {
    const before = paragraphs[at - 1];
    return before === undefined || textIn(before).endsWith(' ') ? runs : [{ text: '  ' }, ...runs];
  });

function rowOf(node: Node, told: Set<object>): Tabled {
  const cells = (node.children ?? []).filter(({ props }) => props?.tag?.role === 'TH' || props?.tag?.role === 'TD');
  return {
    head: cells[0]?.props?.tag?.role === 'TH',
    widths: cells.map(({ box }) => box?.width ?? 1),
    cells: cells.map((cell) => paragraphsIn(cell, told)),
  };
}

/** Each text below a node, as a paragraph. */
function paragraphsIn(node: Node, told: Set<object>): Paragraph[] {
  if (isRow(node)) {
    const parts = (node.children ?? []).map((child) => paragraphsIn(child, told));
    // Boxes side by side, each of several texts, are a line each.
    const lines = parts.some((part) => part.length > 1) ? parts.map(joined) : [joined(parts.flat())];
    return lines.filter((line) => line.length > 0);
  }
  if (node.type !== 'TEXT')
    return (node.children ?? []).flatMap((child) => {
      const found = paragraphsIn(child, told);
      const link = node.type === 'LINK' ? target(node) : undefined;
      return link === undefined ? found : found.map((runs) => runs.map((run) => ({ ...run, link })));
    });
  if (node.props) {
    if (told.has(node.props)) return [];
    told.add(node.props);
  }
  const runs = runsIn(node, {});
  return textIn(runs).trim() === '' ? [] : [runs];
}

const target = ({ props }: Node): string | undefined =>
  typeof props?.src === 'string' && props.src.startsWith('#') ? props.src.slice(1) : undefined;

function runsIn(node: Node, look: Omit<Run, 'text'>): Run[] {
  if (node.type === 'TEXT_INSTANCE')
    return node.value ? [{ text: node.value.replaceAll(`, page ${PAGE_GAP}`, ''), ...look }] : [];
  const { fontFamily, fontWeight } = node.style ?? {};
  const link = node.type === 'LINK' ? target(node) : look.link;
  const own = {
    ...(Number(fontWeight ?? 400) >= 600 && { bold: true }),
    ...(fontFamily === 'Italic' && { italic: true }),
    ...((fontFamily === 'Mono' || look.mono) && { mono: true }),
    ...(link !== undefined && { link }),
  };
  return (node.children ?? []).flatMap((child) => runsIn(child, own));
}
