import { expect, type Page, test } from '@playwright/test';
import type { Output } from '../../shared/contract/commands.ts';
import { ask } from '../support/ask.ts';
import { startProgram } from '../support/loopback.ts';
import { shotsOf } from '../support/shots.ts';

const PASSPHRASE = 'correct horse battery staple';

async function search(page: Page, text: string, hit: RegExp): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill(text);
  await page.getByRole('option', { name: hit }).first().click();
}

const looks = shotsOf('at-the-hit');

test('a search hit opens at the hit, and bytes brought in again are told and shown', async ({ page }) => {
  test.setTimeout(240_000);
  await using program = await startProgram();
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await ask(page, 'vault.create', { name: 'v', passphrase: PASSPHRASE });
  await ask(page, 'vault.setProfile', { readPictures: false });
  const made = await ask(page, 'case.create', { title: 'Copper Lantern' });
  await page.getByText('Copper Lantern').first().click();
  await page.keyboard.press('Alt+2');
  await expect(page.getByRole('heading', { name: 'Evidence', level: 1 })).toBeVisible();

  const rows = Array.from({ length: 3000 }, (_, at) => `po_${at + 1},${at === 2221 ? 'Zoë Kestrel' : 'nobody'}`);
  const lines = Array.from({ length: 9000 }, (_, at) =>
    at === 7000 ? 'a heron over the weir' : `line ${at} of a long log`,
  );
  const files = [
    { name: 'payouts.csv', mimeType: 'text/csv', buffer: Buffer.from(['id,who', ...rows].join('\n')) },
    { name: 'log.txt', mimeType: 'text/plain', buffer: Buffer.from(lines.join('\n')) },
  ];
  await page.getByLabel('Files to import').setInputFiles(files);
  await expect(page.getByRole('heading', { name: '2 files imported' })).toBeVisible({ timeout: 30_000 });
  await page
    .getByLabel('Files to import')
    .setInputFiles([{ ...files[1], name: 'copy of the log.txt' } as (typeof files)[0]]);
  const again =
    'Already E-0002; recorded as a second acquisition, by the same person and with the same source as the first';
  await expect(page.getByText(again)).toBeVisible({ timeout: 30_000 });

  await search(page, 'zoe\u0308 kestrel', /content/);
  await expect(page.getByText('“zoe\u0308 kestrel” in row 2,222 of payouts')).toBeVisible();
  await expect(page.getByRole('row', { selected: true }).filter({ hasText: 'po_2222' })).toBeInViewport();
  await looks(page, 'row');

  await search(page, 'Heron over', /content/);
  await expect(page.getByText('“Heron over” in line 7,001')).toBeVisible();
  await expect(page.locator('mark', { hasText: 'heron over' })).toBeInViewport();
  await expect(page.getByRole('heading', { name: 'The same bytes were acquired 1 more time' })).toBeVisible();
  await page.getByRole('heading', { name: 'The same bytes were acquired 1 more time' }).scrollIntoViewIfNeeded();
  await looks(page, 'line');

  const { jobId } = await ask(page, 'query.run', { caseId: made.id, sql: 'SELECT id, who FROM payouts' });
  const status = () => ask(page, 'job.status', { jobId });
  await expect.poll(async () => (await status()).state).toBe('done');
  const { resultId } = (await status()).result as Output<'query.run'>;
  await ask(page, 'query.freeze', { resultId, title: 'All of them' });
  await search(page, 'po_2222', /All of them.*content/s);
  await expect(page.getByRole('row', { selected: true }).filter({ hasText: 'Zoë Kestrel' })).toBeInViewport();
  await looks(page, 'query');

  const finding = await ask(page, 'finding.create', { caseId: made.id, claim: 'The heron is the courier' });
  await search(page, 'the courier', /F-1/);
  await expect(page.getByRole('heading', { name: 'Findings', level: 1 })).toBeVisible();
  expect(finding.number).toBe(1);
  await expect(page.getByText('The heron is the courier').first()).toBeVisible();
});
