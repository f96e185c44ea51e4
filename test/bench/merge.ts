import { loadavg } from 'node:os';
import { openTestCore } from '../support/core.ts';
import { newerBundle } from '../support/newer-bundle.ts';

/**
 * A merge of a newer bundle with a table of BENCH_ROWS (200,000) rows and BENCH_ENTITIES (2,000) entities that are new, and the longest
 * that the core's thread did nothing else meanwhile. The peer is a plain restore of the same bundle as a case of another vault.
 */
const rows = Number(process.env['BENCH_ROWS'] ?? 200_000);
const entities = Number(process.env['BENCH_ENTITIES'] ?? 2_000);

await using here = await openTestCore();
const { mail, bundle, here: caseId } = await newerBundle(here, rows, entities);
await using elsewhere = await openTestCore();

/** How long it took, and the longest blocks of the thread, by a clock that should tick each 5 ms. */
async function timed<T>(
  work: () => Promise<T>,
): Promise<{ done: T; seconds: number; cpuSeconds: number; blocksMs: number[] }> {
  const blocks: number[] = [];
  let last = performance.now();
  const clock = setInterval(() => {
    const now = performance.now();
    blocks.push(now - last - 5);
    last = now;
  }, 5);
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const done = await work();
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (performance.now() - start) / 1000;
  await new Promise((resolve) => setTimeout(resolve, 10));
  clearInterval(clock);
  const blocksMs = blocks
    .toSorted((a, b) => b - a)
    .slice(0, 5)
    .map(Math.round);
  return { done, seconds, cpuSeconds: (user + system) / 1e6, blocksMs };
}

const compared = await timed(() => mail.report(here, bundle));
const { stateSha256 } = compared.done;
const before = here.events.length;
const input = {
  ticket: here.ticketForBytes('newer.age', bundle),
  with: { identity: mail.identity },
  caseId,
  stateSha256,
};
const merged = await timed(() => here.run('bundle.merge', input));
const told = here.events.slice(before).filter(({ event }) => event === 'job').length;
const restored = await timed(() => mail.bring(elsewhere, bundle));
const { added, unread } = merged.done;
const of = ({ seconds, cpuSeconds, blocksMs }: typeof merged | typeof compared | typeof restored) => ({
  seconds,
  cpuSeconds,
  blocksMs,
});
console.log(
  JSON.stringify({
    ...{ bench: 'merge', rows, entities, bundleBytes: bundle.length, added, unread, progressTold: told },
    ...{ compare: of(compared), merge: of(merged), peerRestore: of(restored) },
    ...{ ratio: merged.seconds / restored.seconds, load: loadavg()[0] },
  }),
);
