import { Button } from '@blueprintjs/core';
import { useEffect, useRef } from 'react';
import type { CopyStep } from '../../../shared/contract/copies.ts';
import type { Size } from '../../../shared/domain/board-layout.ts';
import { stepWords } from '../../../shared/domain/copy-steps.ts';
import type { Act, Edit } from './edit.ts';
import { StepFields } from './step-fields.tsx';

/** Every step in words, in the order in which they are drawn. */
export function StepList({ edit, size, act }: { edit: Edit; size: Size; act: (act: Act) => void }) {
  const chosen = useRef<HTMLLIElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: comes into view when it is selected
  useEffect(() => {
    chosen.current?.scrollIntoView({ block: 'nearest' });
  }, [edit.selected]);
  if (edit.steps.length === 0)
    return <p className="rt-muted rt-panel-note">Nothing yet. Choose a tool and draw on the picture.</p>;
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
