import type { Cell } from '../contract/values.ts';
import { isFilter, type Measure, type Shaping, type Step, shapingColumns } from './shaping.ts';

/**
 * Adds a step; one that speaks of the same takes the place of the one before it: values that are kept or left out are put
 * together with those of the column, and there is one order.
 */
export function withStep(shaping: Shaping, step: Step): Shaping {
  const { steps } = shaping;
  const from = steps.findLastIndex((each) => !isFilter(each) && each.kind !== 'sort') + 1;
  const at = steps.findIndex(
    (each, index) =>
      index >= from &&
      each.kind === step.kind &&
      (step.kind === 'sort' ||
        (step.kind === 'unusual' &&
          each.kind === 'unusual' &&
          each.column === step.column &&
          each.what === step.what) ||
        ((step.kind === 'keep' || step.kind === 'exclude' || step.kind === 'range' || step.kind === 'blank') &&
          'column' in each &&
          each.column === step.column)),
  );
  const before = steps[at];
  if (!before) return { ...shaping, steps: [...steps, step] };
  const put =
    (step.kind === 'keep' || step.kind === 'exclude') && before.kind === step.kind
      ? { ...step, values: together(before.values, step.values) }
      : step;
  return { ...shaping, steps: steps.with(at, put) };
}
const together = (one: readonly Cell[], other: readonly Cell[]): Cell[] => [
  ...new Map([...one, ...other].map((value) => [JSON.stringify(value), value])).values(),
];

/** A shaping without one of its steps, and without those after it that name a column which then is not there. */
export function withoutStep(shaping: Shaping, index: number): Shaping {
  let steps: Step[] = [];
  for (const [at, step] of shaping.steps.entries()) {
    if (at === index) continue;
    const there = new Set(shapingColumns({ ...shaping, steps }));
    if (columnsOf(step).every((name) => there.has(name))) steps = [...steps, step];
  }
  return { ...shaping, steps };
}

/** Columns that a step speaks of. */
function columnsOf(step: Step): string[] {
  const measured = (measures: readonly Measure[]) =>
    measures.flatMap(({ column, by }) => [column, by].filter((name) => name !== undefined));
  switch (step.kind) {
    case 'sort':
      return step.by.map(({ column }) => column);
    case 'columns':
      return step.columns;
    case 'group':
      return [...step.by.map(({ column }) => column), ...measured(step.measures)];
    case 'pivot':
      return [...step.rows.map(({ column }) => column), step.column.column, ...measured([step.measure])];
    case 'join':
      return step.on.map(({ left }) => left);
    default:
      return [step.column];
  }
}
