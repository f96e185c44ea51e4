import { expect, it } from 'vitest';
import type { Input } from '../../../../shared/contract/commands.ts';
import { unitsText } from '../../../../shared/domain/tracing/words.ts';
import { newCase, openTestCore } from '../../../support/core.ts';

type Spec = Input<'trace.run'>['spec'];

it('charges the fee of what a statement received to its account, in balances, forwards and backwards', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const lines = [
    'Date,Transaction ID,Transaction Type,Currency,Amount,Fee,Net Amount,Asset Type,Asset Price,Asset Amount,Status,Notes,Name of sender/receiver,Account',
    '2026-01-02 03:04:05 UTC,c1,P2P,USD,$100.00,-$10.00,$90.00,,,,PAYMENT DEPOSITED,,Ann Example,Visa',
    '2026-01-03 03:04:05 UTC,c2,P2P,USD,-$89.00,-$1.00,-$90.00,,,,PAYMENT SENT,,Ben Example,Visa',
  ];
  const ticket = test.ticketForBytes('cash.csv', `${lines.join('\n')}\n`);
  await test.run('evidence.import', { caseId, ticket });
  const [dataset] = await test.call('dataset.list', { caseId });
  await test.run('transfer.map', { datasetId: dataset?.id as never });
  const [usd] = await test.run('transfer.assets', { caseId });
  expect(usd).toMatchObject({ transfers: 2, total: '189.00', fees: '11.00', accounts: 3 });
  const run = async (over: Partial<Spec>) => {
    const spec = { asset: usd?.key ?? '', sources: [{ account: 'Ann Example' }], ...over } as Spec;
    const { trace } = await test.run('trace.run', { caseId, spec });
    const sum = (units = ''): string => unitsText(units, trace.asset.places);
    const of = (name: string) => trace.accounts.find(({ account }) => account.startsWith(name));
    return { trace, sum, of };
  };
  const { trace, sum, of } = await run({});
  expect([trace.balances, trace.transfersRead]).toEqual([true, 2]);
  // Ann paid 100 and no fee: nothing of hers is unexplained but that.
  expect([sum(of('Ann')?.opening), sum(of('Ann')?.fees.fifo), sum(of('Cash')?.fees.fifo)]).toEqual(['100', '0', '11']);
  expect(trace.methods.map((method) => [method, sum(of('Ben')?.received.by[method])])).toEqual(
    ['poison', 'haircut', 'fifo', 'lifo', 'lowest'].map((method) => [method, '89']),
  );
  expect(trace.limits.join(' ')).not.toContain('Order assumed');
  const back = await run({ direction: 'backwards', sources: [{ account: 'Ben Example' }] });
  expect(back.trace.balances).toBe(true);
});
