import { expect, type Page, test } from '@playwright/test';
import { ask, sampleCase } from '../support/ask.ts';
import { violationsOf } from '../support/axe.ts';
import { startProgram } from '../support/loopback.ts';
import { shotsOf } from '../support/shots.ts';

const shot = shotsOf('selection');
const wrong = async (page: Page) => (await violationsOf(page)).map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);

test('what is chosen on one screen is seen on the others, narrowed, saved, frozen, and gone on lock', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await using program = await startProgram();
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await sampleCase(page);
  await page.getByText('Copper Lantern').first().click();
  const chip = page.getByRole('button', { name: /^Selection:/ });
  const list = page.getByRole('region', { name: 'Selection' });

  // All of the board, then the accounts alone.
  await page.keyboard.press('Alt+4');
  await expect(page.locator('.rt-board-graph[data-picture=whole]')).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('Control+a');
  await expect(chip).toBeVisible({ timeout: 20_000 });
  await page.keyboard.press('Alt+c');
  await expect(list.getByText(/^\d+ accounts$/)).toBeVisible();
  await shot(page, 'list');
  expect(await wrong(page)).toEqual([]);
  await list.getByRole('button', { name: /^Only these \d+ accounts$/ }).click();
  await expect(chip).toHaveAccessibleName(/^Selection: \d+ accounts · \d+ payouts · USD [\d,]+\.\d\d/);
  await page.keyboard.press('Alt+c');
  await expect(list).toBeHidden();

  // Its rows in a table; the rows that are chosen there become the selection, and the accounts in them follow.
  await page.keyboard.press('Alt+3');
  await page.getByRole('button', { name: 'Show the rows of payouts' }).click();
  await expect(page.getByRole('button', { name: /^[\d,]+ in the selection$/ })).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: /^[\d,]+ in the selection$/ }).click();
  await expect(page.locator('.rt-data-row-marked').first()).toBeVisible();
  await shot(page, 'grid');
  await page.getByRole('gridcell').nth(3).click();
  await expect(chip).toHaveAccessibleName(/1 row of payouts/);
  await page.keyboard.press('Alt+b');
  await expect(chip).toHaveAccessibleName(/^Selection: \d+ accounts · /);

  // Marked on the timeline, where a span chooses anew; pinned, it does not.
  await page.keyboard.press('Alt+9');
  await expect(page.getByRole('region', { name: 'Events' })).toBeVisible();
  await shot(page, 'timeline');
  const held = await chip.textContent();
  await chip.click();
  await list.getByRole('button', { name: 'Pin', exact: true }).click();
  await page.keyboard.press('Alt+c');
  await expect(list).toBeHidden();
  const drawing = page.getByRole('application');
  await drawing.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByRole('heading', { name: 'Selected' })).toBeVisible();
  expect(await chip.textContent()).toBe(held);
  await page.keyboard.press('Alt+c');
  await list.getByRole('button', { name: 'Unpin' }).click();

  // Under a name, and as an exhibit.
  await list.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Ring of three');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const { length: before } = await ask(page, 'evidence.list', { caseId: await caseIdOf(page) });
  if (await list.isHidden()) await page.keyboard.press('Alt+c');
  await list.getByRole('button', { name: 'Save as exhibit' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0, { timeout: 20_000 });
  const exhibits = await ask(page, 'evidence.list', { caseId: await caseIdOf(page) });
  expect(exhibits.length).toBe(before + 1);
  expect(exhibits.at(-1)?.title).toMatch(/^Selection: \d+ accounts/);

  await page.keyboard.press('Alt+2');
  await expect(page.locator('.rt-evidence-selected').first()).toBeVisible();
  await shot(page, 'evidence');
  await page.keyboard.press('Alt+Shift+C');
  await expect(chip).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'No selection' })).toBeVisible();
  if (await list.isHidden()) await page.keyboard.press('Alt+c');
  await list.getByRole('button', { name: 'Select Ring of three' }).click();
  await expect(chip).toHaveAccessibleName(/^Selection: \d+ accounts · /);

  // Gone with the lock, and there again after it.
  await page.keyboard.press('Control+Shift+L');
  await expect(chip).toHaveCount(0);
  expect(await page.locator('body').innerHTML()).not.toContain('accounts');
  await page.getByLabel('Passphrase', { exact: true }).fill('correct horse battery staple');
  await page.keyboard.press('Enter');
  await expect(chip).toHaveAccessibleName(/^Selection: \d+ accounts · /, { timeout: 30_000 });
});

const caseIdOf = async (page: Page) => (await ask(page, 'case.list', {}))[0]?.id as never;
