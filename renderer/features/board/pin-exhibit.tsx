import { Button, InputGroup } from '@blueprintjs/core';
import { useMemo, useState } from 'react';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { ExhibitThumb } from '../../ui/exhibit-thumb.tsx';

interface Props {
  readonly exhibits: readonly Exhibit[];
  readonly onBoard: ReadonlySet<string>;
  readonly onPin: (exhibit: Exhibit) => void;
}
const MOST = 30;

/** Finds an exhibit by number, title, file name or tag and pins it. */
export function PinExhibit({ exhibits, onBoard, onPin }: Props) {
  const [wanted, setWanted] = useState('');
  const fitting = useMemo(() => {
    const words = wanted.trim().toLowerCase();
    return exhibits.filter(
      ({ label, title, originalName, tags, removedAt }) =>
        removedAt === null && `${label} ${title} ${originalName} ${tags.join(' ')}`.toLowerCase().includes(words),
    );
  }, [exhibits, wanted]);
  return (
    <section className="rt-column" aria-label="Pin an exhibit">
      <h2 className="rt-board-subtitle">Pin an exhibit</h2>
      <InputGroup
        leftIcon="search"
        type="search"
        aria-label="Find an exhibit to pin"
        placeholder="Number, title, file name or tag"
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      <ul className="rt-board-pins">
        {fitting.slice(0, MOST).map((exhibit) => (
          <li key={exhibit.id} className="rt-row">
            <ExhibitThumb exhibit={exhibit} size={32} />
            <span className="rt-grow">
              <span className="rt-mono">{exhibit.label}</span>
              <span className="rt-cut rt-board-pin-title" title={exhibit.title}>
                {exhibit.title}
              </span>
            </span>
            <Button
              size="small"
              icon={onBoard.has(exhibit.id) ? 'tick' : 'pin'}
              text={onBoard.has(exhibit.id) ? 'Pinned' : 'Pin'}
              aria-label={onBoard.has(exhibit.id) ? `${exhibit.label} is pinned: show it` : `Pin ${exhibit.label}`}
              onClick={() => onPin(exhibit)}
            />
          </li>
        ))}
      </ul>
      {fitting.length === 0 && (
        <p className="rt-muted">
          {exhibits.length === 0
            ? 'The case has no exhibits yet. Import files on the Evidence screen.'
            : 'No exhibit fits.'}
        </p>
      )}
      {fitting.length > MOST && (
        <p className="rt-muted">
          {MOST} of {fitting.length} shown. Type more to narrow them down.
        </p>
      )}
    </section>
  );
}
