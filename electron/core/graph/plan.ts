import { randomUUID } from 'node:crypto';
import type { BoardOp } from '../../../shared/contract/board.ts';
import { type Entity, EntityLabel, type LinkFacts, type RowsOf } from '../../../shared/contract/entities.ts';
import type { StagedGraph } from '../../../shared/contract/graph.ts';
import { EntityId, type ExhibitId, ItemId, LinkId, Text, Title } from '../../../shared/contract/values.ts';
import { boundsOf, entitySize } from '../../../shared/domain/board-layout.ts';
import { type EntityType, normalKey } from '../../../shared/domain/entities.ts';
import { RowList } from '../../../shared/domain/row-ranges.ts';
import { type Exact, exactSum, exactText } from '../datasets/readings/numbers.ts';
import { joinedFacts } from '../mapping/joined-facts.ts';
import { type Span, takeMoment } from '../mapping/moments.ts';
import { placing } from '../mapping/placing.ts';
import { linkKey, type Present, supported } from '../mapping/plan.ts';
import type { Draft, LinkDraft, NodeDraft } from './drafts.ts';

const SHOWN_REJECTED = 50;
const SHOWN_TEXT = 200;
const FARTHEST = 900_000; // board units

interface Item {
  readonly key: string;
  readonly type: EntityType;
  readonly label: string;
  readonly note: string;
  readonly at: NodeDraft['at'];
  readonly rows: Map<ExhibitId, RowList>;
}
interface Joint extends Span {
  readonly of: LinkDraft;
  readonly from: Item;
  readonly to: Item;
  readonly rows: RowList;
  /** Links of the file in it. */
  drafts: number;
  amount: Exact | null;
  amounts: number;
  /** Of the amounts; null once there are two, which nothing adds up. */
  unit: string | null;
}
export interface GraphPlan {
  readonly ops: readonly BoardOp[];
  readonly staged: StagedGraph;
}

/** Gathers nodes and links of a graph, whatever their order, into items and links of the case. Nodes of one type and value are one item. */
export class GraphPlanner {
  private readonly items = new Map<string, Item>();
  /** By the key under which links name it. */
  private readonly named = new Map<string, Item>();
  private readonly drafts: LinkDraft[] = [];
  private readonly rejected: StagedGraph['rejected'] = [];
  private readonly reasons = new Map<string, number>();
  private readonly unsaid = new Map<string, StagedGraph['unsaid'][number]>();
  private nodes = 0;
  private sameValue = 0;
  rows = 0;

  constructor(private readonly parallel: 'keep' | 'join') {}

  take(draft: Draft): void {
    if (draft.kind === 'node') this.takeNode(draft);
    else if (draft.kind === 'link') this.drafts.push(draft);
    else this.reject(draft.row, draft.text, draft.why);
  }

  private reject(row: number, text: string, why: string): void {
    this.reasons.set(why, (this.reasons.get(why) ?? 0) + 1);
    if (this.rejected.length < SHOWN_REJECTED)
      this.rejected.push({ row, text: text.slice(0, SHOWN_TEXT).toWellFormed(), why });
  }

  /** Something that a link is made without. */
  private leave(why: string, row: number, text: string): void {
    const before = this.unsaid.get(why);
    if (before) before.count++;
    else this.unsaid.set(why, { why, count: 1, row, text: text.slice(0, SHOWN_TEXT).toWellFormed() });
  }

  private takeNode({ key: name, label: written, type, note, row, exhibit, at }: NodeDraft): void {
    const before = this.named.get(name);
    if (before) {
      rowsIn(before, exhibit).add(row);
      return;
    }
    this.nodes++;
    const label = written.trim();
    const fits = EntityLabel.safeParse(label);
    if (!fits.success) {
      this.reject(row, label, `a node that ${fits.error.issues[0]?.message ?? 'cannot name an item'}`);
      return;
    }
    const key = normalKey({ type, label });
    let item = this.items.get(key);
    if (item) this.sameValue++;
    else {
      item = { key, type, label, note: Text.safeParse(note).success ? note : '', at, rows: new Map() };
      this.items.set(key, item);
    }
    this.named.set(name, item);
    rowsIn(item, exhibit).add(row);
  }

