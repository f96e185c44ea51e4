import { createCanvas } from '@napi-rs/canvas';
import pidusage from 'pidusage';
import { forkProcess } from '../../electron/core/host/fork.ts';
import { newCase, openTestCore } from '../support/core.ts';

/**
 * The legal edition of a case with 300 exhibits, 60 of them pictures, and 3,000 custody entries: how long a print takes,
 * and how much memory the process that lays it out needs. BENCH_EXHIBITS and BENCH_ENTRIES set the size.
 */
const exhibits = Number(process.env['BENCH_EXHIBITS'] ?? 300);
const entries = Number(process.env['BENCH_ENTRIES'] ?? 3000);

await using test = await openTestCore();
let pdfProcess: number | undefined;
Object.assign(test.core, {
  startProcess: (entry: Parameters<typeof forkProcess>[0]) => {
    const channel = forkProcess(entry);
    if (entry === 'pdf') void channel.pid.then((pid) => (pdfProcess = pid));
    return channel;
  },
});
const caseId = await newCase(test);
const ids = [];
for (let number = 1; number <= exhibits; number++) {
  const [name, bytes] =
    number % 5 === 0 ? [`screen-${number}.png`, picture(number)] : [`logins-${number}.csv`, table(number)];
  const { exhibitId } = await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, bytes) });
  ids.push(exhibitId);
}
const { total } = await test.call('custody.list', { caseId });
for (let at = total; at < entries; at++)
  await test.call('evidence.update', { exhibitId: ids[at % ids.length] as never, note: `Looked at again, ${at}.` });

let peak = 0;
const watch = setInterval(() => {
  if (pdfProcess !== undefined)
    pidusage(pdfProcess).then(
      ({ memory }) => (peak = Math.max(peak, memory)),
      () => {},
    );
}, 100);
const start = performance.now();
const { pages, bytes } = await test.run('report.print', { caseId, edition: 'legal' });
const seconds = (performance.now() - start) / 1000;
clearInterval(watch);
console.log(
  JSON.stringify({ bench: 'report', exhibits, entries, pages, bytes, seconds, peakMb: Math.round(peak / 1e6) }),
);

function picture(number: number): Buffer {
  const canvas = createCanvas(1280, 720);
  const context = canvas.getContext('2d');
  for (let at = 0; at < 200; at++) {
    context.fillStyle = `hsl(${(number * 37 + at * 11) % 360} 60% 60%)`;
    context.fillRect((at * 97) % 1280, (at * 53) % 720, 90, 60);
  }
  return canvas.toBuffer('image/png');
}

function table(number: number): string {
  const rows = Array.from({ length: 20 }, (_, at) => `seller_${number},203.0.113.${at},2026-11-${(at % 28) + 1}`);
  return `account,ip,day\n${rows.join('\n')}\n`;
}
