import { createServer } from 'node:http';
import { join } from 'node:path';
import { type BrowserContext, chromium, expect, type Locator, type Page, test } from '@playwright/test';
import { browserFlags, needBrowser } from '../support/browser.ts';
import { tracesOf } from '../support/leaks.ts';
import { startProgram } from '../support/loopback.ts';

const PASSPHRASE = 'zq00passphrase maroon kettle drifts';
const FIELDS = 'input:visible, textarea:visible, [contenteditable="true"]:visible';
const TEXTS = new Set(['', 'text', 'search', 'password', 'textarea']);

/** Types a value of its own into every field for text that is on screen. @returns how many there were */
async function plant(page: Page, where: string, planted: Map<string, string>): Promise<number> {
  let count = 0;
  for (const field of await page.locator(FIELDS).all()) {
    const kind = await field.evaluate((element) =>
      !(element instanceof HTMLElement) || element.isContentEditable
        ? ''
        : element.matches(':disabled, [readonly]')
          ? 'off'
          : (element as HTMLInputElement).type,
    );
    if (!TEXTS.has(kind)) continue;
    const value = `zq${String(planted.size + 1).padStart(2, '0')}planted${where.replaceAll(' ', '')}`;
    if (!(await typed(field, value))) continue;
    planted.set(value, where);
    count++;
  }
  return count;
}

const typed = (field: Locator, value: string): Promise<boolean> =>
  field.fill(value, { timeout: 2000 }).then(
    () => true,
    () => false, // it went, or is covered by another
  );

const pressed = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name }).first().click({ timeout: 10_000 });

/** A page of somebody else that does not ask for forgetfulness: the browser keeps what is typed there. */
async function typeElsewhere(context: BrowserContext, value: string): Promise<void> {
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(
      '<form action="/sent"><input name="who"><textarea name="words"></textarea><button>Send</button></form>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as { port: number }).port}/`);
  await page.locator('input').fill(value);
  await page.locator('textarea').fill(value);
  await page.waitForTimeout(3000); // the state of a form is noted a little later
  server.close();
}

test('an ordinary browser profile keeps nothing that is typed into a form', async () => {
  await using program = await startProgram();
  const profile = join(program.home, 'profile');
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: needBrowser(),
    args: [...browserFlags],
    viewport: { width: 1366, height: 768 },
  });
  const planted = new Map<string, string>();
  const elsewhere = 'zq99typed elsewhere';
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(program.address);
    await page.getByLabel('Name', { exact: true }).fill('Forms');
    await page.getByLabel('Your name').fill('zq00name of the investigator');
    await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
    await page.getByLabel('Passphrase, once more').fill(PASSPHRASE);
    await pressed(page, 'Create the vault');
    await page.getByRole('checkbox').check({ force: true });
    await pressed(page, 'Continue');
    for (const value of [PASSPHRASE, 'zq00name of the investigator']) planted.set(value, 'new vault');

    await pressed(page, 'New case');
    expect(await plant(page, 'new case', planted)).toBeGreaterThan(3);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /create/i })
      .click();
    await expect(page.getByRole('complementary', { name: 'Classification' })).toBeVisible();

    await page.keyboard.press('Alt+2');
    await expect(page.getByRole('heading', { name: 'Evidence', level: 1 })).toBeVisible();
    await pressed(page, 'Source details');
    expect(await plant(page, 'source details', planted)).toBeGreaterThan(1);
    await page.keyboard.press('Escape');
    const file = { name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('account,n\nseven,1\n') };
    await page.getByLabel('Files to import').setInputFiles(file);
    await page.getByRole('row').filter({ hasText: 'E-0001' }).click();
    await expect(page.getByLabel('Note')).toBeVisible();
    expect(await plant(page, 'exhibit', planted)).toBeGreaterThan(3);

    const screens = ['overview', 'data', 'board', 'findings', 'report', 'custody'];
    for (const [at, key] of ['1', '3', '4', '5', '6', '7'].entries()) {
      await page.keyboard.press('Escape');
      await page.keyboard.press(`Alt+${key}`);
      await page.waitForTimeout(700);
      if (key === '5') await pressed(page, /new finding|state a finding|add/i).catch(() => {});
      await page.waitForTimeout(300);
      await plant(page, screens[at] ?? '', planted);
    }
    await page.keyboard.press('Control+k');
    expect(await plant(page, 'palette', planted)).toBeGreaterThan(0);
    await page.waitForTimeout(500);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+,');
    await page.waitForTimeout(700);
    expect(await plant(page, 'settings', planted)).toBeGreaterThan(0);
    await page.waitForTimeout(1500);
    expect(new Set(planted.values()).size).toBeGreaterThanOrEqual(9);
    await typeElsewhere(context, elsewhere);
    await page.keyboard.press('Control+Shift+l');
    await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
    await page.keyboard.press('Enter');
    await expect(page.getByText(/planted/).first()).toBeVisible();
    await page.keyboard.press('Control+Shift+l');
    await expect(page.getByLabel('Passphrase', { exact: true })).toBeVisible();
  } finally {
    await context.close();
  }
  await program.stop();
  // First, that the search finds what such a profile does keep.
  expect(await tracesOf([elsewhere], [profile], [])).not.toEqual([]);
  const needles = [...planted.keys()].map((value) => value.slice(0, 16));
  expect(await tracesOf(needles, [profile], [])).toEqual([]);
});
