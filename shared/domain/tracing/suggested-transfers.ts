import { isNamed } from '../profiles.ts';
import { MOVED, NOT_MOVED } from './status-words.ts';
import { CHAIN_OF, type TransferMapping, type TransferRole, UNMAPPED } from './transfer-mapping.ts';
import { type ProfileFacts, TRANSFER_PROFILES } from './transfer-profiles.ts';

/** Of a status that a person chooses, or that headers tell: what is in neither list is asked about. */
export const STATUSES = { succeeds: [...MOVED], fails: [...NOT_MOVED] };

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
      ...STATUSES,
    },
  };
}

/** What of the rows of an export is set aside, by the names of its columns; nothing of a column that this file lacks. */
function rowsOf(rows: NonNullable<ProfileFacts['rows']> = {}, columns: readonly Column[]) {
  const { booked, internal, otherLeg, legAsset, exchanges } = rows;
  const named = (wanted: string | undefined): string | undefined =>
    wanted === undefined ? undefined : columns.find(({ header }) => isNamed(wanted, header))?.name;
  const filled = booked?.flatMap((header) => named(header) ?? []) ?? [];
  const [aside, leg, of, kind] = [named(internal?.column), named(otherLeg), named(legAsset), named(exchanges?.column)];
  return {
    ...(filled.length > 0 && { booked: filled }),
    ...(internal && aside !== undefined && { internal: { ...internal, column: aside } }),
    ...(leg !== undefined && { otherLeg: leg, ...(of !== undefined && { legAsset: of }) }),
    ...(leg !== undefined && exchanges && kind !== undefined && { exchanges: { ...exchanges, column: kind } }),
  };
}
const addressIn = (fileName: string): string => /0x[0-9a-f]{40}/i.exec(fileName)?.[0]?.toLowerCase() ?? '';
