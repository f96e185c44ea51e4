import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keyOf, refresherOf } from '../../../renderer/client/hooks.ts';
import type { CommandName } from '../../../shared/contract/commands.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const READS = [
  'evidence.list',
  'case.get',
  'custody.list',
  'report.history',
  'evidence.content',
  'query.frozen',
] as const;
function watched() {
  const client = new QueryClient();
  const key = (name: CommandName) => keyOf(name, {} as never);
  for (const name of READS) client.setQueryData(key(name), name);
  const stale = () => READS.filter((name) => client.getQueryState(key(name))?.isInvalidated);
  return { refresher: refresherOf(client), stale };
}

test('a change makes what rests on it be read again, and never what cannot change', () => {
  const { refresher, stale } = watched();
  refresher.soon(['evidence']);
  expect(stale()).toEqual([]);
  vi.advanceTimersByTime(200);
  expect(stale()).toEqual(['evidence.list', 'case.get', 'custody.list']);
  refresher.soon(['report']);
  vi.advanceTimersByTime(200);
  expect(stale()).toEqual(['evidence.list', 'case.get', 'custody.list', 'report.history']);
});

test('a write that is over has its own and the waiting areas read at once, and once', async () => {
  const { refresher, stale } = watched();
  refresher.soon(['report']);
  await refresher.now(['evidence']);
  expect(stale()).toEqual(['evidence.list', 'case.get', 'custody.list', 'report.history']);
  expect(vi.getTimerCount()).toBe(0);
});

test('a long run of changes is followed about once a second, and its end is not missed', () => {
  const client = new QueryClient();
  const invalidate = vi.spyOn(client, 'invalidateQueries').mockResolvedValue();
  const refresher = refresherOf(client);
  for (let at = 0; at < 5000; at += 50) {
    refresher.soon(['evidence']);
    vi.advanceTimersByTime(50);
  }
  const during = invalidate.mock.calls.length;
  expect(during).toBeGreaterThanOrEqual(3);
  expect(during).toBeLessThanOrEqual(6);
  vi.advanceTimersByTime(500);
  expect(invalidate.mock.calls.length).toBe(during + 1);
});
