import type { EdgeColumns } from '../../../shared/contract/graph.ts';
import type { ExhibitId } from '../../../shared/contract/values.ts';
import type { EntityType } from '../../../shared/domain/entities.ts';
import { entityTypeOf } from '../../../shared/domain/graph-types.ts';
import type { ColumnReading } from '../../../shared/domain/readings.ts';
import type { Exact } from '../datasets/readings/numbers.ts';
import { amountOf, timeOf } from './cell-readings.ts';

/** A node as a row of a table says it. */
export interface NodeDraft {
  readonly kind: 'node';
  /** By which links name it. */
  readonly key: string;
  readonly label: string;
  readonly type: EntityType;
  readonly note: string;
  readonly row: number;
  readonly exhibit: ExhibitId;
  readonly at: {
    readonly x: number;
    readonly y: number;
    readonly width: number | null;
    readonly height: number | null;
  } | null;
}
export interface LinkDraft {
  readonly kind: 'link';
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly label: string;
  readonly direction: 'none' | 'forward' | 'both';
  readonly note: string;
  readonly row: number;
  readonly exhibit: ExhibitId;
  readonly amount: Exact | null;
  readonly unit: string;
  /** As an export of this program says: rows behind it, and rows that have an amount. */
  readonly count: number | null;
  readonly values: number | null;
  /** As views show times. */
  readonly first: string | null;
  readonly last: string | null;
  /** Cells that hold something else than their column is to tell of the link. */
  readonly refused: readonly { readonly what: 'amount' | 'time'; readonly text: string }[];
}
export interface Rejected {
  readonly kind: 'rejected';
  readonly row: number;
  readonly text: string;
  readonly why: string;
}
export type Draft = NodeDraft | LinkDraft | Rejected;

/** How what the file does not say is taken. */
export interface Defaults {
  readonly exhibit: ExhibitId;
  readonly itemType: EntityType | 'detect';
  readonly linkType: string;
  /** Of links for which the file says none. */
  readonly direction: 'none' | 'forward';
}
/** Makes drafts of one row. @param row its number, from 1 */
export type RowReader = (cells: readonly (string | null)[], row: number) => Draft[];

type Columns = readonly string[];
const placesOf = (columns: Columns): Map<string, number> =>
  new Map(columns.map((name, at) => [name.trim().toLowerCase(), at] as const).toReversed());

const cellReader = (columns: Columns) => {
  const places = placesOf(columns);
  return (cells: readonly (string | null)[], ...names: string[]): string | null => {
    for (const name of names) {
      const at = places.get(name);
      const cell = at === undefined ? null : (cells[at] ?? null);
      if (cell !== null && cell !== '') return cell;
    }
    return null;
  };
};

type Cells = readonly (string | null)[];
/** How the columns are read, in their order. */
type Readings = readonly (ColumnReading | null)[];
const readCellReader = (columns: Columns, readings: Readings) => {
  const places = placesOf(columns);
  return (cells: Cells, ...names: string[]): ReadCell => {
    const at = names
      .flatMap((name) => places.get(name) ?? [])
      .find((place) => cells[place] !== null && cells[place] !== '');
    return at === undefined
      ? { text: null, reading: null }
      : { text: cells[at] ?? null, reading: readings[at] ?? null };
  };
};

const finite = (text: string | null): number | null => {
  const value = text === null || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
};
const whole = (text: string | null): number | null =>
  text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;

const typeOf = (itemType: Defaults['itemType'], type: string | null, label: string): EntityType =>
  itemType !== 'detect' && type === null ? itemType : entityTypeOf(type, label);

function positionOf(x: string | null, y: string | null, width: string | null, height: string | null): NodeDraft['at'] {
  const [px, py] = [finite(x), finite(y)];
  return px === null || py === null ? null : { x: px, y: py, width: finite(width), height: finite(height) };
}

const AMOUNTS = ['amount', 'weight', 'value'];
const UNITS = ['unit', 'currency'];
/** Columns that become part of an item or a link; the others stay in the table. */
export const TAKEN: ReadonlySet<string> = new Set([
  ...['element', 'id', 'type', 'label', 'source', 'target', 'direction', 'note', 'x', 'y', 'width', 'height'],
  ...[
    ...AMOUNTS,
    ...UNITS,
    'count',
    'values',
    'first',
    'last',
    'startdate',
    'enddate',
    'relation',
    'schema',
    'description',
    'notes',
  ],
]);

