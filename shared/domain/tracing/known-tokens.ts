/** Contracts of tokens as their issuers name them, by chain and symbol; only of those whose decimals are known too. */
const CONTRACTS: Readonly<Record<string, string>> = {
  'ethereum|USDT': '0xdac17f958d2ee523a2206206994597c13d831ec7',
  'ethereum|USDC': '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48',
  'ethereum|DAI': '0x6b175474e89094c44da98b954eedeac495271d0f',
  'ethereum|WETH': '0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2',
};
export interface Token {
  readonly symbol: string;
  /** '' where the files do not tell it. */
  readonly chain: string;
  /** '' where the files do not tell it. */
  readonly contract: string;
}

/**
 * The contract that a token of this symbol has, where the files name another: a look-alike. Where they name no chain, that of
 * Ethereum is compared, since the same token on another chain has to be told by its contract as well.
 */
export function contractMissed({ symbol, chain, contract }: Token): string | null {
  const known = CONTRACTS[`${chain || 'ethereum'}|${symbol.toUpperCase()}`];
  return contract === '' || known === undefined || known === contract ? null : known;
}

/** What rests on the symbol alone when a price of it is taken; null where a contract that is known tells the token. */
export function symbolWords(token: Token): string | null {
  const { symbol, chain, contract } = token;
  const missed = contractMissed(token);
  if (missed !== null)
    return `Unpriced: look-alike. The contract of ${symbol} on ${chain || 'Ethereum'} is ${missed}, and that of the files is ${contract}${chain === '' ? ', on a chain that they do not name' : ''}: a price of ${symbol} is not its price. Only a price of the contract itself counts.`;
  if (contract === '')
    return `Prices were matched by the symbol ${symbol || '(none)'} alone: the files name no contract, and a token may have any symbol.`;
  return CONTRACTS[`${chain}|${symbol.toUpperCase()}`] === contract ||
    CONTRACTS[`ethereum|${symbol.toUpperCase()}`] === contract
    ? null
    : `Prices were matched by the symbol ${symbol} or the contract ${contract}; whether a token of that contract is the ${symbol} of the price list is not known here.`;
}
