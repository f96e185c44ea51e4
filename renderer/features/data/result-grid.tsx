import type { CellContextMenuEvent, ColDef, GridApi, IDatasource } from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { QueryResult } from '../../../shared/contract/query.ts';
import type { Cell } from '../../../shared/contract/values.ts';
import { freeNames } from '../../../shared/domain/sql-names.ts';
import { styleNonce } from '../../client/style-nonce.ts';
import { showError } from '../../ui/toaster.ts';
import { isNumeric } from './cells.tsx';
import type { GridLayout } from './data-desk.ts';
import { spaceBehind } from './decimal-points.ts';
import { ColumnHeader, type Offset } from './grid-header.tsx';
import { modules, theme } from './grid-look.ts';
import { firstWidths, mostPlaces, shown } from './grid-widths.ts';
import { fetchRows } from './result-rows.ts';

interface Row {
  readonly at: number;
  readonly cells: readonly Cell[];
}
export interface CellPlace {
  readonly row: number;
  readonly column: number;
  readonly value: Cell;
}
interface Props {
  readonly result: QueryResult;
  readonly onSelect: (rows: readonly number[]) => void;
  readonly onCellMenu: (place: CellPlace, offset: Offset) => void;
  readonly onColumnMenu: (column: number, offset: Offset) => void;
  /** Enter or a double click on a cell. */
  readonly onOpenCell: (place: CellPlace) => void;
  readonly layout: GridLayout | null;
  readonly onLayout: (layout: GridLayout) => void;
  /** Three lines a row instead of one. */
  readonly wrapped: boolean;
  /** Ctrl+C on a cell, with Shift for headers. */
  readonly onCopy: (place: CellPlace, headers: boolean) => void;
  /** A row to be brought into view. */
  readonly reveal: number | null;
  /** The cell that the keys are in. */
  readonly onFocusCell: (place: CellPlace | null) => void;
  /** What stands in the file for a cell that is shown in another way; asked when the pointer rests on it. */
  readonly originalOf: (place: CellPlace) => Promise<string | null>;
  /** Places of rows, from 0, that show what is selected in the case. */
  readonly marked: ReadonlySet<number>;
  /** Shift+F on a cell. */
  readonly onFrequencies: (column: number) => void;
}

const RESTS_MS = 250; // of the pointer on a cell

const isNumber = (cell: unknown): boolean =>
  typeof cell === 'number' || (typeof cell === 'object' && cell !== null && !('blob' in cell));

/** Frames in which a row is scrolled to. */
const MOST_TRIES = 60;

