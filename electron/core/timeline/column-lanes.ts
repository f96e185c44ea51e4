import type { DatasetSummary } from '../../../shared/contract/datasets.ts';
import type { Lane, LaneEvents, LaneKey, TimelineEvent } from '../../../shared/contract/timeline.ts';
import type { CaseId, Cell } from '../../../shared/contract/values.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { fromSql, type Precision, shownIn, spanOf } from '../../../shared/domain/moments.ts';
import type { Reading } from '../../../shared/domain/readings.ts';
import { quoteName } from '../../../shared/domain/sql-names.ts';
import { offsetOf, utcOf } from '../../../shared/domain/zones.ts';
import type { Core, JobContext } from '../context.ts';
import { momentsOf } from '../datasets/readings/moments.ts';
import { datasetById, listDatasets, RAW, tableOf } from '../datasets/reads.ts';
import { exhibitById } from '../evidence/reads.ts';
import { askBlocks, askRows } from '../query/reads.ts';
import { type Asked, type Placed, packed } from './lane-events.ts';

const TIMEOUT_SECONDS = 300; // for each statement
type ColumnKey = Extract<LaneKey, { kind: 'column' }>;
type Session = NonNullable<Core['session']>;

/** A column whose values are times, and what its reading says of their zone. */
interface TimeColumn {
  readonly key: ColumnKey;
  readonly view: string;
  readonly exhibit: string;
  readonly rows: number;
  readonly zone: Lane['zone'];
  readonly zoneName: string;
  readonly precision: Precision;
}

/** What one statement counted of a column, kept for as long as the vault is open: rows never change under a reading. */
const counted = new WeakMap<Session, Map<string, Pick<Lane, 'dated' | 'first' | 'last' | 'precision'>>>();

/**
 * A lane for each column of times, in the order of the exhibits. Columns of one dataset are counted by one statement.
 * @param count false: no row is looked at, and a lane that was not counted before says so
 */
export async function columnLanes(context: JobContext, caseId: CaseId, count = true): Promise<Lane[]> {
  const datasets = listDatasets(context.db, caseId);
  const known = counted.get(context.session) ?? new Map<string, Pick<Lane, 'dated' | 'first' | 'last' | 'precision'>>();
  counted.set(context.session, known);
  const lanes: Lane[] = [];
  for (const [at, dataset] of datasets.entries()) {
    context.progress(at, datasets.length, 'steps');
    const columns = timeColumnsOf(context.db, dataset).flatMap(
      ({ name, reading }) => timeColumn(dataset, name, reading) ?? [],
    );
    const nameOf = (column: TimeColumn) =>
      JSON.stringify([
        column,
        dataset.columns.find(({ name }) => name === column.key.column)?.reading ?? dataset.columns,
      ]);
    const open = count ? columns.filter((column) => !known.has(nameOf(column))) : [];
    if (open.length > 0) {
      const facts = open.map(({ key }) => {
        const at = `unixepoch(${quoteName(key.column)}, 'subsec')`;
        return `count(${at}), min(${at}) * 1000.0, max(${at}) * 1000.0, max(strftime('%S', ${quoteName(key.column)}))`;
      });
      const sql = `SELECT ${facts.join(', ')} FROM ${quoteName(dataset.view)}`;
      const [row = []] = await askRows(context, { caseId, sql, rowLimit: 1, timeoutSeconds: TIMEOUT_SECONDS });
      for (const [index, column] of open.entries()) {
        const [dated = 0, first = null, last = null, seconds = null] = row.slice(4 * index, 4 * index + 4);
        const toMinutes = column.precision === 'second' && seconds !== null && cellText(seconds) === '00';
        known.set(nameOf(column), {
          dated: Number(cellText(dated)),
          first: numberOf(first),
          last: numberOf(last),
          precision: toMinutes ? 'minute' : column.precision,
        });
      }
    }
    for (const column of columns) {
      const facts = known.get(nameOf(column));
      lanes.push({
        key: column.key,
        name: `${column.view}.${column.key.column}`,
        rests: column.exhibit,
        zone: column.zone,
        zoneName: column.zoneName,
        ...(facts
          ? { ...facts, undated: column.rows - facts.dated }
          : { dated: column.rows, undated: 0, first: null, last: null, precision: null, uncounted: true }),
      });
    }
    await context.breathe();
  }
  return lanes;
}

/** The lane of a column as it is read; null for one that tells no time. */
export function timeColumn(
  {
    id,
    view,
    rows,
    exhibitLabel,
  }: {
    readonly id: ColumnKey['datasetId'];
    readonly view: string;
    readonly rows: number;
    readonly exhibitLabel: string;
  },
  column: string,
  reading: Reading | undefined,
): TimeColumn | null {
  const of = { key: { kind: 'column', datasetId: id, column }, view, exhibit: exhibitLabel, rows } as const;
  switch (reading?.kind) {
    case 'date':
      return { ...of, zone: 'assumed', zoneName: '', precision: 'day' };
    case 'time': {
      const zone = reading.zone === 'none' ? 'assumed' : reading.zone === 'text' ? 'as written' : 'chosen';
      return {
        ...of,
        zone,
        zoneName: zone === 'chosen' ? reading.zone : '',
        precision: reading.fraction > 0 ? 'fraction' : 'second',
      };
    }
    case 'epoch':
      return {
        ...of,
        zone: reading.unit === 'spreadsheet' ? 'assumed' : 'as written',
        zoneName: '',
        precision: reading.fraction > 0 ? 'fraction' : 'second',
      };
    default:
      return null;
  }
}

