import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseId } from '../../../../shared/contract/values.ts';
import { UNMAPPED } from '../../../../shared/domain/tracing/transfer-mapping.ts';
import { countWarnings, countWords } from '../../../../shared/domain/tracing/transfer-words.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';

let test: TestCore;
let caseId: CaseId;
const put = async (name: string, lines: readonly string[]) => {
  const ticket = test.ticketForBytes(name, `${lines.join('\n')}\n`);
  const made = await test.run('evidence.import', { caseId, ticket });
  const source = (await test.call('transfer.sources', { caseId })).find((each) => each.exhibitLabel === made.exhibit);
  return source as NonNullable<typeof source>;
};
beforeAll(async () => {
  test = await openTestCore();
});
afterAll(() => test[Symbol.asyncDispose]());

describe('a question of the import that is open', () => {
  it('is named before a suggestion is mapped, and warned about where a person maps it', async () => {
    caseId = await newCase(test, 'Open');
    const { datasetId, open, suggested } = await put('dec.csv', [
      'from,to,amount,asset,time',
      'A,B,"1,250",XMR,2026-03-01 10:00:00Z',
      'B,C,"1,125",XMR,2026-03-01 11:00:00Z',
    ]);
    expect(open).toEqual([{ column: 'amount', question: expect.stringContaining('decimal point') }]);
    await expect(test.run('transfer.map', { datasetId })).rejects.toThrow(/"amount" the import asks.*Answer that/);
    const { counts } = await test.run('transfer.map', { datasetId, ...(suggested && { mapping: suggested }) });
    expect(countWarnings(counts).join(' ')).toContain('Of the column "amount" the import asks');
  });
  it('of day and month is named too', async () => {
    const { open } = await put('days.csv', ['from,to,amount,date', 'A,B,1,03/04/2026', 'B,C,2,05/06/2026']);
    expect(open).toEqual([{ column: 'date', question: expect.stringContaining('the day from the month') }]);
  });
});

describe('times without a zone', () => {
  it('are counted, and a trace that joins them to others says that its order is assumed', async () => {
    caseId = await newCase(test, 'Zones');
    const one = await put('one.csv', ['from,to,amount,asset,time', 'A,B,10,XMR,2026-03-01 10:00:00Z']);
    const two = await put('two.csv', ['from,to,amount,asset,time', 'B,C,10,XMR,2026-03-01 06:00:00']);
    const words = [];
    for (const { datasetId } of [one, two]) {
      const { counts } = await test.run('transfer.map', { datasetId });
      words.push(countWords(counts));
    }
    expect(words.map((each) => each.includes('1 time without a zone, taken as UTC'))).toEqual([false, true]);
    const asset = (await test.run('transfer.assets', { caseId }))[0]?.key ?? '';
    const ask = { asset, sources: [{ account: 'A' }] };
    const { trace } = await test.run('trace.run', { caseId, spec: ask });
    expect(trace.limits.join(' ')).toMatch(/1 transfer has a time without a zone, taken as UTC\. 1 other names a zone/);
    expect(trace.limits.join(' ')).not.toContain('day of their price');
  });
});

describe('a minus sign in a column of what comes in or goes out', () => {
  it('turns the direction, is counted and said', async () => {
    caseId = await newCase(test, 'Reversal');
    const { datasetId } = await put('bank.csv', [
      'booked,partner,credit,debit',
      '2026-03-01,Alice,500.00,',
      '2026-03-02,Bob,,200.00',
      '2026-03-03,Alice,-500.00,',
      '2026-03-04,Bob,,-200.00',
    ]);
    const columns = { counterparty: 'partner', amountIn: 'credit', amountOut: 'debit', time: 'booked' };
    const mapping = { ...UNMAPPED, columns, asset: 'EUR', subject: 'Own' };
    const ends = async (given: typeof mapping & { outSigned?: boolean }) =>
      (await test.run('transfer.preview', { datasetId, mapping: given })).first.map(({ from, to }) => `${from}>${to}`);
    expect(await ends(mapping)).toEqual(['Alice>Own', 'Own>Bob', 'Own>Alice', 'Bob>Own']);
    expect((await ends({ ...mapping, outSigned: true }))[3]).toBe('Own>Bob');
    const { counts } = await test.run('transfer.map', { datasetId, mapping });
    expect(counts.negative).toBe(2);
    expect(countWarnings(counts).join(' ')).toContain('2 amounts have a minus sign');
    const asset = (await test.run('transfer.assets', { caseId }))[0]?.key ?? '';
    const { accounts } = await test.run('transfer.accounts', { caseId, asset });
    expect(accounts.find(({ account }) => account === 'Alice')).toMatchObject({ paid: '500.00', received: '500.00' });
  });
});
