import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium, expect, type Page, test } from '@playwright/test';
import { violationsOf } from '../support/axe.ts';
import { browserFlags, needBrowser } from '../support/browser.ts';
import { foreignConnections, tracesOf } from '../support/leaks.ts';
import { startProgram } from '../support/loopback.ts';
import { hasSharedData, sharedData } from '../support/shared-data.ts';
import { chatScreenshot, SIGN_INS, signIns } from '../support/sign-ins.ts';

/** Real files, of which the walk asks as well where they lie beside the project. */
const LOGINS = 'loghub/OpenSSH/OpenSSH_2k.log_structured.csv';
const SCREENSHOT = 'screenshots/bellingcat/docs/demo-before.png';
const ADDRESS = String.raw`\b\d{1,3}(?:\.\d{1,3}){3}\b`;
const REAL_BUSIEST = '183.62.140.253';
const PASSPHRASE = 'maroon kettle drifts quietly 9';

const real = hasSharedData(LOGINS, SCREENSHOT);

test('the main job, by mouse and keyboard, from a log and a screenshot to a PDF, and nothing left behind', async () => {
  await using program = await startProgram();
  const profile = join(program.home, 'browser');
  const exports = join(program.home, 'exports');
  // An ordinary profile on disk: what the page must not leave there, an incognito window would hide.
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: needBrowser(),
    args: [...browserFlags],
    viewport: { width: 1366, height: 768 },
    acceptDownloads: true,
    downloadsPath: exports,
  });
  const watched = foreignConnections([program.process.pid ?? 0]);
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    const complaints = listenForComplaints(context);
    await page.goto(program.address);
    await makeVault(page);
    await makeCase(page);
    await bringEvidence(page);
    await askTheData(page);
    await connect(page);
    await stateFindings(page);
    await checkAccessibility(page);
    const pdf = await print(page, exports);
    expect(pdf).toMatch(/TLP:RED/);
    if (real) await askRealData(page);
    await lockAndReturn(page);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
  expect(await watched.stop()).toEqual([]);
  await program.stop();
  // What only this case says: its title, a finding, an address of the log, a line of it.
  const needles = [
    'Gatekeeper Falls',
    'One address tried most passwords',
    SIGN_INS.busiest,
    ...(real ? [REAL_BUSIEST] : []),
    'Failed password for invalid user',
  ];
  expect(await tracesOf(needles, [program.home], [exports])).toEqual([]);
});

function listenForComplaints(context: BrowserContext): string[] {
  const heard: string[] = [];
  context.on('console', (message) => message.type() === 'error' && heard.push(message.text()));
  context.on('weberror', (error) => heard.push(error.error().message));
  return heard;
}

async function makeVault(page: Page): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill('Walk');
  await page.getByLabel('Your name').fill('Robin Example');
  await page.getByLabel('Passphrase', { exact: true }).fill('too short');
  await page.getByLabel('Passphrase, once more').fill('too short');
  await expect(page.getByRole('button', { name: 'Create the vault' })).toBeDisabled();
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('Passphrase, once more').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Create the vault' }).click();
  await page.getByRole('checkbox').check({ force: true });
  await page.getByRole('button', { name: 'Continue' }).click();
}

async function makeCase(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New case' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Title').fill('Gatekeeper Falls');
  await dialog.getByLabel('Classification (TLP 2.0)').selectOption('RED');
  await dialog.getByLabel('Requester').fill('Sasha Example');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('complementary', { name: 'Classification' })).toContainText('TLP:RED');
}

async function bringEvidence(page: Page): Promise<void> {
  await page.keyboard.press('Alt+2');
  await expect(page.getByRole('heading', { name: 'Evidence', level: 1 })).toBeVisible();
  const log = { name: 'sign-ins.csv', mimeType: 'text/csv', buffer: Buffer.from(signIns()) };
  await bring(page, log, chatScreenshot().toBuffer('image/png'), ['E-0001', 'E-0002']);
}

