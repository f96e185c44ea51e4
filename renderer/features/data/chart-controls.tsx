import { HTMLSelect } from '@blueprintjs/core';
import type { ResultColumn } from '../../../shared/contract/query.ts';
import {
  CHART_UNITS,
  type ChartSpec,
  type ChartUnit,
  type ColumnFacts,
  chartFacts,
  MEASURES,
  type Measure,
} from '../../../shared/domain/charts.ts';
import { Field } from '../../ui/saved-field.tsx';

interface Props {
  readonly spec: ChartSpec;
  readonly facts: readonly ColumnFacts[];
  readonly columns: readonly ResultColumn[];
  readonly onChange: (spec: ChartSpec) => void;
}

const NO_COLUMN = '';
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const ADDED_UP: readonly Measure[] = ['rows', 'sum'];
const SAID: Readonly<Record<ChartUnit, string>> = {
  second: 'by second',
  minute: 'by minute',
  hour: 'by hour',
  day: 'by day',
  week: 'by week',
  month: 'by month',
  quarter: 'by quarter',
  year: 'by year',
};

/** Which column plays which part, what is measured, and how times are told. */
export function ChartControls({ spec, facts, columns, onChange }: Props) {
  const { x, y, series, measured } = chartFacts(spec.kind);
  const names = columns.map(({ name }, value) => ({ label: name, value }));
  const select = (
    label: string,
    value: string | number,
    options: readonly { label: string; value: string | number }[],
    set: (value: string) => void,
  ) => (
    <Field label={label} className="rt-data-chart-field">
      {(id) => (
        <HTMLSelect id={id} value={value} options={[...options]} onChange={(event) => set(event.target.value)} />
      )}
    </Field>
  );
  const column = (place: 'x' | 'y' | 'series', role: { words: string; optional?: true }) =>
    select(
      role.words,
      spec[place] ?? NO_COLUMN,
      role.optional ? [{ label: 'none', value: NO_COLUMN }, ...names] : names,
      (value) => onChange({ ...spec, [place]: value === NO_COLUMN ? null : Number(value) }),
    );
  const kinds = spec.kind === 'stacked' || spec.kind === 'sankey' ? ADDED_UP : (Object.keys(MEASURES) as Measure[]);
  const numbers = names.filter(({ value }) => facts[value]?.is !== 'time');
  const along = spec.x === null ? undefined : facts[spec.x];
  const timed = along?.is === 'time';
  const united =
    timed && (spec.kind === 'bar' || spec.kind === 'stacked' || spec.kind === 'line' || spec.kind === 'histogram');
  const zones = [...new Set(['UTC', ZONE, spec.zone])].map((value) => ({ label: value, value }));
  return (
    <>
      {column('x', x)}
      {series && column('series', series)}
      {measured &&
        select(
          'Measure',
          spec.measure,
          kinds.map((value) => ({ label: MEASURES[value], value })),
          (value) =>
            onChange({
              ...spec,
              measure: value as Measure,
              y: value === 'rows' ? null : (spec.y ?? numbers.at(-1)?.value ?? null),
            }),
        )}
      {y && (!measured || spec.measure !== 'rows') && column('y', { words: measured ? 'of' : y.words })}
      {united &&
        select(
          'Interval',
          spec.unit ?? NO_COLUMN,
          [{ label: 'automatic', value: NO_COLUMN }, ...CHART_UNITS.map((value) => ({ label: SAID[value], value }))],
          (value) => onChange({ ...spec, unit: value === NO_COLUMN ? null : (value as ChartUnit) }),
        )}
      {timed && along.zoned && select('Zone', spec.zone, zones, (value) => onChange({ ...spec, zone: value }))}
      {!timed &&
        (spec.kind === 'bar' || spec.kind === 'stacked') &&
        select(
          'Order',
          spec.order,
          [
            { label: 'by value', value: 'value' },
            { label: 'by name', value: 'name' },
            { label: 'as in the result', value: 'result' },
          ],
          (value) => onChange({ ...spec, order: value as ChartSpec['order'] }),
        )}
    </>
  );
}
