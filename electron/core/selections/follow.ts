import type { DatasetSummary } from '../../../shared/contract/datasets.ts';
import type { Entity, Link, RowsOf } from '../../../shared/contract/entities.ts';
import type { Followed, Selection } from '../../../shared/contract/selections.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { counted } from '../../../shared/domain/counted.ts';
import { commonRows, eachRow, firstRows, joinRows, rowCount, rowsOf } from '../../../shared/domain/row-ranges.ts';
import { requireCase } from '../cases/reads.ts';
import type { JobContext } from '../context.ts';
import { cellsOf, type DatasetTable, datasetTables, listDatasets } from '../datasets/reads.ts';
import { unindexedColumns, valueFinder } from '../datasets/value-index.ts';
import { linksAmong, listEntities } from '../entities/reads.ts';
import { exhibitNaming, listExhibitHeads } from '../evidence/reads.ts';
import { ledger } from '../identities/reads.ts';
import { frozenSql, MOST_FROZEN } from './frozen-sql.ts';
import { MOST_FOLLOWED } from './result-rows.ts';
import { sumsOf } from './sums.ts';

/** Entities whose rows are looked for. */
const MOST_ENTITIES = 1000;
/** Rows whose cells are looked through for entities. */
const MOST_READ = 20_000;
const ROWS_AT_ONCE = 2000;

/** Rows by dataset. */
type RowsBy = Map<DatasetSummary['id'], string>;
const put = (to: RowsBy, id: DatasetSummary['id'], rows: string): void => {
  if (rows === '') return;
  const held = to.get(id);
  to.set(id, held === undefined ? rows : joinRows(held, rows));
};

/**
 * What a selection comes to, by one step: from entities to the rows that hold them, and to the exhibits they were seen in; from
 * rows to the entities that stand in them or rest on them; from links to their ends and their rows; from exhibits to what was seen in them.
 */
export async function follow(context: JobContext, caseId: CaseId, selection: Selection): Promise<Followed> {
  const { db } = context;
  requireCase(db, caseId);
  const notes: string[] = [];
  const entities = new Map(listEntities(db, caseId).map((each) => [each.id as string, each]));
  const links = linksAmong(db, caseId, selection.links);
  const datasets = new Map(listDatasets(db, caseId).map((each) => [each.id, each]));
  const heads = new Map(listExhibitHeads(db, caseId).map((each) => [each.id as string, each]));
  const tables = new Map(datasetTables(db, caseId).map((each) => [each.datasetId, each]));
  const chosen = {
    entities: new Set<string>(selection.entities.filter((id) => entities.has(id))),
    exhibits: new Set<string>(selection.exhibits.filter((id) => heads.has(id))),
    rows: new Map() as RowsBy,
  };
  for (const { datasetId, rows } of selection.rows) {
    const dataset = datasets.get(datasetId);
    if (dataset && dataset.rows > 0) put(chosen.rows, datasetId, commonRows(rows, `1-${dataset.rows}`));
  }
  const missing = (asked: readonly string[], there: number): number => new Set(asked).size - there;
  const gone =
    missing(selection.entities, chosen.entities.size) +
    missing(selection.exhibits, chosen.exhibits.size) +
    missing(selection.links, links.length) +
    selection.rows.filter(({ datasetId }) => !datasets.has(datasetId)).length;
  const found = {
    entities: new Set(chosen.entities),
    exhibits: new Set(chosen.exhibits),
    rows: new Map(chosen.rows) as RowsBy,
  };
  const places = placesIn([...datasets.values()]);
  if (chosen.entities.size + links.length > 0) {
    const rowsOfEntity = entityRows(context, caseId, entities, places, tables, notes);
    for (const id of first([...chosen.entities], 'entity', 'entities', notes))
      for (const [dataset, rows] of await rowsOfEntity(id)) put(found.rows, dataset, rows);
    for (const link of links) {
      for (const end of [link.from, link.to])
        (end.kind === 'entity' ? found.entities : end.kind === 'exhibit' ? found.exhibits : new Set()).add(end.id);
      for (const id of link.exhibits) found.exhibits.add(id);
    }
    for (const link of first(links, 'link', 'links', notes))
      for (const [dataset, rows] of await rowsOfLink(link, places, rowsOfEntity)) put(found.rows, dataset, rows);
  }
  for (const id of chosen.exhibits)
    for (const dataset of datasets.values())
      if (dataset.exhibitId === id && dataset.rows > 0) put(found.rows, dataset.id, `1-${dataset.rows}`);
  for (const entity of entities.values())
    if (entity.exhibits.some((id) => chosen.exhibits.has(id))) found.entities.add(entity.id);
  for (const id of await entitiesInRows(context, chosen.rows, entities, places, tables, notes)) found.entities.add(id);
  for (const id of chosen.entities) for (const each of entities.get(id)?.exhibits ?? []) found.exhibits.add(each);
  for (const id of found.rows.keys()) found.exhibits.add(datasets.get(id)?.exhibitId ?? '');

  const rows: Followed['rows'] = [];
  for (const dataset of datasets.values()) {
    const own = found.rows.get(dataset.id);
    if (own === undefined) continue;
    context.progress(rows.length, found.rows.size, 'steps');
    const { sums, note } = await sumsOf(context, caseId, dataset, own);
    if (note) notes.push(note);
    if (dataset.columns.length > MOST_FROZEN)
      notes.push(
        `Saved as an exhibit beside other things, rows of ${dataset.view} have their first ${MOST_FROZEN} columns.`,
      );
    const mine = chosen.rows.get(dataset.id);
    rows.push({
      datasetId: dataset.id,
      view: dataset.view,
      exhibit: dataset.exhibitLabel,
      rows: own,
      count: rowCount(own),
      chosen: mine === undefined ? 0 : rowCount(mine),
      sums,
    });
  }
  const followed = {
    entities: [...found.entities].flatMap((id) => {
      const entity = entities.get(id);
      return entity ? [{ id: entity.id, type: entity.type, label: entity.label, chosen: chosen.entities.has(id) }] : [];
    }),
    rows,
    exhibits: [...heads.values()].flatMap(({ id, label }) =>
      found.exhibits.has(id)
        ? [{ id, label, title: exhibitNaming(db, id)?.title ?? '', chosen: chosen.exhibits.has(id) }]
        : [],
    ),
    gone,
    notes: [...new Set(notes)],
  };
  return { ...followed, sql: frozenSql(followed, datasets) };
}

