import { Fault } from '../../../shared/contract/errors.ts';
import { TRACE_FORMAT, TRANSFER_RULES, type Trace, type TraceSpec } from '../../../shared/contract/traces.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { counted } from '../../../shared/domain/counted.ts';
import { accountForm, transactionForm } from '../../../shared/domain/entity-forms.ts';
import { SEVERAL } from '../../../shared/domain/tracing/flow-scene.ts';
import { symbolWords } from '../../../shared/domain/tracing/known-tokens.ts';
import { balances } from '../../../shared/domain/tracing/methods.ts';
import { limitWords, methodWords, textUnits } from '../../../shared/domain/tracing/words.ts';
import type { JobContext } from '../context.ts';
import type { ReadDb } from '../db/open.ts';
import { inThread } from '../process/in-thread.ts';
import { partsOf } from '../transfers/assets.ts';
import { assetKey, transfersAt } from '../transfers/reads.ts';
import type { Transfer } from '../transfers/row-reader.ts';
import type { LedgerSource } from './engine/run.ts';
import type { Summary, TracedAccount } from './engine/summary.ts';
import { addressWords, type Labels, labelsOf, pricesOf } from './labels.ts';
import { type Loaded, loadTransfers } from './load.ts';
import { buffersOf, type FromTraceThread, THREAD_LIMITS, type ToTrace } from './thread-messages.ts';

/** Transfers and accounts that a trace lists; its tables count all. */
const MOST_LISTED = 5000;
const MOST_SECONDS = 900;

/** @throws Fault `not-found` for an asset, account or transaction that no transfer is of; `bad-request` for an amount */
export async function runTrace(context: JobContext, caseId: CaseId, spec: TraceSpec, title: string): Promise<Trace> {
  const loaded = await loadTransfers(
    context,
    caseId,
    spec.asset,
    spec.model === 'coins' || spec.sources.some(({ transaction }) => transaction !== ''),
  );
  const { places, mapped, ledger, withoutTime, dayOnly, negative, failed, withoutZone, zoned } = loaded;
  const transfersRead = ledger.count - loaded.charges;
  const amount = (text: string): bigint => {
    const units = textUnits(text, places);
    if (units === null) throw new Fault('bad-request', `The asset has ${places} decimals, and ${text} has more.`);
    return units;
  };
  const labels = labelsOf(context.db, caseId, spec.lists);
  const priced = pricesOf(context.db, caseId, spec, loaded);
  const placeOf = new Map(loaded.accounts.map((name, at) => [name, at]));
  const reasons = new Map(
    spec.stops.map(({ account, reason, label }) => [
      placeOf.get(accountForm(account)) ?? -1,
      label === '' ? reason : `${reason}: ${label}`,
    ]),
  );
  const begins = new Set(spec.sources.map(({ account }) => placeOf.get(accountForm(account))));
  for (const [account, those] of labels.of) {
    const at = placeOf.get(account);
    const stop = those.find(({ kind }) => spec.stopAt.includes(kind));
    if (at !== undefined && stop && !reasons.has(at) && !begins.has(at))
      reasons.set(at, `${stop.kind}${stop.byName ? ' by its name' : ''}: ${stop.text} (${stop.list})`);
  }
  const options = {
    ...{ model: spec.model, direction: spec.direction, hops: spec.hops, least: amount(spec.least) },
    stops: new Set([...reasons.keys(), ledger.outside].filter((at) => at >= 0)),
    sources: spec.sources.map((source) => sourceIn(loaded, spec, source, amount)),
  };
  const summary = await inThread<FromTraceThread, Summary>(context.signal, {
    entry: 'trace-thread',
    options: {
      workerData: { ledger, options, most: MOST_LISTED } satisfies ToTrace,
      transferList: buffersOf(ledger),
      resourceLimits: THREAD_LIMITS,
    },
    mostSeconds: MOST_SECONDS,
    tooLarge: 'It needs more memory than a trace may take.',
    narrower: 'Narrow it: fewer hops, a later beginning, or a least amount.',
    heard: (message, resolve) =>
      'summary' in message ? resolve(message.summary) : context.progress(message.done, transfersRead, 'rows'),
  });
  const { methods, allTransfers, allAccounts, assumed, unknownOpenings, short, matched } = summary;
  const asset = { symbol: loaded.symbol, chain: loaded.chain, contract: loaded.contract, places };
  const used = new Set(loaded.dataset);
  const read = mapped.filter((_, at) => used.has(at));
  const inputs = read.map(({ table, mapping }) => ({
    ...{ exhibit: table.exhibitLabel, dataset: table.view, sha256: table.sha256, rows: table.rows, mapping },
  }));
  const accounts = summary.accounts.map((each) => accountOf(each, loaded, reasons, spec, labels.of));
  const told = { spec, asset, methods: [...methods], transfersRead, inputs };
  const runs = runsOf(summary);
  const transfers = listed(context.db, loaded, summary, spec, priced);
  const without = transfers.filter((each) => each.priced === null).length;
  return {
    ...{ format: TRACE_FORMAT, title, ...told, drawnBy: ['haircut'], rules: TRANSFER_RULES },
    ...{ transfers, prices: priced && { currency: priced.currency, lists: priced.lists, without } },
    ...{ accounts, lists: labels.lists },
    ...{ allTransfers, allAccounts, runs },
    balances: Object.values(runs).every((run) => run !== undefined && balanced(run)),
    method: [...methodWords(told), ...(priced ? [priced.rule] : [])],
    limits: [
      ...(priced ? priceWords(priced, without, transfers.length) : []),
      ...(priced ? [symbolWords(asset)].filter((words) => words !== null) : []),
      ...addressWords({ ...told, accounts, lists: labels.lists }),
      ...limitWords({
        ...{
          methods,
          spec,
          assumed,
          unknownOpenings,
          short,
          matched,
          withoutTime,
          dayOnly,
          negative,
          failed,
          withoutZone,
          zoned,
          priced: priced !== null,
        },
        ...{ listed: summary.transfers.length, allTransfers },
      }),
    ],
  };
}