  /** Links join items that are there. */
  private joints(): { readonly joints: readonly Joint[]; readonly drafts: number } {
    const joints = new Map<string, Joint>();
    let drafts = 0;
    for (const [index, draft] of this.drafts.entries()) {
      const [a, b] = [this.named.get(draft.from), this.named.get(draft.to)];
      const words = `${draft.from} → ${draft.to}`;
      if (!a || !b) {
        this.reject(draft.row, words, 'a link to a node that is not there');
        continue;
      }
      const type = draft.type.trim();
      if (!Title.safeParse(type).success || !Title.or(EMPTY).safeParse(draft.label).success) {
        this.reject(draft.row, words, 'a link whose type or label is too long, or holds a control character');
        continue;
      }
      drafts++;
      const of = { ...draft, type, note: Text.safeParse(draft.note).success ? draft.note : '' };
      const swap = draft.direction === 'none' && b.key < a.key;
      const [from, to] = swap ? [b, a] : [a, b];
      const each = this.parallel === 'keep' ? String(index) : '';
      const key = [from.key, to.key, draft.direction, type, draft.label, each].join('\n');
      let joint = joints.get(key);
      if (!joint) {
        joint = {
          ...{
            of,
            from: this.parallel === 'keep' ? a : from,
            to: this.parallel === 'keep' ? b : to,
            rows: new RowList(),
          },
          ...{ drafts: 0, amount: null, amounts: 0, unit: null, first: null, last: null, mixed: false },
        };
        joints.set(key, joint);
      }
      add(joint, draft);
      for (const { what, text } of draft.refused) this.leave(REFUSED[what], draft.row, text);
    }
    for (const { of, amount, unit, mixed } of joints.values()) {
      const words = `${of.from} → ${of.to}`;
      if (amount && unit === null) this.leave(UNITS_MIXED, of.row, words);
      if (mixed) this.leave(ZONES_MIXED, of.row, words);
    }
    return { joints: [...joints.values()], drafts };
  }

  /** The operations that make it so, and what they come to. */
  plan(present: Present, left: readonly string[], unverified: string): GraphPlan {
    const { joints, drafts } = this.joints();
    const held = new Map(present.entities.toReversed().map((entity) => [normalKey(entity), entity]));
    const onBoard = new Set<string>(present.items.map(({ subject }) => subject.id));
    const ops: BoardOp[] = [];
    const items = [...this.items.values()].map((item) => {
      const known = held.get(item.key) ?? null;
      return { ...item, known, id: known?.id ?? EntityId.parse(randomUUID()), label: known?.label ?? item.label };
    });
    const ids = new Map(items.map(({ key, id }) => [key, id]));
    for (const { id, type, label, note, known, rows } of items) {
      const support = supportOf(known, rows);
      if (known) ops.push({ op: 'entity.update', id, ...support });
      else ops.push({ op: 'entity.create', entity: { id, type, label, note, ...support } });
    }
    const links = Map.groupBy(present.links, (link) => `${linkKey(link)} ${link.label}`);
    let knownLinks = 0;
    for (const joint of joints) {
      const { of, from, to, rows } = joint;
      const ends = {
        from: { kind: 'entity' as const, id: ids.get(from.key) as EntityId },
        to: { kind: 'entity' as const, id: ids.get(to.key) as EntityId },
      };
      const { type, label, direction, note, exhibit } = of;
      const before = links.get(`${linkKey({ ...ends, type, direction })} ${label}`)?.shift() ?? null;
      const support = supported(before, exhibit, rows);
      const facts = factsOf(joint);
      if (before) {
        knownLinks++;
        const now = facts ?? { exhibit, count: rows.count };
        const joined = joinedFacts(before, now, rows.text(), present.relation);
        if (joined.lost) this.leave(FACTS_LOST, of.row, `${of.from} → ${of.to}`);
        ops.push({ op: 'link.update', id: before.id, ...support, facts: joined.facts });
      } else
        ops.push({
          op: 'link.create',
          link: { id: LinkId.parse(randomUUID()), ...ends, type, label, direction, note, ...support, facts },
        });
    }
    const placed = items.filter(({ id }) => !onBoard.has(id));
    const positioned = positions(placed, present.items);
    const rest = placed.filter(({ at }) => at === null).map(({ id, label }) => ({ id, label, column: 0 }));
    const joined = joints.map(({ from, to }) => [ids.get(from.key), ids.get(to.key)] as [EntityId, EntityId]);
    ops.push(...positioned.map((item): BoardOp => ({ op: 'item.place', item })));
    ops.push(...placing(rest, within(joined, new Set(rest.map(({ id }) => id))), [...present.items, ...positioned]));
    const byType = [...Map.groupBy(items, ({ type }) => type)].map(([type, those]) => ({ type, count: those.length }));
    const known = items.filter((item) => item.known).length;
    const reasons = [...this.reasons].map(([why, count]) => ({ why, count })).toSorted((a, b) => b.count - a.count);
    return {
      ops,
      staged: {
        rows: this.rows,
        nodes: this.nodes,
        edges: this.drafts.length,
        items: { made: items.length - known, known },
        byType,
        links: { made: joints.length - knownLinks, known: knownLinks },
        joined: drafts - joints.length,
        sameValue: this.sameValue,
        placed: placed.length,
        positioned: positioned.length,
        rejected: this.rejected,
        rejectedCount: reasons.reduce((sum, { count }) => sum + count, 0),
        reasons,
        unsaid: [...this.unsaid.values()].toSorted((a, b) => b.count - a.count),
        left: [...left],
        unverified,
      },
    };
  }
}
const EMPTY = Title.or(Text.max(0));

