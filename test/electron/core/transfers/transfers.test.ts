import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { hasSharedData, sharedData } from '../../../support/shared-data.ts';

const A = `0x${'a1'.repeat(20)}`;
const B = `0x${'b2'.repeat(20)}`;
const C = `0x${'c3'.repeat(20)}`;
const TOKEN = `0x${'77'.repeat(20)}`;
const FAKE = `0x${'99'.repeat(20)}`;
const hash = (n: number): string => `0x${String(n).padStart(64, '0')}`;

const TRANSACTIONS = [
  'Transaction Hash,Blockno,UnixTimestamp,DateTime (UTC),From,To,ContractAddress,Value_IN(ETH),Value_OUT(ETH),CurrentValue @ $1/Eth,TxnFee(ETH),TxnFee(USD),Historical $Price/Eth,Status,ErrCode,Method',
  `${hash(1)},100,1700000000,2023-11-14 22:13:20,${B},${A},,12.5,0,1,0.000021,1,1,,,Transfer`,
  `${hash(2)},101,1700000100,2023-11-14 22:15:00,${A},${C},,0,3.000000000000000001,1,0.00042,1,1,,,Transfer`,
  `${hash(3)},102,1700000200,2023-11-14 22:16:40,${A},${C},,0,9,1,0.001,1,1,Error(0),out of gas,Transfer`,
].join('\n');
const INTERNAL = [
  'Transaction Hash,Blockno,UnixTimestamp,DateTime (UTC),ParentTxFrom,ParentTxTo,ParentTxETH_Value,From,TxTo,ContractAddress,Value_IN(ETH),Value_OUT(ETH),CurrentValue @ $1/Eth,Historical $Price/Eth,Status,ErrCode,Type',
  `${hash(2)},101,1700000100,2023-11-14 22:15:00,${A},${C},3,${C},${A},,0.5,0,1,1,0,,call`,
].join('\n');
const TOKENS = [
  'Transaction Hash,Blockno,UnixTimestamp,DateTime (UTC),From,To,TokenValue,USDValueDayOfTx,ContractAddress,TokenName,TokenSymbol',
  `${hash(2)},101,1700000100,2023-11-14 22:15:00,${A},${B},"1,234,567.890001","$1",${TOKEN},Tether,USDT`,
  `${hash(4)},103,1700000300,2023-11-14 22:18:20,${B},${A},5,"$1",${FAKE},Tether,USD\u0422`,
].join('\n');

let test: TestCore;
let caseId: CaseId;
const rows = async (sql: string) => {
  const { resultId } = await test.run('query.run', { caseId, sql });
  return (await test.call('query.rows', { resultId, offset: 0, limit: 1000 })).rows;
};
const put = async (name: string, csv: string) => {
  const made = await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, csv) });
  return (await test.call('dataset.list', { caseId })).find(({ exhibitId }) => exhibitId === made.exhibitId)
    ?.id as never;
};
beforeAll(async () => {
  test = await openTestCore();
  caseId = await newCase(test, 'Money');
});
afterAll(() => test[Symbol.asyncDispose]());

