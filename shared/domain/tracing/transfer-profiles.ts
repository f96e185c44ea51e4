import { MOVED, MOVED_CASH_APP, NOT_MOVED } from './status-words.ts';
import type { TransferMapping, TransferRole } from './transfer-mapping.ts';

/** Headers by role, `*` for any text, and what else is known of an export. Names are those of the known exports. */
export interface ProfileFacts {
  readonly headers: Partial<Record<TransferRole, readonly string[]>>;
  readonly fixed?: Partial<Omit<TransferMapping, 'columns'>>;
  /** The coin in the brackets of this header is the asset: Value_IN(ETH). */
  readonly coinIn?: string;
  /** What the own account is called, with the file's name, where no column tells it: "Kraken account (ledger.csv)". */
  readonly holder?: string;
  /** Headers of what the mapping says of rows. */
  readonly rows?: Pick<TransferMapping, 'booked' | 'internal' | 'otherLeg' | 'legAsset' | 'exchanges'>;
}
const ETHERSCAN = {
  transaction: ['Transaction Hash', 'Txhash'],
  block: ['Blockno'],
  time: ['UnixTimestamp'],
  from: ['From'],
} as const;
/** Of a chain's transaction, which succeeded or did not: what else stands there is an error in whatever words. */
const OF_EXPLORER = ['', 'ok', 'success', 'true', '1'];
/** Of a bank or service: other words are asked about. */
const OF_SERVICE = { succeeds: [...MOVED], fails: [...NOT_MOVED], failedPay: false };
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
    fixed: { succeeds: OF_EXPLORER, baseUnits: true },
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
    fixed: { succeeds: OF_EXPLORER },
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
    // Its balance is what came in less the fee.
    fixed: { feeOf: 'account' },
    holder: 'Kraken account',
    rows: { booked: ['txid', 'balance'] },
  },
  'Crypto.com transactions': {
    headers: {
      ...{ transaction: ['Transaction Hash'], time: ['Timestamp (UTC)'], amount: ['Amount'], asset: ['Currency'] },
    },
    holder: 'Crypto.com account',
    rows: { otherLeg: 'To Amount', legAsset: 'To Currency' },
  },
  'Binance statement': {
    headers: { account: ['User_ID'], time: ['UTC_Time'], amount: ['Change'], asset: ['Coin'] },
    rows: { internal: { column: 'Operation', begins: ['transfer between '] } },
  },
  'Cash App': {
    headers: {
      ...{ transaction: ['Transaction ID'], time: ['Date'], amount: ['Amount'], asset: ['Currency'], fee: ['Fee'] },
      ...{ counterparty: ['Name of sender/receiver'], status: ['Status'], direction: ['Transaction Type'] },
    },
    fixed: {
      ...OF_SERVICE,
      ...{ succeeds: ['', ...MOVED, ...MOVED_CASH_APP], outgoing: ['bitcoin withdrawal'], feeOf: 'account' },
    },
    holder: 'Cash App account',
    rows: {
      ...{ otherLeg: 'Asset Amount', legAsset: 'Asset Type' },
      exchanges: { column: 'Transaction Type', begins: ['bitcoin buy', 'bitcoin sale', 'bitcoin sell'] },
    },
  },
  'Blockchain.com transactions': {
    headers: {
      ...{ transaction: ['transaction_hash'], time: ['date_time_utc'], amount: ['quantity_transacted'] },
      ...{ asset: ['asset'], direction: ['transaction_type'] },
    },
    fixed: { incoming: ['buy', 'sell', 'swap', 'rewards'], outgoing: ['send'] },
    holder: 'Blockchain.com account',
    rows: {
      ...{ otherLeg: 'counter_amount', legAsset: 'counter_asset' },
      exchanges: { column: 'transaction_type', begins: ['buy', 'sell', 'swap'] },
    },
  },
  'Blockchain.com wallet': {
    headers: { transaction: ['tx'], time: ['date'], amount: ['amount'], asset: ['token'], fee: ['fee_value'] },
    fixed: { feeWithin: true },
    holder: 'Blockchain.com wallet',
  },
  'Blockchain.com bitcoin wallet': {
    headers: { transaction: ['tx'], time: ['date'], amount: ['amount_btc'] },
    fixed: { asset: 'BTC', chain: 'bitcoin' },
    holder: 'Blockchain.com wallet',
  },
  Electrum: {
    headers: { transaction: ['transaction_hash'], time: ['timestamp'], amount: ['value'], fee: ['fee'] },
    fixed: { asset: 'BTC', chain: 'bitcoin', feeWithin: true },
    holder: 'Electrum wallet',
  },
  'Ledger Live operations': {
    headers: {
      ...{ transaction: ['Operation Hash'], time: ['Operation Date'], amount: ['Operation Amount'] },
      ...{ asset: ['Currency Ticker'], fee: ['Operation Fees'], status: ['Status'], direction: ['Operation Type'] },
      account: ['Account xpub', 'Account id'],
    },
    fixed: {
      ...{ succeeds: [...MOVED], fails: [...NOT_MOVED], feeWithin: true, incoming: ['in', 'reward'] },
      outgoing: ['out', 'fees', 'reveal', 'bond', 'unbond', 'withdraw_unbonded', 'delegate', 'undelegate'],
    },
  },
  'Trezor Suite transactions': {
    headers: {
      ...{ transaction: ['Transaction ID'], time: ['Timestamp'], amount: ['Amount'], asset: ['Amount unit'] },
      ...{ fee: ['Fee'], feeAsset: ['Fee unit'], counterparty: ['Address'], direction: ['Type'], status: ['Type'] },
    },
    fixed: {
      succeeds: ['recv', 'sent'],
      fails: ['failed'],
      incoming: ['recv'],
      outgoing: ['sent', 'failed'],
      paidOnly: true,
    },
    holder: 'Trezor account',
    rows: { internal: { column: 'Type', begins: ['self'] } },
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
    fixed: OF_SERVICE,
  },
  'PayPal activity': {
    headers: {
      ...{ from: ['From Email Address'], to: ['To Email Address'], amount: ['Gross'], asset: ['Currency'] },
      ...{ transaction: ['Transaction ID'], status: ['Status'], time: ['Date'], fee: ['Fee'] },
    },
    fixed: { ...OF_SERVICE, succeeds: ['', ...MOVED], feeOf: 'account' },
  },
};
