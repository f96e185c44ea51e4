import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { readDelivery } from '../../shared/domain/deliveries.ts';
import { ask, sampleCase } from '../support/ask.ts';
import { violationsOf } from '../support/axe.ts';
import { unzipped } from '../support/delivered.ts';
import { startProgram } from '../support/loopback.ts';
import { shotsOf } from '../support/shots.ts';

const shot = shotsOf('delivery');

/** How much of the sheet is no white paper: 0 for a page that was not drawn. */
const inked = (page: Page): Promise<number> =>
  page.locator('.rt-report-sheet canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    let dark = 0;
    for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 128 && (data[at + 3] ?? 0) > 0) dark++;
    return dark;
  });

test('a report is looked at while it is written, and delivered with what goes beside it', async ({ page }) => {
  await using program = await startProgram();
  const problems: string[] = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await sampleCase(page);
  await page.reload();
  await page.getByText('Copper Lantern').first().click();
  await page.keyboard.press('Alt+6');
  const { id: caseId } = (await ask(page, 'case.list', {}))[0] ?? {};
  if (!caseId) throw new Error('there is no sample case');

  // The pages stand beside the setup, saying what they wait for until they are there, and what prints them below it, without scrolling.
  const pages = page.getByRole('region', { name: 'Pages' });
  await expect(pages.locator('.rt-report-waiting')).toBeVisible();
  await expect(pages.getByText('Executive, as of now')).toBeVisible({ timeout: 60_000 });
  await expect.poll(() => inked(page)).toBeGreaterThan(1000);
  const before = await inked(page);
  await shot(page, 'pages');
  const bar = page.getByRole('region', { name: 'Print and deliver' });
  for (const control of [
    bar.getByRole('radio', { name: 'Executive' }),
    bar.getByRole('textbox', { name: 'Recipient of this copy' }),
    bar.getByRole('combobox', { name: 'TLP label' }),
    bar.getByRole('button', { name: 'No open point' }),
    bar.getByRole('button', { name: 'Copies and files' }),
    bar.getByRole('button', { name: 'Print to PDF' }),
  ])
    await expect(control).toBeInViewport({ ratio: 1 });
  expect(await bar.evaluate((panel) => panel.scrollWidth <= panel.clientWidth)).toBe(true);

  await page.getByRole('textbox', { name: 'Bottom line' }).fill('Nothing is known.');
  await page.getByRole('textbox', { name: 'Executive summary' }).click();
  await expect.poll(() => inked(page), { timeout: 60_000 }).not.toBe(before);
  // An edition of more pages: what is edited is turned to, and a page that was turned to by hand stays.
  await page.getByRole('radio', { name: /^Legal/ }).check({ force: true });
  await expect(pages.getByText('Legal, as of now')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('textbox', { name: 'Method notes' }).click();
  const number = pages.locator('.rt-report-page-number');
  await expect(number).not.toHaveText(/^1 of/);
  const method = Number((await number.textContent())?.split(' ')[0]);
  await pages.getByRole('button', { name: 'Next page' }).click();
  await expect(number).toHaveText(new RegExp(`^${method + 1} of`));
  // By keys on the page itself, and as large as it is wanted.
  const sheetOf = pages.getByRole('region', { name: 'Page', exact: true });
  await sheetOf.press('Home');
  await expect(number).toHaveText(/^1 of/);
  await sheetOf.press('ArrowRight');
  await expect(number).toHaveText(/^2 of/);
  const drawn = sheetOf.getByRole('img');
  const wide = (): Promise<number> => drawn.evaluate(({ clientWidth }) => clientWidth);
  const fits = await wide();
  await pages.getByRole('combobox', { name: 'Zoom' }).selectOption('Whole page');
  await expect.poll(() => sheetOf.evaluate((place) => place.scrollHeight <= place.clientHeight)).toBe(true);
  await pages.getByRole('combobox', { name: 'Zoom' }).selectOption('200 % of width');
  await expect.poll(async () => Math.abs((await wide()) - 2 * fits) < 40).toBe(true);
  await pages.getByRole('combobox', { name: 'Zoom' }).selectOption('Fit width');
  await shot(page, 'turned');
  expect(await ask(page, 'report.history', { caseId })).toHaveLength(0);
  expect(await violationsOf(page)).toEqual([]);
  await pages.getByRole('button', { name: 'Close the pages' }).click();
  await expect(pages).toBeHidden();
  await expect(page.getByRole('button', { name: 'Show pages' })).toBeVisible();

  // One click from a sentence to what it rests on.
  const traced = page.getByRole('region', { name: 'What each statement rests on' });
  await traced.getByRole('button', { name: 'Show statements' }).click();
  await expect(traced.getByText('Nothing is known.')).toBeVisible();
  await expect(traced.getByText('No exhibit, and not marked as assessment').first()).toBeVisible();
  await traced.getByRole('button', { name: 'E-0012 row 1' }).first().click();
  const behind = traced.getByRole('complementary', { name: 'Behind E-0012' });
  await expect(behind.getByRole('rowheader', { name: '1', exact: true })).toBeVisible();
  await expect(behind.getByRole('region', { name: 'Statement of E-0012' })).toContainText('SELECT');
  await behind.scrollIntoViewIfNeeded();
  await shot(page, 'statements');
  expect(await violationsOf(page)).toEqual([]);

  // A region of a picture is redacted in one edition: drawn on it, and typed.
  await page.getByRole('radio', { name: /^Info/ }).check({ force: true });
  const redactions = page.getByRole('region', { name: 'Redactions' });
  await redactions.getByRole('combobox', { name: 'What is redacted' }).selectOption('region');
  await redactions.getByRole('combobox', { name: 'Picture' }).selectOption({ index: 1 });
  await expect(redactions.getByText('[REDACTED-01] will stand in its place in every edition.')).toBeVisible();
  await redactions.getByRole('checkbox', { name: 'In the information security edition alone' }).check({ force: true });
  await redactions.getByRole('button', { name: 'Draw regions' }).click();
  const dialog = page.getByRole('dialog', { name: /^Redact regions of E-/ });
  const sheet = dialog.getByRole('img', { name: /regions drawn on/ });
  await expect(sheet).toBeVisible();
  const box = await sheet.boundingBox();
  if (!box) throw new Error('the picture has no place');
  // Not over the name of the seller: what stands under a region may stand nowhere else in the print.
  await page.mouse.move(box.x + box.width * 0.06, box.y + box.height * 0.6);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.83, { steps: 4 });
  await page.mouse.up();
  await dialog.getByRole('button', { name: 'Add a region' }).click();
  await dialog.getByRole('spinbutton', { name: 'Left of region 2, pixels' }).fill('12');
  await expect(dialog.getByRole('listitem')).toHaveCount(2);
  await shot(page, 'regions');
  expect(await violationsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Redact', exact: true }).click();
  await expect(redactions.getByText(/E-\d+, 2 regions/)).toBeVisible();
  const [rule] = (await ask(page, 'report.settings', { caseId })).redactions;
  expect(rule).toMatchObject({ kind: 'region', editions: ['infosec'] });
  expect(rule?.regions?.[1]?.x).toBe(12);
  await page.getByRole('radio', { name: /^Legal/ }).check({ force: true });

  // Two copies for others, and one finding by itself; what was chosen stays while another screen is looked at.
  const deliver = bar;
  await deliver.getByRole('button', { name: 'Copies and files' }).click();
  await deliver.getByRole('textbox', { name: 'Recipient of copy 1' }).fill('Counsel');
  await deliver.getByRole('button', { name: 'Add a copy' }).click();
  await deliver.getByRole('combobox', { name: 'Edition of copy 2' }).selectOption('infosec');
  await deliver.getByRole('textbox', { name: 'Recipient of copy 2' }).fill('Security desk');
  await deliver.getByRole('button', { name: 'Add a copy' }).click();
  await deliver.getByRole('combobox', { name: 'Content of copy 3' }).selectOption({ index: 2 });
  await deliver.getByLabel(/^Companions/).check({ force: true });
  await deliver.getByLabel('Working copy for Word (DOCX)').check({ force: true });
  await expect(deliver.getByRole('button', { name: 'Deliver 3 copies' })).toBeInViewport({ ratio: 1 });
  expect(await deliver.evaluate((panel) => [panel.scrollWidth <= panel.clientWidth, panel.clientHeight < 90])).toEqual([
    true,
    true,
  ]);
  await shot(page, 'queue');
  expect(await violationsOf(page)).toEqual([]);
  await deliver.getByRole('textbox', { name: 'Recipient of copy 3' }).focus();
  await page.keyboard.press('Escape');
  await expect(deliver.getByRole('textbox', { name: 'Recipient of copy 3' })).toBeHidden();
  await expect(deliver.getByRole('button', { name: 'Copies and files' })).toBeFocused();
  await page.keyboard.press('Alt+5');
  await page.keyboard.press('Alt+6');
  await expect(deliver.getByRole('textbox', { name: 'Recipient of this copy' })).toHaveValue('Counsel');

  await deliver.getByRole('button', { name: 'Deliver 3 copies' }).click();
  await expect(deliver.getByText(/^Copy 2 of 3/)).toBeVisible({ timeout: 90_000 });
  await deliver.getByRole('button', { name: 'Cancel' }).click();
  await expect(deliver.getByRole('button', { name: 'Deliver 3 copies' })).toBeVisible();
  expect(await ask(page, 'report.history', { caseId })).toHaveLength(0);

  const download = page.waitForEvent('download', { timeout: 120_000 });
  await deliver.getByRole('button', { name: 'Deliver 3 copies' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toMatch(/^C-0001-3-copies-\d{4}-\d\d-\d\d\.zip$/);
  const files = await unzipped(readFileSync(await saved.path()));
  const manifests = [...files].filter(([name]) => name.endsWith('.manifest.json'));
  const read = manifests.map(([, bytes]) => readDelivery(JSON.parse(bytes.toString('utf8'))));
  expect(read.map(({ edition, recipient, copyNumber }) => [edition, recipient, copyNumber])).toEqual([
    ['legal', 'Counsel', 1],
    ['infosec', 'Security desk', 2],
    ['legal', expect.any(String), 3],
  ]);
  expect(new Set(read.map(({ custodyHead }) => custodyHead.hash)).size).toBe(1);
  expect([...files.keys()].filter((name) => name.endsWith('.docx'))).toHaveLength(3);
  await expect(deliver.getByText(/Copy 2: Information security, Security desk/)).toBeVisible();
  const record = page.getByRole('region', { name: 'Delivery record' });
  await expect(record.getByText('for Security desk')).toBeVisible();
  await expect(record.getByText(/F-\d+ alone/)).toBeVisible();
  const [, second] = await ask(page, 'report.history', { caseId });
  await record
    .getByText(/^\d+ files beside it$/)
    .nth(1)
    .click();
  for (const file of second?.files ?? []) await expect(record.getByText(file.name, { exact: true })).toBeVisible();
  expect(await record.evaluate((panel) => panel.scrollWidth <= panel.clientWidth)).toBe(true);
  await shot(page, 'delivered');
  expect(problems).toEqual([]);
});

test('an executive PDF is two acts away, and goes on while another screen is looked at', async ({ page }) => {
  await using program = await startProgram();
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await sampleCase(page);
  await page.reload();
  await page.getByText('Copper Lantern').first().click();
  const { id: caseId } = (await ask(page, 'case.list', {}))[0] ?? {};
  if (!caseId) throw new Error('there is no sample case');
  const bar = page.getByRole('region', { name: 'Print and deliver' });

  await page.keyboard.press('Alt+6');
  await bar.getByRole('textbox', { name: 'Recipient of this copy' }).fill('Board of directors');
  const download = page.waitForEvent('download');
  const button = bar.getByRole('button', { name: 'Print to PDF' });
  await button.press('Enter');
  await expect(bar.getByRole('progressbar', { name: 'Printing' })).toBeVisible();
  await expect(button).toBeFocused();
  await page.keyboard.press('Alt+5');
  await expect(page.getByRole('heading', { level: 1, name: 'Findings' })).toBeVisible();
  expect((await download).suggestedFilename()).toMatch(/^C-0001-executive-.*\.pdf$/);
  await page.keyboard.press('Alt+6');
  await expect(bar.getByText(/^Copy 1\. C-0001-executive/)).toBeVisible();
  await shot(page, 'printed');
  expect(await violationsOf(page)).toEqual([]);
  await bar.getByRole('button', { name: 'Delivery record' }).click();
  const record = page.getByRole('region', { name: 'Delivery record' });
  await expect(record).toBeFocused();
  await expect(record.getByText('for Board of directors')).toBeInViewport();
  await bar.getByRole('button', { name: 'Close the outcome' }).click();
  await expect(bar.getByText(/^Copy 1\./)).toBeHidden();

  // What is cancelled leaves no copy, and what can't be printed says why.
  await page.keyboard.press('Alt+p');
  await bar.getByRole('button', { name: 'Cancel' }).click();
  await expect(bar.getByRole('progressbar')).toBeHidden();
  expect(await ask(page, 'report.history', { caseId })).toHaveLength(1);
  await bar.getByRole('button', { name: 'Copies and files' }).click();
  await bar.getByLabel('Encrypt with a password (AES-256)').check({ force: true });
  await expect(button).toBeDisabled();
  await expect(bar.getByText('The password is missing, too short or not repeated.')).toBeVisible();
});
