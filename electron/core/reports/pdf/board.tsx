import { View } from '@react-pdf/renderer';
import type { ReactNode } from 'react';
import { counted } from '../../../../shared/domain/counted.ts';
import { entityKind } from '../../../../shared/domain/entities.ts';
import type { ReportModel } from '../model.ts';
import type { ReportBoard } from '../model-board.ts';
import { composed } from './board-composed.ts';
import { Drawing, linkExtents } from './board-drawing.tsx';
import { labelsOf } from './board-labels.ts';
import { type Tile, tile } from './board-tiles.ts';
import { Caption } from './captions.tsx';
import { fitText } from './fitting.ts';
import { Heading, Muted, Sheet, Subheading } from './frame.tsx';
import { INK, MARGIN, PAGE, SIZE, usePrinting } from './printing.ts';
import type { Section } from './section.ts';
import { SheetTable } from './tables.tsx';
import { anywhere, Exact, Referring, Words } from './text.tsx';

const CANVAS = { width: PAGE.height - 2 * MARGIN.side, height: PAGE.width - MARGIN.top - MARGIN.bottom - 100 };

const TITLE = {
  breaks: anywhere,
  weight: 700,
  lineHeight: 1.3,
  largest: SIZE.subheading,
  smallest: SIZE.subheading,
} as const;

interface BoardPages {
  readonly model: ReportModel;
  readonly board: ReportBoard;
  /** What the parts and the list of shortened texts name it. */
  readonly name: string;
  /** Above the drawing, on its first page. */
  readonly head: (whole: boolean, parts: number) => ReactNode;
  /** Anchor of its caption, where the head does not show one. */
  readonly caption?: string;
  /** Height that the head takes, in points. */
  readonly headHeight: number;
}

/** A board on landscape pages: whole, then in readable parts where it is large, each with its legend. */
export function BoardPages({ model, board: given, name, caption, head, headHeight }: BoardPages) {
  const { unknown } = usePrinting();
  const board = composed(given);
  const labels = labelsOf(board, unknown);
  const rects = [...board.things.map(({ rect }) => rect), ...linkExtents(board, labels)];
  const canvas = { ...CANVAS, height: CANVAS.height - headHeight };
  const tiling = tile(rects, canvas.width, canvas.height);
  if (!tiling) return null;
  const { whole, parts, rows, columns } = tiling;
  const [title = ''] = fitText(name, { width: canvas.width - 100, height: SIZE.subheading * 1.3 }, TITLE).lines;
  const placeOf = (part: Tile) =>
    `Row ${part.row + 1} of ${rows}, column ${part.column + 1} of ${columns}. Neighbouring parts overlap.`;
  return (
    <>
      <Sheet model={model} landscape>
        {head(parts.length === 0, parts.length)}
        <Drawing board={board} labels={labels} tile={whole} canvas={canvas} />
        {caption === undefined ? null : <Caption anchor={caption} />}
        <Legend board={board} />
      </Sheet>
      {parts.map((part) => (
        <Sheet key={`${part.row} ${part.column}`} model={model} landscape>
          <Subheading style={{ marginTop: 0 }}>{`${title}, part`}</Subheading>
          <Muted style={{ marginBottom: 6 }}>{placeOf(part)}</Muted>
          <Drawing board={board} labels={labels} tile={part} canvas={canvas} />
          <Legend board={board} />
        </Sheet>
      ))}
      {labels.shortened.length === 0 ? null : (
        <Sheet model={model} landscape>
          <Subheading style={{ marginTop: 0 }}>{`${title}: texts that are shortened`}</Subheading>
          <SheetTable
            columns={[
              { key: 'number', title: 'Number', width: 50 },
              { key: 'kind', title: 'What', width: 60 },
              { key: 'text', title: 'Text', width: 'rest' },
            ]}
            rows={labels.shortened.map(({ number, kind, text }) => ({
              key: String(number),
              tall: text.length > 600,
              cells: [
                <Words key="n" style={{ fontSize: SIZE.small }}>{`[${number}]`}</Words>,
                <Words key="k" style={{ fontSize: SIZE.small }}>
                  {kind}
                </Words>,
                kind === 'Entity' ? <Exact key="t">{text}</Exact> : <Words key="t">{text}</Words>,
              ],
            }))}
          />
        </Sheet>
      )}
    </>
  );
}

