import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';

let test: TestCore;
let caseId: CaseId;
beforeAll(async () => {
  test = await openTestCore();
  caseId = await newCase(test, 'Wallets');
});
afterAll(() => test[Symbol.asyncDispose]());

/** Imports a file and maps it as its known export has it. */
async function mapped(name: string, lines: readonly string[]) {
  const ticket = test.ticketForBytes(name, `${lines.join('\n')}\n`);
  const { exhibitId } = await test.run('evidence.import', { caseId, ticket });
  const found = (await test.call('dataset.list', { caseId })).find((each) => each.exhibitId === exhibitId);
  const { id: datasetId, view } = found as NonNullable<typeof found>;
  const { profile, counts } = await test.run('transfer.map', { datasetId });
  const sql = `SELECT sender, receiver, amount, asset, fee, failed FROM transfers WHERE dataset = '${view}' ORDER BY rowid`;
  const { resultId } = await test.run('query.run', { caseId, sql: sql.replace(' ORDER BY rowid', ' ORDER BY row') });
  const { rows } = await test.call('query.rows', { resultId, offset: 0, limit: 100 });
  return { datasetId, profile, counts, rows };
}

describe('exports of wallets', () => {
  it('Cash App: what its status says, and the fee of what came in, which the account bears', async () => {
    const head =
      'Date,Transaction ID,Transaction Type,Currency,Amount,Fee,Net Amount,Asset Type,Asset Price,Asset Amount,Status,Notes,Name of sender/receiver,Account';
    const row = (id: string, amount: string, fee: string, status: string, day: number) =>
      `2026-02-0${day} 03:04:05 EST,${id},P2P,USD,${amount},${fee},$0.00,,,,${status},,Ann Example,Visa`;
    const lines = [
      head,
      row('d1', '$100.00', '-$2.75', 'PAYMENT DEPOSITED', 1),
      row('d2', '-$10.00', '$0.00', 'PAYMENT SENT', 2),
      row('d3', '-$5.00', '$0.00', 'CARD CHARGED', 3),
      row('d4', '-$7.00', '$0.00', 'COMPLETE', 4),
      row('d5', '-$9.00', '$0.00', 'PENDING', 5),
    ];
    const { rows, counts } = await mapped('cash-words.csv', lines);
    const own = 'Cash App account (cash-words.csv)';
    expect(counts.statuses.filter(({ failed }) => failed).map(({ word }) => word)).toEqual(['PENDING']);
    expect(rows.slice(0, 2)).toEqual([
      ['Ann Example', own, '100.00', 'USD', '2.75', 0],
      [own, 'Ann Example', '10.00', 'USD', '0.00', 0],
    ]);
    const sql = "SELECT DISTINCT fee_payer FROM transfers WHERE dataset = 'cash_words'";
    const { resultId } = await test.run('query.run', { caseId, sql });
    const { rows: payers } = await test.call('query.rows', { resultId, offset: 0, limit: 9 });
    expect(payers.flat().filter(Boolean)).toEqual([own]);
    await expect(mapped('cash-asked.csv', [...lines, row('d6', '-$9.00', '$0.00', 'REVERSED', 6)])).rejects.toThrow(
      'its status says "REVERSED" (1 row), and nothing tells whether money moved',
    );
  });

  it('Cash App: money, bitcoin bought for it, and bitcoin withdrawn', async () => {
    const { profile, rows, counts } = await mapped('cash.csv', [
      'Date,Transaction ID,Transaction Type,Currency,Amount,Fee,Net Amount,Asset Type,Asset Price,Asset Amount,Status,Notes,Name of sender/receiver,Account',
      '2026-01-02 03:04:05 EST,c1,P2P,USD,$25.00,$0.00,$25.00,,,,COMPLETE,,Ann Example,Visa',
      '2026-01-03 03:04:05 EST,c2,P2P,USD,-$10.00,$0.00,-$10.00,,,,COMPLETE,,Ben Example,Visa',
      '2026-01-04 03:04:05 EST,c3,Bitcoin Buy,USD,-$100.00,-$1.50,-$101.50,BTC,"$50,000.00",0.002,COMPLETE,,,Your Cash',
      '2026-01-05 03:04:05 EST,c4,Bitcoin Withdrawal,USD,$0.00,$0.00,$0.00,BTC,"$50,000.00",0.001,COMPLETE,,,Your Cash',
      '2026-01-06 03:04:05 EST,c5,P2P,USD,-$5.00,$0.00,-$5.00,,,,FAILED,,Ben Example,Visa',
      '2026-01-07 03:04:05 EST,c6,Bitcoin Boost,USD,$1.00,$0.00,$1.00,BTC,"$50,000.00",0.00002,COMPLETE,,,Your Cash',
    ]);
    const own = 'Cash App account (cash.csv)';
    expect(profile).toBe('Cash App');
    expect(rows).toEqual([
      ['Ann Example', own, '25.00', 'USD', '0.00', 0],
      [own, 'Ben Example', '10.00', 'USD', '0.00', 0],
      [own, null, '100.00', 'USD', '1.50', 0],
      [null, own, '0.002', 'BTC', '0', 0],
      [own, null, '0.001', 'BTC', '0.00', 0],
      [own, 'Ben Example', '0', 'USD', '0', 1],
    ]);
    expect(counts).toMatchObject({ rows: 6, transfers: 6, legs: 1, refused: 1 });
    expect(counts.firstRefused).toEqual([
      { row: 6, why: 'it has amounts of two assets, and "Bitcoin Boost" is not known as an exchange' },
    ]);
  });

  it('Blockchain.com: what came in, what went out for it, and what was sent', async () => {
    const { profile, rows, counts } = await mapped('bc.csv', [
      'date_time_utc,transaction_type,asset,quantity_transacted,counter_asset,counter_amount,fee_asset,fee_amount,Notes,transaction_id,transaction_hash',
      '2026-01-02 03:04:05,SWAP,ETH,1.5,BTC,0.05,BTC,0.0001,,t1,',
      '2026-01-03 03:04:05,SEND,,,BTC,0.02,,,,t2,',
      '2026-01-04 03:04:05,REWARDS,BTC,0.001,,,,,,t3,',
      '2026-01-05 03:04:05,AIRDROP,BTC,0.001,,,,,,t4,',
    ]);
    const own = 'Blockchain.com account (bc.csv)';
    expect(profile).toBe('Blockchain.com transactions');
    expect(rows).toEqual([
      [null, own, '1.5', 'ETH', '0', 0],
      [own, null, '0.05', 'BTC', '0', 0],
      [own, null, '0.02', 'BTC', '0', 0],
      [null, own, '0.001', 'BTC', '0', 0],
    ]);
    expect(counts.firstRefused[0]?.why).toContain('its direction, "airdrop", is neither');
  });

  it('Blockchain.com wallets and Electrum: what leaves them holds the fee', async () => {
    const wallet = await mapped('wallet.csv', [
      'date,time,token,type,amount,value_then,value_now,exchange_rate_then,tx,note,fee_value,fee_value_then,recipient_received,recipient_value_then,value_then_raw,value_now_raw,exchange_rate_then_raw',
      '2026-01-02,1767323045,BTC,received,0.5,$25000.00,$25000.00,$50000.00,aa,,,,,,25000,25000,50000',
      '2026-01-03,1767409445,BTC,sent,-0.1002,$5010.00,$5010.00,$50000.00,bb,,0.0002,$10.00,0.1,$5000.00,5010,5010,50000',
    ]);
    const own = 'Blockchain.com wallet (wallet.csv)';
    expect(wallet.profile).toBe('Blockchain.com wallet');
    expect(wallet.rows).toEqual([
      [null, own, '0.5', 'BTC', '0', 0],
      [own, null, '0.1000', 'BTC', '0.0002', 0],
    ]);
    const bitcoin = await mapped('btc.csv', [
      'date,time,type,amount_btc,value_then,value_now,exchange_rate_then,tx,note',
      '2026-01-02,03:04:05 GMT +00:00,sent,-0.25,$1.00,$1.00,$4.00,cc,',
    ]);
    expect(bitcoin.rows).toEqual([['Blockchain.com wallet (btc.csv)', null, '0.25', 'BTC', '0', 0]]);
    const electrum = await mapped('electrum-history.csv', [
      'transaction_hash,label,confirmations,value,fiat_value,fee,fiat_fee,timestamp',
      `${'a'.repeat(64)},in,100,0.5,25000.00,,,2026-01-02 03:04`,
      `${'b'.repeat(64)},out,90,-0.1002,5010.00,0.0002,10.00,2026-01-03 03:04`,
    ]);
    expect(electrum.profile).toBe('Electrum');
    const holder = 'Electrum wallet (electrum-history.csv)';
    expect(electrum.rows).toEqual([
      [null, holder, '0.5', 'BTC', '0', 0],
      [holder, null, '0.1000', 'BTC', '0.0002', 0],
    ]);
  });

  it('Ledger Live: by the account of each row, and only what is confirmed', async () => {
    const address = `0x${'22'.repeat(20)}`;
    const row = (type: string, amount: string, fees: string, status = 'Confirmed') =>
      `2026-01-02T03:04:05.000Z,${status},ETH,${type},${amount},${fees},0x${'ab'.repeat(32)},Ethereum 1,${address},USD,1,1`;
    const { profile, rows, counts } = await mapped('ledger.csv', [
      'Operation Date,Status,Currency Ticker,Operation Type,Operation Amount,Operation Fees,Operation Hash,Account Name,Account xpub,Countervalue Ticker,Countervalue at Operation Date,Countervalue at CSV Export',
      row('IN', '2', ''),
      row('OUT', '1.01', '0.01'),
      row('FEES', '0.02', '0.02'),
      row('OUT', '3', '0.01', 'Failed'),
      row('NFT_IN', '1', ''),
    ]);
    expect(profile).toBe('Ledger Live operations');
    expect(rows).toEqual([
      [null, address, '2', 'ETH', '0', 0],
      [address, null, '1.00', 'ETH', '0.01', 0],
      [address, null, '0.00', 'ETH', '0.02', 0],
      [address, null, '0', 'ETH', '0.01', 1],
    ]);
    expect(counts.firstRefused[0]?.why).toContain('its direction, "nft_in"');
  });

  it('Trezor Suite: whom it paid, and fees in the coin of the chain', async () => {
    const paid = `0x${'33'.repeat(20)}`;
    const row = (type: string, amount: string, unit: string, fee: string) =>
      `1767323045,1/2/2026,03:04:05 GMT+0,${type},0x${'cd'.repeat(32)},${fee},ETH,${paid},,${amount},${unit},1.00,`;
    const { profile, rows, counts } = await mapped('trezor.csv', [
      'Timestamp,Date,Time,Type,Transaction ID,Fee,Fee unit,Address,Label,Amount,Amount unit,Fiat (USD),Other',
      row('SENT', '25', 'USDT', '0.001'),
      row('RECV', '2', 'ETH', '0.002'),
      row('SELF', '1', 'ETH', '0.001'),
      row('FAILED', '1', 'ETH', '0.003'),
    ]);
    const own = 'Trezor account (trezor.csv)';
    expect(profile).toBe('Trezor Suite transactions');
    expect(rows).toEqual([
      [own, paid, '25', 'USDT', '0.001', 0],
      [null, own, '2', 'ETH', '0.002', 0],
      [own, paid, '0', 'ETH', '0.003', 1],
    ]);
    expect(counts.firstRefused[0]?.why).toContain('between wallets of the same holder');
    const assets = await test.run('transfer.assets', { caseId });
    // The fee of the token is paid in the coin: it is in no sum of the token.
    expect(assets.find(({ symbol }) => symbol === 'USDT')).toMatchObject({ total: '25', fees: '0' });
  });

  it('traces what came for an exchange, from the same row as what went out', async () => {
    const { datasetId } = await mapped('swap.csv', [
      'Timestamp (UTC),Transaction Description,Currency,Amount,To Currency,To Amount,Native Currency,Native Amount,Native Amount (in USD),Transaction Kind,Transaction Hash',
      '2026-03-01 10:00:00,XBA -> XCR,XBA,-0.1,XCR,700,USD,9000,9000,crypto_exchange,',
      '2026-03-02 10:00:00,Withdraw XCR,XCR,-700,,,USD,9000,9000,crypto_withdrawal,',
    ]);
    const assets = await test.run('transfer.assets', { caseId });
    const own = 'Crypto.com account (swap.csv)';
    expect(assets.filter(({ symbol }) => symbol.startsWith('X')).map(({ symbol, total }) => [symbol, total])).toEqual(
      expect.arrayContaining([
        ['XBA', '0.1'],
        ['XCR', '1400'],
      ]),
    );
    const asset = assets.find(({ symbol }) => symbol === 'XCR')?.key ?? '';
    const { accounts } = await test.run('transfer.accounts', { caseId, asset });
    expect(accounts).toMatchObject([{ account: own, received: '700', paid: '700' }]);
    expect(datasetId).not.toBe('');
  });
});
