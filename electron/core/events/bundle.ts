import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { commands } from '../../../shared/contract/commands.ts';
import { ManualEvent } from '../../../shared/contract/timeline.ts';
import { EventId } from '../../../shared/contract/values.ts';
import { type BundlePart, parsePart, restsOn } from '../bundle-part.ts';
import { createEvent } from './commands.ts';
import { listEvents } from './store.ts';

const EVENTS = 'case/events.json';
/** Bundles of an older version do not name them. */
const BundledEvents = z.array(
  ManualEvent.omit({ caseId: true, createdAt: true }).extend({ id: EventId.optional() }).strict(),
);

/** Of chosen exhibits, the events all of whose exhibits go. Bundles of an older version hold none. */
export const eventsPart: BundlePart = {
  tables: ['events', 'event_exhibits'],
  documents: () => [{ name: EVENTS, required: false, schema: BundledEvents }],
  gather: (going) => {
    const events = listEvents(going.db, going.caseId).filter(({ exhibits }) => restsOn(going, exhibits));
    if (events.length === 0) return [];
    return [
      {
        name: EVENTS,
        value: BundledEvents.parse(events.map(({ caseId: _case, createdAt: _at, ...told }) => told)),
      },
    ];
  },
  restore: ({ write, references, document }) => {
    const { caseId } = references;
    for (const { id: old, exhibits, ...told } of document(EVENTS, BundledEvents) ?? []) {
      const id = EventId.parse(randomUUID());
      if (old !== undefined) references.add('event', old, id);
      const input = { caseId, id, ...told, exhibits: references.all('exhibit', exhibits) };
      createEvent(write, parsePart(commands['event.create'].input, input));
    }
    return {};
  },
};
