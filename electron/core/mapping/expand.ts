import type { BoardOp } from '../../../shared/contract/board.ts';
import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import type { Entity, EntityType } from '../../../shared/contract/entities.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Expansion, Mapping, MappingFit } from '../../../shared/contract/mapping.ts';
import type { CaseId, Cell, EntityId, ExhibitId } from '../../../shared/contract/values.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { counted } from '../../../shared/domain/counted.ts';
import { detectEntity, normalKey } from '../../../shared/domain/entities.ts';
import { RowList } from '../../../shared/domain/row-ranges.ts';
import { cellLiteral, quoted } from '../../../shared/domain/sql-names.ts';
import { applyToBoard } from '../board/apply.ts';
import { boardView } from '../board/reads.ts';
import type { JobContext } from '../context.ts';
import { momentsOf } from '../datasets/readings/moments.ts';
import { type DatasetTable, datasetById, datasetsOfExhibit, datasetTables } from '../datasets/reads.ts';
import { indexedRows, unindexedColumns } from '../datasets/value-index.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { listEntities, listLinks } from '../entities/reads.ts';
import { readLines } from '../query/results.ts';
import { RESULT_BYTES } from '../query/run-query.ts';
import { runnerOf } from '../query/runner.ts';
import { relationTo } from './joined-facts.ts';
import { placing, placingBeside } from './placing.ts';
import { Planner, type Present } from './plan.ts';
import { savedMappings } from './store.ts';

const TIMEOUT_SECONDS = 120; // for each statement
const MOST_VALUES = 300_000; // different ones of a column that are held against an entity, writing by writing
const MOST_ROWS = 100_000; // of one dataset
const MOST_NEIGHBOURS = 200; // of one mapping of one dataset

/** The saved mapping of a dataset with the rows that were read by it. */
interface Read {
  readonly mapping: string;
  readonly table: DatasetTable;
  readonly exhibitId: ExhibitId;
  readonly planner: Planner;
  readonly rows: string;
  readonly leftOut: number;
}
interface Found {
  readonly caseId: CaseId;
  readonly reads: readonly Read[];
  readonly unmapped: Expansion['unmapped'];
  readonly notes: readonly string[];
}

export async function reach(context: JobContext, asked: Parsed<'mapping.reach'>): Promise<Expansion> {
  const { reads, unmapped, notes } = await find(context, asked);
  const chosen = reads.filter(isChosen(asked.only));
  const fits = reads.map((read): MappingFit => {
    const { mapping, table, rows } = read;
    const { placed: _, ...reached } = planned(context.db, asked, [read]).total;
    const { datasetId, view, exhibitLabel: exhibit } = table;
    return { mapping, datasetId, view, exhibit, rows, ...reached };
  });
  const { total } = planned(context.db, asked, chosen);
  return { fits, total, unmapped: [...unmapped], notes: [...notes] };
}

export async function expand(context: JobContext, asked: Parsed<'mapping.expand'>): Promise<Output<'mapping.expand'>> {
  const { reads, notes } = await find(context, asked);
  const chosen = reads.filter(isChosen(asked.only));
  if (chosen.length === 0 || (asked.only !== null && chosen.length < asked.only.length))
    throw new Fault('not-found', 'No rows hold these entities in columns of the chosen mappings any more. Look again.');
  return context.write((write) => {
    const { ops, total } = planned(write.db, asked, chosen);
    if (total.placed + total.links.made === 0)
      throw new Fault('conflict', 'All that these rows link to is on the board already.');
    const [one, ...more] = asked.entityIds;
    const named = listEntities(write.db, boardView(write.db, asked.boardId).caseId).find(({ id }) => id === one);
    const step =
      more.length === 0 ? `Expand ${named?.label ?? ''}`.slice(0, 200) : `Expand ${asked.entityIds.length} entities`;
    return { total, notes: [...notes], change: applyToBoard(write, asked.boardId, step, ops) };
  });
}

