import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import type { Entity } from '../../../shared/contract/entities.ts';
import type { TimelineEvent } from '../../../shared/contract/timeline.ts';
import { normalKey } from '../../../shared/domain/entities.ts';
import { fromSql, shownIn, spanOf } from '../../../shared/domain/moments.ts';
import { eachRow, firstRows, rowCount } from '../../../shared/domain/row-ranges.ts';
import { offsetOf } from '../../../shared/domain/zones.ts';
import { requireCase } from '../cases/reads.ts';
import type { JobContext } from '../context.ts';
import { momentOfRow, momentsOf } from '../datasets/readings/moments.ts';
import { typedValue } from '../datasets/readings/values.ts';
import { cellsOf, type DatasetTable, datasetById, datasetsOfExhibit, datasetTables } from '../datasets/reads.ts';
import { unindexedColumns, valueFinder } from '../datasets/value-index.ts';
import { linksAt, listEntities } from '../entities/reads.ts';
import { ledger } from '../identities/reads.ts';
import { eventsOfCase, linkEvents, told } from './case-lanes.ts';
import { timeColumn } from './column-lanes.ts';

/** Rows of each dataset that are read; a page lists the first, and says how many there are. */
const MOST_ROWS = 1000;
/** Rows of one column that are found. */
const MOST_FOUND = 100_000;

/** What is dated of a value: the rows in which it stands by the indexes or on which it rests, its links, and events that name it. */
export async function timesOfEntity(
  context: JobContext,
  { caseId, type, label, zone }: Parsed<'timeline.entity'>,
): Promise<Output<'timeline.entity'>> {
  const { db } = context;
  requireCase(db, caseId);
  context.label(`Looking for what is dated of ${label.slice(0, 80)}`);
  const key = normalKey({ type, label });
  const all = listEntities(db, caseId);
  const own = all.filter((each) => normalKey(each) === key);
  const one = heldToBe(own, all, ledger(db, caseId).identities);
  const writings = new Set([
    label,
    ...one.flatMap((each) => [each.label, ...(each.forms ?? []).map(({ text }) => text)]),
  ]);
  const tables = datasetTables(db, caseId);
  const rows = rowsOfAll(context, tables, writings, one);
  const events: TimelineEvent[] = [];
  let left = 0;
  for (const [table, numbers] of rows) {
    const read = [...numbers].sort((a, b) => a - b);
    left += Math.max(0, read.length - MOST_ROWS);
    events.push(...(await eventsOfRows(context, table, read.slice(0, MOST_ROWS), zone)));
  }
  const links =
    one.length > 0
      ? linksAt(
          db,
          caseId,
          one.map(({ id }) => id),
        )
      : [];
  const lower = [...writings].map((text) => text.toLowerCase());
  const named = eventsOfCase(db, caseId, 'events', zone).flatMap((event, ref) => {
    const words = `${event.title}\n${event.detail}`.toLowerCase();
    return lower.some((text) => words.includes(text)) ? [told(event, { kind: 'events' }, ref, zone)] : [];
  });
  events.push(
    ...named,
    ...linkEvents(db, caseId, links, zone).map((event, ref) => told(event, { kind: 'links' }, ref, zone)),
  );
  return {
    events: events.sort((a, b) => a.from - b.from),
    left,
    unindexed: unindexedColumns(db, caseId).length,
  };
}

/** Those of a value, and what the ledger holds to be the same. */
function heldToBe(
  own: readonly Entity[],
  all: readonly Entity[],
  identities: readonly { readonly members: readonly { readonly id: string }[] }[],
): Entity[] {
  const ids = new Set<string>(own.map(({ id }) => id));
  for (const { members } of identities)
    if (members.some(({ id }) => ids.has(id))) for (const { id } of members) ids.add(id);
  return all.filter(({ id }) => ids.has(id));
}

function rowsOfAll(
  { db }: JobContext,
  tables: readonly DatasetTable[],
  writings: ReadonlySet<string>,
  one: readonly Entity[],
): Map<DatasetTable, Set<number>> {
  const rows = new Map<DatasetTable, Set<number>>();
  const put = (table: DatasetTable, numbers: Iterable<number>): void => {
    const held = rows.get(table) ?? new Set();
    for (const row of numbers) held.add(row);
    rows.set(table, held);
  };
  const find = valueFinder(db, tables);
  for (const text of writings) for (const { table, rows: found } of find(text, MOST_FOUND)) put(table, found);
  for (const { rows: rested = {}, forms = [] } of one)
    for (const [exhibit, places, ranges] of [
      ...Object.entries(rested).map(([id, of]) => [id, '', of ?? ''] as const),
      ...forms.map(({ exhibit, place, rows: of }) => [exhibit ?? '', place, of] as const),
    ]) {
      if (exhibit === '' || ranges === '') continue;
      const datasets = datasetsOfExhibit(db, exhibit as Entity['exhibits'][number]);
      const dataset =
        places === '' && datasets.length === 1 ? datasets[0] : datasets.find(({ view }) => view === places);
      const table = tables.find(({ datasetId }) => datasetId === dataset?.id);
      if (table && rowCount(ranges) > 0) put(table, eachRow(firstRows(ranges, MOST_FOUND)));
    }
  return rows;
}

/** What rows say of their times, one event for each column of times that has one. */
async function eventsOfRows(
  context: JobContext,
  table: DatasetTable,
  numbers: readonly number[],
  zone: string,
): Promise<TimelineEvent[]> {
  const { datasetId: id, view, rows, exhibitLabel, columns } = table;
  const of = { id, view, rows, exhibitLabel };
  const times = [
    ...columns.map(({ name, reading }, at) => ({
      lane: timeColumn(of, name, reading?.reading),
      read: (cells: readonly (string | null)[]) => {
        const text = cells[at] ?? '';
        const value = text === '' || !reading ? undefined : typedValue(reading.reading, text);
        return typeof value === 'string' ? { value, original: text } : null;
      },
    })),
    ...momentsOf(columns).map((moment) => ({
      lane: timeColumn(of, moment.name, moment.reading),
      read: (cells: readonly (string | null)[]) => {
        const value = momentOfRow(moment, cells);
        return value === null ? null : { value, original: moment.parts.map((at) => cells[at] ?? '').join(' ') };
      },
    })),
  ].flatMap(({ lane, read }) => (lane ? [{ lane, read }] : []));
  if (times.length === 0) return [];
  const { exhibitId } = datasetById(context.db, id);
  const told: TimelineEvent[] = [];
  for (const [at, row] of numbers.entries()) {
    if (at % 100 === 99) await context.breathe();
    const [cells = []] = cellsOf(context.db, table, row - 1, 1);
    for (const { lane, read } of times) {
      const found = read(cells);
      if (!found) continue;
      const time = fromSql(found.value);
      const span = spanOf(time.text, time.isUtc ? 'UTC' : zone);
      if (!span) continue;
      told.push({
        key: lane.key,
        ref: row,
        from: span.from,
        to: span.to,
        shown: shownIn(span.from, offsetOf(span.from, zone), span.precision),
        original: found.original,
        zone: lane.zone,
        title: `${view}.${lane.key.column}`,
        detail: columns
          .flatMap(({ name }, index) => (cells[index] ? [`${name}: ${cells[index]}`] : []))
          .join(' · ')
          .slice(0, 500),
        exhibitId,
        exhibit: exhibitLabel,
        row,
        discovered: '',
        eventId: null,
      });
    }
  }
  return told;
}
