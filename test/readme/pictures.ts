import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { sampleCase } from '../support/ask.ts';
import { browserFlags, needBrowser } from '../support/browser.ts';
import { startProgram } from '../support/loopback.ts';
import { readPdf } from '../support/pdf-text.ts';

// Makes the README's pictures anew from the sample case (`npm run pictures`). Needs pdftoppm for the page of the report.
const FOLDER = 'assets/readme';
const SHARED_DEVICES = `SELECT device_id, count(DISTINCT account_id) AS accounts, count(*) AS sign_ins,
  min(at) AS first_seen, group_concat(DISTINCT ip) AS addresses
FROM logins
GROUP BY device_id
HAVING accounts > 1
ORDER BY accounts DESC, sign_ins DESC`;

async function screens(): Promise<void> {
  await using program = await startProgram();
  const browser = await chromium.launch({ executablePath: needBrowser(), args: [...browserFlags] });
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, colorScheme: 'light' });
  page.setDefaultTimeout(120_000);
  await page.goto(program.address);
  await page.getByRole('button').first().waitFor();
  await sampleCase(page);
  await page.getByText('Copper Lantern').first().click();
  const rail = page.getByRole('navigation', { name: 'Screens of the case' });
  await rail.getByRole('button', { name: 'Board' }).click();
  await page.waitForTimeout(5000); // what is drawn comes after the screen
  await page.screenshot({ path: join(FOLDER, 'board.png') });
  await rail.getByRole('button', { name: 'Data' }).click();
  const editor = page.locator('.cm-content').first();
  await editor.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(SHARED_DEVICES);
  await page.waitForTimeout(500);
  await page.keyboard.press('Escape'); // what the editor offers to complete would cover its text
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByText('13 rows').first().waitFor();
  await page.waitForTimeout(3000);
  await page.screenshot({ path: join(FOLDER, 'data.png') });
  await browser.close();
}

/** The page on which the findings begin, of the report that the demo prints. */
async function report(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'redthread-pictures-'));
  const given = ['dist/electron/cli.js', 'demo', '--out', join(folder, 'sample'), '--json'];
  const told = execFileSync(process.execPath, given, {
    encoding: 'utf8',
    env: { ...process.env, REDTHREAD_HOME: folder },
  });
  const { report: path } = JSON.parse(told) as { report: string };
  const { pages } = await readPdf(readFileSync(path));
  const number = String(pages.findIndex((text) => /\bF-1\b/.test(text) && /Likelihood/.test(text)) + 1);
  const size = ['-scale-to-x', '662', '-scale-to-y', '936'];
  const place = join(FOLDER, 'report');
  execFileSync('pdftoppm', ['-png', '-singlefile', '-f', number, '-l', number, ...size, path, place]);
  rmSync(folder, { recursive: true, force: true });
}

await screens();
await report();
