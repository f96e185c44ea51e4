import { randomUUID } from 'node:crypto';
import type { BoardOp, BoardView } from '../../../shared/contract/board.ts';
import {
  type Entity,
  EntityLabel,
  type EntityType,
  type Link,
  type LinkFacts,
  type RowsOf,
  type WrittenForm,
} from '../../../shared/contract/entities.ts';
import type { Mapped, Mapping } from '../../../shared/contract/mapping.ts';
import type { ResultColumn } from '../../../shared/contract/query.ts';
import { type Cell, EntityId, type ExhibitId, LinkId } from '../../../shared/contract/values.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { currencyColumn, currencyOf } from '../../../shared/domain/currencies.ts';
import { detectEntity, normalKey } from '../../../shared/domain/entities.ts';
import { typedProblem } from '../../../shared/domain/identifiers.ts';
import { PLAIN_NUMBERS } from '../../../shared/domain/readings.ts';
import { joinRows, RowList } from '../../../shared/domain/row-ranges.ts';
import { type Exact, exactOf, exactSum, exactText } from '../datasets/readings/numbers.ts';
import { joinedFacts, type Relation } from './joined-facts.ts';
import { momentOf, type Span, takeMoment } from './moments.ts';
import { placing } from './placing.ts';

const SHOWN_REJECTED = 50;
const SHOWN_TEXT = 200;
const LONGEST_UNIT = 20;

/** What the case and the board hold before. */
export interface Present {
  readonly entities: readonly Entity[];
  readonly links: readonly Link[];
  readonly items: BoardView['items'];
  /** How the rows that are read lie to those that links rest on. */
  readonly relation: (exhibit: ExhibitId) => Relation;
  /** Links known before stay wholly as they are where rows may be counted twice or units differ; else what they say of rows is dropped. */
  readonly leaveUnclear?: boolean;
}
type Place = (
  entities: Parameters<typeof placing>[0],
  joined: Parameters<typeof placing>[1],
  items: BoardView['items'],
) => BoardOp[];
export interface Plan {
  readonly ops: readonly BoardOp[];
  readonly mapped: Mapped;
}

/** A value that is to be an entity, in all rows where it stands. */
interface Node {
  readonly key: string;
  readonly type: EntityType;
  /** The first of its writings. */
  readonly label: string;
  /** Place among the mapped columns, for the drawing. */
  readonly column: number;
  readonly rows: RowList;
  /** By each of its writings, the rows in which it stands so. */
  readonly writings: Map<string, RowList>;
}
interface Edge extends Span {
  readonly of: Mapping['links'][number];
  readonly from: Node;
  readonly to: Node;
  readonly rows: RowList;
  amount: Exact | null;
  amounts: number;
  /** Of the amounts; one sum is there only where there is one. Empty where nothing names it. */
  readonly units: Set<string>;
}

/**
 * Reads a result row by row into entities and links. Writings of one value are one entity; a link is one for all rows that join the same
 * two things in the same way, or something with itself.
 */
export class Planner {
  private readonly nodes = new Map<string, Node>();
  private readonly edges = new Map<string, Edge>();
  private readonly columns: readonly {
    readonly at: number;
    readonly name: string;
    readonly type: EntityType | 'detect';
  }[];
  private readonly joins: readonly {
    readonly of: Mapping['links'][number];
    readonly from: number;
    readonly to: number;
    readonly amount: number;
    readonly time: number;
    /** Of the column that names the currency of each amount; -1 where none does. Several where none is certain: no sum then. */
    readonly currencies: readonly number[];
    readonly unit: string;
    /** Of a column of totals: the currencies that it adds up. */
    readonly added: readonly string[];
  }[];
  /** By type and text: the key of what they are writings of. */
  private readonly writings = new Map<string, string>();
  private readonly rejected: Mapped['rejected'] = [];
  private rejectedCount = 0;
  private row = 0;
  private blank = 0;
  private withoutAmount = 0;

