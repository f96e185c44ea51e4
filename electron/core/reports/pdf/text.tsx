import { Link, Text, View } from '@react-pdf/renderer';
import type { ComponentProps, ReactNode } from 'react';
import type { Base } from './fonts.ts';
import { itemize, type Run } from './itemize.ts';
import { usePrinting } from './printing.ts';
import { INK, LINE, SIZE } from './theme.ts';
import { anywhere, type Breaks, prose } from './wrapping.ts';

export type Style = Exclude<NonNullable<ComponentProps<typeof View>['style']>, readonly unknown[]>;

/** The engine's own hyphens cost this much: infinitely much. */
const NO_HYPHENS = 10_000;
/** Ligatures off: a copied "ﬁ" must be the two letters that were there. */
const LATIN = { liga: false, clig: false, dlig: false };
const PLAIN = { ccmp: false, liga: false };

const drawn = (runs: readonly Run[], base: Base): ReactNode =>
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

/** One paragraph in any script. */
export function Words({ children, style = {}, base = 'Sans', breaks = prose }: Words) {
  const { unknown } = usePrinting();
  return (
    <Text
      hyphenationCallback={breaks as never}
      hyphenationPenalty={NO_HYPHENS}
      style={{ fontFamily: base, fontFeatureSettings: LATIN, fontSize: SIZE.body, lineHeight: LINE, ...style }}
    >
      {drawn(itemize(children, base, unknown), base)}
    </Text>
  );
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

export const exhibitAnchor = (label: string): string => `exhibit-${label}`;
const REFERENCE = /(\(?\bE-\d{4,}\b[.,;:)]*)/;

/** Running text whose "E-0003" lead to the exhibit's entry. Punctuation stays with its reference, so that no line starts with it. */
export function Referring({ children, style = {} }: { readonly children: string; readonly style?: Style }) {
  const { unknown, entries } = usePrinting();
  return (
    <Text
      hyphenationCallback={prose as never}
      hyphenationPenalty={NO_HYPHENS}
      style={{ fontFamily: 'Sans', fontFeatureSettings: LATIN, fontSize: SIZE.body, lineHeight: LINE, ...style }}
    >
      {children.split(REFERENCE).map((piece, index) => {
        const label = index % 2 === 1 ? /E-\d{4,}/.exec(piece)?.[0] : undefined;
        if (label === undefined || !entries.has(label)) return drawn(itemize(piece, 'Sans', unknown), 'Sans');
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity, and are never reordered
          <Link key={index} src={`#${exhibitAnchor(label)}`} style={{ color: INK.link, textDecoration: 'none' }}>
            {piece}
          </Link>
        );
      })}
    </Text>
  );
}