function sourceIn(
  { accounts, transactions, ledger, mapped }: Loaded,
  { direction, model }: TraceSpec,
  { account: written, transaction, since, amount }: TraceSpec['sources'][number],
  units: (text: string) => bigint,
): LedgerSource {
  const account = accountForm(written);
  const place = account === '' ? -1 : accounts.indexOf(account);
  if (account !== '' && place < 0)
    throw new Fault(
      'not-found',
      `No transfer of that asset is from or to ${account}, in ${mapped.length} mapped datasets.`,
    );
  const given = {
    since: since === null ? null : Date.parse(since) * 1000,
    amount: amount === null ? null : units(amount),
  };
  if (transaction === '') {
    if (place < 0) throw new Fault('bad-request', 'Name an account or a transaction to begin with.');
    return { account: place, transfers: [], ...given };
  }
  const of = transactions.indexOf(transactionForm(transaction));
  // Of coins the money that a transaction pays out (backwards: takes in); of accounts what its sender pays (its receiver gets).
  const ends = (model === 'coins') === (direction === 'forwards') ? ledger.to : ledger.from;
  const transfers = [...ledger.transaction.keys()].filter(
    (at) => ledger.transaction[at] === of && (place < 0 ? ends[at] !== ledger.outside : ends[at] === place),
  );
  if (transfers.length === 0)
    throw new Fault('not-found', `No transfer of that asset is of the transaction ${transaction}.`);
  return { account: -1, transfers, ...given };
}

/** What of the values is missing, or decided. */
const priceWords = ({ book, lists, currency }: Priced, without: number, all: number): string[] => [
  ...(without > 0
    ? [
        `${counted(without, 'payment')} of ${all.toLocaleString('en-US')} ${without === 1 ? 'has' : 'have'} no price by that rule, and no value in ${currency}: no sum of values holds them.`,
      ]
    : []),
  ...(book.differing > 0
    ? [
        `For ${counted(book.differing, 'moment')} prices differ: that of the file, and line, that comes first was taken.`,
      ]
    : []),
  ...lists.flatMap(({ exhibit, left, leftFirst }) =>
    left === 0
      ? []
      : [
          `${exhibit}: ${counted(left, 'line is no price', 'lines are no prices')}, such as line ${leftFirst[0]?.line}: ${leftFirst[0]?.why}.`,
        ],
  ),
];
type Priced = NonNullable<ReturnType<typeof pricesOf>>;

