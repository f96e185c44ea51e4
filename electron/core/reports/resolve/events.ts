import type { Edition } from '../../../../shared/contract/report-setup.ts';
import type { ManualEvent } from '../../../../shared/contract/timeline.ts';
import { shownIn, spanOf } from '../../../../shared/domain/moments.ts';
import { SECTION_FACTS } from '../../../../shared/domain/report-sections.ts';
import type { ReportEvent } from '../model.ts';
import type { Decision, Decisions } from './decide.ts';
import { citations } from './exhibits.ts';
import type { LeftOutTally } from './left-out.ts';
import { shown } from './shown.ts';

const ELSEWHERE: Decision = { shown: 'absent', reason: 'edition' };

/**
 * Events that were entered by hand, each decided on by the exhibits that it rests on. When something happened may be what a
 * masked exhibit says, so that a masked event keeps its exhibits alone, and stands behind the others, where its place tells nothing.
 */
export function resolveEvents(
  events: readonly ManualEvent[],
  decisions: Decisions,
  edition: Edition,
  tally: LeftOutTally,
): ReportEvent[] {
  const listed = SECTION_FACTS.events.editions.includes(edition);
  const resolved = events.flatMap((event): { readonly at: number; readonly event: ReportEvent }[] => {
    const decision = listed ? decisions.resting(event.exhibits) : ELSEWHERE;
    tally.add('event', decision, event.title);
    if (decision.shown === 'absent') return [];
    const exhibits = citations(event.exhibits, decisions);
    if (decision.shown === 'masked') return [{ at: Number.POSITIVE_INFINITY, event: { told: null, exhibits } }];
    const { starts, until, zone, discovered, title, note } = event;
    const span = spanOf(starts, zone);
    if (!span) throw new Error('an event has no time');
    const inUtc = starts.length > 10 && zone !== 'UTC' ? `${shownIn(span.from, 0, span.precision)} UTC` : '';
    const told = {
      when: shown(until === '' ? starts : `${starts} to ${until}`),
      zone,
      precision: span.precision,
      utc: shown(inUtc),
      discovered: shown(discovered),
      what: shown(title),
      note: shown(note),
    };
    return [{ at: span.from, event: { told, exhibits } }];
  });
  return resolved.toSorted((a, b) => (a.at === b.at ? 0 : a.at - b.at)).map(({ event }) => event);
}
