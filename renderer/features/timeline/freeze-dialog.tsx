import type { CaseId } from '../../../shared/contract/values.ts';
import { shownIn } from '../../../shared/domain/moments.ts';
import { offsetOf } from '../../../shared/domain/zones.ts';
import { runJob } from '../../client/call.ts';
import { SaveExhibit } from '../../parts/save-exhibit.tsx';
import type { View } from '../../parts/timeline/lane-data.ts';
import { plural } from '../../ui/format.ts';
import type { Timeline } from './use-timeline.ts';

interface Props {
  readonly caseId: CaseId;
  readonly timeline: Timeline;
  readonly selected: View | null;
  readonly onClose: () => void;
}

/** Saves the events of the chosen span, of the lanes that are shown, as they are told now. */
export function FreezeDialog({ caseId, timeline: { shown, zone }, selected, onClose }: Props) {
  const instant = (utc: number): string => shownIn(utc, offsetOf(utc, zone), 'minute');
  const span = selected ? `${instant(selected.from)} to ${instant(selected.to)} (${zone})` : `whole span (${zone})`;
  return (
    <SaveExhibit
      title={`Timeline, ${span}`}
      onClose={onClose}
      onSave={async (title) => {
        const { exhibitId, exhibit, events } = await runJob('timeline.freeze', {
          ...{ caseId, zone, title, lanes: shown.map(({ key }) => key) },
          ...{ from: selected?.from ?? null, to: selected?.to ?? null },
        });
        return { id: exhibitId, label: exhibit, more: `: ${plural(events, 'event')}` };
      }}
    >
      {plural(shown.length, 'lane')}, {span}: a table with the time, the text as written, the zone and the row behind
      each event. Times without a zone are taken to be of {zone} and marked as assumed.
    </SaveExhibit>
  );
}