function rowsIn({ rows }: Item, exhibit: ExhibitId): RowList {
  let list = rows.get(exhibit);
  if (!list) rows.set(exhibit, (list = new RowList()));
  return list;
}

type Support = { exhibits: ExhibitId[]; rows: RowsOf };
function supportOf(before: Entity | null, rows: Item['rows']): Support {
  let support: Support = { exhibits: before?.exhibits ?? [], rows: before?.rows ?? {} };
  for (const [exhibit, list] of rows) support = supported(support, exhibit, list);
  return support;
}

const REFUSED = {
  amount: 'a cell that is no amount as its column is read: the link stands without it',
  time: 'a cell that is no time as its column is read: the link stands without it',
} as const;
const FACTS_LOST =
  'amount or times of a link that was known before: its rows may be the same, or units differ, and nothing adds them up';
const UNITS_MIXED = 'the amount of a link whose rows are of more than one unit: nothing adds them up';
const ZONES_MIXED = 'the first and last of a link whose times stand with a zone and without one';

function add(joint: Joint, { row, amount, unit, first, last }: LinkDraft): void {
  joint.drafts++;
  joint.rows.add(row);
  if (amount) {
    joint.unit = joint.amounts === 0 || joint.unit === unit ? unit : null;
    joint.amounts++;
    joint.amount = joint.amount ? exactSum(joint.amount, amount) : amount;
  }
  if (joint.drafts === 1) [joint.first, joint.last] = [first, last];
  else for (const at of [first, last]) if (at !== null) takeMoment(joint, at);
}

const LONGEST_TIME = 40;
const LONGEST_UNIT = 20;
/** What the file says of a link; null for nothing. An export of this program says how many rows it stood for; any other stands for its own. */
function factsOf({ of, rows, drafts, amount, amounts, unit, first, last, mixed }: Joint): LinkFacts | null {
  const alone = drafts === 1;
  const said = alone ? of.count : null;
  const fits = (time: string | null): time is string => time !== null && !mixed && time.length <= LONGEST_TIME;
  const facts: LinkFacts = {
    exhibit: of.exhibit,
    count: said ?? rows.count,
    ...(amount &&
      unit !== null &&
      unit.length <= LONGEST_UNIT && {
        amount: { sum: exactText(amount), unit, values: (alone ? of.values : null) ?? amounts },
      }),
    ...(fits(first) && { first }),
    ...(fits(last) && { last }),
  };
  const saysNothing = alone && said === null && !facts.amount && facts.first === undefined && facts.last === undefined;
  return saysNothing ? null : facts;
}

const within = (joined: readonly (readonly [EntityId, EntityId])[], ids: ReadonlySet<EntityId>) =>
  joined.filter(([one, other]) => ids.has(one) && ids.has(other));

interface Placed extends Pick<Item, 'at' | 'label'> {
  readonly id: EntityId;
}
const ROOM = 260 * 100; // board units that a card needs around it
const GAP = 160;

/** Where the file says, right of what is there. Places that leave no room for cards, as of programs that draw dots, are spread. */
function positions(placed: readonly Placed[], items: Present['items']) {
  const at = placed.flatMap(({ id, label, at: place }) => {
    if (!place) return [];
    const { width, height } = entitySize(label);
    const bound = (value: number | null, other: number): number =>
      value === null ? other : Math.min(4000, Math.max(20, value));
    return [
      {
        id,
        x: place.x,
        y: place.y,
        width: bound(place.width, width),
        height: bound(place.height, height),
        own: place.width !== null,
      },
    ];
  });
  const bounds = boundsOf(at.map(({ x, y }) => ({ x, y, width: 0, height: 0 })));
  if (!bounds) return [];
  const area = bounds.width * bounds.height;
  const needed = at.length * ROOM;
  const spread = at.every(({ own }) => own) || area === 0 || area >= needed ? 1 : Math.sqrt(needed / area);
  const scale = Math.min(spread, FARTHEST / Math.max(1, bounds.width, bounds.height));
  const there = boundsOf(items);
  const left = bounds.x - bounds.width / 2;
  const shift = there ? there.x + there.width / 2 + GAP * 2 - left * scale : 0;
  const bounded = (value: number): number => Math.min(1e6, Math.max(-1e6, value));
  return at.map(({ id, x, y, width, height }) => ({
    id: ItemId.parse(randomUUID()),
    subject: { kind: 'entity' as const, id },
    x: bounded(x * scale + shift),
    y: bounded(y * scale),
    width,
    height,
  }));
}
