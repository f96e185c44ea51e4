import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { Turns } from '../../../../electron/core/db/turns.ts';

const [HOLDER, WANTED] = [0, 1];

/** A thread that takes the first cell of `shared` for itself, lets go of it after some milliseconds, and says so. */
function holdElsewhere(shared: SharedArrayBuffer, ms: number): Promise<Worker> {
  const code = `const { parentPort, workerData: { shared, ms } } = require('node:worker_threads');
    const state = new Int32Array(shared);
    Atomics.store(state, 0, 2);
    parentPort.postMessage('held');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
    Atomics.store(state, 0, 0);
    Atomics.notify(state, 0);`;
  const worker = new Worker(code, { eval: true, workerData: { shared, ms } });
  return new Promise((resolve) => worker.once('message', () => resolve(worker)));
}

describe('turns to write', () => {
  it('lets the core wait for the write that is under way, and for no other', async () => {
    const turns = new Turns();
    const state = new Int32Array(turns.shared);
    const worker = await holdElsewhere(turns.shared, 300);
    const began = performance.now();
    const seen = turns.first((begun) => {
      const wanted = state[WANTED];
      begun();
      return { wanted, after: state[WANTED], holder: state[HOLDER], waited: performance.now() - began };
    });
    expect(seen).toMatchObject({ wanted: 1, after: 0, holder: 0 });
    expect(seen.waited).toBeLessThan(4000);
    await worker.terminate();
  });

  it('is given back where a write fails, and by nobody else', () => {
    const turns = new Turns();
    const state = new Int32Array(turns.shared);
    const failing = () => {
      throw new Error('no');
    };
    expect(() => turns.first(failing)).toThrow('no');
    expect(() => turns.beside(3, failing)).toThrow('no');
    expect([...state]).toEqual([0, 0]);
    turns.beside(3, () => {
      turns.letGo(4);
      expect(state[HOLDER]).toBe(3);
    });
    expect(state[HOLDER]).toBe(0);
  });

  it('lets nobody begin beside the core while a write of it waits', async () => {
    const turns = new Turns();
    const state = new Int32Array(turns.shared);
    Atomics.store(state, WANTED, 1);
    const code = `const { workerData } = require('node:worker_threads');
      const state = new Int32Array(workerData);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
      Atomics.store(state, 1, 0);
      Atomics.notify(state, 1);`;
    const worker = new Worker(code, { eval: true, workerData: turns.shared });
    const began = performance.now();
    const wanted = turns.beside(2, () => Atomics.load(state, WANTED));
    expect(wanted).toBe(0);
    expect(performance.now() - began).toBeGreaterThan(80);
    await worker.terminate();
  });
});
