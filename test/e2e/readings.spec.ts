import { expect, type Page, test } from '@playwright/test';
import type { CaseId } from '../../shared/contract/values.ts';
import { ask } from '../support/ask.ts';
import { violationsOf } from '../support/axe.ts';
import { startProgram } from '../support/loopback.ts';

const lines = Array.from(
  { length: 300 },
  (_, at) => `${`0${at + 7}`.padStart(6, '0')},"$${at + 1},${100 + at}.50",0${1 + (at % 9)}/0${1 + (at % 7)}/2026`,
);
const FILE = [
  'account,amount,due,fee',
  ...lines.map((line, at) => `${line},${at === 150 ? 'see note' : `${at}.25`}`),
].join('\n');

/** The one value of a statement. */
async function answerOf(page: Page, caseId: CaseId, sql: string): Promise<unknown> {
  const { jobId } = await ask(page, 'query.run', { caseId, sql });
  for (;;) {
    const { state, result, error } = await ask(page, 'job.status', { jobId });
    if (state === 'failed') throw new Error(error?.message);
    if (state !== 'done') continue;
    const { resultId } = result as { resultId: never };
    return (await ask(page, 'query.rows', { resultId, offset: 0, limit: 1 })).rows[0]?.[0];
  }
}

const wrong = async (page: Page, part?: string) =>
  (await violationsOf(page, part)).map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);

test('what is asked about a table is answered by keyboard, and SQL answers otherwise from then on', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await using program = await startProgram();
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await ask(page, 'vault.create', { name: 'v', passphrase: 'correct horse battery staple' });
  const { id: caseId } = await ask(page, 'case.create', { title: 'Copper Lantern' });
  await page.getByText('Copper Lantern').first().click();
  await page.keyboard.press('Alt+2');
  await expect(page.getByRole('heading', { name: 'Evidence', level: 1 })).toBeVisible();
  await page.getByLabel('Files to import').setInputFiles([
    { name: 'payouts.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) },
    { name: 'payouts.sql', mimeType: 'text/plain', buffer: Buffer.from('SELECT account, amount FROM payouts') },
  ]);
  await expect(page.getByRole('heading', { name: '2 files imported' })).toBeVisible({ timeout: 30_000 });
  // The list is a line again.
  await expect(page.getByRole('button', { name: '1 file has questions' })).toBeVisible();
  await expect(page.locator('.rt-evidence-import-list')).toBeHidden();
  expect(await wrong(page)).toEqual([]);

  expect(await answerOf(page, caseId, 'SELECT typeof(max(fee)) FROM payouts')).toBe('text');
  await page.keyboard.press('q');
  const sheet = page.getByRole('dialog', { name: 'Table payouts of E-0001' });
  const card = sheet.getByRole('region', { name: 'Question about due' });
  await expect(card).toContainText('do not tell the day from the month');
  expect(await wrong(page, '.rt-evidence-sheet')).toEqual([]);
  await expect(card.getByRole('button', { name: 'day, month, year' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(card.getByRole('button', { name: 'month, day, year' })).toBeFocused();
  await page.keyboard.press('Enter');
  const other = sheet.getByRole('region', { name: 'Question about fee' });
  await expect(other).toContainText("299 of 300 values; 'see note' does not fit");
  await expect(other.getByRole('button', { name: '1 becomes NULL' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(sheet.getByText('No question is open about the columns.')).toBeVisible();
  await expect(sheet.getByRole('button', { name: 'Done' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(sheet).toBeHidden();
  await expect(page.getByRole('button', { name: 'has questions' })).toBeHidden();
  expect(await answerOf(page, caseId, 'SELECT max(due) FROM payouts')).toBe('2026-09-07');
  expect(await answerOf(page, caseId, 'SELECT count(*) FROM payouts WHERE fee > 250')).toBe(50);
  expect(await answerOf(page, caseId, 'SELECT count(*) FROM payouts WHERE fee IS NULL')).toBe(1);

  // The query beside it is one click away.
  await page.getByRole('button', { name: 'State it as the query' }).click();
  await page.getByRole('tab', { name: 'Import certificate' }).click();
  await expect(page.getByRole('region', { name: 'Query that produced the file' })).toContainText('SELECT account');
  await expect(page.getByRole('cell', { name: '299 of 300 values' })).toBeVisible();
  expect(await wrong(page, '.rt-evidence')).toEqual([]);

  // The same words in other encodings are one click away from the certificate.
  await page.getByRole('tab', { name: 'Import certificate' }).click();
  await page.getByRole('button', { name: 'Compare encodings' }).click();
  await expect(page.getByRole('dialog', { name: 'Table payouts of E-0001' })).toContainText(
    'no letter that encodings differ in',
  );
  await page.getByRole('button', { name: 'Done' }).click();

  // A reading is changed where the column is seen, and the effect is told before.
  await page.getByRole('tab', { name: 'Rows' }).click();
  await page.getByRole('button', { name: 'Open in Data' }).click();
  await expect(page.locator('.ag-cell', { hasText: '2026-02-02' }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Columns of payouts' }).click();
  await page.getByTitle('Change how due is read').click();
  const dialog = page.getByRole('dialog', { name: 'Reading of due in payouts' });
  await dialog.getByLabel('Order').selectOption('day, month, year');
  await expect(dialog.getByRole('row', { name: '02/02/2026 2026-02-02' })).toBeVisible();
  await expect(dialog.getByRole('status')).toContainText('all 300 values fit');
  expect(await wrong(page, '.rt-reading-dialog')).toEqual([]);
  await dialog.getByRole('button', { name: 'Change the reading' }).click();
  await expect(page.getByText('due is read as date: day, month, year.')).toBeVisible();
  expect(await answerOf(page, caseId, 'SELECT max(due) FROM payouts')).toBe('2026-07-09');
});
