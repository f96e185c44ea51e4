import { expect, test } from '@playwright/test';
import { sampleCase } from '../support/ask.ts';
import { startProgram } from '../support/loopback.ts';

test('two entities are said to be the same from the grid, the board and the page of one', async ({ page }) => {
  await using program = await startProgram();
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await sampleCase(page);
  await page.getByText('Copper Lantern').first().click();
  const known = page.getByRole('dialog', { name: /^What is known of/ });

  // The menu of a cell opens the page of its value where it is decided.
  await page.keyboard.press('Alt+3');
  await page.getByRole('button', { name: 'Show the rows of payouts' }).click();
  const rows = page.getByRole('gridcell');
  await expect(rows.first()).toBeVisible({ timeout: 30_000 });
  await rows.nth(3).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Same as another entity…' }).click();
  await expect(known).toBeVisible();
  await expect(
    known.getByLabel('Other entity of this type').or(known.getByText('Only entities can be said to be the same')),
  ).toBeVisible();
  await known.getByRole('button', { name: 'Close' }).click();

  // On the board of two that are selected each is compared with the other.
  await page.keyboard.press('Alt+4');
  await expect(page.locator('.rt-board-graph[data-picture=whole]')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('tab', { name: /^List/ }).click();
  await page.getByLabel('Filter the list by kind or name').fill('Account');
  const items = page.getByRole('list', { name: 'Items and links on the board' }).getByRole('checkbox');
  await items.nth(0).check();
  await items.nth(1).check();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Same or different entities');
  await page.getByRole('option', { name: /Same or different entities/ }).click();
  await expect(known.getByLabel('Other entity of this type')).toBeVisible();
  await expect(known.getByLabel('Other entity', { exact: true })).not.toHaveValue('');
  await known.getByLabel('Decision').selectOption('different');
  await known.getByLabel('Reason').fill('Two people by their passports');
  await known.getByRole('button', { name: 'Decide', exact: true }).click();
  await expect(known.getByText(/Two people by their passports/)).toBeVisible();
});
