import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { LaneEvents, LaneKey } from '../../../shared/contract/timeline.ts';
import { requireCase } from '../cases/reads.ts';
import type { Handlers, JobContext } from '../context.ts';
import { caseEvents, caseLanes, describeEvents } from './case-lanes.ts';
import { columnEvents, columnLanes, describeRows } from './column-lanes.ts';
import { timesOfEntity } from './entity-times.ts';
import { exportTimeline, freezeTimeline } from './out.ts';

export const timelineHandlers: Handlers<'timeline'> = {
  'timeline.lanes': async (context, { caseId, counted }) => {
    requireCase(context.db, caseId);
    context.label('Looking for times');
    return [...caseLanes(context.db, caseId), ...(await columnLanes(context, caseId, counted))];
  },
  'timeline.events': eventsOf,
  'timeline.describe': async (context, { caseId, zone, refs }) => {
    context.label('Reading events');
    const told: Output<'timeline.describe'> = [];
    for (const { key, refs: those } of refs) {
      if (key.kind === 'column') told.push(...(await describeRows(context, key, those, zone)));
      else told.push(...describeEvents(context.db, caseId, key.kind, those, zone));
    }
    return told.toSorted((a, b) => a.from - b.from);
  },
  'timeline.entity': timesOfEntity,
  'timeline.export': exportTimeline,
  'timeline.freeze': freezeTimeline,
};

async function eventsOf(context: JobContext, asked: Parsed<'timeline.events'>): Promise<LaneEvents[]> {
  requireCase(context.db, asked.caseId);
  context.label('Reading the timeline');
  const found: LaneEvents[] = [];
  for (const key of asked.lanes) {
    context.progress(found.length, asked.lanes.length, 'steps');
    found.push(await eventsOfLane(context, key, asked));
    await context.breathe();
  }
  return found;
}

/** @throws Fault `not-found` for a column that is no time any more */
async function eventsOfLane(context: JobContext, key: LaneKey, asked: Parsed<'timeline.events'>): Promise<LaneEvents> {
  if (key.kind !== 'column') return caseEvents(context.db, key.kind, asked);
  const found = await columnEvents(context, key, asked);
  if (found) return found;
  throw new Fault('not-found', `The column "${key.column}" is not read as a time any more. Choose the lanes anew.`);
}
