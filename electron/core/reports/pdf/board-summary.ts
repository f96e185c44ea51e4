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

/** The kinds of things of a board as one card each, with how many there are; between two, one line with their links added up. */
export function summaryOf(board: ReportBoard): ReportBoard {
  const kinds = Map.groupBy(board.things, kindOf);
  const kindById = new Map(board.things.map((thing) => [thing.id, kindOf(thing)]));
  const order = [...kinds].toSorted(([, a], [, b]) => b.length - a.length);
  const radius = order.length < 2 ? 0 : Math.max(APART, (order.length * APART) / (2 * Math.PI));
  const things = order.map(([kind, those], at): ReportThing => {
    const angle = (2 * Math.PI * at) / order.length - Math.PI / 2;
    const rect = { x: radius * 1.7 * Math.cos(angle), y: radius * Math.sin(angle), ...CARD };
    const colour = colourOf(those[0]);
    return {
      ...{ id: kind, rect },
      face: { kind: 'badge', name: kind as Shown, count: counted(those.length, 'item'), ...(colour && { colour }) },
    };
  });
  const ends = (link: ReportLink) => [kindById.get(link.from.id) ?? '', kindById.get(link.to.id) ?? ''] as const;
  // Links within a kind have no place between cards; the table has them.
  const between = board.links.filter((link) => ends(link)[0] !== ends(link)[1]);
  const pairs = Map.groupBy(between, (link) => JSON.stringify(ends(link).toSorted()));
  const links = [...pairs].flatMap(([id, those]): ReportLink[] => {
    const [first] = those;
    if (!first) return [];
    const [from, to] = ends(first);
    const oneWay = those.every((each) => each.direction === first.direction && ends(each)[0] === from);
    return [
      {
        ...{ id, from: { id: from }, to: { id: to }, words: addedUp(those) as Shown },
        direction: those.every(({ direction }) => direction === 'none') ? 'none' : oneWay ? first.direction : 'both',
        exhibits: those.every((each) => each.exhibits.length > 0) ? first.exhibits : [],
      },
    ];
  });
  const { measured: _, groups: __, drawnAs: ___, ...rest } = board;
  return { ...rest, things, links };
}

const colourOf = (thing: ReportThing | undefined): string | undefined =>
  thing?.face.kind === 'entity' ? entityKind(thing.face.type, thing.face.own && [thing.face.own]).colour : undefined;

/** Names of links that one line tells; the others are added up. */
const MOST_NAMED = 2;

/** "paid to ×5, uses device ×2, others ×3" */
function addedUp(links: readonly ReportLink[]): string {
  const times = (those: readonly ReportLink[]) => those.reduce((sum, each) => sum + (each.times ?? 1), 0);
  const byWords = [...Map.groupBy(links, ({ words }) => words || 'links')].toSorted(
    ([, a], [, b]) => times(b) - times(a),
  );
  const [named, rest] = [byWords.slice(0, MOST_NAMED), byWords.slice(MOST_NAMED).flatMap(([, those]) => those)];
  return [...named, ...(rest.length > 0 ? [['others', rest] as const] : [])]
    .map(([words, those]) => `${words} ×${times(those)}`)
    .join(', ');
}

/** How many links join things of one kind, which the summary doesn't draw. */
export function withinKinds({ things, links }: ReportBoard): number {
  const kinds = new Map(things.map((thing) => [thing.id, kindOf(thing)]));
  return links.filter(({ from, to }) => kinds.get(from.id) === kinds.get(to.id)).length;
}
