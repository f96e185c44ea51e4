import { QueryClient } from '@tanstack/react-query';
import { beforeEach, expect, test, vi } from 'vitest';
import { useTransport as setTransport } from '../../../../renderer/client/call.ts';
import type { Transport } from '../../../../renderer/client/transport.ts';
import {
  changeTab,
  closeTab,
  deskOf,
  keepEditor,
  keptEditor,
  layOut,
  openTab,
  runInTab,
} from '../../../../renderer/features/data/data-desk.ts';
import { followRename } from '../../../../renderer/features/data/renamed-tabs.ts';
import { addStep, shape } from '../../../../renderer/features/data/shaping-desk.ts';
import { followCore, readStatus as followed } from '../../../../renderer/state/session.ts';
import type { Event } from '../../../../shared/contract/events.ts';
import type { CaseId } from '../../../../shared/contract/values.ts';
import type { Step } from '../../../../shared/domain/shaping.ts';

const caseId = 'c' as CaseId;
const OPEN = { state: 'open' };
const held = new Map<string, Record<string, string>>(); // what the vault keeps
const asked: [name: string, input: Record<string, unknown>][] = [];
let jobs = 0;
const heard = new Set<(event: Event | null) => void>();
const lock = () => {
  for (const listener of [...heard]) listener({ event: 'locked', why: 'asked' });
};
const transport: Partial<Transport> = {
  call: async (name, input) => {
    asked.push([name, input as Record<string, unknown>]);
    if (name === 'query.run') return { ok: true, value: { jobId: `j${++jobs}` } } as never;
    const { of, key, value } = input as { of: string; key: string; value: string };
    if (name === 'desk.keep') held.set(of, { [key]: value });
    return { ok: true, value: name === 'desk.state' ? { values: held.get(of) ?? {}, current: true } : OPEN } as never;
  },
  listen(listener) {
    heard.add(listener);
    return () => heard.delete(listener);
  },
};
setTransport(transport as Transport);
followCore(new QueryClient());
beforeEach(() => {
  lock();
  held.clear();
});

const sqlOf = (id: CaseId) => deskOf(id).tabs.map((tab) => tab.sql);

test('locking the vault forgets every statement, and an editor that leaves afterwards', () => {
  const tab = openTab(caseId, 'SELECT 1');
  keepEditor(caseId, tab, { doc: 'SELECT 1' });
  expect(keptEditor(tab)).toEqual({ doc: 'SELECT 1' });
  lock();
  expect(keptEditor(tab)).toBeUndefined();
  keepEditor(caseId, tab, { doc: 'SELECT 1' });
  expect(keptEditor(tab)).toBeUndefined();
  expect(sqlOf(caseId)).toEqual(['']);
  expect(changeTab(caseId, tab, { sql: 'late' })).toBe(false);
});

test('a lock is heard again by the memory made after the last one', () => {
  deskOf(caseId);
  lock();
  openTab(caseId, 'SELECT 2');
  expect(sqlOf(caseId)).toEqual(['SELECT 2']);
  lock();
  expect(sqlOf(caseId)).toEqual(['']);
});

test('cases have workspaces of their own', () => {
  openTab(caseId, 'SELECT 1');
  expect(sqlOf('other' as CaseId)).toEqual(['']);
});

test('a statement goes into the empty tab, the next one into a new tab', () => {
  const first = openTab(caseId, 'SELECT 1');
  const second = openTab(caseId, 'SELECT 2');
  expect(second).not.toBe(first);
  expect(deskOf(caseId)).toMatchObject({ active: second, tabs: [{ sql: 'SELECT 1' }, { sql: 'SELECT 2' }] });
});

test('closing goes to the neighbour; the last tab is emptied', () => {
  const [first, second, third] = ['SELECT 1', 'SELECT 2', 'SELECT 3'].map((sql) => openTab(caseId, sql)) as [
    string,
    string,
    string,
  ];
  closeTab(caseId, third);
  expect(deskOf(caseId).active).toBe(second);
  closeTab(caseId, first);
  expect(deskOf(caseId).active).toBe(second);
  closeTab(caseId, second);
  expect(sqlOf(caseId)).toEqual(['']);
  expect(deskOf(caseId).active).toBe(deskOf(caseId).tabs[0]?.id);
});

