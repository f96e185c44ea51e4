import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, statSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import type { JobContext } from '../../electron/core/context.ts';
import { forkProcess } from '../../electron/core/host/fork.ts';
import { gather } from '../../electron/core/reports/gather.ts';
import { newCase, openTestCore } from '../support/core.ts';
import type { Content, Plain } from './report/plain.ts';
import { watchTree } from './report/tree.ts';

/**
 * The legal edition of a case with 40 pictures of 1 MB and 3,000 rows in 60 frozen queries, some 100 pages, and of one of twice
 * that: processor seconds of core and children together and the most memory that they held together (from /proc, so on
 * Linux alone), and the ratio to the same content given to the PDF library as one page run. Nothing is redacted, so that no
 * picture is read (OCR). BENCH_TIMES=1 leaves the larger one out, BENCH_PLAIN=0 the comparison; BENCH_QUERIES spreads the rows over
 * more or fewer queries: 120 give 185 pages.
 */
const PICTURES = 40;
const QUERIES = Number(process.env['BENCH_QUERIES'] ?? 60);
const ROWS = 3000 / QUERIES;
/** What Node needs to run a file of TypeScript. */
const TYPED = ['--experimental-transform-types', '--no-warnings'];

async function bench(): Promise<void> {
  const times = Number(process.env['BENCH_TIMES'] ?? 2);
  const one = await printed(1);
  say('report', one);
  console.error(
    JSON.stringify({ asked: { cpuSeconds: 12, treeMb: 900, twice: 2.2 }, load: loadavg().map((n) => n.toFixed(1)) }),
  );
  if (times >= 2) {
    const two = await printed(2);
    say('report twice', { ...two, ratio: round(two.cpuSeconds / one.cpuSeconds) });
  }
}

const say = (bench: string, figures: object): void => console.log(JSON.stringify({ bench, ...figures }));
const sum = (all: readonly number[]): number => all.reduce((one, other) => one + other, 0);
const round = (value: number): number => Math.round(value * 100) / 100;

async function printed(times: number) {
  await using test = await openTestCore();
  Object.assign(test.core, { startProcess: forkProcess }); // as the program does: tests keep children for the next one
  const caseId = await newCase(test);
  const pictures = await picturesIn(test.folder, PICTURES * times);
  for (const path of pictures) await test.run('evidence.import', { caseId, ticket: await test.ticketFor(path) });
  await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('payouts.csv', table()) });
  for (let at = 0; at < QUERIES * times; at++) {
    const sql = `SELECT account, ip, day, amount FROM payouts WHERE batch = ${at % QUERIES} ORDER BY account LIMIT ${ROWS}`;
    const { resultId } = await test.run('query.run', { caseId, sql });
    await test.call('query.freeze', { resultId, title: `Payouts of batch ${at}` });
  }
  const tree = watchTree();
  const start = performance.now();
  const { pages, bytes } = await test.run('report.print', { caseId, edition: 'legal' });
  const seconds = round((performance.now() - start) / 1000);
  const used = tree();
  const figures = {
    pages,
    bytes,
    pictureMb: round(sum(pictures.map((path) => statSync(path).size)) / pictures.length / 1e6),
    ...used,
    seconds,
  };
  if (times > 1 || process.env['BENCH_PLAIN'] === '0') return figures;
  const context = {
    ...test,
    session: test.core.session,
    db: test.core.session?.reader,
    signal: new AbortController().signal,
  };
  const occasion = {
    edition: 'legal',
    printedAt: '2026-11-22T21:05:07.000Z',
    zone: 'UTC',
    preparedBy: 'R. Okafor',
    unrecorded: false,
    program: 'bench',
  } as const;
  const { model } = await gather(
    { ...context, core: test.core } as unknown as JobContext,
    caseId,
    occasion,
    async () => {},
  );
  const plain = await inPlain({ exhibits: model.exhibits, custody: model.custody });
  return { ...figures, plain, ratioToPlain: round(used.cpuSeconds / plain.cpuSeconds) };
}

/** Has pictures drawn by a process of its own. @returns their files */
async function picturesIn(folder: string, count: number): Promise<string[]> {
  const into = join(folder, 'pictures');
  mkdirSync(into);
  const child = fork('test/bench/report/picture-files.ts', [into, String(count)], { execArgv: TYPED });
  const [status] = await once(child, 'exit');
  if (status !== 0) throw new Error('the pictures could not be made');
  return Array.from({ length: count }, (_, at) => join(into, `screen-${at}.jpg`));
}

function table(): string {
  const rows = Array.from(
    { length: QUERIES * ROWS },
    (_, at) =>
      `seller_${String(at).padStart(5, '0')},203.0.113.${at % 256},2026-11-${String((at % 28) + 1).padStart(2, '0')},${(at % 900) + 0.5},${at % QUERIES}`,
  );
  return `account,ip,day,amount,batch\n${rows.join('\n')}\n`;
}

/** The same content by the library alone. */
async function inPlain(content: Content): Promise<Plain> {
  const child = fork('test/bench/report/plain.ts', [], {
    env: { ...process.env, NODE_ENV: 'production' },
    execArgv: [...TYPED, '--max-old-space-size=6000'],
    serialization: 'advanced',
  });
  child.send(content as object);
  return new Promise((resolve, reject) => {
    child.once('message', (figures) => resolve(figures as Plain));
    child.once('exit', (code) => reject(new Error(`the plain print ended with ${code}`)));
  });
}

await bench();
