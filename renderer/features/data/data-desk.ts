import { z } from 'zod';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { QueryResult } from '../../../shared/contract/query.ts';
import { type CaseId, SavedQueryId } from '../../../shared/contract/values.ts';
import type { ChartSpec } from '../../../shared/domain/charts.ts';
import { Shaping, shapingColumns, shapingSql } from '../../../shared/domain/shaping.ts';
import type { FiledQuery } from '../../../shared/domain/sql-files.ts';
import { freeNames } from '../../../shared/domain/sql-names.ts';
import { boundIn, Parameter, parametersIn } from '../../../shared/domain/sql-parameters.ts';
import { CallError, call, runJob } from '../../client/call.ts';
import { keep, kept } from '../../state/desk.ts';
import { onLock, sessionNow } from '../../state/session.ts';
import { createStore, useStore } from '../../state/store.ts';
import { facetsShown, shapingOf } from './shaping-start.ts';

export type Run =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly sql: string; readonly startedAt: number; readonly rows: number | null }
  | { readonly state: 'failed'; readonly sql: string; readonly code: ErrorCode; readonly message: string };

export interface QueryTab {
  readonly id: string;
  readonly name: string;
  readonly sql: string;
  /** What was last given for parameters, of whichever statement. */
  readonly parameters: readonly Parameter[];
  /** The saved query that was opened in it. */
  readonly query: SavedQueryId | null;
  readonly run: Run;
  readonly result: QueryResult | null;
  /** The exhibit that the result was saved as. */
  readonly saved: Exhibit | null;
  /** What clicks made of the statement that ran; null before one ran, and where it cannot be nested. */
  readonly shaping: Shaping | null;
  /** Columns whose facets are shown; null when they are not. */
  readonly facets: readonly string[] | null;
  /** The shaping that these were chosen for; null where it is that of the tab, or none was. */
  readonly facetsFor: Shaping | null;
  /** Kept while the tab shows results with the same columns. */
  readonly layout: GridLayout | null;
  /** How its rows were drawn last, and of which columns. */
  readonly chart: DrawnAs | null;
}
export interface DrawnAs {
  readonly spec: ChartSpec;
  readonly columns: readonly string[];
}
/** How the columns of a grid stand, by name. */
export const GridLayout = z.object({
  order: z.array(z.string()),
  pinned: z.array(z.string()),
  widths: z.record(z.string(), z.number()),
  wrapped: z.boolean().optional(),
});
export type GridLayout = z.infer<typeof GridLayout>;

/** What the data screen of a case holds. Statements and layout are kept in the vault: SQL names people and accounts. */
export interface DataDesk {
  readonly tabs: readonly QueryTab[];
  readonly active: string;
  readonly rowLimit: number;
  readonly timeoutSeconds: number;
  /** Pixels. */
  readonly treeWidth: number;
  /** Share of the height that the editor takes, in per cent. */
  readonly editorShare: number;
  /** Share of the height of a result that its chart takes, in per cent; folded it shows its title alone. */
  readonly chartShare: number;
  readonly chartFolded: boolean;
  readonly nextName: number;
}

const desks = createStore(new Map<CaseId, DataDesk>());
const editors = new Map<string, unknown>(); // by tab: the editor's own state while another tab or screen is shown

onLock(() => {
  editors.clear();
  desks.set(new Map());
});

const emptyTab = (number: number, sql = ''): QueryTab => ({
  id: crypto.randomUUID(),
  name: `Query ${number}`,
  sql,
  parameters: [],
  query: null,
  run: { state: 'idle' },
  result: null,
  saved: null,
  shaping: null,
  facets: null,
  facetsFor: null,
  layout: null,
  chart: null,
});

/** The first asking makes it, and tells nobody: whoever asks gets the same. */
export function deskOf(caseId: CaseId): DataDesk {
  const held = desks.get().get(caseId);
  if (held) return held;
  const first = emptyTab(1);
  const made: DataDesk = {
    tabs: [first],
    active: first.id,
    rowLimit: 100_000,
    timeoutSeconds: 60,
    treeWidth: 260,
    editorShare: 30,
    chartShare: 60,
    chartFolded: false,
    nextName: 2,
  };
  desks.get().set(caseId, made);
  return made;
}

export function changeDesk(caseId: CaseId, change: (desk: DataDesk) => Partial<DataDesk>): void {
  const before = deskOf(caseId);
  const after = { ...before, ...change(before) };
  desks.update((all) => new Map(all).set(caseId, after));
  const [was, is] = [keptOf(before), keptOf(after)];
  if (JSON.stringify(was) !== JSON.stringify(is)) keep(caseId, 'data', is);
}

