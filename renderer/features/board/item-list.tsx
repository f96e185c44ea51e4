import { InputGroup } from '@blueprintjs/core';
import { useMemo, useState } from 'react';
import type { BoardView } from '../../../shared/contract/board.ts';
import { plural } from '../../ui/format.ts';
import { useWindow } from '../../ui/table.tsx';
import { linkName, type Names, type Selection, toggled } from './selection.ts';

interface Props {
  readonly view: BoardView;
  readonly names: Names;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
}
interface Row {
  readonly id: string;
  readonly isLink: boolean;
  readonly kind: string;
  readonly name: string;
  readonly support: string;
}
const ROW_PX = 44;

/** Everything on the board in words: the way to select for whom a drawing is no help. */
export function ItemList({ view, names, selection, onSelect }: Props) {
  const [wanted, setWanted] = useState('');
  const rows = useMemo(() => rowsOf(view, names), [view, names]);
  const shown = useMemo(() => {
    const words = wanted.trim().toLowerCase();
    return words === '' ? rows : rows.filter(({ kind, name }) => `${kind} ${name}`.toLowerCase().includes(words));
  }, [rows, wanted]);
  const { ref, first, last } = useWindow(shown.length, ROW_PX, -1);
  const chosen = useMemo(() => new Set([...selection.subjects, ...selection.links]), [selection]);
  const toggle = ({ id, isLink }: Row): void =>
    onSelect(
      isLink
        ? { ...selection, links: toggled(selection.links, id) }
        : { ...selection, subjects: toggled(selection.subjects, id) },
    );
  const selectShown = (): void => {
    const ids = (isLink: boolean): string[] => shown.filter((row) => row.isLink === isLink).map(({ id }) => id);
    onSelect({ subjects: ids(false), links: ids(true) });
  };
  return (
    <div className="rt-board-list">
      <InputGroup
        leftIcon="filter"
        size="small"
        type="search"
        aria-label="Filter the list by kind or name"
        placeholder="Filter by kind or name"
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      <div className="rt-row">
        <span className="rt-muted rt-grow" role="status">
          {plural(shown.length, 'row')}, {chosen.size} selected
        </span>
        <button type="button" className="rt-board-textbutton" onClick={selectShown} disabled={shown.length === 0}>
          Select all shown
        </button>
      </div>
      <div ref={ref} className="rt-board-rows">
        <ul aria-label="Items and links on the board" style={{ height: shown.length * ROW_PX }}>
          {shown.slice(first, last).map((row, index) => (
            <li
              key={row.id}
              style={{ top: (first + index) * ROW_PX, height: ROW_PX }}
              data-selected={chosen.has(row.id)}
            >
              <label>
                <input type="checkbox" checked={chosen.has(row.id)} onChange={() => toggle(row)} />
                <span className="rt-grow">
                  <span className="rt-cut rt-board-name" title={row.name}>
                    {row.name}
                  </span>
                  <span className="rt-board-kind">{[row.kind, row.support].filter(Boolean).join(' · ')}</span>
                </span>
              </label>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function rowsOf(view: BoardView, names: Names): Row[] {
  const degree = new Map<string, number>();
  for (const { from, to } of view.links) for (const { id } of [from, to]) degree.set(id, (degree.get(id) ?? 0) + 1);
  const items = view.items.map(({ subject: { id } }): Row => {
    const count = degree.get(id) ?? 0;
    const support = count > 0 ? plural(count, 'link') : '';
    return { id, isLink: false, kind: names.kindOf(id), name: names.of(id), support };
  });
  const links = view.links.map((link): Row => {
    const count = link.exhibits.length;
    const support = count > 0 ? plural(count, 'exhibit') : 'no exhibit';
    return { id: link.id, isLink: true, kind: 'Link', name: linkName(names, link), support };
  });
  const inOrder = (a: Row, b: Row): number => a.kind.localeCompare(b.kind) || a.name.localeCompare(b.name);
  return [...items.toSorted(inOrder), ...links.toSorted(inOrder)];
}
