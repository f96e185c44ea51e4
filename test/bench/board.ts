import { createRequire } from 'node:module';
import { loadavg } from 'node:os';
import { type Browser, chromium, type Page } from '@playwright/test';
import type { Input } from '../../shared/contract/commands.ts';
import { boundsOf } from '../../shared/domain/board-layout.ts';
import { ask } from '../support/ask.ts';
import { browserFlags, needBrowser } from '../support/browser.ts';
import { during, type Smooth } from '../support/frames.ts';
import { startProgram } from '../support/loopback.ts';

/**
 * A board with BENCH_NODES accounts (2,643) and BENCH_LINKS links (4,903): the time and the main thread's processor time until
 * the first whole picture of it, and the frames a second while a real mouse drags the ground, drags an item and turns
 * the wheel, three seconds each; beside Cytoscape with its defaults, which is given the same places and the same links in the same
 * browser. `step` is one move, as the core answers it.
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
const middle = Math.floor(across / 2) * across + Math.floor(across / 2);
const pairs = Array.from({ length: links }, () => [random(nodes), random(nodes)] as const).filter(([a, b]) => a !== b);

/** A drag to and fro from a point: of the ground, or of the item that lies there. */
async function dragged(page: Page, { x, y }: Spot): Promise<Smooth> {
  await page.mouse.move(x, y);
  await page.mouse.down();
  const smooth = await during(page, (step) =>
    page.mouse.move(x + 180 * Math.sin(step / 9), y + 90 * Math.sin(step / 13)),
  );
  await page.mouse.up();
  return smooth;
}

async function wheeled(page: Page, { x, y }: Spot): Promise<Smooth> {
  await page.mouse.move(x, y);
  return during(page, (step) => page.mouse.wheel(0, step % 40 < 20 ? -60 : 60));
}

/** @param item where one lies on the screen @param ground where none does */
async function gestures(page: Page, item: Spot, ground: Spot): Promise<Pick<Figures, 'ground' | 'item' | 'wheel'>> {
  const moved = await dragged(page, item);
  await settled(page);
  const panned = await dragged(page, ground);
  await settled(page);
  return { ground: panned, item: moved, wheel: await wheeled(page, ground) };
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
  readonly ground: Smooth;
  readonly item: Smooth;
  readonly wheel: Smooth;
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
      const cy = make({
        container: document.getElementById('graph'),
        layout: { name: 'preset' },
        elements: [
          ...spots.map((position, n) => ({ data: { id: `n${n}` }, position })),
          ...pairs.map(([a, b], n) => ({ data: { id: `e${n}`, source: `n${a}`, target: `n${b}` } })),
        ],
      });
      Object.assign(window, { cy });
    },
    { spots, pairs },
  );
  await settled(page);
  const [openMs, openCpuMs] = [performance.now() - start, await cpu()];
  const [item, gap] = await page.evaluate((middle) => {
    const cy = Reflect.get(window, 'cy');
    const { x, y } = cy.$id(`n${middle}`).renderedPosition();
    const next = cy.$id(`n${middle + 1}`).renderedPosition();
    return [
      { x, y },
      { x: (x + next.x) / 2, y: y + 3 },
    ];
  }, middle);
  const smooth = await gestures(page, item as Spot, gap as Spot);
  await page.close();
  return { openMs, openCpuMs, ...smooth };
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
  const placeOf = async (asking: Page): Promise<string> => {
    const { items } = await ask(asking, 'board.get', { boardId });
    const { x, y } = items.find(({ id }) => id === placed[middle]) ?? { x: 0, y: 0 };
    return `${x} ${y}`;
  };
  /** Where an item in the middle and a gap beside it are once the whole board is fitted into the window. */
  const onScreen = async (asking: Page): Promise<{ item: Spot; ground: Spot }> => {
    const { items } = await ask(asking, 'board.get', { boardId });
    const frame = await asking.locator('.rt-board-graph').boundingBox();
    const bounds = boundsOf(items);
    const at = items.find(({ id }) => id === placed[middle]);
    if (!frame || !bounds || !at) throw new Error('nothing to drag');
    const zoom = Math.min(1, (frame.width - 80) / bounds.width, (frame.height - 80) / bounds.height);
    const x = frame.x + frame.width / 2 + (at.x - bounds.x) * zoom;
    const y = frame.y + frame.height / 2 + (at.y - bounds.y) * zoom;
    return { item: { x, y }, ground: { x, y: y + 60 * zoom } };
  };
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
  for (let first = 0; first < ops.length; first += 20_000)
    await ask(page, 'board.apply', { boardId, step: 'Made for the benchmark', ops: ops.slice(first, first + 20_000) });
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
    // The picture is drawn a little at a time: it counts once all of it stands.
    await page.locator('.rt-board-graph[data-picture=whole]').waitFor({ timeout: 120_000 });
    await settled(page);
    const [openMs, openCpuMs] = [performance.now() - opened, await cpu()];
    const { item, ground } = await onScreen(page);
    const before = await placeOf(page);
    const ours: Figures = { openMs, openCpuMs, ...(await gestures(page, item, ground)) };
    if ((await placeOf(page)) === before) throw new Error('the mouse has dragged no item');
    const theirs = await peer(browser);
    console.log(
      JSON.stringify({
        bench: 'board',
        nodes,
        links: pairs.length,
        step,
        ours,
        cytoscapeDefaults: theirs,
        openTimes: ours.openMs / theirs.openMs,
        frames: { ground: ours.ground.fps / theirs.ground.fps, item: ours.item.fps / theirs.item.fps },
        load: loadavg()[0],
      }),
    );
  }
} finally {
  await browser.close();
}
