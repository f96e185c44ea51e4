import { expect, type Page, test } from '@playwright/test';
import { ask } from '../support/ask.ts';
import { violationsOf } from '../support/axe.ts';
import { startProgram } from '../support/loopback.ts';
import { seeded } from '../support/random.ts';

const random = seeded(9);
const below = (n: number): number => Math.floor(random() * n);
const COUNTRIES = ['DE', 'US', 'NG', 'BR', 'IN', 'de', ''];
const lines = Array.from({ length: 4000 }, (_, n) => {
  const at = new Date(Date.UTC(2026, 0, 1) + below(300) * 86_400_000 + below(86_400) * 1000);
  const when = at.toISOString().slice(0, 19).replace('T', ' ');
  return `L-${10_000 + n},user${below(900)},${COUNTRIES[below(COUNTRIES.length)]},${when},"$${(below(300_000) / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })}",${random() < 0.2 ? 'failed' : 'ok'}`;
});
const LOGINS = `id,account,country,at,amount,outcome\n${lines.join('\n')}\n`;
const ACCOUNTS = `account,name\n${Array.from({ length: 800 }, (_, n) => `${n === 5 ? 'USER5' : `user${n}`},Name ${n}`).join('\n')}\n`;
const NG = lines.filter((line) => line.split(',')[2] === 'NG').length;

const wrong = async (page: Page) => (await violationsOf(page)).map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
const shot = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['SHOTS'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
};

test('rows are kept, grouped and joined by clicks, each of which shows its SQL', async ({ page }) => {
  await using program = await startProgram();
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await ask(page, 'vault.create', { name: 'v', passphrase: 'correct horse battery staple' });
  await ask(page, 'case.create', { title: 'Copper Lantern' });
  await page.getByText('Copper Lantern').first().click();
  await page.keyboard.press('Alt+2');
  await page.getByLabel('Files to import').setInputFiles([
    { name: 'logins.csv', mimeType: 'text/csv', buffer: Buffer.from(LOGINS) },
    { name: 'accounts.csv', mimeType: 'text/csv', buffer: Buffer.from(ACCOUNTS) },
  ]);
  await expect(page.getByRole('heading', { name: /2 files imported/ })).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('Alt+3');
  await page.getByRole('button', { name: 'Show the rows of logins' }).click();
  await expect(page.getByRole('gridcell', { name: 'L-10000' })).toBeVisible();
  await page.keyboard.press('Alt+f');
  const facets = page.getByRole('complementary', { name: 'Facets' });
  const country = facets.getByRole('region', { name: 'Facet country' });
  await expect(country.getByRole('button', { name: 'NG', exact: false }).first()).toBeVisible();
  await shot(page, 'facets');
  expect(await wrong(page)).toEqual([]);

  await country.getByRole('button', { name: /^NG/ }).click();
  await expect(facets.getByRole('status')).toHaveText(`${NG} of 4,000 rows`);
  const steps = page.getByRole('list', { name: 'Steps' });
  await expect(steps).toHaveText('country is NG');
  await country.getByRole('button', { name: /^US/ }).click({ modifiers: ['Shift'] });
  await expect(steps).toContainText('country is not US');
  await page.keyboard.press('Alt+Backspace');
  await expect(steps).toHaveText('country is NG');
  await page.getByRole('button', { name: 'SQL', exact: true }).click();
  await expect(page.getByText("WHERE country IS 'NG'")).toBeVisible();
  await shot(page, 'sql');
  await page.keyboard.press('Escape');

  await page.getByRole('gridcell', { name: 'ok' }).first().click();
  await page.keyboard.press('Shift+F');
  await expect(steps).toContainText('Grouped by outcome');
  await expect(page.getByRole('gridcell', { name: 'failed' })).toHaveCount(1);
  await shot(page, 'frequencies');
  await page.getByRole('button', { name: 'Remove all' }).click();
  await expect(steps).toHaveText('');

  await expect(page.getByRole('gridcell', { name: 'L-10000' })).toBeVisible();
  await page.keyboard.press('Alt+s');
  const find = page.getByRole('form', { name: 'Find in the result' });
  await find.getByLabel('Text to find').fill('l-13999');
  await page.keyboard.press('Enter');
  await expect(find.getByRole('status')).toHaveText('Row 4,000; 1 of 1 row');
  await expect(page.getByRole('gridcell', { name: 'L-13999' })).toBeVisible();
  await shot(page, 'find');
  await page.keyboard.press('Escape');
  await page
    .getByRole('columnheader', { name: /outcome/ })
    .getByRole('button')
    .click();
  await page.getByRole('menuitem', { name: 'Pin to the left' }).click();
  await expect(page.getByRole('columnheader').nth(1)).toContainText('outcome');

  await page.getByRole('button', { name: 'Columns of logins' }).click();
  await page.getByRole('navigation').getByRole('button', { name: 'Profile', exact: true }).click();
  const profile = page.getByRole('dialog', { name: 'Profile of logins' });
  await expect(profile.getByRole('region', { name: 'Column country' })).toContainText(
    'differ from another by case alone',
  );
  await expect(profile.getByRole('region', { name: 'Column id' })).toContainText('A-99999');
  await shot(page, 'profile');
  expect(await wrong(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(profile).toBeHidden();

  await page.getByRole('button', { name: 'Join', exact: true }).click();
  const join = page.getByRole('dialog', { name: 'Join with a table' });
  await expect(join).toContainText('upper and lower case');
  await shot(page, 'join');
  expect(await wrong(page)).toEqual([]);
  await join.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(steps).toContainText('Joined with accounts');
  await page.getByRole('button', { name: 'Pivot', exact: true }).click();
  const pivot = page.getByRole('dialog', { name: 'Pivot' });
  await expect(pivot.getByText(/^The 50 most frequent of \d+ values become columns/)).toBeVisible();
  await pivot.getByLabel('Rows').selectOption('outcome');
  await pivot.getByLabel('Columns are the values of').selectOption('country');
  await expect(pivot.getByText('7 columns, one for each value.')).toBeVisible();
  await shot(page, 'pivot');
  await pivot.getByRole('button', { name: 'Pivot', exact: true }).click();
  await expect(steps).toContainText('Pivot of country by outcome');
  await expect(pivot).toBeHidden(); // a dialog has the keys until it is gone
  await page.keyboard.press('Alt+f');
  await expect(page.getByRole('columnheader', { name: /total/ })).toBeVisible();
  await page.getByRole('button', { name: 'Group', exact: true }).click();
  await shot(page, 'group');
  await page.keyboard.press('Escape');
  // The text in the editor is what it was.
  await expect(page.locator('.cm-content')).toHaveText(/^SELECT \*\s*FROM logins$/);
});
