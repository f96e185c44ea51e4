import { Link, Text, View } from '@react-pdf/renderer';
import { labelsIn } from '../../../../shared/domain/references.ts';
import { figureAnchor, tableAnchor } from '../numbered.ts';
import { PAGE_GAP } from './numbering.ts';
import { INK, LINE, SIZE, useLandmark, usePrinting } from './printing.ts';
import { tagged } from './tags.ts';
import { exhibitAnchor, type Style, Words } from './text.tsx';

/** "Figure 3: caption", where the figure or table stands: above a table, below a figure. Leads bookmarks and lists to it. */
export function Caption({ anchor, style = {} }: { readonly anchor: string; readonly style?: Style }) {
  const { title, node } = useLandmark(anchor);
  return (
    <View
      {...node}
      {...tagged({ role: 'Caption' })}
      {...(anchor.startsWith('table') ? { wrap: false, minPresenceAhead: 40 } : {})}
      style={{ marginTop: 3, ...style }}
    >
      <Words style={{ fontSize: SIZE.small, lineHeight: 1.35 }}>{title}</Words>
    </View>
  );
}

/** The number of the page where something stands; it is written when the pages are known. */
export const PageNumber = ({ anchor, width, right = false, size = SIZE.body }: Numbered) => (
  <Text
    {...({ pageOf: anchor } as object)}
    style={{ width, textAlign: right ? 'right' : 'left', fontFamily: 'Sans', fontSize: size, lineHeight: LINE }}
  >
    {PAGE_GAP}
  </Text>
);
interface Numbered {
  readonly anchor: string;
  /** Points */
  readonly width: number;
  readonly right?: boolean;
  readonly size?: number;
}

const CHIP = 148;
const NUMBER = 22;

/** "E-0003, Figure 3, page 12": each exhibit with the figure or table that shows it, and where that stands. */
export function Places({ exhibits }: { readonly exhibits: readonly string[] }) {
  const { landmarks, entries } = usePrinting();
  return (
    <View style={{ flexDirection: 'row', flexWrap: 'wrap' }}>
      {exhibits.map((words) => {
        const label = labelsIn(words)[0] ?? '';
        const item = [figureAnchor(label), tableAnchor(label)].find((anchor) => landmarks.has(anchor));
        const anchor = item ?? exhibitAnchor(label);
        if (!entries.has(label) || !landmarks.has(anchor))
          return (
            <Words key={words} style={{ width: CHIP }}>
              {words}
            </Words>
          );
        const shown = item === undefined ? '' : `${landmarks.get(item)?.title.split(':')[0]}, `;
        return (
          <View key={words} style={{ flexDirection: 'row', width: CHIP }}>
            <Link src={`#${anchor}`} style={{ color: INK.link, textDecoration: 'none' }}>
              <Words style={{ color: INK.link }}>{`${words}, ${shown}page `}</Words>
            </Link>
            <PageNumber anchor={anchor} width={NUMBER} />
          </View>
        );
      })}
    </View>
  );
}
