import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseId } from '../../../../shared/contract/values.ts';
import type { TransferMapping } from '../../../../shared/domain/tracing/transfer-mapping.ts';
import { countWarnings, countWords } from '../../../../shared/domain/tracing/transfer-words.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';

let test: TestCore;
let caseId: CaseId;
const rows = async (sql: string) => {
  const { resultId } = await test.run('query.run', { caseId, sql });
  return (await test.call('query.rows', { resultId, offset: 0, limit: 1000 })).rows;
};
const put = async (name: string, lines: readonly string[]) => {
  const ticket = test.ticketForBytes(name, `${lines.join('\n')}\n`);
  const made = await test.run('evidence.import', { caseId, ticket });
  const found = (await test.call('dataset.list', { caseId })).find(({ exhibitId }) => exhibitId === made.exhibitId);
  const { id: datasetId, view } = found as NonNullable<typeof found>;
  const source = (await test.call('transfer.sources', { caseId })).find((each) => each.datasetId === datasetId);
  return { datasetId, view, suggested: source?.suggested as TransferMapping, known: source?.known };
};
beforeAll(async () => {
  test = await openTestCore();
  caseId = await newCase(test, 'Exports');
});
afterAll(() => test[Symbol.asyncDispose]());

const EVM = `0x${'22'.repeat(20)}`;
const TRON = 'TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBf';
const EXPORTS: readonly (readonly [string, string, readonly string[], readonly unknown[][]])[] = [
  [
    'Coinbase transactions',
    'coinbase.csv',
    [
      'ID,Timestamp,Transaction Type,Asset,Quantity Transacted,Price Currency,Price at Transaction,Subtotal,Total (inclusive of fees and/or spread),Fees and/or Spread,Notes',
      '1,2024-01-02T03:04:05Z,Receive,BTC,0.5,USD,$42000.00,$21000.00,$21000.00,$0.00,in',
      '2,2024-01-03T03:04:05Z,Send,BTC,-0.2,USD,$43000.00,$8600.00,$8600.00,$0.00,out',
      '3,2024-01-04T03:04:05Z,Send,BTC,0.1,USD,$43000.00,$4300.00,$4300.00,$0.00,out in an older file',
    ],
    [
      [null, 'Coinbase account (coinbase.csv)', '0.5', 'BTC', '2024-01-02 03:04:05Z', null],
      ['Coinbase account (coinbase.csv)', null, '0.2', 'BTC', '2024-01-03 03:04:05Z', null],
      ['Coinbase account (coinbase.csv)', null, '0.1', 'BTC', '2024-01-04 03:04:05Z', null],
    ],
  ],
  [
    'Kraken ledger',
    'ledgers.csv',
    [
      'txid,refid,time,type,subtype,aclass,asset,wallet,amount,fee,balance',
      'L1,R1,2024-01-02 03:04:05,deposit,,currency,XXBT,spot / main,0.5,0,0.5',
      'L2,R2,2024-01-03 03:04:05,withdrawal,,currency,XXBT,spot / main,-0.2,0.0001,0.2999',
    ],
    [
      [null, 'Kraken account (ledgers.csv)', '0.5', 'XXBT', '2024-01-02 03:04:05', null],
      ['Kraken account (ledgers.csv)', null, '0.2', 'XXBT', '2024-01-03 03:04:05', null],
    ],
  ],
  [
    'Crypto.com transactions',
    'crypto.csv',
    [
      'Timestamp (UTC),Transaction Description,Currency,Amount,To Currency,To Amount,Native Currency,Native Amount,Native Amount (in USD),Transaction Kind',
      '2024-01-02 03:04:05,Withdraw,ETH,-1.5,,,USD,3000,3000,crypto_withdrawal',
    ],
    [['Crypto.com account (crypto.csv)', null, '1.5', 'ETH', '2024-01-02 03:04:05Z', null]],
  ],
  [
    'Binance statement',
    'statement.csv',
    [
      'User_ID,UTC_Time,Account,Operation,Coin,Change,Remark',
      '77,2024-01-02 03:04:05,Spot,Deposit,BTC,0.5,',
      '77,2024-01-03 03:04:05,Spot,Withdraw,BTC,-0.5,Withdraw fee is included',
    ],
    [
      [null, '77', '0.5', 'BTC', '2024-01-02 03:04:05Z', null],
      ['77', null, '0.5', 'BTC', '2024-01-03 03:04:05Z', null],
    ],
  ],
  [
    'Binance deposits and withdrawals',
    'withdrawals.csv',
    [
      'Date(UTC+0),Coin,Network,Amount,Fee,Address,TXID,Status',
      `2024-01-02 03:04:05,USDT,TRX,1000,1,${TRON},${'a7'.repeat(32)},Completed`,
      `2024-01-02 04:04:05,USDT,ETH,50,1,${EVM},0x${'a8'.repeat(32)},Failed`,
    ],
    [
      [null, TRON, '1000', 'USDT', '2024-01-02 03:04:05Z', 'tron'],
      [null, EVM, '0', 'USDT', '2024-01-02 04:04:05Z', 'ethereum'],
    ],
  ],
  [
    'Blockchair, extended',
    'blockchair.csv',
    [
      'Tx number,Effect,Ticker,Amount fiat (USD),Asset rate (USD),Type,Date,Public key,Wallet address,Third-party address,Transaction hash',
      `1,-0.4,BTC,1,1,External spending,2024-01-02 03:04:05,k,own,other,${'b1'.repeat(32)}`,
      `2,0.3,BTC,1,1,External receiving,2024-01-03 03:04:05,k,own,third,${'b2'.repeat(32)}`,
    ],
    [
      ['own', 'other', '0.4', 'BTC', '2024-01-02 03:04:05', null],
      ['third', 'own', '0.3', 'BTC', '2024-01-03 03:04:05', null],
    ],
  ],
  [
    'TronScan transfers',
    'tron.csv',
    [
      'transaction_id,block,block_ts,from_address,to_address,confirmed,contractRet,quant',
      `${'c1'.repeat(32)},100,1700000000000,${TRON},TAUN6FwrnwwmaEqYcckffC7wYmbaS6cBiX,true,SUCCESS,1000000`,
    ],
    [[TRON, 'TAUN6FwrnwwmaEqYcckffC7wYmbaS6cBiX', '1000000', null, '2023-11-14 22:13:20Z', 'tron']],
  ],
];

