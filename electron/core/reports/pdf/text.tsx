import { Link, Text, View } from '@react-pdf/renderer';
import { type ComponentProps, Fragment, type ReactNode } from 'react';
import { labelsIn } from '../../../../shared/domain/references.ts';
import { type Base, itemize, type Run } from './fonts.ts';
import { ON_PAGE } from './numbering.ts';
import { INK, LINE, SIZE, usePrinting } from './printing.ts';

/**
 * Where a line may end. The layout engine cuts between the pieces returned here; between two pieces that touch it
 * would insert a hyphen, an empty piece between them makes it a break without one.
 */
export type Breaks = (word: string | null) => string[];

const LONG = 24;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const words = new Intl.Segmenter('th', { granularity: 'word' });
/** Scripts written without spaces. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const SOUTH_EAST = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const NEVER_FIRST = /^[\p{Pe}\p{Pf}、。，．：；！？・ー々]/u;

/** Running text: between words; inside what is too long for any line, and inside scripts without spaces. */
export const prose: Breaks = (word) => {
  if (!word) return [];
  if (word.startsWith(' ')) return [...word];
  if (SOUTH_EAST.test(word)) return apart([...words.segment(word)].map(({ segment }) => segment));
  return word.length > LONG || UNSPACED.test(word) ? anywhere(word) : [word];
};

/** Identifiers, hashes, addresses, URLs, amounts: after any character. */
export const anywhere: Breaks = (word) => {
  if (!word) return [];
  if (word.startsWith(' ')) return [...word];
  return apart(/^[\x21-\x7e]*$/.test(word) ? [...word] : [...graphemes.segment(word)].map(({ segment }) => segment));
};

/** A stretch of a statement with the signs behind it: commas, brackets that open, operators. */
const OPERAND = /[^,(=<>|+*/]*[,(=<>|+*/]+|[^,(=<>|+*/]+/g;

/** Fixed pitch that is read by its words: after an operator or a comma, and inside only of what is wider than `most` characters. */
export const code =
  (most: number): Breaks =>
  (word) => {
    if (!word) return [];
    if (word.startsWith(' ')) return [...word];
    if (!/^[\x21-\x7e]*$/.test(word)) return anywhere(word);
    if (word.length <= most) return [word];
    return apart((word.match(OPERAND) ?? []).flatMap((part) => (part.length > most ? [...part] : [part])));
  };

/** Never: for what is known to fit. */
export const nowhere: Breaks = (word) => (word ? (word.startsWith(' ') ? [...word] : [word]) : []);

/** A line never ends in a hyphen of the text: a reader that joins lines again would take it for one of the layout's. */
function apart(pieces: readonly string[]): string[] {
  const result: string[] = [];
  for (const [index, piece] of pieces.entries()) {
    const before = pieces[index - 1];
    if (before !== undefined && /[-\u2010]$/.test(before)) result[result.length - 1] += piece;
    else if (before !== undefined && NEVER_FIRST.test(piece)) result[result.length - 1] += piece;
    else if (before === undefined) result.push(piece);
    else result.push('', piece);
  }
  return result;
}

export type Style = Exclude<NonNullable<ComponentProps<typeof View>['style']>, readonly unknown[]>;

/** The engine's own hyphens cost this much: infinitely much. */
export const NO_HYPHENS = 10_000;
/** Ligatures off: a copied "ﬁ" must be the two letters that were there. */
export const LATIN = { liga: false, clig: false, dlig: false };
export const PLAIN = { ccmp: false, liga: false };

export const drawn = (runs: readonly Run[], base: Base): ReactNode =>
  runs.map(({ family, text, plain }, index) =>
    family === base ? (
      text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: runs have no identity, and are never reordered
      <Text key={index} style={{ fontFamily: family, ...(plain ? { fontFeatureSettings: PLAIN } : {}) }}>
        {text}
      </Text>
    ),
  );

interface Words {
  readonly children: string;
  readonly style?: Style;
  readonly base?: Base;
  readonly breaks?: Breaks;
}

/** The engine lays out one text in time that grows with the square of its length, so a longer one becomes several. */
const STRETCH = 2000;

/** Parts a text at line ends, else behind spaces, else between graphemes; a line end at a seam is not drawn. */
export function stretches(text: string): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > STRETCH) {
    const window = rest.slice(0, STRETCH);
    const line = window.lastIndexOf('\n');
    const space = window.lastIndexOf(' ');
    const seam = line > 0 ? line : space > STRETCH / 2 ? space + 1 : lastGrapheme(window);
    parts.push(rest.slice(0, seam));
    rest = rest.slice(line > 0 ? seam + 1 : seam);
  }
  return [...parts, rest];
}

/** Where the last whole grapheme of a text cut off begins. */
const lastGrapheme = (text: string): number =>
  graphemes.segment(text).containing(text.length - 1)?.index || text.length;

interface Stretched {
  readonly text: string;
  readonly style: Style;
  one(text: string, style: Style): ReactNode;
}

/** A text, or one below the other the stretches of a long one. */
function Stretched({ text, style, one }: Stretched) {
  if (text.length <= STRETCH) return one(text, style);
  const { margin, marginTop, marginBottom, marginLeft, width, flex, ...look } = style;
  const box = { margin, marginTop, marginBottom, marginLeft, width, flex };
  return (
    <View style={Object.fromEntries(Object.entries(box).filter(([, value]) => value !== undefined)) as Style}>
      {stretches(text).map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: stretches have no identity, and are never reordered
        <Fragment key={index}>{one(part, look)}</Fragment>
      ))}
    </View>
  );
}