/** Columns of a dataset with their readings, and the moments that several of them tell together. */
function timeColumnsOf(
  db: JobContext['db'],
  { id, columns }: Pick<DatasetSummary, 'id' | 'columns'>,
): { readonly name: string; readonly reading: Reading | undefined; readonly parts: readonly number[] }[] {
  return [
    ...columns.map(({ name, reading }, at) => ({ name, reading: reading?.reading, parts: [at] })),
    ...momentsOf(tableOf(db, id).columns),
  ];
}

/** The column of a lane as it is read now. @returns null for one that is gone, or is no time any more */
function columnOf(context: JobContext, { datasetId, column }: ColumnKey) {
  const dataset = datasetById(context.db, datasetId);
  const lane = timeColumn(
    dataset,
    column,
    timeColumnsOf(context.db, dataset).find(({ name }) => name === column)?.reading,
  );
  return lane && { ...lane, caseId: dataset.caseId, exhibitId: dataset.exhibitId };
}

/** Between the clocks of a lane and UTC: those of a lane without a zone are taken to be of the zone asked for. */
function clocksOf({ zone: basis }: Pick<TimeColumn, 'zone'>, zone: string) {
  const assumed = basis === 'assumed';
  return {
    toClock: (utc: number) => (assumed ? utc + offsetOf(utc, zone) : utc),
    toUtc: (clock: number) => (assumed ? utcOf(clock, zone) : clock),
  };
}

/** Clocks are changed by a day at most: where they are, they do not tell which of two instants lies in a span. */
const CLOCKS_CHANGE = 26 * 3_600_000;

/** @param margin to be asked beyond the span, so that what comes can be held against it in UTC */
function within(
  lane: Pick<TimeColumn, 'zone'>,
  { from, to }: Pick<Asked, 'from' | 'to'>,
  zone: string,
  margin = marginOf(lane, zone),
): string {
  const { toClock } = clocksOf(lane, zone);
  return `${from === null ? '' : ` AND at >= ${literal(toClock(from) - margin)}`}${to === null ? '' : ` AND at < ${literal(toClock(to) + margin)}`}`;
}
const marginOf = ({ zone: basis }: Pick<TimeColumn, 'zone'>, zone: string): number =>
  basis === 'assumed' && zone !== 'UTC' ? CLOCKS_CHANGE : 0;
const beginsWithin = (at: number, { from, to }: Pick<Asked, 'from' | 'to'>): boolean =>
  (from === null || at >= from) && (to === null || at < to);
const timesWithin = (lane: TimeColumn, { column }: ColumnKey, span: Pick<Asked, 'from' | 'to'>, zone: string): string =>
  `SELECT n FROM (${timesOf(lane.view, column)}${within(lane, span, zone)})`;

/** Rows with the time of a column, in milliseconds as if those of no zone were UTC. Numbers of rows count in the order of the file. */
const timesOf = (view: string, column: string): string =>
  `SELECT * FROM (SELECT row_number() OVER () AS n, unixepoch(${quoteName(column)}, 'subsec') * 1000.0 AS at FROM ${quoteName(view)}) WHERE at IS NOT NULL`;

