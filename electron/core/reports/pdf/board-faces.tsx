import { Image, View } from '@react-pdf/renderer';
import type { EntityType } from '../../../../shared/contract/entities.ts';
import {
  CAPTION,
  ENTITY_ICON,
  FONT,
  onCard,
  type Rect,
  TABLE_ROW_HEIGHT,
} from '../../../../shared/domain/board-layout.ts';
import { ENTITY } from '../../../../shared/domain/entities.ts';
import type { ReportThing } from '../model.ts';
import { printedCell } from './format.ts';
import { INK } from './printing.ts';
import { anywhere, Words } from './text.tsx';

interface Drawn {
  readonly rect: Rect;
  readonly scale: number;
}

export function Face({ face, ...drawn }: Drawn & { readonly face: ReportThing['face'] }) {
  if (face.kind === 'entity') return <EntityFace {...drawn} type={face.type} label={face.label} />;
  if (face.kind === 'note') return <NoteFace {...drawn} text={face.text} />;
  return <ExhibitFace {...drawn} face={face} />;
}

/** The size at which text of so many characters fills no more than the room it has: a long identifier is set smaller, never cut. */
function fitting(text: string, width: number, height: number, size: number, advance: number): number {
  for (let points = size; points > size * 0.35; points *= 0.94) {
    const abreast = Math.max(1, Math.floor(width / (points * advance)));
    const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil([...line].length / abreast)), 0);
    if (lines * points * 1.25 <= height) return points;
  }
  return size * 0.35;
}

function EntityFace({
  rect,
  scale,
  type,
  label: whole,
}: Drawn & { readonly type: EntityType; readonly label: string }) {
  const label = onCard(whole);
  const { colour, letters, word } = ENTITY[type];
  const icon = ENTITY_ICON * scale;
  const room = { width: (rect.width - ENTITY_ICON - 26) * scale, height: (rect.height - 26) * scale };
  return (
    <View
      style={{
        width: '100%',
        height: '100%',
        flexDirection: 'row',
        alignItems: 'center',
        backgroundColor: '#ffffff',
        border: `${Math.max(0.6, 1.5 * scale)}pt solid ${colour}`,
        borderRadius: 10 * scale,
        paddingHorizontal: 6 * scale,
      }}
    >
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
      <View style={{ marginLeft: 6 * scale, width: room.width }}>
        <Words
          breaks={anywhere}
          style={{ fontSize: fitting(label, room.width, room.height, FONT.label * scale, 0.6), lineHeight: 1.2 }}
        >
          {label}
        </Words>
        <Words style={{ fontSize: FONT.small * scale * 0.8, lineHeight: 1.2, color: INK.muted }}>{word}</Words>
      </View>
    </View>
  );
}

function NoteFace({ rect, scale, text }: Drawn & { readonly text: string }) {
  const size = fitting(text, (rect.width - 20) * scale, (rect.height - 16) * scale, FONT.label * scale, 0.58);
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
      <Words style={{ fontSize: size, lineHeight: 1.25 }}>{text}</Words>
    </View>
  );
}

type ExhibitFace = Extract<ReportThing['face'], { kind: 'exhibit' }>;

function ExhibitFace({ rect, scale, face }: Drawn & { readonly face: ExhibitFace }) {
  const { label, title, picture, table } = face;
  const room = { width: rect.width * scale - 8 * scale, height: (rect.height - CAPTION) * scale - 6 * scale };
  const tall = room.height > 4;
  const fit = picture && tall ? Math.min(room.width / picture.width, room.height / picture.height) : 0;
  const words = `${label}  ${title}`;
  const rest = tall && (picture || table) ? CAPTION * scale : rect.height * scale;
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
          <Image
            src={{ data: Buffer.from(picture.bytes), format: 'jpg' }}
            style={{ width: picture.width * fit, height: picture.height * fit }}
          />
        </View>
      ) : null}
      <View style={{ paddingHorizontal: 5 * scale, paddingVertical: 3 * scale }}>
        <Words
          breaks={anywhere}
          style={{
            fontSize: fitting(words, room.width - 6 * scale, rest - 6 * scale, FONT.caption * scale, 0.6),
            lineHeight: 1.2,
          }}
        >
          {words}
        </Words>
      </View>
      {table && tall ? <SmallTable table={table} scale={scale} top={CAPTION * scale} /> : null}
    </View>
  );
}

interface SmallTable {
  readonly table: NonNullable<ExhibitFace['table']>;
  readonly scale: number;
  readonly top: number;
}

/** A glance at a result: what a cell holds beyond its width is in the exhibit's entry. */
function SmallTable({ table, scale, top }: SmallTable) {
  const line = (cells: readonly string[], key: string, colour: string) => (
    <View key={key} style={{ flexDirection: 'row', height: TABLE_ROW_HEIGHT * scale }}>
      {cells.map((text, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: columns have no identity, and are never reordered
        <View key={at} style={{ flex: 1, overflow: 'hidden', paddingRight: 4 * scale }}>
          <Words
            style={{
              fontSize: FONT.small * scale,
              color: colour,
              lineHeight: 1.2,
              maxLines: 1,
              textOverflow: 'ellipsis',
            }}
          >
            {text}
          </Words>
        </View>
      ))}
    </View>
  );
  return (
    <View style={{ position: 'absolute', top, left: 5 * scale, right: 5 * scale }}>
      {line(table.columns, 'head', INK.muted)}
      {table.rows.map((row, at) => line(row.map(printedCell), String(at), INK.text))}
    </View>
  );
}
