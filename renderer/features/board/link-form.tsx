import { Button, ButtonGroup, Callout, HTMLSelect, InputGroup, Radio, RadioGroup } from '@blueprintjs/core';
import { useId, useState } from 'react';
import type { Link, Subject } from '../../../shared/contract/entities.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { LINK_TYPES } from '../../../shared/domain/entities.ts';
import { ActionButton } from '../../state/action-button.tsx';
import type { Action } from '../../state/actions.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ExhibitPicker } from '../../ui/exhibit-picker.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { Field, SavedLine, SavedText } from '../../ui/saved-field.tsx';
import { RowsBehind } from './rows-behind.tsx';
import type { Names } from './selection.ts';
import { DEFAULT_LINK_TYPE, type LinkShape, type Pair, pairsOf, type Step } from './steps.ts';
import type { Board } from './use-board.ts';

interface Props {
  readonly link: Link;
  readonly caseId: CaseId;
  readonly names: Names;
  /** Just drawn: its type is what comes next. */
  readonly fresh: boolean;
  /** Types in use on the board, offered before the usual ones. */
  readonly types: readonly string[];
  /** What the link drawn before it rests on: offered, never taken by itself. */
  readonly before: Link['exhibits'];
  readonly reverse: Action;
  readonly onStep: (step: Step) => void;
  readonly text: Board['text'];
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

export function LinkForm({ link, caseId, names, fresh, types, before, reverse, onStep, text }: Props) {
  const { id } = link;
  const list = useId();
  const stepOf = (step: string, fields: Change): Step => ({ step, ops: [{ op: 'link.update', id, ...fields }] });
  const change = (step: string, fields: Change): void => onStep(stepOf(step, fields));
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
            {...text(`${id} type`, (type) => stepOf(`Link type: ${type}`.slice(0, 200), { type }))}
          />
        )}
      </Field>
      <TypeOptions id={list} types={types} />
      <Field label="Label" help="Shown under the type: an amount, a date, a count.">
        {(field, note) => (
          <SavedLine
            id={field}
            value={link.label}
            describedBy={note}
            {...text(`${id} label`, (label) => stepOf('Label a link', { label }))}
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
        <ActionButton action={reverse} text={reverse.label} size="small" variant="minimal" />
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
      <RowsBehind caseId={caseId} rows={link.rows} facts={link.facts} />
      {link.exhibits.length === 0 && (
        <Callout compact intent="warning" icon="warning-sign">
          No exhibit supports this link; it is drawn dashed.
          {before.length > 0 && (
            <Button
              size="small"
              text={`Supported by ${before.length === 1 ? 'the exhibit' : `the ${before.length} exhibits`} of the link before`}
              onClick={() => change('Change the support of a link', { exhibits: [...before] })}
            />
          )}
        </Callout>
      )}
      <Field label="Note">
        {(field) => (
          <SavedText id={field} value={link.note} {...text(`${id} note`, (note) => stepOf('Edit a note', { note }))} />
        )}
      </Field>
    </div>
  );
}

interface ManyProps {
  readonly subjects: readonly Subject[];
  readonly names: Names;
  readonly types: readonly string[];
  readonly onLink: (pairs: readonly Pair[], type: string) => void;
  readonly onClose: () => void;
}
const MOST_LINKS = 2000; // drawn at once: more are not looked at, but searched
const SHAPES: readonly { value: LinkShape; label: string }[] = [
  { value: 'one', label: 'All others to one' },
  { value: 'each', label: 'Each to each' },
  { value: 'chain', label: 'A chain, in the order of selection' },
];

/** Three items or more can be linked in several ways, each of which says something else. */
export function LinkMany({ subjects, names, types, onLink, onClose }: ManyProps) {
  const [shape, setShape] = useState<LinkShape>('one');
  const [hub, setHub] = useState(subjects[0]?.id);
  const [type, setType] = useState(DEFAULT_LINK_TYPE);
  const list = useId();
  const pairs = pairsOf(subjects, shape, hub);
  const counts = SHAPES.map(({ value }) => pairsOf(subjects, value, hub).length);
  return (
    <ConfirmDialog
      title={`Link ${plural(subjects.length, 'item')}`}
      confirm={`Draw ${plural(pairs.length, 'link')}`}
      disabled={type.trim() === '' || pairs.length > MOST_LINKS}
      onClose={onClose}
      onConfirm={async () => onLink(pairs, type)}
    >
      <RadioGroup
        label="How"
        selectedValue={shape}
        onChange={(event) => setShape(event.currentTarget.value as LinkShape)}
      >
        {SHAPES.map(({ value, label }, index) => (
          <Radio key={value} value={value} label={`${label}: ${plural(counts[index] ?? 0, 'link')}`} />
        ))}
      </RadioGroup>
      {shape === 'one' && (
        <Field label="Linked to">
          {(id) => (
            <HTMLSelect
              id={id}
              fill
              value={hub ?? ''}
              options={subjects.map((each) => ({ value: each.id, label: names.of(each.id) }))}
              onChange={(event) => setHub(subjects.find((each) => each.id === event.currentTarget.value)?.id)}
            />
          )}
        </Field>
      )}
      <Field label="Type">
        {(id) => <InputGroup id={id} list={list} maxLength={500} value={type} onValueChange={setType} />}
      </Field>
      <TypeOptions id={list} types={types} />
      <p className="rt-muted">
        {pairs.length > MOST_LINKS
          ? `At most ${formatCount(MOST_LINKS)} links are drawn at a time.`
          : 'No exhibit supports a new link until one is chosen for it; it is drawn dashed.'}
      </p>
    </ConfirmDialog>
  );
}

/** Types in use on the board, before the usual ones. */
const TypeOptions = ({ id, types }: { id: string; types: readonly string[] }) => (
  <datalist id={id}>
    {[...new Set([...types, ...LINK_TYPES])].map((type) => (
      <option key={type} value={type} />
    ))}
  </datalist>
);
