import { Link, Text, View } from '@react-pdf/renderer';
import { usePrinting } from './printing.ts';
import { Words } from './text.tsx';
import { INK, SIZE } from './theme.ts';

export interface Section {
  readonly anchor: string;
  readonly title: string;
  readonly level?: 1 | 2;
}

/** Lines up to here get their number; the number is filled in when the pages are known. */
export function Contents({ sections }: { readonly sections: readonly Section[] }) {
  const { pageOf, contents } = usePrinting();
  return (
    <View>
      <Words style={{ fontSize: SIZE.heading, fontWeight: 700, marginBottom: 10 }}>Contents</Words>
      {sections.map(({ anchor, title, level = 1 }) => (
        <Link key={anchor} src={`#${anchor}`} style={{ color: INK.text, textDecoration: 'none' }}>
          <View
            style={{
              flexDirection: 'row',
              justifyContent: 'space-between',
              paddingVertical: level === 1 ? 4 : 2,
              paddingLeft: level === 1 ? 0 : 14,
              borderBottom: level === 1 ? `0.5pt solid ${INK.rule}` : 'none',
            }}
          >
            <Words style={{ width: 420, fontWeight: level === 1 ? 700 : 400 }}>{title}</Words>
            <Text
              style={{ width: 40, textAlign: 'right', fontFamily: 'Sans' }}
              render={() => {
                const number = pageOf.get(anchor);
                if (number === undefined) return ''; // in the first of two rounds
                contents.set(anchor, number);
                return String(number);
              }}
            />
          </View>
        </Link>
      ))}
    </View>
  );
}
