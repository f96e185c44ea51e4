import { setTimeout as later } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { StartProcess } from '../../../../electron/core/host/channel.ts';
import { runnerOf } from '../../../../electron/core/query/runner.ts';
import { newCase, openTestCore } from '../../../support/core.ts';

it('starts the query process once the tables are looked at, one for all statements, and none after locking', async () => {
  await using test = await openTestCore();
  const { core } = test;
  const caseId = await newCase(test);
  const started: string[] = [];
  const start: StartProcess = core.startProcess;
  Object.assign(core, {
    startProcess: ((entry) => {
      started.push(entry);
      return start(entry);
    }) satisfies StartProcess,
  });
  await test.call('query.schema', { caseId });
  await expect.poll(() => started).toEqual(['query']);
  await test.call('query.schema', { caseId });
  expect((await test.run('query.run', { caseId, sql: 'SELECT 1' })).rowCount).toBe(1);
  expect(started).toEqual(['query']);
  const { session } = core;
  if (!session) throw new Error('locked');
  const runner = runnerOf(core, session);
  await test.call('vault.lock', {});
  runner.ready();
  await later(50);
  expect(started).toEqual(['query']);
});
