import { Image, View } from '@react-pdf/renderer';
import { CAPTION, ENTITY_ICON, FONT, type Rect, TABLE_ROW_HEIGHT } from '../../../../shared/domain/board-layout.ts';
import { entityKind } from '../../../../shared/domain/entities.ts';
import type { ReportThing } from '../model-board.ts';
import { entityRoom, hasStrip } from './board-labels.ts';
import { ChartDrawing } from './chart-drawing.tsx';
import { type Fitted, fitText } from './fitting.ts';
import { printedCell } from './format.ts';
import { jpegSource } from './picture-source.ts';
import { INK, OfExhibit } from './printing.ts';
import { anywhere, nowhere, type Style, Words } from './text.tsx';

interface Drawn {
  readonly rect: Rect;
  readonly scale: number;
  /** The thing's label, in board units. */
  readonly label: Fitted;
  /** Whether its card holds that alone. */
  readonly compact: boolean;
}

export function Face({ face, ...drawn }: Drawn & { readonly face: ReportThing['face'] }) {
  if (face.kind === 'entity') return <EntityFace {...drawn} face={face} />;
  if (face.kind === 'note') return <NoteFace {...drawn} />;
  if (face.kind === 'badge' || face.kind === 'frame')
    return <GroupFace {...drawn} badge={face.kind === 'badge' ? (face.colour ?? INK.text) : null} />;
  return <ExhibitFace {...drawn} face={face} />;
}

/** A thing without its text, in the colour of its type. */
export const Box = ({ face }: { readonly face: ReportThing['face'] }) => (
  <View
    style={{
      ...{ width: '100%', height: '100%' },
      border: `0.6pt solid ${face.kind === 'entity' ? entityKind(face.type, face.own && [face.own]).colour : INK.muted}`,
      ...(face.kind === 'note' && { backgroundColor: '#fff5d6' }),
    }}
  />
);

interface Lines {
  readonly text: Fitted;
  readonly scale: number;
  readonly lineHeight: number;
  readonly style?: Style;
}

/**
 * Lines that were broken before: each stands in more width and height than it takes, so that the engine neither breaks it again
 * nor, where a border leaves a hair less than was measured, draws nothing of it.
 */
export const Lines = ({ text, scale, lineHeight, style = {} }: Lines) =>
  text.lines.map((line, at) => {
    const size = text.size * scale;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity, and are never reordered
      <View key={at} style={{ height: size * lineHeight * 1.3, marginBottom: size * lineHeight * -0.3, flexShrink: 0 }}>
        {line === '' ? null : (
          <Words breaks={nowhere} style={{ ...style, fontSize: size, lineHeight, width: '130%', marginRight: '-30%' }}>
            {line}
          </Words>
        )}
      </View>
    );
  });

type EntityFace = Extract<ReportThing['face'], { kind: 'entity' }>;

function EntityFace({ rect, scale, face, label, compact }: Drawn & { readonly face: EntityFace }) {
  const { type, own, byHand, tint } = face;
  const { colour, letters, word } = entityKind(type, own && [own]);
  const icon = ENTITY_ICON * scale;
  return (
    <View
      style={{
        width: '100%',
        height: '100%',
        flexDirection: 'row',
        alignItems: 'center',
        backgroundColor: '#ffffff',
        border: `${Math.max(0.6, (tint ? 4 : 1.5) * scale)}pt ${byHand ? 'dashed' : 'solid'} ${tint ?? colour}`,
        borderRadius: 10 * scale,
        paddingHorizontal: 6 * scale,
      }}
    >
      {compact ? null : (
        <View
          style={{
            width: icon,
            height: icon,
            borderRadius: 6 * scale,
            backgroundColor: colour,
            alignItems: 'center',
            justifyContent: 'center',
          }}
        >
          <Words style={{ color: '#ffffff', fontWeight: 700, fontSize: FONT.label * scale, lineHeight: 1.2 }}>
            {letters}
          </Words>
        </View>
      )}
      <View style={{ marginLeft: compact ? 0 : 6 * scale, width: entityRoom(rect, compact).width * scale }}>
        <Lines text={label} scale={scale} lineHeight={1.2} />
        {compact ? null : (
          <Words style={{ fontSize: FONT.small * scale, lineHeight: 1.2, color: INK.muted }}>{word}</Words>
        )}
      </View>
    </View>
  );
}

