import { Dialog, DialogBody, InputGroup, NumericInput, Spinner } from '@blueprintjs/core';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { CaseId } from '../../../shared/contract/values.ts';
import { useRead } from '../../client/hooks.ts';
import { ActionButton } from '../../state/action-button.tsx';
import type { Action } from '../../state/actions.ts';
import { formatCount, plural } from '../../ui/format.ts';
import { Time } from '../../ui/hash.tsx';
import type { DATA } from './actions.ts';
import type { QueryTab } from './data-desk.ts';

type DataActions = Readonly<Record<keyof typeof DATA.actions, Action>>;

interface TabsProps {
  readonly tabs: readonly QueryTab[];
  readonly active: string;
  readonly actions: DataActions;
  readonly onSelect: (tabId: string) => void;
  readonly onClose: (tabId: string) => void;
}

/** The queries that are open; arrow keys go through them, the middle button closes one. */
export function QueryTabs({ tabs, active, actions, onSelect, onClose }: TabsProps) {
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
    <div className="rt-data-query-tabs">
      <div ref={list} role="tablist" aria-label="Open queries" onKeyDown={onKeyDown} className="rt-data-query-tab-list">
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`tab-${tab.id}`}
            aria-selected={tab.id === active}
            aria-controls="query-panel"
            tabIndex={tab.id === active ? 0 : -1}
            className="rt-data-query-tab"
            title={tab.sql.slice(0, 300)}
            onClick={() => onSelect(tab.id)}
            onAuxClick={(event) => event.button === 1 && onClose(tab.id)}
          >
            {tab.name}
            {tab.run.state === 'running' && <span> · running</span>}
          </button>
        ))}
      </div>
      <ActionButton action={actions.new} variant="minimal" size="small" />
      <ActionButton action={actions.close} variant="minimal" size="small" />
    </div>
  );
}

interface RunProps {
  readonly tab: QueryTab;
  readonly rowLimit: number;
  readonly timeoutSeconds: number;
  readonly actions: DataActions;
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
export function RunBar({ tab, rowLimit, timeoutSeconds, actions, onLimits }: RunProps) {
  const { run, result } = tab;
  const seconds = useSeconds(run.state === 'running' ? run.startedAt : null);
  return (
    <div className="rt-data-run-bar">
      {run.state === 'running' ? (
        <ActionButton action={actions.cancel} intent="danger" size="small" text="Cancel" />
      ) : (
        <ActionButton action={actions.run} intent="primary" size="small" text="Run" />
      )}
      <Limit
        label="Row limit"
        value={rowLimit}
        max={1_000_000}
        step={10_000}
        onChange={(value) => onLimits({ rowLimit: value })}
      />
      <Limit
        label="Time limit (s)"
        value={timeoutSeconds}
        max={3600}
        step={10}
        onChange={(value) => onLimits({ timeoutSeconds: value })}
      />
      <p className="rt-data-run-status rt-grow" role="status">
        {run.state === 'running' && (
          <>
            Running, {seconds.toFixed(1)} s{run.rows !== null && `, ${plural(run.rows, 'row')} so far`}
          </>
        )}
        {run.state === 'failed' && <span className="rt-danger">The query failed.</span>}
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
    <span className="rt-data-run-limit">
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
        inputClassName="rt-data-run-limit-input"
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

/** The statements that were written and run in the case, the newest first; what clicks made of them is not among them. */
export function HistoryDialog({ caseId, onRecall, onClose }: HistoryProps) {
  const { data, error } = useRead('query.history', { caseId });
  const [query, setQuery] = useState('');
  const shown = data?.filter((run) => run.sql.toLowerCase().includes(query.trim().toLowerCase()));
  return (
    <Dialog isOpen title="Query history of this case" onClose={onClose} className="rt-data-history-dialog">
      <DialogBody>
        <div className="rt-column">
          <InputGroup
            leftIcon="search"
            autoFocus
            placeholder="Search the history"
            aria-label="Search the history"
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
            <p className="rt-muted">{data?.length === 0 ? 'No query has run yet.' : 'No query matches.'}</p>
          )}
          <ul className="rt-data-history-list">
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
