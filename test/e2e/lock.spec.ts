import { readdirSync, readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { ask, sampleCase } from '../support/ask.ts';
import { type StartedProgram, startProgram } from '../support/loopback.ts';

const PASSPHRASE = 'correct horse battery staple';

/** What each screen shows of the sample case, and what makes it show more than the screen alone does. */
const SCREENS: readonly (readonly [name: string, shows: (page: Page) => Promise<void>])[] = [
  ['Overview', async (page) => expect(page.getByText('Copper Lantern').first()).toBeVisible()],
  ['Evidence', async (page) => expect(page.getByText('E-0001').first()).toBeVisible()],
  [
    'Data',
    async (page) => {
      await page.getByRole('button', { name: 'Show the rows of payouts' }).click();
      await expect(page.getByRole('gridcell', { name: 'po_3f3pjgsj' })).toBeVisible({ timeout: 30_000 });
    },
  ],
  [
    'Timeline',
    async (page) => expect(page.getByRole('region', { name: 'Events' }).getByText('E-0001').first()).toBeVisible(),
  ],
  ['Board', async (page) => expect(page.locator('.rt-board-graph[data-picture=whole]')).toBeVisible()],
  ['Findings', async (page) => expect(page.getByRole('article').getByRole('heading', { name: 'F-1' })).toBeVisible()],
  ['Report', async (page) => expect(page.getByRole('textbox', { name: 'Executive summary' })).not.toHaveValue('')],
  ['Custody', async (page) => expect(page.getByText('Case opened').first()).toBeVisible()],
];
const HELD = ['Copper Lantern', 'payouts', 'po_3f3pjgsj', 'E-0001', 'F-1', 'device', 'Case opened'];

/** Over which it is asked how busy the page is. */
const SAMPLE_MS = 500;

/** Nothing of the case is left in the page, and the page has nothing to do. */
async function nothingLeft(page: Page): Promise<void> {
  await expect(page.getByRole('navigation', { name: 'Screens of the case' })).toHaveCount(0);
  const left = await page.evaluate((held) => {
    const fields = [...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value);
    const all = [document.title, document.body.innerHTML, ...fields].join(' ');
    return [
      ...held.filter((each) => all.includes(each)),
      ...[...document.querySelectorAll('canvas')].map(() => 'a canvas'),
    ];
  }, HELD);
  expect(left).toEqual([]);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const busy = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.POSITIVE_INFINITY;
  };
  // What is drawn after a lock is drawn first; a window that hangs is busy all of the time, and for ever.
  const share = async (): Promise<number> => {
    const before = await busy();
    await page.waitForTimeout(SAMPLE_MS);
    return ((await busy()) - before) / (SAMPLE_MS / 1000);
  };
  await expect.poll(share).toBeLessThan(0.4);
  await session.detach();
}

async function openAgain(page: Page): Promise<void> {
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  const screens = page.getByRole('navigation', { name: 'Screens of the case' });
  const named = page.getByText('Copper Lantern').first();
  await expect(named).toBeVisible({ timeout: 30_000 });
  // A core that is killed may take with it where one was a moment ago: the list of cases is then where one is.
  if (!(await screens.isVisible())) await named.click();
  await expect(screens).toBeVisible({ timeout: 30_000 });
}

/** Parent of a process; null once it has ended, which any of those listed may do meanwhile. */
function parentOf(pid: string): number | null {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]);
  } catch {
    return null;
  }
}

function killCore({ process: host }: StartedProgram): void {
  const children = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && parentOf(pid) === host.pid);
  for (const pid of children) process.kill(Number(pid), 'SIGKILL');
}

const WAYS: Readonly<Record<string, (page: Page, program: StartedProgram) => Promise<unknown>>> = {
  button: (page) => page.getByRole('button', { name: 'Lock', exact: true }).click(),
  shortcut: (page) => page.keyboard.press('Control+Shift+L'),
  // The window did not ask: it hears of it from the core, as when nobody was there for a while.
  idle: (page) => ask(page, 'vault.lock', {}),
  'death of the core': async (_page, program) => killCore(program),
};

test('a lock on any screen leaves nothing of the case, however it comes', async ({ page }) => {
  test.setTimeout(400_000);
  await using program = await startProgram();
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await sampleCase(page, PASSPHRASE);
  await page.getByText('Copper Lantern').first().click();

  for (const [screen, shows] of SCREENS) {
    const entry = page.getByRole('navigation', { name: 'Screens of the case' }).getByRole('button', { name: screen });
    for (const [way, happens] of Object.entries(WAYS))
      await test.step(`${screen}, ${way}`, async () => {
        await entry.click();
        await expect(entry).toHaveAttribute('aria-current', 'page');
        await shows(page);
        await happens(page, program);
        await nothingLeft(page);
        await openAgain(page);
      });
  }

  program.process.kill('SIGKILL');
  await expect(page.getByText('The program has ended')).toBeVisible();
  await nothingLeft(page);
});
