import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startProgram } from '../support/loopback.ts';

const PASSPHRASE = 'correct horse battery staple';

test('a vault is made in a folder of the list and opened from it, and the page learns no path', async ({ page }) => {
  const home = mkdtempSync(join(tmpdir(), 'redthread-list-'));
  mkdirSync(join(home, 'Work', 'Cases'), { recursive: true });
  symlinkSync('/', join(home, 'way-out'), 'junction');
  // The list is of the user's own home folder, whatever holds the settings.
  await using program = await startProgram([], { env: { HOME: home, USERPROFILE: home } });
  const told: string[] = [];
  page.on('response', async (response) => {
    if (response.url().endsWith('/folders')) told.push(await response.text());
  });
  await page.goto(program.address);

  await page.getByRole('button', { name: 'Choose a folder' }).click();
  const picker = page.getByRole('dialog', { name: 'Choose a folder' });
  await expect(picker.getByRole('list', { name: 'Folders' }).getByRole('button')).toHaveText(['Work']);
  await picker.getByRole('button', { name: 'Work' }).click();
  await picker.getByRole('button', { name: 'New folder' }).click();
  await picker.getByLabel('Name of the new folder').fill('Vaults');
  await picker.getByRole('button', { name: 'Create folder' }).click();
  await expect(picker.getByRole('button', { name: 'Vaults' })).toHaveAttribute('aria-current', 'location');
  await picker.getByRole('button', { name: 'Choose this folder' }).click();
  await expect(page.getByText(join(home, 'Work', 'Vaults'))).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill('away');
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('Passphrase, once more').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Create the vault' }).click();
  await expect(page.getByText('Your recovery code')).toBeVisible();
  expect(existsSync(join(home, 'Work', 'Vaults', 'away.redthread', 'store.db'))).toBe(true);
  await page.getByLabel('I have stored it').check({ force: true });
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Lock' }).click();

  await page.getByRole('button', { name: 'Open another' }).click();
  const opening = page.getByRole('dialog', { name: 'Open a vault' });
  await opening.getByRole('button', { name: 'Work' }).click();
  await opening.getByRole('button', { name: 'Vaults' }).click();
  await expect(opening.getByRole('button', { name: 'Choose this vault' })).toBeDisabled();
  await opening.getByRole('button', { name: 'away Vault' }).click();
  await opening.getByRole('button', { name: 'Choose this vault' }).click();
  await expect(opening).toBeHidden(); // the vault is offered already: what is typed before it is chosen goes with the form
  await expect(page.getByRole('heading', { name: 'Open “away”' })).toBeVisible();
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(
    page
      .getByText('No cases yet')
      .or(page.getByRole('button', { name: 'Lock' }))
      .first(),
  ).toBeVisible();
  expect(told.length).toBeGreaterThan(5);
  expect(told.join()).not.toContain(home);
  rmSync(home, { recursive: true, force: true });
});
