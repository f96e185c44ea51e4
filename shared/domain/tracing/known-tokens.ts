/**
 * Contracts of tokens that many trade under the symbol, by chain and symbol: the issuer's own first, then those of bridges that carry
 * the same symbol. Only contracts that a public list states, with the decimals that it states:
 * Ethereum: their issuers. USDC of Arbitrum, Avalanche, Base, Optimism and Polygon: docs.gelato.cloud/1Balance/USDC-Addresess, as
 * developers.circle.com/stablecoins/usdc-contract-addresses lists them. USDT of Optimism: the token list of OP Mainnet
 * (ethereum-optimism/ethereum-optimism.github.io, data/USDT/data.json), which has that of Base too. USDT and DAI of Arbitrum and
 * Avalanche: docs.range.org/faraday-api/product-info/supported-tokens. USDT of BSC and Polygon, USDC of BSC: docs.zerodev.app
 * (smart routing address, supported chains). DAI of BSC and Polygon, and USDC of Polygon that is bridged:
 * gist.github.com/chiro-hiro/81fa40e69bc98773b57701ad106e96f6. Bridged USDC and DAI of Arbitrum and Optimism:
 * gist.github.com/whonion/a73d22887f158c5067f1c000a8ab3a98 and docs.goldsky.com (stablecoin addresses). Solana:
 * docs.iron.xyz/stablecoins-and-blockchains. Tron: github.com/Fenguoz/tron-php (USDT), trustwallet/assets (USDC).
 */
const TOKENS: readonly (readonly [chain: string, symbol: string, places: number, ...contracts: string[]])[] = [
  ['ethereum', 'USDT', 6, '0xdac17f958d2ee523a2206206994597c13d831ec7'],
  ['ethereum', 'USDC', 6, '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48'],
  ['ethereum', 'DAI', 18, '0x6b175474e89094c44da98b954eedeac495271d0f'],
  ['ethereum', 'WETH', 18, '0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2'],
  ['tron', 'USDT', 6, 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t'],
  ['tron', 'USDC', 6, 'TEkxiTehnzSmSe2XqrBj4w32RUN966rdz8'],
  ['bsc', 'USDT', 18, '0x55d398326f99059ff775485246999027b3197955'],
  ['bsc', 'USDC', 18, '0x8ac76a51cc950d9822d68b83fe1ad97b32cd580d'],
  ['bsc', 'DAI', 18, '0x1af3f329e8be154074d8769d1ffa4ee058b1dbc3'],
  ['polygon', 'USDT', 6, '0xc2132d05d31c914a87c6611c10748aeb04b58e8f'],
  [
    ...(['polygon', 'USDC', 6, '0x3c499c542cef5e3811e1192ce70d8cc03d5c3359'] as const),
    '0x2791bca1f2de4661ed88a30c99a7a9449aa84174',
  ],
  ['polygon', 'DAI', 18, '0x8f3cf7ad23cd3cadbd9735aff958023239c6a063'],
  ['arbitrum', 'USDT', 6, '0xfd086bc7cd5c481dcc9c85ebe478a1c0b69fcbb9'],
  [
    ...(['arbitrum', 'USDC', 6, '0xaf88d065e77c8cc2239327c5edb3a432268e5831'] as const),
    '0xff970a61a04b1ca14834a43f5de4533ebddb5cc8',
  ],
  ['arbitrum', 'DAI', 18, '0xda10009cbd5d07dd0cecc66161fc93d7c9000da1'],
  ['optimism', 'USDT', 6, '0x94b008aa00579c1307b0ef2c499ad98a8ce58e58'],
  [
    ...(['optimism', 'USDC', 6, '0x0b2c639c533813f4aa9d7837caf62653d097ff85'] as const),
    '0x7f5c764cbc14f9669b88837ca1490cca17c31607',
  ],
  ['optimism', 'DAI', 18, '0xda10009cbd5d07dd0cecc66161fc93d7c9000da1'],
  ['base', 'USDT', 6, '0xfde4c96c8593536e31f229ea8f37b2ada2699bb2'],
  ['base', 'USDC', 6, '0x833589fcd6edb6e08f4c7c32d4f71b54bda02913'],
  ['avalanche', 'USDT', 6, '0x9702230a8ea53601f5cd2dc00fdbc13d4df4a8c7'],
  ['avalanche', 'USDC', 6, '0xb97ef9ef8734c71904d8002f8b6bc66dd9c48a6e'],
  ['avalanche', 'DAI', 18, '0xd586e7f844cea2f87f50152665bcbc2c279d8d70'],
  ['solana', 'USDT', 6, 'Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB'],
  ['solana', 'USDC', 6, 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v'],
];
const CONTRACTS: ReadonlyMap<string, readonly string[]> = new Map(
  TOKENS.map(([chain, symbol, , ...contracts]) => [`${chain}|${symbol}`, contracts]),
);
const PLACES: ReadonlyMap<string, number> = new Map(
  TOKENS.flatMap(([, , places, ...contracts]) => contracts.map((contract) => [contract, places] as const)),
);
/** Symbols by contract, on whatever chain. */
const SYMBOLS: ReadonlyMap<string, string> = new Map(
  TOKENS.flatMap(([, symbol, , ...contracts]) => contracts.map((contract) => [contract, symbol] as const)),
);

/** Decimals of a token; null where its contract is not known here. */
export const placesOfContract = (contract: string): number | null => PLACES.get(contract) ?? null;

export interface Token {
  readonly symbol: string;
  /** '' where the files do not tell it. */
  readonly chain: string;
  /** '' where the files do not tell it. */
  readonly contract: string;
}

/**
 * The contract that a token of this symbol has, where the files name another: a look-alike. Where they name no chain, a contract
 * that has the symbol on any chain is the token, and else that of Ethereum is missed.
 */
export function contractMissed({ symbol, chain, contract }: Token): string | null {
  if (contract === '') return null;
  const name = symbol.toUpperCase();
  if (chain === '' && SYMBOLS.get(contract) === name) return null;
  const known = CONTRACTS.get(`${chain || 'ethereum'}|${name}`);
  return known === undefined || known.includes(contract) ? null : (known[0] ?? null);
}

/** What rests on the symbol alone when a price of it is taken; null where a contract that is known tells the token. */
export function symbolWords(token: Token): string | null {
  const { symbol, chain, contract } = token;
  const missed = contractMissed(token);
  if (missed !== null)
    return `Unpriced: look-alike. The contract of ${symbol} on ${chain || 'Ethereum'} is ${missed}, and that of the files is ${contract}${chain === '' ? ', on a chain that they do not name' : ''}: a price of ${symbol} is not its price. Only a price of the contract itself counts.`;
  if (contract === '')
    return `Prices were matched by the symbol ${symbol || '(none)'} alone: the files name no contract, and a token may have any symbol.`;
  const name = symbol.toUpperCase();
  const told = chain === '' ? SYMBOLS.get(contract) === name : CONTRACTS.get(`${chain}|${name}`)?.includes(contract);
  return told
    ? null
    : `Prices were matched by the symbol ${symbol} or the contract ${contract}; whether a token of that contract is the ${symbol} of the price list is not known here.`;
}
