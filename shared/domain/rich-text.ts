import type { Format } from '../contract/findings.ts';

/**
 * A formatted text is plain text and, beside it, ranges that say what stands there: a line is a heading, an item, a quote or
 * the row of a table whose cells are parted by tabs; words are bold, or name an entity. The text alone is searched, compared,
 * quoted and redacted, and a text without ranges is what somebody typed before there were any.
 */
export type BlockKind = Exclude<Format['is'], InlineKind>;
export type InlineKind = 'bold' | 'italic' | 'entity' | 'snapshot';
const INLINE: ReadonlySet<string> = new Set<InlineKind>(['bold', 'italic', 'entity', 'snapshot']);
export const isInline = ({ is }: Pick<Format, 'is'>): boolean => INLINE.has(is);

/** Words of one look. */
export interface Run {
  readonly text: string;
  /** In UTF-16 units of the whole text. */
  readonly from: number;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly names: { readonly is: 'entity' | 'snapshot'; readonly id: string } | null;
}
interface Place {
  readonly from: number;
  readonly to: number;
}
export interface Line extends Place {
  readonly kind: 'paragraph' | 'heading-1' | 'heading-2' | 'heading-3' | 'bullet' | 'number' | 'quote';
  /** Of an item, from 0. */
  readonly depth: number;
  /** Of a numbered item, from 1; else 0. */
  readonly number: number;
  readonly runs: readonly Run[];
}
export interface Table extends Place {
  readonly kind: 'table';
  readonly rows: readonly (Place & {
    readonly head: boolean;
    readonly cells: readonly (Place & { readonly runs: readonly Run[] })[];
  })[];
}
export type Block = Line | Table;

/** Deeper items are not told apart. */
export const MOST_DEPTH = 3;

interface Typed extends Place {
  readonly format: Format | undefined;
}
function linesOf(text: string, format: readonly Format[]): Typed[] {
  const blocks = format.filter((each) => !isInline(each)).toSorted((a, b) => a.from - b.from);
  let from = 0;
  let next = 0;
  return text.split('\n').map((line) => {
    const to = from + line.length;
    while ((blocks[next]?.to ?? Number.POSITIVE_INFINITY) < from) next++;
    const found = blocks[next];
    const typed = { from, to, format: found && found.from <= to ? found : undefined };
    from = to + 1;
    return typed;
  });
}

function runsOf(text: string, { from, to }: Place, inline: readonly Format[]): Run[] {
  const over = inline.filter((each) => each.from < to && each.to > from);
  const edges = [from, to, ...over.flatMap((each) => [Math.max(from, each.from), Math.min(to, each.to)])];
  const seams = [...new Set(edges)].sort((a, b) => a - b);
  return seams.slice(0, -1).map((start, at): Run => {
    const there = over.filter((each) => each.from <= start && each.to > start);
    const named = there.find(({ is }) => is === 'entity' || is === 'snapshot');
    return {
      ...{ text: text.slice(start, seams[at + 1]), from: start },
      bold: there.some(({ is }) => is === 'bold'),
      italic: there.some(({ is }) => is === 'italic'),
      names: named?.id === undefined ? null : { is: named.is as 'entity' | 'snapshot', id: named.id },
    };
  });
}

/** What stands in a text, in its order; every line of it is in one block. */
export function blocksOf(text: string, format: readonly Format[]): Block[] {
  const inline = format.filter(isInline);
  const blocks: Block[] = [];
  const counts: number[] = [];
  for (const { from, to, format: is } of linesOf(text, format)) {
    const kind = is?.is ?? 'paragraph';
    if (kind !== 'bullet' && kind !== 'number') counts.length = 0;
    if (kind === 'row' || kind === 'head') {
      const row = { from, to, head: kind === 'head', cells: cellsOf(text, { from, to }, inline) };
      const last = blocks.at(-1);
      // A head begins a table, unless it is one more line of a head.
      const goesOn = last?.kind === 'table' && (!row.head || last.rows.every(({ head }) => head));
      if (goesOn) blocks[blocks.length - 1] = { ...last, to, rows: [...last.rows, row] };
      else blocks.push({ kind: 'table', from, to, rows: [row] });
      continue;
    }
    const depth = kind === 'bullet' || kind === 'number' ? Math.min(is?.depth ?? 0, MOST_DEPTH) : 0;
    if (kind === 'bullet' || kind === 'number') {
      counts.length = Math.min(counts.length, depth + 1);
      counts[depth] = kind === 'number' ? (counts[depth] ?? 0) + 1 : 0;
    }
    const number = kind === 'number' ? (counts[depth] ?? 1) : 0;
    blocks.push({ kind: kind as Line['kind'], from, to, depth, number, runs: runsOf(text, { from, to }, inline) });
  }
  return blocks;
}