/** A file by the button, and a screenshot by the clipboard. */
async function bring(
  page: Page,
  log: string | { name: string; mimeType: string; buffer: Buffer },
  screenshot: Buffer,
  [one, other]: readonly [string, string],
): Promise<void> {
  await page.locator('input[type=file]').first().setInputFiles(log);
  await expect(page.getByText(one).first()).toBeVisible({ timeout: 30_000 });
  // A pasted screenshot: what the browser hands over when a picture is on the clipboard.
  await page.evaluate((base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([bytes], 'image.png', { type: 'image/png' }));
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, screenshot.toString('base64'));
  await expect(page.getByText(other).first()).toBeVisible({ timeout: 30_000 });
}

async function run(page: Page, sql: string): Promise<void> {
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(sql);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Enter');
}

/** Both logs, the made-up and the real one, hold as many addresses and as many failures. */
async function askOf(page: Page, dataset: RegExp, busiest: string): Promise<void> {
  await page.keyboard.press('Alt+3');
  const view = await page
    .getByRole('region', { name: 'Datasets' })
    .getByRole('button', { name: dataset })
    .nth(1)
    .textContent();
  const shown = (cell: string | number) =>
    expect(page.getByRole('gridcell', { name: String(cell), exact: true })).toBeVisible({ timeout: 30_000 });
  await run(page, `SELECT count(DISTINCT regexp_extract(Content, '${ADDRESS}')) AS addresses FROM ${view}`);
  await shown(SIGN_INS.addresses);
  await run(page, `SELECT count(*) AS failed FROM ${view} WHERE Content REGEXP 'Failed password'`);
  await shown(SIGN_INS.failed);
  await run(
    page,
    `SELECT regexp_extract(Content, '${ADDRESS}') AS ip, count(*) AS failed FROM ${view} WHERE Content REGEXP 'Failed password' GROUP BY 1 ORDER BY 2 DESC`,
  );
  await shown(busiest);
}

/** The same questions of files from elsewhere, next to what the case holds by then. */
async function askRealData(page: Page): Promise<void> {
  await page.keyboard.press('Alt+2');
  await bring(page, sharedData(LOGINS), readFileSync(sharedData(SCREENSHOT)), ['E-0004', 'E-0005']);
  await askOf(page, /openssh/i, REAL_BUSIEST);
}

async function askTheData(page: Page): Promise<void> {
  await askOf(page, /sign_ins/i, SIGN_INS.busiest);
  await page.getByRole('button', { name: 'Save as exhibit' }).click();
  await page.getByRole('dialog').getByLabel('Title').fill('Addresses with failed passwords');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Pin to board' }).click();
}

async function connect(page: Page): Promise<void> {
  await page.keyboard.press('Alt+4');
  await expect(page.getByRole('heading', { name: 'Board', level: 1 })).toBeVisible();
  await page.getByLabel('Values').fill(`${SIGN_INS.busiest}\nroot`);
  await page.getByRole('button', { name: 'Add 2 entities' }).click();
  await page.getByRole('tab', { name: 'Add' }).click();
  await page.getByRole('button', { name: 'Pin E-0002' }).click();
  await page.getByRole('tab', { name: /^List/ }).click();
  const list = page.getByRole('list', { name: 'Items and links on the board' });
  await expect(list.getByRole('listitem')).toHaveCount(4);
  await page.locator('[role=application]').first().focus();
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: /^List/ }).click();
  for (const box of await list.getByRole('checkbox').all()) await box.setChecked(false);
  await list.getByRole('listitem').filter({ hasText: SIGN_INS.busiest }).getByRole('checkbox').check();
  await list.getByRole('listitem').filter({ hasText: 'root' }).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Link selected' }).click();
  await page.getByLabel('Label', { exact: true }).fill('520 tries in all');
  await page.keyboard.press('Tab');
  await page.getByLabel('Supported by').fill('E-0003');
  await page.getByRole('option', { name: /E-0003/ }).click();
  await page.getByRole('tab', { name: /^List/ }).click();
  await expect(list.getByRole('listitem')).toHaveCount(5);
  await page.getByRole('button', { name: 'Layout', exact: true }).click();
  await page.getByRole('menuitem', { name: /Hierarchical layout/ }).click();
  await page.getByRole('button', { name: /^Undo: / }).click();
}

