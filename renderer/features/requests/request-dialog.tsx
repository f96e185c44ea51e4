import './requests.css';
import { Button, Callout, Dialog, DialogBody, FileInput, HTMLSelect, TextArea } from '@blueprintjs/core';
import { type FormEvent, useDeferredValue, useMemo, useState } from 'react';
import { type Case, Tlp } from '../../../shared/contract/cases.ts';
import type { Request } from '../../../shared/contract/requests.ts';
import type { CalendarId, CaseId } from '../../../shared/contract/values.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { readNeededBy } from '../../../shared/domain/requests/needed-by.ts';
import { fitted, type PastedRequest, readPasted } from '../../../shared/domain/requests/pasted.ts';
import { priorityOf } from '../../../shared/domain/requests/priority.ts';
import { TLP } from '../../../shared/domain/tlp.ts';
import { offsetOf } from '../../../shared/domain/zones.ts';
import { host, runJob } from '../../client/call.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { PRIORITY } from '../../parts/case-form.tsx';
import { instantOf, ZONES } from '../../parts/due-text.tsx';
import { Choice, FormFooter, Line } from '../../ui/form.tsx';
import { plural } from '../../ui/format.ts';
import { Field } from '../../ui/saved-field.tsx';
import { submitOnModEnter } from '../../ui/submit-keys.ts';
import { messageOf, showToast } from '../../ui/toaster.ts';
import { SeenLook } from './seen-look.tsx';

const PACIFIC = 'America/Los_Angeles';
const NEW = {
  text: '',
  requester: null as string | null,
  team: null as string | null,
  channel: null as string | null,
  subject: null as string | null,
  why: '',
  legalBasis: '',
  needed: '',
  zone: PACIFIC,
  sensitivity: 'AMBER+STRICT' as Tlp,
  priority: '' as '' | Case['priority'],
  priorityReason: '',
  questions: null as string | null,
  calendarId: '',
  to: '',
  reason: '',
  title: '',
};

interface Props {
  /** The open case; a request may join it. */
  readonly caseId: CaseId | null;
  readonly onClose: () => void;
  readonly onMade: (request: Request) => void;
}

/** What the date of an e-mail says against the zone that is chosen; undefined where they agree. */
function clockOfText({ receivedAt, offset }: PastedRequest, zone: string): string | undefined {
  if (receivedAt === null || offset === null) return undefined;
  const own = offsetOf(Date.parse(receivedAt), zone) / 60_000;
  return own === offset
    ? undefined
    : `The e-mail was written at ${utcOffset(offset)}; clocks of ${zone} were at ${utcOffset(own)} then.`;
}
/** "UTC+02:00" */
const utcOffset = (minutes: number): string =>
  `UTC${minutes < 0 ? '−' : '+'}${[Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60].map((part) => String(part).padStart(2, '0')).join(':')}`;

