import { Checkbox, Radio, RadioGroup } from '@blueprintjs/core';
import { useState } from 'react';
import type { Input } from '../../../shared/contract/commands.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { host, runJob } from '../../client/call.ts';
import type { View } from '../../parts/timeline/lane-data.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { plural } from '../../ui/format.ts';
import { showToast } from '../../ui/toaster.ts';
import type { Timeline } from './use-timeline.ts';

type Format = Input<'timeline.export'>['format'];
const FORMATS: readonly (readonly [Format, string])[] = [
  [
    'csv',
    'CSV with the columns of Timesketch: message, timestamp, datetime, timestamp_desc, and what each event rests on',
  ],
  ['ics', 'ICS: a calendar (RFC 5545), times in UTC'],
  ['svg', 'SVG: the lanes drawn as vectors, with counts'],
];

/** Writes the lanes that are shown to a file. The file leaves the encrypted store, and the dialog says so. */
export function ExportDialog({
  caseId,
  timeline,
  selected,
  onClose,
}: {
  caseId: CaseId;
  timeline: Timeline;
  selected: View | null;
  onClose: () => void;
}) {
  const [format, setFormat] = useState<Format>('csv');
  const [guardFormulas, setGuard] = useState(true);
  const { shown, zone } = timeline;
  const write = async (): Promise<void> => {
    const lanes = shown.map(({ key }) => key);
    const made = await runJob('timeline.export', {
      caseId,
      lanes,
      zone,
      from: selected?.from ?? null,
      to: selected?.to ?? null,
      format,
      guardFormulas,
    });
    if ((await host().save(made.ticket, made.name)) === 'cancelled') return;
    showToast({
      message: `${plural(made.events, 'event')} exported to ${made.name}.${made.guarded > 0 ? ` ${plural(made.guarded, 'cell')} that a spreadsheet would run as a formula got a leading apostrophe.` : ''}`,
      intent: 'success',
      stays: made.guarded > 0,
    });
  };
  return (
    <ConfirmDialog
      title="Export the timeline"
      confirm="Export"
      disabled={shown.length === 0}
      onClose={onClose}
      onConfirm={write}
    >
      <p className="rt-muted">
        {plural(shown.length, 'lane')}, {selected ? 'the selected span' : 'the whole span'}; times without a zone are
        taken to be of {zone} and marked as assumed.
      </p>
      <RadioGroup
        label="Format"
        selectedValue={format}
        onChange={(event) => setFormat(event.currentTarget.value as Format)}
      >
        {FORMATS.map(([value, label]) => (
          <Radio key={value} value={value} label={label} />
        ))}
      </RadioGroup>
      <Checkbox
        checked={guardFormulas && format === 'csv'}
        disabled={format !== 'csv'}
        onChange={(event) => setGuard(event.currentTarget.checked)}
        label="Make cells safe that a spreadsheet would run as a formula (a leading apostrophe, which changes the value in the file)"
      />
      <p className="rt-muted">The exported file is not encrypted. The export is recorded in the custody log.</p>
    </ConfirmDialog>
  );
}
