import { Button, ButtonGroup, Callout } from '@blueprintjs/core';
import { useId } from 'react';
import type { Link } from '../../../shared/contract/entities.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { LINK_TYPES } from '../../../shared/domain/entities.ts';
import { ExhibitPicker } from '../../ui/exhibit-picker.tsx';
import { Field } from '../../ui/field.tsx';
import type { Names } from './names.ts';
import { SavedLine, SavedText } from './saved-field.tsx';
import type { Step } from './steps.ts';

interface Props {
  readonly link: Link;
  readonly caseId: CaseId;
  readonly names: Names;
  /** Just drawn: its type is what comes next. */
  readonly fresh: boolean;
  /** Types in use on the board, offered before the usual ones. */
  readonly types: readonly string[];
  readonly onStep: (step: Step) => void;
}

type Change = Partial<Pick<Link, 'type' | 'label' | 'direction' | 'note' | 'exhibits'>>;

const DIRECTIONS: readonly {
  value: Link['direction'];
  label: string;
  icon: 'minus' | 'arrow-right' | 'arrows-horizontal';
}[] = [
  { value: 'forward', label: 'One way', icon: 'arrow-right' },
  { value: 'both', label: 'Both', icon: 'arrows-horizontal' },
  { value: 'none', label: 'None', icon: 'minus' },
];

export function LinkForm({ link, caseId, names, fresh, types, onStep }: Props) {
  const { id } = link;
  const list = useId();
  const change = (step: string, fields: Change): void => onStep({ step, ops: [{ op: 'link.update', id, ...fields }] });
  return (
    <div className="rt-column">
      <p className="rt-break">
        {names.of(link.from.id)}{' '}
        <span className="rt-muted">{link.direction === 'both' ? '↔' : link.direction === 'none' ? '—' : '→'}</span>{' '}
        {names.of(link.to.id)}
      </p>
      <Field label="Type">
        {(field) => (
          <SavedLine
            id={field}
            required
            list={list}
            autoFocus={fresh}
            value={link.type}
            onSave={(type) => change(`Link type: ${type}`.slice(0, 200), { type })}
          />
        )}
      </Field>
      <datalist id={list}>
        {[...new Set([...types, ...LINK_TYPES])].map((type) => (
          <option key={type} value={type} />
        ))}
      </datalist>
      <Field label="Label" help="Shown under the type: an amount, a date, a count.">
        {(field, note) => (
          <SavedLine
            id={field}
            value={link.label}
            describedBy={note}
            onSave={(label) => change('Label a link', { label })}
          />
        )}
      </Field>
      <fieldset className="rt-board-choice">
        <legend>Direction</legend>
        <ButtonGroup fill>
          {DIRECTIONS.map(({ value, label, icon }) => (
            <Button
              key={value}
              icon={icon}
              size="small"
              text={label}
              active={link.direction === value}
              aria-pressed={link.direction === value}
              onClick={() => change('Change a direction', { direction: value })}
            />
          ))}
        </ButtonGroup>
        <Button
          icon="swap-horizontal"
          size="small"
          variant="minimal"
          text="Turn around"
          onClick={() => onStep(turned(link))}
        />
      </fieldset>
      <Field label="Supported by">
        {(field) => (
          <ExhibitPicker
            id={field}
            caseId={caseId}
            value={link.exhibits}
            onChange={(exhibits) => change('Change the support of a link', { exhibits })}
          />
        )}
      </Field>
      {link.exhibits.length === 0 && (
        <Callout compact intent="warning" icon="warning-sign">
          No exhibit supports this link; it is drawn dashed.
        </Callout>
      )}
      <Field label="Note">
        {(field) => <SavedText id={field} value={link.note} onSave={(note) => change('Edit a note', { note })} />}
      </Field>
    </div>
  );
}

/** Ends are fixed in a link: turning one around is taking it away and drawing it the other way, under a new id. */
function turned(link: Link): Step {
  const id = crypto.randomUUID() as Link['id'];
  return {
    step: 'Turn a link around',
    ops: [
      { op: 'link.remove', id: link.id },
      { op: 'link.create', link: { ...link, id, from: link.to, to: link.from } },
    ],
  };
}
