import { Button, Callout, Dialog, DialogBody, DialogFooter, FileInput, InputGroup } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import type { Calendar } from '../../../shared/contract/requests.ts';
import { type HolidayFile, readHolidays } from '../../../shared/domain/clocks/holidays.ts';
import { MILESTONES, PRIORITIES, USUAL_GOALS } from '../../../shared/domain/clocks/request-clock.ts';
import { faultOfWeek, type Hours, OFFICE_HOURS } from '../../../shared/domain/clocks/work-calendar.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { PRIORITY } from '../../parts/case-form.tsx';
import { ZONES } from '../../parts/due-text.tsx';
import { Choice, Line } from '../../ui/form.tsx';
import { plural } from '../../ui/format.ts';
import { Changes, Field } from '../../ui/saved-field.tsx';
import { showError } from '../../ui/toaster.ts';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MOST_BYTES = 4 << 20;
const textOf = (hours: readonly Hours[]): string => hours.map(({ from, to }) => `${from}-${to}`).join(', ');
const hoursOf = (text: string): Hours[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [from = '', to = ''] = part.split(/\s*(?:-|–|to)\s*/);
      return { from, to };
    });

const NEW = {
  name: '',
  zone: OFFICE_HOURS.zone,
  week: OFFICE_HOURS.week.map(textOf),
  holidays: {} as Record<string, string>,
  goals: USUAL_GOALS as Calendar['goals'],
  source: '',
};

/** The working calendars of the vault: hours, holidays from a file, and by when each priority is answered. */
export function CalendarsDialog({ onClose }: { onClose: () => void }) {
  const { data: calendars = [] } = useRead('calendar.list', {});
  const [chosen, setChosen] = useState<string>('');
  const [draft, setDraft] = useState(NEW);
  const [file, setFile] = useState<HolidayFile | null>(null);
  const save = useWrite('calendar.save');
  const remove = useWrite('calendar.remove');
  const set = (change: Partial<typeof NEW>): void => setDraft({ ...draft, ...change });
  const choose = (id: string): void => {
    const found = calendars.find((each) => each.id === id);
    setChosen(id);
    setFile(null);
    save.reset();
    setDraft(found ? { ...found, week: found.week.map(textOf) } : NEW);
  };
  const read = async (given: File | undefined): Promise<void> => {
    if (!given) return;
    if (given.size > MOST_BYTES) return showError(new Error('A file of holidays has at most 4 MiB.'));
    const found = readHolidays(await given.text(), new Date().getUTCFullYear());
    setFile(found);
    if (Object.keys(found.holidays).length > 0) set({ holidays: found.holidays, source: given.name });
  };
  const week = draft.week.map(hoursOf);
  const fault = faultOfWeek(week);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (fault || draft.name.trim() === '') return;
    const { name, zone, holidays, goals, source } = draft;
    const id = calendars.find((each) => each.id === chosen)?.id;
    save.mutate(
      { ...(id && { id }), name, zone, week, holidays, goals, source },
      { onSuccess: (made) => setChosen(made.id) },
    );
  };
  const days = Object.entries(draft.holidays).toSorted(([a], [b]) => a.localeCompare(b));
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Working calendars"
      className="rt-queue-calendars"
      canOutsideClickClose={false}
    >
      <form onSubmit={submit}>
        <DialogBody>
          <div className="rt-column">
            <div className="rt-case-fields">
              <Choice
                label="Calendar"
                value={chosen}
                onChange={choose}
                options={[
                  { value: '', label: 'New calendar' },
                  ...calendars.map((each) => ({ value: each.id, label: each.name })),
                ]}
              />
              <Line label="Name" value={draft.name} onChange={(value) => set({ name: value })} />
              <Choice label="Zone" value={draft.zone} onChange={(value) => set({ zone: value })} options={[...ZONES]} />
            </div>
            <div className="rt-queue-week">
              {DAYS.map((day, at) => (
                <Field key={day} label={day}>
                  {(id) => (
                    <InputGroup
                      id={id}
                      placeholder="not worked"
                      value={draft.week[at] ?? ''}
                      onChange={(event) => set({ week: draft.week.with(at, event.target.value) })}
                    />
                  )}
                </Field>
              ))}
            </div>
            <p className={fault ? 'rt-danger' : 'rt-field-help'}>
              {fault ??
                'Hours as 09:00-12:00, 13:00-17:00. A night shift is 22:00-24:00, and 00:00-06:00 on the next day.'}
            </p>
            <Field label="Holidays" help="An iCalendar file, or delimited text with a column of dates">
              {() => (
                <FileInput
                  fill
                  hasSelection={draft.source !== ''}
                  text={draft.source === '' ? 'Choose a file' : `${draft.source}: ${plural(days.length, 'day')}`}
                  inputProps={{ accept: '.ics,.csv,.txt,.tsv', 'aria-label': 'File of holidays' }}
                  onInputChange={(event) => void read(event.currentTarget.files?.[0]).catch(showError)}
                />
              )}
            </Field>
            {file && (file.unread.length > 0 || file.notes.length > 0) && (
              <Callout compact intent={file.unread.length > 0 ? 'warning' : 'none'} className="rt-queue-unread">
                {file.notes.map((note) => (
                  <div key={note}>{note}</div>
                ))}
                {file.unread.map(({ line, text, why }) => (
                  <div key={line}>
                    Line {line} is not read, {why}: {text}
                  </div>
                ))}
              </Callout>
            )}
            {days.length > 0 && (
              <p className="rt-muted">
                {days
                  .slice(0, 6)
                  .map(([day, name]) => `${day} ${name}`)
                  .join(' · ')}
                {days.length > 6 && ` and ${days.length - 6} more`}
              </p>
            )}
            <table className="bp6-html-table bp6-compact" aria-label="Goals in minutes of working time">
              <thead>
                <tr>
                  <th>Goal (working minutes)</th>
                  {MILESTONES.map((each) => (
                    <th key={each}>{each}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {PRIORITIES.map((priority) => (
                  <tr key={priority}>
                    <td>{PRIORITY[priority].words}</td>
                    {MILESTONES.map((milestone) => (
                      <td key={milestone}>
                        <input
                          type="number"
                          className="bp6-input rt-short"
                          aria-label={`${PRIORITY[priority].words}, ${milestone}`}
                          min={1}
                          max={1_000_000}
                          value={draft.goals[priority][milestone]}
                          onChange={({ target: { valueAsNumber: value } }) => {
                            if (Number.isInteger(value) && value > 0)
                              set({
                                goals: { ...draft.goals, [priority]: { ...draft.goals[priority], [milestone]: value } },
                              });
                          }}
                        />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
            {save.error && (
              <p className="rt-danger" role="alert">
                {save.error.message}
              </p>
            )}
          </div>
        </DialogBody>
        <DialogFooter
          actions={
            <Changes>
              {chosen !== '' && (
                <Button
                  text="Delete"
                  onClick={() =>
                    remove.mutate({ id: chosen as Calendar['id'] }, { onSuccess: () => choose(''), onError: showError })
                  }
                />
              )}
              <Button text="Close" onClick={onClose} />
              <Button
                type="submit"
                intent="primary"
                text="Save"
                loading={save.isPending}
                disabled={fault !== null || draft.name.trim() === ''}
              />
            </Changes>
          }
        />
      </form>
    </Dialog>
  );
}
