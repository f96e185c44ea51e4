import { expect, it } from 'vitest';
import { contractMissed, placesOfContract, symbolWords } from '../../../../shared/domain/tracing/known-tokens.ts';

const TRON = 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t';
const ETHEREUM = '0xdac17f958d2ee523a2206206994597c13d831ec7';
const FAKE = `0x${'66'.repeat(20)}`;

it('takes a known contract of any chain for the token, and names the one that another is missing', () => {
  const missed = (symbol: string, chain: string, contract: string) => contractMissed({ symbol, chain, contract });
  expect(missed('USDT', '', TRON)).toBeNull();
  expect(missed('USDT', 'tron', TRON)).toBeNull();
  expect(missed('usdt', 'tron', 'TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBf')).toBe(TRON);
  expect(missed('USDT', '', FAKE)).toBe(ETHEREUM);
  // USDC of a bridge has the symbol of the issuer's own.
  for (const contract of ['0x3c499c542cef5e3811e1192ce70d8cc03d5c3359', '0x2791bca1f2de4661ed88a30c99a7a9449aa84174'])
    expect(missed('USDC', 'polygon', contract)).toBeNull();
  // A contract of one token under the symbol of another, or on a chain whose own is another.
  expect(missed('USDC', '', ETHEREUM)).toBe('0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48');
  expect(missed('USDT', 'bsc', ETHEREUM)).toBe('0x55d398326f99059ff775485246999027b3197955');
  expect(missed('USDT', 'fantom', FAKE)).toBeNull();
  expect(missed('WBTC', 'ethereum', FAKE)).toBeNull();
});

it('says of a token what a price of its symbol rests on, and knows its decimals by its contract alone', () => {
  expect(symbolWords({ symbol: 'USDT', chain: '', contract: TRON })).toBeNull();
  expect(symbolWords({ symbol: 'USDT', chain: 'tron', contract: '' })).toContain('by the symbol USDT alone');
  expect(symbolWords({ symbol: 'USDT', chain: 'fantom', contract: FAKE })).toContain('is not known here');
  expect([TRON, '0x55d398326f99059ff775485246999027b3197955', FAKE].map(placesOfContract)).toEqual([6, 18, null]);
});