const isChosen =
  (only: Parsed<'mapping.reach'>['only']) =>
  ({ mapping, table }: Read): boolean =>
    only === null || only.some((each) => each.mapping === mapping && each.datasetId === table.datasetId);

/** @throws Fault `not-found` for entities of another case */
function expanded(db: ReadDb | WriteDb, caseId: CaseId, ids: readonly EntityId[]): Entity[] {
  const wanted = new Set(ids);
  const found = listEntities(db, caseId).filter(({ id }) => wanted.has(id));
  if (found.length < wanted.size) throw new Fault('not-found', 'An entity is not of the case of this board.');
  return found;
}

/** Reads the rows that hold the entities, of every dataset that has the columns of a saved mapping. */
async function find(context: JobContext, { boardId, entityIds }: Parsed<'mapping.reach'>): Promise<Found> {
  const { db } = context;
  const { caseId } = boardView(db, boardId);
  const entities = expanded(db, caseId, entityIds);
  context.label(
    `Looking for links of ${entities.length === 1 ? entities[0]?.label.slice(0, 80) : `${entities.length} entities`}`,
  );
  const keys = new Set(entities.map((each) => normalKey(each)));
  const types = typesOf(entities);
  const mappings = savedMappings(db);
  const notes = new Set<string>();
  const reads: Read[] = [];
  const mapped = new Set<string>();
  const tables = datasetTables(db, caseId);
  for (const [at, table] of tables.entries()) {
    context.progress(at, tables.length, 'steps');
    const names = new Set([...table.columns, ...momentsOf(table.columns)].map(({ name }) => name));
    const fitting = mappings.filter(({ mapping }) => ofColumns(mapping, names) && endsOf(mapping, types).length > 0);
    if (fitting.length === 0) continue;
    const { exhibitId } = datasetById(db, table.datasetId);
    if (datasetsOfExhibit(db, exhibitId).length > 1) {
      notes.add(
        `${table.exhibitLabel} holds several tables, so that a row number alone names no row of it: use Map to board for ${table.view}.`,
      );
      continue;
    }
    mapped.add(table.view);
    const searched = new Map<string, Cell[]>();
    for (const { name, mapping } of fitting) {
      const tests: string[] = [];
      for (const { column, type } of endsOf(mapping, types)) {
        const key = `${type} ${column}`;
        const cells =
          searched.get(key) ?? (await writingsIn(context, caseId, table, { column, type }, entities, keys, notes));
        searched.set(key, cells);
        if (cells.length > 0) tests.push(`${quoted(column)} IN (${cells.map(cellLiteral).join(', ')})`);
      }
      const read = tests.length > 0 && (await rowsBy(context, caseId, table, mapping, tests, notes));
      if (!read) continue;
      const leftOut = read.planner.keepAround(keys, MOST_NEIGHBOURS);
      if (read.planner.links > 0) reads.push({ ...read, mapping: name, table, exhibitId, leftOut });
    }
  }
  return { caseId, reads, unmapped: unmappedOf(db, caseId, entities, mapped, notes), notes: [...notes] };
}

/** A bank account may be one that money goes out to, and the other way round. */
function typesOf(entities: readonly Entity[]): ReadonlySet<EntityType> {
  const types = new Set(entities.map(({ type }) => type));
  if (types.has('bank')) types.add('payout');
  if (types.has('payout')) types.add('bank');
  return types;
}

const ofColumns = ({ columns, links }: Mapping, names: ReadonlySet<string>): boolean =>
  [...columns.map(({ column }) => column), ...links.flatMap(({ amount, time }) => [amount, time])].every(
    (name) => name === null || names.has(name),
  );

/** Its columns that may hold one of the entities, at an end of a link. */
const endsOf = ({ columns, links }: Mapping, types: ReadonlySet<EntityType>): Mapping['columns'] =>
  columns.filter(
    ({ column, type }) =>
      (type === 'detect' || types.has(type)) && links.some(({ from, to }) => from === column || to === column),
  );

