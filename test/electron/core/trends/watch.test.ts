import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CaseId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';

let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
});
afterAll(async () => {
  await test[Symbol.asyncDispose]();
});
const take = async (caseId: CaseId, name: string, text: string) =>
  (await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, text) })).exhibitId;
const today = (): string => new Date().toISOString().slice(0, 10);

it('an indicator to watch is looked for in what is imported, in every case, by its whole value', async () => {
  const one = await newCase(test);
  const other = await newCase(test);
  await test.call('finding.judge', {
    caseId: one,
    indicators: [
      { key: 'a', text: 'Logins from 192.0.2.1', means: 'the same operator' },
      { key: 'b', text: 'New accounts come in the night', means: 'another shift' },
    ],
  });
  await take(other, 'near.csv', 'account,ip\nu_1,192.0.2.11\nu_2,10.192.0.2.1\n');
  const period = { from: today(), to: today() };
  expect((await test.call('trend.watch', period)).map(({ values, seen }) => [values, seen])).toEqual([
    [['192.0.2.1'], []],
    [[], []],
  ]);
  const exhibitId = await take(other, 'logins.csv', 'account,ip\nu_3,192.0.2.1\n');
  const [found] = await test.call('trend.watch', period);
  expect(found).toMatchObject({
    ...{ caseId: one, case: 'C-0001', means: 'the same operator', seenLeft: 0 },
    seen: [{ caseId: other, exhibitId, case: 'C-0002', title: 'logins.csv', value: '192.0.2.1' }],
  });
  // Not in what was imported before or after the period.
  expect((await test.call('trend.watch', { from: '2020-01-01', to: '2020-01-31' }))[0]?.seen).toEqual([]);
  const printed = await test.run('trend.print', { by: 'team', ...period });
  expect(printed.pages).toBe(1);
});
