import { FRAME_TITLE } from '../../../../shared/domain/board-elements.ts';
import { CAPTION, ENTITY_ICON, FONT, type Rect } from '../../../../shared/domain/board-layout.ts';
import type { ReportBoard, ReportLink, ReportThing } from '../model-board.ts';
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
}

/** Text on the board is not made smaller than the least that a page of it is made readable for: it is shortened instead. */
const SMALLEST = FONT.small;
export const LINK_LABEL = { width: 130, lines: 2, lineHeight: 1.2 } as const;

const look = (size: number, lineHeight: number, breaks: Look['breaks']): Look => ({
  breaks,
  lineHeight,
  largest: size,
  smallest: Math.min(size, SMALLEST),
});
const LOOKS = {
  entity: look(FONT.label, 1.2, anywhere),
  note: look(FONT.label, 1.25, prose),
  exhibit: look(FONT.caption, 1.2, anywhere),
  link: { ...look(FONT.small, LINK_LABEL.lineHeight, prose), smallest: FONT.small },
} as const;

/** "paid to ×3"; "links ×3" where they have several words. */
export const wordsOf = ({ words, times }: ReportLink): string =>
  times === undefined ? (words ?? '') : `${words || 'links'} ×${times}`;

/** What an entity's card leaves for its label, in board units. */
export const entityRoom = (rect: Rect): Room => ({ width: rect.width - ENTITY_ICON - 26, height: rect.height - 24 });
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

function labelOf({ face, rect }: ReportThing): { kind: Shortened['kind']; text: string; room: Room; look: Look } {
  if (face.kind === 'entity') {
    const text = face.alias ? `${face.label}, ${face.alias}` : face.label;
    return { kind: 'Entity', text, room: entityRoom(rect), look: LOOKS.entity };
  }
  if (face.kind === 'badge' || face.kind === 'frame') {
    const room = { width: rect.width - 16, height: face.kind === 'frame' ? FRAME_TITLE - 6 : rect.height - 8 };
    return { kind: 'Group', text: `${face.name} ${face.count}`, room, look: LOOKS.note };
  }
  if (face.kind === 'note') return { kind: 'Note', text: face.text, room: noteRoom(rect), look: LOOKS.note };
  const room = captionRoom(rect, hasStrip(face, rect));
  return { kind: 'Exhibit', text: `${face.label}  ${face.title}`, room, look: LOOKS.exhibit };
}

/**
 * Fits every text of a board to its place, and notes what had to be shortened. The fonts must have been prepared.
 * @param unknown receives the characters that no font has
 */
export function labelsOf(board: ReportBoard, unknown: Set<string>): BoardLabels {
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
    const { kind, text, room, look: how } = labelOf(thing);
    set(thing.id, kind, text, room, how);
  }
  const { width, lines, lineHeight } = LINK_LABEL;
  const room = { width, height: lines * lineHeight * FONT.small };
  for (const link of board.links) {
    const words = wordsOf(link);
    if (words !== '') set(link.id, 'Link', words, room, LOOKS.link);
  }
  return { fitted, shortened };
}