  /** @throws RangeError naming a column that the result does not have */
  constructor(mapping: Mapping, columns: readonly ResultColumn[]) {
    const placeOf = (name: string): number => {
      const at = columns.findIndex((column) => column.name === name);
      if (at < 0) throw new RangeError(`The result has no column "${name}".`);
      return at;
    };
    this.columns = mapping.columns.map(({ column, type }) => ({ at: placeOf(column), name: column, type }));
    const mapped = (name: string): number => {
      const at = mapping.columns.findIndex(({ column }) => column === name);
      if (at < 0) throw new RangeError(`A link joins the column "${name}", which is mapped to no entity.`);
      return at;
    };
    const names = columns.map(({ name }) => name);
    const currenciesOf = (amount: string): number[] => {
      const own = currencyOf(amount, names);
      const those = own === null ? names.filter((name) => currencyColumn([name])) : [own];
      return [...new Set(those)].map((name) => names.indexOf(name ?? '')).concat(own === null ? [-1] : []);
    };
    this.joins = mapping.links.map((of) => ({
      of,
      from: mapped(of.from),
      to: mapped(of.to),
      amount: of.amount === null ? -1 : placeOf(of.amount),
      time: of.time === null ? -1 : placeOf(of.time),
      currencies: of.amount === null ? [] : currenciesOf(of.amount),
      unit: of.amount === null ? '' : unitOf(columns[placeOf(of.amount)]),
      added: of.amount === null ? [] : (columns[placeOf(of.amount)]?.currencies ?? []),
    }));
  }

  /** @param row its number, where not all rows are read */
  take(cells: readonly Cell[], row = this.row + 1): void {
    this.row = row;
    const nodes = this.columns.map((_, column) => this.nodeAt(column, cells));
    for (const node of new Set(nodes)) node?.rows.add(row);
    for (const { of, from, to, amount, time, currencies, unit, added } of this.joins) {
      const [a, b] = [nodes[from], nodes[to]];
      if (!a || !b) continue;
      const edge = this.edgeOf(of, a, b);
      if (!edge.rows.add(row)) continue; // the same link twice in a row, by two columns of one value
      const codes = currencies.map(
        (place) =>
          cellText(cells[place] ?? null)
            .trim()
            .toUpperCase() || unit,
      );
      if (amount >= 0) this.addAmount(edge, cells[amount] ?? null, added.length > 1 ? added : codes);
      const at = time < 0 ? null : timeOf(cells[time] ?? null);
      if (at !== null) takeMoment(edge, at);
    }
  }

  /**
   * Keeps the links that end at some of the entities, and what is at their other ends. @param keys of those entities
   * @param most other ends, those in most rows first @returns how many other ends are left out
   */
  keepAround(keys: ReadonlySet<string>, most: number): number {
    const ends = new Map<string, number>();
    for (const [key, { from, to, rows }] of this.edges) {
      if (!keys.has(from.key) && !keys.has(to.key)) this.edges.delete(key);
      for (const end of keys.has(from.key) ? [to.key] : keys.has(to.key) ? [from.key] : [])
        if (!keys.has(end)) ends.set(end, (ends.get(end) ?? 0) + rows.count);
    }
    const kept = new Set(
      [...ends]
        .toSorted(([, a], [, b]) => b - a)
        .map(([key]) => key)
        .slice(0, most),
    );
    const joined = new Set<string>();
    for (const [key, { from, to }] of this.edges)
      if ([from.key, to.key].every((end) => keys.has(end) || kept.has(end))) joined.add(from.key).add(to.key);
      else this.edges.delete(key);
    for (const key of this.nodes.keys()) if (!joined.has(key)) this.nodes.delete(key);
    for (const [text, key] of this.writings) if (!joined.has(key)) this.writings.delete(text);
    return ends.size - kept.size;
  }

  get links(): number {
    return this.edges.size;
  }

