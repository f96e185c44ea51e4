import { Button, NumericInput } from '@blueprintjs/core';
import { useEffect, useId, useState } from 'react';
import { Keys } from '../../state/keys.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import type { QueryTab } from './workspace.ts';

interface Props {
  readonly tab: QueryTab;
  readonly rowLimit: number;
  readonly timeoutSeconds: number;
  readonly onRun: () => void;
  readonly onCancel: () => void;
  readonly onLimits: (limits: { rowLimit?: number; timeoutSeconds?: number }) => void;
}

function useSeconds(since: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (since === null) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 200);
    return () => clearInterval(timer);
  }, [since]);
  return since === null ? 0 : Math.max(0, now - since) / 1000;
}

/** Run and cancel, the limits that a run obeys, and what became of it. */
export function RunBar({ tab, rowLimit, timeoutSeconds, onRun, onCancel, onLimits }: Props) {
  const { run, result } = tab;
  const seconds = useSeconds(run.state === 'running' ? run.startedAt : null);
  return (
    <div className="run-bar">
      {run.state === 'running' ? (
        <Button
          icon="stop"
          intent="danger"
          size="small"
          text="Cancel"
          endIcon={<Keys shortcut="mod+." />}
          onClick={onCancel}
        />
      ) : (
        <Button icon="play" intent="primary" size="small" text="Run" onClick={onRun} title="Ctrl or Cmd + Enter" />
      )}
      <Limit
        label="Rows at most"
        value={rowLimit}
        max={1_000_000}
        step={10_000}
        onChange={(value) => onLimits({ rowLimit: value })}
      />
      <Limit
        label="Seconds at most"
        value={timeoutSeconds}
        max={3600}
        step={10}
        onChange={(value) => onLimits({ timeoutSeconds: value })}
      />
      <p className="run-status rt-grow" role="status">
        {run.state === 'running' && (
          <>
            Running, {seconds.toFixed(1)} s{run.rows !== null && `, ${plural(run.rows, 'row')} so far`}
          </>
        )}
        {run.state === 'failed' && <span className="rt-danger">The statement failed.</span>}
        {result && (
          <>
            <strong>{plural(result.rowCount, 'row')}</strong>
            {result.limitedBy !== null && ' (limited)'} in {elapsed(result.elapsedMs)}
          </>
        )}
      </p>
    </div>
  );
}

const elapsed = (milliseconds: number): string =>
  milliseconds < 1000 ? `${formatCount(Math.round(milliseconds))} ms` : `${(milliseconds / 1000).toFixed(2)} s`;

interface LimitProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly step: number;
  readonly onChange: (value: number) => void;
}
function Limit({ label, value, max, step, onChange }: LimitProps) {
  const id = useId();
  return (
    <span className="run-limit">
      <label htmlFor={id}>{label}</label>
      <NumericInput
        id={id}
        size="small"
        value={value}
        min={1}
        max={max}
        stepSize={step}
        minorStepSize={null}
        majorStepSize={null}
        clampValueOnBlur
        buttonPosition="none"
        allowNumericCharactersOnly
        inputClassName="run-limit-input"
        onValueChange={(next) => {
          if (Number.isInteger(next) && next >= 1 && next <= max) onChange(next);
        }}
      />
    </span>
  );
}
