import type { BoardView } from '../contract/board.ts';
import type { EntityType, Link } from '../contract/entities.ts';
import { CAPTION, ENTITY_ICON, type LinkWay, onCard, waysOf } from './board-layout.ts';
import { tintIn } from './board-style.ts';
import { entityKind } from './entities.ts';
import { EXHIBIT_KINDS } from './exhibit-kinds.ts';

/** What the graph draws: flat values that its style reads, so that a change is a change of one of them. */
export interface NodeElement {
  readonly id: string;
  /** A badge is a folded group, a frame what is around one that is not. */
  readonly kind: 'entity' | 'picture' | 'exhibit' | 'table' | 'note' | 'badge' | 'frame';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly text: string;
  readonly textWidth: number;
  readonly colour: string;
  readonly image: string;
  readonly imageHeight: number;
  /** Its colour tells a measure. */
  readonly measured?: boolean;
  /** Keeps its place: neither the mouse nor a layout moves it. */
  readonly locked: boolean;
}
export interface EdgeElement extends LinkWay {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly text: string;
  readonly direction: 'none' | 'forward' | 'both';
  readonly supported: 'yes' | 'no';
}

/** Strip of a group's frame that carries its name, and takes the mouse. */
export const FRAME_TITLE = 26;

/** Of a type of the program; those that users add are known to whoever asks. */
const ownColour = (type: EntityType): string => entityKind(type).colour;

const FACES = { picture: 'picture', rows: 'table', drawing: 'picture' } as const;

/** @param images URL of the picture or drawn table of an exhibit, or of an entity type's icon, by id or type */
export function nodesOf(
  view: Pick<BoardView, 'items' | 'entities' | 'exhibits' | 'notes' | 'style'>,
  images: ReadonlyMap<string, string>,
  colourOf: (type: EntityType) => string = ownColour,
): NodeElement[] {
  const tint = tintIn(view.style);
  const entities = new Map<string, BoardView['entities'][number]>(view.entities.map((each) => [each.id, each]));
  const exhibits = new Map<string, BoardView['exhibits'][number]>(view.exhibits.map((each) => [each.id, each]));
  const notes = new Map<string, BoardView['notes'][number]>(view.notes.map((each) => [each.id, each]));
  return view.items.flatMap(({ subject, x, y, width, height, locked = false }): NodeElement[] => {
    const common = { id: subject.id, x, y, width, height, colour: '', image: '', imageHeight: 0, locked };
    const entity = entities.get(subject.id);
    if (entity) {
      const image = images.get(entity.type) ?? '';
      const textWidth = width - ENTITY_ICON - 22;
      return [
        {
          ...common,
          kind: 'entity',
          text: onCard(entity.label),
          textWidth,
          colour: tint(entity.id) ?? colourOf(entity.type),
          ...(tint(entity.id) !== null && { measured: true }),
          image,
        },
      ];
    }
    const exhibit = exhibits.get(subject.id);
    if (exhibit) {
      const image = images.get(exhibit.id) ?? '';
      const kind = !image ? 'exhibit' : FACES[EXHIBIT_KINDS[exhibit.kind].face];
      const gone = exhibit.removedAt ? ' (removed)' : '';
      const text =
        kind === 'table' ? '' : `${exhibit.label}${gone}\n${cut(exhibit.title, Math.floor((width - 12) / 6.2))}`;
      return [{ ...common, kind, text, textWidth: width - 8, image, imageHeight: height - CAPTION }];
    }
    const note = notes.get(subject.id);
    if (!note) return [];
    const room = Math.max(1, Math.floor((height - 20) / 16)) * Math.floor((width - 20) / 6.4);
    return [{ ...common, kind: 'note', text: cut(note.text, room), textWidth: width - 20 }];
  });
}

export function edgesOf(view: BoardView): EdgeElement[] {
  const ways = waysOf(view.links);
  return view.links.map((link, at) => edgeOf(link, ways[at]));
}

export function edgeOf(
  { id, from, to, type, label, direction, exhibits }: Link,
  way: LinkWay = { bend: 0 },
): EdgeElement {
  const text = label ? `${type}\n${cut(label, 60)}` : type;
  const supported = exhibits.length > 0 ? 'yes' : 'no';
  return { id, source: from.id, target: to.id, text, direction, supported, ...way };
}

function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, Math.max(0, most - 1)).join('')}…`;
}
