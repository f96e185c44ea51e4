import type { BoardView } from '../../../../shared/contract/board.ts';
import type { Entity, EntityType } from '../../../../shared/contract/entities.ts';
import type { ExhibitId } from '../../../../shared/contract/values.ts';
import type { Held } from '../../../../shared/domain/board-identities.ts';
import { TABLE_COLUMNS, TABLE_ROWS } from '../../../../shared/domain/board-layout.ts';
import { roomFor, scaleIn, styleLegend, styleOf, styleWords, tintIn } from '../../../../shared/domain/board-style.ts';
import { counted } from '../../../../shared/domain/counted.ts';
import { factsExhibits, factsWords } from '../../../../shared/domain/link-facts.ts';
import type { OwnKind } from '../../../../shared/domain/own-types.ts';
import { rowsWords } from '../../../../shared/domain/row-ranges.ts';
import type { Plain, ReportContent } from '../model.ts';
import type { ReportBoard, ReportGroup, ReportLink, ReportThing } from '../model-board.ts';
import type { Decision, Decisions } from './decide.ts';
import { citations, recordOf } from './exhibits.ts';
import type { LeftOutTally } from './left-out.ts';
import type { Contents } from './material.ts';
import { shown } from './shown.ts';

const WHOLE: Decision = { shown: 'whole', reason: null };
/** In the place of what is masked. */
const WITHHELD = 'Withheld';

/** What else there is to know of a board. */
interface Beside {
  /** Sets of entities that are drawn as one. */
  readonly held: readonly Held[];
  /** What else an entity is held to be, of those given, in words. */
  alias?(entity: Entity, held: Held): string | null;
  /** What an entity rests on now, where the board is one of an earlier time: the stricter of the two decides. */
  now?(id: string): readonly ExhibitId[] | undefined;
}

/** A board as it was arranged, without what the edition leaves out. */
export function resolveBoard(
  board: BoardView,
  decisions: Decisions,
  contents: Contents,
  tally: LeftOutTally,
  ownTypes: readonly OwnKind[],
  { held, alias, now }: Beside = { held: [] },
): ReportBoard {
  const entities = new Map<string, BoardView['entities'][number]>(board.entities.map((each) => [each.id, each]));
  const notes = new Map<string, string>(board.notes.map(({ id, text }) => [id, text]));
  const things: ReportThing[] = [];
  const byHand = { items: 0, links: 0 };
  const of = new Map<string, Decision>();
  for (const { subject, x, y, width, height, hidden } of board.items) {
    const place = { id: subject.id, rect: { x, y, width, height } };
    const entity = entities.get(subject.id);
    const note = notes.get(subject.id);
    const exhibit = subject.kind === 'exhibit' ? decisions.exhibits.get(subject.id) : undefined;
    const rests = entity && [entity.exhibits, now?.(entity.id) ?? entity.exhibits].map((on) => decisions.resting(on));
    const decision = rests ? stricter(rests) : (exhibit ?? WHOLE);
    of.set(subject.id, decision);
    if (entity) tally.add('entity', decision, entity.label);
    if (decision.shown === 'absent') continue;
    if (hidden) {
      byHand.items++;
      continue;
    }
    if (entity)
      things.push({
        ...place,
        face: {
          ...{ kind: 'entity', ...typeOf(entity.type, ownTypes), byHand: entity.exhibits.length === 0 },
          label: shown(decision.shown === 'masked' ? WITHHELD : entity.label),
        },
      });
    else if (note !== undefined) things.push({ ...place, face: { kind: 'note', text: shown(note) } });
    else if (exhibit) {
      const { label, title } = recordOf(exhibit);
      const read = exhibit.content.reason === null ? contents.get(exhibit.exhibit.id) : undefined;
      const picture = read?.picture ?? null;
      things.push({
        ...place,
        face: { kind: 'exhibit', label, title, picture, table: glance(read?.content), chart: chartOf(read?.content) },
      });
    }
  }
  const hidden = new Set<string>(board.items.flatMap((item) => (item.hidden ? [item.subject.id] : [])));
  const links = board.links.flatMap((link): ReportLink[] => {
    const decision = decisions.link(link, [of.get(link.from.id) ?? WHOLE, of.get(link.to.id) ?? WHOLE]);
    const words = [link.type, link.label].filter((part) => part !== '').join(': ');
    tally.add('link', decision, words || 'a link without words');
    if (decision.shown === 'absent') return [];
    if (hidden.has(link.from.id) || hidden.has(link.to.id)) {
      byHand.links++;
      return [];
    }
    const { id, from, to, direction, exhibits, rows = {}, facts } = link;
    const ends = { from: { id: from.id }, to: { id: to.id } };
    const told = shown(decision.shown === 'masked' ? WITHHELD.toLowerCase() : words);
    const isWhole = (exhibit: ExhibitId): boolean => decisions.exhibits.get(exhibit)?.content.reason === null;
    const support = exhibits.flatMap((exhibit) =>
      citations([exhibit], decisions).map((label) =>
        rows[exhibit] && isWhole(exhibit) ? `${label}, ${rowsWords(rows[exhibit])}` : label,
      ),
    );
    const sum =
      facts && decision.shown === 'whole' && factsExhibits(facts).every((id) => exhibits.includes(id) && isWhole(id))
        ? factsWords(facts)
        : '';
    return [{ id, ...ends, words: told, direction, ...(sum && { facts: shown(sum) }), exhibits: support }];
  });
  const missing = {
    items: board.items.length - things.length - byHand.items,
    links: board.links.length - links.length - byHand.links,
  };
  const merged = heldAsOne(
    held,
    things,
    (id) => of.get(id)?.shown === 'whole',
    (head, set) => {
      const entity = entities.get(head);
      return (entity && alias?.(entity, set)) ?? null;
    },
  );
  const groups = groupsOf(board, new Set(things.map(({ id }) => id)));
  const drawn = {
    title: shown(board.title),
    ...measuredBy(board, merged.things, (id) => of.get(id)?.shown === 'whole'),
    links,
    ...(groups.length > 0 && { groups }),
    ...(Object.keys(merged.drawnAs).length > 0 && { drawnAs: merged.drawnAs }),
    ...(byHand.items + byHand.links > 0 ? { hidden: byHand } : {}),
  };
  return missing.items + missing.links === 0 ? drawn : { ...drawn, missing };
}