/** A request in one form, or from a pasted e-mail: what the text says is filled in, and can be changed. */
export function RequestDialog({ caseId, onClose, onMade }: Props) {
  const [draft, setDraft] = useState({ ...NEW, to: caseId ?? '' });
  const [files, setFiles] = useState<readonly File[]>([]);
  const [openedAt] = useState(Date.now());
  const { data: cases = [] } = useRead('case.list', {});
  const { data: calendars = [] } = useRead('calendar.list', {});
  const create = useWrite('request.create');
  const [busy, setBusy] = useState(false);
  const text = useDeferredValue(draft.text);
  const read = useMemo(() => readPasted(text), [text]);
  const set = (change: Partial<typeof NEW>): void => setDraft({ ...draft, ...change });
  const neededBy = draft.needed ? instantOf(draft.needed, draft.zone) : null;
  const said = read.deadlines.map((words) => ({
    words,
    meant: readNeededBy(words, read.receivedAt ? Date.parse(read.receivedAt) : openedAt, draft.zone),
  }));
  const proposed = said.flatMap(({ meant }) => (typeof meant === 'string' ? [] : meant));
  const quoted = said.map(
    ({ words, meant }) => `“${words}”${typeof meant === 'string' ? ` (not read: ${meant})` : ''}`,
  );
  const subject = draft.subject ?? fitted(read.subject, 500);
  const team = draft.team ?? read.team;
  const questions = draft.questions ?? read.questions.join('\n');
  const ruled = priorityOf({
    text: `${draft.subject ?? read.subject}\n${read.body}`,
    team,
    legalBasis: draft.legalBasis,
    receivedAt: read.receivedAt ? Date.parse(read.receivedAt) : openedAt,
    neededBy: neededBy === null ? null : Date.parse(neededBy),
  });
  const otherClock = clockOfText(read, draft.zone);
  const isOwn = draft.priority !== '' && draft.priority !== ruled.priority;
  const joins = draft.to !== '';
  const missing =
    // What is shown may still be of an earlier text.
    text !== draft.text ||
    subject.trim() === '' ||
    (isOwn && draft.priorityReason.trim() === '') ||
    (joins && draft.reason.trim() === '');

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (missing || busy) return;
    setBusy(true);
    try {
      const made = await create.mutateAsync({
        to: joins
          ? { caseId: draft.to as CaseId, reason: draft.reason }
          : { newCase: { title: draft.title.trim() || subject, tlp: draft.sensitivity } },
        text: draft.text,
        subject,
        ...(draft.requester !== null && { requester: draft.requester }),
        ...(draft.channel !== null && { channel: draft.channel }),
        ...{
          team,
          why: draft.why,
          legalBasis: draft.legalBasis,
          sensitivity: draft.sensitivity,
          neededBy,
          zone: draft.zone,
        },
        ...(isOwn && { priority: draft.priority as Case['priority'], priorityReason: draft.priorityReason }),
        calendarId: draft.calendarId === '' ? null : (draft.calendarId as CalendarId),
        questions: questions
          .split('\n')
          .map((line) => fitted(line.trim(), 500))
          .filter((line) => line !== ''),
      });
      await attach(made, files);
      onMade(made);
      onClose();
    } catch {
      setBusy(false); // what went wrong is told below
    }
  };
  const line = (
    key: 'requester' | 'team' | 'channel' | 'subject' | 'legalBasis' | 'why',
    label: string,
    shown = '',
    wide = false,
  ) => (
    <Line
      label={label}
      className={wide ? 'rt-wide' : ''}
      value={draft[key] ?? shown}
      onChange={(value) => set({ [key]: value })}
    />
  );

  return (
    <Dialog isOpen onClose={onClose} title="New request" className="rt-request-form" canOutsideClickClose={false}>
      <form onSubmit={(event) => void submit(event)} onKeyDown={submitOnModEnter}>
        <DialogBody>
          <div className="rt-case-fields">
            <Field
              label="Paste the e-mail or message"
              className="rt-whole"
              help={
                draft.text === ''
                  ? 'Headers, questions and indicators are read from it. It is kept as an exhibit, byte for byte.'
                  : `Read as ${read.kind === 'e-mail' ? 'an e-mail' : 'a message'} with ${plural(read.questions.length, 'question')}${read.receivedAt ? '' : read.dateText ? `; its date "${read.dateText}" names no zone, so that it counts as received now` : ''}.`
              }
            >
              {(id, describedBy) => (
                <TextArea
                  id={id}
                  aria-describedby={describedBy}
                  autoFocus
                  fill
                  rows={6}
                  value={draft.text}
                  onChange={(event) => set({ text: event.target.value })}
                />
              )}
            </Field>
            {draft.text.trim() !== '' && (
              <div className="rt-whole">
                <SeenLook key={text} caseId={caseId} text={text} />
              </div>
            )}
            {line('subject', 'Subject', read.subject, true)}
            {line('channel', 'Channel', read.kind === 'e-mail' ? 'e-mail' : '')}
            {line('requester', 'Requester', read.requester, true)}
            {line('team', 'Team', read.team)}
            {line('why', 'What the answer is for', '', true)}
            {line('legalBasis', 'Legal basis')}
            <Choice
              label="Sensitivity (TLP 2.0)"
              value={draft.sensitivity}
              onChange={(value) => set({ sensitivity: value })}
              options={Tlp.options.map((value) => ({ value, label: TLP[value].label }))}
            />
            <Field label="Needed by" help={quoted.length > 0 ? `The text says: ${quoted.join('; ')}` : undefined}>
              {(id, describedBy) => (
                <input
                  id={id}
                  aria-describedby={describedBy}
                  type="datetime-local"
                  className="bp6-input bp6-fill"
                  max="9999-12-31T23:59"
                  value={draft.needed}
                  onChange={(event) => set({ needed: event.target.value })}
                />
              )}
            </Field>
            {proposed.length > 0 && (
              <div className="rt-whole rt-row rt-row-wrap">
                {proposed.map(({ words, wall, zone, assumed }) => (
                  <Button
                    key={words}
                    size="small"
                    icon={draft.needed === wall && draft.zone === zone ? 'tick' : 'time'}
                    active={draft.needed === wall && draft.zone === zone}
                    text={`“${words}” is ${wall.replace('T', ' ')}, ${zone}${assumed.length > 0 ? ` (taken: ${assumed.join('; ')})` : ''}`}
                    title="Use it as the time by which the answer is needed"
                    onClick={() => set({ needed: wall, zone })}
                  />
                ))}
              </div>
            )}
            <Field label="Zone of the requester" className="rt-wide" help={otherClock}>
              {(id, describedBy) => (
                <div className="rt-row">
                  <HTMLSelect
                    id={id}
                    aria-describedby={describedBy}
                    fill
                    value={draft.zone}
                    onChange={(event) => set({ zone: event.target.value })}
                    options={[...ZONES]}
                  />
                  <Button text="Pacific" active={draft.zone === PACIFIC} onClick={() => set({ zone: PACIFIC })} />
                </div>
              )}
            </Field>
            <Choice
              label="Priority"
              help={`By the rule ${PRIORITY[ruled.priority].words.toLowerCase()}: ${ruled.because}`}
              value={draft.priority}
              onChange={(value) => set({ priority: value as Case['priority'] | '' })}
              options={[
                { value: '', label: `${PRIORITY[ruled.priority].words} (rule)` },
                ...Object.entries(PRIORITY).map(([value, { words }]) => ({ value, label: words })),
              ]}
            />
            {isOwn && (
              <Line
                label="Why not by the rule"
                className="rt-wide"
                value={draft.priorityReason}
                onChange={(value) => set({ priorityReason: value })}
              />
            )}
            <Choice
              label="Working calendar"
              className={isOwn ? '' : 'rt-wide'}
              value={draft.calendarId}
              onChange={(value) => set({ calendarId: value })}
              options={[
                { value: '', label: `Monday to Friday, 9 to 17, ${draft.zone}` },
                ...calendars.map(({ id: value, name }) => ({ value, label: name })),
              ]}
            />
            <Field
              label="Questions, one a line"
              className="rt-whole"
              help="One subject each: every line becomes a question of its own"
            >
              {(id, describedBy) => (
                <TextArea
                  id={id}
                  aria-describedby={describedBy}
                  fill
                  rows={3}
                  value={questions}
                  onChange={(event) => set({ questions: event.target.value })}
                />
              )}
            </Field>
            <Choice
              label="Becomes"
              value={draft.to}
              onChange={(value) => set({ to: value })}
              options={[
                { value: '', label: 'A new case' },
                ...cases.map((each) => ({
                  value: each.id,
                  label: `Joins ${caseLabel(each.number)} ${each.title}`,
                })),
              ]}
            />
            <Line
              label={joins ? 'Why it joins that case' : 'Title of the new case'}
              className="rt-wide"
              placeholder={joins ? '' : subject}
              value={joins ? draft.reason : draft.title}
              onChange={(value) => set(joins ? { reason: value } : { title: value })}
            />
            <Field label="Attachments" className="rt-whole" help="Each becomes an exhibit">
              {() => (
                <FileInput
                  fill
                  hasSelection={files.length > 0}
                  text={files.length === 0 ? 'Choose files' : files.map(({ name }) => name).join(', ')}
                  inputProps={{ multiple: true, 'aria-label': 'Attachments' }}
                  onInputChange={(event) => setFiles([...(event.currentTarget.files ?? [])])}
                />
              )}
            </Field>
          </div>
          {create.error && (
            <Callout compact intent="danger" role="alert">
              {create.error.message}
            </Callout>
          )}
        </DialogBody>
        <FormFooter
          submit={joins ? 'Add to the case' : 'Create the case'}
          busy={busy}
          disabled={missing}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

/** Attachments become exhibits of the case, one after the other; one that fails is told and leaves the request as it is. */
async function attach({ caseId, number, requester }: Request, files: readonly File[]): Promise<void> {
  for (const file of files) {
    try {
      const { ticket, send } = await host().admit(file);
      const imported = runJob('evidence.import', { caseId, ticket, how: `attached to R-${number}`, source: requester });
      await Promise.all([imported, send()]);
    } catch (error) {
      showToast({ message: `${file.name} could not be imported. ${messageOf(error)}`, intent: 'danger' });
    }
  }
}
