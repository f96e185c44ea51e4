import { Fragment, Slice } from 'prosemirror-model';
import type { Format } from '../../../shared/contract/findings.ts';
import { nodesOf } from './text-schema.ts';

interface Look {
  readonly bold: boolean;
  readonly italic: boolean;
  readonly name: Pick<Format, 'is' | 'id'> | null;
}
type Kind = Exclude<Format['is'], 'bold' | 'italic' | 'entity' | 'snapshot'> | 'paragraph';

const NOT_READ = new Set(['STYLE', 'SCRIPT', 'HEAD', 'TITLE', 'META', 'LINK', 'TEMPLATE', 'IFRAME', 'OBJECT', 'SVG']);
const BLOCKS = new Set([
  ...['P', 'DIV', 'SECTION', 'ARTICLE', 'HEADER', 'FOOTER', 'MAIN', 'ASIDE', 'ADDRESS', 'FIGURE', 'FIGCAPTION', 'PRE'],
  ...[
    'UL',
    'OL',
    'LI',
    'TABLE',
    'BLOCKQUOTE',
    'H1',
    'H2',
    'H3',
    'H4',
    'H5',
    'H6',
    'DL',
    'DT',
    'DD',
    'HR',
    'CENTER',
    'FORM',
  ],
]);
/** Word writes lists as paragraphs: the style tells the level, the marker stands in the text. */
const WORD_LIST = /mso-list:[^;]*\blevel(\d+)/i;
const WORD_MARKER = /^[\s\u00a0]*(?:[·•§o▪–-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])[\s\u00a0]+/i;
const MOST_CELLS = 20_000;

/** The words of HTML with what they are, and nothing else: no colours, fonts, pictures, links or anything that is somewhere else. */
export function readHtml(html: string): { text: string; format: Format[] } {
  // Inert: nothing of it is loaded or run.
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  const format: Format[] = [];
  let text = '';
  let line: { from: number; kind: Kind; depth: number } | null = null;
  let begun = false;
  let gap = false;

  const open = (kind: Kind, depth = 0): void => {
    close();
    // Paragraphs are apart, items and rows follow each other.
    const apart = gap && (kind === 'paragraph' || kind === 'quote' || kind.startsWith('heading'));
    if (begun) text += apart ? '\n\n' : '\n';
    begun = true;
    line = { from: text.length, kind, depth };
  };
  const close = (): void => {
    if (!line) return;
    const { from, kind, depth } = line;
    while (text.length > from && text.endsWith(' ')) text = text.slice(0, -1);
    for (const [at, each] of format.entries()) if (each.to > text.length) format[at] = { ...each, to: text.length };
    if (kind !== 'paragraph') format.push({ is: kind, from, to: text.length, ...(depth > 0 && { depth }) });
    gap = !(kind === 'bullet' || kind === 'number') || depth === 0;
    line = null;
  };
  const write = (words: string, look: Look, kind: Kind, depth: number): void => {
    const clean = words.replace(/[\s\u00a0]+/g, ' ');
    if (!line) {
      if (clean.trim() === '') return;
      open(kind, depth);
    }
    const own = line as { from: number } | null;
    const atStart = own !== null && (text.length === own.from || text.endsWith(' ') || text.endsWith('\t'));
    const added = atStart ? clean.trimStart() : clean;
    const [from, to] = [text.length, text.length + added.length];
    text += added;
    if (from === to) return;
    if (look.bold) format.push({ is: 'bold', from, to });
    if (look.italic) format.push({ is: 'italic', from, to });
    if (look.name) format.push({ ...look.name, from, to });
  };

  const walk = (node: Node, look: Look, kind: Kind, depth: number): void => {
    if (node.nodeType === Node.TEXT_NODE) return write(node.nodeValue ?? '', look, kind, depth);
    if (!(node instanceof HTMLElement) || NOT_READ.has(node.tagName.toUpperCase())) return;
    const { tagName: tag } = node;
    if (tag === 'BR') {
      if (line) open(kind === 'bullet' || kind === 'number' ? 'paragraph' : kind, 0);
      return;
    }
    if (tag === 'TABLE') return table(node, look);
    const within = { ...look, ...lookOf(node, look) };
    const inside = (kinds: Kind, deep: number) => {
      for (const child of node.childNodes) walk(child, within, kinds, deep);
    };
    if (!BLOCKS.has(tag)) return inside(kind, depth);
    const style = node.getAttribute('style') ?? '';
    const word = WORD_LIST.exec(style);
    if (word) return wordItem(node, within, Number(word[1]) - 1);
    close();
    const heading = /^H([1-6])$/.exec(tag);
    if (heading) inside(`heading-${Math.min(Number(heading[1]), 3)}` as Kind, 0);
    else if (tag === 'LI') {
      const parent = node.parentElement;
      // A list in the HTML of this editor says how deep it is; elsewhere lists stand in each other.
      const own = Number(parent?.dataset['depth'] ?? Number.NaN);
      inside(
        parent?.tagName === 'OL' ? 'number' : 'bullet',
        Number.isNaN(own) ? Math.max(0, listsAbove(node) - 1) : own,
      );
    } else if (tag === 'BLOCKQUOTE') inside('quote', 0);
    else inside(kind, depth);
    close();
  };
  const wordItem = (node: HTMLElement, look: Look, depth: number): void => {
    close();
    const marker = WORD_MARKER.exec(node.textContent ?? '')?.[0] ?? '';
    const at = text.length + (begun ? 1 : 0);
    const kind = /\d|[a-z][.)]/i.test(marker) ? 'number' : 'bullet';
    // The marker is in a span of its own, or at the head of the text.
    for (const child of node.childNodes)
      if (!(child instanceof HTMLElement && /mso-list:\s*ignore/i.test(child.getAttribute('style') ?? '')))
        walk(child, look, kind, Math.max(0, depth));
    const left = WORD_MARKER.exec(text.slice(at))?.[0] ?? '';
    if (left !== '' && line) cut(at, left.length);
    close();
  };
  const cut = (at: number, length: number): void => {
    text = text.slice(0, at) + text.slice(at + length);
    for (const [index, each] of format.entries())
      format[index] = {
        ...each,
        from: each.from > at ? Math.max(at, each.from - length) : each.from,
        to: each.to > at ? Math.max(at, each.to - length) : each.to,
      };
  };
  const table = (node: HTMLElement, look: Look): void => {
    close();
    const rows = [...node.querySelectorAll('tr')].filter((row) => row.closest('table') === node);
    let cells = 0;
    for (const [at, row] of rows.entries()) {
      open(at === 0 ? 'head' : 'row');
      for (const [index, cell] of [...row.querySelectorAll('td, th')].entries()) {
        if (++cells > MOST_CELLS) break;
        if (index > 0) text += '\t';
        // A cell is one line.
        for (const words of textsIn(cell)) write(words, lookOf(cell as HTMLElement, look), 'row', 0);
      }
    }
    close();
  };
  for (const child of body.childNodes) walk(child, { bold: false, italic: false, name: null }, 'paragraph', 0);
  close();
  return { text, format };
}