describe('transfers of explorers', () => {
  it('are read by their known exports, with failed ones that cost their fee', async () => {
    for (const [name, csv] of [
      [`export-${A}.csv`, TRANSACTIONS],
      ['internal.csv', INTERNAL],
      ['tokens.csv', TOKENS],
    ] as const)
      await test.run('transfer.map', { datasetId: await put(name, csv) });
    const sources = await test.call('transfer.sources', { caseId });
    expect(sources.map(({ profile, counts }) => [profile, counts?.transfers, counts?.refused, counts?.failed])).toEqual(
      [
        ['Etherscan transactions', 3, 0, 1],
        ['Etherscan internal transactions', 1, 0, 0],
        ['Etherscan ERC-20 transfers', 2, 0, 0],
      ],
    );
    expect(
      await rows('SELECT exhibit, sender, receiver, amount, asset, fee, failed FROM transfers ORDER BY exhibit, row'),
    ).toEqual([
      ['E-0001', B, A, '12.5', 'ETH', '0.000021', 0],
      ['E-0001', A, C, '3.000000000000000001', 'ETH', '0.00042', 0],
      ['E-0001', A, C, '0', 'ETH', '0.001', 1],
      ['E-0002', C, A, '0.5', 'ETH', '0', 0],
      ['E-0003', A, B, '1234567.890001', 'USDT', '0', 0],
      ['E-0003', B, A, '5', 'USD\u0422', '0', 0],
    ]);
  });
  it('are joined by transaction, and added up exactly', async () => {
    expect(
      await rows(
        `SELECT count(*), dec_sum(amount), group_concat(DISTINCT asset) FROM transfers WHERE tx = '${hash(2)}'`,
      ),
    ).toEqual([[3, expect.anything(), 'ETH,USDT']]);
    const assets = await test.run('transfer.assets', { caseId });
    expect(assets.find(({ symbol }) => symbol === 'ETH')).toMatchObject({
      ...{ chain: 'ethereum', places: 18, transfers: 4, failed: 1, total: '16.000000000000000001', fees: '0.001441' },
    });
  });
  it('of one symbol under two contracts are told apart, letters of other scripts shown', async () => {
    const assets = await test.run('transfer.assets', { caseId });
    const [fake] = assets.filter(({ contract }) => contract === FAKE);
    expect(fake?.warnings.join(' ')).toContain('reads as "USDT"');
    expect(fake?.warnings.join(' ')).toContain(TOKEN);
  });
  it('that another file has too count once', async () => {
    await test.run('transfer.map', {
      datasetId: await put('other-end.csv', `${TRANSACTIONS}\n`.replaceAll('12.5,0', '0,12.5')),
    });
    const eth = (await test.run('transfer.assets', { caseId })).find(({ symbol }) => symbol === 'ETH');
    expect(eth).toMatchObject({ transfers: 7, duplicates: 3, total: '16.000000000000000001', fees: '0.001441' });
  });
});

describe('other tables', () => {
  it('of a bank are mapped by a person, in either direction of their signs', async () => {
    const datasetId = await put(
      'bank.csv',
      'booked,partner,sum\n2026-01-02,Mara Vale,-12.50\n2026-01-03,Acme Ltd,7\n2026-01-04,,3\n2026-01-05,X,many\n',
    );
    const mapping = {
      ...{ columns: { counterparty: 'partner', amount: 'sum', time: 'booked' }, asset: 'EUR', feeAsset: '', chain: '' },
      ...{ decimals: 2, baseUnits: false, subject: 'Own account', succeeds: [], model: 'accounts' as const },
    };
    const previewed = await test.run('transfer.preview', { datasetId, mapping });
    expect(previewed.first[0]).toMatchObject({ row: 1, from: 'Own account', to: 'Mara Vale', amount: '12.50' });
    await expect(
      test.run('transfer.preview', { datasetId, mapping: { ...mapping, columns: { amount: 'nothing' } } }),
    ).rejects.toMatchObject({ code: 'bad-request' });
    const { counts } = await test.run('transfer.map', { datasetId, mapping });
    expect(counts).toEqual(previewed.counts);
    expect(counts).toMatchObject({
      rows: 4,
      transfers: 3,
      refused: 1,
      firstRefused: [{ row: 4, why: expect.stringContaining('many') }],
    });
    expect(await rows("SELECT sender, receiver, amount FROM transfers WHERE dataset = 'bank' ORDER BY row")).toEqual([
      ['Own account', 'Mara Vale', '12.50'],
      ['Acme Ltd', 'Own account', '7'],
      [null, 'Own account', '3'],
    ]);
    await expect(
      test.run('transfer.map', { datasetId, mapping: { ...mapping, columns: { amount: 'nothing' } } }),
    ).rejects.toMatchObject({ code: 'bad-request' });
    await test.call('transfer.unmap', { datasetId });
    expect(await rows("SELECT * FROM transfers WHERE dataset = 'bank'")).toEqual([]);
  });
});

const PAYPAL = [
  '"Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","From Email Address","To Email Address","Transaction ID","Balance Impact"',
  '"14/03/2026","10:00:00","CET","Victim","Payment","Completed","EUR","500.00","0.00","500.00","victim@example.com","mule@example.com","T1","Credit"',
  '"14/03/2026","09:00:00","CET","Boss","Payment","Completed","EUR","-480.00","0.00","-480.00","mule@example.com","boss@example.com","T2","Debit"',
  '"15/03/2026","09:00:00","IST","Boss","Payment","Completed","EUR","1.00","0.00","1.00","else@example.com","boss@example.com","T3","Credit"',
].join('\n');
const BY_HAND = {
  ...{ asset: 'EUR', feeAsset: '', chain: '', decimals: 2, baseUnits: false, subject: '', succeeds: [] },
  model: 'accounts' as const,
};

