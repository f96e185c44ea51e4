import { Document, View } from '@react-pdf/renderer';
import type { Letter, LetterBlock } from '../model.ts';
import { Muted, Sheet, Subheading } from './frame.tsx';
import { BODY_WIDTH, INK, type Printing, PrintingContext, SIZE } from './printing.ts';
import { Table } from './tables.tsx';
import { tagged } from './tags.ts';
import { Words } from './text.tsx';

/** A document of a few pages without cover and contents, with the classification and the page number on each. */
export const LetterDocument = ({ letter, printing }: { readonly letter: Letter; readonly printing: Printing }) => (
  <PrintingContext.Provider value={printing}>
    <Document
      title={`${letter.case.label} ${letter.title}`}
      author={letter.preparedBy}
      creator={letter.program}
      producer={letter.program}
      language="en"
      creationDate={new Date(letter.printedAt)}
      modificationDate={new Date(letter.printedAt)}
    >
      <Sheet model={letter}>
        <View {...tagged({ role: 'H1' })} style={{ marginBottom: 8 }}>
          <Words style={{ fontSize: SIZE.heading, fontWeight: 700, lineHeight: 1.3 }}>{letter.title}</Words>
        </View>
        {[...letter.blocks.entries()].map(([at, block]) => (
          <Block key={`${at} ${block.kind}`} of={block} />
        ))}
      </Sheet>
    </Document>
  </PrintingContext.Provider>
);

function Block({ of }: { readonly of: LetterBlock }) {
  switch (of.kind) {
    case 'heading':
      return <Subheading>{of.text}</Subheading>;
    case 'note':
      return <Muted style={{ marginBottom: 4 }}>{of.text}</Muted>;
    case 'text':
      return <Lines text={of.text} />;
    case 'table':
      return (
        <Table
          columns={of.columns.map((title, at) => ({
            key: `${at}`,
            title,
            width: of.widths[at] === 0 ? 'rest' : (of.widths[at] ?? 70),
            right: of.right?.includes(at) ?? false,
          }))}
          rows={[...of.rows.entries()].map(([at, row]) => ({
            key: `${at}`,
            cells: [...row.entries()].map(([column, cell]) => (
              <Words
                key={column}
                style={{ fontSize: SIZE.small, textAlign: of.right?.includes(column) ? 'right' : 'left' }}
              >
                {cell}
              </Words>
            )),
          }))}
        />
      );
    case 'bars':
      return <Bars of={of} />;
  }
}

/** Line by line, as it was written; an empty line is a gap. */
const Lines = ({ text }: { readonly text: string }) =>
  [...text.replaceAll('\r\n', '\n').split('\n').entries()].map(([at, line]) =>
    line.trim() === '' ? (
      <View key={at} style={{ height: 6 }} />
    ) : (
      <Words key={at} style={{ fontWeight: /^[A-Z][A-Z ]+$/.test(line) || /^Q-\d+\. /.test(line) ? 700 : 400 }}>
        {line}
      </Words>
    ),
  );

const NAMES = 150;
const FIGURES = 90;

/** Counts as bars, the longest as wide as the page has room; this period over the last one. */
function Bars({ of: { bars, keys } }: { readonly of: Extract<LetterBlock, { kind: 'bars' }> }) {
  const most = Math.max(1, ...bars.flatMap(({ now, before }) => [now, before]));
  const room = BODY_WIDTH - NAMES - FIGURES;
  const bar = (count: number, colour: string) => (
    <View style={{ height: 5, marginVertical: 0.5, width: (room * count) / most, backgroundColor: colour }} />
  );
  return (
    <View style={{ marginBottom: 8 }}>
      <Muted style={{ marginBottom: 3 }}>{`Upper bar: ${keys.now}. Lower bar: ${keys.before}.`}</Muted>
      {bars.map(({ name, now, before }) => (
        <View key={name} wrap={false} style={{ flexDirection: 'row', alignItems: 'center', paddingVertical: 1.5 }}>
          <Words style={{ width: NAMES, fontSize: SIZE.small, paddingRight: 8 }}>{name}</Words>
          <View style={{ width: room }}>
            {bar(now, INK.link)}
            {bar(before, INK.rule)}
          </View>
          <Words
            style={{ width: FIGURES, fontSize: SIZE.small, textAlign: 'right' }}
          >{`${now} (before ${before})`}</Words>
        </View>
      ))}
    </View>
  );
}
