import { Button, Dialog, DialogBody, InputGroup, NumericInput, Spinner } from '@blueprintjs/core';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { CaseId } from '../../../shared/contract/values.ts';
import { useRead } from '../../client/hooks.ts';
import { Keys } from '../../state/keys.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { Time } from '../../ui/time.tsx';
import type { QueryTab } from './data-desk.ts';

interface TabsProps {
  readonly tabs: readonly QueryTab[];
  readonly active: string;
  readonly onSelect: (tabId: string) => void;
  readonly onOpen: () => void;
  readonly onClose: (tabId: string) => void;
}

/** The queries that are open; arrow keys go through them, the middle button closes one. */
export function QueryTabs({ tabs, active, onSelect, onOpen, onClose }: TabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = tabs.findIndex((tab) => tab.id === active);
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (step === 0 || !next) return;
    event.preventDefault();
    onSelect(next.id);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[tabs.indexOf(next)]?.focus();
  };
  return (
    <div className="query-tabs">
      <div ref={list} role="tablist" aria-label="Open queries" onKeyDown={onKeyDown} className="query-tab-list">
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`tab-${tab.id}`}
            aria-selected={tab.id === active}
            aria-controls="query-panel"
            tabIndex={tab.id === active ? 0 : -1}
            className="query-tab"
            title={tab.sql.slice(0, 300)}
            onClick={() => onSelect(tab.id)}
            onAuxClick={(event) => event.button === 1 && onClose(tab.id)}
          >
            {tab.name}
            {tab.run.state === 'running' && <span className="query-tab-mark"> · running</span>}
          </button>
        ))}
      </div>
      <Button variant="minimal" size="small" icon="plus" aria-label="New query" title="New query" onClick={onOpen} />
      <Button
        variant="minimal"
        size="small"
        icon="cross"
        aria-label="Close this query"
        title="Close this query"
        onClick={() => onClose(active)}
      />
    </div>
  );
}

interface RunProps {
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
export function RunBar({ tab, rowLimit, timeoutSeconds, onRun, onCancel, onLimits }: RunProps) {
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

interface HistoryProps {
  readonly caseId: CaseId;
  readonly onRecall: (sql: string) => void;
  readonly onClose: () => void;
}

/** Every statement that ran in the case, the newest first. */
export function HistoryDialog({ caseId, onRecall, onClose }: HistoryProps) {
  const { data, error } = useRead('query.history', { caseId });
  const [query, setQuery] = useState('');
  const shown = data?.filter((run) => run.sql.toLowerCase().includes(query.trim().toLowerCase()));
  return (
    <Dialog isOpen title="Statements that ran in this case" onClose={onClose} className="history-dialog">
      <DialogBody>
        <div className="rt-column">
          <InputGroup
            leftIcon="search"
            autoFocus
            placeholder="Find in the statements"
            aria-label="Find in the statements"
            value={query}
            onValueChange={setQuery}
          />
          {error && (
            <p role="alert" className="rt-danger">
              {error.message}
            </p>
          )}
          {!data && !error && <Spinner size={24} />}
          {shown?.length === 0 && (
            <p className="rt-muted">{data?.length === 0 ? 'No statement has run yet.' : 'No statement fits.'}</p>
          )}
          <ul className="history-list">
            {shown?.map((run, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: runs have no id, and the same statement runs twice
              <li key={`${run.ranAt} ${index}`}>
                <button type="button" onClick={() => onRecall(run.sql)}>
                  <code>{run.sql}</code>
                  <span className="rt-muted">
                    <Time at={run.ranAt} />{' '}
                    {run.error !== null ? (
                      <span className="rt-danger">{run.error}</span>
                    ) : (
                      `${run.rowCount === null ? '' : `${plural(run.rowCount, 'row')} in `}${(run.elapsedMs / 1000).toFixed(2)} s`
                    )}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      </DialogBody>
    </Dialog>
  );
}
