import { counted } from '../../../../shared/domain/counted.ts';
import { entityKind } from '../../../../shared/domain/entities.ts';
import type { Shown } from '../model.ts';
import type { ReportBoard, ReportLink, ReportThing } from '../model-board.ts';

/** A drawing of more things than this is no figure any more: kinds of things are drawn, and each is in a table. */
export const MOST_DRAWN = 60;

/** What a thing is, in words. */
export function kindOf({ face }: ReportThing): string {
  if (face.kind === 'entity') return entityKind(face.type, face.own && [face.own]).word;
  return { exhibit: 'Exhibit', note: 'Note', badge: 'Group', frame: 'Group' }[face.kind];
}

export function nameOf({ face }: ReportThing): string {
  if (face.kind === 'note') return face.text;
  if (face.kind === 'exhibit') return `${face.label}  ${face.title}`;
  return 'label' in face ? face.label : face.name;
}

const CARD = { width: 190, height: 60 } as const;
/** Points of the board from one card to the next on their ring. */
const APART = 250;

/** The kinds of things of a board as one card each, with how many there are, and the links between them added up. */
export function summaryOf(board: ReportBoard): ReportBoard {
  const kinds = Map.groupBy(board.things, kindOf);
  const kindById = new Map(board.things.map((thing) => [thing.id, kindOf(thing)]));
  const order = [...kinds].toSorted(([, a], [, b]) => b.length - a.length);
  const radius = order.length < 2 ? 0 : Math.max(APART, (order.length * APART) / (2 * Math.PI));
  const things = order.map(([kind, those], at): ReportThing => {
    const angle = (2 * Math.PI * at) / order.length - Math.PI / 2;
    const rect = { x: radius * 1.7 * Math.cos(angle), y: radius * Math.sin(angle), ...CARD };
    return { id: kind, rect, face: { kind: 'badge', name: kind as Shown, count: counted(those.length, 'item') } };
  });
  const pairs = Map.groupBy(board.links, ({ from, to, words, direction }) =>
    JSON.stringify([kindById.get(from.id), kindById.get(to.id), words, direction]),
  );
  const links = [...pairs].flatMap(([id, those]): ReportLink[] => {
    const [first] = those;
    const [from, to] = [kindById.get(first?.from.id ?? ''), kindById.get(first?.to.id ?? '')];
    // Links within a kind have no place between cards; the table has them.
    if (!first || from === undefined || to === undefined || from === to) return [];
    const times = those.reduce((sum, each) => sum + (each.times ?? 1), 0);
    const exhibits = those.every((each) => each.exhibits.length > 0) ? first.exhibits : [];
    return [{ ...first, id, from: { id: from }, to: { id: to }, times, exhibits }];
  });
  const { measured: _, groups: __, drawnAs: ___, ...rest } = board;
  return { ...rest, things, links };
}

/** How many links join things of one kind, which the summary doesn't draw. */
export function withinKinds({ things, links }: ReportBoard): number {
  const kinds = new Map(things.map((thing) => [thing.id, kindOf(thing)]));
  return links.filter(({ from, to }) => kinds.get(from.id) === kinds.get(to.id)).length;
}
