import { Button, InputGroup } from '@blueprintjs/core';
import { useEffect, useRef } from 'react';
import type { CopyStep } from '../../../shared/contract/copies.ts';
import type { Size } from '../../../shared/domain/board-layout.ts';
import { stepsProblem, stepWords } from '../../../shared/domain/copy-steps.ts';
import { Field } from '../../ui/saved-field.tsx';
import type { Act, Edit } from './edit.ts';

/** What of a step is a number: its name in the step, what it is called, and its bounds. */
const NUMBERS: readonly (readonly [name: string, label: string, least: number, most: number])[] = [
  ['x', 'Left', 0, 100_000],
  ['y', 'Top', 0, 100_000],
  ['width', 'Width', 1, 100_000],
  ['height', 'Height', 1, 100_000],
  ['fromX', 'From left', 0, 100_000],
  ['fromY', 'From top', 0, 100_000],
  ['toX', 'To left', 0, 100_000],
  ['toY', 'To top', 0, 100_000],
  ['stroke', 'Line', 1, 200],
  ['size', 'Size', 6, 2000],
];

interface Props {
  readonly step: CopyStep;
  readonly index: number;
  readonly size: Size;
  readonly act: (act: Act) => void;
}

/** The selected step by its numbers and words: the exact way, and the way of the keyboard. */
export function StepFields({ step, index, size, act }: Props) {
  const words = useRef<HTMLInputElement>(null);
  const written = 'text' in step;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each step that comes up
  useEffect(() => {
    if (step.kind === 'text' && step.text === 'Text') words.current?.select(); // new: what it says is typed over it
  }, [index]);
  const change = (name: string, value: number | string): void => {
    const next = { ...step, [name]: value } as CopyStep;
    if (!stepsProblem([next, WITNESS], size)) act({ do: 'change', index, step: next, run: `${name} ${index}` });
  };
  return (
    <div className="rt-copy-fields">
      {written && (
        <Field label="Text" className="rt-whole">
          {(id) => (
            <InputGroup
              id={id}
              inputRef={words}
              size="small"
              maxLength={step.kind === 'marker' ? 3 : 200}
              value={step.text}
              onChange={(event) => event.target.value.trim() !== '' && change('text', event.target.value)}
            />
          )}
        </Field>
      )}
      {NUMBERS.filter(([name]) => name in step).map(([name, label, least, most]) => (
        <Field key={name} label={label}>
          {(id) => (
            <input
              id={id}
              type="number"
              className="bp6-input bp6-small"
              min={least}
              max={most}
              value={(step as Record<string, unknown>)[name] as number}
              onChange={({ target }) => {
                const value = target.valueAsNumber;
                if (Number.isInteger(value) && value >= least && value <= most) change(name, value);
              }}
            />
          )}
        </Field>
      ))}
      <p className="rt-field-help rt-whole">Pixels of the original, from its top left corner.</p>
    </div>
  );
}

/** Beside a crop of everything, so that only where the step lies is judged. */
const WITNESS: CopyStep = { kind: 'redact', x: 0, y: 0, width: 1, height: 1, style: 'solid' };

/** Every step in words, in the order in which they are drawn. */
export function StepList({ edit, size, act }: { edit: Edit; size: Size; act: (act: Act) => void }) {
  const chosen = useRef<HTMLLIElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: comes into view when it is selected
  useEffect(() => {
    chosen.current?.scrollIntoView({ block: 'nearest' });
  }, [edit.selected]);
  if (edit.steps.length === 0)
    return <p className="rt-muted rt-panel-note">No steps yet. Choose a tool and draw on the picture.</p>;
  return (
    <ol className="rt-list rt-copy-steps" aria-label="Steps">
      {edit.steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the list
        <li key={index} data-selected={edit.selected === index} ref={edit.selected === index ? chosen : null}>
          <div className="rt-row">
            <button
              type="button"
              className="rt-line rt-grow rt-break"
              aria-pressed={edit.selected === index}
              onClick={() => act({ do: 'select', index: edit.selected === index ? null : index })}
            >
              <span>
                {index + 1}. {stepWords(step)}
              </span>
            </button>
            <Button
              size="small"
              variant="minimal"
              icon="cross"
              aria-label={`Remove step ${index + 1}`}
              onClick={() => act({ do: 'remove', index })}
            />
          </div>
          {edit.selected === index && hasFields(step) && (
            <StepFields key={step.kind} step={step} index={index} size={size} act={act} />
          )}
        </li>
      ))}
    </ol>
  );
}

const hasFields = (step: CopyStep): boolean => step.kind !== 'rotate';
