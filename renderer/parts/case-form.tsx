import { Dialog, DialogBody, TextArea } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import { type Case, Tlp } from '../../shared/contract/cases.ts';
import { TLP } from '../../shared/domain/tlp.ts';
import { useRead, useWrite } from '../client/hooks.ts';
import { Choice, FormFooter, Line } from '../ui/form.tsx';
import { Field } from '../ui/saved-field.tsx';
import { submitOnModEnter } from '../ui/submit-keys.ts';
import { DespiteHold, useHeld } from './despite-hold.tsx';
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
  /** Opens with the status set to closed. */
  readonly closes?: boolean;
  readonly onClose: () => void;
  readonly onSaved?: (saved: Case) => void;
}

export function CaseForm({ of, closes = false, onClose, onSaved }: Props) {
  const [draft, setDraft] = useState(() => ({ ...draftOf(of), ...(closes && { status: 'closed' as const }) }));
  const [despiteHold, setDespiteHold] = useState(false);
  const asksOfHold = useHeld(of?.id) && draft.status === 'closed' && of?.status !== 'closed';
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
    if (of) update.mutate({ caseId: of.id, status, ...(asksOfHold && { despiteHold }), ...input }, done);
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
            <Line
              label="Title"
              className="rt-wide"
              autoFocus
              required
              value={draft.title}
              onChange={(value) => set({ title: value })}
            />
            <Line label="Codename" value={draft.codename} onChange={(value) => set({ codename: value })} />
            <Choice
              label="Classification (TLP 2.0)"
              help={TLP[draft.tlp].audience}
              className="rt-wide"
              value={draft.tlp}
              onChange={(value) => set({ tlp: value })}
              options={Tlp.options.map((value) => ({ value, label: TLP[value].label }))}
            />
            <Choice
              label="Priority"
              value={draft.priority}
              onChange={(value) => set({ priority: value as Case['priority'] })}
              options={Object.entries(PRIORITY).map(([value, { words }]) => ({ value, label: words }))}
            />
            <Line label="Requester" value={draft.requester} onChange={(value) => set({ requester: value })} />
            <Line label="Team" value={draft.team} onChange={(value) => set({ team: value })} />
            <Choice
              label="Status"
              disabled={of === null}
              value={draft.status}
              onChange={(value) => set({ status: value as Case['status'] })}
              options={Object.entries(STATUS).map(([value, label]) => ({ value, label }))}
            />
            {of && asksOfHold && <DespiteHold caseId={of.id} checked={despiteHold} onChange={setDespiteHold} />}
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
            <Choice
              label="Zone of the due date"
              className="rt-wide"
              value={draft.dueZone}
              onChange={(value) => set({ dueZone: value })}
              options={ZONES.includes(draft.dueZone) ? [...ZONES] : [draft.dueZone, ...ZONES]}
            />
            {of === null && (
              <Choice
                label="Checklist of a typology"
                className="rt-wide"
                value={typology}
                onChange={setTypology}
                options={[
                  { value: '', label: 'None' },
                  ...typologies.map((each) => ({ value: each.typology.id, label: each.typology.name })),
                ]}
              />
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
        <FormFooter
          submit={of ? 'Save' : 'Create the case'}
          busy={saving}
          disabled={draft.title.trim() === '' || (asksOfHold && !despiteHold)}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}