function cellsOf(text: string, { from, to }: Place, inline: readonly Format[]): Table['rows'][number]['cells'] {
  let at = from;
  return text
    .slice(from, to)
    .split('\t')
    .map((cell) => {
      const place = { from: at, to: at + cell.length };
      at = place.to + 1;
      return { ...place, runs: runsOf(text, place, inline) };
    });
}

/** Ranges as they are kept: within the text, one for each line that is no paragraph, in one order. Equal looks give equal ranges. */
export function tidy(text: string, format: readonly Format[]): Format[] {
  const kept: Format[] = [];
  for (const { from, to, format: is } of linesOf(text, format)) {
    if (!is) continue;
    const depth = is.is === 'bullet' || is.is === 'number' ? Math.min(is.depth ?? 0, MOST_DEPTH) : 0;
    kept.push({ is: is.is, from, to, ...(depth > 0 && { depth }) });
  }
  for (const kind of INLINE) {
    const names = kind === 'entity' || kind === 'snapshot';
    const ranges = format
      .filter(({ is, id }) => is === kind && (!names || id !== undefined))
      .map((each) => ({ ...each, from: Math.max(0, each.from), to: Math.min(text.length, each.to) }))
      .filter(({ from, to }) => from < to)
      .sort((a, b) => a.from - b.from || a.to - b.to);
    const joined: Format[] = [];
    for (const each of ranges) {
      const last = joined.at(-1);
      // Two names that touch stay two; emphasis that touches is one.
      if (last && (names ? each.from < last.to : each.from <= last.to)) {
        if (!names) joined[joined.length - 1] = { ...last, to: Math.max(last.to, each.to) };
      } else joined.push({ is: each.is, from: each.from, to: each.to, ...(names && { id: each.id }) });
    }
    kept.push(...joined);
  }
  return kept.sort((a, b) => a.from - b.from || a.to - b.to || (a.is < b.is ? -1 : 1));
}

/** Units that were taken out of a text and put in their place, by where they stood before. */
export interface Edit {
  readonly at: number;
  readonly removed: number;
  readonly inserted: number;
}
/** Ranges after edits of their text. @param edits in their order, none over another */
export function moved<T extends Place>(ranges: readonly T[], edits: readonly Edit[]): T[] {
  if (edits.length === 0) return [...ranges];
  const place = (was: number, end: boolean): number => {
    let by = 0;
    for (const { at, removed, inserted } of edits) {
      if (at + removed <= was) by += inserted - removed;
      else if (at < was) return at + by + (end ? inserted : 0);
      else break;
    }
    return was + by;
  };
  return ranges.map((each) => ({ ...each, from: place(each.from, false), to: place(each.to, true) }));
}

/** What is kept of the ranges where a text was changed by somebody who knows of none: those of the beginning that both share. */
export function keptFormat(before: string, format: readonly Format[], after: string): Format[] {
  let same = 0;
  while (same < before.length && same < after.length && before[same] === after[same]) same++;
  const whole = same === before.length && (same === after.length || after[same] === '\n');
  return format.filter(({ to }) => to < same || (whole && to <= same));
}

/** As long as it was, without the lines that are of a kind: for what reads running text. @param by what stands for each unit */
export function without(text: string, format: readonly Format[], kinds: readonly BlockKind[], by: ' ' | '\n'): string {
  return linesOf(text, format)
    .map(({ from, to, format: is }) =>
      is && (kinds as readonly string[]).includes(is.is) ? by.repeat(to - from) : text.slice(from, to),
    )
    .join('\n');
}
