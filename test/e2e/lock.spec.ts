import { readdirSync, readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { type StartedProgram, startProgram } from '../support/loopback.ts';

const PASSPHRASE = 'correct horse battery staple';

const askCore = (page: Page, name: string, input: object): Promise<unknown> =>
  page.evaluate(
    async ([command, given]) => {
      const headers = { Authorization: `Bearer ${sessionStorage.getItem('redthread-token')}` };
      const body = JSON.stringify({ name: command, input: given });
      return ((await (await fetch('/call', { method: 'POST', headers, body })).json()) as { value: unknown }).value;
    },
    [name, input] as const,
  );

async function showRows(page: Page): Promise<void> {
  await page.getByText('Copper Lantern').first().click();
  await page.keyboard.press('Alt+3');
  await page.getByRole('button', { name: 'Show the rows of payouts' }).click();
  await expect(page.getByRole('gridcell', { name: 'po_3f3pjgsj' })).toBeVisible({ timeout: 30_000 });
}

/** Nothing of the case is left in the page, and the page has nothing to do. */
async function nothingLeft(page: Page): Promise<void> {
  await expect(page.getByRole('gridcell')).toHaveCount(0);
  const html = await page.content();
  for (const held of ['Copper Lantern', 'payouts', 'po_3f3pjgsj']) expect(html).not.toContain(held);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const busy = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.POSITIVE_INFINITY;
  };
  const before = await busy();
  await page.waitForTimeout(2000);
  expect(await busy()).toBeLessThan(before + 1); // seconds of two; it was two of two
  await session.detach();
}

async function openAgain(page: Page): Promise<void> {
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await showRows(page);
}

function killCore({ process: host }: StartedProgram): void {
  const children = readdirSync('/proc').filter(
    (pid) =>
      /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] === String(host.pid),
  );
  for (const pid of children) process.kill(Number(pid), 'SIGKILL');
}

test('a lock while rows are shown leaves nothing of them, however it comes', async ({ page }) => {
  test.setTimeout(240_000);
  await using program = await startProgram();
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await askCore(page, 'vault.create', { name: 'v', passphrase: PASSPHRASE });
  await askCore(page, 'vault.setProfile', { readPictures: false });
  const { jobId } = (await askCore(page, 'sample.build', {})) as { jobId: string };
  const built = async (): Promise<unknown> =>
    ((await askCore(page, 'job.status', { jobId })) as { state: string }).state;
  await expect.poll(built, { timeout: 60_000 }).toBe('done');
  await showRows(page);

  await page.getByRole('button', { name: 'Lock', exact: true }).click();
  await nothingLeft(page);
  await openAgain(page);

  await page.keyboard.press('Control+Shift+L');
  await nothingLeft(page);
  await openAgain(page);

  await askCore(page, 'vault.lock', {}); // as the core does for idleness: the window hears of it and did not ask
  await nothingLeft(page);
  await openAgain(page);

  killCore(program);
  await nothingLeft(page);
  await openAgain(page);

  program.process.kill('SIGKILL');
  await expect(page.getByText('The program has ended')).toBeVisible();
  await nothingLeft(page);
});
