import { z } from 'zod';
import { isNamed } from '../profiles.ts';

/** Which columns of a dataset say what of a transfer. A column is named as statements name it; null where there is none. */
const ColumnName = z.string().min(1).max(1000).nullable();
export const TransferRole = z.enum([
  ...(['from', 'to', 'amount', 'amountIn', 'amountOut', 'asset', 'contract', 'time', 'transaction'] as const),
  ...(['block', 'index', 'log', 'nonce', 'fee', 'status', 'counterparty'] as const),
  ...(['account', 'direction', 'chain'] as const),
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
    .max(20)
    .describe('words of the status, in lower case, for what moved value; the empty word counts where it is listed'),
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
    .describe('the column of an amount that the row exchanges for: it is no transfer, and such rows are counted'),
  outSigned: z
    .boolean()
    .optional()
    .describe('the column of what goes out has a minus sign by custom: there it is no reversal'),
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

/** Headers by role, `*` for any text, and what else is known of an export. Names are those of the known exports. */
interface ProfileFacts {
  readonly headers: Partial<Record<TransferRole, readonly string[]>>;
  readonly fixed?: Partial<Omit<TransferMapping, 'columns'>>;
  /** The coin in the brackets of this header is the asset: Value_IN(ETH). */
  readonly coinIn?: string;
  /** What the own account is called, with the file's name, where no column tells it: "Kraken account (ledger.csv)". */
  readonly holder?: string;
  /** Headers of `booked`, `internal` and `otherLeg` of the mapping. */
  readonly rows?: Pick<TransferMapping, 'booked' | 'internal' | 'otherLeg'>;
}
const ETHERSCAN = {
  transaction: ['Transaction Hash', 'Txhash'],
  block: ['Blockno'],
  time: ['UnixTimestamp'],
  from: ['From'],
} as const;
const PAID = ['', '0', 'success', 'ok', 'true', '1'];
/** Words by which banks and payment services say that money moved. */
const SETTLED = [
  ...[
    'completed',
    'complete',
    'paid',
    'succeeded',
    'successful',
    'confirmed',
    'settled',
    'executed',
    'booked',
    'posted',
  ],
  ...['processed', 'cleared'],
];
const BLOCKSCOUT = {
  transaction: ['TxHash'],
  block: ['BlockNumber'],
  time: ['UnixTimestamp'],
  from: ['FromAddress'],
  to: ['ToAddress'],
} as const;

export const TRANSFER_PROFILES: Readonly<Record<string, ProfileFacts>> = {
  'Etherscan transactions': {
    headers: {
      ...ETHERSCAN,
      ...{ to: ['To'], amountIn: ['Value_IN(*)'], amountOut: ['Value_OUT(*)'], fee: ['TxnFee(*)'], status: ['Status'] },
    },
    fixed: { succeeds: [''] },
    coinIn: 'Value_IN(*)',
  },
  'Etherscan internal transactions': {
    headers: {
      ...ETHERSCAN,
      ...{ to: ['TxTo'], amountIn: ['Value_IN(*)'], amountOut: ['Value_OUT(*)'], status: ['Status'] },
    },
    fixed: { succeeds: ['0', ''] },
    coinIn: 'Value_IN(*)',
  },
  'Etherscan ERC-20 transfers': {
    headers: {
      ...ETHERSCAN,
      ...{ to: ['To'], amount: ['TokenValue'], contract: ['ContractAddress'], asset: ['TokenSymbol'] },
    },
  },
  'Etherscan ERC-20 transfers, old form': {
    headers: { ...ETHERSCAN, to: ['To'], amount: ['Value'], contract: ['ContractAddress'], asset: ['TokenSymbol'] },
  },
  'Etherscan token page': { headers: { ...ETHERSCAN, to: ['To'], amount: ['Quantity'] } },
  'Blockscout transactions': {
    headers: { ...BLOCKSCOUT, amount: ['Value'], fee: ['Fee'], status: ['Status'] },
    fixed: { succeeds: PAID, baseUnits: true },
  },
  'Blockscout token transfers': {
    headers: {
      ...BLOCKSCOUT,
      ...{
        amount: ['TokensTransferred'],
        contract: ['TokenContractAddress'],
        asset: ['TokenSymbol'],
        status: ['Status'],
      },
    },
    fixed: { succeeds: PAID },
  },
  'Blockchair, simple': {
    headers: {
      ...{ transaction: ['Transaction hash'], time: ['Date'], amount: ['Effect'], asset: ['Ticker'] },
      counterparty: ['Affected address/xpub'],
    },
  },
  'Blockchair, extended': {
    headers: {
      ...{ transaction: ['Transaction hash'], time: ['Date'], amount: ['Effect'], asset: ['Ticker'] },
      ...{ account: ['Wallet address'], counterparty: ['Third-party address'] },
    },
  },
  'Coinbase transactions': {
    headers: {
      ...{ transaction: ['ID'], time: ['Timestamp'], amount: ['Quantity Transacted'], asset: ['Asset'] },
      direction: ['Transaction Type'],
    },
    // Older files have no minus sign.
    fixed: {
      outgoing: ['send', 'sell', 'convert', 'advanced trade sell', 'exchange deposit', 'pro deposit', 'withdrawal'],
    },
    holder: 'Coinbase account',
  },
  'Kraken ledger': {
    headers: { transaction: ['refid'], time: ['time'], amount: ['amount'], asset: ['asset'], fee: ['fee'] },
    holder: 'Kraken account',
    rows: { booked: ['txid', 'balance'] },
  },
  'Crypto.com transactions': {
    headers: {
      ...{ transaction: ['Transaction Hash'], time: ['Timestamp (UTC)'], amount: ['Amount'], asset: ['Currency'] },
    },
    holder: 'Crypto.com account',
    rows: { otherLeg: 'To Amount' },
  },
  'Binance statement': {
    headers: { account: ['User_ID'], time: ['UTC_Time'], amount: ['Change'], asset: ['Coin'] },
    rows: { internal: { column: 'Operation', begins: ['transfer between '] } },
  },
  'TronScan transfers': {
    headers: {
      ...{ transaction: ['transaction_id'], block: ['block'], time: ['block_ts'], from: ['from_address'] },
      ...{ to: ['to_address'], amount: ['quant'], status: ['contractRet'] },
    },
    fixed: { succeeds: ['success'], chain: 'tron' },
  },
  'GraphSense Pathfinder': {
    headers: {
      ...{ transaction: ['Tx_hash'], block: ['Height'], time: ['Timestamp_utc'], from: ['Sending_address'] },
      ...{ to: ['Receiving_address'], amount: ['Value_in_base_currency'], asset: ['Currency'], log: ['Token_tx_id'] },
    },
  },
  'Binance deposits and withdrawals': {
    headers: {
      ...{ transaction: ['TXID'], time: ['Date(UTC+0)'], to: ['Address'], amount: ['Amount'], asset: ['Coin'] },
      ...{ fee: ['Fee'], status: ['Status'], chain: ['Network'] },
    },
    fixed: { succeeds: ['completed', 'success'], failedPay: false },
  },
  'PayPal activity': {
    headers: {
      ...{ from: ['From Email Address'], to: ['To Email Address'], amount: ['Gross'], asset: ['Currency'] },
      ...{ transaction: ['Transaction ID'], status: ['Status'], time: ['Date'] },
    },
    fixed: { succeeds: ['completed', ''], failedPay: false },
  },
};

/** Words of headers that no known export has, from the most telling to the least. */
const GUESSES: Partial<Record<TransferRole, readonly RegExp[]>> = {
  from: [/^(from|sender|payer|source|debtor)(_(address|account|wallet|id|iban))?$/, /^(sending|originator)_/],
  to: [
    /^(to|receiver|recipient|payee|beneficiary|target|creditor|destination)(_(address|account|wallet|id|iban))?$/,
    /^receiving_/,
  ],
  amount: [
    /^(amount|value|quantity|sum|gross)$/,
    /^(value|amount)_/,
    /^total_(?!transactions|count)/,
    /_(amount|value)$/,
  ],
  asset: [/^(asset|currency|coin|token|symbol|token_symbol|ticker|denomination)$/],
  contract: [/^(contract|contract_address|token_address|token_contract)$/],
  chain: [/^(chain|chain_id|network|blockchain)$/],
  time: [
    /^(time|timestamp|date|datetime|block_time|block_timestamp|at|created_at|paid_at|value_date|booking_date)$/,
    /_(time|at|timestamp)$/,
    /^(created_date|date_time|transaction_date|posting_date|block_datetime|block_unix_timestamp)(_utc)?$/,
  ],
  transaction: [/^(transaction|tx|txid|tx_?hash|transaction_(hash|id)|hash|payment_id|reference)$/],
  block: [/^(block|block_?number|block_?no|height)$/],
  index: [/^(index|tx_index|transaction_index)$/],
  log: [/^(log|log_index|event_index|vout|output_index|n)$/],
  nonce: [/^nonce$/],
  fee: [/^(fee|fees|txn_?fee|tx_fee|gas_fee|transaction_fee|network_fee|charge)$/],
  status: [/^(status|state|result)$/],
};
const RAW = /(^|_)(raw|wei|base_units|satoshis?|sats|cents|lamports)(_|$)/;
const word = (header: string): string =>
  header
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '');

interface Column {
  readonly name: string;
  readonly header: string;
}
export interface Suggested {
  readonly mapping: TransferMapping;
  /** Of a known export, which is sure of its columns; '' for one that is guessed from its headers. */
  readonly profile: string;
}

/** What of a dataset are transfers; null where nothing says so. @param profile the known export that it was read as */
export function suggestedTransfers(columns: readonly Column[], profile: string, fileName: string): Suggested | null {
  const facts = TRANSFER_PROFILES[profile];
  const found: TransferMapping['columns'] = {};
  if (facts) {
    for (const [role, headers] of Object.entries(facts.headers) as [TransferRole, readonly string[]][]) {
      const column = columns.find(({ header }) => headers.some((name) => isNamed(name, header)));
      if (column) found[role] = column.name;
    }
    const coin = columns.find(({ header }) => facts.coinIn !== undefined && isNamed(facts.coinIn, header))?.header;
    const asset = /\(([^)]+)\)/.exec(coin ?? '')?.[1] ?? '';
    const subject = facts.holder === undefined ? addressIn(fileName) : `${facts.holder} (${fileName.slice(0, 120)})`;
    return {
      profile,
      mapping: {
        ...UNMAPPED,
        ...{ columns: found, asset, chain: CHAIN_OF[asset.toUpperCase()] ?? '', subject },
        ...facts.fixed,
        ...rowsOf(facts.rows, columns),
      },
    };
  }
  for (const [role, patterns] of Object.entries(GUESSES) as [TransferRole, readonly RegExp[]][])
    for (const pattern of patterns) {
      const taken = new Set(Object.values(found));
      const column = columns.find(({ name, header }) => !taken.has(name) && pattern.test(word(header || name)));
      if (!column || found[role] !== undefined) continue;
      found[role] = column.name;
    }
  if (found.amount === undefined || (found.from === undefined && found.to === undefined)) return null;
  const header = columns.find(({ name }) => name === found.amount)?.header ?? '';
  const coin = /(?:^|_)(eth|btc|usdt|usdc|eur|usd|gbp|ltc|trx|bnb|sol)$/.exec(word(header))?.[1]?.toUpperCase() ?? '';
  return {
    profile: '',
    mapping: {
      ...UNMAPPED,
      ...{ columns: found, baseUnits: RAW.test(word(header)), subject: addressIn(fileName) },
      ...(found.asset === undefined ? { asset: coin, chain: CHAIN_OF[coin] ?? '' } : {}),
      succeeds: found.status === undefined ? [] : [...PAID, ...SETTLED],
    },
  };
}

