import { Button } from '@blueprintjs/core';
import { type KeyboardEvent, useRef } from 'react';
import type { QueryTab } from './workspace.ts';

interface Props {
  readonly tabs: readonly QueryTab[];
  readonly active: string;
  readonly onSelect: (tabId: string) => void;
  readonly onOpen: () => void;
  readonly onClose: (tabId: string) => void;
}

/** The queries that are open; arrow keys go through them, the middle button closes one. */
export function QueryTabs({ tabs, active, onSelect, onOpen, onClose }: Props) {
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
