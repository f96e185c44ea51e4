import { HTMLTable } from '@blueprintjs/core';
import { useMemo, useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import { grouped } from '../../../shared/domain/counted.ts';
import { formatCount } from '../../ui/format.ts';

type Analysed = Output<'graph.analyse'>;
type Cell = Analysed['table']['rows'][number][number];
const SHOWN = 500;

interface Props {
  readonly table: Analysed['table'];
  readonly behind: Analysed['behind'];
  /** On the board. */
  readonly selected: readonly string[];
  readonly onShow: (row: number) => void;
}

/** The table of an analysis: sorted by any column; a row selects on the board, and what is selected there is marked here. */
export function AnalysisRows({ table: { columns, rows }, behind, selected, onShow }: Props) {
  const [sort, setSort] = useState<{ column: number; down: boolean } | null>(null);
  const order = useMemo(() => {
    const all = rows.map((_, at) => at);
    if (!sort) return all;
    const { column, down } = sort;
    return all.toSorted((a, b) => (down ? -1 : 1) * compare(rows[a]?.[column] ?? null, rows[b]?.[column] ?? null));
  }, [rows, sort]);
  const marked = new Set(selected);
  if (rows.length === 0) return <p>No row.</p>;
  return (
    <div className="rt-graph-analyse-table">
      <HTMLTable compact interactive>
        <thead>
          <tr>
            {columns.map((name, column) => (
              <th key={name} aria-sort={sort?.column !== column ? 'none' : sort.down ? 'descending' : 'ascending'}>
                <button
                  type="button"
                  onClick={() => setSort({ column, down: sort?.column === column ? !sort.down : column > 1 })}
                >
                  {name.replaceAll('_', ' ')}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {order.slice(0, SHOWN).map((at) => {
            const [first] = behind[at]?.items ?? [];
            const isMarked = first !== undefined && marked.has(first);
            return (
              <tr key={at} className={isMarked ? 'rt-graph-marked' : ''} onClick={() => onShow(at)}>
                {(rows[at] ?? []).map((cell, column) => (
                  <td key={columns[column]} className={typeof cell === 'number' ? 'rt-graph-num' : ''}>
                    {column === 0 ? (
                      <button type="button" className="rt-graph-link" onClick={() => onShow(at)}>
                        {shown(cell)}
                      </button>
                    ) : (
                      shown(cell)
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </HTMLTable>
      {rows.length > SHOWN && (
        <p className="rt-muted">
          The first {formatCount(SHOWN)} of {formatCount(rows.length)} rows. Saved, the exhibit holds them all.
        </p>
      )}
    </div>
  );
}

const DIGITS = 6;
function shown(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return grouped(cell);
  return Number.isInteger(cell) ? String(cell) : cell.toFixed(DIGITS);
}

function compare(a: Cell, b: Cell): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  const [x, y] = [Number(a), Number(b)];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  return String(a) < String(b) ? -1 : 1;
}
