import { FRAME_TITLE } from '../../../../shared/domain/board-elements.ts';
import { CAPTION, ENTITY_ICON, FONT, type Rect } from '../../../../shared/domain/board-layout.ts';
import type { ReportBoard, ReportLink, ReportThing } from '../model-board.ts';
import { LEAST_TEXT } from './board-tiles.ts';
import { type Fitted, fitText, type Look, type Room } from './fitting.ts';
import { itemize } from './fonts.ts';
import { anywhere, prose } from './text.tsx';

/** A text of the board that did not fit where it stands. */
export interface Shortened {
  /** The number that stands behind its ellipsis. */
  readonly number: number;
  readonly kind: 'Entity' | 'Note' | 'Exhibit' | 'Link' | 'Group';
  readonly text: string;
}
export interface BoardLabels {
  /** Id of a thing or a link -> its text, in board units. */
  readonly fitted: ReadonlyMap<string, Fitted>;
  readonly shortened: readonly Shortened[];
  /** Cards hold their label alone. */
  readonly compact: boolean;
}

export const LINK_LABEL = { width: 130, lines: 2, lineHeight: 1.2 } as const;

/** Whether text of the board's own size would be too small on paper: cards then hold their label alone, in larger text. */
export const isCompact = (scale: number): boolean => scale * FONT.small < LEAST_TEXT - 1e-6;

/** Text is not made smaller than what can be read where it is drawn at `scale` points a board unit: it is shortened instead. */
function looksAt(scale: number) {
  const least = Math.max(FONT.small, LEAST_TEXT / scale);
  const look = (size: number, lineHeight: number, breaks: Look['breaks']): Look => ({
    ...{ breaks, lineHeight },
    ...{ largest: Math.max(size, least), smallest: least },
  });
  return {
    entity: look(FONT.label, 1.2, anywhere),
    note: look(FONT.label, 1.25, prose),
    exhibit: look(FONT.caption, 1.2, prose),
    link: look(FONT.small, LINK_LABEL.lineHeight, prose),
  };
}
type Looks = ReturnType<typeof looksAt>;

/** "paid to ×3"; "links ×3" where they have several words. */
export const wordsOf = ({ words, times }: ReportLink): string =>
  times === undefined ? (words ?? '') : `${words || 'links'} ×${times}`;

/** What an entity's card leaves for its label, in board units: beside its icon and above the word for its type, or alone. */
export const entityRoom = (rect: Rect, compact = false): Room =>
  compact
    ? { width: rect.width - 12, height: rect.height - 6 }
    : { width: rect.width - ENTITY_ICON - 26, height: rect.height - 24 };
export const noteRoom = (rect: Rect): Room => ({ width: rect.width - 18, height: rect.height - 16 });
export const captionRoom = (rect: Rect, strip: boolean): Room => ({
  width: rect.width - 14,
  height: (strip ? CAPTION : rect.height) - 8,
});

/** Whether the caption shares the tile of an exhibit with a picture or a table. */
export const hasStrip = (
  { picture, table, chart }: Extract<ReportThing['face'], { kind: 'exhibit' }>,
  rect: Rect,
): boolean => (picture !== null || table !== null || chart !== null) && rect.height - CAPTION > 10;

function labelOf(
  { face, rect }: ReportThing,
  looks: Looks,
  compact: boolean,
): { kind: Shortened['kind']; text: string; room: Room; look: Look } {
  if (face.kind === 'entity') {
    const text = face.alias ? `${face.label}, ${face.alias}` : face.label;
    return { kind: 'Entity', text, room: entityRoom(rect, compact), look: looks.entity };
  }
  if (face.kind === 'badge' || face.kind === 'frame') {
    const room = { width: rect.width - 16, height: face.kind === 'frame' ? FRAME_TITLE - 6 : rect.height - 8 };
    return { kind: 'Group', text: `${face.name} ${face.count}`, room, look: looks.note };
  }
  if (face.kind === 'note') return { kind: 'Note', text: face.text, room: noteRoom(rect), look: looks.note };
  const room = captionRoom(rect, hasStrip(face, rect));
  return { kind: 'Exhibit', text: `${face.label}  ${face.title}`, room, look: looks.exhibit };
}

/**
 * Fits every text of a board to its place, and notes what had to be shortened. The fonts must have been prepared.
 * @param unknown receives the characters that no font has @param scale points a board unit at which it is drawn
 */
export function labelsOf(board: ReportBoard, unknown: Set<string>, scale = 1): BoardLabels {
  const looks = looksAt(scale);
  const compact = isCompact(scale);
  const fitted = new Map<string, Fitted>();
  const shortened: Shortened[] = [];
  const set = (id: string, kind: Shortened['kind'], text: string, room: Room, how: Look) => {
    const number = shortened.length + 1;
    itemize(text, 'Sans', unknown);
    const result = fitText(text, room, how, ` [${number}]`);
    if (!result.whole) shortened.push({ number, kind, text });
    fitted.set(id, result);
  };
  for (const thing of board.things) {
    const { kind, text, room, look: how } = labelOf(thing, looks, compact);
    set(thing.id, kind, text, room, how);
  }
  const { width, lines, lineHeight } = LINK_LABEL;
  const room = { width, height: lines * lineHeight * looks.link.largest };
  for (const link of board.links) {
    const words = wordsOf(link);
    if (words !== '') set(link.id, 'Link', words, room, looks.link);
  }
  return { fitted, shortened, compact };
}