/** The dataset that rows of an exhibit are in, by the exhibit, or by the exhibit and the name of one of its tables. */
function placesIn(datasets: readonly DatasetSummary[]): (exhibit: string, place?: string) => DatasetSummary | null {
  const of = Map.groupBy(datasets, ({ exhibitId }) => exhibitId as string);
  return (exhibit, place = '') => {
    const own = of.get(exhibit) ?? [];
    if (place !== '') return own.find(({ view }) => view === place) ?? null;
    return own.length === 1 ? (own[0] ?? null) : null;
  };
}
type Places = ReturnType<typeof placesIn>;
type Tables = ReadonlyMap<DatasetSummary['id'], DatasetTable>;
type Entities = ReadonlyMap<string, Entity>;

const ofExhibits = (rows: RowsOf | undefined): [string, string][] => Object.entries(rows ?? {}) as [string, string][];

/** The rows that an entity rests on, by what it says itself. */
function* ownRows(entity: Pick<Entity, 'rows' | 'forms'>, places: Places): IterableIterator<[DatasetSummary, string]> {
  for (const [exhibit, rows] of ofExhibits(entity.rows)) {
    const dataset = places(exhibit);
    if (dataset) yield [dataset, rows];
  }
  for (const { exhibit, place, rows } of entity.forms ?? []) {
    const dataset = exhibit && rows !== '' ? places(exhibit, place) : null;
    if (dataset && rows !== '') yield [dataset, rows];
  }
}

/**
 * Finds the rows in which an entity stands: those it rests on, and those of indexed columns with one of its writings or of what is
 * held to be the same. What was found once is not looked for again.
 */
