import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { refreshOnChange } from '../../../renderer/state/refresh.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched() {
  const client = new QueryClient();
  const stale = (name: string) => client.getQueryState([name.split('.')[0], name, {}])?.isInvalidated;
  for (const name of ['evidence.list', 'case.get', 'evidence.content', 'query.frozen'])
    client.setQueryData([name.split('.')[0], name, {}], name);
  return { refresh: refreshOnChange(client), stale };
}

test('a change makes everything be read again but what cannot change', () => {
  const { refresh, stale } = watched();
  refresh();
  expect(stale('evidence.list')).toBe(false);
  vi.advanceTimersByTime(200);
  expect(['evidence.list', 'case.get', 'evidence.content', 'query.frozen'].map(stale)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('a long run of changes is followed about once a second, and its end is not missed', () => {
  const client = new QueryClient();
  const invalidate = vi.spyOn(client, 'invalidateQueries').mockResolvedValue();
  const refresh = refreshOnChange(client);
  for (let at = 0; at < 5000; at += 50) {
    refresh();
    vi.advanceTimersByTime(50);
  }
  const during = invalidate.mock.calls.length;
  expect(during).toBeGreaterThanOrEqual(3);
  expect(during).toBeLessThanOrEqual(6);
  vi.advanceTimersByTime(500);
  expect(invalidate.mock.calls.length).toBe(during + 1);
});