function NoteFace({ scale, label }: Drawn) {
  return (
    <View
      style={{
        width: '100%',
        height: '100%',
        backgroundColor: '#fff5d6',
        border: `0.5pt solid #d9c27a`,
        padding: 8 * scale,
      }}
    >
      <Lines text={label} scale={scale} lineHeight={1.25} />
    </View>
  );
}

/** A collapsed group stands in the place of its items, an open one around them. `badge`: the colour of a collapsed one. */
function GroupFace({ scale, label, badge }: Drawn & { readonly badge: string | null }) {
  return (
    <View
      style={{
        width: '100%',
        height: '100%',
        ...(badge !== null && { backgroundColor: '#ffffff', justifyContent: 'center' }),
        border: badge === null ? `0.6pt solid ${INK.muted}` : `${Math.max(0.6, 1.5 * scale)}pt solid ${badge}`,
        borderRadius: badge === null ? 0 : 10 * scale,
        paddingHorizontal: 8 * scale,
        paddingVertical: 4 * scale,
      }}
    >
      <Lines text={label} scale={scale} lineHeight={1.25} />
    </View>
  );
}

type ExhibitFace = Extract<ReportThing['face'], { kind: 'exhibit' }>;

function ExhibitFace({ rect, scale, face, label }: Drawn & { readonly face: ExhibitFace }) {
  const { picture, table, chart } = face;
  const room = { width: rect.width * scale - 8 * scale, height: (rect.height - CAPTION) * scale - 6 * scale };
  const tall = hasStrip(face, rect);
  const fit = picture && tall ? Math.min(room.width / picture.width, room.height / picture.height) : 0;
  return (
    <View
      style={{
        width: '100%',
        height: '100%',
        backgroundColor: '#ffffff',
        border: `0.6pt solid ${INK.muted}`,
        borderRadius: 4 * scale,
      }}
    >
      {picture && fit > 0 ? (
        <View style={{ height: room.height + 6 * scale, alignItems: 'center', justifyContent: 'center' }}>
          <Image src={jpegSource(picture.bytes)} style={{ width: picture.width * fit, height: picture.height * fit }} />
        </View>
      ) : null}
      {chart !== null && tall ? (
        <View style={{ height: room.height + 6 * scale, paddingHorizontal: 4 * scale, paddingTop: 4 * scale }}>
          <OfExhibit label={face.label}>
            <ChartDrawing document={chart} width={room.width} height={room.height} />
          </OfExhibit>
        </View>
      ) : null}
      <View style={{ paddingHorizontal: 5 * scale, paddingVertical: 3 * scale }}>
        <Lines text={label} scale={scale} lineHeight={1.2} />
      </View>
      {table && tall ? <SmallTable table={table} rect={rect} scale={scale} /> : null}
    </View>
  );
}

interface SmallTable {
  readonly table: NonNullable<ExhibitFace['table']>;
  readonly rect: Rect;
  readonly scale: number;
}

/** A glance at a result: what a cell holds beyond its width is in the exhibit's entry. */
function SmallTable({ table, rect, scale }: SmallTable) {
  const width = (rect.width - 10) / Math.max(1, table.columns.length) - 4;
  const line = (cells: readonly string[], key: string, colour: string) => (
    <View key={key} style={{ flexDirection: 'row', height: TABLE_ROW_HEIGHT * scale }}>
      {cells.map((text, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: columns have no identity, and are never reordered
        <View key={at} style={{ width: (width + 4) * scale }}>
          <Lines
            text={fitText(text.replace(/\s+/g, ' '), { width, height: FONT.small * 1.2 }, CELL)}
            scale={scale}
            lineHeight={1.2}
            style={{ color: colour }}
          />
        </View>
      ))}
    </View>
  );
  return (
    <View style={{ position: 'absolute', top: CAPTION * scale, left: 5 * scale, right: 5 * scale }}>
      {line(table.columns, 'head', INK.muted)}
      {table.rows.map((row, at) => line(row.map(printedCell), String(at), INK.text))}
    </View>
  );
}

const CELL = { breaks: anywhere, lineHeight: 1.2, largest: FONT.small, smallest: FONT.small } as const;