  private nodeAt(column: number, cells: readonly Cell[]): Node | null {
    const { at, name, type: asked } = this.columns[column] as (typeof this.columns)[number];
    const label = cellText(cells[at] ?? null).trim();
    if (label === '') {
      this.blank++;
      return null;
    }
    const fits = EntityLabel.safeParse(label);
    if (!fits.success) {
      this.rejectedCount++;
      const why = fits.error.issues[0]?.message ?? 'cannot name an entity';
      if (this.rejected.length < SHOWN_REJECTED)
        this.rejected.push({ row: this.row, column: name, text: label.slice(0, SHOWN_TEXT).toWellFormed(), why });
      return null;
    }
    const type = asked === 'detect' ? detectEntity(label, name) : asked;
    const key = normalKey({ type, label });
    let node = this.nodes.get(key);
    if (!node) {
      node = { key, type, label, column, rows: new RowList(), writings: new Map() };
      this.nodes.set(key, node);
    }
    this.writings.set(`${type} ${label}`, key);
    let written = node.writings.get(label);
    if (!written) node.writings.set(label, (written = new RowList()));
    written.add(this.row);
    return node;
  }

  private edgeOf(of: Mapping['links'][number], a: Node, b: Node): Edge {
    const [from, to] = of.direction === 'none' && b.key < a.key ? [b, a] : [a, b];
    const key = `${from.key}\n${to.key}\n${of.direction} ${of.type}`;
    let edge = this.edges.get(key);
    if (!edge)
      this.edges.set(
        key,
        (edge = {
          of,
          from,
          to,
          rows: new RowList(),
          amount: null,
          amounts: 0,
          units: new Set(),
          mixed: false,
          first: null,
          last: null,
        }),
      );
    return edge;
  }

  private addAmount(edge: Edge, cell: Cell, units: readonly string[]): void {
    const exact = exactOf(cellText(cell), PLAIN_NUMBERS);
    if (!exact) {
      this.withoutAmount++;
      return;
    }
    edge.amounts++;
    for (const unit of units) edge.units.add(unit);
    edge.amount = edge.amount ? exactSum(edge.amount, exact) : exact;
  }

  /** The operations that make it so, and what they come to. @param exhibitId what holds the rows */
  plan(present: Present, exhibitId: ExhibitId, place: Place = placing): Plan {
    const held = new Map(present.entities.toReversed().map((entity) => [normalKey(entity), entity]));
    const ids = new Map([...this.nodes.keys()].map((key) => [key, held.get(key)?.id ?? EntityId.parse(randomUUID())]));
    const idOf = ({ key }: Node): EntityId => ids.get(key) as EntityId;
    const onBoard = new Set<string>(present.items.map(({ subject }) => subject.id));
    const ops: BoardOp[] = [];
    const nodes = [...this.nodes.values()].map((node) => {
      const known = held.get(node.key) ?? null;
      return { ...node, id: idOf(node), known, label: known?.label ?? node.label };
    });
    for (const { id, type, label, known, rows, writings } of nodes) {
      const forms = formsOf(known, label, exhibitId, writings);
      const support = { ...supported(known, exhibitId, rows), ...(forms && { forms }) };
      if (known) ops.push({ op: 'entity.update', id, ...support });
      else ops.push({ op: 'entity.create', entity: { id, type, label, note: '', ...support } });
    }
    const links = new Map(present.links.map((link) => [linkKey(link), link]));
    let [knownLinks, unsaid] = [0, 0];
    for (const edge of this.edges.values()) {
      const { of, from, to, rows } = edge;
      const ends = { from: { kind: 'entity' as const, id: idOf(from) }, to: { kind: 'entity' as const, id: idOf(to) } };
      const before = links.get(linkKey({ ...of, ...ends })) ?? null;
      const support = { ...supported(before, exhibitId, rows), facts: factsOf(edge, exhibitId) };
      if (before) {
        knownLinks++;
        const { facts, lost } = joinedFacts(before, support.facts, rows.text(), present.relation);
        if (lost) unsaid++;
        if (lost && present.leaveUnclear) continue;
        ops.push({ op: 'link.update', id: before.id, ...support, facts });
      } else {
        const id = LinkId.parse(randomUUID());
        const { type, direction } = of;
        ops.push({ op: 'link.create', link: { id, ...ends, type, label: '', direction, note: '', ...support } });
      }
    }
    const placed = nodes.filter(({ id }) => !onBoard.has(id));
    const joined = [...this.edges.values()].map(({ from, to }) => [idOf(from), idOf(to)] as const);
    ops.push(...place(placed, joined, present.items));
    const byType = [...Map.groupBy(nodes, ({ type }) => type)].map(([type, those]) => ({ type, count: those.length }));
    const known = nodes.filter((node) => node.known).length;
    const mixed = [...this.edges.values()]
      .filter(({ units }) => units.size > 1)
      .map(({ from, to, units }) => ({
        from: from.label,
        to: to.label,
        units: [...units].map((unit) => unit.slice(0, LONGEST_UNIT).toWellFormed()).toSorted(),
      }));
    return {
      ops,
      mapped: {
        rows: this.row,
        entities: { made: nodes.length - known, known },
        byType,
        links: { made: this.edges.size - knownLinks, known: knownLinks },
        placed: placed.length,
        otherWritings:
          this.writings.size -
          this.nodes.size +
          nodes.filter(({ label, type }) => !this.writings.has(`${type} ${label}`)).length,
        mistyped: nodes.filter(({ type, label }) => typedProblem(type, label) !== null).length,
        blank: this.blank,
        rejected: this.rejected,
        rejectedCount: this.rejectedCount,
        unsaid,
        withoutAmount: this.withoutAmount,
        mixedUnits: { count: mixed.length, first: mixed.slice(0, SHOWN_REJECTED) },
      },
    };
  }
}

