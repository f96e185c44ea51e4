import { InputGroup } from '@blueprintjs/core';
import { useState } from 'react';
import type { CaseId } from '../../../shared/contract/values.ts';
import { shownIn } from '../../../shared/domain/moments.ts';
import { offsetOf } from '../../../shared/domain/zones.ts';
import { runJob } from '../../client/call.ts';
import type { View } from '../../parts/timeline/lane-data.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { plural } from '../../ui/format.ts';
import { Field } from '../../ui/saved-field.tsx';
import { showToast } from '../../ui/toaster.ts';
import type { Timeline } from './use-timeline.ts';

interface Props {
  readonly caseId: CaseId;
  readonly timeline: Timeline;
  readonly selected: View | null;
  readonly onClose: () => void;
}

/** Keeps the events of the chosen span, of the lanes that are shown, as they are told now. */
export function FreezeDialog({ caseId, timeline: { shown, zone }, selected, onClose }: Props) {
  const { go } = useNavigation();
  const instant = (utc: number): string => shownIn(utc, offsetOf(utc, zone), 'minute');
  const span = selected ? `${instant(selected.from)} to ${instant(selected.to)} (${zone})` : `whole span (${zone})`;
  const [title, setTitle] = useState(`Timeline, ${span}`);
  const save = async (): Promise<void> => {
    const { exhibitId, exhibit, events } = await runJob('timeline.freeze', {
      ...{ caseId, zone, title, lanes: shown.map(({ key }) => key) },
      ...{ from: selected?.from ?? null, to: selected?.to ?? null },
    });
    showToast({
      message: `${plural(events, 'event')} saved as ${exhibit}.`,
      intent: 'success',
      action: { text: 'Show exhibit', onClick: () => go({ screen: 'evidence', focus: exhibitId }) },
    });
  };
  return (
    <ConfirmDialog
      title="Save as exhibit"
      confirm="Save"
      disabled={title.trim() === ''}
      onClose={onClose}
      onConfirm={save}
    >
      <Field label="Title of the exhibit">
        {(id) => <InputGroup id={id} maxLength={500} value={title} onValueChange={setTitle} />}
      </Field>
      <p className="rt-muted">
        {plural(shown.length, 'lane')}, {span}: a table with the time, the text as written, the zone and the row behind
        each event. Times without a zone are taken to be of {zone} and marked as assumed.
      </p>
    </ConfirmDialog>
  );
}