/** What of the rows of an export is set aside, by the names of its columns; nothing of a column that this file lacks. */
function rowsOf({ booked, internal, otherLeg }: NonNullable<ProfileFacts['rows']> = {}, columns: readonly Column[]) {
  const named = (wanted: string | undefined): string | undefined =>
    columns.find(({ header }) => header === wanted)?.name;
  const filled = booked?.flatMap((header) => named(header) ?? []) ?? [];
  const [aside, leg] = [named(internal?.column), named(otherLeg)];
  return {
    ...(filled.length > 0 && { booked: filled }),
    ...(internal && aside !== undefined && { internal: { ...internal, column: aside } }),
    ...(leg !== undefined && { otherLeg: leg }),
  };
}

/** Coins that name their chain. */
const CHAIN_OF: Readonly<Record<string, string>> = {
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
const addressIn = (fileName: string): string => /0x[0-9a-f]{40}/i.exec(fileName)?.[0]?.toLowerCase() ?? '';

/** Places of coins, and of tokens by their contract, that are fixed where they are issued. */
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
  '0xdac17f958d2ee523a2206206994597c13d831ec7': 6,
  '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48': 6,
  '0x6b175474e89094c44da98b954eedeac495271d0f': 18,
  '0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2': 18,
};
/** @param contract '' for a coin or a currency. @returns null for what is not known: a symbol alone tells nothing of a token */
export const knownPlaces = (symbol: string, contract: string): number | null =>
  contract === '' ? (PLACES[symbol.toUpperCase()] ?? null) : (PLACES[contract] ?? null);
