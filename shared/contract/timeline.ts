import { z } from 'zod';
import { MOMENT, PRECISIONS } from '../domain/moments.ts';
import { job, read, write } from './command.ts';
import { EntityLabel, EntityType } from './entities.ts';
import {
  Bytes,
  CaseId,
  DatasetId,
  EventId,
  ExhibitId,
  Instant,
  Nothing,
  Sha256,
  Text,
  Ticket,
  Title,
  Zone,
} from './values.ts';

const Moment = z.string().regex(MOMENT, 'is no date or time such as 2026, 2026-05, 2026-05-04 or 2026-05-04 14:03:22');
const NONE = z.literal('');

/** What a person enters: something that happened, as exactly as its time is known. */
const body = {
  title: Title,
  note: Text,
  starts: Moment,
  until: z.union([NONE, Moment]).describe('empty for something that has no length; else not before it starts'),
  zone: Zone.describe('of the clocks that starts and until are told by'),
  discovered: z.union([NONE, Moment]).describe('when the investigation came to know of it, by the same clocks'),
  exhibits: z.array(ExhibitId).max(1000),
};
export const ManualEvent = z.object({ id: EventId, caseId: CaseId, ...body, createdAt: Instant });
export type ManualEvent = z.infer<typeof ManualEvent>;

/** A lane by what it holds: a column of a dataset, or one kind of thing of the case. */
export const CASE_LANES = ['events', 'exhibits', 'pictures', 'links', 'custody'] as const;
export type CaseLane = (typeof CASE_LANES)[number];
export const LaneKey = z.union([
  z.strictObject({ kind: z.enum(CASE_LANES) }),
  z.strictObject({ kind: z.literal('column'), datasetId: DatasetId, column: z.string().max(1000) }),
]);
export type LaneKey = z.infer<typeof LaneKey>;
/** By which lanes are told apart; `LaneKey` reads it as JSON. */
export const laneName = (key: LaneKey): string => JSON.stringify(key);

/** How the zone of the times of a lane is known. */
const ZoneBasis = z
  .enum(['as written', 'assumed', 'chosen', 'own'])
  .describe('own: each thing tells its zone; assumed: the values name none, so that the zone asked for is taken');
export const Lane = z.object({
  key: LaneKey,
  name: z.string().describe('"payouts.paid_at", "Exhibits"'),
  rests: z.string().describe('the exhibit that it was read from: "E-0003"; empty for a lane of the case'),
  dated: z.int().describe('things with a time'),
  undated: z.int().describe('those of a dataset that have none, or one that does not fit its reading'),
  first: z.number().nullable().describe('milliseconds since 1970; of no-zone times as if they were UTC'),
  last: z.number().nullable(),
  precision: z.enum(PRECISIONS).nullable().describe('null where it differs from one to the next'),
  zone: ZoneBasis,
  zoneName: z.string().describe('that a person chose for the column; empty otherwise'),
  uncounted: z
    .boolean()
    .optional()
    .describe('its rows are still to be counted: dated holds all of them, first and last nothing'),
});
export type Lane = z.infer<typeof Lane>;

/** Of a lane that has more, counts alone are given. */
export const MOST_EVENTS = 100_000;
/** Times are doubles, little-endian, in milliseconds since 1970, ascending; `refs` are int32: rows of a dataset, or places of a list. */
export const LaneEvents = z.object({
  key: LaneKey,
  total: z.int().describe('in the span asked for'),
  at: Bytes,
  until: Bytes.describe('where each ends, so that its precision and its length can be seen'),
  refs: Bytes,
  bins: z
    .object({ edges: z.array(z.number()).describe('one more than counts, ascending'), counts: z.array(z.int()) })
    .nullable()
    .describe('instead of the events, where there are more than were asked for'),
});
export type LaneEvents = z.infer<typeof LaneEvents>;

export const TimelineEvent = z.object({
  key: LaneKey,
  ref: z.int(),
  from: z.number(),
  to: z.number(),
  shown: z.string().describe('on the clocks of the zone asked for, as exactly as is known'),
  original: z.string().describe('as it is written where it comes from'),
  zone: ZoneBasis,
  title: z.string(),
  detail: z.string(),
  exhibitId: ExhibitId.nullable(),
  exhibit: z.string(),
  row: z.int().nullable().describe('of the dataset'),
  discovered: z.string().describe('when the investigation came to know of it, in the zone asked for'),
  eventId: EventId.nullable().describe('of one that a person entered'),
});
export type TimelineEvent = z.infer<typeof TimelineEvent>;

const asked = {
  caseId: CaseId,
  lanes: z.array(LaneKey).min(1).max(60),
  zone: Zone.describe('that times are shown in, and that those of no zone are taken to be of'),
  from: z.number().nullable().default(null).describe('milliseconds since 1970; null for the first'),
  to: z.number().nullable().default(null).describe('before this; null for the last'),
};

export const eventCommands = {
  'event.list': read({ caseId: CaseId }, z.array(ManualEvent), ['event']),
  /** @param id of an event that was deleted, to bring it back */
  'event.create': write({ caseId: CaseId, id: EventId.optional(), ...body }, ManualEvent, ['timeline']),
  'event.update': write({ eventId: EventId, ...body }, ManualEvent, ['timeline']),
  'event.remove': write({ eventId: EventId }, Nothing, ['timeline']),
};

export const timelineCommands = {
  /** Everything of a case that has times. */
  'timeline.lanes': job(
    'reads',
    {
      caseId: CaseId,
      counted: z
        .boolean()
        .default(true)
        .describe('false: at once, with what is known of columns without looking at rows'),
    },
    z.array(Lane),
  ),
  'timeline.events': job(
    'reads',
    {
      ...asked,
      most: z.int().min(0).max(MOST_EVENTS).default(MOST_EVENTS),
      bins: z.int().min(1).max(4000).default(1000),
    },
    z.array(LaneEvents),
  ),
  'timeline.describe': job(
    'reads',
    {
      caseId: CaseId,
      zone: Zone,
      refs: z.array(z.strictObject({ key: LaneKey, refs: z.array(z.int()).max(1000) })).max(60),
    },
    z.array(TimelineEvent),
  ),
  /** What is dated of a value: rows in which it stands, its links, and events that name it; in time order. */
  'timeline.entity': job(
    'reads',
    { caseId: CaseId, type: EntityType, label: EntityLabel, zone: Zone },
    z.object({
      events: z.array(TimelineEvent),
      left: z.int().describe('rows that were found and not read, being too many; at least so many'),
      unindexed: z.int().describe('columns that identify and are not indexed yet, whose rows are missing'),
    }),
  ),
  /** The events of a span as a file: with the columns of Timesketch, for a calendar, or as a drawing. */
  'timeline.export': job(
    'writes',
    { ...asked, format: z.enum(['csv', 'ics', 'svg']), guardFormulas: z.boolean().default(true) },
    z.object({ ticket: Ticket, name: z.string(), events: z.int(), bytes: z.int(), sha256: Sha256, guarded: z.int() }),
  ),
  /** The events of a span as an exhibit: the table that `timeline.export` writes, each row with what it rests on. */
  'timeline.freeze': job(
    'writes',
    { ...asked, title: Title },
    z.object({ exhibitId: ExhibitId, exhibit: z.string().describe('"E-0008"'), events: z.int() }),
    ['evidence'],
  ),
};
