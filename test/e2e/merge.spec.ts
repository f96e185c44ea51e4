import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ask } from '../support/ask.ts';
import { violationsOf } from '../support/axe.ts';
import { unpackedBundle } from '../support/bundle.ts';
import { startProgram } from '../support/loopback.ts';
import { PASSPHRASE } from '../support/passphrase.ts';

test('a colleague’s newer bundle is held against the case, and merged as it is chosen', async ({ page }) => {
  using sent = await unpackedBundle();
  await using program = await startProgram();
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await ask(page, 'vault.create', { name: 'v', passphrase: PASSPHRASE });
  await expect(page.getByRole('heading', { name: 'Cases' })).toBeVisible();
  const dialog = page.getByRole('dialog');
  const choose = async (bundle: { sealed: string; identity: string }) => {
    await page.getByRole('button', { name: 'Import bundle' }).click();
    const file = { name: 'case.age', mimeType: 'application/octet-stream', buffer: readFileSync(bundle.sealed) };
    await dialog.getByLabel('Bundle file').setInputFiles(file);
    await dialog.getByLabel('Your secret key').fill(bundle.identity);
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  };
  await choose(sent);
  await expect(dialog.getByText('is imported')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  // Both go on: the colleague with another file and another team, this vault with a team of its own.
  const { cli, vault } = sent;
  writeFileSync(join(cli.folder, 'later.csv'), 'account\n009\n');
  await cli.json('import', ...vault, '--case', 'C-0001', '--json', 'later.csv');
  const [listed] = await cli.json<{ id: string }[]>('call', 'case.list', '{}', ...vault, '--json');
  const theirs = JSON.stringify({ caseId: listed?.[0]?.id, team: 'Harbour', codename: 'Lantern' });
  await cli.json('call', 'case.update', theirs, ...vault, '--json');
  const newer = await sent.of();
  const [here] = await ask(page, 'case.list', {});
  if (!here) throw new Error('no case');
  await ask(page, 'case.update', { caseId: here.id, team: 'Riverside' });

  await choose(newer);
  await expect(dialog.getByRole('heading', { name: 'Changed on both sides (1)' })).toBeVisible();
  await expect(dialog.getByRole('cell', { name: 'Harbour' })).toBeVisible();
  await expect(dialog.getByRole('cell', { name: 'Riverside' })).toBeVisible();
  await expect(dialog.getByText('the bundle that was imported')).toBeVisible();
  await expect(dialog.getByText('E-0004 → E-0005')).toBeVisible();
  await expect(dialog.getByRole('region', { name: 'New there' }).getByText('later.csv')).toBeVisible();
  expect(await violationsOf(page, '.bp6-dialog')).toEqual([]);
  expect(await ask(page, 'evidence.list', { caseId: here.id })).toHaveLength(4);

  await dialog.getByLabel(/^Version of/).selectOption('Take theirs');
  await dialog.getByRole('button', { name: 'Merge into C-0001' }).click();
  await expect(dialog.getByText('The bundle is merged.')).toBeVisible();
  await expect(dialog.getByText('E-0004 → E-0005')).toBeVisible();
  expect(await violationsOf(page, '.bp6-dialog')).toEqual([]);
  expect(await ask(page, 'case.get', { caseId: here.id })).toMatchObject({ team: 'Harbour', codename: 'Lantern' });
  const exhibits = await ask(page, 'evidence.list', { caseId: here.id });
  expect(exhibits.filter(({ title }) => title.startsWith('later')).map(({ label }) => label)).toEqual(['E-0005']);
  const former = await ask(page, 'bundle.formerNumbers', { caseId: here.id });
  expect(former).toEqual([{ exhibitId: exhibits.at(-2)?.id, was: 'E-0004', becomes: 'E-0005' }]);
  await dialog.getByRole('button', { name: 'Open the case' }).click();
  await expect(page.getByText('C-0001').first()).toBeVisible();
});
