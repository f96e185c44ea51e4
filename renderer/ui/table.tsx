import './table.css';
import { Icon } from '@blueprintjs/core';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useState } from 'react';
import { type SortOrder, type SortValue, sorted } from './sort.ts';
import { useWindow } from './use-window.ts';

export interface TableColumn<T> {
  readonly id: string;
  readonly header: string;
  /** A CSS grid track: "80px", "minmax(120px, 2fr)". */
  readonly width: string;
  readonly align?: 'end';
  /** Kept for sorting, not drawn. */
  readonly hidden?: boolean;
  /** Makes the column sortable. */
  readonly sortBy?: (row: T) => SortValue;
  readonly render: (row: T) => ReactNode;
}
interface Props<T> {
  readonly label: string;
  readonly rows: readonly T[];
  readonly columns: readonly TableColumn<T>[];
  readonly keyOf: (row: T) => string;
  readonly rowHeight?: number;
  readonly initialSort?: SortOrder;
  readonly selected?: string | null;
  readonly onSelect?: (row: T) => void;
  /** Told what is shown in which order, for buttons that go to the next or previous row. */
  readonly onOrder?: (rows: readonly T[]) => void;
  /** Enter or double-click. */
  readonly onOpen?: (row: T) => void;
  /** One click opens a row; elsewhere one selects it and two open it. */
  readonly openOnClick?: boolean;
  /** Below this width the table scrolls sideways. */
  readonly minWidth?: number;
}

/**
 * A table of any length: only the rows in view are drawn. One stop for Tab; arrows, Page Up and Down, Home and End
 * move the selection, Enter opens it. Clicking a header sorts.
 */
export function Table<T>(props: Props<T>) {
  const {
    label,
    rows,
    columns,
    keyOf,
    rowHeight = 32,
    selected = null,
    onSelect,
    onOpen,
    openOnClick = false,
    minWidth = 0,
  } = props;
  const [order, setOrder] = useState<SortOrder | null>(props.initialSort ?? null);
  const shown = useMemo(() => {
    const sortBy = columns.find(({ id }) => id === order?.column)?.sortBy;
    return sortBy && order ? sorted(rows, sortBy, order.descending) : rows;
  }, [rows, columns, order]);
  useEffect(() => props.onOrder?.(shown), [props.onOrder, shown]);
  const at = useMemo(() => shown.findIndex((row) => keyOf(row) === selected), [shown, selected, keyOf]);
  const { ref, first, last, pageSize, reveal } = useWindow(shown.length, rowHeight, at);
  const id = useId();
  const drawn = columns.filter(({ hidden }) => !hidden);
  const template = drawn.map(({ width }) => width).join(' ');

  const press = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at < 0 ? 0 : at - 1,
      PageDown: at + pageSize,
      PageUp: at - pageSize,
      Home: 0,
      End: shown.length - 1,
    }[event.key];
    const row = shown[at];
    if (to !== undefined && shown.length > 0) {
      const next = Math.max(0, Math.min(shown.length - 1, to));
      onSelect?.(shown[next] as T);
      reveal(next);
    } else if (event.key === 'Enter' && row) onOpen?.(row);
    else return;
    event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a <table> cannot draw only the rows in view
    <div
      ref={ref}
      className="rt-table"
      role="grid"
      aria-label={label}
      aria-rowcount={shown.length + 1}
      aria-activedescendant={at >= first && at < last ? `${id}-${at}` : undefined}
      tabIndex={0}
      onKeyDown={press}
    >
      {/* biome-ignore-start lint/a11y/useSemanticElements: see above */}
      {/* biome-ignore-start lint/a11y/useFocusableInteractive: the grid keeps the focus, a row is its active descendant */}
      <div role="rowgroup" className="rt-table-head" style={{ minWidth }}>
        <div role="row" aria-rowindex={1} className="rt-table-row" style={{ gridTemplateColumns: template }}>
          {drawn.map((column) => (
            <Header key={column.id} column={column} order={order} onSort={setOrder} />
          ))}
        </div>
      </div>
      <div role="rowgroup" className="rt-table-body" style={{ height: shown.length * rowHeight, minWidth }}>
        {shown.slice(first, last).map((row, index) => {
          const rowIndex = first + index;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid hears the keys
            <div
              key={keyOf(row)}
              id={`${id}-${rowIndex}`}
              role="row"
              aria-rowindex={rowIndex + 2}
              aria-selected={rowIndex === at}
              className="rt-table-row"
              style={{ top: rowIndex * rowHeight, height: rowHeight, gridTemplateColumns: template }}
              onClick={() => (openOnClick ? onOpen : onSelect)?.(row)}
              onDoubleClick={() => onOpen?.(row)}
            >
              {drawn.map((column) => (
                <div key={column.id} role="gridcell" className="rt-table-cell" data-align={column.align}>
                  {column.render(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
      {/* biome-ignore-end lint/a11y/useFocusableInteractive: - */}
      {/* biome-ignore-end lint/a11y/useSemanticElements: - */}
    </div>
  );
}

interface HeaderProps<T> {
  readonly column: TableColumn<T>;
  readonly order: SortOrder | null;
  readonly onSort: (order: SortOrder) => void;
}
function Header<T>({ column, order, onSort }: HeaderProps<T>) {
  const active = order?.column === column.id;
  const direction = active ? (order.descending ? 'descending' : 'ascending') : 'none';
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: its button is
    // biome-ignore lint/a11y/useSemanticElements: see Table
    <div
      role="columnheader"
      className="rt-table-cell"
      data-align={column.align}
      {...(column.sortBy ? { 'aria-sort': direction } : {})}
    >
      {column.sortBy ? (
        <button
          type="button"
          className="rt-table-sort"
          onClick={() => onSort({ column: column.id, descending: active && !order.descending })}
        >
          {column.header}
          {active && <Icon icon={order.descending ? 'caret-down' : 'caret-up'} size={12} />}
        </button>
      ) : (
        column.header
      )}
    </div>
  );
}
