import { Button, InputGroup, TextArea } from '@blueprintjs/core';
import { useState } from 'react';
import type { ManualEvent } from '../../../shared/contract/timeline.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { precisionWords, spanOf } from '../../../shared/domain/moments.ts';
import { call } from '../../client/call.ts';
import { ZONES } from '../../parts/due-text.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ExhibitPicker } from '../../ui/exhibit-picker.tsx';
import { Field } from '../../ui/saved-field.tsx';
import { showToast } from '../../ui/toaster.ts';

type Told = Omit<ManualEvent, 'id' | 'caseId' | 'createdAt'>;
const toldOf = ({ id: _id, caseId: _case, createdAt: _made, ...told }: ManualEvent): Told => told;

interface Props {
  readonly caseId: CaseId;
  /** The one that is changed; null for a new one. */
  readonly event: ManualEvent | null;
  readonly zone: string;
  readonly onClose: () => void;
}

/** An event that a person enters or changes, as exactly as its time is known. */
export function EventDialog({ caseId, event, zone, onClose }: Props) {
  const [told, setTold] = useState<Told>(
    event ? toldOf(event) : { title: '', note: '', starts: '', until: '', zone, discovered: '', exhibits: [] },
  );
  const change = (next: Partial<Told>): void => setTold((before) => ({ ...before, ...next }));
  const isZone = ZONES.includes(told.zone);
  const span = isZone ? spanOf(told.starts, told.zone) : null;
  const isTime = (text: string): boolean => text === '' || (isZone && spanOf(text, told.zone) !== null);
  const ready = told.title.trim() !== '' && span !== null && isTime(told.until) && isTime(told.discovered);
  const body = { ...told, title: told.title.trim() };
  const save = (): Promise<unknown> =>
    event ? call('event.update', { eventId: event.id, ...body }) : call('event.create', { caseId, ...body });
  const remove = async (): Promise<void> => {
    if (!event) return;
    await call('event.remove', { eventId: event.id });
    onClose();
    showToast({
      message: `Event "${event.title}" deleted.`,
      action: {
        text: 'Undo',
        onClick: () => void call('event.create', { caseId, id: event.id, ...toldOf(event) }),
      },
    });
  };
  const moment = (label: string, name: 'starts' | 'until' | 'discovered', help: string) => (
    <Field label={label} help={help} error={isTime(told[name]) ? '' : 'Not in the calendar.'}>
      {(id, describedBy) => (
        <InputGroup
          id={id}
          aria-describedby={describedBy}
          className="rt-mono"
          value={told[name]}
          intent={isTime(told[name]) ? 'none' : 'danger'}
          placeholder="2026-05-04 14:03"
          onChange={(input) => change({ [name]: input.currentTarget.value.trim().replace('T', ' ') })}
        />
      )}
    </Field>
  );
  return (
    <ConfirmDialog
      title={event ? 'Change the event' : 'Add an event'}
      confirm={event ? 'Save' : 'Add'}
      disabled={!ready}
      onClose={onClose}
      onConfirm={save}
    >
      <Field label="What happened">
        {(id) => (
          <InputGroup
            id={id}
            autoFocus
            value={told.title}
            maxLength={500}
            onChange={(input) => change({ title: input.currentTarget.value })}
          />
        )}
      </Field>
      <div className="rt-timeline-times">
        {moment(
          'Starts',
          'starts',
          span
            ? `Known ${precisionWords(span.precision)}`
            : 'As much as is known: 2026, 2026-05, 2026-05-04, with a time',
        )}
        {moment('Ends', 'until', 'Empty if it has no length')}
        {moment('Known to us since', 'discovered', 'When the investigation learned of it')}
        <Field label="Zone of these clocks" error={isZone ? '' : 'Not a time zone.'}>
          {(id) => (
            <>
              <InputGroup
                id={id}
                value={told.zone}
                list="rt-timeline-zones"
                onChange={(input) => change({ zone: input.currentTarget.value })}
              />
              <datalist id="rt-timeline-zones">
                {ZONES.map((each) => (
                  <option key={each} value={each} />
                ))}
              </datalist>
            </>
          )}
        </Field>
      </div>
      <Field label="Rests on">
        {(id) => (
          <ExhibitPicker
            id={id}
            caseId={caseId}
            value={told.exhibits}
            onChange={(next) => change({ exhibits: next })}
            placeholder="Exhibits"
          />
        )}
      </Field>
      <Field label="Note">
        {(id) => (
          <TextArea
            id={id}
            fill
            rows={3}
            value={told.note}
            onChange={(input) => change({ note: input.currentTarget.value })}
          />
        )}
      </Field>
      {event && (
        <Button variant="minimal" intent="danger" icon="trash" text="Delete this event" onClick={() => void remove()} />
      )}
    </ConfirmDialog>
  );
}
