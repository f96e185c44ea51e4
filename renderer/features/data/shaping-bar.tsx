import { Button, ButtonGroup, Icon, Popover } from '@blueprintjs/core';
import { type Shaping, shapingSql } from '../../../shared/domain/shaping.ts';
import { withoutStep } from '../../../shared/domain/shaping-steps.ts';
import { stepWords } from '../../../shared/domain/shaping-words.ts';
import { ActionButton } from '../../state/action-button.tsx';
import type { Action } from '../../state/actions.ts';
import type { SHAPING } from './actions.ts';
import { copyValue } from './result-rows.ts';

interface Props {
  readonly shaping: Shaping;
  readonly actions: Readonly<Record<keyof typeof SHAPING.actions, Action>>;
  readonly facets: boolean;
  readonly onShape: (shaping: Shaping) => void;
  readonly onOpenSql: (sql: string) => void;
}

/** What clicks have made of the result, step by step, each of which can be taken back, and the SQL that they stand for. */
export function ShapingBar({ shaping, actions, facets, onShape, onOpenSql }: Props) {
  const { steps } = shaping;
  const sql = shapingSql(shaping);
  return (
    <div className="rt-data-shaping-bar" role="toolbar" aria-label="Shape the result">
      <ButtonGroup variant="minimal">
        <ActionButton action={actions.facets} size="small" text="Facets" active={facets} />
        <ActionButton action={actions.group} size="small" text="Group" />
        <ActionButton action={actions.pivot} size="small" text="Pivot" />
        <ActionButton action={actions.join} size="small" text="Join" />
      </ButtonGroup>
      <ul className="rt-data-shaping-steps rt-grow" aria-label="Steps">
        {steps.map((step, at) => (
          <li key={JSON.stringify(step)}>
            <span className="rt-data-shaping-step" title={stepWords(step)}>
              <span className="rt-cut">{stepWords(step)}</span>
              <button
                type="button"
                aria-label={`Remove the step ${stepWords(step)}`}
                onClick={() => onShape(withoutStep(shaping, at))}
              >
                <Icon icon="small-cross" size={14} />
              </button>
            </span>
          </li>
        ))}
        {steps.length > 1 && (
          <li>
            <button type="button" className="rt-data-link-button" onClick={() => onShape({ ...shaping, steps: [] })}>
              Remove all
            </button>
          </li>
        )}
      </ul>
      <Popover
        placement="bottom-end"
        content={
          <div className="rt-data-shaping-sql">
            <pre className="rt-data-sql-shown">{sql}</pre>
            <div className="rt-row">
              <Button size="small" icon="duplicate" text="Copy" onClick={() => void copyValue(sql)} />
              <Button size="small" icon="edit" text="Open in the editor" onClick={() => onOpenSql(sql)} />
            </div>
          </div>
        }
      >
        <Button size="small" variant="minimal" icon="code" text="SQL" title="The SQL that these steps stand for" />
      </Popover>
    </div>
  );
}
