import './table.css';
import { Icon } from '@blueprintjs/core';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';

const BEYOND = 6; // rows drawn above and below what is in view, so that scrolling shows no gap
const HEAD_PX = 29;

/** Which rows of a long list are in view of the scrolling element behind `ref`. `at`: a row to keep in view when it changes. */
export function useWindow(count: number, rowHeight: number, at: number) {
  const ref = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const read = (): void => setView({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(read);
    observer.observe(element);
    element.addEventListener('scroll', read, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', read);
    };
  }, []);

  const reveal = useCallback(
    (row: number): void => {
      const element = ref.current;
      if (!element || row < 0) return;
      const above = row * rowHeight;
      const below = above + rowHeight + HEAD_PX - element.clientHeight;
      if (element.scrollTop > above) element.scrollTop = above;
      else if (element.scrollTop < below) element.scrollTop = below;
    },
    [rowHeight],
  );
  useEffect(() => reveal(at), [reveal, at]);

  const first = Math.max(0, Math.floor(view.top / rowHeight) - BEYOND);
  const last = Math.min(count, Math.ceil((view.top + view.height) / rowHeight) + BEYOND);
  return { ref, first, last, pageSize: Math.max(1, Math.floor(view.height / rowHeight) - 1), reveal };
}

export interface SortOrder {
  readonly column: string;
  readonly descending: boolean;
}
export type SortValue = string | number | null;

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function compare(a: SortValue, b: SortValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return collator.compare(String(a), String(b));
}

/** A sorted copy; equals keep their order, and what has no value comes last either way. */
export function sorted<T>(rows: readonly T[], keyed: (row: T) => SortValue, descending: boolean): T[] {
  return rows
    .map((row) => ({ row, value: keyed(row) }))
    .toSorted((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
      return descending ? compare(b.value, a.value) : compare(a.value, b.value);
    })
    .map(({ row }) => row);
}

export interface TableColumn<T> {
  readonly id: string;
  readonly header: string;
  /** Drawn before the header. */
  readonly sign?: ReactNode;
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
          {column.sign && <span className="rt-table-sign">{column.sign}</span>}
          {column.header}
          {active && <Icon icon={order.descending ? 'caret-down' : 'caret-up'} size={12} />}
        </button>
      ) : (
        <>
          {column.sign && <span className="rt-table-sign">{column.sign}</span>}
          {column.header}
        </>
      )}
    </div>
  );
}