test('statements are laid out again as they were left, their results are not', async () => {
  vi.useFakeTimers();
  try {
    const tab = openTab(caseId, 'SELECT 1');
    openTab(caseId, 'SELECT 2');
    changeTab(caseId, tab, { run: { state: 'running', sql: 'SELECT 1', startedAt: 0, rows: 7 } });
    await vi.runAllTimersAsync();
  } finally {
    vi.useRealTimers();
  }
  lock();
  await followed(); // it is open again
  await layOut(caseId);
  expect(deskOf(caseId).tabs.map(({ sql, run }) => [sql, run.state])).toEqual([
    ['SELECT 1', 'idle'],
    ['SELECT 2', 'idle'],
  ]);
  await layOut(caseId);
  openTab(caseId, 'SELECT 3');
  await layOut(caseId); // what is open stays
  expect(sqlOf(caseId)).toEqual(['SELECT 1', 'SELECT 2', 'SELECT 3']);
});

test('what does not fit is not laid out', async () => {
  held.set(caseId, { data: '{"tabs":[]}' });
  await followed();
  await layOut(caseId);
  expect(sqlOf(caseId)).toEqual(['']);
});

test('what clicks made of a tab is laid out again after a lock, and run when it is shown', async () => {
  const shaping = {
    base: { table: 'logins' },
    columns: ['ip'],
    steps: [{ kind: 'keep' as const, column: 'ip', values: ['192.0.2.1'] }],
  };
  const opened = vi.useFakeTimers();
  const tab = openTab(caseId, 'SELECT * FROM logins');
  changeTab(caseId, tab, { shaping, facets: ['ip'] });
  await opened.runAllTimersAsync();
  vi.useRealTimers();
  lock();
  await followed(); // it is open again
  await layOut(caseId);
  expect(deskOf(caseId).tabs.find(({ id }) => id === tab)).toMatchObject({ shaping, facets: ['ip'], result: null });
});

test('open tabs follow another name of a table, in their text and in what clicks made of it', () => {
  const [all, joined, alias] = ['SELECT * FROM pay', 'SELECT * FROM other', 'SELECT 1 AS pay FROM pay'].map((sql) => {
    const id = openTab(caseId, sql);
    return id;
  }) as [string, string, string];
  const step: Step = {
    kind: 'join',
    table: 'PAY_raw',
    columns: ['id'],
    on: [{ left: 'id', right: 'id' }],
    unmatched: false,
  };
  changeTab(caseId, all, { shaping: { base: { table: 'pay' }, columns: ['id'], steps: [] }, facets: ['id'] });
  changeTab(caseId, joined, { shaping: { base: { sql: 'SELECT id FROM pay' }, columns: ['id'], steps: [step] } });
  const tabOf = (id: string) => deskOf(caseId).tabs.find((tab) => tab.id === id);
  const untouched = tabOf(alias);
  const nameOf = (id: string) => tabOf(id)?.name;
  expect(followRename(caseId, { from: 'pay', to: 'pay_2' }, new Set())).toEqual({
    changed: [nameOf(all), nameOf(joined)],
    left: [nameOf(alias)],
  });
  expect(tabOf(all)).toMatchObject({
    sql: 'SELECT * FROM pay_2',
    shaping: { base: { table: 'pay_2' } },
    facets: ['id'],
  });
  expect(tabOf(joined)?.shaping).toEqual({
    base: { sql: 'SELECT id FROM pay_2' },
    columns: ['id'],
    steps: [{ ...step, table: 'pay_2_raw' }],
  });
  expect(tabOf(alias)).toBe(untouched);
});

const told = (id: string, state: string, rest: object) => {
  for (const listener of [...heard]) listener({ event: 'job', job: { id, state, ...rest } } as never);
};
const result = (resultId: string, ...columns: string[]) => ({
  resultId,
  sql: 'SELECT 1',
  columns: columns.map((name) => ({ name, type: 'TEXT' })),
});
const settled = () => new Promise((resolve) => setTimeout(resolve));

