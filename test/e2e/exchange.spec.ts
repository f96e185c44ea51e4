import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { ask } from '../support/ask.ts';
import { violationsOf } from '../support/axe.ts';
import { unpackedBundle } from '../support/bundle.ts';
import { type StartedProgram, startProgram } from '../support/loopback.ts';
import { PASSPHRASE } from '../support/passphrase.ts';

async function openVault(page: Page, program: StartedProgram): Promise<void> {
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await ask(page, 'vault.create', { name: 'v', passphrase: PASSPHRASE });
  await expect(page.getByRole('heading', { name: 'Cases' })).toBeVisible();
}
const clean = async (page: Page) => expect(await violationsOf(page, '.bp6-dialog')).toEqual([]);

test('a case is handed over to a passphrase and to keys, and comes back as another', async ({ page }) => {
  await using program = await startProgram();
  await openVault(page, program);
  const { id } = await ask(page, 'case.create', { title: 'Copper Lantern' });
  const finding = { caseId: id, claim: 'They are one' };
  await ask(page, 'finding.create', finding);
  await page.getByText('Copper Lantern').click();
  await page.getByRole('button', { name: 'Export bundle' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('0 exhibits')).toBeVisible();
  const make = dialog.getByRole('button', { name: 'Export', exact: true });
  await expect(make).toBeDisabled();
  await dialog.getByLabel('Passphrase of the bundle', { exact: true }).fill('short');
  await expect(dialog.getByText('5 of 12 characters')).toBeVisible();
  await dialog.getByLabel('Passphrase of the bundle', { exact: true }).fill('a passphrase for the bundle');
  await dialog.getByLabel('Passphrase of the bundle, once more').fill('a passphrase for the bundle');
  await clean(page);
  const refused = { ok: false, error: { code: 'disk', message: 'The disk is full.' } };
  await page.route('**/call', (route) =>
    route.request().postData()?.includes('"bundle.export"') ? route.fulfill({ json: refused }) : route.continue(),
  );
  await make.click();
  await expect(dialog.getByText('The disk is full.')).toBeVisible();
  await page.unroute('**/call');
  await page.keyboard.press('Escape'); // the button that had the focus was gone while it worked
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Export bundle' }).click();
  await dialog.getByLabel('Passphrase of the bundle', { exact: true }).fill('a passphrase for the bundle');
  await dialog.getByLabel('Passphrase of the bundle, once more').fill('a passphrase for the bundle');
  const [first] = await Promise.all([page.waitForEvent('download'), make.click()]);
  expect(first.suggestedFilename()).toBe('C-0001-bundle.age');
  await expect(dialog.getByText('is saved')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  await expect(dialog).toBeHidden();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or run a command' }).fill('Export the case');
  await page.keyboard.press('Enter');
  await dialog.getByText('For public keys').click();
  const recipient = await identityToRecipient(await generateIdentity());
  const keys = dialog.getByLabel('Public keys of the receivers');
  const mistyped = `${recipient.slice(0, -1)}${recipient.endsWith('q') ? 'p' : 'q'}`;
  await keys.fill(`${recipient}\n${mistyped}`);
  await expect(dialog.getByText('Line 2: it has a typing error')).toBeVisible();
  await expect(make).toBeDisabled();
  await keys.fill(`# the desk at Riverside\n${recipient}`);
  await expect(dialog.getByText('1 key.')).toBeVisible();
  await Promise.all([page.waitForEvent('download'), make.click()]);
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  await page.getByRole('button', { name: 'Cases' }).click();
  await page.getByRole('button', { name: 'Import bundle' }).click();
  await dialog.getByLabel('Bundle file').setInputFiles(await first.path());
  const secret = dialog.getByLabel('Passphrase of the bundle');
  await secret.fill('not the passphrase');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog.getByText('not encrypted to that key or passphrase')).toBeVisible();
  await secret.fill('a passphrase for the bundle');
  await secret.press('Enter');
  // Its case is here: it is held against it first.
  await expect(dialog.getByText('Nothing differs')).toBeVisible();
  await clean(page);
  await dialog.getByRole('button', { name: 'Import as a new case' }).click();
  await expect(dialog.getByText('Signed by this vault')).toBeVisible();
  await expect(dialog.getByText('1 finding')).toBeVisible();
  await clean(page);
  await dialog.getByRole('button', { name: 'Open the case' }).click();
  await expect(page.getByText('C-0002').first()).toBeVisible();
});

test('a bundle of somebody else is dropped on the list of cases, and its signer is remembered', async ({ page }) => {
  using sent = await unpackedBundle();
  await using program = await startProgram();
  await openVault(page, program);
  const drop = async (name: string, bytes: Buffer) => {
    const transfer = await page.evaluateHandle(
      ([name, base64]) => {
        const held = new DataTransfer();
        held.items.add(new File([Uint8Array.from(atob(base64), (each) => each.charCodeAt(0))], name));
        return held;
      },
      [name, bytes.toString('base64')] as const,
    );
    for (const type of ['dragover', 'drop'])
      await page.getByRole('main').dispatchEvent(type, { dataTransfer: transfer });
  };
  const dialog = page.getByRole('dialog');
  await drop('holiday.txt', Buffer.from('no bundle'));
  await expect(dialog.getByText('This is not an age file')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  const sealed = readFileSync(sent.sealed);
  const damaged = Buffer.from(sealed);
  damaged[damaged.length - 9] = (damaged.at(-9) ?? 0) ^ 1;
  await drop('damaged.age', damaged);
  await dialog.getByLabel('Your secret key').fill(sent.identity);
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog.getByText('The bundle was altered or truncated')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(await ask(page, 'case.list', {})).toEqual([]);

  const importIt = async () => {
    await drop('case.age', sealed);
    const key = { name: 'key.txt', mimeType: 'text/plain', buffer: Buffer.from(`# made today\n${sent.identity}\n`) };
    await dialog.getByLabel('Key file').setInputFiles(key);
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  };
  await importIt();
  await expect(dialog.getByText('a key that was not seen before')).toBeVisible();
  const [identity] = await sent.cli.json<{ fingerprint: string }>('identity', ...sent.vault, '--json');
  await expect(dialog.getByText(identity?.fingerprint ?? '')).toBeVisible();
  await dialog.getByLabel('Remember this key as').fill('Riverside desk');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Name saved.')).toBeVisible();
  await clean(page);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await importIt();
  await dialog.getByRole('button', { name: 'Import as a new case' }).click();
  await expect(dialog.getByText('Signed by “Riverside desk”')).toBeVisible();
  expect(await ask(page, 'case.list', {})).toHaveLength(2);
  await dialog.getByRole('button', { name: 'Open the case' }).click();
  await page.getByRole('button', { name: 'Export bundle' }).click();
  await dialog.getByText('Chosen exhibits').click();
  await dialog.getByRole('textbox', { name: 'Exhibits' }).fill('Shared addresses');
  await page.getByRole('option', { name: 'E-0003' }).click();
  await expect(dialog.getByText('E-0003 was computed from it')).toBeVisible();
  await expect(dialog.getByText('2 exhibits')).toBeVisible();
});