const unitOf = (column: ResultColumn | undefined): string =>
  column?.reading && 'form' in column.reading ? column.reading.form.unit : '';

/** What something rests on from now on: on what it did, and on these rows. */
export function supported(
  before: { readonly exhibits: readonly ExhibitId[]; readonly rows?: RowsOf | undefined } | null,
  exhibitId: ExhibitId,
  rows: RowList,
): { exhibits: ExhibitId[]; rows: RowsOf } {
  const exhibits = [...new Set([...(before?.exhibits ?? []), exhibitId])];
  const held = before?.rows?.[exhibitId];
  return { exhibits, rows: { ...before?.rows, [exhibitId]: held ? joinRows(held, rows.text()) : rows.text() } };
}

/** Its writings with the rows of each, once one of them is not its label. */
function formsOf(
  before: Entity | null,
  label: string,
  exhibit: ExhibitId,
  writings: ReadonlyMap<string, RowList>,
): WrittenForm[] | null {
  if (!before?.forms && [...writings.keys()].every((text) => text === label)) return null;
  const here = new Map(
    (before?.forms ?? []).map((form) => [JSON.stringify([form.text, form.exhibit, form.place]), form]),
  );
  for (const [text, rows] of writings) {
    const key = JSON.stringify([text, exhibit, '']);
    const held = here.get(key)?.rows;
    here.set(key, { text, exhibit, place: '', rows: held ? joinRows(held, rows.text()) : rows.text() });
  }
  return [...here.values()].slice(0, MOST_FORMS);
}
const MOST_FORMS = 1000;

function factsOf({ rows, amount, amounts, units, first, last, mixed }: Edge, exhibit: ExhibitId): LinkFacts {
  const [unit = ''] = units;
  return {
    exhibit,
    count: rows.count,
    ...(amount &&
      units.size === 1 &&
      unit.length <= LONGEST_UNIT && { amount: { sum: exactText(amount), unit, values: amounts } }),
    ...(first !== null && !mixed && { first }),
    ...(last !== null && !mixed && { last }),
  };
}

const timeOf = (cell: Cell): string | null => momentOf(cellText(cell));

export function linkKey({ from, to, type, direction }: Pick<Link, 'from' | 'to' | 'type' | 'direction'>): string {
  const [a, b] = direction === 'none' && to.id < from.id ? [to.id, from.id] : [from.id, to.id];
  return `${a} ${b} ${direction} ${type}`;
}
