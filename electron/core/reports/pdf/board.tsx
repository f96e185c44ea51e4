import type { ReportBoard, ReportModel } from '../model.ts';
import { Drawing } from './board-drawing.tsx';
import { type Tile, tile } from './board-tiles.ts';
import { counted } from './format.ts';
import { Heading, Muted, Sheet, Subheading } from './frame.tsx';
import { MARGIN, PAGE, SIZE } from './printing.ts';
import type { Section } from './section.ts';
import { SheetTable } from './tables.tsx';
import { Exact, Referring, Words } from './text.tsx';

const CANVAS = { width: PAGE.height - 2 * MARGIN.side, height: PAGE.width - MARGIN.top - MARGIN.bottom - 80 };

/** The board on landscape pages: whole, then in readable parts where it is large, then its links in words. */
function BoardSheets({ model }: { readonly model: ReportModel }) {
  const { board } = model;
  const rects = board?.things.map(({ rect }) => rect) ?? [];
  const tiling = tile(rects, CANVAS.width, CANVAS.height);
  if (!board || !tiling) return null;
  const { whole, parts, rows, columns } = tiling;
  const caption = (part: Tile) =>
    `Row ${part.row + 1} of ${rows}, column ${part.column + 1} of ${columns}. Neighbouring parts overlap.`;
  return (
    <>
      <Sheet model={model} landscape>
        <Heading anchor="board" first />
        <Muted style={{ marginBottom: 6 }}>
          {parts.length === 0
            ? `As it was arranged. ${boardWords(board)}`
            : `As it was arranged; ${parts.length} pages with readable text follow. ${boardWords(board)}`}
        </Muted>
        <Drawing board={board} tile={whole} canvas={CANVAS} />
      </Sheet>
      {parts.map((part) => (
        <Sheet key={`${part.row} ${part.column}`} model={model} landscape>
          <Subheading style={{ marginTop: 0 }}>{`Board: ${board.title}, part`}</Subheading>
          <Muted style={{ marginBottom: 6 }}>{caption(part)}</Muted>
          <Drawing board={board} tile={part} canvas={CANVAS} />
        </Sheet>
      ))}
    </>
  );
}

/** Explains the dashes only where there are any, and says how much is not drawn. */
export function boardWords({ links, missing = { items: 0, links: 0 } }: ReportBoard): string {
  const out = [
    missing.items > 0 ? counted(missing.items, 'item') : '',
    missing.links > 0 ? counted(missing.links, 'link') : '',
  ].filter((words) => words !== '');
  return [
    links.some(({ exhibits }) => exhibits.length === 0) ? 'A dashed link has no exhibit behind it.' : '',
    out.length > 0
      ? `${out.join(' and ')} of the board ${missing.items + missing.links === 1 ? 'is' : 'are'} left out of this edition.`
      : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

const nameOf = (board: ReportBoard, id: string): string => {
  const face = board.things.find((thing) => thing.id === id)?.face;
  if (!face) return '';
  if (face.kind === 'note') return 'a note';
  return face.label;
};

const ARROWS = { none: '—', forward: '→', both: '↔' } as const;

function LinksInWords({ model: { board } }: { readonly model: ReportModel }) {
  return (
    board && (
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
              {`${ARROWS[link.direction]}  ${link.words}`}
            </Words>,
            <Exact key="t">{nameOf(board, link.to.id)}</Exact>,
            <Referring key="s" style={{ fontSize: SIZE.small }}>
              {link.exhibits.length === 0 ? 'none (dashed)' : link.exhibits.join(', ')}
            </Referring>,
          ],
        }))}
      />
    )
  );
}

const drawn = ({ board }: ReportModel): boolean => board !== null && board.things.length > 0;

export const boardSection: Section = {
  title: ({ board }) => `Board: ${board?.title ?? ''}`,
  given: drawn,
  show: { Pages: BoardSheets },
};
export const boardLinksSection: Section = {
  under: 'board',
  given: (model) => drawn(model) && (model.board?.links.length ?? 0) > 0,
  show: { on: 'new page', Body: LinksInWords },
};
