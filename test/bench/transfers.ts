import { newCase, openTestCore } from '../support/core.ts';
import { putExhibit } from '../support/exhibit.ts';
import { seeded } from '../support/random.ts';

/**
 * What a case does around a trace: a table of payments is mapped, its transfers are read out of the encrypted store, and followed over
 * five hops by every method. BENCH_TRANSFERS sets how many there are (1,000,000).
 */
const transfers = Number(process.env['BENCH_TRANSFERS'] ?? 1_000_000);
const random = seeded(14);
const name = () =>
  `0x${Math.floor((random() ** 2 * transfers) / 5)
    .toString(16)
    .padStart(40, '0')}`;
const first = name();
const lines = ['transaction,from,to,amount,currency,fee,time'];
for (let nth = 0; nth < transfers; nth++)
  lines.push(
    `0x${nth.toString(16).padStart(64, '0')},${nth === 0 ? first : name()},${name()},${Math.floor(random() * 1e9)}.25,ETH,0.01,${new Date(Date.UTC(2026, 0, 1) + nth * 1000).toISOString()}`,
  );
await using test = await openTestCore();
const caseId = await newCase(test);
const csv = Buffer.from(lines.join('\n'));
lines.length = 0;
await test.run('dataset.parse', { exhibitId: putExhibit(test, caseId, 'payments.csv', csv) });
const [source] = await test.call('transfer.sources', { caseId });
if (!source?.suggested) throw new Error('the table is not read as payments');
const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};
const mapping = source.suggested;
const mapSeconds = await seconds(() => test.run('transfer.map', { datasetId: source.datasetId, mapping }));
const [asset] = await test.run('transfer.assets', { caseId });
const spec = { asset: asset?.key ?? '', sources: [{ account: first }], hops: 5 };
let balanced = false;
const used = process.cpuUsage();
const traceSeconds = await seconds(async () => {
  balanced = (await test.run('trace.run', { caseId, spec })).trace.balances;
});
const { user, system } = process.cpuUsage(used);
console.log(
  JSON.stringify({
    ...{ bench: 'transfers', transfers, mapSeconds, traceSeconds },
    ...{ processorSeconds: (user + system) / 1e6, megabytes: process.memoryUsage().rss / 1e6, balanced },
  }),
);
