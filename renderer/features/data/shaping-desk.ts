import type { CaseId, Cell } from '../../../shared/contract/values.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import type { Picked } from '../../../shared/domain/chart-picks.ts';
import { isFilter, type Shaping, type Step, shapingSql } from '../../../shared/domain/shaping.ts';
import { withStep } from '../../../shared/domain/shaping-steps.ts';
import { freeNames } from '../../../shared/domain/sql-names.ts';
import { runJob } from '../../client/call.ts';
import { changeTab, deskOf, type QueryTab, runInTab } from './data-desk.ts';
import { facetsShown } from './shaping-start.ts';

/** Shows what a shaping gives. The text in the editor stays as it is. */
export function shape(caseId: CaseId, tab: QueryTab, shaping: Shaping): void {
  // A run that another one follows, or that fails, shows no facets of its own.
  changeTab(caseId, tab.id, { facetsFor: tab.facetsFor ?? tab.shaping });
  void runInTab(caseId, tab.id, shapingSql(shaping), shaping).then((result) => {
    // The facets of now: they may have been shown or hidden while the rows were awaited.
    const now = tabNow(caseId, tab);
    if (!result || now?.result !== result) return;
    const facets = facetsAfter(now.facets, now.facetsFor, shaping, result.columns);
    changeTab(caseId, tab.id, { facets, facetsFor: shaping });
  });
}

const tabNow = (caseId: CaseId, { id }: QueryTab): QueryTab | undefined =>
  deskOf(caseId).tabs.find((tab) => tab.id === id);

export const addStep = (caseId: CaseId, tab: QueryTab, step: Step): void => {
  if (tab.shaping) shape(caseId, tab, withStep(tab.shaping, step));
};

const MOST_VALUES = 5000;
/**
 * Keeps the rows that a mark of a chart stands for, among those that are shown. A chart has the words of a value and not the value
 * itself, so that it is looked up among those of the column. @throws CallError, and an Error where no value reads like that
 */
export async function keepPicked(
  caseId: CaseId,
  tab: QueryTab,
  nameOf: (column: number) => string,
  picked: readonly Picked[],
): Promise<void> {
  if (!tab.shaping) return;
  const columns = [...new Set(picked.flatMap((each) => (each.is === 'value' ? [nameOf(each.column)] : [])))];
  const asked = { caseId, shaping: tab.shaping, columns, values: MOST_VALUES };
  const facets = columns.length > 0 ? (await runJob('analysis.facets', asked)).facets : [];
  const steps = picked.map((each): Step => {
    const column = nameOf(each.column);
    if (each.is === 'range') {
      const { from, to, toIncluded } = each;
      return { kind: 'range', column, from, to, toIncluded, keep: true };
    }
    if (each.is === 'hour') return { kind: 'hour', column, weekday: each.weekday, hour: each.hour, zone: each.zone };
    const values = facets.find((facet) => facet.column === column)?.values ?? [];
    const found = values.find(({ value }) => [cellText(value), cellText(value, 'shown')].includes(each.shown));
    if (!found) throw new Error(`No value of ${column} reads "${each.shown}". Filter by the facet of the column.`);
    return { kind: 'keep', column, values: [found.value] };
  });
  // Added, not put together with a step about the same column: of the rows that are shown those of the mark are kept.
  const known = new Set(tab.shaping.steps.map((step) => JSON.stringify(step)));
  const fresh = steps.filter((step) => !known.has(JSON.stringify(step)));
  if (tabNow(caseId, tab)?.shaping !== tab.shaping)
    throw new Error('Other rows are shown by now, so that nothing was filtered. Click the mark again.');
  if (fresh.length > 0) shape(caseId, tab, { ...tab.shaping, steps: [...tab.shaping.steps, ...fresh] });
}

export const showFacets = (caseId: CaseId, tab: QueryTab, facets: readonly string[] | null): void =>
  void changeTab(caseId, tab.id, { facets, facetsFor: tab.shaping });

const reshapes = ({ steps }: Shaping): string =>
  JSON.stringify(steps.filter((step) => !isFilter(step) && step.kind !== 'sort'));
/** The facets that are shown once a shaping has run: those of the new columns where a step changed them, else the same. */
export const facetsAfter = (
  facets: readonly string[] | null,
  before: Shaping | null,
  after: Shaping | null,
  columns: Parameters<typeof facetsShown>[0],
): readonly string[] | null =>
  facets !== null && before && after && reshapes(before) !== reshapes(after) ? facetsShown(columns) : facets;

const same = (one: Cell, other: Cell): boolean => JSON.stringify(one) === JSON.stringify(other);

/** How a value of a column is chosen by the last steps that leave rows out. */
export function chosenBy({ steps }: Shaping, column: string, value: Cell): 'keep' | 'exclude' | null {
  for (const step of lastFilters(steps))
    if (
      (step.kind === 'keep' || step.kind === 'exclude') &&
      step.column === column &&
      step.values.some((each) => same(each, value))
    )
      return step.kind;
  return null;
}

/** The steps after the last one that changes columns: those that facets count with. */
const lastFilters = (steps: readonly Step[]) =>
  steps.slice(steps.findLastIndex((step) => !isFilter(step) && step.kind !== 'sort') + 1).filter(isFilter);

/** Chooses a value, or takes the choice back. */
export function toggled(shaping: Shaping, column: string, value: Cell, how: 'keep' | 'exclude'): Shaping {
  const chosen = chosenBy(shaping, column, value);
  const held = lastFilters(shaping.steps);
  const without: Shaping = {
    ...shaping,
    steps: shaping.steps.flatMap((step): Step[] => {
      if (!isFilter(step) || !held.includes(step)) return [step];
      if ((step.kind !== 'keep' && step.kind !== 'exclude') || step.column !== column) return [step];
      const values = step.values.filter((each) => !same(each, value));
      return values.length > 0 ? [{ ...step, values }] : [];
    }),
  };
  return chosen === how ? without : withStep(without, { kind: how, column, values: [value] });
}

/** Takes a step back that is the same, or adds it. */
export function toggledStep(shaping: Shaping, step: Step): Shaping {
  const there = shaping.steps.some((each) => JSON.stringify(each) === JSON.stringify(step));
  return there
    ? { ...shaping, steps: shaping.steps.filter((each) => JSON.stringify(each) !== JSON.stringify(step)) }
    : withStep(shaping, step);
}

/** The values of a column with how often each occurs, the most frequent first. */
export const frequencies = (shaping: Shaping, column: string): Shaping => {
  const grouped = withStep(shaping, { kind: 'group', by: [{ column }], measures: [{ of: 'rows' }] });
  const count = freeNames([column, 'count'])[1] as string;
  return withStep(grouped, {
    kind: 'sort',
    by: [
      { column: count, down: true },
      { column, down: false },
    ],
  });
};
