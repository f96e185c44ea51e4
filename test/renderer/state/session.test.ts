import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { beforeEach, expect, test } from 'vitest';
import { call, useTransport as setTransport } from '../../../renderer/client/call.ts';
import { Listeners } from '../../../renderer/client/listeners.ts';
import { followCore, lock, onLock, readStatus, sessionNow } from '../../../renderer/state/session.ts';
import type { Reply } from '../../../shared/contract/errors.ts';
import type { Event } from '../../../shared/contract/events.ts';
import type { FindingId } from '../../../shared/contract/values.ts';

const events = new Listeners<Event | null>();
const connection = new Listeners<boolean>();
const client = new QueryClient();
const called: string[] = [];
let answers: Record<string, Promise<Reply<unknown>>> = {};
const OPEN = { state: 'open', name: 'v', investigator: 'I', idleMinutes: 15, interrupted: [], rolledBack: null };
setTransport({
  host: 'browser',
  call(name) {
    called.push(name);
    return answers[name] ?? Promise.resolve({ ok: true, value: name === 'vault.status' ? OPEN : null });
  },
  listen: events.add,
  connection: connection.add,
  admit: () => Promise.reject(new Error('not tried')),
  save: () => Promise.reject(new Error('not tried')),
  print: () => Promise.reject(new Error('not tried')),
  folders: async () => null,
});
followCore(client);

const forgotten: string[] = [];
onLock(() => forgotten.push(`screen shows ${sessionNow().vault?.state ?? 'nothing'}`));

beforeEach(async () => {
  answers = {};
  await readStatus();
  client.setQueryData(['case', 'case.get', {}], 'Ivanka Holub');
  forgotten.length = 0;
  called.length = 0;
});
const kept = () => client.getQueryCache().getAll().length;

test.each([
  ['the core locks for idleness', { event: 'locked', why: 'idle' }, 'closed'],
  ['the core ends', null, 'open'],
] as const)('when %s, the screen goes first, then what is kept, before the event is over', (_, event, state) => {
  events.tell(event);
  expect(forgotten).toEqual([`screen shows ${state}`]);
  expect(sessionNow().gone || sessionNow().vault?.state === 'closed').toBe(true);
  expect(kept()).toBe(0);
});

test('the button clears the window before the core is asked, and waits for what was typed last', async () => {
  const written = Promise.withResolvers<Reply<unknown>>();
  answers = { 'finding.remove': written.promise, 'vault.lock': new Promise(() => {}) };
  void call('finding.remove', { findingId: 'f' as FindingId });
  void lock();
  expect(sessionNow().vault).toBeNull();
  expect(forgotten).toEqual(['screen shows nothing']);
  expect(kept()).toBe(0);
  expect(called).toEqual(['finding.remove']);
  written.resolve({ ok: true, value: null });
  await expect.poll(() => called).toEqual(['finding.remove', 'vault.lock']);
});

test('a part that keeps something anew while it is told of the lock does not loop', () => {
  let told = 0;
  let stop = onLock(again);
  function again(): void {
    told += 1;
    stop();
    stop = onLock(again);
  }
  events.tell({ event: 'locked', why: 'asked' });
  expect(told).toBe(1);
  stop();
});

test('what the screen after the lock asks for is answered', async () => {
  const door = new QueryObserver(client, { queryKey: ['vault', 'vault.list', {}], queryFn: () => 'the vaults' });
  const shown = Promise.withResolvers<unknown>();
  const stop = onLock(() => door.subscribe(({ data }) => data && shown.resolve(data)));
  events.tell({ event: 'locked', why: 'asked' });
  await expect(shown.promise).resolves.toBe('the vaults');
  stop();
  door.destroy();
});

test('a core that is not heard any more takes the screen with it, until it is heard again', async () => {
  connection.tell(false);
  expect(sessionNow().vault).toBeNull();
  expect(forgotten).toEqual([]); // only the connection may have broken
  expect(kept()).toBeGreaterThan(0);
  connection.tell(true);
  await expect.poll(() => sessionNow().vault?.state).toBe('open');
  events.tell({ event: 'locked', why: 'idle' });
  connection.tell(false);
  expect(sessionNow().vault?.state).toBe('closed'); // the door needs no core to be shown
});

test('what was open last is known after a lock, and another vault takes its place', async () => {
  const open = async (ref: string) => {
    answers['vault.status'] = Promise.resolve({ ok: true, value: { ...OPEN, ref } });
    await readStatus();
  };
  await open('one');
  await lock();
  expect(sessionNow()).toMatchObject({ vault: null, lastVault: 'one' });
  await open('two');
  await lock();
  expect(sessionNow().lastVault).toBe('two');
});
