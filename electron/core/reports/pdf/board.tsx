import { View } from '@react-pdf/renderer';
import type { ReactNode } from 'react';
import { counted } from '../../../../shared/domain/counted.ts';
import { entityKind } from '../../../../shared/domain/entities.ts';
import { isRouted, UNROUTED } from '../../../../shared/domain/link-routes.ts';
import { sectionsIn } from '../../../../shared/domain/report-templates.ts';
import type { ReportModel } from '../model.ts';
import type { ReportBoard } from '../model-board.ts';
import { composed } from './board-composed.ts';
import { Drawing } from './board-drawing.tsx';
import { fitBoard } from './board-fitting.ts';
import { wordsOf } from './board-labels.ts';
import { repeatedSnapshots, saidUnder } from './board-repeated.ts';
import { kindOf, MOST_DRAWN, nameOf, summaryOf, withinKinds } from './board-summary.ts';
import type { Tile } from './board-tiles.ts';
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
  readonly head: (parts: number) => ReactNode;
  /** Anchor of its caption, where the head does not show one. */
  readonly caption?: string;
  /** Anchor of the caption of its list of items, which a summary has. */
  readonly itemsCaption?: string;
  /** Height that the head takes, in points. */
  readonly headHeight: number;
  /** Whether its links are in a table of their own. */
  readonly listed?: boolean;
}

/**
 * A board on a landscape page with its legend, its text large enough to be read; where it has no room for that as a whole, then
 * in parts, behind a page that shows how they lie. One of very many things is drawn by their kinds, and lists each.
 */
