import { z } from 'zod';
import { delimitedRows } from './delimited.ts';

/** What a saved span of the timeline shows as a figure: how many events of each lane lie in equal spans of time. */
export const TimelineFigure = z.object({
  zone: z.string(),
  edges: z.array(z.number()).describe('milliseconds since 1970, ascending'),
  lanes: z.array(
    z.object({
      name: z.string(),
      rests: z.string().describe('"E-0003, E-0004"; empty for what the case holds itself'),
      assumed: z.int().describe('events whose zone is assumed'),
      counts: z.array(z.int()).describe('one fewer than edges'),
    }),
  ),
  undrawn: z.int().describe('rows without a time that can be drawn'),
});
export type TimelineFigure = z.infer<typeof TimelineFigure>;

const BINS = 240;
const NEEDED = ['timestamp', 'timestamp_desc', 'zone', 'exhibit', 'zone_shown'] as const;

/** @param text a table that `timeline.freeze` wrote @returns null for another table, or one without a time */
export function timelineFigure(text: string): TimelineFigure | null {
  const rows = delimitedRows(text, ',');
  const header: readonly (string | null)[] = rows.next().value?.cells ?? [];
  const [time, lane, zone, exhibit, shown] = NEEDED.map((name) => header.indexOf(name));
  if ([time, lane, zone, exhibit, shown].some((at) => at === undefined || at < 0)) return null;
  const cell = (cells: readonly (string | null)[], at: number | undefined): string => cells[at ?? 0] ?? '';
  const events: { readonly at: number; readonly lane: string; readonly exhibit: string; readonly assumed: boolean }[] =
    [];
  let undrawn = 0;
  let of = 'UTC';
  for (const { cells } of rows) {
    const at = Number(cell(cells, time)) / 1000;
    if (cell(cells, time) === '' || !Number.isFinite(at)) {
      undrawn++;
      continue;
    }
    of = cell(cells, shown) || of;
    const assumed = cell(cells, zone) === 'assumed';
    events.push({ at, lane: cell(cells, lane), exhibit: cell(cells, exhibit), assumed });
  }
  const [first] = events;
  if (!first) return null;
  const start = events.reduce((least, { at }) => Math.min(least, at), first.at);
  const end = events.reduce((most, { at }) => Math.max(most, at), first.at) + 1;
  const width = Math.max(1, (end - start) / BINS);
  const lanes = [...Map.groupBy(events, (event) => event.lane)].map(([name, own]) => {
    const counts = new Array<number>(BINS).fill(0);
    for (const { at } of own) {
      const bin = Math.min(BINS - 1, Math.floor((at - start) / width));
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    const rests = [...new Set(own.flatMap((event) => event.exhibit.split(', ')))]
      .filter((label) => label !== '')
      .sort();
    return {
      ...{ name, counts, assumed: own.filter(({ assumed }) => assumed).length },
      rests: rests.length > 4 ? `${rests.slice(0, 3).join(', ')} and ${rests.length - 3} more` : rests.join(', '),
    };
  });
  return { zone: of, edges: Array.from({ length: BINS + 1 }, (_, at) => start + at * width), lanes, undrawn };
}