/** The cells of a column that are writings of the entities. */
async function writingsIn(
  context: JobContext,
  caseId: CaseId,
  { view }: DatasetTable,
  { column, type }: Mapping['columns'][number],
  entities: readonly Entity[],
  keys: ReadonlySet<string>,
  notes: Set<string>,
): Promise<Cell[]> {
  const name = quoted(column);
  const found: Cell[] = [];
  const take = (cell: Cell): void => {
    const label = cellText(cell).trim();
    if (label !== '' && keys.has(normalKey({ type: type === 'detect' ? detectEntity(label, column) : type, label })))
      found.push(cell);
  };
  const look = async (sql: string): Promise<boolean> => {
    found.length = 0;
    const ran = await run(context, caseId, sql, MOST_VALUES);
    for (const { lines } of ran.blocks) {
      for (const [cell = null] of readLines(lines)) take(cell);
      await context.breathe();
    }
    return ran.limitedBy === null;
  };
  if (await look(`SELECT DISTINCT ${name} FROM ${quoted(view)}`)) return found;
  const written = new Set(entities.flatMap(({ label, forms = [] }) => [label, ...forms.map(({ text }) => text)]));
  await look(
    `SELECT DISTINCT ${name} FROM ${quoted(view)} WHERE trim(${name}) COLLATE NOCASE IN (${[...written].map((text) => cellLiteral(text.trim())).join(', ')})`,
  );
  notes.add(
    `${column} of ${view} has more than ${counted(MOST_VALUES, 'value')}: only writings that the case knows were looked for there, case apart.`,
  );
  return found;
}

async function rowsBy(
  context: JobContext,
  caseId: CaseId,
  { view, columns }: DatasetTable,
  mapping: Mapping,
  tests: readonly string[],
  notes: Set<string>,
): Promise<{ planner: Planner; rows: string } | null> {
  const named = [...columns, ...momentsOf(columns)].map(({ name }) => quoted(name)).join(', ');
  const ran = await run(
    context,
    caseId,
    `SELECT * FROM (SELECT row_number() OVER () AS row_number_, ${named} FROM ${quoted(view)})\nWHERE ${tests.join(' OR ')}\nORDER BY row_number_`,
    MOST_ROWS,
  );
  if (ran.limitedBy !== null)
    notes.add(
      `More than ${counted(MOST_ROWS, 'row')} of ${view} hold these entities: the first were read, and counts and amounts are of those alone.`,
    );
  const planner = new Planner(mapping, ran.columns.slice(1));
  const rows = new RowList();
  for (const { lines } of ran.blocks) {
    for (const [number = null, ...cells] of readLines(lines)) {
      const row = Number(cellText(number));
      rows.add(row);
      planner.take(cells, row);
    }
    await context.breathe();
  }
  return rows.count > 0 ? { planner, rows: rows.text() } : null;
}

function run({ core, session, db, signal }: JobContext, caseId: CaseId, sql: string, rowLimit: number) {
  const statement = { caseId, sql, rowLimit, timeoutSeconds: TIMEOUT_SECONDS };
  return runnerOf(core, session).run(
    { ...statement, datasets: datasetTables(db, caseId), byteLimit: RESULT_BYTES },
    signal,
  );
}

/** Datasets that hold the entities by the index of identifying values, and that no saved mapping fits. */
function unmappedOf(
  db: ReadDb,
  caseId: CaseId,
  entities: readonly Entity[],
  mapped: ReadonlySet<string>,
  notes: Set<string>,
): Expansion['unmapped'] {
  const found = new Map<string, { exhibit: string; columns: Set<string>; rows: number }>();
  for (const { label } of entities)
    for (const { table, columns } of indexedRows(db, caseId, label.trim())) {
      const holding = columns.filter(({ rows }) => rows > 0);
      if (mapped.has(table.view) || holding.length === 0) continue;
      const held = found.get(table.view) ?? { exhibit: table.exhibitLabel, columns: new Set(), rows: 0 };
      for (const { column, rows } of holding) {
        held.columns.add(column);
        held.rows = Math.max(held.rows, rows);
      }
      found.set(table.view, held);
    }
  const due = unindexedColumns(db, caseId).length;
  if (due > 0)
    notes.add(
      `${counted(due, 'identifying column')} of the case ${due === 1 ? 'is' : 'are'} not indexed yet: further datasets may hold them.`,
    );
  return [...found].map(([view, { exhibit, columns, rows }]) => ({ view, exhibit, columns: [...columns], rows }));
}

