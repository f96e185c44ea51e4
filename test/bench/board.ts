import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from '@playwright/test';
import type { Input } from '../../shared/contract/commands.ts';
import { ask } from '../support/ask.ts';
import { browserFlags, needBrowser } from '../support/browser.ts';
import { startProgram } from '../support/loopback.ts';

/**
 * A board with BENCH_NODES accounts (2,643) and BENCH_LINKS links (4,903): the time and the main thread's processor time until it stands on the screen, and the
 * frames a second while a real mouse drags the ground for three seconds; beside Cytoscape with its defaults, which is given
 * the same places and the same links in the same browser. `step` is one move, as the core answers it.
 */
const nodes = Number(process.env['BENCH_NODES'] ?? 2643);
const links = Number(process.env['BENCH_LINKS'] ?? 4903);
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
const cytoscape = createRequire(import.meta.url).resolve('cytoscape/dist/cytoscape.min.js');

interface Spot {
  readonly x: number;
  readonly y: number;
}
const across = Math.ceil(Math.sqrt(nodes));
const spots: readonly Spot[] = Array.from({ length: nodes }, (_, n) => ({
  x: (n % across) * 260,
  y: Math.floor(n / across) * 120,
}));
let state = 1;
const random = (below: number): number => {
  state = (Math.imul(state, 48271) >>> 0) % 2147483647;
  return state % below;
};
const pairs = Array.from({ length: links }, () => [random(nodes), random(nodes)] as const).filter(([a, b]) => a !== b);

/** Counts the frames while the mouse drags the ground to and fro. @returns frames a second, and the longest wait in ms */
async function pan(page: Page): Promise<{ fps: number; longestMs: number }> {
  const counted = page.evaluate(
    () =>
      new Promise<{ fps: number; longestMs: number }>((resolve) => {
        const start = performance.now();
        let last = start;
        let frames = 0;
        let longest = 0;
        const tick = (): void => {
          const now = performance.now();
          longest = Math.max(longest, now - last);
          last = now;
          frames++;
          if (now - start < 3000) requestAnimationFrame(tick);
          else resolve({ fps: (frames * 1000) / (now - start), longestMs: longest });
        };
        requestAnimationFrame(tick);
      }),
  );
  await page.mouse.move(760, 420);
  await page.mouse.down();
  const until = performance.now() + 3000;
  for (let step = 0; performance.now() < until; step++)
    await page.mouse.move(760 + 180 * Math.sin(step / 9), 420 + 90 * Math.cos(step / 9));
  await page.mouse.up();
  return counted;
}

/** Two frames in a row within 100 ms: what was begun is drawn. */
const settled = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let last = performance.now();
        const tick = (now: number): void => {
          if (now - last < 100 && now !== last) return resolve();
          last = now;
          requestAnimationFrame(tick);
        };
        requestAnimationFrame(tick);
      }),
  );

/** Processor time of the page's main thread from now on; a busy machine leaves it nearly alone. @returns asks for it, in ms */
async function mainThread(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const taken = async (): Promise<number> =>
    ((await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) *
    1000;
  const before = await taken();
  return async () => (await taken()) - before;
}

interface Figures {
  readonly openMs: number;
  readonly openCpuMs: number;
  readonly fps: number;
  readonly longestMs: number;
}

async function peer(browser: Browser): Promise<Figures> {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  await page.setContent('<div id="graph" style="position:fixed;inset:0"></div>');
  await page.addScriptTag({ path: cytoscape });
  const cpu = await mainThread(page);
  const start = performance.now();
  await page.evaluate(
    ({ spots, pairs }) => {
      const make = Reflect.get(window, 'cytoscape') as (options: object) => unknown;
      make({
        container: document.getElementById('graph'),
        layout: { name: 'preset' },
        elements: [
          ...spots.map((position, n) => ({ data: { id: `n${n}` }, position })),
          ...pairs.map(([a, b], n) => ({ data: { id: `e${n}`, source: `n${a}`, target: `n${b}` } })),
        ],
      });
    },
    { spots, pairs },
  );
  await settled(page);
  const [openMs, openCpuMs] = [performance.now() - start, await cpu()];
  const panned = await pan(page);
  await page.close();
  return { openMs, openCpuMs, ...panned };
}

await using program = await startProgram();
const browser = await chromium.launch({ executablePath: needBrowser(), args: [...browserFlags] });
try {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  await page.goto(program.address);
  await page.getByRole('button').first().waitFor();
  await ask(page, 'vault.create', { name: 'board', passphrase: 'correct horse battery staple' });
  const { boardId } = await ask(page, 'case.create', { title: 'Many accounts' });
  const entities = spots.map((_, n) => ({ kind: 'entity', id: crypto.randomUUID(), label: `account ${n}` }) as const);
  type Op = Input<'board.apply'>['ops'][number];
  const placed = entities.map(() => crypto.randomUUID());
  const ops = [
    ...entities.map(({ id, label }) => ({ op: 'entity.create', entity: { id, type: 'account', label } })),
    ...entities.map(({ kind, id }, n) => ({
      op: 'item.place',
      item: { id: placed[n], subject: { kind, id }, ...spots[n], width: 180, height: 56 },
    })),
    ...pairs.map(([a, b]) => ({
      op: 'link.create',
      link: {
        id: crypto.randomUUID(),
        from: { kind: 'entity', id: entities[a]?.id },
        to: { kind: 'entity', id: entities[b]?.id },
        type: 'paid to',
      },
    })),
  ] as unknown as Op[];
  await ask(page, 'board.apply', { boardId, step: 'Made for the benchmark', ops });
  const start = performance.now();
  const move = [{ op: 'item.move', moves: [{ id: placed[0], x: 10, y: 10 }] }] as unknown as Op[];
  const change = await ask(page, 'board.apply', { boardId, step: 'Moved one', ops: move });
  const step = { ms: performance.now() - start, replyBytes: JSON.stringify(change).length };

  const tab = page.getByRole('navigation').getByText('Board', { exact: true });
  for (let round = 0; round < rounds; round++) {
    await page.reload();
    await page.getByText('Many accounts').first().click();
    await tab.waitFor();
    const cpu = await mainThread(page);
    const opened = performance.now();
    await tab.click();
    await page.locator('.rt-board-graph canvas').first().waitFor({ state: 'attached', timeout: 120_000 });
    await settled(page);
    const [openMs, openCpuMs] = [performance.now() - opened, await cpu()];
    const ours: Figures = { openMs, openCpuMs, ...(await pan(page)) };
    const theirs = await peer(browser);
    console.log(
      JSON.stringify({
        bench: 'board',
        nodes,
        links: pairs.length,
        step,
        ours,
        cytoscapeDefaults: theirs,
        openCpuTimes: ours.openCpuMs / theirs.openCpuMs,
        panFrames: ours.fps / theirs.fps,
      }),
    );
  }
} finally {
  await browser.close();
}