describe('files that name both ends', () => {
  it('are read by their ends, whatever sign the side of the owner gives the amount', async () => {
    const datasetId = await put('activity.csv', PAYPAL);
    const { counts, profile } = await test.run('transfer.map', { datasetId });
    expect([profile, counts.transfers, counts.negative]).toEqual(['PayPal activity', 3, 1]);
    const told = `SELECT sender, receiver, amount FROM transfers WHERE dataset = (SELECT max(dataset) FROM transfers WHERE exhibit = (SELECT max(exhibit) FROM transfers)) ORDER BY row`;
    expect(await rows(told)).toEqual([
      ['victim@example.com', 'mule@example.com', '500.00'],
      ['mule@example.com', 'boss@example.com', '480.00'],
      ['else@example.com', 'boss@example.com', '1.00'],
    ]);
    const [source] = (await test.call('transfer.sources', { caseId })).filter((each) => each.datasetId === datasetId);
    expect(source?.columns.at(-1)).toEqual({ name: 'moment', header: 'moment' });
    const chosen = { from: 'From Email Address', to: 'To Email Address', amount: 'Gross' };
    for (const time of ['Date', 'Time', 'moment']) {
      const mapping = { ...BY_HAND, columns: { ...chosen, time } };
      // IST may be any of several zones: its day is all that is known.
      expect((await test.run('transfer.preview', { datasetId, mapping })).first.map((each) => each.time)).toEqual([
        ...['2026-03-14 09:00:00Z', '2026-03-14 08:00:00Z', '2026-03-15'],
      ]);
    }
    await expect(
      test.run('transfer.preview', { datasetId, mapping: { ...BY_HAND, columns: { ...chosen, from: 'moment' } } }),
    ).rejects.toMatchObject({ code: 'bad-request' });
    const byHand = await put('signed.csv', 'payer,payee,signed\na,b,-5\nc,d,6\n');
    const columns = { from: 'payer', to: 'payee', amount: 'signed' };
    const previewed = await test.run('transfer.preview', { datasetId: byHand, mapping: { ...BY_HAND, columns } });
    expect(previewed.first).toMatchObject([
      { from: 'a', to: 'b', amount: '5' },
      { from: 'c', to: 'd', amount: '6' },
    ]);
    expect(previewed.counts.negative).toBe(1);
    const asset = (await test.run('transfer.assets', { caseId })).find(({ symbol }) => symbol === 'EUR')?.key ?? '';
    const asked = { asset, sources: [{ account: 'victim@example.com' }], hops: 3 };
    const { trace } = await test.run('trace.run', { caseId, spec: asked });
    // What the mule paid an hour before the victim's money came is none of it.
    expect(trace.transfers.map(({ time, to }) => [time, to])).toEqual([['2026-03-14 09:00:00Z', 'mule@example.com']]);
    expect(trace.limits.join(' ')).toContain('1 amount has a minus sign');
    expect(trace.limits.join(' ')).toContain('1 transfer tells the day and no moment in it');
  });
});

describe.skipIf(!hasSharedData('eth-dune-csv/bitlyDepositsTabular810.csv'))('a real export of Dune', () => {
  it('has its addresses known and the exact sum of its amounts, scientific ones too', async () => {
    const text = readFileSync(sharedData('eth-dune-csv/bitlyDepositsTabular810.csv'), 'utf8');
    const datasetId = await put('dune.csv', text);
    await test.run('transfer.map', { datasetId });
    const units = text
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[1] as string)
      .map((amount) => {
        const [digits = '', exponent = '0'] = amount.split('e');
        const [whole = '', places = ''] = digits.split('.');
        return BigInt(whole + places) * 10n ** BigInt(40 - places.length + Number(exponent));
      })
      .reduce((a, b) => a + b, 0n);
    const sum = units.toString().padStart(41, '0');
    const exact = `${sum.slice(0, -40)}.${sum.slice(-40)}`.replace(/\.?0+$/, '');
    expect(
      await rows("SELECT dec_sum(amount), count(*), count(DISTINCT sender) FROM transfers WHERE dataset = 'dune'"),
    ).toEqual([[expect.stringMatching(new RegExp(`^${exact.replace('.', '\\.')}0*$`)), 201, expect.any(Number)]]);
    expect(await rows("SELECT count(*) FROM transfers WHERE dataset = 'dune' AND sender NOT GLOB '0x*'")).toEqual([
      [0],
    ]);
  });
});
