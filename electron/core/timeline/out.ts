import { createHash } from 'node:crypto';
import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { type Lane, laneName, type TimelineEvent } from '../../../shared/contract/timeline.ts';
import { sceneSvg } from '../../../shared/domain/chart-scene/svg.ts';
import { PAPER } from '../../../shared/domain/chart-scene/themes.ts';
import { grouped } from '../../../shared/domain/counted.ts';
import { timelineScene } from '../../../shared/domain/timeline-scene.ts';
import { caseNaming } from '../cases/reads.ts';
import type { JobContext } from '../context.ts';
import { storeExhibit } from '../evidence/staging.ts';
import { csvLines, guarded } from '../files/csv.ts';
import { inMemory } from '../files/tickets.ts';
import { indexExhibitText } from '../search/index-text.ts';
import { caseEvents, caseLanes, describeEvents } from './case-lanes.ts';
import { columnEvents, columnLanes, describeRows } from './column-lanes.ts';

/** Of all lanes together: a program that reads such files has its own troubles beyond. */
const MOST_EXPORTED = 100_000;

/** @throws Fault as `written` does */
export async function exportTimeline(
  context: JobContext,
  asked: Parsed<'timeline.export'>,
): Promise<Output<'timeline.export'>> {
  const { core, db } = context;
  const { caseId, format, zone, from, to } = asked;
  context.label('Exporting the timeline');
  const { lanes, bytes, events, guardedCells } = await written(context, asked);
  const name = `${caseNaming(db, caseId)?.label ?? 'case'} timeline.${format}`;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  context.write(({ record }) =>
    record({
      caseId,
      action: 'timeline.export',
      subject: 'case',
      detail: {
        ...{ format, lanes: lanes.map((lane) => lane.name), zone, from, to, events },
        ...{ bytes: bytes.length, sha256, guarded: guardedCells },
      },
    }),
  );
  const mediaType = { csv: 'text/csv', ics: 'text/calendar', svg: 'image/svg+xml' }[format];
  const ticket = core.tickets.issue({ name, mediaType, open: () => inMemory(bytes) });
  return { ticket, name, events, bytes: bytes.length, sha256, guarded: guardedCells };
}

/** The events of a span as an exhibit: a table with what each rests on, as the case tells it now. @throws Fault as an export does */
export async function freezeTimeline(
  context: JobContext,
  asked: Parsed<'timeline.freeze'>,
): Promise<Output<'timeline.freeze'>> {
  const { caseId, zone, from, to, title } = asked;
  context.label('Saving the timeline as an exhibit');
  const { lanes, bytes, events } = await written(context, { ...asked, format: 'csv', guardFormulas: false });
  if (events === 0)
    throw new Fault('bad-request', 'These lanes hold no event in this span. Choose another span or other lanes.');
  return context.write((write) => {
    const exhibit = storeExhibit(
      write,
      {
        ...{ caseId, kind: 'file', title, originalName: 'timeline.csv', mediaType: 'text/csv', preview: 'text' },
        ...{ how: 'timeline', source: [...new Set(lanes.map(({ rests }) => rests))].filter(Boolean).join(', ') },
        action: 'timeline.freeze',
        detail: { lanes: lanes.map((lane) => lane.name), zone, from, to, events },
      },
      bytes,
    );
    indexExhibitText(write.db, exhibit, bytes.toString('utf8'));
    return { exhibitId: exhibit.id, exhibit: exhibit.label, events };
  });
}

/** @throws Fault `bad-request` for more events than a file is made of, `not-found` for a lane that is gone */
async function written(
  context: JobContext,
  asked: Parsed<'timeline.export'>,
): Promise<{ lanes: Lane[]; bytes: Buffer; events: number; guardedCells: number }> {
  const { core, db } = context;
  const { caseId, format, zone } = asked;
  const known = [...caseLanes(db, caseId), ...(await columnLanes(context, caseId))];
  const lanes = asked.lanes.map((key) => {
    const lane = known.find((each) => laneName(each.key) === laneName(key));
    if (!lane) throw new Fault('not-found', 'A lane of the timeline is not there any more. Choose the lanes anew.');
    return lane;
  });
  const all = { ...asked, most: format === 'svg' ? 0 : MOST_EXPORTED, bins: 400 };
  const counts = [];
  for (const { key } of lanes) {
    const found =
      key.kind === 'column'
        ? await columnEvents(context, key, { ...all, most: 0 })
        : caseEvents(db, key.kind, { ...all, most: 0 });
    if (found) counts.push(found);
  }
  let events = counts.reduce((sum, { total }) => sum + total, 0);
  if (format !== 'svg' && events > MOST_EXPORTED)
    throw new Fault(
      'bad-request',
      `These lanes hold ${grouped(String(events))} events in this span; a file takes ${grouped(String(MOST_EXPORTED))}. Choose a shorter span or fewer lanes.`,
    );
  let guardedCells = 0;
  let bytes: Buffer;
  if (format === 'svg') bytes = Buffer.from(sceneSvg(timelineScene(lanes, counts, asked), PAPER), 'utf8');
  else {
    const told = await describeAll(context, lanes, asked);
    events = told.length;
    if (format === 'csv') ({ bytes, guardedCells } = asCsv(told, lanes, zone, asked.guardFormulas));
    else bytes = asCalendar(told, lanes, core.now());
  }
  return { lanes, bytes, events, guardedCells };
}

