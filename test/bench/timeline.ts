import { loadavg } from 'node:os';
import { chromium } from '@playwright/test';
import { ask } from '../support/ask.ts';
import { browserFlags, needBrowser } from '../support/browser.ts';
import { during, type Smooth } from '../support/frames.ts';
import { startProgram } from '../support/loopback.ts';

/**
 * A timeline of BENCH_EVENTS events (100,000) in four lanes of one dataset: how long it takes from the key until all of them are
 * drawn, the frames a second while a real mouse drags it and turns the wheel, three seconds each, and the time from the end of a
 * dragged selection until its events are counted beside the drawing, and until the first of them are told in words.
 */
const events = Number(process.env['BENCH_EVENTS'] ?? 100_000);
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
const LANES = 4;

const START = Date.UTC(2026, 0, 1);
const rows = Array.from({ length: events / LANES }, (_, at) =>
  [
    `u_${at % 997}`,
    ...Array.from({ length: LANES }, (_, lane) => new Date(START + at * 180_000 + lane * 37_000).toISOString()),
  ].join(','),
);
const file = `account,${Array.from({ length: LANES }, (_, lane) => `at_${lane}`).join(',')}\n${rows.join('\n')}\n`;

const browser = await chromium.launch({ executablePath: needBrowser(), args: [...browserFlags] });
await using program = await startProgram();
const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
try {
  await page.goto(program.address);
  await page.getByRole('button').first().waitFor();
  await ask(page, 'vault.create', { name: 'v', passphrase: 'correct horse battery staple' });
  await ask(page, 'case.create', { title: 'Bench' });
  await page.getByText('Bench').first().click();
  await page.keyboard.press('Alt+2');
  await page
    .getByLabel('Files to import')
    .setInputFiles([{ name: 'events.csv', mimeType: 'text/csv', buffer: Buffer.from(file) }]);
  await page.getByRole('heading', { name: '1 file imported' }).waitFor({ timeout: 120_000 });
  const list = page.getByRole('region', { name: 'Events' });
  const opened = performance.now();
  await page.keyboard.press('Alt+9');
  await list
    .getByText(`${events.toLocaleString('en-US')} events`)
    .or(list.getByText(`${(events + 1).toLocaleString('en-US')} events`))
    .waitFor({ timeout: 60_000 });
  const openMs = performance.now() - opened;
  await page.getByLabel('Show Exhibits acquired').click({ force: true });
  await page.getByRole('button', { name: 'Show the whole span' }).click();
  const box = await page.getByRole('application').boundingBox();
  if (!box) throw new Error('there is no drawing');
  const middle = { x: box.x + box.width / 2, y: box.y + 120 };
  for (let round = 0; round < rounds; round++) {
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    const drag = await during(page, (step) => page.mouse.move(middle.x + 200 * Math.sin(step / 9), middle.y));
    await page.mouse.up();
    const wheel = await during(page, (step) => page.mouse.wheel(0, step % 40 < 20 ? -60 : 60));
    await page.getByRole('button', { name: 'Show the whole span' }).click();
    await page.waitForTimeout(500);
    await page.keyboard.down('Shift');
    // From right to left: what is told first changes with the end of the drag, however soon the part before was told.
    await page.mouse.move(box.x + box.width * 0.5, middle.y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.45, middle.y, { steps: 3 });
    // In the page itself, so that the way of the words to this process does not count.
    const timed = page.evaluate(
      () =>
        new Promise<{ countedMs: number; toldMs: number }>((resolve) => {
          const region = document.querySelector('.rt-timeline-list');
          let start = 0;
          let counted = 0;
          const seen = new MutationObserver(() => {
            if (start === 0) return;
            const now = performance.now();
            counted ||= now - start;
            if (region?.querySelector('tbody tr td')?.textContent !== before)
              resolve({ countedMs: counted, toldMs: now - start });
          });
          const before = region?.querySelector('tbody tr td')?.textContent;
          document.addEventListener('pointermove', () => (start = performance.now()), { once: true, capture: true });
          if (region) seen.observe(region, { subtree: true, childList: true, characterData: true });
        }),
    );
    // Elsewhere in each round: what is still listed of the one before would be what is told of this one.
    await page.mouse.move(box.x + box.width * (0.4 - 0.03 * round), middle.y);
    await page.mouse.up();
    await page.keyboard.up('Shift');
    const brush = await timed;
    await page.keyboard.press('Escape');
    const rounded = (each: Smooth) => ({
      fps: Math.round(each.fps * 10) / 10,
      longestMs: Math.round(each.longestMs),
    });
    console.log(
      JSON.stringify({
        bench: 'timeline',
        events,
        round,
        openMs: Math.round(openMs),
        drag: rounded(drag),
        wheel: rounded(wheel),
        brushCountedMs: Math.round(brush.countedMs),
        brushToldMs: Math.round(brush.toldMs),
        load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
      }),
    );
  }
} finally {
  await browser.close();
}