const KeptDesk = z.object({
  tabs: z
    .array(
      z.object({
        ...{ id: z.string(), name: z.string(), sql: z.string(), layout: GridLayout.nullish() },
        ...{ shaping: Shaping.nullish(), facets: z.array(z.string()).nullish() },
        ...{ parameters: z.array(Parameter).optional(), query: SavedQueryId.nullish() },
      }),
    )
    .min(1),
  active: z.string(),
  rowLimit: z.number(),
  timeoutSeconds: z.number(),
  treeWidth: z.number(),
  editorShare: z.number(),
  chartShare: z.number().default(60),
  chartFolded: z.boolean().default(false),
  nextName: z.number(),
});
type KeptDesk = z.infer<typeof KeptDesk>;

const keptOf = ({ tabs, ...rest }: DataDesk): KeptDesk =>
  KeptDesk.parse({
    ...rest,
    tabs: tabs.map(({ id, name, sql, parameters, query, layout, shaping, facets }) => {
      // What clicks made of a statement is run again when the tab is shown; a statement alone waits to be asked.
      const clicked = shaping !== null && (facets !== null || shaping.steps.length > 0);
      return { id, name, sql, parameters, query, layout, ...(clicked && { shaping, facets }) };
    }),
  });

/** Lays out again what was open when the window was last left. What is open already stays. */
export async function layOut(caseId: CaseId): Promise<void> {
  if (desks.get().has(caseId)) return;
  const { value } = await kept<KeptDesk | null>(caseId, 'data', KeptDesk, null);
  if (!value || desks.get().has(caseId) || sessionNow().vault?.state !== 'open') return; // locked meanwhile
  const tabs = value.tabs.map(
    (tab): QueryTab => ({
      ...tab,
      parameters: tab.parameters ?? [],
      query: tab.query ?? null,
      run: { state: 'idle' },
      result: null,
      saved: null,
      shaping: tab.shaping ?? null,
      facets: tab.facets ?? null,
      facetsFor: null,
      layout: tab.layout ?? null,
      chart: null,
    }),
  );
  desks.update((all) => new Map(all).set(caseId, { ...value, tabs }));
}

/** Changes a tab that may have been closed, or locked away, meanwhile; then nothing happens. */
export function changeTab(caseId: CaseId, tabId: string, change: Partial<QueryTab>): boolean {
  const held = desks.get().get(caseId);
  if (!held?.tabs.some((tab) => tab.id === tabId)) return false;
  changeDesk(caseId, ({ tabs }) => ({
    tabs: tabs.map((tab) => (tab.id === tabId ? { ...tab, ...change } : tab)),
  }));
  return true;
}

/** Keeps cursor and undo steps of a tab's editor; not of a tab that was closed or locked away. */
export function keepEditor(caseId: CaseId, tabId: string, state: unknown): void {
  if (
    desks
      .get()
      .get(caseId)
      ?.tabs.some((tab) => tab.id === tabId)
  )
    editors.set(tabId, state);
}
export const keptEditor = (tabId: string): unknown => editors.get(tabId);

/** A new tab at the end, or the active one when it is still empty. Returns its id. */
export function openTab(caseId: CaseId, sql = ''): string {
  const { tabs, active, nextName } = deskOf(caseId);
  const current = tabs.find((tab) => tab.id === active);
  if (sql !== '' && current?.sql.trim() === '' && current.run.state !== 'running') {
    changeTab(caseId, current.id, { sql });
    return current.id;
  }
  const tab = emptyTab(nextName, sql);
  changeDesk(caseId, () => ({ tabs: [...tabs, tab], active: tab.id, nextName: nextName + 1 }));
  return tab.id;
}

/** The last tab is emptied rather than closed. */
export function closeTab(caseId: CaseId, tabId: string): void {
  editors.delete(tabId);
  changeDesk(caseId, ({ tabs, active, nextName }) => {
    const at = tabs.findIndex((tab) => tab.id === tabId);
    const rest = tabs.filter((tab) => tab.id !== tabId);
    const fresh = rest.length > 0 ? rest : [emptyTab(nextName)];
    const next = fresh[Math.min(Math.max(at, 0), fresh.length - 1)] ?? fresh[0];
    return {
      tabs: fresh,
      active: active === tabId && next ? next.id : active,
      nextName: rest.length > 0 ? nextName : nextName + 1,
    };
  });
}

export function useDataDesk(caseId: CaseId): DataDesk {
  useStore(desks);
  return deskOf(caseId);
}

const running = new Map<string, AbortController>(); // by tab: a run goes on while another screen is shown

const discard = (tab: QueryTab | undefined): void => {
  if (tab?.result) void call('query.discard', { resultId: tab.result.resultId }).catch(() => {});
};