async function describeAll(
  context: JobContext,
  lanes: readonly Lane[],
  { caseId, zone, from, to }: Parsed<'timeline.export'>,
): Promise<TimelineEvent[]> {
  const told: TimelineEvent[] = [];
  for (const { key } of lanes) {
    context.progress(told.length, null, 'rows');
    if (key.kind === 'column')
      told.push(...(await describeRows(context, key, { from, to, most: MOST_EXPORTED }, zone)));
    else {
      const { refs, total } = caseEvents(context.db, key.kind, {
        caseId,
        zone,
        from,
        to,
        most: MOST_EXPORTED,
        bins: 1,
      });
      const view = new DataView(refs.buffer, refs.byteOffset, refs.byteLength);
      const those = Array.from({ length: total }, (_, at) => view.getInt32(at * 4, true));
      told.push(...describeEvents(context.db, caseId, key.kind, those, zone));
    }
    await context.breathe();
  }
  return told.sort((a, b) => a.from - b.from);
}

const titleOf = (lanes: readonly Lane[], { key }: TimelineEvent): string =>
  lanes.find((lane) => laneName(lane.key) === laneName(key))?.name ?? '';
const iso = (utc: number): string => new Date(utc).toISOString();

/** The columns that Timesketch asks for come first: `timestamp` in microseconds, `datetime` in ISO 8601. */
const COLUMNS = [
  'message',
  'timestamp',
  'datetime',
  'timestamp_desc',
  'until',
  'original',
  'zone',
  'discovered',
  'exhibit',
  'row',
  'detail',
  'shown',
  'zone_shown',
] as const;

function asCsv(
  told: readonly TimelineEvent[],
  lanes: readonly Lane[],
  zone: string,
  guard: boolean,
): { bytes: Buffer; guardedCells: number } {
  let guardedCells = 0;
  const safe = (text: string): string => {
    const made = guard ? guarded(text) : text;
    if (made !== text) guardedCells++;
    return made;
  };
  const rows = told.map((event): (string | null)[] => [
    safe(event.title),
    String(Math.round(event.from * 1000)),
    iso(event.from),
    safe(titleOf(lanes, event)),
    iso(event.to),
    safe(event.original),
    event.zone,
    event.discovered === '' ? null : `${event.discovered} ${zone}`,
    event.exhibit || null,
    event.row === null ? null : String(event.row),
    safe(event.detail),
    event.shown,
    zone,
  ]);
  return { bytes: csvLines([[...COLUMNS], ...rows]), guardedCells };
}

/** RFC 5545: lines end with CRLF and are folded at 75 octets. A day or more is written as dates where it is known to the day. */
function asCalendar(told: readonly TimelineEvent[], lanes: readonly Lane[], now: Date): Buffer {
  const stamp = (utc: number): string => iso(utc).replace(/[-:]|\.\d+/g, '');
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Redthread//Timeline//EN',
    ...told.flatMap((event, at) => [
      'BEGIN:VEVENT',
      `UID:${createHash('sha256')
        .update(JSON.stringify([event.key, event.ref, event.from, at]))
        .digest('hex')
        .slice(0, 32)}@redthread.invalid`,
      `DTSTAMP:${stamp(now.getTime())}`,
      `DTSTART:${stamp(event.from)}`,
      `DTEND:${stamp(Math.max(event.to, event.from))}`,
      `SUMMARY:${escaped(event.title)}`,
      `CATEGORIES:${escaped(titleOf(lanes, event))}`,
      `DESCRIPTION:${escaped([event.detail, event.exhibit, `as written: ${event.original}, zone ${event.zone}`].filter(Boolean).join('\n'))}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return Buffer.from(lines.map((line) => `${folded(line)}\r\n`).join(''), 'utf8');
}

const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n');

function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > (parts.length === 0 ? 75 : 74)) {
      parts.push(part);
      part = '';
      octets = 0;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}