/** Of a table of nodes and links, as graph files are read. */
export function elementsReader(
  columns: Columns,
  readings: Readings,
  { exhibit, itemType, linkType, direction }: Defaults,
): RowReader {
  const cell = cellReader(columns);
  const readCell = readCellReader(columns, readings);
  return (cells, row) => {
    const type = cell(cells, 'type');
    if (cell(cells, 'element') === 'node') {
      const id = cell(cells, 'id');
      const label = cell(cells, 'label') ?? id;
      if (id === null || label === null)
        return [{ kind: 'rejected', row, text: label ?? '', why: 'a node without an id' }];
      const at = positionOf(cell(cells, 'x'), cell(cells, 'y'), cell(cells, 'width'), cell(cells, 'height'));
      const note = cell(cells, 'note', 'notes') ?? '';
      return [{ kind: 'node', key: id, label, type: typeOf(itemType, type, label), note, row, exhibit, at }];
    }
    const [from, to] = [cell(cells, 'source'), cell(cells, 'target')];
    if (from === null || to === null)
      return [{ kind: 'rejected', row, text: type ?? '', why: 'a link without two ends' }];
    const label = cell(cells, 'label');
    return [
      {
        ...{ kind: 'link', from, to, row, exhibit },
        ...told(
          readCell(cells, ...AMOUNTS),
          cell(cells, ...UNITS),
          readCell(cells, 'first', 'startdate'),
          readCell(cells, 'last', 'enddate'),
        ),
        type: type ?? label ?? linkType,
        label: type === null ? '' : (label ?? ''),
        direction: directionOf(cell(cells, 'direction'), direction),
        note: cell(cells, 'note', 'description') ?? '',
        count: whole(cell(cells, 'count')),
        values: whole(cell(cells, 'values')),
      },
    ];
  };
}

/** A cell with how its column is read. */
interface ReadCell {
  readonly text: string | null;
  readonly reading: ColumnReading | null;
}
/** What cells say of a link, as their columns are read. The unit of a column of units goes before the one that amounts are written in. */
function told(amount: ReadCell, unit: string | null, first: ReadCell, last: ReadCell) {
  const sum = amountOf(amount.text, amount.reading);
  const [from, to] = [timeOf(first.text, first.reading), timeOf(last.text, last.reading)];
  const times = new Set([...(from === undefined ? [first.text] : []), ...(to === undefined ? [last.text] : [])]);
  return {
    amount: sum?.exact ?? null,
    unit: unit ?? sum?.unit ?? '',
    first: from ?? null,
    last: to ?? null,
    refused: [
      ...(sum === undefined ? [{ what: 'amount' as const, text: amount.text ?? '' }] : []),
      ...[...times].map((text) => ({ what: 'time' as const, text: text ?? '' })),
    ],
  };
}

const DIRECTIONS: Readonly<Record<string, LinkDraft['direction']>> = {
  ...{ none: 'none', undirected: 'none', forward: 'forward', directed: 'forward', both: 'both', mutual: 'both' },
};
const directionOf = (text: string | null, other: LinkDraft['direction']): LinkDraft['direction'] =>
  DIRECTIONS[text?.toLowerCase() ?? ''] ?? other;

/** The first names are those of this program and of Gephi. */
const GUESSES: Readonly<Record<keyof EdgeColumns, readonly string[]>> = {
  source: ['source', 'from', 'src', 'sourcevalue', 'from_address', 'sender', 'payer', 'node1', 'from_id'],
  target: ['target', 'to', 'dst', 'targetvalue', 'to_address', 'receiver', 'recipient', 'payee', 'node2', 'to_id'],
  type: ['relation', 'relationship', 'linktype', 'link type', 'linklabel', 'type'],
  label: ['label'],
  direction: ['direction', 'type'],
  amount: [...AMOUNTS, 'value_raw_wei_or_token_units', 'value_wei'],
  unit: UNITS,
  time: ['timestamp', 'time', 'date', 'datetime', 'block_timestamp'],
};

