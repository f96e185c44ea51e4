import { z } from 'zod';
import { placesOfContract } from './known-tokens.ts';

/** Which columns of a dataset say what of a transfer. A column is named as statements name it; null where there is none. */
const ColumnName = z.string().min(1).max(1000).nullable();
export const TransferRole = z.enum([
  ...(['from', 'to', 'amount', 'amountIn', 'amountOut', 'asset', 'contract', 'time', 'transaction'] as const),
  ...(['block', 'index', 'log', 'nonce', 'fee', 'status', 'counterparty'] as const),
  ...(['account', 'direction', 'chain', 'feeAsset'] as const),
]);
export type TransferRole = z.infer<typeof TransferRole>;

export const TransferMapping = z.strictObject({
  columns: z.partialRecord(TransferRole, ColumnName),
  asset: z.string().max(60).describe('of every row, where no column names it: ETH, EUR'),
  feeAsset: z.string().max(60).describe('in which fees are paid; empty for that of the amount'),
  chain: z.string().max(60).describe('on which accounts are: ethereum; empty where it is not known or there is none'),
  decimals: z
    .int()
    .min(0)
    .max(40)
    .nullable()
    .describe('of the asset; null takes what is known of it, and else the most places that an amount has'),
  baseUnits: z.boolean().describe('amounts are whole numbers of the smallest unit: wei, satoshi, cents'),
  subject: z
    .string()
    .max(200)
    .describe('whose export it is, where columns do not say both ends: what comes in comes to it'),
  succeeds: z
    .array(z.string().max(60))
    .max(120)
    .describe('words of the status, in lower case, for what moved value; the empty word counts where it is listed'),
  fails: z
    .array(z.string().max(60))
    .max(120)
    .optional()
    .describe(
      'words of the status for what moved nothing, failed or pending: a word of neither list is asked about. Without the list all others failed',
    ),
  model: z.enum(['accounts', 'coins']).describe('coins: a row is an input or an output of its transaction'),
  outgoing: z
    .array(z.string().max(60))
    .max(40)
    .default([])
    .describe('words of the direction, in lower case, for rows that the own account pays; a minus sign says so too'),
  booked: z
    .array(z.string().min(1).max(1000))
    .max(4)
    .optional()
    .describe('columns that a booked row fills: one without is pending, and refused'),
  internal: z
    .strictObject({ column: z.string().min(1).max(1000), begins: z.array(z.string().min(1).max(60)).max(20) })
    .optional()
    .describe(
      'how the cell, in lower case, begins of rows that move money between wallets of one holder: these are refused',
    ),
  otherLeg: z
    .string()
    .min(1)
    .max(1000)
    .optional()
    .describe(
      'the column of an amount that the row exchanges for; such rows are counted. It goes the other way, and alone it goes out',
    ),
  legAsset: z
    .string()
    .min(1)
    .max(1000)
    .optional()
    .describe('the column of the asset of that amount, which makes it a transfer of its own'),
  exchanges: z
    .strictObject({ column: z.string().min(1).max(1000), begins: z.array(z.string().min(1).max(60)).max(20) })
    .optional()
    .describe('how the cell, in lower case, begins of rows that exchange: with two amounts any other is refused'),
  incoming: z
    .array(z.string().max(60))
    .max(40)
    .optional()
    .describe('words of the direction, in lower case, for rows that the own account receives: any other is refused'),
  feeWithin: z.boolean().optional().describe('the amount of what goes out holds the fee: the rest is what moved'),
  paidOnly: z.boolean().optional().describe('the counterparty is whom a row pays; of what comes in it tells nobody'),
  outSigned: z
    .boolean()
    .optional()
    .describe('the column of what goes out has a minus sign by custom: there it is no reversal'),
  feeOf: z
    .enum(['sender', 'account'])
    .optional()
    .describe(
      'who bears the fee of a row: its sender, as on a chain, or the account whose statement it is, also of what comes in',
    ),
  failedPay: z.boolean().default(true).describe('a row that failed costs its fee, as on a chain; a bank takes none'),
});
export type TransferMapping = z.infer<typeof TransferMapping>;

/** A mapping of no column. */
export const UNMAPPED: TransferMapping = {
  columns: {},
  ...{ asset: '', feeAsset: '', chain: '', decimals: null, baseUnits: false, subject: '', model: 'accounts' },
  succeeds: [],
  outgoing: [],
  failedPay: true,
};

/** Coins that name their chain. */
export const CHAIN_OF: Readonly<Record<string, string>> = {
  ...{ ETH: 'ethereum', BNB: 'bsc', POL: 'polygon', MATIC: 'polygon', AVAX: 'avalanche', BTC: 'bitcoin' },
  ...{ LTC: 'litecoin', TRX: 'tron', SOL: 'solana', FTM: 'fantom' },
};
/** Of a cell that names a chain: by its name, the sign of its coin, or its number (EIP-155). Others stay as they are written, in lower case. */
const CHAIN_WORDS: Readonly<Record<string, string>> = {
  ...{ 1: 'ethereum', 56: 'bsc', 137: 'polygon', 43114: 'avalanche', 250: 'fantom', 42161: 'arbitrum', 10: 'optimism' },
  ...{ bep20: 'bsc', erc20: 'ethereum', trc20: 'tron', avaxc: 'avalanche', arb: 'arbitrum', op: 'optimism' },
};
export const chainOf = (cell: string): string =>
  CHAIN_WORDS[cell.toLowerCase()] ?? CHAIN_OF[cell.toUpperCase()] ?? cell.toLowerCase().slice(0, 60);
/** Places of coins and currencies. */
const PLACES: Readonly<Record<string, number>> = {
  ...{
    ETH: 18,
    BNB: 18,
    POL: 18,
    MATIC: 18,
    AVAX: 18,
    FTM: 18,
    XBT: 8,
    BTC: 8,
    BCH: 8,
    LTC: 8,
    DOGE: 8,
    TRX: 6,
    SOL: 9,
  },
  ...{ EUR: 2, USD: 2, GBP: 2, CHF: 2 },
};
/** @param contract '' for a coin or a currency. @returns null for what is not known: a symbol alone tells nothing of a token */
export const knownPlaces = (symbol: string, contract: string): number | null =>
  contract === '' ? (PLACES[symbol.toUpperCase()] ?? null) : placesOfContract(contract);