function entityRows(
  context: JobContext,
  caseId: CaseId,
  entities: Entities,
  places: Places,
  tables: Tables,
  notes: string[],
): (id: string) => Promise<RowsBy> {
  const { db } = context;
  const find = valueFinder(db, [...tables.values()]);
  const sets = new Map(
    ledger(db, caseId).identities.flatMap(({ members }) => members.map(({ id }) => [id as string, members] as const)),
  );
  const unindexed = tables.size === 0 ? [] : unindexedColumns(db, caseId);
  if (unindexed.length > 0)
    notes.push(
      `${counted(unindexed.length, 'column')} with identifying values ${unindexed.length === 1 ? 'is' : 'are'} not indexed yet (${[...new Set(unindexed.map(({ table }) => table.view))].join(', ')}): rows of entities there are missing. The page of an entity builds the index.`,
    );
  const known = new Map<string, RowsBy>();
  return async (id) => {
    const held = known.get(id);
    if (held) return held;
    const rows: RowsBy = new Map();
    known.set(id, rows);
    await context.breathe();
    const one = (sets.get(id) ?? [{ id }]).flatMap((member) => entities.get(member.id) ?? []);
    for (const [dataset, own] of one.flatMap((each) => [...ownRows(each, places)])) put(rows, dataset.id, own);
    const writings = new Set(one.flatMap(({ label, forms = [] }) => [label, ...forms.map(({ text }) => text)]));
    for (const text of writings)
      for (const { table, rows: numbers, cut } of find(text, MOST_FOLLOWED)) {
        put(rows, table.datasetId, rowsOf(numbers));
        if (cut)
          notes.push(`More than ${counted(MOST_FOLLOWED, 'row')} of ${table.view} hold ${text}; the rest is left out.`);
      }
    return rows;
  };
}

/** The rows behind a link, and those in which both of its ends stand. */
async function rowsOfLink(link: Link, places: Places, rowsOfEntity: (id: string) => Promise<RowsBy>): Promise<RowsBy> {
  const rows: RowsBy = new Map();
  for (const [exhibit, own] of ofExhibits(link.rows)) {
    const dataset = places(exhibit);
    if (dataset) put(rows, dataset.id, own);
  }
  if (link.from.kind !== 'entity' || link.to.kind !== 'entity') return rows;
  const [from, to] = [await rowsOfEntity(link.from.id), await rowsOfEntity(link.to.id)];
  for (const [id, own] of from) {
    const other = to.get(id);
    if (other !== undefined) put(rows, id, commonRows(own, other));
  }
  return rows;
}

/** As far as they are looked for. */
function first<T>(all: readonly T[], one: string, many: string, notes: string[]): readonly T[] {
  if (all.length > MOST_ENTITIES)
    notes.push(
      `The rows of the first ${counted(MOST_ENTITIES, one, many)} of ${counted(all.length, one, many)} were looked for.`,
    );
  return all.slice(0, MOST_ENTITIES);
}

const plain = (text: string): string => text.trim().toLowerCase();
const bare = (text: string): string => text.replaceAll(/[ \-.()/]/g, '').toLowerCase();

/** The entities that stand in rows by one of their writings, and those that rest on one of them. */
async function entitiesInRows(
  context: JobContext,
  rows: RowsBy,
  entities: Entities,
  places: Places,
  tables: Tables,
  notes: string[],
): Promise<Set<string>> {
  const found = new Set<string>();
  if (rows.size === 0) return found;
  const written = new Map<string, string[]>();
  const note = (text: string, id: string): void => {
    const held = written.get(text);
    if (held) held.push(id);
    else written.set(text, [id]);
  };
  for (const { id, label, forms = [] } of entities.values())
    for (const text of new Set([label, ...forms.map((form) => form.text)])) {
      note(plain(text), id);
      if (bare(text) !== plain(text)) note(bare(text), id);
    }
  for (const entity of entities.values())
    for (const [dataset, own] of ownRows(entity, places)) {
      const mine = rows.get(dataset.id);
      if (mine !== undefined && commonRows(own, mine) !== '') found.add(entity.id);
    }
  for (const [id, all] of rows) {
    const table = tables.get(id);
    if (!table) continue;
    const read = firstRows(all, MOST_READ);
    if (read !== all && rowCount(all) > MOST_READ)
      notes.push(`The first ${counted(MOST_READ, 'selected row')} of ${table.view} were looked through for entities.`);
    const wanted = new Set(eachRow(read));
    let offset = -1;
    for (const row of wanted) {
      if (row <= offset) continue;
      for (const [at, cells] of cellsOf(context.db, table, row - 1, ROWS_AT_ONCE).entries()) {
        if (!wanted.has(row + at)) continue;
        for (const cell of cells)
          if (cell !== null && cell !== '')
            for (const each of written.get(plain(cell)) ?? written.get(bare(cell)) ?? []) found.add(each);
      }
      offset = row + ROWS_AT_ONCE - 1;
      await context.breathe();
    }
  }
  return found;
}
