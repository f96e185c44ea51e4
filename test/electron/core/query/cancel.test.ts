import { expect, it } from 'vitest';
import { newCase, openTestCore } from '../../../support/core.ts';

const COUNT = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)';
const HEAVY = {
  'a join of every row with every row': `${COUNT} SELECT count(*) FROM n AS a, n AS b WHERE a.i + b.i = 0`,
  'a recursion without end': 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n',
  'a function of ours in a loop': `${COUNT} SELECT sum(levenshtein(hex(i), 'abcdefghijklmnop')) FROM n`,
  'a sort of 1,000,000 rows': `${COUNT} SELECT i, hex(i) FROM n ORDER BY hex(i) DESC`,
} as const;
// The promise is 200 ms; here ten times that, as the machines of tests are loaded. Nothing is waited for.
const WITHIN_MS = 2000;

it('what runs, and what waits for its turn, ends when it is cancelled', { timeout: 60_000 }, async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const ended = async (jobId: never): Promise<number> => {
    const from = performance.now();
    await test.call('job.cancel', { jobId });
    for (let state = 'running'; state === 'running'; { state } = test.core.jobs.get(jobId))
      await new Promise((resolve) => setTimeout(resolve, 1));
    expect(test.core.jobs.get(jobId)).toMatchObject({ state: 'cancelled' });
    return performance.now() - from;
  };
  const start = async (sql: string) => (await test.call('query.run', { caseId, sql })).jobId as never;
  const took: Record<string, number> = {};
  for (const [name, sql] of Object.entries(HEAVY)) {
    await test.run('query.run', { caseId, sql: 'SELECT 1' }); // the process is there: only the statement is ended
    const running = await start(sql);
    await new Promise((resolve) => setTimeout(resolve, 250));
    if (name === 'a recursion without end') {
      const waiting = await start('SELECT 2');
      took['one that waits behind it'] = await ended(waiting);
    }
    took[name] = await ended(running);
  }
  process.stderr.write(
    `from cancel to answer: ${Object.entries(took)
      .map(([name, ms]) => `${name} ${ms.toFixed(0)} ms`)
      .join('; ')}\n`,
  );
  expect(Object.values(took).filter((ms) => ms > WITHIN_MS)).toEqual([]);
});
