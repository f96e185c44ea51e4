import { Button, HTMLSelect, SegmentedControl, Spinner } from '@blueprintjs/core';
import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { AriaComponent, DataZoomComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { type ECharts, use as enable, init } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { QueryResult } from '../../../shared/contract/query.ts';
import type { Cell } from '../../../shared/contract/values.ts';
import { formatCount, plural } from '../../ui/format.ts';
import { Field } from '../../ui/saved-field.tsx';
import { messageOf } from '../../ui/toaster.ts';
import { CHART_ROWS, type ChartKind, chartOf, guessAxes } from './chart-data.ts';
import { fetchRows } from './result-rows.ts';

enable([
  BarChart,
  LineChart,
  ScatterChart,
  GridComponent,
  TooltipComponent,
  DataZoomComponent,
  AriaComponent,
  CanvasRenderer,
]);

const KINDS: { label: string; value: ChartKind }[] = [
  { label: 'Bar', value: 'bar' },
  { label: 'Line', value: 'line' },
  { label: 'Scatter', value: 'scatter' },
  { label: 'Histogram', value: 'histogram' },
];

/** The window's colours as a chart needs them: a canvas knows no variables. */
function colours() {
  const style = getComputedStyle(document.body);
  const of = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: of('--rt-text'),
    muted: of('--rt-muted'),
    border: of('--rt-border'),
    mark: of('--rt-focus'),
    surface: of('--rt-surface'),
    font: style.fontFamily,
  };
}

/** Redraws when the window turns light or dark. */
function useColours() {
  const [held, set] = useState(colours);
  useEffect(() => {
    const watch = new MutationObserver(() => set(colours()));
    watch.observe(document.body, { attributeFilter: ['class'] });
    return () => watch.disconnect();
  }, []);
  return held;
}

interface Props {
  readonly result: QueryResult;
  /** The column a chart was asked for; null when it is for the first look to choose. */
  readonly column: number | null;
  readonly onClose: () => void;
}

/** Draws a result. The statement and the number of rows stay beside the picture. */
export function ResultChart({ result, column, onClose }: Props) {
  const [kind, setKind] = useState<ChartKind>(column === null ? 'bar' : 'histogram');
  const [rows, setRows] = useState<readonly (readonly Cell[])[] | null>(null);
  const [problem, setProblem] = useState('');
  const [chosen, setAxes] = useState<{ x: number; y: number } | null>(null);
  const palette = useColours();
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const most = CHART_ROWS[kind];

  useEffect(() => {
    let wanted = true;
    fetchRows(result, 0, Math.min(most, result.rowCount)).then(
      (read) => wanted && setRows(read),
      (error: unknown) => wanted && setProblem(messageOf(error)),
    );
    return () => {
      wanted = false;
    };
  }, [result, most]);

  const axes = useMemo(() => {
    if (chosen) return chosen;
    const guess = guessAxes(result.columns, rows ?? []);
    return column === null ? guess : { ...guess, y: column };
  }, [chosen, column, result, rows]);
  const drawn = useMemo(
    () => (rows ? chartOf(kind, result.columns, rows.slice(0, most), axes) : null),
    [rows, kind, most, result, axes],
  );

  useEffect(() => {
    if (!box.current) return;
    const made = init(box.current);
    chart.current = made;
    const resize = new ResizeObserver(() => made.resize());
    resize.observe(box.current);
    return () => {
      resize.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    if (!drawn || !chart.current) return;
    const axis = {
      axisLine: { lineStyle: { color: palette.border } },
      axisLabel: { color: palette.muted, overflow: 'truncate', width: 110 },
      nameTextStyle: { color: palette.text },
      splitLine: { lineStyle: { color: palette.border } },
    };
    const { xAxis, yAxis, series } = drawn.option as Record<string, object>;
    chart.current.setOption(
      {
        animation: false,
        aria: { enabled: true },
        color: [palette.mark],
        textStyle: { fontFamily: palette.font },
        grid: { left: 72, right: 24, top: 16, bottom: 52 },
        tooltip: {
          trigger: kind === 'scatter' ? 'item' : 'axis',
          backgroundColor: palette.surface,
          borderColor: palette.border,
          textStyle: { color: palette.text, fontSize: 12 },
          confine: true,
        },
        dataZoom: [{ type: 'inside' }],
        xAxis: { ...axis, ...xAxis },
        yAxis: { ...axis, ...yAxis },
        series,
      },
      true,
    );
  }, [drawn, kind, palette]);

  const options = result.columns.map(({ name }, value) => ({ label: name, value }));
  const cut = result.rowCount > most;
  return (
    <section className="rt-data-chart" aria-label="Chart of the result">
      <div className="rt-data-chart-bar">
        <SegmentedControl
          size="small"
          aria-label="Kind of chart"
          options={KINDS}
          value={kind}
          onValueChange={(value) => setKind(value as ChartKind)}
        />
        {kind !== 'histogram' && (
          <Field label="X axis" className="rt-data-chart-field">
            {(id) => (
              <HTMLSelect
                id={id}
                value={axes.x}
                options={options}
                onChange={(event) => setAxes({ ...axes, x: Number(event.target.value) })}
              />
            )}
          </Field>
        )}
        <Field label={kind === 'histogram' ? 'Values' : 'Y axis'} className="rt-data-chart-field">
          {(id) => (
            <HTMLSelect
              id={id}
              value={axes.y}
              options={options}
              onChange={(event) => setAxes({ ...axes, y: Number(event.target.value) })}
            />
          )}
        </Field>
        <span className="rt-grow rt-muted">
          {cut
            ? `The first ${formatCount(most)} of ${plural(result.rowCount, 'row')}.`
            : plural(result.rowCount, 'row')}
          {drawn && drawn.left > 0 && ` ${plural(drawn.left, 'value')} not drawn because not numeric.`}
        </span>
        <Button variant="minimal" icon="cross" aria-label="Close the chart" onClick={onClose} />
      </div>
      {problem && (
        <p role="alert" className="rt-danger rt-data-chart-note">
          {problem}
        </p>
      )}
      {!rows && !problem && <Spinner size={24} />}
      <div ref={box} className="rt-data-chart-canvas" role="img" aria-label={`${kind} chart`} />
    </section>
  );
}
