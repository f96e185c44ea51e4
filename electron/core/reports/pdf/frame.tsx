import { Page, Text, View } from '@react-pdf/renderer';
import type { ReactNode } from 'react';
import { draftWords } from '../../../../shared/domain/report-points.ts';
import { TLP } from '../../../../shared/domain/tlp.ts';
import type { PageFrame, ReportModel } from '../model.ts';
import { PAGE_LINE } from './numbering.ts';
import { INK, LETTER, MARGIN, PAGE, SIZE, useLandmark, usePrinting } from './printing.ts';
import { tagged } from './tags.ts';
import { type Style, Words } from './text.tsx';

/** A section's heading. */
export function Heading({
  anchor,
  first,
  ahead = 60,
}: {
  readonly anchor: string;
  readonly first: boolean;
  /** Points that must be free below it. */
  readonly ahead?: number | undefined;
}) {
  const { title, parent, node } = useLandmark(anchor);
  return (
    <View
      {...node}
      {...tagged({ role: parent === null ? 'H1' : 'H2' })}
      wrap={false}
      minPresenceAhead={ahead}
      style={{ marginTop: first ? 0 : 22, marginBottom: 8, borderBottom: `0.75pt solid ${INK.text}`, paddingBottom: 3 }}
    >
      <Words style={{ fontSize: SIZE.heading, fontWeight: 700, lineHeight: 1.3 }}>{title}</Words>
    </View>
  );
}

interface Subheading {
  readonly children: string;
  readonly style?: Style;
  /** H3 below an entry, such as an exhibit. */
  readonly as?: 'H2' | 'H3';
}
export const Subheading = ({ children, style = {}, as = 'H2' }: Subheading) => (
  <View
    {...tagged({ role: as })}
    wrap={false}
    minPresenceAhead={36}
    style={{ marginTop: 10, marginBottom: 4, ...style }}
  >
    <Words style={{ fontSize: SIZE.subheading, fontWeight: 700, lineHeight: 1.3 }}>{children}</Words>
  </View>
);

export const Muted = ({ children, style = {} }: { readonly children: string; readonly style?: Style }) => (
  <Words style={{ fontSize: SIZE.small, color: INK.muted, ...style }}>{children}</Words>
);

/** A term and what it stands for, in aligned columns. */
export const Fact = ({ term, children }: { readonly term: string; readonly children: ReactNode }) => (
  <View {...tagged({ role: 'LI' })} style={{ flexDirection: 'row', paddingVertical: 1.5 }}>
    <View {...tagged({ role: 'Lbl' })} style={{ width: 92 }}>
      <Words style={{ color: INK.muted, fontSize: SIZE.small, lineHeight: 1.6 }}>{term}</Words>
    </View>
    <View {...tagged({ role: 'LBody' })} style={{ flex: 1 }}>
      {children}
    </View>
  </View>
);

/** "Page 3 of 20", once the pages are counted. */
export const PageLine = ({ style = {} }: { readonly style?: Style }) => (
  <Text
    {...({ pageLine: true } as object)}
    style={{ fontSize: SIZE.small, color: INK.muted, fontFamily: 'Sans', ...style }}
  >
    {PAGE_LINE}
  </Text>
);

/** The label as TLP 2.0 asks: its colour on black, capitals, no space, 12 points or more. */
export const TlpLabel = ({
  tlp,
  size = SIZE.label,
}: {
  readonly tlp: ReportModel['case']['tlp'];
  readonly size?: number;
}) => (
  <View style={{ backgroundColor: '#000000', paddingHorizontal: size * 0.5, paddingVertical: size * 0.2 }}>
    <Words style={{ color: TLP[tlp].colour, fontSize: size, fontWeight: 700, lineHeight: 1.2 }}>{TLP[tlp].label}</Words>
  </View>
);

/** Characters of a caveat that two lines in the margin hold, also when they are wide; the words under Handling are whole. */
const MOST_CAVEAT = 150;

const onOneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');
/** Whether the margins have no room for all of it. */
export const isCut = (caveat: string): boolean => [...onOneLine(caveat)].length > MOST_CAVEAT;

/** Additional restrictions stand with the label on every page, as TLP 2.0 asks. */
export function Caveat({ text, edge }: { readonly text: string; readonly edge: Style }) {
  const line = onOneLine(text);
  if (line === '') return null;
  const short = isCut(line) ? `${[...line].slice(0, MOST_CAVEAT).join('')}… (whole under Handling)` : line;
  return (
    <View fixed style={{ ...edge, maxHeight: 19, overflow: 'hidden' }}>
      <Words style={{ fontSize: 6.5, lineHeight: 1.3, color: INK.text, textAlign: 'right' }}>{short}</Words>
    </View>
  );
}

