import type { BoardView } from '../../../shared/contract/board.ts';
import { CAPTION, ENTITY_ICON, linkOffsets, onCard } from '../../../shared/domain/board-layout.ts';
import { ENTITY } from '../../../shared/domain/entities.ts';
import { EXHIBIT_KINDS } from '../../../shared/domain/exhibit-kinds.ts';

/** What the graph draws: flat values that its style reads, so that a change is a change of one of them. */
export interface NodeElement {
  readonly id: string;
  readonly kind: 'entity' | 'picture' | 'exhibit' | 'table' | 'note';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly text: string;
  readonly textWidth: number;
  readonly colour: string;
  readonly image: string;
  readonly imageHeight: number;
}
export interface EdgeElement {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly text: string;
  readonly direction: 'none' | 'forward' | 'both';
  readonly supported: 'yes' | 'no';
  /** Distance of the curve's control point; 0 for a straight line. */
  readonly bend: number;
  readonly curve: 'straight' | 'curved';
}

const FACES = { picture: 'picture', rows: 'table' } as const;

/** @param images URL of the picture or drawn table of an exhibit, or of an entity type's icon, by id or type */
export function nodesOf(view: BoardView, images: ReadonlyMap<string, string>): NodeElement[] {
  const entities = new Map<string, BoardView['entities'][number]>(view.entities.map((each) => [each.id, each]));
  const exhibits = new Map<string, BoardView['exhibits'][number]>(view.exhibits.map((each) => [each.id, each]));
  const notes = new Map<string, BoardView['notes'][number]>(view.notes.map((each) => [each.id, each]));
  return view.items.flatMap(({ subject, x, y, width, height }): NodeElement[] => {
    const common = { id: subject.id, x, y, width, height, colour: '', image: '', imageHeight: 0 };
    const entity = entities.get(subject.id);
    if (entity) {
      const image = images.get(entity.type) ?? '';
      const textWidth = width - ENTITY_ICON - 22;
      return [
        {
          ...common,
          kind: 'entity',
          text: breakable(onCard(entity.label)),
          textWidth,
          colour: ENTITY[entity.type].colour,
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
    return [{ ...common, kind: 'note', text: breakable(cut(note.text, room)), textWidth: width - 20 }];
  });
}

export function edgesOf(view: BoardView): EdgeElement[] {
  const bends = linkOffsets(view.links);
  return view.links.map(({ id, from, to, type, label, direction, exhibits }) => {
    const bend = bends.get(id) ?? 0;
    const text = label ? `${type}\n${cut(label, 60)}` : type;
    const supported = exhibits.length > 0 ? 'yes' : 'no';
    const curve = bend === 0 ? 'straight' : 'curved';
    // The graph measures a bend to the other side than `linkPath` does.
    return { id, source: from.id, target: to.id, text, direction, supported, bend: -bend || 0, curve };
  });
}

const LONG_WORD = 18; // characters; a word shorter than this fits every card

/** The text with places where a long identifier may be wrapped: between any two of its characters, without a hyphen. */
const breakable = (text: string): string =>
  text.replace(/\S+/gu, (word) => {
    const characters = [...word];
    return characters.length > LONG_WORD ? characters.join('\u200b') : word;
  });

function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, Math.max(0, most - 1)).join('')}…`;
}
