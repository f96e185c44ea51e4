import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeVaultIn, newCase, openTestCore, PASSPHRASE } from '../support/core.ts';
import { putExhibit } from '../support/exhibit.ts';
import { seeded } from '../support/random.ts';

/**
 * What a case does around a trace: a table of payments is mapped, its transfers are read out of the encrypted store, and followed over
 * five hops by every method. BENCH_TRANSFERS sets how many there are (1,000,000). The vault is made by another process, so that
 * memory and processor time here are those of mapping and tracing alone, beside what the sources themselves need (`idleMegabytes`, which the built
 * program needs less of). The target is a few tens of seconds of processor time and 500 MB in the built program.
 */
const transfers = Number(process.env['BENCH_TRANSFERS'] ?? 1_000_000);
const random = seeded(14);
const name = () =>
  `0x${Math.floor((random() ** 2 * transfers) / 5)
    .toString(16)
    .padStart(40, '0')}`;
const first = name();
const made = process.env['BENCH_VAULT_FOLDER'];
if (made) await prepare(made);
else {
  const folder = mkdtempSync(join(tmpdir(), 'redthread-bench-'));
  try {
    const { status } = spawnSync(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
      stdio: 'inherit',
      env: { ...process.env, BENCH_VAULT_FOLDER: folder },
    });
    if (status !== 0) throw new Error('the case was not made');
    await measure(join(folder, 'v.redthread'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function prepare(folder: string): Promise<void> {
  await using test = await openTestCore({ vault: false });
  await makeVaultIn(test, folder);
  const caseId = await newCase(test);
  const lines = ['transaction,from,to,amount,currency,fee,time'];
  for (let nth = 0; nth < transfers; nth++)
    lines.push(
      `0x${nth.toString(16).padStart(64, '0')},${nth === 0 ? first : name()},${name()},${Math.floor(random() * 1e9)}.25,ETH,0.01,${new Date(Date.UTC(2026, 0, 1) + nth * 1000).toISOString()}`,
    );
  const csv = Buffer.from(lines.join('\n'));
  await test.run('dataset.parse', { exhibitId: putExhibit(test, caseId, 'payments.csv', csv) });
}

async function measure(vault: string): Promise<void> {
  await using test = await openTestCore({ vault: false });
  await test.call('vault.open', {
    vault: { ticket: test.core.tickets.issue({ kind: 'folder', path: vault }) },
    passphrase: PASSPHRASE,
  });
  const [{ id: caseId } = { id: '' as never }] = await test.call('case.list', {});
  const [source] = await test.call('transfer.sources', { caseId });
  if (!source?.suggested) throw new Error('the table is not read as payments');
  const mapping = source.suggested;
  let highest = process.memoryUsage().rss;
  const watch = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage().rss);
  }, 20);
  const idle = highest;
  const spent = async <T>(work: () => Promise<T>) => {
    const [start, used] = [performance.now(), process.cpuUsage()];
    const result = await work();
    const { user, system } = process.cpuUsage(used);
    return { result, seconds: (performance.now() - start) / 1000, processorSeconds: (user + system) / 1e6 };
  };
  const mapped = await spent(() => test.run('transfer.map', { datasetId: source.datasetId, mapping }));
  const assets = await spent(() => test.run('transfer.assets', { caseId }));
  const spec = { asset: assets.result[0]?.key ?? '', sources: [{ account: first }], hops: 5 };
  const traced = await spent(() => test.run('trace.run', { caseId, spec }));
  clearInterval(watch);
  const told = ({ seconds, processorSeconds }: { seconds: number; processorSeconds: number }) => ({
    seconds,
    processorSeconds,
  });
  console.log(
    JSON.stringify({
      ...{ bench: 'transfers', transfers, map: told(mapped), assets: told(assets), trace: told(traced) },
      ...{ idleMegabytes: idle / 1e6, megabytes: highest / 1e6, balanced: traced.result.trace.balances },
    }),
  );
}
