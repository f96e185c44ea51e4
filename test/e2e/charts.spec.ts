import { expect, test } from '@playwright/test';
import { ask } from '../support/ask.ts';
import { violationsOf } from '../support/axe.ts';
import { startProgram } from '../support/loopback.ts';

const COUNTRIES = ['Germany', 'France', 'Netherlands', 'Nigeria'];
const FILE = [
  'at,country,status,amount',
  ...Array.from({ length: 600 }, (_, n) =>
    [
      new Date(Date.UTC(2026, 1, 1 + (n % 50), (n * 7) % 24)).toISOString().slice(0, 19).concat('Z'),
      COUNTRIES[n % 4],
      n % 3 === 0 ? 'refunded' : 'paid',
      n % 40 === 0 ? '' : `$${(n % 90) + 10}.50`,
    ].join(','),
  ),
].join('\n');

test('a result is drawn whole, saved as an exhibit, shown there and on the board', async ({ page }) => {
  test.setTimeout(240_000);
  await using program = await startProgram();
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await ask(page, 'vault.create', { name: 'v', passphrase: 'correct horse battery staple' });
  await ask(page, 'case.create', { title: 'Copper Lantern' });
  await page.getByText('Copper Lantern').first().click();
  await page.keyboard.press('Alt+2');
  await expect(page.getByRole('heading', { name: 'Evidence', level: 1 })).toBeVisible();
  await page
    .getByLabel('Files to import')
    .setInputFiles([{ name: 'payouts.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) }]);
  await expect(page.getByRole('heading', { name: '1 file imported' })).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('Alt+3');
  await page.locator('.cm-content').click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText('SELECT at, country, status, amount FROM payouts');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('button', { name: 'Chart', exact: true })).toBeVisible({ timeout: 60_000 });

  // The text in the file stands beside the cell, by keyboard and by pointer, and leads to its line.
  const cell = page.getByRole('gridcell', { name: '11.50', exact: true }).first();
  await cell.click();
  await expect(page.getByRole('status').filter({ hasText: 'Row 2, amount. In the file: $11.50' })).toBeVisible();
  await cell.hover({ position: { x: 4, y: 4 } });
  await expect(page.locator('.rt-data-result-grid')).toHaveAttribute('title', 'In the file: $11.50');
  await page.keyboard.press('Alt+O');
  await expect(page.getByText('Row 2 of payouts, line 3 of the file')).toBeVisible();
  await expect(page.getByRole('row', { selected: true }).filter({ hasText: '$11.50' })).toBeInViewport();
  await page.keyboard.press('Alt+3');

  await page.getByRole('button', { name: 'Chart', exact: true }).click();
  const chart = page.getByRole('region', { name: 'Chart of the result' });
  await expect(chart.getByRole('img', { name: /^Line chart: Sum of amount by at/ })).toBeVisible();
  await expect(chart).toContainText('15 rows are not drawn: amount is NULL (15).');

  await chart.getByLabel('Chart', { exact: true }).selectOption({ label: 'Bar' });
  await expect(chart.getByRole('img', { name: /^Bar chart: Sum of amount by country/ })).toBeVisible();
  expect((await violationsOf(page, '.rt-data-chart')).map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  const border = page.getByRole('separator', { name: 'Height of the chart' });
  const high = async () => (await chart.boundingBox())?.height ?? 0;
  const before = await high();
  await border.press('ArrowUp');
  await border.press('ArrowUp');
  await expect.poll(high).toBeLessThan(before);
  await border.press('ArrowDown');
  await border.press('ArrowDown');
  await expect.poll(high).toBe(before);
  await chart.getByRole('button', { name: 'Fold the chart' }).click();
  await expect(chart).toHaveText('Sum of amount by country');
  await chart.getByRole('button', { name: 'Unfold the chart' }).click();
  await chart.getByText('Figures as a table (4 rows)').click();
  await expect(
    chart
      .getByRole('cell', { name: 'Netherlands' })
      .or(chart.getByRole('cell', { name: 'Germany' }))
      .first(),
  ).toBeVisible();

  await chart.locator('.rt-chart-pick').first().click();
  const step = page.getByRole('list', { name: 'Steps' }).getByRole('button', { name: /^Remove the step country/ });
  await expect(step).toBeVisible();
  await expect(page.getByText('150 rows').first()).toBeVisible();
  // The kind of the chart stays while clicks change its rows.
  await expect(chart.getByRole('img', { name: /^Bar chart: Sum of amount by country/ })).toBeVisible();
  await step.click();
  await expect(step).toBeHidden();
  await expect(chart.getByRole('img', { name: /^Bar chart: Sum of amount by country/ })).toBeVisible();

  // A cell of the heat map, by keyboard through its figure in the table; and a point of a line.
  const steps = page.getByRole('list', { name: 'Steps' });
  await chart.getByLabel('Chart', { exact: true }).selectOption({ label: 'Hour by weekday' });
  await chart.getByText('Figures as a table (24 rows)').click();
  const figure = chart.getByRole('button', { name: /Keep the rows in which at is on a Monday from 0 to 1/ });
  const inCell = Number((await figure.textContent())?.replace(',', ''));
  await figure.focus();
  await page.keyboard.press('Enter');
  await expect(steps).toContainText('at on Mondays from 0 to 1 o’clock (UTC)');
  await expect(page.getByText(`${inCell} rows`).first()).toBeVisible();
  await steps.getByRole('button', { name: /^Remove the step at/ }).click();
  await chart.getByLabel('Chart', { exact: true }).selectOption({ label: 'Line' });
  const point = chart.locator('path.rt-chart-pick').filter({ hasText: /^5 Mar 2026: Germany/ });
  await point.dispatchEvent('click'); // lines cross, and another may lie above it
  await expect(steps).toContainText('at from 2026-03-05 to before 2026-03-06');
  await expect(steps).toContainText('country is Germany');
  const remove = steps.getByRole('button', { name: /^Remove the step/ });
  await remove.last().click();
  await expect(remove).toHaveCount(1);
  await remove.click();
  await expect(remove).toHaveCount(0);
  await chart.getByLabel('Chart', { exact: true }).selectOption({ label: 'Bar' });
  await expect(chart.getByRole('img', { name: /^Bar chart: Sum of amount by country/ })).toBeVisible();

  await chart.getByRole('button', { name: 'Save chart as exhibit' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await expect(chart).toContainText('Saved as E-0002, Sum of amount by country.');
  await chart.getByRole('button', { name: 'Pin to board' }).click();
  await expect(page.getByText('E-0002 is on the board.')).toBeVisible();
  await chart.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByRole('img', { name: /^Bar chart: Sum of amount by country/ })).toBeVisible();
  await page.getByRole('button', { name: 'Run again and compare' }).click();
  await expect(page.getByText('Run again now, it draws the same data from 600 rows.')).toBeVisible();
});