describe('an export of', () => {
  it.each(EXPORTS)('%s is read with both ends, its times and its chain', async (_, name, lines, expected) => {
    const { datasetId, view, known } = await put(name, lines);
    expect(known).toBe(true);
    const { profile, counts } = await test.run('transfer.map', { datasetId });
    expect([profile, counts.refused, counts.withoutTime]).toEqual([_, 0, 0]);
    expect(
      await rows(
        `SELECT sender, receiver, amount, asset, at, chain FROM transfers WHERE dataset = '${view}' ORDER BY row`,
      ),
    ).toEqual(expected);
  });
  it('an exchange charges nothing for what failed, and keeps the assets of two chains apart', async () => {
    expect(await rows("SELECT fee, failed FROM transfers WHERE dataset = 'withdrawals' ORDER BY row")).toEqual([
      ['1', 0],
      ['0', 1],
    ]);
    const assets = (await test.run('transfer.assets', { caseId })).filter(({ symbol }) => symbol === 'USDT');
    expect(assets.map(({ chain }) => chain).sort()).toEqual(['ethereum', 'tron']);
    expect(assets[0]?.warnings.join(' ')).not.toContain('the file does not say on which');
  });
});

describe('a bank', () => {
  const BANK = [
    'Payer;Payee;Amount;Currency;Status;At',
    'A;B;1.234,56;EUR;Ausgeführt;2024-01-02 10:00:00Z',
    'B;C;1.000,00;EUR;Abgelehnt;2024-01-03 10:00:00Z',
    'B;D;200,00;EUR;Ausgeführt;2024-01-04 10:00:00Z',
  ];
  it('whose words of success nobody knows is not read as payments that failed, without a word', async () => {
    const { datasetId, suggested } = await put('bank.csv', BANK);
    const { counts } = await test.run('transfer.preview', { datasetId, mapping: suggested });
    expect(counts.statuses).toEqual([
      { word: 'Ausgeführt', rows: 2, failed: false, asked: true },
      { word: 'Abgelehnt', rows: 1, failed: false, asked: true },
    ]);
    expect(countWarnings(counts)).toEqual([
      'The status says “Ausgeführt” in 2 rows, “Abgelehnt” in 1 row: say below whether money moved. Until then these rows are no transfers.',
    ]);
    await expect(test.run('transfer.map', { datasetId })).rejects.toThrow('nothing tells whether money moved');
    const mapping = { ...suggested, succeeds: ['ausgeführt'], fails: ['abgelehnt'] };
    const mapped = await test.run('transfer.map', { datasetId, mapping });
    expect(countWords(mapped.counts)).toContain('2 moved value, 1 failed and moved none (“Abgelehnt” 1)');
    expect(countWarnings(mapped.counts)).toEqual([]);
    const euro = (await test.run('transfer.assets', { caseId })).find(({ symbol }) => symbol === 'EUR');
    expect(euro).toMatchObject({ total: '1434.56', failed: 1 });
  });
  it('whose headers say nothing is filled in by what its columns look like, and mapped by nobody', async () => {
    const { datasetId, suggested } = await put('plain.csv', [
      'a,b,c,d,e,note',
      `${EVM},0x${'44'.repeat(20)},12.50,2026-01-02 10:00:00Z,EUR,rent`,
      `0x${'44'.repeat(20)},${EVM},3.25,2026-01-03 10:00:00Z,EUR,`,
    ]);
    expect(suggested).toBeNull();
    const source = (await test.call('transfer.sources', { caseId })).find((each) => each.datasetId === datasetId);
    expect([source?.mapping, source?.known]).toEqual([null, false]);
    expect(source?.looks?.columns).toEqual({ from: 'a', to: 'b', amount: 'c', time: 'd', asset: 'e' });
  });
  it('that tells the direction in words is read by them', async () => {
    const { datasetId, view } = await put('account.csv', [
      'booked,partner,sum,kind',
      '2026-01-02,Mara Vale,12.50,Debit',
      '2026-01-03,Acme Ltd,7,Credit',
    ]);
    const columns = { counterparty: 'partner', amount: 'sum', time: 'booked', direction: 'kind' };
    const mapping = {
      ...{ columns, asset: 'EUR', feeAsset: '', chain: '', decimals: 2, baseUnits: false, subject: 'Own account' },
      ...{ succeeds: [], model: 'accounts' as const, outgoing: ['debit'] },
    };
    await test.run('transfer.map', { datasetId, mapping });
    expect(await rows(`SELECT sender, receiver, amount FROM transfers WHERE dataset = '${view}' ORDER BY row`)).toEqual(
      [
        ['Own account', 'Mara Vale', '12.50'],
        ['Acme Ltd', 'Own account', '7'],
      ],
    );
  });
});