/** What the colours and lines mean, with counts, below a drawing. */
function Legend({ board: { things, links, measured = [] } }: { readonly board: ReportBoard }) {
  const counts = new Map<string, { word: string; colour: string; count: number }>();
  for (const { face } of things) {
    if (face.kind !== 'entity') continue;
    const { word, colour } = entityKind(face.type, face.own && [face.own]);
    counts.set(face.type, { word, colour, count: (counts.get(face.type)?.count ?? 0) + 1 });
  }
  const types = [...counts.values()].toSorted((a, b) => b.count - a.count);
  const dashed = links.some(({ exhibits }) => exhibits.length === 0);
  const said = { fontSize: SIZE.exact, color: INK.muted, marginRight: 12 } as const;
  return (
    <View style={{ flexDirection: 'row', flexWrap: 'wrap', marginTop: 5, maxHeight: 34, overflow: 'hidden' }}>
      {measured.map(({ words, colour }) => (
        <View key={words} style={{ flexDirection: 'row', alignItems: 'center' }}>
          {colour === null ? null : (
            <View style={{ width: 9, height: 7, borderRadius: 2, backgroundColor: colour, marginRight: 4 }} />
          )}
          <Words style={said}>{words}</Words>
        </View>
      ))}
      {types.slice(0, MOST_IN_LEGEND).map(({ word, colour, count }) => (
        <View key={word} style={{ flexDirection: 'row', alignItems: 'center' }}>
          <View style={{ width: 9, height: 7, borderRadius: 2, backgroundColor: colour, marginRight: 4 }} />
          <Words style={said}>{`${word} (${count})`}</Words>
        </View>
      ))}
      {types.length > MOST_IN_LEGEND ? (
        <Words style={said}>{`${types.length - MOST_IN_LEGEND} more types, named on their cards`}</Words>
      ) : null}
      {dashed ? <Words style={said}>- - - link that no exhibit supports</Words> : null}
    </View>
  );
}
const MOST_IN_LEGEND = 12;

const DRAWN = 'figure-board';
const LINKS = 'table-links';

function BoardSheets({ model }: { readonly model: ReportModel }) {
  const { board } = model;
  if (!board) return null;
  return (
    <BoardPages
      model={model}
      board={board}
      name={`Board: ${board.title}`}
      caption={DRAWN}
      headHeight={14}
      head={(whole, parts) => (
        <>
          <Heading anchor="board" first />
          <Muted style={{ marginBottom: 6 }}>
            {whole
              ? `As it was arranged. ${boardWords(board)}`
              : `As it was arranged; ${parts} pages with readable text follow. ${boardWords(board)}`}
          </Muted>
        </>
      )}
    />
  );
}

/** What somebody hid on the board: in no edition is it drawn, nor its links listed. */
export function hiddenWords({ hidden }: Pick<ReportBoard, 'hidden'>): string {
  if (!hidden) return '';
  const parts = [hidden.items > 0 && counted(hidden.items, 'item'), hidden.links > 0 && counted(hidden.links, 'link')];
  return `Hidden on the board by hand, and neither drawn nor listed: ${parts.filter(Boolean).join(' and ')}.`;
}

/** Explains the dashes only where there are any, and says how much is not drawn. */
export function boardWords({ things, links, missing = { items: 0, links: 0 }, hidden }: ReportBoard): string {
  const out = [
    missing.items > 0 ? counted(missing.items, 'item') : '',
    missing.links > 0 ? counted(missing.links, 'link') : '',
  ].filter((words) => words !== '');
  return [
    links.some(({ exhibits }) => exhibits.length === 0)
      ? 'A dashed link was added by hand, with no exhibit behind it.'
      : '',
    things.some(({ face }) => face.kind === 'entity' && face.byHand)
      ? 'An entity in a dashed frame was added by hand, on no exhibit.'
      : '',
    out.length > 0
      ? `${out.join(' and ')} of the board ${missing.items + missing.links === 1 ? 'is' : 'are'} left out of this edition.`
      : '',
    hiddenWords({ hidden }),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

const nameOf = (board: ReportBoard, id: string): string => {
  const face = board.things.find((thing) => thing.id === id)?.face;
  if (!face) return '';
  if (face.kind === 'note') return 'a note';
  return 'label' in face ? face.label : face.name;
};

const ARROWS = { none: '—', forward: '→', both: '↔' } as const;

function LinksInWords({ model: { board } }: { readonly model: ReportModel }) {
  return (
    board && (
      <>
        <Caption anchor={LINKS} style={{ marginBottom: 4 }} />
        <SheetTable
          columns={[
            { key: 'from', title: 'From', width: 150 },
            { key: 'words', title: 'Link', width: 110 },
            { key: 'to', title: 'To', width: 150 },
            { key: 'support', title: 'Support', width: 'rest' },
          ]}
          rows={board.links.map((link) => ({
            key: link.id,
            cells: [
              <Exact key="f">{nameOf(board, link.from.id)}</Exact>,
              <Words key="w" style={{ fontSize: SIZE.small }}>
                {`${ARROWS[link.direction]}  ${link.words ?? ''}${link.facts ? `\n${link.facts}` : ''}`}
              </Words>,
              <Exact key="t">{nameOf(board, link.to.id)}</Exact>,
              <Referring key="s" style={{ fontSize: SIZE.small }}>
                {link.exhibits.length === 0 ? 'added by hand, on no exhibit (dashed)' : link.exhibits.join('; ')}
              </Referring>,
            ],
          }))}
        />
      </>
    )
  );
}

const drawn = ({ board }: ReportModel): boolean => board !== null && board.things.length > 0;

export const boardSection: Section = {
  title: ({ board }) => `Board: ${board?.title ?? ''}`,
  given: drawn,
  items: ({ board }) => [
    { anchor: DRAWN, kind: 'figure', caption: `The board “${board?.title ?? ''}” as it was arranged` },
  ],
  show: { Pages: BoardSheets },
};
export const boardLinksSection: Section = {
  under: 'board',
  given: (model) => drawn(model) && (model.board?.links.length ?? 0) > 0,
  items: ({ board }) => [{ anchor: LINKS, kind: 'table', caption: `Links of the board “${board?.title ?? ''}”` }],
  show: { on: 'new page', Body: LinksInWords },
};
