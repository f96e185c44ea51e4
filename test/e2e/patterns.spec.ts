import { expect, type Page, test } from '@playwright/test';
import { ask, sampleCase } from '../support/ask.ts';
import { violationsOf } from '../support/axe.ts';
import { startProgram } from '../support/loopback.ts';

const SHOTS = process.env['REDTHREAD_SHOTS'];
const shot = async (page: Page, name: string): Promise<void> => {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
};
const wrong = async (page: Page) => (await violationsOf(page)).map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);

test('a ring of the sample case is found by keyboard, refused where it says nothing, drawn and stated', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await using program = await startProgram();
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await sampleCase(page);
  await page.reload();
  const [sample] = await ask(page, 'case.list', {});
  if (!sample) throw new Error('no sample case');
  await page.getByText(sample.title).first().click();
  await page.getByRole('navigation', { name: 'Screens of the case' }).waitFor();
  await page.keyboard.press('Alt+8');
  await expect(page.getByRole('heading', { name: 'Shared device' })).toBeVisible();
  expect(await wrong(page)).toEqual([]);
  await shot(page, 'patterns-1366-light');

  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: /rows? found/ }).first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('columnheader', { name: 'device' })).toBeVisible();
  await shot(page, 'patterns-found-1366-light');
  expect(await wrong(page)).toEqual([]);
  const before = (await ask(page, 'entity.list', { caseId: sample.id })).length;
  await page.getByRole('button', { name: 'To the board' }).click();
  await expect(page.getByText(/each resting on its rows/)).toBeVisible();
  const links = await ask(page, 'link.list', { caseId: sample.id });
  const exhibits = await ask(page, 'evidence.list', { caseId: sample.id });
  const kept = exhibits.find(({ title }) => title === 'Shared device');
  expect(links.filter(({ exhibits: behind }) => kept && behind.includes(kept.id)).length).toBeGreaterThan(1);
  expect((await ask(page, 'entity.list', { caseId: sample.id })).length).toBeGreaterThanOrEqual(before);

  await page.getByLabel('Dialect').selectOption('bigquery');
  await expect(page.getByText(/Unproven/)).toBeVisible();
  await page.getByLabel('Table there').fill('shop.logs.logins');
  await expect(page.getByText('`shop`.`logs`.`logins`').first()).toBeVisible();
  await page.getByLabel('Dialect').scrollIntoViewIfNeeded();
  await shot(page, 'patterns-sql-1366-light');
  expect(await wrong(page)).toEqual([]);

  await page.getByRole('button', { name: /^Account takeover/ }).click();
  await shot(page, 'patterns-scheme-1366-light');
  expect(await wrong(page)).toEqual([]);
  await page.getByRole('button', { name: 'Copy and edit' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Takeover by a helper');
  await dialog.getByRole('button', { name: 'Add a statement' }).click();
  await dialog.getByLabel('Title of statement 1').fill('Helpers');
  await dialog.getByLabel('SQL of statement 1').fill('SELECT 1');
  await shot(page, 'typology-edit-1366-light');
  expect(await wrong(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Takeover by a helper' })).toBeVisible();
  await page.getByRole('button', { name: 'Add to the checklist' }).click();
  await page.getByRole('button', { name: 'Show checklist' }).click();
  const checklist = page.getByRole('region', { name: /^Checklist/ });
  await checklist.getByRole('checkbox').first().focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('x');
  await expect(page.getByRole('region', { name: /^Checklist: 2 of/ })).toBeVisible();
  await page.keyboard.press('n');
  await page.keyboard.type('The owner was not asked: no address is known.');
  await page.keyboard.press('Control+Enter');
  await expect(checklist.getByText(/^Not applicable ·/)).toBeVisible();
  await expect
    .poll(async () => (await ask(page, 'checklist.list', { caseId: sample.id }))[1])
    .toMatchObject({ state: 'not-applicable', note: 'The owner was not asked: no address is known.' });
  await shot(page, 'checklist-1366-light');
  expect(await wrong(page)).toEqual([]);
  await page.keyboard.press('Alt+8');
  await page.getByRole('button', { name: /^Takeover by a helper/ }).click();
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await shot(page, 'patterns-scheme-1920-dark');
  await page.keyboard.press('Alt+q');
  await page.keyboard.type('benford first digit');
  await page.getByRole('button', { name: /^Benford: first digit/ }).click();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Conditions' })).toBeVisible({ timeout: 30_000 });
  await shot(page, 'patterns-benford-1920-dark');
  expect(await wrong(page)).toEqual([]);
  await page.setViewportSize({ width: 1366, height: 768 });
  await shot(page, 'patterns-benford-1366-dark');
});