/** The rows of a result, fetched as they are scrolled to. */
export function ResultGrid(props: Props) {
  const { result, layout, wrapped, reveal, marked } = props;
  const latest = useRef(props);
  latest.current = props;
  const grid = useRef<GridApi<Row> | null>(null);
  const resting = useRef(0);
  useEffect(() => () => window.clearTimeout(resting.current), []);
  // The title is the grid's and not the cell's: rows are drawn anew under a resting pointer.
  const untitled = (event: Event | null | undefined): HTMLElement | null => {
    window.clearTimeout(resting.current);
    resting.current = 0;
    const around = (event?.target as HTMLElement | undefined)?.closest<HTMLElement>('.rt-data-result-grid') ?? null;
    if (around) around.title = '';
    return around;
  };
  const names = freeNames(result.columns.map(({ name }) => name));
  // Applied when it comes from elsewhere, as a menu; what is moved by hand stands already.
  const stands = JSON.stringify(layout);
  const applied = useRef('');
  const apply = useCallback((): void => {
    const { layout: held, result: of } = latest.current;
    if (!grid.current || grid.current.isDestroyed() || !held || applied.current === JSON.stringify(held)) return;
    applied.current = JSON.stringify(held);
    const all = freeNames(of.columns.map(({ name }) => name));
    const rest = all.filter((name) => !held.order.includes(name));
    const state = [...held.order.filter((name) => all.includes(name)), ...rest].map((name) => ({
      colId: String(all.indexOf(name)),
      pinned: held.pinned.includes(name) ? ('left' as const) : null,
      ...(held.widths[name] !== undefined && { width: held.widths[name] }),
    }));
    grid.current.applyColumnState({ state: [{ colId: 'number', pinned: 'left' }, ...state], applyOrder: true });
  }, []);
  useEffect(() => {
    if (stands !== applied.current) apply();
  }, [apply, stands]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is marked is asked for by the rows as they are drawn again
  useEffect(() => {
    if (grid.current && !grid.current.isDestroyed()) grid.current.redrawRows();
  }, [marked]);
  // A row may be asked for before there are any, or before they have the height to scroll to it.
  const scrollTo = useCallback((row: number | null, tries = MOST_TRIES): void => {
    const api = grid.current;
    if (row === null || row !== latest.current.reveal || !api || api.isDestroyed()) return;
    api.ensureIndexVisible(row, 'middle');
    const { top, bottom } = api.getVerticalPixelRange();
    const place = api.getDisplayedRowAtIndex(row)?.rowTop;
    const isSeen = place != null && place >= top && place < bottom;
    if (!isSeen && tries > 1) requestAnimationFrame(() => scrollTo(row, tries - 1));
  }, []);
  useEffect(() => {
    scrollTo(reveal);
    grid.current?.redrawRows(); // the row that was found before is no longer marked
  }, [reveal, scrollTo]);
  const keepLayout = (byHand: boolean, finished: boolean): void => {
    if (!grid.current || !byHand || !finished) return;
    const shown = grid.current.getColumnState().filter(({ colId }) => colId !== 'number');
    const nameOf = (colId: string): string => names[Number(colId)] ?? '';
    const next: GridLayout = {
      order: shown.map(({ colId }) => nameOf(colId)),
      pinned: shown.flatMap(({ colId, pinned }) => (pinned ? [nameOf(colId)] : [])),
      widths: Object.fromEntries(shown.map(({ colId, width }) => [nameOf(colId), Math.round(width ?? 100)])),
    };
    applied.current = JSON.stringify(next);
    latest.current.onLayout(next);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: of the rows of this result that were fetched
  const places = useMemo((): number[] => [], [result]);
  const columnDefs = useMemo<ColDef<Row, Cell>[]>(
    () => [
      {
        colId: 'number',
        headerName: '#',
        pinned: 'left',
        width: 20 + String(result.rowCount).length * 8,
        minWidth: 36,
        resizable: false,
        cellClass: 'rt-data-cell-row-number',
        valueGetter: (params) => params.data && params.data.at + 1,
      },
      ...result.columns.map(
        (column, index): ColDef<Row, Cell> => ({
          colId: String(index),
          headerName: column.name,
          headerComponent: ColumnHeader,
          headerComponentParams: {
            of: column,
            onMenu: (offset: Offset) => latest.current.onColumnMenu(index, offset),
          },
          headerClass: isNumeric(column) ? 'rt-data-header-number' : '',
          wrapText: wrapped,
          valueGetter: (params) => params.data?.cells[index],
          valueFormatter: (params) => shown(params.value ?? (params.data ? null : undefined)),
          ...(isNumeric(column) && {
            cellStyle: (params) => ({
              paddingRight: `calc(var(--ag-cell-horizontal-padding) - 1px + ${params.value == null ? 0 : spaceBehind(shown(params.value), places[index] ?? 0)}ch)`,
            }),
          }),
          cellClassRules: {
            'rt-data-cell-null': (params) => params.data !== undefined && params.value === null,
            'rt-data-cell-number': (params) =>
              isNumber(params.value) || (column.exact === true && params.value !== null),
            'rt-data-cell-blob': (params) =>
              typeof params.value === 'object' && params.value !== null && 'blob' in params.value,
          },
        }),
      ),
    ],
    [result, wrapped, places],
  );

  const datasource = useMemo<IDatasource>(
    () => ({
      rowCount: result.rowCount,
      getRows({ api, startRow, endRow, successCallback, failCallback }) {
        fetchRows(result, startRow, endRow - startRow).then(
          (rows) => {
            if (api.isDestroyed()) return;
            const more = mostPlaces(result, rows).map((most, at) => Math.max(most, places[at] ?? 0));
            const wider = more.some((most, at) => most > (places[at] ?? 0));
            places.splice(0, more.length, ...more);
            const first = startRow === 0 && grid.current === null;
            if (first) {
              grid.current = api as GridApi<Row>;
              api.setColumnWidths(firstWidths(result, rows, places));
              apply();
            }
            successCallback(
              rows.map((cells, index): Row => ({ at: startRow + index, cells })),
              result.rowCount,
            );
            if (wider) api.refreshCells({ force: true });
            if (first) scrollTo(latest.current.reveal);
          },
          (error: unknown) => {
            if (api.isDestroyed()) return;
            failCallback();
            showError(error);
          },
        );
      },
    }),
    [result, apply, places, scrollTo],
  );

  const place = (column: string, row: Row | undefined): CellPlace | null => {
    const index = Number(column);
    if (!row || !Number.isInteger(index)) return null;
    return { row: row.at, column: index, value: row.cells[index] ?? null };
  };
  const onCellContextMenu = (event: CellContextMenuEvent<Row>): void => {
    const at = place(event.column.getColId(), event.data);
    const mouse = event.event as MouseEvent | undefined;
    if (!at || !mouse) return;
    mouse.preventDefault();
    // The menu key gives no pointer place: the cell's own corner then.
    const box = (mouse.target as HTMLElement).getBoundingClientRect();
    const pointed = mouse.clientX > 0 || mouse.clientY > 0;
    latest.current.onCellMenu(
      at,
      pointed ? { left: mouse.clientX, top: mouse.clientY } : { left: box.left, top: box.bottom },
    );
  };

  return (
    <AgGridReact<Row>
      modules={modules}
      theme={theme}
      styleNonce={styleNonce()}
      className="rt-data-result-grid"
      {...(wrapped && { rowHeight: 62 })}
      rowModelType="infinite"
      cacheBlockSize={500}
      maxBlocksInCache={60}
      datasource={datasource}
      columnDefs={columnDefs}
      defaultColDef={{ resizable: true, sortable: false, minWidth: 50, cellDataType: false, suppressMovable: false }}
      rowClassRules={{
        'rt-data-row-found': ({ data }) => data !== undefined && data.at === latest.current.reveal,
        'rt-data-row-marked': ({ data }) => data !== undefined && latest.current.marked.has(data.at),
      }}
      getRowId={({ data }) => String(data.at)}
      rowSelection={{ mode: 'multiRow', checkboxes: false, headerCheckbox: false, enableClickSelection: true }}
      suppressContextMenu={false}
      preventDefaultOnContextMenu
      onColumnMoved={({ source, finished }) => keepLayout(source === 'uiColumnMoved', finished)}
      onColumnResized={({ source, finished }) => keepLayout(source === 'uiColumnResized', finished)}
      onCellFocused={({ rowIndex, column, api }) => {
        const of = rowIndex === null ? undefined : api.getDisplayedRowAtIndex(rowIndex)?.data;
        latest.current.onFocusCell(typeof column === 'object' && column ? place(column.getColId(), of) : null);
      }}
      onCellMouseOver={({ column, data, event }) => {
        const around = untitled(event);
        const at = place(column.getColId(), data);
        if (!at || !around || !result.columns[at.column]?.reading) return;
        const rest = window.setTimeout(() => {
          latest.current.originalOf(at).then(
            (text) => {
              if (text !== null && resting.current === rest) around.title = `In the file: ${text}`;
            },
            () => {}, // the bar below says why
          );
        }, RESTS_MS);
        resting.current = rest;
      }}
      onCellMouseOut={({ event }) => void untitled(event)}
      onSelectionChanged={({ api }) => latest.current.onSelect(api.getSelectedRows().map((row) => row.at))}
      onCellContextMenu={onCellContextMenu}
      onCellDoubleClicked={({ column, data }) => {
        const at = place(column.getColId(), data);
        if (at) latest.current.onOpenCell(at);
      }}
      onCellKeyDown={(event) => {
        const key = event.event as KeyboardEvent | undefined;
        if (!key || !('column' in event)) return;
        const at = place(event.column.getColId(), event.data);
        if (!at) return;
        if ((key.ctrlKey || key.metaKey) && key.key.toLowerCase() === 'c') latest.current.onCopy(at, key.shiftKey);
        if (key.key === 'Enter') latest.current.onOpenCell(at);
        if (key.key === 'F' && key.shiftKey && !key.ctrlKey && !key.metaKey && !key.altKey)
          latest.current.onFrequencies(at.column);
      }}
    />
  );
}
