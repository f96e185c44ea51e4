import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { ask, sampleCase } from '../support/ask.ts';
import { type StartedProgram, startProgram } from '../support/loopback.ts';

const PASSPHRASE = 'correct horse battery staple';

let program: StartedProgram;
let page: Page;
test.beforeAll(async ({ browser }) => {
  program = await startProgram();
  page = await browser.newPage();
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await sampleCase(page, PASSPHRASE);
});
test.afterAll(async () => {
  await page.close();
  await program[Symbol.asyncDispose]();
});

async function openWith(passphrase: string): Promise<void> {
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
}

test('re-encrypting gives a new recovery code, and what was there is there', async () => {
  await page.getByRole('button', { name: 'Vault settings' }).click();
  const settings = page.getByRole('dialog');
  await settings.getByRole('tab', { name: 'Key', exact: true }).click();
  const form = settings.getByRole('region', { name: 'Encryption key' });
  await form.getByLabel('Passphrase', { exact: true }).fill('not the passphrase');
  await form.getByRole('button', { name: 'Re-encrypt the vault' }).click();
  await expect(form.locator('.rt-field-error')).toBeVisible();
  await form.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await form.getByRole('button', { name: 'Re-encrypt the vault' }).click();
  await expect(page.getByText('Your recovery code')).toBeVisible({ timeout: 60_000 });
  await page.getByLabel('I have stored it').check({ force: true });
  await page.getByRole('button', { name: 'Continue' }).click();
  await settings.getByRole('button', { name: 'Close' }).first().click();

  await page.getByRole('button', { name: 'Lock', exact: true }).click();
  await openWith(PASSPHRASE);
  await expect(page.getByText('Copper Lantern').first()).toBeVisible({ timeout: 30_000 });
  const { entries } = await ask(page, 'custody.list', { action: 'vault.rekey' });
  expect(entries).toHaveLength(1);
});

test('a read-only vault shows everything, and its fields are off instead of failing', async () => {
  test.skip(process.platform !== 'linux' || process.getuid?.() !== 0, 'nothing can be mounted here');
  const dir = join(program.home, 'vaults');
  await page.getByRole('button', { name: 'Lock', exact: true }).click();
  await expect(page.getByLabel('Passphrase', { exact: true })).toBeVisible();
  const mount = (...args: string[]) => execFileSync('mount', args, { stdio: 'pipe' });
  mount('--bind', dir, dir);
  try {
    mount('-o', 'remount,bind,ro', dir);
    await openWith(PASSPHRASE);
    await expect(page.getByText('Opened read-only, because its disk is read-only')).toBeVisible({ timeout: 30_000 });
    await page.getByText('Copper Lantern').first().click();
    const rail = page.getByRole('navigation', { name: 'Screens of the case' });
    const shown = (screen: string) => rail.getByRole('button', { name: screen }).click();
    const off = async (...names: string[]) => {
      for (const name of names) {
        const field = page.getByRole('textbox', { name, exact: true }).first();
        await expect(field).toBeVisible();
        await expect(field, name).toBeDisabled();
      }
    };
    await shown('Findings');
    await off('Claim', 'Explanation');
    await expect(page.getByRole('radio', { name: /likely/i }).first()).toBeDisabled();
    await shown('Report');
    await off('Executive summary', 'Method notes');
    await expect(page.getByRole('button', { name: 'Print', exact: false }).first()).toBeEnabled();
    await shown('Evidence');
    await page.getByText('E-0001').first().click();
    await off('Title', 'Note', 'Source');
    await expect(page.getByLabel('Sensitivity', { exact: true }).first()).toBeDisabled();
  } finally {
    execFileSync('umount', ['-l', dir]);
  }
});
