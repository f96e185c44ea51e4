import { expect, test } from 'vitest';
import { Listeners } from '../../../renderer/client/listeners.ts';
import { createStore } from '../../../renderer/state/store.ts';

test('everyone is told before a change returns, and nobody of a value that is the same', () => {
  const store = createStore(1);
  const heard: number[] = [];
  const stop = store.subscribe(() => heard.push(store.get()));
  store.set(2);
  store.set(2);
  store.update((before) => before + 1);
  stop();
  store.set(4);
  expect(heard).toEqual([2, 3]);
});

test('a listener that subscribes anew while it is told neither loops nor is told twice', () => {
  const store = createStore(0);
  let told = 0;
  const listen = (): void => {
    told += 1;
    stop();
    stop = store.subscribe(listen);
  };
  let stop = store.subscribe(listen);
  store.set(1);
  expect(told).toBe(1);
  store.set(2);
  expect(told).toBe(2);
});

test('one that is removed while others are told hears nothing more', () => {
  const listeners = new Listeners<string>();
  const heard: string[] = [];
  listeners.add(() => stop());
  const stop = listeners.add((value) => heard.push(value));
  listeners.tell('a');
  expect(heard).toEqual([]);
});

test('one function that listens twice is told twice, and stops once at a time', () => {
  const listeners = new Listeners<string>();
  const heard: string[] = [];
  const listen = (value: string) => void heard.push(value);
  const stop = listeners.add(listen);
  listeners.add(listen);
  listeners.tell('a');
  stop();
  listeners.tell('b');
  expect(heard).toEqual(['a', 'a', 'b']);
});
