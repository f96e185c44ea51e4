import { Button, Checkbox, HTMLSelect, InputGroup } from '@blueprintjs/core';
import { useMemo } from 'react';
import type { BoardView } from '../../../shared/contract/board.ts';
import type { EntityType } from '../../../shared/contract/entities.ts';
import { kindOf } from '../../state/entity-kinds.ts';
import { formatCount } from '../../ui/format.ts';
import { Field } from '../../ui/saved-field.tsx';
import { type Filter, filters, kindsOf, NO_FILTER, tagsOf } from './filter.ts';
import { type Names, toggled } from './selection.ts';

interface Props {
  readonly view: BoardView;
  readonly names: Names;
  readonly filter: Filter;
  readonly shown: ReadonlySet<string> | null;
  readonly onFilter: (filter: Filter) => void;
  /** Brings an item into the middle and selects it. */
  readonly onFly: (id: string) => void;
}
const MOST_FOUND = 12;

const wordOf = (kind: string): string =>
  kind === 'note' ? 'Note' : kind === 'exhibit' ? 'Exhibit' : kindOf(kind as EntityType).word;

/** Finds items by their words and flies to them; draws only some of the board for the time being. */
export function FilterPanel({ view, names, filter, shown, onFilter, onFly }: Props) {
  const kinds = useMemo(() => {
    const counts = new Map<string, number>();
    for (const kind of kindsOf(view).values()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return [...counts].toSorted(([, a], [, b]) => b - a);
  }, [view]);
  const tags = useMemo(() => [...new Set([...tagsOf(view).values()].flat())].toSorted(), [view]);
  const set = (change: Partial<Filter>): void => onFilter({ ...filter, ...change });
  const found = filter.words.trim() === '' ? [] : [...(shown ?? [])].slice(0, MOST_FOUND);
  return (
    <div className="rt-column">
      <Field label="Find" help="Items whose name holds these words. Enter flies to the first.">
        {(id, note) => (
          <InputGroup
            id={id}
            aria-describedby={note}
            leftIcon="search"
            type="search"
            value={filter.words}
            onValueChange={(words) => set({ words })}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && found[0]) onFly(found[0]);
            }}
          />
        )}
      </Field>
      {found.length > 0 && (
        <ul className="rt-board-links" aria-label="Items found">
          {found.map((id) => (
            <li key={id}>
              <Button
                variant="minimal"
                size="small"
                alignText="start"
                icon="locate"
                text={names.of(id)}
                onClick={() => onFly(id)}
              />
            </li>
          ))}
        </ul>
      )}
      <fieldset className="rt-board-choice">
        <legend>Types</legend>
        {kinds.map(([kind, count]) => (
          <Checkbox
            key={kind}
            checked={!filter.without.has(kind)}
            label={`${wordOf(kind)} (${formatCount(count)})`}
            onChange={() => set({ without: new Set(toggled([...filter.without], kind)) })}
          />
        ))}
      </fieldset>
      {tags.length > 0 && (
        <Field label="Tag">
          {(id) => (
            <HTMLSelect
              id={id}
              fill
              value={filter.tag}
              options={[{ value: '', label: 'All' }, ...tags]}
              onChange={(event) => set({ tag: event.currentTarget.value })}
            />
          )}
        </Field>
      )}
      <Field label="Links at least">
        {(id) => (
          <input
            id={id}
            className="bp6-input"
            type="number"
            min={0}
            value={filter.links}
            onChange={(event) => set({ links: Math.max(0, event.currentTarget.valueAsNumber || 0) })}
          />
        )}
      </Field>
      <div className="rt-board-days">
        {(['from', 'to'] as const).map((end) => (
          <Field key={end} label={end === 'from' ? 'From day' : 'To day'}>
            {(id) => (
              <input
                id={id}
                className="bp6-input"
                type="date"
                value={filter[end]}
                onChange={(event) => set({ [end]: event.currentTarget.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <p className="rt-muted" role="status">
        {shown
          ? `${formatCount(shown.size)} of ${formatCount(view.items.length)} items are drawn.`
          : 'All items are drawn.'}{' '}
        Nothing of the board is changed.
      </p>
      <Button
        text="Clear the filter"
        icon="filter-remove"
        disabled={!filters(filter)}
        onClick={() => onFilter(NO_FILTER)}
      />
    </div>
  );
}
