import { Worker } from 'node:worker_threads';
import { entryFile } from '../../electron/core/host/entries.ts';
import { ledgerBuilder } from '../../electron/core/traces/engine/ledger.ts';
import {
  buffersOf,
  type FromTraceThread,
  THREAD_LIMITS,
  type ToTrace,
} from '../../electron/core/traces/thread-messages.ts';
import { seeded } from '../support/random.ts';

/**
 * Five hops forwards by every method, what accounts held before taken both ways, in the thread that the program uses; twice, over
 * transfers whose order is told by block, index and log, then over half of them. Amounts are in wei. BENCH_TRANSFERS sets how
 * many there are (1,000,000). The target is 10 s and 500 MB for all of it, and half for half. What a
 * case needs beside it is measured by `transfers`.
 */
const count = Number(process.env['BENCH_TRANSFERS'] ?? 1_000_000);

function ledgerOf(transfers: number) {
  const random = seeded(14);
  const accounts = Math.ceil(transfers / 5);
  const builder = ledgerBuilder(transfers, false);
  const name = () =>
    `0x${Math.floor(random() ** 2 * accounts)
      .toString(16)
      .padStart(40, '0')}`;
  for (let nth = 0; nth < transfers; nth++)
    builder.put({
      transaction: `0x${nth.toString(16).padStart(64, '0')}`,
      ...{ from: name(), to: name() },
      amount: BigInt(Math.floor(random() * 1e9)) * 10_000_000_000_000n,
      fee: 21_000n * BigInt(1 + Math.floor(random() * 100)) * 1_000_000_000n,
      time: nth - (nth % 100),
      block: Math.floor(nth / 100),
      index: nth % 100,
      log: 0,
    });
  return builder.done().ledger;
}

async function once(transfers: number, ties: boolean) {
  const made = ledgerOf(transfers);
  const ledger = ties
    ? { ...made, index: made.index.map(() => Number.NaN), log: made.log.map(() => Number.NaN) }
    : made;
  const sources = [0, 1, 2].map((nth) => ({
    account: ledger.from[nth] as number,
    transfers: [],
    since: null,
    amount: null,
  }));
  let highest = process.memoryUsage().rss;
  const watch = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage().rss);
  }, 20);
  const used = process.cpuUsage();
  const start = performance.now();
  const worker = new Worker(entryFile('trace-thread'), {
    workerData: {
      ledger,
      options: { model: 'accounts', direction: 'forwards', hops: 5, least: 0n, stops: new Set(), sources },
      most: 20_000,
    } satisfies ToTrace,
    transferList: buffersOf(ledger),
    resourceLimits: THREAD_LIMITS,
  });
  const { promise, resolve, reject } =
    Promise.withResolvers<Extract<FromTraceThread, { summary: unknown }>['summary']>();
  worker.on('message', (message: FromTraceThread) => 'summary' in message && resolve(message.summary));
  worker.on('error', reject);
  const { allTransfers, allAccounts, runs, assumed } = await promise;
  const seconds = (performance.now() - start) / 1000;
  // On a machine that does other work beside, this is what the trace itself needs.
  const { user, system } = process.cpuUsage(used);
  const processorSeconds = (user + system) / 1e6;
  clearInterval(watch);
  await worker.terminate();
  const balanced = Object.values(runs).every(({ hops, whole }) =>
    [
      ...hops.map(({ value }) => value),
      ...Object.entries(whole).flatMap(([method, each]) => (method === 'poison' ? [] : [each])),
    ].every(({ balances }) => balances),
  );
  console.log(
    JSON.stringify({
      bench: 'trace',
      ...{ transfers, ties, seconds, processorSeconds, megabytes: highest / 1e6 },
      ...{
        reachedTransfers: allTransfers,
        reachedAccounts: allAccounts,
        runs: Object.keys(runs).length,
        assumed,
        balanced,
      },
    }),
  );
}
await once(Math.ceil(count / 2), false);
await once(count, false);
await once(count, true);
