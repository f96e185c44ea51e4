import { Button, Dialog, DialogBody, NumericInput } from '@blueprintjs/core';
import { type FormEvent, useState } from 'react';
import type { RetentionRule } from '../../../shared/contract/retention.ts';
import { ruleWords } from '../../../shared/domain/retention-rules.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { Choice, FormFooter, Line } from '../../ui/form.tsx';
import { Field } from '../../ui/saved-field.tsx';
import { showError } from '../../ui/toaster.ts';

const MOST_MONTHS = 1200;

/** How long cases of a typology or a team are kept where nobody sets a day. */
export function RulesDialog({ onClose }: { onClose: () => void }) {
  const { data: rules = [] } = useRead('retention.rules', {});
  const { data: typologies = [] } = useRead('typology.list', {});
  const [typology, setTypology] = useState('');
  const [team, setTeam] = useState('');
  const [months, setMonths] = useState(60);
  const [countedFrom, setCountedFrom] = useState<RetentionRule['countedFrom']>('closed');
  const [basis, setBasis] = useState('');
  const save = useWrite('retention.saveRule');
  const remove = useWrite('retention.removeRule');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate({ typology, team, months, countedFrom, basis }, { onSuccess: () => setBasis('') });
  };
  return (
    <Dialog isOpen onClose={onClose} title="Retention rules" className="rt-queue-rules" canOutsideClickClose={false}>
      <form onSubmit={submit}>
        <DialogBody>
          <div className="rt-column">
            <p>
              A case that has no day of its own is kept as the rule says that fits it best: of its typology and team, of
              its typology, of its team, of all. It gets its day when it is closed. Nothing goes by itself.
            </p>
            <ul className="rt-list" aria-label="Rules">
              {rules.map((rule) => (
                <li key={rule.id} className="rt-line">
                  <span className="rt-grow">
                    {ruleWords(rule)} <span className="rt-muted">· {rule.basis}</span>
                  </span>
                  <Button
                    size="small"
                    variant="minimal"
                    text="Remove"
                    aria-label={`Remove: ${ruleWords(rule)}`}
                    onClick={() => remove.mutate({ id: rule.id }, { onError: showError })}
                  />
                </li>
              ))}
              {rules.length === 0 && <li className="rt-line rt-muted">No rule yet.</li>}
            </ul>
            <div className="rt-case-fields">
              <Choice
                label="Typology"
                value={typology}
                onChange={setTypology}
                options={[
                  { value: '', label: 'Any' },
                  ...typologies.map(({ typology: { name } }) => ({ value: name, label: name })),
                ]}
              />
              <Line label="Team" placeholder="Any" value={team} onChange={setTeam} />
              <Field label="Months">
                {(id) => (
                  <NumericInput
                    id={id}
                    fill
                    buttonPosition="none"
                    min={1}
                    max={MOST_MONTHS}
                    clampValueOnBlur
                    value={months}
                    onValueChange={(value) => Number.isInteger(value) && setMonths(value)}
                  />
                )}
              </Field>
              <Choice
                label="Counted from"
                value={countedFrom}
                onChange={setCountedFrom}
                options={[
                  { value: 'closed', label: 'Closing' },
                  { value: 'opened', label: 'Opening' },
                ]}
              />
              <Line
                label="Basis"
                className="rt-wide"
                help="The rule or agreement that the time comes from"
                value={basis}
                onChange={setBasis}
              />
            </div>
            {save.error && (
              <p className="rt-danger" role="alert">
                {save.error.message}
              </p>
            )}
          </div>
        </DialogBody>
        <FormFooter
          submit="Save the rule"
          busy={save.isPending}
          disabled={basis.trim() === '' || months < 1}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}
