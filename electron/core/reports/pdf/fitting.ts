import { type Base, fontFile, itemize, type Weight } from './fonts.ts';
import { anywhere, type Breaks, LATIN, PLAIN } from './text.tsx';

/** Text as it is to be drawn in a room: each line is known to fit. */
export interface Fitted {
  /** Points. */
  readonly size: number;
  readonly lines: readonly string[];
  /** False when the text ends in an ellipsis. */
  readonly whole: boolean;
}

export interface Room {
  readonly width: number;
  readonly height: number;
}

export interface Look {
  readonly base?: Base;
  readonly weight?: Weight;
  readonly breaks: Breaks;
  /** Height of a line, of the font size. */
  readonly lineHeight: number;
  /** Largest and smallest font size, in the unit of the room. */
  readonly largest: number;
  readonly smallest: number;
}

/** Rounding of the layout engine, of the width. */
const SLACK = 0.99;
/** A text is never looked at beyond this: no room of a board holds more. */
const MOST = 4000;

/** A line, with where each of its characters begins: in font sizes from the start of the line, one more than there are UTF-16 units. */
interface Measured {
  readonly text: string;
  readonly starts: readonly number[];
}

/** Measures a line from the shaped glyphs of the fonts that it will be drawn with. */
function measured(line: string, base: Base, weight: Weight): Measured {
  const starts: number[] = [0];
  let text = '';
  let x = 0;
  for (const run of itemize(line, base)) {
    const file = fontFile(run.family, weight);
    const { glyphs, positions } = file.layout(run.text, run.plain ? PLAIN : LATIN, undefined, undefined, 'ltr');
    for (const [at, { codePoints }] of glyphs.entries()) {
      x += (positions[at]?.xAdvance ?? 0) / file.unitsPerEm;
      // A character that the one before it took in has no width of its own.
      for (const unit of String.fromCodePoint(...codePoints).split('')) {
        text += unit;
        starts.push(x);
      }
    }
  }
  return { text, starts };
}

/** Width of a line in font sizes. */
export const widthOf = (line: string, base: Base = 'Sans', weight: Weight = 400): number =>
  measured(line, base, weight).starts.at(-1) ?? 0;

/** Where a line may end, with the last word of each stretch; a word too wide for any line may end anywhere. */
function breakable({ text, starts }: Measured, breaks: Breaks, width: number): number[] {
  const ends: number[] = [];
  let at = 0;
  const add = (pieces: readonly string[]) => {
    for (const piece of pieces) {
      const tooWide = (starts[at + piece.length] ?? 0) - (starts[at] ?? 0) > width;
      if (tooWide && breaks !== anywhere) add(anywhere(piece));
      else if (piece !== '') ends.push((at += piece.length));
    }
  };
  const word = (piece: string) => add(breaks(piece));
  for (const piece of text.split(/( +)/)) if (piece !== '') word(piece);
  return ends;
}

/** Breaks a paragraph into lines of at most `width` font sizes, each as full as can be. */
function wrapped(line: Measured, breaks: Breaks, width: number): { readonly from: number; readonly to: number }[] {
  const lines: { from: number; to: number }[] = [];
  const { starts, text } = line;
  let from = 0;
  let last = 0;
  for (const end of breakable(line, breaks, width)) {
    const shown = text.slice(from, end).trimEnd().length;
    if ((starts[from + shown] ?? 0) - (starts[from] ?? 0) > width && last > from) {
      lines.push({ from, to: last });
      from = last;
      while (text[from] === ' ') from++;
    }
    last = Math.max(end, from);
  }
  lines.push({ from, to: text.length });
  return lines;
}

/**
 * Sets a text as large as a room allows; one that does not fit at the smallest size is cut and ends in an ellipsis.
 * @param mark follows the ellipsis, so that the whole text can be found where it is printed
 */
export function fitText(text: string, { width, height }: Room, look: Look, mark = ''): Fitted {
  const { base = 'Sans', weight = 400, breaks, lineHeight, largest, smallest } = look;
  const beyond = text.length > MOST;
  const paragraphs = [...text.slice(0, MOST).split(/\r\n|\r|\n/)].map((line) =>
    measured(line.replaceAll('\t', ' '), base, weight),
  );
  for (let size = largest; ; size = Math.max(smallest, size * 0.94)) {
    const most = Math.max(1, Math.floor(height / (size * lineHeight) + 1e-6));
    const abreast = (width * SLACK) / size;
    const lines = paragraphs.flatMap((line) =>
      wrapped(line, breaks, abreast).map(({ from, to }) => ({
        line,
        from,
        to,
        text: line.text.slice(from, to).trimEnd(),
      })),
    );
    const tooWide = lines.some(({ line, from, text: shown }) => {
      const { starts } = line;
      return (starts[from + shown.length] ?? 0) - (starts[from] ?? 0) > abreast;
    });
    const fits = lines.length <= most && !tooWide && !beyond;
    if (fits) return { size, lines: lines.map(({ text: shown }) => shown), whole: true };
    if (size > smallest) continue;
    const kept = lines.slice(0, most);
    const last = kept.pop();
    const ending = `…${mark}`;
    const end = last ? cut(last.line, last.from, abreast - widthOf(ending, base, weight)) : 0;
    return {
      size,
      lines: [
        ...kept.map(({ text: shown }) => shown),
        `${last?.line.text.slice(last.from, end).trimEnd() ?? ''}${ending}`,
      ],
      whole: false,
    };
  }
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** @returns where the longest stretch from `from` ends that is at most `width` font sizes wide and parts no grapheme */
function cut({ text, starts }: Measured, from: number, width: number): number {
  let end = from;
  for (const { segment, index } of graphemes.segment(text.slice(from))) {
    const to = from + index + segment.length;
    if ((starts[to] ?? 0) - (starts[from] ?? 0) > width) break;
    end = to;
  }
  return end;
}