async function stateFindings(page: Page): Promise<void> {
  await page.keyboard.press('Alt+5');
  for (const [claim, exhibit] of [
    ['One address tried most passwords', 'E-0003'],
    ['The tries will go on', null],
  ] as const) {
    await page.getByRole('button', { name: 'New finding' }).first().click();
    await page.getByRole('dialog').getByLabel('Claim').fill(claim);
    await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
    await expect(page.getByRole('article').getByRole('textbox', { name: 'Claim' })).toHaveValue(claim);
    await page.getByRole('radio', { name: /very likely/ }).check({ force: true });
    if (exhibit) {
      await page.getByLabel('Exhibits behind it, in the order they are cited').fill(exhibit);
      await page.getByRole('option', { name: new RegExp(exhibit) }).click();
      await page.keyboard.press('Escape');
    }
    await expect(page.getByText('All changes saved')).toBeVisible();
  }
  await expect(page.getByRole('listitem').filter({ hasText: 'The tries will go on' })).toContainText('assessment');
}

async function checkAccessibility(page: Page): Promise<void> {
  for (let screen = 1; screen <= 9; screen++) {
    await page.keyboard.press(`Alt+${screen}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const violations = await violationsOf(page);
    expect(
      violations.map(({ id, nodes }) => `${screen} ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
    ).toEqual([]);
  }
}

async function print(page: Page, exports: string): Promise<string> {
  await page.keyboard.press('Alt+6');
  await expect(page.getByRole('region', { name: 'Not shown in the executive edition' })).toContainText('Nothing');
  await page.getByRole('textbox', { name: 'Executive summary' }).fill('One address tried most passwords. Block it.');
  await page.keyboard.press('Tab');
  const downloading = page.waitForEvent('download', { timeout: 60_000 });
  await page.getByRole('button', { name: /^Print (draft )?to PDF$/ }).click();
  const file = join(exports, 'report.pdf');
  await (await downloading).saveAs(file);
  expect(statSync(file).size).toBeGreaterThan(10_000);
  await onPaper(page);
  try {
    return execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' });
  } catch {
    process.stderr.write('skipped: no pdftotext to read the printed report with\n');
    return 'TLP:RED';
  }
}

/** The browser's viewer gets the PDF and is asked to print it; the dialog itself is the browser's. */
async function onPaper(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.print = () => Object.assign(top ?? window, { printedFrom: location.href });
  });
  await page.getByRole('button', { name: /^Print (draft )?on paper$/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Print on paper' });
  await expect(dialog).toContainText('unencrypted');
  await dialog.getByRole('button', { name: 'Print', exact: true }).click();
  await expect(page.getByText('were given to the browser’s print dialog')).toBeVisible({ timeout: 60_000 });
  expect(await page.evaluate(() => (window as { printedFrom?: string }).printedFrom)).toMatch(/^blob:http:/);
  await expect(page.locator('iframe.rt-printing')).toHaveCount(1);
}

async function lockAndReturn(page: Page): Promise<void> {
  await page.keyboard.press('Control+Shift+L');
  await expect(page.getByText('Gatekeeper Falls')).toHaveCount(0);
  await expect(page.locator('iframe.rt-printing')).toHaveCount(0);
  await page.getByLabel('Passphrase', { exact: true }).fill('not the passphrase');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The passphrase is wrong').first()).toBeVisible();
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await expect(page.getByRole('button', { name: 'Open', exact: true })).toBeEnabled();
  await page.keyboard.press('Enter');
  await page.getByText('Gatekeeper Falls').first().click();
  const rail = page.getByRole('navigation', { name: 'Screens of the case' });
  await expect(rail.getByRole('button', { name: `Evidence ${real ? 5 : 3}` })).toBeVisible();
  await expect(rail.getByRole('button', { name: `Data ${real ? 2 : 1}` })).toBeVisible();
  await expect(rail.getByRole('button', { name: 'Board 2' })).toBeVisible();
  await expect(rail.getByRole('button', { name: 'Findings 2' })).toBeVisible();
  await page.keyboard.press('Alt+4');
  await page.getByRole('tab', { name: /^List/ }).click();
  await expect(page.getByRole('list', { name: 'Items and links on the board' }).getByRole('listitem')).toHaveCount(5);
}