/** A transfer with what of it is of an asset; nothing where nothing is. */
const partOf = (read: Transfer, asset: string) =>
  partsOf(read).flatMap((part) => (part.key === asset ? [{ read, part }] : []));

function listed(
  db: ReadDb,
  { mapped, dataset, row, places, senders, symbol, chain, contract }: Loaded,
  { transfers }: Summary,
  { model }: TraceSpec,
  priced: Priced | null,
): Trace['transfers'] {
  const asset = assetKey(chain, symbol, contract);
  return transfers.flatMap(({ transfer, hop, carried }) => {
    const of = mapped[dataset[transfer] as number];
    const [whole] = of ? transfersAt(db, of, row[transfer] as number).flatMap((read) => partOf(read, asset)) : [];
    if (!of || !whole) return [];
    const { read, part } = whole;
    const found = priced && read.micros !== null ? priced.book.at(Math.floor(read.micros / 1000)) : null;
    const units = ({ units: value, scale }: typeof read.amount): string =>
      String(value * 10n ** BigInt(places - scale));
    return [
      {
        ...{
          hop,
          transaction: read.transaction,
          from: model === 'coins' ? sendersOf(read, senders) : read.from,
          to: read.to,
          time: read.time,
        },
        ...{ amount: units(part.amount), fee: units(part.fee) },
        ...{ exhibit: of.table.exhibitLabel, row: read.row, carried: claimsOf(carried) },
        priced: found && {
          ...{ price: found.price, date: found.date.slice(0, 60), list: found.list, line: found.line },
          source: found.source.slice(0, 300),
        },
      },
    ];
  });
}

const MOST_SENDERS = 20;
/** Who pays: of an output of coins all whose inputs its transaction takes. */
function sendersOf(
  { from, transaction }: { readonly from: string; readonly transaction: string },
  senders: Loaded['senders'],
): string {
  const all = [...(from === '' ? (senders.get(transaction) ?? []) : [])];
  if (all.length === 0) return from;
  const named = all.slice(0, MOST_SENDERS).join(SEVERAL);
  return all.length > MOST_SENDERS ? `${named}${SEVERAL}${all.length - MOST_SENDERS} others` : named;
}

const text = (sums: Readonly<Record<string, bigint>>): Record<string, string> =>
  Object.fromEntries(Object.entries(sums).map(([name, value]) => [name, String(value)]));
const claimsOf = ({ by, excluded, least, most }: TracedAccount['received']) => ({
  ...{ by: text(by as Record<string, bigint>), least: String(least), most: String(most) },
  ...(excluded && { excluded: text(excluded as Record<string, bigint>) }),
});

function accountOf(
  { account, level, received, passedOn, fees, left, opening }: TracedAccount,
  { accounts }: Loaded,
  reasons: ReadonlyMap<number, string>,
  { hops }: TraceSpec,
  labels: Labels['of'],
): Trace['accounts'][number] {
  const name = accounts[account] ?? '';
  const stop =
    reasons.get(account) ??
    (name === '' ? 'outside the files' : level >= hops ? 'hop limit' : level === 0 ? 'source' : '');
  return {
    ...{ account: name, level, stop, received: claimsOf(received), left: claimsOf(left), opening: String(opening) },
    labels: [...(labels.get(name) ?? [])],
    ...{ passedOn: text(passedOn as Record<string, bigint>), fees: text(fees as Record<string, bigint>) },
  };
}

function runsOf({ runs }: Summary): Trace['runs'] {
  const written = JSON.parse(
    JSON.stringify(runs, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  ) as Trace['runs'];
  return written;
}

const balanced = ({ hops, whole }: NonNullable<Trace['runs']['excluded']>): boolean =>
  hops.every(({ value, methods }) =>
    [value, ...Object.entries(methods).flatMap(([name, row]) => (balances(name as 'poison') ? [row] : []))].every(
      (row) => row.balances,
    ),
  ) && Object.entries(whole).every(([name, row]) => !balances(name as 'poison') || row.balances);