function* textsIn(node: Node): Iterable<string> {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) yield child.nodeValue ?? '';
    else if (child instanceof HTMLElement && !NOT_READ.has(child.tagName)) {
      yield* textsIn(child);
      if (BLOCKS.has(child.tagName) || child.tagName === 'BR') yield ' ';
    }
  }
}

function listsAbove(node: HTMLElement): number {
  let count = 0;
  for (let each = node.parentElement; each; each = each.parentElement)
    if (each.tagName === 'UL' || each.tagName === 'OL') count++;
  return count;
}

function lookOf(node: HTMLElement, before: Look): Look {
  const { tagName: tag } = node;
  // Read as text: the policy of the page lets no style of a pasted text be applied.
  const style = node.getAttribute('style') ?? '';
  const weight = /font-weight:\s*([a-z0-9]+)/i.exec(style)?.[1];
  const fontStyle = /font-style:\s*([a-z]+)/i.exec(style)?.[1];
  const heading = /^H[1-6]$/.test(tag);
  const { is, id } = node.dataset;
  const named = (is === 'entity' || is === 'snapshot') && /^[0-9a-f-]{36}$/.test(id ?? '');
  return {
    bold: heading
      ? false
      : weight === 'normal' || weight === '400'
        ? false
        : before.bold || tag === 'B' || tag === 'STRONG' || weight === 'bold' || Number(weight) >= 600,
    italic: fontStyle === 'normal' ? false : before.italic || tag === 'I' || tag === 'EM' || fontStyle === 'italic',
    name: named ? { is: is as 'entity' | 'snapshot', id: id ?? '' } : before.name,
  };
}

/** What to put in the place of the selection; null where there is nothing to read. */
export function pasted(html: string, plain: string): Slice | null {
  const { text, format } = html === '' ? { text: plain.replace(/\r\n?/g, '\n'), format: [] } : readHtml(html);
  if (text === '') return null;
  const nodes = nodesOf(text, format);
  // The first and the last line go on in those that are there, unless they are more than words.
  const open = (node: (typeof nodes)[number] | undefined) => (node?.type.name === 'paragraph' ? 1 : 0);
  return new Slice(Fragment.from(nodes), open(nodes[0]), open(nodes.at(-1)));
}