/** One paragraph in any script. */
export function Words({ children, style = {}, base = 'Sans', breaks = prose }: Words) {
  const { unknown } = usePrinting();
  const one = (text: string, look: Style) => (
    <Text
      hyphenationCallback={breaks as never}
      hyphenationPenalty={NO_HYPHENS}
      style={{ fontFamily: base, fontFeatureSettings: LATIN, fontSize: SIZE.body, lineHeight: LINE, ...look }}
    >
      {drawn(itemize(text, base, unknown), base)}
    </Text>
  );
  return <Stretched text={children} style={style} one={one} />;
}

/** An identifier, hash, URL or amount: fixed pitch, breaks after any character, never a hyphen. */
export const Exact = ({ children, style = {}, ...rest }: Words) => (
  <Words base="Mono" breaks={anywhere} style={{ fontSize: SIZE.exact, ...style }} {...rest}>
    {children}
  </Words>
);

/** Paragraphs as they were typed: a line end stays one, an empty line is a gap. */
export const Paragraphs = ({ children, style = {} }: { readonly children: string; readonly style?: Style }) => (
  <View style={style}>
    {children
      .replaceAll('\r\n', '\n')
      .split(/\n{2,}/)
      .filter((paragraph) => paragraph.trim() !== '')
      .map((paragraph, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no identity, and are never reordered
        <Referring key={index} style={{ marginBottom: 6 }}>
          {paragraph}
        </Referring>
      ))}
  </View>
);

export const findingAnchor = (label: string): string => `finding-${label}`;
export const exhibitAnchor = (label: string): string => `exhibit-${label}`;
const REFERENCE = /(\(?\bE-\d{4,}\b[.,;:)]*)/;

/** References of one text that become links; an investigator follows the first ones, and each link is an object of the file. */
export const MOST_LINKS = 500;

/** Without the blank that a name chosen from a list leaves behind it, where a sign follows: "see E-0008 ." */
export const closedUp = (text: string): string =>
  text.replace(/(\b(?:E-\d{4,}|F-\d+)(?: row \d+)?) +(?=[.,;:!?)]+(?:\s|$))/g, '$1');

interface Referring {
  readonly children: string;
  readonly style?: Style;
  /** The first mention of each exhibit tells the page of its entry. */
  readonly paged?: boolean;
}

/** Running text whose "E-0003" lead to the exhibit's entry. Punctuation stays with its reference, so that no line starts with it. */
export function Referring({ children, style = {}, paged = false }: Referring) {
  const { unknown, entries, landmarks } = usePrinting();
  const told = new Set<string>();
  let links = 0;
  const one = (text: string, look: Style) => (
    <Text
      hyphenationCallback={prose as never}
      hyphenationPenalty={NO_HYPHENS}
      style={{ fontFamily: 'Sans', fontFeatureSettings: LATIN, fontSize: SIZE.body, lineHeight: LINE, ...look }}
    >
      {(links >= MOST_LINKS ? [text] : text.split(REFERENCE)).map((piece, index) => {
        const label = index % 2 === 1 ? labelsIn(piece)[0] : undefined;
        if (label === undefined || !entries.has(label)) return drawn(itemize(piece, 'Sans', unknown), 'Sans');
        links++;
        const page = paged && !told.has(label) && landmarks.has(exhibitAnchor(label));
        told.add(label);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity, and are never reordered
          <Link key={index} src={`#${exhibitAnchor(label)}`} style={{ color: INK.link, textDecoration: 'none' }}>
            {page ? piece.replace(label, `${label}${ON_PAGE}`) : piece}
          </Link>
        );
      })}
    </Text>
  );
  return <Stretched text={closedUp(children)} style={style} one={one} />;
}
