import { Text, View } from '@react-pdf/renderer';
import type { ReactNode } from 'react';
import { usePrinting } from './printing.ts';
import { type Style, Words } from './text.tsx';
import { INK, SIZE } from './theme.ts';

interface Heading {
  readonly anchor: string;
  readonly children: string;
  readonly first?: boolean;
}

/** A section's heading; notes on which page it came to stand, for the contents. */
export const Heading = ({ anchor, children, first = false }: Heading) => (
  <View
    id={anchor}
    wrap={false}
    minPresenceAhead={60}
    {...{ bookmark: children }}
    style={{ marginTop: first ? 0 : 22, marginBottom: 8, borderBottom: `0.75pt solid ${INK.text}`, paddingBottom: 3 }}
  >
    <Words style={{ fontSize: SIZE.heading, fontWeight: 700, lineHeight: 1.3 }}>{children}</Words>
    <Mark anchor={anchor} />
  </View>
);

export const Subheading = ({ children, style = {} }: { readonly children: string; readonly style?: Style }) => (
  <View wrap={false} minPresenceAhead={36} style={{ marginTop: 10, marginBottom: 4, ...style }}>
    <Words style={{ fontSize: SIZE.subheading, fontWeight: 700, lineHeight: 1.3 }}>{children}</Words>
  </View>
);

/** Draws nothing; learns the number of the page it stands on. */
export function Mark({ anchor }: { readonly anchor: string }) {
  const { pageOf } = usePrinting();
  return (
    <Text
      style={{ position: 'absolute', fontSize: 1 }}
      render={({ pageNumber }) => {
        pageOf.set(anchor, pageNumber);
        return '';
      }}
    />
  );
}

export const Muted = ({ children, style = {} }: { readonly children: string; readonly style?: Style }) => (
  <Words style={{ fontSize: SIZE.small, color: INK.muted, ...style }}>{children}</Words>
);

/** A term and what it stands for, in aligned columns. */
export const Fact = ({ term, children }: { readonly term: string; readonly children: ReactNode }) => (
  <View style={{ flexDirection: 'row', paddingVertical: 1.5 }}>
    <Words style={{ width: 92, color: INK.muted, fontSize: SIZE.small, lineHeight: 1.6 }}>{term}</Words>
    <View style={{ flex: 1 }}>{children}</View>
  </View>
);
