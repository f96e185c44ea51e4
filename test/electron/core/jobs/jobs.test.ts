import { describe, expect, it } from 'vitest';
import { Jobs } from '../../../../electron/core/jobs/jobs.ts';
import { Fault } from '../../../../shared/contract/errors.ts';
import type { Event } from '../../../../shared/contract/events.ts';
import type { JobState } from '../../../../shared/contract/jobs.ts';
import { hearFaults } from '../../../support/faults.ts';

const watch = () => {
  const states: JobState[] = [];
  const jobs = new Jobs((event: Event) => event.event === 'job' && states.push(event.job));
  return { jobs, states };
};
const ended = async (jobs: Jobs, id: JobState['id']) => {
  while (jobs.get(id).state === 'running') await new Promise((resolve) => setTimeout(resolve, 1));
  return jobs.get(id);
};

describe('jobs', () => {
  it('report progress and end with their result', async () => {
    const { jobs, states } = watch();
    const id = jobs.start('x', 'X', async (running) => {
      running.progress(1, 2, 'rows');
      running.progress(2, 2, 'rows');
      return 7;
    });
    expect(await ended(jobs, id)).toMatchObject({ state: 'done', result: 7, progress: { done: 2, total: 2 } });
    expect(states.at(-1)?.state).toBe('done');
    expect(jobs.busy).toBe(false);
  });
  it('end as cancelled when asked to stop, whatever they throw', async () => {
    const { jobs } = watch();
    const id = jobs.start(
      'x',
      'X',
      ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('torn')))),
    );
    await Promise.resolve();
    jobs.cancel(id);
    expect(await ended(jobs, id)).toMatchObject({ state: 'cancelled', error: { code: 'cancelled' } });
  });
  it('tell an expected failure as itself, even when they were asked to stop meanwhile', async () => {
    const jobs = new Jobs(() => {});
    const id = jobs.start(
      'x',
      'x',
      ({ signal }) =>
        new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(new Fault('disk', 'The disk is full.'))),
        ),
    );
    await Promise.resolve();
    jobs.cancel(id);
    expect(await ended(jobs, id)).toMatchObject({ state: 'failed', error: { code: 'disk' } });
  });
  it('keep an expected failure and hide an unexpected one', async () => {
    using log = hearFaults();
    const { jobs } = watch();
    const expected = jobs.start('x', 'X', () => Promise.reject(new Fault('changed', 'It changed.')));
    const unexpected = jobs.start('x', 'X', () => Promise.reject(new Error('secret name in here')));
    expect((await ended(jobs, expected)).error).toEqual({ code: 'changed', message: 'It changed.' });
    expect((await ended(jobs, unexpected)).error?.message).not.toContain('secret');
    expect(log.faults).toEqual(['x: Error']);
  });
  it('count as someone waiting, unless they say that nobody does', async () => {
    const { jobs } = watch();
    const held = Promise.withResolvers<void>();
    const alone = jobs.start('x', 'by itself', async ({ unattended }) => {
      unattended();
      await held.promise;
    });
    await Promise.resolve();
    expect([jobs.busy, jobs.unattended]).toEqual([false, true]);
    const awaited = jobs.start('x', 'waited for', () => held.promise);
    expect([jobs.busy, jobs.unattended]).toEqual([true, true]);
    held.resolve();
    await Promise.all([ended(jobs, alone), ended(jobs, awaited)]);
    expect([jobs.busy, jobs.unattended]).toEqual([false, false]);
  });
  it('forget old ones, never running ones', async () => {
    const { jobs } = watch();
    const running = jobs.start(
      'x',
      'long',
      ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error()))),
    );
    for (let count = 0; count < 250; count++)
      await ended(
        jobs,
        jobs.start('x', 'X', async () => count),
      );
    expect(jobs.list().length).toBeLessThanOrEqual(201);
    expect(jobs.get(running).state).toBe('running');
    await jobs.cancelAll(1000);
  });
});
