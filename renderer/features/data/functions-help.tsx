import { Button, Drawer, InputGroup } from '@blueprintjs/core';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import type { SqlFunction } from '../../../shared/domain/sql-functions/entry.ts';
import { functionsFound, signatureOf } from '../../../shared/domain/sql-functions.ts';
import { plural } from '../../ui/format.ts';

interface Props {
  readonly onInsert: (text: string) => void;
  readonly onClose: () => void;
}

/** What SQL's functions do, beside the editor: searched, by subject, each with an example and what it gives. */
export function FunctionsHelp({ onInsert, onClose }: Props) {
  const [query, setQuery] = useState('');
  const box = useRef<HTMLElement>(null);
  const found = functionsFound(query);
  const count = found.reduce((sum, { functions }) => sum + functions.length, 0);
  const insert = ({ name, operator }: SqlFunction): void => onInsert(operator ?? `${name}(`);

  /** Up and down go from the search field through the functions; Enter in the field takes the first. */
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const stops = [...(box.current?.querySelectorAll<HTMLElement>('input, .rt-data-functions-insert') ?? [])];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    if (event.key === 'Enter' && at === 0 && !event.nativeEvent.isComposing) {
      const first = found[0]?.functions[0];
      if (first) insert(first);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
      stops[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
    else return;
    event.preventDefault();
  };

  return (
    <Drawer isOpen size="460px" hasBackdrop={false} className="rt-data-functions-drawer" onClose={onClose}>
      <div role="dialog" aria-label="SQL functions" className="rt-data-functions">
        <div className="rt-data-functions-head">
          <h2>SQL functions</h2>
          <Button variant="minimal" size="small" icon="cross" aria-label="Close" onClick={onClose} />
        </div>
        <search ref={box} className="rt-data-functions-body" onKeyDown={onKeyDown}>
          <div className="rt-data-functions-search">
            <InputGroup
              leftIcon="search"
              autoFocus
              placeholder="Search by name or purpose"
              aria-label="Search functions"
              value={query}
              onValueChange={setQuery}
            />
            <p className="rt-muted" role="status">
              {count === 0
                ? 'No function matches.'
                : `${plural(count, 'function')}. Click or Enter inserts at the cursor.`}
            </p>
          </div>
          <div className="rt-data-functions-list">
            {found.map(({ subject, functions }) => (
              <section key={subject}>
                <h3>{subject}</h3>
                <ul>
                  {functions.map((each) => (
                    <Entry key={each.name} told={each} onInsert={() => insert(each)} />
                  ))}
                </ul>
              </section>
            ))}
          </div>
        </search>
      </div>
    </Drawer>
  );
}

function Entry({ told, onInsert }: { told: SqlFunction; onInsert: () => void }) {
  const meaning = useId();
  return (
    <li className="rt-data-functions-entry">
      <button
        type="button"
        className="rt-data-functions-insert"
        title="Insert at the cursor"
        aria-describedby={meaning}
        onClick={onInsert}
      >
        <code>{signatureOf(told)}</code>
        {told.sqlite && <span className="rt-muted">SQLite</span>}
      </button>
      <p id={meaning}>{told.meaning}</p>
      <p className="rt-muted">{told.nulls}</p>
      <pre>
        <code>{told.example}</code>
      </pre>
      <pre className="rt-data-functions-result">
        <span className="rt-muted">gives </span>
        <code>{told.result}</code>
      </pre>
    </li>
  );
}