/**
 * Runs a statement in a tab; what the tab showed before is given back first, and what still runs in it is stopped, unless it is
 * the same. The outcome lands in the desk, but for that of a run which another one followed.
 * @param shaping that the statement stands for; without one it begins a shaping itself
 * @returns what is shown now; null where nothing is
 */
export async function runInTab(
  caseId: CaseId,
  tabId: string,
  sql: string,
  shaping?: Shaping,
): Promise<QueryResult | null> {
  const { tabs, rowLimit, timeoutSeconds } = deskOf(caseId);
  const tab = tabs.find((each) => each.id === tabId);
  if (!tab || (running.has(tabId) && tab.run.state === 'running' && tab.run.sql === sql)) return null;
  running.get(tabId)?.abort();
  discard(tab);
  const abort = new AbortController();
  running.set(tabId, abort);
  const land = (change: Partial<QueryTab>): boolean => running.get(tabId) === abort && changeTab(caseId, tabId, change);
  const startedAt = Date.now();
  land({
    result: null,
    saved: null,
    shaping: shaping ?? null,
    ...(!shaping && { facetsFor: tab.facetsFor ?? tab.shaping }),
    run: { state: 'running', sql, startedAt, rows: null },
  });
  try {
    const result = await runJob(
      'query.run',
      {
        caseId,
        sql,
        rowLimit,
        timeoutSeconds,
        parameters: shaping ? [] : givenIn(tab, sql),
        derived: shaping !== undefined,
      },
      {
        signal: abort.signal,
        onProgress: ({ progress }) =>
          void land({ run: { state: 'running', sql, startedAt, rows: progress?.done ?? null } }),
      },
    );
    const shown = land({
      result,
      shaping: shaping ?? shapingOf(result),
      run: { state: 'idle' },
      ...(!shaping && facetsOf(caseId, tabId, result)),
    });
    if (!shown) void call('query.discard', { resultId: result.resultId }).catch(() => {});
    return shown ? result : null;
  } catch (error) {
    const { code, message } =
      error instanceof CallError ? error : new CallError('internal', 'The query ended unexpectedly.');
    land({ run: { state: 'failed', sql, code, message } });
    return null;
  } finally {
    if (running.get(tabId) === abort) running.delete(tabId);
  }
}

/** The facets of a statement's own rows: those that were shown, unless it has other columns than what they were chosen for. */
function facetsOf(caseId: CaseId, tabId: string, { columns }: QueryResult): Pick<QueryTab, 'facets' | 'facetsFor'> {
  const { facets = null, facetsFor = null } = deskOf(caseId).tabs.find(({ id }) => id === tabId) ?? {};
  const names = freeNames(columns.map(({ name }) => name));
  const same = !facetsFor || JSON.stringify(shapingColumns(facetsFor)) === JSON.stringify(names);
  return { facets: facets && !same ? facetsShown(columns) : facets, facetsFor: null };
}

/** Shows the result of what clicks had made of a tab before the window was left, once the tab is on screen again. */
export function showAgain(caseId: CaseId, { id, shaping, result, run }: QueryTab): void {
  if (shaping && !result && run.state === 'idle') void runInTab(caseId, id, shapingSql(shaping), shaping);
}

type Given = Pick<QueryTab, 'sql' | 'parameters'>;

/** What is known for the parameters of a statement: what was given last, or what the text itself begins with. */
function givenIn({ sql: text, parameters }: Given, sql: string): Parameter[] {
  const known = new Map([...boundIn(text), ...parameters].map((each) => [each.name, each]));
  return parametersIn(sql).flatMap((name) => known.get(name) ?? []);
}

/** All parameters of a text, those that nothing is known for as empty texts; these are not bound until something is typed. */
export function askedIn(tab: Given): Parameter[] {
  const given = givenIn(tab, tab.sql);
  return parametersIn(tab.sql).map(
    (name) => given.find((each) => each.name === name) ?? { name, kind: 'text', value: '' },
  );
}

/** Opens a query that has a name in a tab of its own, or the tab in which it is open. */
export function openNamed(caseId: CaseId, named: FiledQuery & { readonly id?: SavedQueryId }): void {
  const open = deskOf(caseId).tabs.find(({ query }) => named.id !== undefined && query === named.id);
  if (open) return changeDesk(caseId, () => ({ active: open.id }));
  const { name, sql, parameters, id } = named;
  const tabId = openTab(caseId, sql);
  changeTab(caseId, tabId, { parameters, query: id ?? null, ...(name !== '' && { name }) });
}

export const cancelTab = (tabId: string): void => running.get(tabId)?.abort();

/** Closes a tab, stops what runs in it and gives its rows back. */
export function closeQuery(caseId: CaseId, tabId: string): void {
  cancelTab(tabId);
  discard(deskOf(caseId).tabs.find((tab) => tab.id === tabId));
  closeTab(caseId, tabId);
}
