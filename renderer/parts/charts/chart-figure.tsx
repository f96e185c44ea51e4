import { type MouseEvent, useMemo } from 'react';
import type { Chart } from '../../../shared/contract/charts.ts';
import type { Cell } from '../../../shared/contract/values.ts';
import { fitting, markOfFigure, type Picked, pickedWords, pickOf } from '../../../shared/domain/chart-picks.ts';
import { chartScene } from '../../../shared/domain/chart-scene/chart-scene.ts';
import type { Shape } from '../../../shared/domain/chart-scene/scene.ts';
import { chartTable } from '../../../shared/domain/chart-scene/table.ts';
import { DARK, LIGHT } from '../../../shared/domain/chart-scene/themes.ts';
import { footWords } from '../../../shared/domain/chart-scene/words.ts';
import { useDark } from '../../state/theme.ts';
import { plural } from '../../ui/format.ts';
import { useRoom } from '../../ui/room.ts';
import { SceneMark } from './scene-mark.tsx';
import './charts.css';

const SIZE = 12;
/** Pixels. */
const LEAST = 150;
/** Rows of the table of figures that the page holds; an exhibit has all of them. */
const MOST_ROWS = 500;

type OnPick = (picked: readonly Picked[], event: MouseEvent) => void;
const NONE: readonly (readonly Cell[])[] = [];
interface Props {
  readonly chart: Chart;
  /** What is done with a mark, or with its figure in the table, where it stands for rows that can be told. */
  readonly onPick?: (picked: readonly Picked[]) => void;
  /** What is done with it while Alt is held. */
  readonly onSelect?: (picked: readonly Picked[], words: string) => void;
  /** Rows of the result that are selected in the case: marks that stand for one of them are outlined. */
  readonly selected?: readonly (readonly Cell[])[];
}

/** A chart with what it rests on below, and its figures as a table for who cannot see it or has no mouse. */
export function ChartFigure({ chart, onPick: onKeep, onSelect, selected = NONE }: Props) {
  const act: OnPick = (picked, event) => {
    if (onSelect && (event.altKey || !onKeep)) onSelect(picked, pickedWords(chart, picked));
    else onKeep?.(picked);
  };
  const onPick = onKeep || onSelect ? act : undefined;
  const [box, room] = useRoom();
  return (
    <figure className="rt-chart">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a drawing taller than its room must be reachable by the keyboard */}
      <section ref={box} className="rt-chart-room" aria-label="Drawing of the chart" tabIndex={0}>
        {room && room.width > 0 && (
          <Drawing chart={chart} width={room.width} height={room.height} onPick={onPick} selected={selected} />
        )}
      </section>
      <figcaption className="rt-chart-foot rt-muted">{footWords(chart).join(' ')}</figcaption>
      <FiguresTable chart={chart} onPick={onPick} />
    </figure>
  );
}

interface DrawingProps {
  readonly chart: Chart;
  readonly width: number;
  readonly height: number;
  readonly onPick: OnPick | undefined;
  readonly selected: readonly (readonly Cell[])[];
}
function Drawing({ chart, width, height, onPick, selected }: DrawingProps) {
  const theme = useDark() ? DARK : LIGHT;
  const picks = onPick !== undefined;
  const scene = useMemo(
    () =>
      chartScene(chart, {
        width: Math.max(320, width),
        height: Math.max(LEAST, height - 2),
        size: SIZE,
        titled: false,
        hits: picks,
      }),
    [chart, width, height, picks],
  );
  const marked = useMemo(() => {
    if (selected.length === 0) return new Set<Shape>();
    return new Set(
      scene.shapes.filter((shape) => {
        const fits = shape.is === 'text' || !isMark(shape) ? null : fitting(pickOf(chart, shape) ?? []);
        return fits !== null && selected.some(fits);
      }),
    );
  }, [chart, scene, selected]);
  return (
    <svg
      className="rt-chart-drawing"
      width={scene.width}
      height={scene.height}
      viewBox={`0 0 ${scene.width} ${scene.height}`}
      role="img"
      aria-label={scene.alternative}
    >
      {scene.shapes.map((shape, at) => (
        <SceneMark
          // biome-ignore lint/suspicious/noArrayIndexKey: shapes have no identity, and are never reordered
          key={at}
          shape={shape}
          theme={theme}
          onPick={pickerOf(chart, shape, onPick)}
          marked={marked.has(shape)}
        />
      ))}
    </svg>
  );
}

const isMark = (shape: Exclude<Shape, { is: 'text' }>): boolean => (shape.place ?? shape.series) !== undefined;

function pickerOf(
  chart: Chart,
  shape: Shape,
  onPick: DrawingProps['onPick'],
): ((event: MouseEvent) => void) | undefined {
  const picked = onPick && shape.is !== 'text' && isMark(shape) ? pickOf(chart, shape) : null;
  return picked && onPick ? (event) => onPick(picked, event) : undefined;
}

function FiguresTable({ chart, onPick }: { chart: Chart; onPick: OnPick | undefined }) {
  const { columns, rows } = useMemo(() => chartTable(chart), [chart]);
  return (
    <details className="rt-chart-figures">
      <summary>
        Figures as a table ({plural(rows.length, 'row')}){onPick && '; a figure filters the result as its mark does'}
      </summary>
      <section className="rt-chart-table" aria-label="Figures of the chart">
        <table className="rt-table">
          <thead>
            <tr>
              {columns.map((name, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns may share a name
                <th key={at} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST_ROWS).map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity, and are never reordered
              <tr key={at}>
                {row.map((cell, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns may share a name
                  <td key={column}>
                    <Figure chart={chart} row={at} column={column} text={cell} onPick={onPick} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length > MOST_ROWS && <p className="rt-muted">The first {plural(MOST_ROWS, 'row')}.</p>}
      </section>
    </details>
  );
}

interface FigureProps {
  readonly chart: Chart;
  readonly row: number;
  readonly column: number;
  readonly text: string;
  readonly onPick: OnPick | undefined;
}
/** A figure of the table; a button where its rows can be told. */
function Figure({ chart, row, column, text, onPick }: FigureProps) {
  const mark = onPick && text !== '' ? markOfFigure(chart, row, column) : null;
  const picked = mark && pickOf(chart, mark);
  if (!picked || !onPick) return text;
  return (
    <button
      type="button"
      className="rt-chart-figure"
      aria-label={`${text}. Keep the rows in which ${pickedWords(chart, picked)}`}
      title={`Keep the rows in which ${pickedWords(chart, picked)}; with Alt select them on every screen`}
      onClick={(event) => onPick(picked, event)}
    >
      {text}
    </button>
  );
}
