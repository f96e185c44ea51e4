import { expect, it } from 'vitest';
import { newCase, openTestCore } from '../../../support/core.ts';

it('the report check takes the codes of the case’s own assets for known, and no other abbreviation', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const csv = 'booked,from,to,sum,coin\n2026-05-04,a,b,1,ZORB\n2026-05-05,b,c,2,Qux\n';
  await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('moves.csv', csv) });
  await test.call('report.update', { caseId, summary: 'ZORB and QUX moved; so did WIBB.' });
  const flagged = async () =>
    (await test.run('report.check', { caseId, edition: 'legal' }))
      .filter(({ code }) => code === 'wording')
      .map(({ words }) => words.slice(0, 6));
  expect(await flagged()).toEqual(['“ZORB”', '“QUX”:', '“WIBB”']);
  const [dataset] = await test.call('dataset.list', { caseId });
  const mapping = {
    ...{ columns: { from: 'from', to: 'to', amount: 'sum', time: 'booked', asset: 'coin' }, asset: '', feeAsset: '' },
    ...{ chain: '', decimals: 2, baseUnits: false, subject: '', succeeds: [], model: 'accounts' as const },
  };
  await test.run('transfer.map', { datasetId: dataset?.id as never, mapping });
  expect(await flagged()).toEqual(['“WIBB”']);
});
