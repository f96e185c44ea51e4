import { expect, type Page, test } from '@playwright/test';
import { ask } from '../support/ask.ts';
import { violationsOf } from '../support/axe.ts';
import { startProgram } from '../support/loopback.ts';

const address = (name: string): string => `0x${Buffer.from(name.padEnd(20, '.')).toString('hex')}`;
const [VICTIM, THIEF, PEEL, EXCHANGE, OTHER] = ['victim', 'thief', 'peel', 'exchange', 'other'].map(address) as [
  string,
  string,
  string,
  string,
  string,
];
const ROWS = [
  [OTHER, VICTIM, '150'],
  [VICTIM, THIEF, '100'],
  [OTHER, THIEF, '20'],
  [THIEF, PEEL, '90'],
  [THIEF, EXCHANGE, '15.5'],
  [PEEL, EXCHANGE, '80'],
  [PEEL, OTHER, '9'],
].map(
  ([from, to, amount], at) =>
    `0x${String(at + 1).padStart(64, '0')},${from},${to},${amount},ETH,0.01,2026-03-01 10:0${at}:00Z`,
);
const CSV = `transaction,from,to,amount,currency,fee,time\n${ROWS.join('\n')}\n`;

const shot = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['SHOTS'];
  if (!folder) return;
  for (const [size, width, height] of [
    ['small', 1366, 768],
    ['large', 1920, 1080],
  ] as const)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${folder}/money-${name}-${size}-${colorScheme}.png` });
    }
};

test('a table is mapped, followed to an exchange, and saved as an exhibit', async ({ page }) => {
  test.setTimeout(240_000);
  await using program = await startProgram();
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await ask(page, 'vault.create', { name: 'v', passphrase: 'correct horse battery staple' });
  await ask(page, 'case.create', { title: 'Copper Lantern' });
  await page.getByText('Copper Lantern').first().click();
  await page.keyboard.press('Alt+2');
  await page
    .getByLabel('Files to import')
    .setInputFiles({ name: 'payments.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) });
  await expect(page.getByRole('heading', { name: '1 file imported' })).toBeVisible({ timeout: 60_000 });

  await page.keyboard.press('Alt+g');
  await page.getByRole('button', { name: 'Map payments by hand' }).click();
  const dialog = page.getByRole('dialog', { name: 'Map payments to transfers' });
  await expect(dialog.getByText('7 transfers of 7 rows')).toBeVisible({ timeout: 30_000 });
  await dialog.getByLabel('Amount', { exact: true }).selectOption('transaction');
  await expect(dialog.getByText('Row 1 is refused')).toBeVisible({ timeout: 30_000 });
  await shot(page, 'map');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Map payments', exact: true }).click();
  await expect(page.getByText('7 transfers of 7 rows: 7 moved value, 0 failed and moved none. 0 refused.')).toBeVisible(
    { timeout: 30_000 },
  );
  await page.getByRole('button', { name: 'Choose accounts' }).click();
  const choosing = page.getByRole('dialog', { name: 'Accounts to begin with' });
  await choosing.getByLabel('Search accounts').fill(VICTIM.slice(0, 14));
  await expect(choosing.getByText('1 account, those that paid most first. Without what failed.')).toBeVisible();
  await choosing.getByText(VICTIM).click();
  await choosing.getByRole('button', { name: 'Add 1 account' }).click();
  await expect(page.getByLabel('Accounts to begin with, one a line')).toHaveValue(VICTIM);
  await page.getByLabel(/^Stop at, one a line/).fill(`${EXCHANGE}, exchange, Exchange A`);
  await page.keyboard.press('Control+Enter');
  await expect(
    page.getByText('Every hop balances, by every method but poison, which over-claims by its rule.'),
  ).toBeInViewport({
    timeout: 30_000,
  });
  const accounts = page.getByRole('region', { name: 'Accounts, methods side by side' });
  await expect(accounts.getByRole('row').filter({ hasText: EXCHANGE })).toContainText('exchange: Exchange A');
  await expect(page.getByRole('img', { name: /^Money flow by haircut/ })).toBeVisible();
  await page.getByLabel('Select payment 1').check();
  await page.getByRole('button', { name: 'Follow onwards' }).click();
  await expect(page.getByText('later payments may carry it on')).toBeVisible();
  await shot(page, 'trace');
  expect((await violationsOf(page)).map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  await page.getByRole('button', { name: 'Look for patterns' }).click();
  await expect(page.getByRole('region', { name: /^Patterns: \d+ findings? among 7 transfers/ })).toContainText(
    'In, then out',
    {
      timeout: 30_000,
    },
  );
  await shot(page, 'patterns');
  await page.getByRole('button', { name: 'Save as exhibit', exact: true }).click();
  const saving = page.getByRole('dialog', { name: 'Save as exhibit' });
  await expect(saving.getByLabel('Title')).toHaveValue(/^Trace of .* forwards? from /);
  await saving.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved as E-0002.')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Put on board' }).click();
  const placing = page.getByRole('dialog', { name: 'Put the trace on a board' });
  await expect(placing.getByText(/^5 wallets \(0 known\), 5 placed; 5 new links/)).toBeVisible({ timeout: 30_000 });
  await shot(page, 'place');
  await placing.getByRole('button', { name: 'Put on board' }).click();
  await expect(placing).toBeHidden({ timeout: 30_000 });
  // What is selected on the board is offered as where a trace begins.
  await page.keyboard.press('Alt+4');
  await expect(page.locator('.rt-board-graph[data-picture=whole]')).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Alt+g');
  // The trace stands where it was left, with its form.
  await expect(page.getByRole('img', { name: /^Money flow by haircut/ })).toBeVisible();
  await expect(page.getByLabel('Accounts to begin with, one a line')).toHaveValue(VICTIM);
  await page.getByRole('button', { name: 'Add selection (5) to the accounts to begin with' }).click();
  await expect(page.getByLabel('Accounts to begin with, one a line')).toHaveValue(new RegExp(`${THIEF}`));

  await page.keyboard.press('Alt+2');
  await page.getByText('Trace of ETH').first().click();
  await page.getByRole('button', { name: 'Run again and compare' }).click();
  await expect(page.getByText('Run again now, every amount is the same to the unit.')).toBeVisible({ timeout: 30_000 });
  await shot(page, 'exhibit');
});
