import { randomUUID } from 'node:crypto';
import type { Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { ManualEvent } from '../../../shared/contract/timeline.ts';
import { EventId } from '../../../shared/contract/values.ts';
import { isLeftOut, spanOf } from '../../../shared/domain/moments.ts';
import { requireCase } from '../cases/reads.ts';
import type { CustodyRecord, Handlers, WriteContext } from '../context.ts';
import { exhibitNaming } from '../evidence/reads.ts';
import { requireExhibitsOfCase } from '../evidence/support.ts';
import { deleteEvent, eventById, insertEvent, isEvent, listEvents, updateEvent } from './store.ts';

export const eventHandlers: Handlers<'event'> = {
  'event.list': ({ db }, { caseId }) => listEvents(db, caseId),
  'event.create': createEvent,
  'event.update': (context, { eventId, ...told }) => {
    const { db, record } = context;
    const before = eventById(db, eventId);
    mustBeInOrder(told);
    const exhibits = requireExhibitsOfCase(db, before.caseId, told.exhibits);
    updateEvent(db, { id: eventId, ...told, exhibits });
    const after = eventById(db, eventId);
    record(entry('update', after, { before: toldOf(context, before), after: toldOf(context, after) }));
    return after;
  },
  'event.remove': (context, { eventId }) => {
    const gone = eventById(context.db, eventId);
    deleteEvent(context.db, eventId);
    context.record(entry('remove', gone, toldOf(context, gone)));
    return null;
  },
};

/** @throws Fault `bad-request` for times that are none, or out of order; `conflict` for an id that is taken */
export function createEvent(
  context: WriteContext,
  { caseId, id = EventId.parse(randomUUID()), ...told }: Parsed<'event.create'>,
): ManualEvent {
  const { db, at, record } = context;
  requireCase(db, caseId);
  mustBeInOrder(told);
  if (isEvent(db, id)) throw new Fault('conflict', 'That event is there already.');
  const event = { id, caseId, ...told, exhibits: requireExhibitsOfCase(db, caseId, told.exhibits), createdAt: at };
  insertEvent(db, event);
  record(entry('create', event, toldOf(context, event)));
  return event;
}

function mustBeInOrder({
  starts,
  until,
  discovered,
  zone,
}: Pick<ManualEvent, 'starts' | 'until' | 'discovered' | 'zone'>): void {
  const spans = [starts, until, discovered].map((text) => {
    const span = text === '' ? null : spanOf(text, zone);
    if (text !== '' && !span)
      throw new Fault(
        'bad-request',
        `"${text}" is not in the calendar. Write it as 2026-05-04 14:03:22, or as much of that as is known.`,
      );
    if (isLeftOut(text, zone))
      throw new Fault(
        'bad-request',
        `Clocks of ${zone} were put forward and left out "${text}". Write the time that they showed.`,
      );
    return span;
  });
  const [start, end] = spans;
  if (start && end && end.to <= start.from)
    throw new Fault(
      'bad-request',
      `The event would end (${until}) before it starts (${starts}). Exchange the two times.`,
    );
}

/** What the log says of an event: all that was told, so that one that is deleted can be read there. */
const toldOf = (
  { db }: WriteContext,
  { title, note, starts, until, zone, discovered, exhibits }: ManualEvent,
): Record<string, unknown> => ({
  title,
  note,
  starts,
  until,
  zone,
  discovered,
  exhibits: exhibits.map((id) => exhibitNaming(db, id)?.label ?? ''),
});

const entry = (
  verb: 'create' | 'update' | 'remove',
  { caseId, starts }: ManualEvent,
  detail: Record<string, unknown>,
): CustodyRecord => ({
  caseId,
  action: `event.${verb}`,
  subject: `event of ${starts}`,
  detail,
});
