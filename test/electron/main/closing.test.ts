import { describe, expect, it } from 'vitest';
import { makeClosing, type Parts } from '../../../electron/main/closing.ts';

function closingWith(over: Partial<Parts>) {
  const done: string[] = [];
  const step = (name: string) => async () => void done.push(name);
  const closing = makeClosing({
    runningJobs: async () => 0,
    mayEndJobs: async () => true,
    flush: step('flush'),
    close: step('close'),
    exit: () => done.push('exit'),
    ...over,
  });
  return { closing, done };
}

describe('closing the program', () => {
  it('saves, locks, exits, once', async () => {
    const { closing, done } = closingWith({});
    await Promise.all([closing.leave(false), closing.leave(false), closing.leave(true)]);
    expect(done).toEqual(['flush', 'close', 'exit']);
  });
  it('stays when the user keeps the jobs, and can be asked again', async () => {
    const answers = [false, true];
    const { closing, done } = closingWith({
      runningJobs: async () => 2,
      mayEndJobs: async () => answers.shift() ?? false,
    });
    await closing.leave(false);
    expect({ done, leaving: closing.leaving }).toEqual({ done: [], leaving: false });
    await closing.leave(false);
    expect(done).toEqual(['flush', 'close', 'exit']);
  });
  it('does not wait for an answer when it is forced', async () => {
    const { closing, done } = closingWith({ runningJobs: async () => 1, mayEndJobs: () => new Promise(() => {}) });
    void closing.leave(false);
    await closing.leave(true);
    expect(done).toEqual(['flush', 'close', 'exit']);
  });
  it('goes on when a step fails', async () => {
    const broken = () => Promise.reject(new Error('gone'));
    const { closing, done } = closingWith({ runningJobs: broken, flush: broken, close: broken });
    await closing.leave(false);
    expect(done).toEqual(['exit']);
  });
});