/** Rows of one dataset that were read, for a plan. */
export type PlannedRead = Pick<Read, 'planner' | 'exhibitId' | 'leftOut'> & {
  readonly table: Pick<DatasetTable, 'sha256'>;
};

/**
 * What the reads come to one after the other, each upon what those before it make. New entities stand beside those that they are
 * joined to; where there are none, right of what the board holds.
 */
export function planned(
  db: ReadDb | WriteDb,
  { boardId, entityIds }: Pick<Parsed<'mapping.reach'>, 'boardId' | 'entityIds'>,
  reads: readonly PlannedRead[],
): { ops: BoardOp[]; total: Expansion['total'] } {
  const { caseId, items } = boardView(db, boardId);
  const before = listEntities(db, caseId);
  const middle = new Set(entityIds);
  const held = new Map(before.map((each) => [each.id, each]));
  const links = new Map(listLinks(db, caseId).map((each) => [each.id, each]));
  const places = [...items];
  const ops: BoardOp[] = [];
  const known = { links: new Set<string>(), entities: new Set<string>() };
  const made = { links: new Set<string>(), entities: new Set<string>() };
  let [leftOut, unclear] = [0, 0];
  for (const read of reads) {
    const present: Present = {
      entities: [...held.values()],
      links: [...links.values()],
      items: places,
      relation: relationTo(db, [], read.table.sha256),
      leaveUnclear: true,
    };
    const plan = read.planner.plan(present, read.exhibitId, (entities, joined, taken) =>
      middle.size === 0 ? placing(entities, joined, taken) : placingBeside(middle, entities, joined, taken),
    );
    leftOut += read.leftOut;
    unclear += plan.mapped.unsaid;
    ops.push(...plan.ops);
    for (const op of plan.ops)
      switch (op.op) {
        case 'entity.create':
          held.set(op.entity.id, { ...op.entity, caseId, createdAt: NOT_YET });
          made.entities.add(op.entity.id);
          break;
        case 'entity.update': {
          const entity = held.get(op.id) as Entity;
          held.set(op.id, { ...entity, ...given(op) });
          if (!middle.has(op.id) && !made.entities.has(op.id)) known.entities.add(op.id);
          break;
        }
        case 'link.create':
          links.set(op.link.id, { facts: null, ...op.link });
          made.links.add(op.link.id);
          break;
        case 'link.update': {
          const link = links.get(op.id);
          if (link) links.set(op.id, { ...link, ...given(op) });
          if (!made.links.has(op.id)) known.links.add(op.id);
          break;
        }
        case 'item.place':
          places.push(op.item);
          break;
      }
  }
  const ends = [...made.entities, ...known.entities].flatMap((id) => held.get(id as EntityId) ?? []);
  const byType = [...Map.groupBy(ends, ({ type }) => type)].map(([type, those]) => ({ type, count: those.length }));
  return {
    ops,
    total: {
      links: { made: made.links.size, known: known.links.size + unclear },
      entities: { made: made.entities.size, known: known.entities.size },
      ...{ byType, leftOut, unclear, placed: places.length - items.length },
    },
  };
}
const NOT_YET = '1970-01-01T00:00:00.000Z'; // the store says when
/** What a change gives, without what it leaves. */
function given<T extends { op: string; id: string }>({ op: _, id: __, ...change }: T) {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
