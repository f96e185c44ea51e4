import { fork } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { Document as PdfDocument, Image as PdfImage, Page as PdfPage, pdf, Text, View } from '@react-pdf/renderer';
import { createElement as make, type ReactNode } from 'react';
import type { JobContext } from '../../electron/core/context.ts';
import { forkProcess } from '../../electron/core/host/fork.ts';
import { gather } from '../../electron/core/reports/gather.ts';
import { newCase, openTestCore } from '../support/core.ts';

/**
 * The legal edition of a case with 40 pictures of 1 to 2 MB and 120 frozen queries of 25 rows, and of one of twice
 * that: processor seconds of core and children together and the most memory that they held together (from /proc, so on
 * Linux alone), and the ratio to the same content given to the PDF library as one page run. Nothing is redacted, so that no
 * picture is read (OCR). BENCH_TIMES=1 leaves the larger one out,
 * BENCH_PLAIN=0 the comparison.
 */
const PICTURES = 40;
const QUERIES = 120;
const ROWS = 25;

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
const round = (value: number): number => Math.round(value * 100) / 100;

async function printed(times: number) {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  const pictures = Array.from({ length: PICTURES * times }, (_, at) => picture(at));
  for (const [at, bytes] of pictures.entries())
    await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(`screen-${at}.jpg`, bytes) });
  await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('payouts.csv', table()) });
  for (let at = 0; at < QUERIES * times; at++) {
    const sql = `SELECT account, ip, day, amount FROM payouts WHERE batch = ${at % QUERIES} ORDER BY account LIMIT ${ROWS}`;
    const { resultId } = await test.run('query.run', { caseId, sql });
    await test.call('query.freeze', { resultId, title: `Payouts of batch ${at}` });
  }
  Object.assign(test.core, { startProcess: forkProcess }); // children of this print alone
  const tree = watchTree();
  const start = performance.now();
  const { pages, bytes } = await test.run('report.print', { caseId, edition: 'legal' });
  const seconds = round((performance.now() - start) / 1000);
  const used = tree();
  const size = round(pictures.reduce((sum, each) => sum + each.length, 0) / pictures.length / 1e6);
  const figures = { pages, bytes, pictureMb: size, ...used, seconds };
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

/** Watches this process and everything below it. @returns a function that stops it and gives processor seconds and the most MB at one time */
function watchTree(): () => { readonly cpuSeconds: number; readonly treeMb: number } {
  const first = new Map<number, number>([[process.pid, ticksOf(process.pid)?.ticks ?? 0]]);
  const last = new Map<number, number>();
  const foreign = new Set<number>();
  let most = 0;
  const look = (): void => {
    // Who is of another family stays so, and is not asked again: to ask every process of the machine ten times a second was a
    // tenth of all that was measured. Parents are older than their children.
    const pids = readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0 && !foreign.has(pid))
      .sort((a, b) => a - b);
    const ours = new Map<number, Facts>();
    for (const pid of pids) {
      const facts = ticksOf(pid);
      if (facts && (pid === process.pid || ours.has(facts.parent))) ours.set(pid, facts);
      else foreign.add(pid);
    }
    for (const [pid, { ticks }] of ours) last.set(pid, ticks);
    most = Math.max(
      most,
      [...ours.values()].reduce((sum, { bytes }) => sum + bytes, 0),
    );
  };
  const watch = setInterval(look, 100);
  return () => {
    look();
    clearInterval(watch);
    const ticks = [...last].reduce((sum, [pid, each]) => sum + each - (first.get(pid) ?? 0), 0);
    return { cpuSeconds: round(ticks / 100), treeMb: Math.round(most / 1e6) };
  };
}

interface Facts {
  readonly ticks: number;
  readonly bytes: number;
  readonly parent: number;
}
/** utime and stime, resident bytes and parent of a process, proc(5); null for one that has ended. */
function ticksOf(pid: number): Facts | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? [];
    return {
      ticks: Number(fields[11]) + Number(fields[12]),
      bytes: Number(fields[21]) * 4096,
      parent: Number(fields[1]),
    };
  } catch {
    return null;
  }
}