/** On each page of a print whose report check has open points. */
export const DraftLabel = () => (
  <View style={{ border: `1.5pt solid ${INK.text}`, paddingHorizontal: 6, paddingVertical: 1 }}>
    <Words style={{ fontSize: SIZE.label, fontWeight: 700, lineHeight: 1.2 }}>DRAFT</Words>
  </View>
);

/** Stands on the cover and on every page. */
export const UNRECORDED = 'Unrecorded: opened read-only';

/** Whose copy a page is of, across it and behind its words. */
export function CopyMark({ model: { copy, recipient = '', preview }, landscape = false }: Marked) {
  if (copy === undefined && !preview) return null;
  const [across, down] = landscape ? [PAGE.height, PAGE.width] : [PAGE.width, PAGE.height];
  const words = preview
    ? 'PREVIEW'
    : `Copy ${copy}${recipient === '' ? '' : ` for ${[...recipient].slice(0, 60).join('')}`}`;
  const fontSize = Math.min(preview ? 96 : 44, (ACROSS * 1.6) / [...words].length);
  return (
    <View
      fixed
      style={{
        ...{ position: 'absolute', left: (across - ACROSS) / 2, top: down / 2 - fontSize, width: ACROSS },
        transform: 'rotate(-38deg)',
      }}
    >
      <Words style={{ fontSize, lineHeight: 1.2, color: '#e4e7eb', textAlign: 'center', fontWeight: 700 }}>
        {words}
      </Words>
    </View>
  );
}
const ACROSS = 560;
interface Marked {
  readonly model: Pick<PageFrame, 'copy' | 'recipient' | 'preview'>;
  readonly landscape?: boolean;
}

interface Sheet {
  readonly model: PageFrame;
  readonly landscape?: boolean;
  readonly children: ReactNode;
}

/** A stretch of pages with the classification, the case and the page number in its margins. */
export function Sheet({ model, landscape = false, children }: Sheet) {
  const { pagination } = usePrinting();
  const line = { flexDirection: 'row', alignItems: 'center', justifyContent: 'space-between' } as const;
  // What stands on a page is as wide on either paper; the margins differ.
  const letter = model.paper === 'letter';
  const [narrow, wide] = letter ? [LETTER.width, LETTER.height] : [PAGE.width, PAGE.height];
  const content = (landscape ? PAGE.height : PAGE.width) - 2 * MARGIN.side;
  const side = ((landscape ? wide : narrow) - content) / 2;
  const edge = { position: 'absolute', left: side, right: side } as const;
  const small = { fontSize: SIZE.small, color: INK.muted } as const;
  const width = content;
  return (
    <Page
      size={letter ? 'LETTER' : 'A4'}
      orientation={landscape ? 'landscape' : 'portrait'}
      {...(pagination === 'packing' ? { experimentalPagination: true } : {})}
      style={{
        paddingHorizontal: side,
        paddingTop: MARGIN.top,
        paddingBottom: MARGIN.bottom,
        fontFamily: 'Sans',
        fontSize: SIZE.body,
        color: INK.text,
      }}
    >
      <CopyMark model={model} landscape={landscape} />
      <View fixed style={{ ...edge, ...line, top: 32 }}>
        {model.draft > 0 ? <DraftLabel /> : null}
        <View style={{ width: width - (model.draft > 0 ? 250 : 190), maxHeight: 24, overflow: 'hidden' }}>
          <Words style={{ ...small, maxLines: 1, textOverflow: 'ellipsis' }}>
            {[model.case.label, model.case.codename, model.case.title].filter((part) => part !== '').join('  ·  ')}
          </Words>
        </View>
        <TlpLabel tlp={model.case.tlp} />
      </View>
      <Caveat text={model.caveat} edge={{ ...edge, top: 55 }} />
      <Caveat text={model.caveat} edge={{ ...edge, bottom: 8 }} />
      {/* Before the content, as the engine repeats what is fixed from the page on where the flow comes to it. */}
      <View fixed style={{ ...edge, ...line, bottom: 28 }}>
        <View style={{ width: width * 0.4, maxHeight: 12, overflow: 'hidden' }}>
          <Words style={{ ...small, maxLines: 1, textOverflow: 'ellipsis' }}>
            {model.unrecorded
              ? UNRECORDED
              : model.draft > 0
                ? draftWords(model.draft)
                : `Prepared by ${model.preparedBy}`}
          </Words>
        </View>
        <PageLine style={{ width: 110, textAlign: 'center' }} />
        <View style={{ width: width * 0.6 - 110, flexDirection: 'row', justifyContent: 'flex-end' }}>
          <TlpLabel tlp={model.case.tlp} />
        </View>
      </View>
      {children}
    </Page>
  );
}
