import type { TransferAsset } from '../../../shared/contract/transfers.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { looksLatinSymbol } from '../../../shared/domain/identifiers.ts';
import { knownPlaces } from '../../../shared/domain/tracing/transfer-mapping.ts';
import type { JobContext } from '../context.ts';
import { type Exact, exactSum, exactText } from '../datasets/readings/numbers.ts';
import { assetKey, eachTransfer } from './reads.ts';
import type { Transfer } from './row-reader.ts';

const EVERY = 5000;
/** Whole amounts of which none is smaller are hardly units of an asset: some explorers export them so. */
const BASE_UNITS = 1_000_000_000n;

interface Sums {
  readonly symbol: string;
  readonly chain: string;
  readonly contract: string;
  readonly accounts: Set<string>;
  transfers: number;
  failed: number;
  duplicates: number;
  scale: number;
  chosen: number | null;
  /** Of what moved; null where nothing did. */
  least: bigint | null;
  baseUnits: boolean;
  total: Exact;
  fees: Exact;
  first: string;
  last: string;
}

/** What of a transfer is of one asset. */
export interface Part {
  readonly key: string;
  readonly symbol: string;
  readonly contract: string;
  readonly from: string;
  readonly to: string;
  readonly amount: Exact;
  /** Paid by the sender of this part. */
  readonly fee: Exact;
  /** The fee that the receiver of another part of the same asset bears: no payment of its own. */
  readonly charge: boolean;
}

/** The parts of a transfer: its amount, and its fee where that is paid in another asset or by whom the amount comes to. */
export function partsOf({ asset, chain, contract, amount, fee, feeAsset, feeBy, from, to }: Transfer): readonly Part[] {
  const key = assetKey(chain, asset, contract);
  const feeKey = feeAsset === '' ? key : assetKey(chain, feeAsset, '');
  const none: Exact = { units: 0n, scale: 0 };
  const whole = { key, symbol: asset, contract, from, to, amount, charge: false };
  const same = feeKey === key;
  if (same && feeBy === 'from') return [{ ...whole, fee }];
  if (fee.units === 0n) return [{ ...whole, fee: none }];
  const of = same ? { key, symbol: asset, contract } : { key: feeKey, symbol: feeAsset, contract: '' };
  const ends = feeBy === 'to' ? { from: to, to } : { from, to };
  return [
    { ...whole, fee: none },
    { ...of, ...ends, amount: none, fee, charge: same },
  ];
}

/** What transfers of a case are of, by how many there are. */
export async function assetsOf({ db, breathe, progress }: JobContext, caseId: CaseId): Promise<TransferAsset[]> {
  const found = new Map<string, Sums>();
  let read = 0;
  for (const transfer of eachTransfer(db, caseId)) {
    if (++read % EVERY === 0) {
      progress(read, null, 'rows');
      await breathe();
    }
    for (const { key, symbol, contract, from, to, amount, fee, charge } of partsOf(transfer)) {
      const sums = found.get(key) ?? begun(symbol, transfer.chain, contract);
      found.set(key, sums);
      if (!charge) sums.transfers++;
      sums.scale = Math.max(sums.scale, amount.scale, fee.scale);
      sums.chosen = transfer.of.mapping.decimals ?? sums.chosen;
      if (transfer.duplicate) {
        if (!charge) sums.duplicates++;
        continue;
      }
      if (transfer.failed && !charge) sums.failed++;
      if (amount.units > 0n && (sums.least === null || amount.units < sums.least)) sums.least = amount.units;
      sums.baseUnits ||= transfer.of.mapping.baseUnits;
      sums.total = exactSum(sums.total, amount);
      sums.fees = exactSum(sums.fees, fee);
      for (const account of [from, to]) if (account !== '') sums.accounts.add(account);
      if (transfer.time === '') continue;
      if (sums.first === '' || transfer.time < sums.first) sums.first = transfer.time;
      if (transfer.time > sums.last) sums.last = transfer.time;
    }
  }
  const assets = [...found].map(([key, sums]) => {
    const { symbol, chain, contract, transfers, failed, duplicates, accounts, total, fees, first, last } = sums;
    const { scale, least, baseUnits } = sums;
    const known = knownPlaces(symbol, contract) ?? sums.chosen;
    return {
      ...{ key, symbol, chain, contract, places: Math.max(known ?? 0, sums.scale), placesKnown: known !== null },
      ...{
        transfers,
        failed,
        duplicates,
        accounts: accounts.size,
        total: exactText(total),
        fees: exactText(fees),
        first,
        last,
      },
      warnings: [
        ...(baseUnits && known === null
          ? ['Amounts are base units, and how many of them are one of the asset is not known: say it in the mapping.']
          : []),
        ...(!baseUnits && scale === 0 && least !== null && least >= BASE_UNITS
          ? [
              `No amount has a decimal and the least is ${least.toLocaleString('en-US')}: they may be base units (wei, cents). Look at the source, and say so in the mapping.`,
            ]
          : []),
      ],
    };
  });
  return assets
    .map((asset) => ({ ...asset, warnings: [...asset.warnings, ...warningsOf(asset, assets)] }))
    .sort((a, b) => b.transfers - a.transfers || (a.key < b.key ? -1 : 1));
}

const begun = (symbol: string, chain: string, contract: string): Sums => ({
  ...{
    symbol,
    chain,
    contract,
    accounts: new Set<string>(),
    transfers: 0,
    failed: 0,
    duplicates: 0,
    scale: 0,
    chosen: null,
    least: null,
    baseUnits: false,
  },
  ...{ total: { units: 0n, scale: 0 }, fees: { units: 0n, scale: 0 }, first: '', last: '' },
});

type Bare = Pick<TransferAsset, 'key' | 'symbol' | 'chain' | 'contract'>;
const SEVERAL_CHAINS = new Set(['USDT', 'USDC', 'DAI']);

/** A symbol is no name: anybody may issue a token under any, and letters of other scripts look the same. */
function warningsOf({ key, symbol, chain, contract }: Bare, all: readonly Bare[]): string[] {
  const form = looksLatinSymbol(symbol);
  const others = all.filter((each) => each.key !== key && looksLatinSymbol(each.symbol) === form);
  return [
    ...(form !== symbol.toUpperCase()
      ? [`The symbol "${symbol}" has letters that are not what they look like: it reads as "${form}" and is another.`]
      : []),
    ...others.map(
      (other) =>
        `Another asset has this symbol: ${other.contract === '' ? `"${other.symbol}"` : other.contract}${other.chain === chain ? '' : ` on ${other.chain || 'a chain that is not told'}`}. They are traced apart.`,
    ),
    ...(SEVERAL_CHAINS.has(symbol.toUpperCase()) && chain === ''
      ? [
          `${symbol.toUpperCase()} exists on several chains, and the file does not say on which: an address may be another’s on another chain.`,
        ]
      : []),
    ...(contract === '' && symbol === '' ? ['The file does not name the asset.'] : []),
  ];
}