const ORDER = ['whole', 'masked', 'absent'] as const;
const stricter = (decisions: readonly Decision[]): Decision =>
  decisions.toSorted((a, b) => ORDER.indexOf(b.shown) - ORDER.indexOf(a.shown))[0] ?? WHOLE;

/** Entities that are held to be one, and shown whole, as the first of them that the decision names. */
function heldAsOne(
  held: readonly Held[],
  things: readonly ReportThing[],
  whole: (id: string) => boolean,
  alias: (head: string, of: Held) => string | null,
): { things: ReportThing[]; drawnAs: Record<string, string> } {
  const there = new Set(things.map(({ id }) => id));
  const drawnAs: Record<string, string> = {};
  const words = new Map<string, string>();
  for (const { members } of held) {
    const here = members.filter(({ id }) => there.has(id) && whole(id));
    const [head, ...others] = here;
    if (!head || others.length === 0) continue;
    for (const { id } of others) drawnAs[id] = head.id;
    words.set(head.id, alias(head.id, { members: here }) ?? counted(here.length, 'identity', 'identities'));
  }
  const named = things.map((thing): ReportThing => {
    const more = words.get(thing.id);
    const { face } = thing;
    return more && face.kind === 'entity' ? { ...thing, face: { ...face, alias: shown(more) } } : thing;
  });
  return { things: named, drawnAs };
}

/** Sizes and colours by a measure, of what is shown whole alone: what the others measure is in no range of the legend. */
function measuredBy(
  { style, entities }: BoardView,
  things: readonly ReportThing[],
  whole: (id: string) => boolean,
): Pick<ReportBoard, 'things' | 'measured'> {
  const shown = new Set<string>(things.map(({ id }) => id));
  const own = styleOf(style, new Set(entities.flatMap(({ id }) => (shown.has(id) && whole(id) ? [id as string] : []))));
  if (!own) return { things };
  const room = roomFor(
    own,
    things.map(({ id, rect }) => ({ ...rect, id })),
  );
  const [scale, tint] = [scaleIn(own, room), tintIn(own)];
  return {
    measured: [...styleLegend(own), { words: styleWords({ ...own, basis: 'of the board as it was' }), colour: null }],
    things: things.map((thing): ReportThing => {
      const { face, rect } = thing;
      if (face.kind !== 'entity') return thing;
      const [by, colour] = [scale(thing.id), tint(thing.id)];
      const size = { width: rect.width * by, height: rect.height * by };
      return { ...thing, rect: { ...rect, ...size }, face: { ...face, ...(colour && { tint: colour }) } };
    }),
  };
}

/** Of what this edition draws; a group of which it draws nothing is not told. */
function groupsOf({ items }: BoardView, drawn: ReadonlySet<string>): ReportGroup[] {
  const groups = new Map<string, { folded: boolean; members: string[] }>();
  for (const { subject, group, folded } of items) {
    if (group === undefined || !drawn.has(subject.id)) continue;
    const known = groups.get(group) ?? { folded: false, members: [] };
    known.members.push(subject.id);
    groups.set(group, { ...known, folded: known.folded || folded === true });
  }
  return [...groups].map(([name, group]) => ({ id: `group:${name}`, name: shown(name), ...group }));
}

/** The chart that the board draws, as in the window. */
const chartOf = (content: Plain<ReportContent> | undefined) =>
  content?.kind === 'chart' ? shown(content.chart.document) : null;

/** What of its content the board shows, as in the window: the first cells of a result. */
function glance(content: Plain<ReportContent> | undefined): Extract<ReportThing['face'], { kind: 'exhibit' }>['table'] {
  if (content?.kind !== 'query') return null;
  const { columns, rows } = content.query;
  return {
    columns: columns.slice(0, TABLE_COLUMNS).map(({ name }) => shown(name)),
    rows: rows.slice(0, TABLE_ROWS).map((row) => row.slice(0, TABLE_COLUMNS)),
  };
}

/** A type, with how it is drawn where users have made it. */
export function typeOf(type: EntityType, ownTypes: readonly OwnKind[]): { type: EntityType; own?: OwnKind } {
  const own = ownTypes.find(({ id }) => id === type);
  return own ? { type, own } : { type };
}
