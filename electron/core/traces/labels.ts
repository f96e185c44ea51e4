import { Fault } from '../../../shared/contract/errors.ts';
import type { Trace, TraceSpec } from '../../../shared/contract/traces.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { counted } from '../../../shared/domain/counted.ts';
import {
  checksumProblem,
  isBase58Address,
  isEvmAddress,
  isSegwit,
  isWallet,
} from '../../../shared/domain/identifiers.ts';
import { contractMissed, type Token } from '../../../shared/domain/tracing/known-tokens.ts';
import { type Label, readLabelList } from '../../../shared/domain/tracing/label-lists.ts';
import { priceBook, priceRule, readPriceList } from '../../../shared/domain/tracing/prices.ts';
import type { ReadDb } from '../db/open.ts';
import { contentOf, listExhibits, readContent } from '../evidence/reads.ts';
import { readOfacXml } from './ofac-xml.ts';

type AccountLabel = Trace['accounts'][number]['labels'][number];
export interface Labels {
  readonly lists: Trace['lists'];
  /** By account, in its normal form. */
  readonly of: ReadonlyMap<string, readonly AccountLabel[]>;
}
const MOST_BYTES = 160 << 20; // sdn_advanced.xml has more than 100 MB
const MOST_OF_ONE = 20; // labels of one account
const SHOWN = 5;

/** @throws Fault `not-found` for a file that the case does not have, `unsupported` for one that is no list of labels */
export function labelsOf(db: ReadDb, caseId: CaseId, hashes: readonly string[]): Labels {
  const of = new Map<string, AccountLabel[]>();
  const lists = textsOf(db, caseId, hashes, 'list of labels').map(({ exhibit, sha256, text }) => {
    const list = readOfacXml(text) ?? readLabelList(text, exhibit.originalName);
    if (!list)
      throw new Fault(
        'unsupported',
        `${exhibit.label} is no list of labels: a tagpack, labels of Etherscan, OFAC's SDN list (CSV or XML), addresses one a line, or a table with the columns address and label.`,
      );
    for (const { address, ...label } of list.labels) {
      const held = of.get(address) ?? [];
      of.set(address, held);
      if (held.length < MOST_OF_ONE) held.push(short({ ...label, list: exhibit.label }));
    }
    return { exhibit: exhibit.label, sha256, format: list.format, labels: list.labels.length, ...leftOf(list.left) };
  });
  return { lists, of };
}

const leftOf = (left: readonly { readonly line: number; readonly why: string }[]) => ({
  left: left.length,
  leftFirst: left.slice(0, SHOWN).map(({ line, why }) => ({ line, why: why.slice(0, 300) })),
});

/** @throws Fault `not-found` for a file that the case does not have */
function textsOf(db: ReadDb, caseId: CaseId, hashes: readonly string[], what: string) {
  const exhibits = listExhibits(db, caseId).filter(({ removedAt }) => removedAt === null);
  return [...new Set(hashes)].map((sha256) => {
    const exhibit = exhibits.find((each) => each.sha256 === sha256);
    if (!exhibit)
      throw new Fault('not-found', `The case has no exhibit with the SHA-256 ${sha256.slice(0, 16)}…: a ${what}.`);
    const { id, bytes } = contentOf(db, exhibit.id);
    if (bytes > MOST_BYTES) throw new Fault('too-large', `${exhibit.label} has more than 160 MiB; no ${what} has.`);
    return { exhibit, sha256, text: Buffer.from(readContent(db, id, 0, bytes)).toString('utf8') };
  });
}

/** @throws Fault `unsupported` for a file that is no table of prices, `bad-request` without a currency, `not-found` where none is of the asset */
export function pricesOf(
  db: ReadDb,
  caseId: CaseId,
  { prices: hashes, currency: written, priceDays: days }: TraceSpec,
  token: Token,
) {
  if (hashes.length === 0) return null;
  const currency = written.trim().toUpperCase();
  if (currency === '') throw new Fault('bad-request', 'Name the currency of the values, such as USD.');
  const read = textsOf(db, caseId, hashes, 'table of prices').map(({ exhibit: { label }, sha256, text }) => {
    const list = readPriceList(text);
    if (!list)
      throw new Fault(
        'unsupported',
        `${label} is no table of prices: it needs the columns date, asset, currency and price.`,
      );
    return { label, sha256, list };
  });
  // The symbol of a look-alike is not its name: only a price of its contract is its price.
  const lookAlike = contractMissed(token) !== null;
  const rule = { symbol: lookAlike ? token.contract : token.symbol, contract: token.contract, currency, days };
  const book = priceBook(
    read.map(({ label, list: { prices } }) => ({ list: label, prices })),
    rule,
  );
  const labels = read.map(({ label }) => label);
  if (book.count === 0 && !lookAlike)
    throw new Fault(
      'not-found',
      `${labels.join(', ')} has no price of ${token.symbol || 'that asset'} in ${currency}.`,
    );
  const lists = read.map(({ label, sha256, list: { prices, left } }) => ({
    ...{ exhibit: label, sha256, prices: prices.length },
    ...leftOf(left),
  }));
  return { book, currency, lists, rule: priceRule(rule, labels) };
}

