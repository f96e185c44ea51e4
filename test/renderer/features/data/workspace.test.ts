import { beforeEach, expect, test } from 'vitest';
import { useTransport as setTransport } from '../../../../renderer/client/call.ts';
import type { Transport } from '../../../../renderer/client/transport.ts';
import {
  changeTab,
  closeTab,
  keepEditor,
  keptEditor,
  openTab,
  workspaceOf,
} from '../../../../renderer/features/data/workspace.ts';
import type { Event } from '../../../../shared/contract/events.ts';
import type { CaseId } from '../../../../shared/contract/values.ts';

const caseId = 'c' as CaseId;
const heard = new Set<(event: Event | null) => void>();
const lock = () => {
  for (const listener of [...heard]) listener({ event: 'locked', why: 'asked' });
};
const transport: Partial<Transport> = {
  listen(listener) {
    heard.add(listener);
    return () => heard.delete(listener);
  },
};
setTransport(transport as Transport);
beforeEach(lock);

const sqlOf = (id: CaseId) => workspaceOf(id).tabs.map((tab) => tab.sql);

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
  workspaceOf(caseId);
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
  expect(workspaceOf(caseId)).toMatchObject({ active: second, tabs: [{ sql: 'SELECT 1' }, { sql: 'SELECT 2' }] });
});

test('closing goes to the neighbour; the last tab is emptied', () => {
  const [first, second, third] = ['SELECT 1', 'SELECT 2', 'SELECT 3'].map((sql) => openTab(caseId, sql)) as [
    string,
    string,
    string,
  ];
  closeTab(caseId, third);
  expect(workspaceOf(caseId).active).toBe(second);
  closeTab(caseId, first);
  expect(workspaceOf(caseId).active).toBe(second);
  closeTab(caseId, second);
  expect(sqlOf(caseId)).toEqual(['']);
  expect(workspaceOf(caseId).active).toBe(workspaceOf(caseId).tabs[0]?.id);
});
