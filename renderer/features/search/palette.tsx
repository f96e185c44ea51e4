import './search.css';
import { Dialog, Icon, InputGroup, Switch } from '@blueprintjs/core';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Keys } from '../../state/action-button.tsx';
import { useWorkspace } from '../../state/navigation.tsx';
import { type Entry, usePaletteEntries } from './palette-entries.ts';

/** One field for everything that can be done or found. Arrows choose, Enter does it. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { caseId } = useWorkspace();
  const [query, setQuery] = useState('');
  const [everywhere, setEverywhere] = useState(false);
  const [chosen, setChosen] = useState(0);
  const { entries, note } = usePaletteEntries(query, everywhere);
  const list = useId();
  const active = Math.min(chosen, entries.length - 1);

  const take = (entry: Entry | undefined): void => {
    if (!entry) return;
    onClose();
    entry.perform();
  };
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) setChosen(Math.max(0, Math.min(entries.length - 1, active + step)));
    else if (event.key === 'Enter') take(entries[active]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog isOpen onClose={onClose} className="rt-search" aria-labelledby={`${list}-name`}>
      <h2 id={`${list}-name`} className="rt-visually-hidden">
        Search or run a command
      </h2>
      <InputGroup
        autoFocus
        size="large"
        leftIcon="search"
        placeholder="A command, a case, an exhibit, or words to find"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setChosen(0);
        }}
        onKeyDown={press}
        role="combobox"
        aria-label="Search or run a command"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={entries.length > 0 ? `${list}-${active}` : undefined}
        {...(caseId
          ? {
              rightElement: (
                <Switch
                  className="rt-search-scope"
                  checked={everywhere}
                  onChange={() => setEverywhere(!everywhere)}
                  label="All cases"
                />
              ),
            }
          : {})}
      />
      <div id={list} role="listbox" aria-label="What fits" className="rt-search-list" tabIndex={-1}>
        {entries.map((entry, index) => (
          <Row
            key={entry.id}
            id={`${list}-${index}`}
            entry={entry}
            heading={entries[index - 1]?.group !== entry.group}
            active={index === active}
            onTake={() => take(entry)}
          />
        ))}
      </div>
      {entries.length === 0 && <p className="rt-search-note">Nothing fits. Try fewer or other words.</p>}
      {note && <p className="rt-search-note">{note}</p>}
    </Dialog>
  );
}

interface RowProps {
  readonly id: string;
  readonly entry: Entry;
  readonly heading: boolean;
  readonly active: boolean;
  readonly onTake: () => void;
}
function Row({ id, entry, heading, active, onTake }: RowProps) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) row.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <>
      {heading && (
        <div className="rt-search-group" role="presentation">
          {entry.group}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are pressed in the field, which keeps the focus */}
      <div
        ref={row}
        id={id}
        role="option"
        aria-selected={active}
        tabIndex={-1}
        className="rt-search-row"
        onClick={onTake}
      >
        <Icon icon={entry.icon} />
        <span className="rt-search-title rt-cut">{entry.title}</span>
        <span className="rt-grow rt-muted rt-cut">
          <Marked text={entry.detail} match={entry.match} />
        </span>
        {entry.shortcut && <Keys shortcut={entry.shortcut} />}
      </div>
    </>
  );
}

function Marked({ text, match }: { text: string; match: readonly [number, number] | undefined }) {
  if (!match) return text;
  const [start, end] = match;
  return (
    <>
      {text.slice(0, start)}
      <mark>{text.slice(start, end)}</mark>
      {text.slice(end)}
    </>
  );
}