describe('what an explorer exports wrongly', () => {
  it('is named: a transfer that is listed twice, and amounts without their decimals', async () => {
    const row = `0x${'d1'.repeat(32)},1,1700000000,${EVM},0x${'33'.repeat(20)},0x${'44'.repeat(20)},transfer,CELO,115703500000000,0,OK,`;
    const { datasetId } = await put('celo.csv', [
      'TxHash,BlockNumber,UnixTimestamp,FromAddress,ToAddress,TokenContractAddress,Type,TokenSymbol,TokensTransferred,TransactionFee,Status,ErrCode',
      row,
      row,
    ]);
    const { counts } = await test.run('transfer.map', { datasetId });
    expect(counts).toMatchObject({ transfers: 2, repeats: 1 });
    expect(countWarnings(counts)).toEqual([expect.stringContaining('1 row says the same as an earlier row')]);
    const celo = (await test.run('transfer.assets', { caseId })).find(({ symbol }) => symbol === 'CELO');
    expect(celo?.warnings.join(' ')).toContain('they may be base units');
  });
});

describe('an export of an exchange', () => {
  it('that has a row pending and booked counts it once, and tells the row that it refused', async () => {
    const { datasetId } = await put('kraken.csv', [
      'txid,refid,time,type,subtype,aclass,asset,amount,fee,balance',
      'L1,R1,2026-03-01 10:00:00,deposit,,currency,XXBT,1.0,0,1.0',
      ',RW1,2026-03-02 09:58:00,withdrawal,,currency,XXBT,-0.4,0.0005,',
      'L2,RW1,2026-03-02 10:00:00,withdrawal,,currency,XXBT,-0.4,0.0005,0.5995',
    ]);
    const { counts } = await test.run('transfer.map', { datasetId });
    expect(counts).toMatchObject({ rows: 3, transfers: 2, refused: 1 });
    expect(counts.firstRefused).toEqual([{ row: 2, why: 'it has no txid: it is pending and not booked' }]);
  });
  it('that moves money between wallets of one holder pays nobody', async () => {
    const { datasetId } = await put('wallets.csv', [
      'User_ID,UTC_Time,Account,Operation,Coin,Change,Remark',
      '78,2026-03-01 10:00:00,Spot,Deposit,BTC,1.0,',
      '78,2026-03-02 11:00:00,Spot,Transfer Between Main and Funding Wallet,BTC,-0.5,',
      '78,2026-03-02 11:00:00,Funding,Transfer Between Main and Funding Wallet,BTC,0.5,',
    ]);
    const { counts } = await test.run('transfer.map', { datasetId });
    expect(counts).toMatchObject({ transfers: 1, refused: 2 });
    expect(counts.firstRefused[0]?.why).toContain('between wallets of the same holder');
  });
  it('that exchanges one asset for another is two transfers', async () => {
    const { datasetId } = await put('cdc.csv', [
      'Timestamp (UTC),Transaction Description,Currency,Amount,To Currency,To Amount,Native Currency,Native Amount,Native Amount (in USD),Transaction Kind',
      '2026-03-01 10:00:00,BTC -> CRO,BTC,-0.1,CRO,70000,USD,9000,9000,crypto_exchange',
      '2026-03-02 10:00:00,Withdraw CRO,CRO,-70000,,,USD,9000,9000,crypto_withdrawal',
    ]);
    const { counts } = await test.run('transfer.map', { datasetId });
    expect(counts).toMatchObject({ transfers: 3, legs: 1, otherLegs: 0 });
    expect(countWords(counts)).toContain('1 row exchanges one asset for another and is two transfers, out and in.');
    // Mapped before there were two, it stays so until it is mapped again.
    const before = (await test.call('transfer.sources', { caseId })).find((each) => each.datasetId === datasetId);
    const mapping = { ...(before?.mapping as TransferMapping), legAsset: undefined };
    const old = await test.run('transfer.map', { datasetId, mapping });
    expect(old.counts).toMatchObject({ transfers: 2, legs: 0, otherLegs: 1 });
    expect(countWarnings(old.counts).join(' ')).toContain('1 row exchanges one asset for another');
  });
});