const SCREEN = { width: 1600, height: 1000 } as const;
let grain: Canvas | undefined;
/** Grain that no compression takes away, like a photograph's, and a number of its own. */
function picture(number: number): Buffer {
  grain ??= grainy();
  const canvas = createCanvas(SCREEN.width, SCREEN.height);
  const context = canvas.getContext('2d');
  context.drawImage(grain, 0, 0);
  context.fillStyle = '#101820';
  context.font = '40px sans-serif';
  context.fillText(`Screen ${number}`, 80, 120);
  return canvas.toBuffer('image/jpeg', 97);
}
function grainy(): Canvas {
  const canvas = createCanvas(SCREEN.width, SCREEN.height);
  const context = canvas.getContext('2d');
  const image = context.createImageData(SCREEN.width, SCREEN.height);
  const { data } = image;
  let state = 1; // a plain generator, of Park and Miller
  for (let at = 0; at < data.length; at += 4) {
    state = (state * 48271) % 2147483647;
    data[at] = 90 + (state % 60);
    data[at + 1] = 110 + (state % 60);
    data[at + 2] = 140 + (state % 60);
    data[at + 3] = 255;
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

function table(): string {
  const rows = Array.from(
    { length: QUERIES * ROWS },
    (_, at) =>
      `seller_${String(at).padStart(5, '0')},203.0.113.${at % 256},2026-11-${String((at % 28) + 1).padStart(2, '0')},${(at % 900) + 0.5},${at % QUERIES}`,
  );
  return `account,ip,day,amount,batch\n${rows.join('\n')}\n`;
}

type Model = Awaited<ReturnType<typeof gather>>['model'];
type Content = Pick<Model, 'exhibits' | 'custody'>;

/** The same pictures, rows and entries by the library alone, in one page run, in a process of its own. */
async function inPlain(content: Content): Promise<{ pages: number; cpuSeconds: number; mb: number }> {
  const child = fork(import.meta.filename, [], {
    env: { ...process.env, BENCH_PLAIN_CHILD: '1', NODE_ENV: 'production' },
    execArgv: ['--experimental-transform-types', '--no-warnings', '--max-old-space-size=6000'],
    serialization: 'advanced',
  });
  child.send(content as object);
  return new Promise((resolve, reject) => {
    child.once('message', (figures) => resolve(figures as never));
    child.once('exit', (code) => reject(new Error(`the plain print ended with ${code}`)));
  });
}

async function plainPrint({ exhibits, custody }: Content): Promise<void> {
  const before = process.cpuUsage();
  const words = (text: string, key: string): ReactNode => make(Text, { key, style: { fontSize: 8 } }, text);
  const row = (cells: readonly string[], key: string): ReactNode =>
    make(
      View,
      { key, wrap: false, style: { flexDirection: 'row' } },
      cells.map((cell, at) => make(View, { key: `${at}`, style: { flex: 1 } }, words(cell, 't'))),
    );
  const parts = exhibits.map(({ record, picture: shown, content }) =>
    make(View, { key: record.label, style: { marginTop: 12 } }, [
      words(`${record.label} ${record.title}`, 'title'),
      words(record.sha256, 'sha'),
      words(`Acquired ${record.acquiredAt} by ${record.acquiredBy}`, 'by'),
      shown &&
        make(PdfImage, {
          key: 'p',
          src: { data: Buffer.from(shown.bytes), format: 'jpg' },
          style: { height: 228, width: 365 },
        }),
      ...(content?.kind === 'query'
        ? [
            words(content.query.sql, 'sql'),
            row(
              content.query.columns.map(({ name }) => name),
              'head',
            ),
            ...content.query.rows.map((cells, at) => row(cells.map(String), `${at}`)),
          ]
        : []),
    ]),
  );
  const log = custody.map((entry) => row([String(entry.seq), entry.at, entry.action, entry.hash], `c${entry.seq}`));
  const page = make(PdfPage, { size: 'A4', style: { padding: 50 } }, [...parts, ...log]);
  const stream = (await pdf(make(PdfDocument, {}, page) as never).toBuffer()) as unknown as AsyncIterable<Uint8Array>;
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  const pages =
    Buffer.concat(chunks)
      .toString('latin1')
      .match(/\/Type \/Page\b/g)?.length ?? 0;
  const { user, system } = process.cpuUsage(before);
  process.send?.(
    { pages, cpuSeconds: round((user + system) / 1e6), mb: Math.round(process.resourceUsage().maxRSS / 1e3) },
    () => process.exit(0),
  );
}

if (process.env['BENCH_PLAIN_CHILD']) process.on('message', (content) => void plainPrint(content as Content));
else await bench();
