import { expect, type Page, test } from '@playwright/test';
import { ask } from '../support/ask.ts';
import { startProgram } from '../support/loopback.ts';
import { marketplace } from '../support/marketplace.ts';

const { accounts, logins, payouts, ring, device, paid } = marketplace();

/** Counts what a person does: a key, a click, a choice, a statement typed. */
class Acts {
  count = 0;
  async do(...acts: readonly (() => Promise<unknown>)[]): Promise<void> {
    for (const act of acts) {
      this.count++;
      await act();
    }
  }
}

async function caseWithTables(page: Page): Promise<void> {
  await expect(page.getByRole('button').first()).toBeVisible();
  await ask(page, 'vault.create', { name: 'v', passphrase: 'correct horse battery staple' });
  await ask(page, 'case.create', { title: 'Copper Lantern' });
  await page.getByText('Copper Lantern').first().click();
  await page.keyboard.press('Alt+2');
  await page.getByLabel('Files to import').setInputFiles(
    Object.entries({ accounts, logins, payouts }).map(([name, text]) => ({
      name: `${name}.csv`,
      mimeType: 'text/csv',
      buffer: Buffer.from(text),
    })),
  );
  await expect(page.getByRole('heading', { name: '3 files imported' })).toBeVisible({ timeout: 60_000 });
}

/** The first row of the grid, as it is read: its number, then its cells. */
const firstRow = (page: Page, ...cells: readonly (string | number)[]) =>
  page.getByRole('row', { name: ['1', ...cells].join(' '), exact: true });

test('the ring in 5,000 rows is found by SQL, and by clicks alone', async ({ page }) => {
  test.setTimeout(240_000);
  await using program = await startProgram();
  await page.goto(program.address);
  await caseWithTables(page);

  const typed = new Acts();
  const statement = async (sql: string): Promise<void> => {
    await typed.do(
      () => page.locator('.cm-content').fill(sql),
      () => page.keyboard.press('Control+Enter'),
    );
  };
  await typed.do(() => page.keyboard.press('Alt+3'));
  await statement(
    'SELECT device_id, count(DISTINCT account_id) AS n FROM logins GROUP BY device_id ORDER BY n DESC LIMIT 2',
  );
  await expect(firstRow(page, device, ring.length)).toBeVisible();
  await statement(
    `SELECT sum(amount) AS paid FROM payouts WHERE account_id IN (SELECT account_id FROM logins WHERE device_id = '${device}')`,
  );
  await expect(firstRow(page, paid)).toBeVisible();

  const clicked = new Acts();
  const group = page.getByRole('dialog', { name: 'Group and summarise' });
  await clicked.do(
    () => page.getByRole('button', { name: 'Show the rows of logins' }).click(),
    () => page.getByRole('button', { name: 'Group', exact: true }).click(),
    () => group.getByLabel('Group by').selectOption('device_id'),
    () => group.getByLabel('Compute').selectOption({ label: 'distinct values of' }),
    () => group.getByLabel('Column').selectOption('account_id'),
    () => group.getByRole('button', { name: 'Group', exact: true }).click(),
  );
  await expect(page.getByRole('list', { name: 'Steps' })).toContainText('Grouped by device_id');
  await clicked.do(
    () => page.getByRole('columnheader', { name: /^distinct_account_id/ }).click({ button: 'right' }),
    () => page.getByRole('menuitem', { name: 'Sort descending' }).click(),
  );
  await expect(firstRow(page, device, ring.length)).toBeVisible();
  expect([typed.count, clicked.count]).toEqual([5, 8]);
});