const short = (label: Omit<Label, 'address'> & { list: string }): AccountLabel => ({
  ...label,
  ...{ text: label.text.slice(0, 200), chain: label.chain.slice(0, 60), source: label.source.slice(0, 300) },
  ...{ date: label.date.slice(0, 40), confidence: label.confidence.slice(0, 60) },
});

/** Chains by the signs that lists use for them; the same address may be held by others on each of them. */
const CHAIN_WORDS: Readonly<Record<string, readonly string[]>> = {
  ethereum: ['eth', 'ethereum'],
  bitcoin: ['btc', 'xbt', 'bitcoin'],
  tron: ['trx', 'tron'],
  litecoin: ['ltc', 'litecoin'],
  bsc: ['bnb', 'bsc'],
  polygon: ['pol', 'matic', 'polygon'],
};
const ON_CHAIN: Readonly<Record<string, (address: string) => boolean>> = {
  bitcoin: (text) => (/^(?:bc1|tb1)/.test(text) ? isSegwit(text) : /^[13]/.test(text) && isBase58Address(text)),
  tron: (text) => text.startsWith('T') && isBase58Address(text),
  litecoin: (text) => (text.startsWith('ltc1') ? isSegwit(text) : /^[LM3]/.test(text) && isBase58Address(text)),
  ...Object.fromEntries(['ethereum', 'bsc', 'polygon', 'avalanche', 'fantom'].map((name) => [name, isEvmAddress])),
};

/** What is to be known of labels and addresses before a trace is relied on. */
export function addressWords({
  lists,
  asset,
  accounts,
  spec,
}: Pick<Trace, 'lists' | 'asset' | 'accounts' | 'spec'>): string[] {
  const { chain } = asset;
  const labelled = accounts.filter(({ labels }) => labels.length > 0);
  const differing = labelled.filter(({ labels }) => new Set(labels.map(({ text }) => text.toLowerCase())).size > 1);
  const elsewhere = labelled.filter(({ labels }) =>
    labels.some((label) => label.chain !== '' && !(CHAIN_WORDS[chain] ?? [chain]).includes(label.chain.toLowerCase())),
  );
  const strangers = accounts.filter(({ account }) => isWallet(account) && ON_CHAIN[chain] && !ON_CHAIN[chain](account));
  const typed = [...spec.sources, ...spec.stops].map(({ account }) => account.trim());
  const mistyped = [...new Set([...typed, ...accounts.map(({ account }) => account)])].filter(checksumProblem);
  const first = (all: readonly string[]): string =>
    `${all.slice(0, SHOWN).join(', ')}${all.length > SHOWN ? ` and ${all.length - SHOWN} more` : ''}`;
  return [
    ...(lists.length > 0
      ? [
          `Labels are what their lists say: ${lists.map(({ exhibit, format, labels, left }) => `${exhibit} (${format}, ${counted(labels, 'label')}${left > 0 ? `, ${counted(left, 'line')} with a fault` : ''})`).join('; ')}. ${labelled.length === 0 ? 'No account that was reached has one.' : `${counted(labelled.length, 'account')} that ${labelled.length === 1 ? 'was' : 'were'} reached ${labelled.length === 1 ? 'has' : 'have'} one.`}`,
        ]
      : []),
    ...(differing.length > 0
      ? [`Labels differ on ${first(differing.map(({ account }) => account))}: all are shown, and none is preferred.`]
      : []),
    ...(elsewhere.length > 0
      ? [
          `The labels of ${first(elsewhere.map(({ account }) => account))} are of another chain than ${chain === '' ? 'the files tell, which name none' : chain}: an address may be another’s there.`,
        ]
      : []),
    ...(strangers.length > 0
      ? [
          `${first(strangers.map(({ account }) => account))} ${strangers.length === 1 ? 'is no address' : 'are no addresses'} of ${chain}.`,
        ]
      : []),
    ...(mistyped.length > 0 ? [`May be mistyped, since the checksum does not fit: ${first(mistyped)}.`] : []),
    ...(chain === '' && /^(?:USDT|USDC|DAI)$/i.test(asset.symbol)
      ? [
          `${asset.symbol.toUpperCase()} exists on several chains, and the files do not say on which: an address may be another’s on another chain.`,
        ]
      : []),
  ];
}