export async function columnEvents(
  context: JobContext,
  key: ColumnKey,
  { caseId, zone, from, to, most, bins }: Asked,
): Promise<LaneEvents | null> {
  const lane = columnOf(context, key);
  if (!lane || lane.caseId !== caseId) return null;
  const { toClock, toUtc } = clocksOf(lane, zone);
  const span = { from, to };
  const rowsIn = (margin: number) => `${timesOf(lane.view, key.column)}${within(lane, span, zone, margin)}`;
  const ask = (sql: string, rowLimit: number) =>
    askRows(context, { caseId, sql, rowLimit, timeoutSeconds: TIMEOUT_SECONDS });
  const countedIn = async (rows: string) => {
    const [[total = 0, first = null, last = null] = []] = await ask(
      `SELECT count(*), min(at), max(at) FROM (${rows})`,
      1,
    );
    return { total: Number(cellText(total)), first: numberOf(first), last: numberOf(last) };
  };
  const margin = marginOf(lane, zone);
  const wide = rowsIn(margin);
  const around = await countedIn(wide);
  if (around.total > most) {
    // Counted by the clocks of the zone: beside a change of them a count may be off by what they were changed.
    const rows = rowsIn(0);
    const { total, first, last } = margin === 0 ? around : await countedIn(rows);
    if (first === null || last === null) return { key, total: 0, ...packed([]), bins: null };
    const start = from === null ? first : toClock(from);
    const width = Math.max(1, ((to === null ? last + 1 : toClock(to)) - start) / bins);
    const counts = new Array<number>(bins).fill(0);
    const grouped = `SELECT CAST((at - ${literal(start)}) / ${literal(width)} AS INTEGER) AS bin, count(*) FROM (${rows}) GROUP BY bin`;
    for (const [bin = 0, count = 0] of await ask(grouped, bins + 1)) {
      const place = Math.min(bins - 1, Math.max(0, Number(cellText(bin))));
      counts[place] = (counts[place] ?? 0) + Number(cellText(count));
    }
    const edges = Array.from({ length: bins + 1 }, (_, at) => toUtc(start + at * width));
    return { key, total, ...packed([]), bins: { edges, counts } };
  }
  const step = { day: 86_400_000, minute: 60_000, second: 1000, fraction: 1, month: 1, year: 1 }[lane.precision];
  const events: Placed[] = [];
  let ascending = true;
  const asked = {
    ...{ caseId, sql: `SELECT n, at FROM (${wide}) ORDER BY at, n` },
    ...{ rowLimit: Math.max(around.total, 1), timeoutSeconds: TIMEOUT_SECONDS },
  };
  for await (const some of askBlocks(context, asked))
    for (const [n = 0, at = 0] of some) {
      const utc = toUtc(Number(cellText(at)));
      if (!beginsWithin(utc, span)) continue;
      ascending &&= utc >= (events.at(-1)?.from ?? Number.NEGATIVE_INFINITY);
      events.push({ ref: Number(cellText(n)), from: utc, to: utc + step });
    }
  // Clocks that were put back make later rows earlier; all others came in order.
  if (!ascending) events.sort((a, b) => a.from - b.from);
  return { key, total: events.length, ...packed(events), bins: null };
}

/** What rows of a lane say: their time as it is written, and their other cells. @param which by number, or all that a span holds */
export async function describeRows(
  context: JobContext,
  key: ColumnKey,
  which: readonly number[] | Pick<Asked, 'from' | 'to' | 'most'>,
  zone: string,
): Promise<TimelineEvent[]> {
  const lane = columnOf(context, key);
  if (!lane) return [];
  const numbers =
    'from' in which ? timesWithin(lane, key, which, zone) : which.map((row) => String(Math.trunc(row))).join(', ');
  if (!('from' in which) && which.length === 0) return [];
  const rowLimit = 'from' in which ? which.most * 2 : which.length; // with the margin beside the span
  const numbered = (view: string) => `SELECT row_number() OVER () AS n, * FROM ${quoteName(view)}`;
  const dataset = datasetById(context.db, key.datasetId);
  const sql = `SELECT typed.n, typed.${quoteName(key.column)}, raw.* FROM (${numbered(lane.view)}) AS typed
    JOIN (${numbered(`${lane.view}${RAW}`)}) AS raw ON raw.n = typed.n WHERE typed.n IN (${numbers}) ORDER BY typed.n`;
  const found = await askRows(context, { caseId: lane.caseId, sql, rowLimit, timeoutSeconds: TIMEOUT_SECONDS });
  const { acquiredAt, title } = exhibitById(context.db, lane.exhibitId);
  const parts = timeColumnsOf(context.db, dataset).find(({ name }) => name === key.column)?.parts ?? [];
  const discovered = Date.parse(acquiredAt);
  return found.flatMap(([n = 0, typed = null, , ...cells]): TimelineEvent[] => {
    const time = fromSql(cellText(typed));
    const span = spanOf(time.text, time.isUtc ? 'UTC' : zone);
    if (!span || ('from' in which && !beginsWithin(span.from, which))) return [];
    const told = dataset.columns.flatMap(({ name }, index) => {
      const cell = cells[index] ?? null;
      return parts.includes(index) || cell === null || cellText(cell) === '' ? [] : [`${name}: ${cellText(cell)}`];
    });
    return [
      {
        key,
        ref: Number(cellText(n)),
        from: span.from,
        to: span.to,
        shown: shownIn(
          span.from,
          offsetOf(span.from, zone),
          lane.precision === 'second' && span.precision === 'minute' ? 'minute' : span.precision,
        ),
        original: parts.map((at) => cellText(cells[at] ?? null)).join(' '),
        zone: lane.zone,
        title: told[0] ?? title,
        detail: told.slice(1).join(' · ').slice(0, 2000),
        exhibitId: lane.exhibitId,
        exhibit: lane.exhibit,
        row: Number(cellText(n)),
        discovered: shownIn(discovered, offsetOf(discovered, zone), 'second'),
        eventId: null,
      },
    ];
  });
}

const numberOf = (cell: Cell): number | null => (cell === null ? null : Number(cellText(cell)));
/** Always a REAL, so that a division is one. */
const literal = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));
