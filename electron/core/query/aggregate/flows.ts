import type { Cell } from '../../../../shared/contract/values.ts';
import { type ChartData, type ChartValue, chartFacts } from '../../../../shared/domain/charts.ts';
import { byName, numberOf, Undrawn } from './cells.ts';
import { clocked } from './clock.ts';
import { columnName, type Taken } from './grouped.ts';
import { measured } from './measure.ts';

/** Rows by weekday and hour of the zone's clocks. */
export function hours(taken: Taken): ChartData {
  const { spec, rows, x, y } = taken;
  const undrawn = new Undrawn();
  const counted = spec.measure === 'rows' || y === null;
  const { local, clock } = clocked(x ?? [], columnName(taken, spec.x), spec.zone, undrawn);
  const groups: number[][][] = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => []));
  for (let row = 0; row < rows; row++) {
    const at = local[row] as number;
    if (Number.isNaN(at)) continue;
    const value: Cell = y?.[row] ?? null;
    if (!counted && numberOf(value) === null) {
      undrawn.add(columnName(taken, spec.y), value === null ? 'null' : 'not-number');
      continue;
    }
    const date = new Date(at);
    groups[(date.getUTCDay() + 6) % 7]?.[date.getUTCHours()]?.push(row);
  }
  const cells = groups.map((day) =>
    day.map((at) => (at.length === 0 ? null : measured(y, at, counted ? 'rows' : spec.measure))),
  );
  return {
    rows,
    drawnRows: rows - undrawn.total,
    notDrawn: undrawn.list(),
    clock,
    notes: [],
    drawn: { shape: 'hours', cells },
  };
}

type Flow = ChartValue & { readonly from: string; readonly to: string };

/** What goes from one name to another. Names meet in one node on both sides as long as nothing flows in a circle. */
export function flows(taken: Taken): ChartData {
  const { spec, rows, x, y, series } = taken;
  const undrawn = new Undrawn();
  const counted = spec.measure === 'rows' || y === null;
  const groups = new Map<string, Map<string, number[]>>();
  const name = byName((each) => each);
  for (let row = 0; row < rows; row++) {
    const [from, to, value] = [x?.[row] ?? null, series?.[row] ?? null, y?.[row] ?? null];
    if (from === null) undrawn.add(columnName(taken, spec.x), 'null');
    else if (to === null) undrawn.add(columnName(taken, spec.series), 'null');
    else if (!counted && numberOf(value) === null)
      undrawn.add(columnName(taken, spec.y), value === null ? 'null' : 'not-number');
    else {
      const [source, target] = [name(from), name(to)];
      const goes = groups.get(source) ?? new Map<string, number[]>();
      groups.set(source, goes);
      const at = goes.get(target);
      if (at) at.push(row);
      else goes.set(target, [row]);
    }
  }
  const all: Flow[] = [];
  for (const [from, goes] of groups)
    for (const [to, at] of goes) {
      const value = measured(y, at, counted ? 'rows' : spec.measure);
      if (value.value > 0) all.push({ ...value, from, to });
      else undrawn.add(columnName(taken, spec.y), 'negative', at.length);
    }
  all.sort((one, other) => other.value - one.value || (one.from + one.to < other.from + other.to ? -1 : 1));
  const most = spec.most ?? chartFacts('sankey').most;
  const kept = all.slice(0, most);
  const beyond = all.slice(most);
  undrawn.add(
    columnName(taken, spec.x),
    'beyond',
    beyond.reduce((sum, each) => sum + each.rows, 0),
  );
  const levels = !circular(kept);
  const names = new Map<string, number>();
  const nodes: string[] = [];
  const node = (name: string, side: 'from' | 'to'): number => {
    const key = levels ? name : `${side} ${name}`;
    const known = names.get(key);
    if (known !== undefined) return known;
    names.set(key, nodes.length);
    return nodes.push(name) - 1;
  };
  const drawn = kept.map(({ from, to, ...value }) => ({ ...value, from: node(from, 'from'), to: node(to, 'to') }));
  const notes = [
    ...(levels
      ? []
      : ['Something flows in a circle: names on the right are drawn apart from the same names on the left.']),
    ...(beyond.length > 0
      ? [`The ${most.toLocaleString('en-US')} largest of ${all.length.toLocaleString('en-US')} flows are drawn.`]
      : []),
  ];
  return {
    rows,
    drawnRows: rows - undrawn.total,
    notDrawn: undrawn.list(),
    clock: null,
    notes,
    drawn: { shape: 'flows', levels, nodes, flows: drawn },
  };
}

function circular(links: readonly { readonly from: string; readonly to: string }[]): boolean {
  const next = Map.groupBy(links, ({ from }) => from);
  const done = new Set<string>();
  const open = new Set<string>();
  const visit = (name: string): boolean => {
    if (open.has(name)) return true;
    if (done.has(name)) return false;
    open.add(name);
    const found = (next.get(name) ?? []).some(({ to }) => visit(to));
    open.delete(name);
    done.add(name);
    return found;
  };
  return [...next.keys()].some(visit);
}