test('a run that another one follows is stopped, and nothing of it lands', async () => {
  const tab = openTab(caseId, 'SELECT 1');
  const shaping = { base: { sql: 'SELECT 1' }, columns: ['a'], steps: [] };
  const first = runInTab(caseId, tab, 'SELECT 1');
  await settled();
  const [one, two] = [`j${jobs}`, `j${jobs + 1}`];
  const second = runInTab(caseId, tab, 'SELECT 2', shaping);
  expect(await runInTab(caseId, tab, 'SELECT 2', shaping)).toBeNull(); // the same: it runs already
  await settled();
  expect(asked.filter(([name]) => name === 'job.cancel').at(-1)?.[1]).toEqual({ jobId: one });
  told(one, 'cancelled', { error: { code: 'cancelled', message: 'cancelled' } });
  expect(await first).toBeNull();
  expect(deskOf(caseId).tabs.find(({ id }) => id === tab)).toMatchObject({
    shaping,
    run: { state: 'running', sql: 'SELECT 2' },
  });
  told(two, 'done', { result: result('r2', 'a') });
  expect(await second).toMatchObject({ resultId: 'r2' });
  expect(deskOf(caseId).tabs.find(({ id }) => id === tab)).toMatchObject({
    result: { resultId: 'r2' },
    run: { state: 'idle' },
  });
});

test('rows of a run that another one followed are given back when they come all the same', async () => {
  const tab = openTab(caseId, 'SELECT 1');
  const first = runInTab(caseId, tab, 'SELECT 1');
  await settled();
  const one = `j${jobs}`;
  void runInTab(caseId, tab, 'SELECT 2');
  await settled();
  told(one, 'done', { result: result('r1', 'a') });
  expect(await first).toBeNull();
  expect(asked.at(-1)).toEqual(['query.discard', { resultId: 'r1' }]);
  expect(deskOf(caseId).tabs.find(({ id }) => id === tab)).toMatchObject({ result: null, run: { sql: 'SELECT 2' } });
});

test('facets are those of the columns that a click made, though another click followed before its rows came', async () => {
  const tab = openTab(caseId, 'SELECT 1');
  const base = { base: { table: 't' }, columns: ['ip', 'n'], steps: [] };
  const grouped = { ...base, steps: [{ kind: 'group', by: [{ column: 'ip' }], measures: [{ of: 'rows' }] }] } as never;
  changeTab(caseId, tab, { shaping: base, facets: ['n'] });
  const now = () => deskOf(caseId).tabs.find(({ id }) => id === tab) as never;
  shape(caseId, now(), grouped);
  await settled();
  addStep(caseId, now(), { kind: 'keep', column: 'count', values: [1] });
  await settled();
  told(`j${jobs}`, 'done', { result: result('r3', 'ip', 'count') });
  await settled();
  expect(now()).toMatchObject({ facets: ['ip', 'count'], result: { resultId: 'r3' } });
});

test('a statement with other columns shows facets of these, and one with the same keeps those that were chosen', async () => {
  const tab = openTab(caseId, 'SELECT 1');
  const now = () => deskOf(caseId).tabs.find(({ id }) => id === tab);
  const base = { base: { table: 't' }, columns: ['ip', 'n', 'at'], steps: [] };
  changeTab(caseId, tab, { shaping: base, facets: ['ip'] });
  const run = async (sql: string, ...columns: string[]) => {
    const ran = runInTab(caseId, tab, sql);
    await settled();
    told(`j${jobs}`, 'done', { result: { ...result(sql, ...columns), sql } });
    await ran;
  };
  await run('SELECT ip, n, at FROM u', 'ip', 'n', 'at');
  expect(now()?.facets).toEqual(['ip']);
  await run('SELECT ip, total FROM u', 'ip', 'total');
  expect(now()?.facets).toEqual(['ip', 'total']);
});