export function BoardPages({
  model,
  board: given,
  name,
  caption,
  itemsCaption,
  head,
  headHeight,
  listed = false,
}: BoardPages) {
  const { unknown } = usePrinting();
  const whole = composed(given);
  const summed = isSummed(whole);
  const canvas = { ...CANVAS, height: CANVAS.height - headHeight };
  const fitted = fitBoard(summed ? summaryOf(whole) : whole, unknown, canvas.width, canvas.height);
  if (!fitted) return null;
  const { board, labels, tiling } = fitted;
  const { parts, rows, columns } = tiling;
  const [title = ''] = fitText(name, { width: canvas.width - 100, height: SIZE.subheading * 1.3 }, TITLE).lines;
  const short = labels.shortened.map(({ number, text }) => `[${number}] ${text.replace(/\s+/g, ' ')}`).join('   ');
  const few = parts.length === 0 && short.length <= MOST_BELOW ? short : '';
  const placeOf = (part: Tile) =>
    `Row ${part.row + 1} of ${rows}, column ${part.column + 1} of ${columns}. Neighbouring parts overlap a little.`;
  return (
    <>
      <Sheet model={model} landscape>
        {head(parts.length)}
        {summed ? <Muted style={{ marginBottom: 4 }}>{summedWords(whole)}</Muted> : null}
        <Drawing
          {...{ board, labels, textless: parts.length > 0 }}
          tile={tiling.whole}
          canvas={summed ? { ...canvas, height: canvas.height - 16 } : canvas}
        />
        {caption === undefined ? null : <Caption anchor={caption} />}
        <Legend board={whole} />
        {few ? <Muted style={{ fontSize: SIZE.exact, lineHeight: 1.3 }}>{`Shortened: ${few}`}</Muted> : null}
      </Sheet>
      {parts.map((part) => (
        <Sheet key={`${part.row} ${part.column}`} model={model} landscape>
          <Subheading style={{ marginTop: 0 }}>{`${title}, part`}</Subheading>
          <Muted style={{ marginBottom: 6 }}>{placeOf(part)}</Muted>
          <Drawing
            {...{ board, labels }}
            tile={part}
            canvas={{ width: part.view.width * part.scale, height: part.view.height * part.scale }}
          />
          <Legend board={board} />
        </Sheet>
      ))}
      {summed ? <Things model={model} board={whole} title={title} caption={itemsCaption} listed={listed} /> : null}
      {labels.shortened.length === 0 || few ? null : (
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

/** Characters of texts that were shortened for which there is room below a drawing; more are listed behind it. */
const MOST_BELOW = 420;

/** @returns "142 items, more than one drawing can show: …" */
function summedWords(board: ReportBoard): string {
  const within = withinKinds(board);
  return `${counted(board.things.length, 'item')}, more than one drawing can show: drawn are their kinds and the links between those, added up${within === 0 ? '' : `; ${counted(within, 'link')} within a kind ${within === 1 ? 'is' : 'are'} not drawn`}. The items are listed behind.`;
}

/** Each thing of a board that is drawn by kinds, with its links where no other table has them. */
function Things({
  model,
  board,
  title,
  caption,
  listed,
}: {
  readonly model: ReportModel;
  readonly board: ReportBoard;
  readonly title: string;
  readonly caption: string | undefined;
  readonly listed: boolean;
}) {
  const names = new Map(board.things.map((thing) => [thing.id, nameOf(thing)]));
  const ends = new Map<string, string[]>(board.things.map(({ id }) => [id, []]));
  for (const link of board.links) {
    const told = (sign: string, other: string) => `${sign} ${wordsOf(link)} ${names.get(other) ?? ''}`;
    ends.get(link.from.id)?.push(told(ARROWS[link.direction], link.to.id));
    ends.get(link.to.id)?.push(told(link.direction === 'forward' ? '←' : ARROWS[link.direction], link.from.id));
  }
  const sorted = board.things.toSorted((a, b) => kindOf(a).localeCompare(kindOf(b), 'en'));
  return (
    <Sheet model={model} landscape>
      <Subheading style={{ marginTop: 0 }}>{`${title}: its items`}</Subheading>
      {caption === undefined ? null : <Caption anchor={caption} style={{ marginBottom: 4 }} />}
      <SheetTable
        columns={[
          { key: 'kind', title: 'What', width: 90 },
          { key: 'name', title: 'Name', width: 230 },
          { key: 'links', title: listed ? 'Links' : 'Linked to', width: 'rest' },
        ]}
        rows={sorted.map((thing) => {
          const those = ends.get(thing.id) ?? [];
          return {
            key: thing.id,
            cells: [
              <Words key="k" style={{ fontSize: SIZE.small }}>
                {kindOf(thing)}
              </Words>,
              <Exact key="n">{nameOf(thing)}</Exact>,
              <Words key="l" style={{ fontSize: SIZE.small }}>
                {listed ? String(those.length) : those.join('; ')}
              </Words>,
            ],
          };
        })}
      />
    </Sheet>
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
const ITEMS = 'table-board-items';
const LINKS = 'table-links';

const isSummed = ({ things }: ReportBoard): boolean => things.length > MOST_DRAWN;

function BoardSheets({ model }: { readonly model: ReportModel }) {
  const { board } = model;
  if (!board) return null;
  const repeated = saidUnder(repeatedSnapshots(model), 'board');
  const summed = isSummed(composed(board));
  return (
    <BoardPages
      model={model}
      board={board}
      name={`Board: ${board.title}`}
      caption={DRAWN}
      itemsCaption={ITEMS}
      headHeight={14 + heightOf(repeated)}
      listed={model.board !== null && listsLinks(model)}
      head={(parts) => (
        <>
          <Heading anchor="board" first />
          <Muted style={{ marginBottom: 6 }}>
            {parts === 0
              ? `${summed ? '' : 'As it was arranged. '}${boardWords(board)}`
              : `As it was arranged, without its text; ${parts} pages show its parts with theirs. ${boardWords(board)}`}
          </Muted>
          <Repeated words={repeated} />
        </>
      )}
    />
  );
}

/** Characters of a line across a landscape page, and its height in points. */
const ACROSS = 170;
const LINE_HEIGHT = SIZE.small * 1.5;
/** Points that the sentences about repeated snapshots take. */
export const heightOf = (words: readonly string[]): number =>
  words.reduce((sum, each) => sum + Math.ceil(each.length / ACROSS) * LINE_HEIGHT + 3, 0);

/** Snapshots that show what the figure below does. */
export const Repeated = ({ words }: { readonly words: readonly string[] }) =>
  words.map((each) => (
    <Muted key={each} style={{ marginBottom: 3 }}>
      {each}
    </Muted>
  ));

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
    isRouted(things.length, links.length) || things.length > MOST_DRAWN ? '' : UNROUTED,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

const endName = (board: ReportBoard, id: string): string => {
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
              <Exact key="f">{endName(board, link.from.id)}</Exact>,
              <Words key="w" style={{ fontSize: SIZE.small }}>
                {`${ARROWS[link.direction]}  ${link.words ?? ''}${link.facts ? `\n${link.facts}` : ''}`}
              </Words>,
              <Exact key="t">{endName(board, link.to.id)}</Exact>,
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

const listsLinks = (model: ReportModel): boolean =>
  sectionsIn(model.edition, model.sections ?? null).includes('board-links');
const drawn = ({ board }: ReportModel): boolean => board !== null && board.things.length > 0;

export const boardSection: Section = {
  title: ({ board }) => `Board: ${board?.title ?? ''}`,
  given: drawn,
  items: ({ board }) => {
    const summed = board !== null && isSummed(composed(board));
    const name = `the board “${board?.title ?? ''}”`;
    const caption = summed
      ? `The kinds of items of ${name} and the links between them`
      : `T${name.slice(1)} as it was arranged`;
    return [
      { anchor: DRAWN, kind: 'figure', caption },
      ...(summed ? [{ anchor: ITEMS, kind: 'table' as const, caption: `Items of ${name}` }] : []),
    ];
  },
  show: { Pages: BoardSheets },
};
export const boardLinksSection: Section = {
  under: 'board',
  given: (model) => drawn(model) && (model.board?.links.length ?? 0) > 0,
  items: ({ board }) => [{ anchor: LINKS, kind: 'table', caption: `Links of the board “${board?.title ?? ''}”` }],
  show: { on: 'new page', Body: LinksInWords },
};