describe('a token that is only called USDT', () => {
  it('has no value by a price of USDT, and is named', async () => {
    const own = await newCase(test, 'Look-alike');
    const bytes = async (name: string, lines: readonly string[]) =>
      test.run('evidence.import', { caseId: own, ticket: test.ticketForBytes(name, `${lines.join('\n')}\n`) });
    await bytes('token.csv', [
      'Transaction Hash,Blockno,UnixTimestamp,DateTime (UTC),From,To,TokenValue,USDValueDayOfTx,ContractAddress,TokenName,TokenSymbol',
      `0x${'1'.repeat(64)},100,1772445600,2026-03-02 10:00:00,0x${'aa'.repeat(20)},0x${'bb'.repeat(20)},1000000,$0.00,0x${'99'.repeat(20)},Tether USD,USDT`,
    ]);
    const { sha256 } = await bytes('prices.csv', ['date,asset,currency,price,source', '2026-03-02,USDT,USD,1.00,x']);
    const source = (await test.call('transfer.sources', { caseId: own })).find((each) => each.known);
    await test.run('transfer.map', { datasetId: source?.datasetId as never });
    const asset = (await test.run('transfer.assets', { caseId: own }))[0]?.key ?? '';
    const spec = { asset, sources: [{ account: `0x${'aa'.repeat(20)}` }], prices: [sha256], currency: 'USD' };
    const { trace } = await test.run('trace.run', { caseId: own, spec });
    expect(trace.transfers.map(({ priced }) => priced)).toEqual([null]);
    expect(trace.limits.join(' ')).toContain('Unpriced: look-alike. The contract of USDT on Ethereum is 0xdac17f95');
  });
});