/** What the names of columns tell of a table of links; a table of two or three columns without such names is one too. */
export function guessEdges(columns: Columns): EdgeColumns | null {
  const places = placesOf(columns);
  const named = (names: readonly string[]): string | null => {
    const name = names.find((each) => places.has(each));
    return name === undefined ? null : (columns[places.get(name) as number] as string);
  };
  const [source, target] = [named(GUESSES.source), named(GUESSES.target)];
  if (source === null || target === null) {
    const [first, second, third = null, more] = columns;
    const nameless = columns.every((name) => /^(?:c(?:olumn)?_?)?\d+$/i.test(name));
    if (first === undefined || second === undefined || more !== undefined || !nameless) return null;
    return { ...NO_COLUMNS, source: first, target: second, amount: third };
  }
  const type = named(GUESSES.type);
  return {
    source,
    target,
    type,
    label: named(GUESSES.label),
    direction: named(GUESSES.direction),
    amount: named(GUESSES.amount),
    unit: named(GUESSES.unit),
    time: named(GUESSES.time),
  };
}
const NO_COLUMNS = { type: null, label: null, direction: null, amount: null, unit: null, time: null };

export const isNodesTable = (columns: Columns): boolean => {
  const places = placesOf(columns);
  return places.has('id') && (places.has('label') || places.has('type')) && !guessEdges(columns);
};

/** @throws RangeError naming a column that the table does not have */
export function edgesReader(
  columns: Columns,
  readings: Readings,
  edges: EdgeColumns,
  { exhibit, itemType, linkType, direction: otherwise }: Defaults,
  /** Nodes that a table of their own names already. */
  named: ReadonlySet<string>,
): RowReader {
  const at = (name: string | null): number => {
    if (name === null) return -1;
    const place = columns.indexOf(name);
    if (place < 0) throw new RangeError(`The table has no column "${name}".`);
    return place;
  };
  const places = Object.fromEntries(Object.entries(edges).map(([role, name]) => [role, at(name)])) as Record<
    keyof EdgeColumns,
    number
  >;
  const cell = cellReader(columns);
  const readCell = readCellReader(columns, readings);
  const roleCell = (cells: Cells, role: keyof EdgeColumns): ReadCell => ({
    text: cells[places[role]] ?? null,
    reading: readings[places[role]] ?? null,
  });
  const spanCell = (cells: Cells, name: string): ReadCell => {
    const own = readCell(cells, name);
    return own.text === null ? roleCell(cells, 'time') : own;
  };
  return (cells, row) => {
    const of = (role: keyof EdgeColumns): string | null => {
      const text = places[role] < 0 ? null : (cells[places[role]] ?? null);
      return text === null || text.trim() === '' ? null : text;
    };
    const [from, to] = [of('source')?.trim() ?? null, of('target')?.trim() ?? null];
    if (from === null || to === null)
      return [{ kind: 'rejected', row, text: `${from ?? ''} ${to ?? ''}`.trim(), why: 'a link without two ends' }];
    const node = (label: string, column: string): Draft[] =>
      named.has(label)
        ? []
        : [
            {
              kind: 'node',
              key: label,
              label,
              type: typeOf(itemType, itemType === 'detect' ? column : null, label),
              note: '',
              row,
              exhibit,
              at: null,
            },
          ];
    const said = of('type');
    const direction = of('direction');
    const isDirection = said !== null && said === direction && Object.hasOwn(DIRECTIONS, said.toLowerCase());
    const type = isDirection ? null : said;
    const label = of('label');
    return [
      ...node(from, edges.source),
      ...node(to, edges.target),
      {
        ...{ kind: 'link', from, to, row, exhibit },
        type: type ?? label ?? linkType,
        label: type === null ? '' : (label ?? ''),
        direction: directionOf(direction, otherwise),
        note: cell(cells, 'note') ?? '',
        ...told(roleCell(cells, 'amount'), of('unit'), spanCell(cells, 'first'), spanCell(cells, 'last')),
        count: whole(cell(cells, 'count')),
        values: whole(cell(cells, 'values')),
      },
    ];
  };
}

/** Of a table of nodes that belongs to a table of links. */
export function nodesReader(columns: Columns, { exhibit, itemType }: Defaults): RowReader {
  const cell = cellReader(columns);
  return (cells, row) => {
    const id = cell(cells, 'id')?.trim() ?? null;
    if (id === null) return [{ kind: 'rejected', row, text: cell(cells, 'label') ?? '', why: 'a node without an id' }];
    const label = cell(cells, 'label') ?? id;
    const at = positionOf(cell(cells, 'x'), cell(cells, 'y'), cell(cells, 'width'), cell(cells, 'height'));
    const type = typeOf(itemType, cell(cells, 'type'), label);
    return [{ kind: 'node', key: id, label, type, note: cell(cells, 'note') ?? '', row, exhibit, at }];
  };
}
