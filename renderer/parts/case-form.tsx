import { Button, Dialog, DialogBody, DialogFooter, HTMLSelect, InputGroup, TextArea } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import { type Case, Tlp } from '../../shared/contract/cases.ts';
import { TLP } from '../../shared/domain/tlp.ts';
import { useRead, useWrite } from '../client/hooks.ts';
import { Field } from '../ui/saved-field.tsx';
import { submitOnModEnter } from '../ui/submit-keys.ts';
import { instantOf, wallOf, ZONES } from './due-text.tsx';

export const PRIORITY: Record<Case['priority'], { words: string; rank: number }> = {
  critical: { words: 'Critical', rank: 0 },
  high: { words: 'High', rank: 1 },
  normal: { words: 'Normal', rank: 2 },
  low: { words: 'Low', rank: 3 },
};
export const STATUS: Record<Case['status'], string> = { open: 'Open', 'on-hold': 'On hold', closed: 'Closed' };

const NEW = {
  title: '',
  codename: '',
  tlp: 'AMBER+STRICT' as Tlp,
  requester: '',
  team: '',
  priority: 'normal' as Case['priority'],
  status: 'open' as Case['status'],
  dueZone: 'America/Los_Angeles',
  background: '',
};
type Draft = typeof NEW & { due: string };

function draftOf(given: Case | null): Draft {
  if (!given) return { ...NEW, due: '' };
  const { title, codename, tlp, requester, team, priority, status, dueZone, background, dueAt } = given;
  const due = dueAt ? wallOf(dueAt, dueZone) : '';
  return { title, codename, tlp, requester, team, priority, status, dueZone, background, due };
}

interface Props {
  /** null makes a new case. */
  readonly of: Case | null;
  readonly onClose: () => void;
  readonly onSaved?: (saved: Case) => void;
}

export function CaseForm({ of, onClose, onSaved }: Props) {
  const [draft, setDraft] = useState(() => draftOf(of));
  const [typology, setTypology] = useState('');
  const { data: typologies = [] } = useRead('typology.list', {}, { enabled: of === null });
  const create = useWrite('case.create');
  const update = useWrite('case.update');
  const saving = create.isPending || update.isPending;
  const problem = (create.error ?? update.error)?.message;
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change });

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { due, status, ...fields } = draft;
    const input = { ...fields, dueAt: due ? instantOf(due, draft.dueZone) : null };
    const done = {
      onSuccess: (saved: Case) => {
        onSaved?.(saved);
        onClose();
      },
    };
    if (of) update.mutate({ caseId: of.id, status, ...input }, done);
    else create.mutate({ ...input, ...(typology !== '' && { typology }) }, done);
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={of ? 'Edit the case' : 'New case'}
      className="rt-case-form"
      canOutsideClickClose={false}
    >
      <form onSubmit={submit} onKeyDown={submitOnModEnter}>
        <DialogBody>
          <div className="rt-case-fields">
            <Field label="Title" className="rt-wide">
              {(id) => (
                <InputGroup
                  id={id}
                  autoFocus
                  required
                  maxLength={500}
                  value={draft.title}
                  onChange={(event) => set({ title: event.target.value })}
                />
              )}
            </Field>
            <Field label="Codename">
              {(id) => (
                <InputGroup
                  id={id}
                  maxLength={500}
                  value={draft.codename}
                  onChange={(event) => set({ codename: event.target.value })}
                />
              )}
            </Field>
            <Field label="Classification (TLP 2.0)" help={TLP[draft.tlp].audience} className="rt-wide">
              {(id, describedBy) => (
                <HTMLSelect
                  id={id}
                  aria-describedby={describedBy}
                  fill
                  value={draft.tlp}
                  onChange={(event) => set({ tlp: event.target.value as Tlp })}
                  options={Tlp.options.map((value) => ({ value, label: TLP[value].label }))}
                />
              )}
            </Field>
            <Field label="Priority">
              {(id) => (
                <HTMLSelect
                  id={id}
                  fill
                  value={draft.priority}
                  onChange={(event) => set({ priority: event.target.value as Case['priority'] })}
                  options={Object.entries(PRIORITY).map(([value, { words }]) => ({ value, label: words }))}
                />
              )}
            </Field>
            <Field label="Requester">
              {(id) => (
                <InputGroup
                  id={id}
                  maxLength={500}
                  value={draft.requester}
                  onChange={(event) => set({ requester: event.target.value })}
                />
              )}
            </Field>
            <Field label="Team">
              {(id) => (
                <InputGroup
                  id={id}
                  maxLength={500}
                  value={draft.team}
                  onChange={(event) => set({ team: event.target.value })}
                />
              )}
            </Field>
            <Field label="Status">
              {(id) => (
                <HTMLSelect
                  id={id}
                  fill
                  disabled={of === null}
                  value={draft.status}
                  onChange={(event) => set({ status: event.target.value as Case['status'] })}
                  options={Object.entries(STATUS).map(([value, label]) => ({ value, label }))}
                />
              )}
            </Field>
            <Field label="Due">
              {(id) => (
                <input
                  id={id}
                  type="datetime-local"
                  className="bp6-input bp6-fill"
                  value={draft.due}
                  max="9999-12-31T23:59"
                  onChange={(event) => set({ due: event.target.value })}
                />
              )}
            </Field>
            <Field label="Zone of the due date" className="rt-wide">
              {(id) => (
                <HTMLSelect
                  id={id}
                  fill
                  value={draft.dueZone}
                  onChange={(event) => set({ dueZone: event.target.value })}
                  options={ZONES.includes(draft.dueZone) ? [...ZONES] : [draft.dueZone, ...ZONES]}
                />
              )}
            </Field>
            {of === null && (
              <Field label="Checklist of a typology" className="rt-wide">
                {(id) => (
                  <HTMLSelect
                    id={id}
                    fill
                    value={typology}
                    onChange={(event) => setTypology(event.target.value)}
                    options={[
                      { value: '', label: 'None' },
                      ...typologies.map((each) => ({ value: each.typology.id, label: each.typology.name })),
                    ]}
                  />
                )}
              </Field>
            )}
            <Field label="Background: what was asked, by what authority" className="rt-whole">
              {(id) => (
                <TextArea
                  id={id}
                  fill
                  rows={5}
                  maxLength={100_000}
                  value={draft.background}
                  onChange={(event) => set({ background: event.target.value })}
                />
              )}
            </Field>
          </div>
          {problem && (
            <p className="rt-danger" role="alert">
              {problem}
            </p>
          )}
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <Button text="Cancel" onClick={onClose} />
              <Button
                type="submit"
                intent="primary"
                text={of ? 'Save' : 'Create the case'}
                loading={saving}
                disabled={draft.title.trim() === ''}
              />
            </>
          }
        />
      </form>
    </Dialog>
  );
}
