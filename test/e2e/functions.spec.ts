import { expect, test } from '@playwright/test';
import { ask } from '../support/ask.ts';
import { violationsOf } from '../support/axe.ts';
import { startProgram } from '../support/loopback.ts';

test('functions are searched beside the editor and inserted at the cursor', async ({ page }) => {
  test.setTimeout(120_000);
  await using program = await startProgram();
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await ask(page, 'vault.create', { name: 'v', passphrase: 'correct horse battery staple' });
  await ask(page, 'case.create', { title: 'Copper Lantern' });
  await page.getByText('Copper Lantern').first().click();
  await page.keyboard.press('Alt+3');
  const editor = page.getByRole('textbox', { name: 'SQL' });
  await editor.fill('SELECT ');
  await page.keyboard.press('End');

  await page.keyboard.press('Alt+r');
  const search = page.getByRole('textbox', { name: 'Search functions' });
  await expect(search).toBeFocused();
  const help = page.getByRole('dialog', { name: 'SQL functions' });
  expect((await help.boundingBox())?.y).toBe(24); // the line that says who may see the case stays in view
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.waitForTimeout(500);
    const folder = process.env['SHOTS'];
    if (folder) await page.screenshot({ path: `${folder}/functions-${scheme}.png` });
    expect((await violationsOf(page)).map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
  await search.fill('kilometres');
  await expect(page.getByRole('status').filter({ hasText: '1 function.' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(editor).toBeFocused();
  await expect(editor).toHaveText('SELECT haversine_km(');

  await expect(help).toBeHidden();

  await page.keyboard.type('1, 2, 3, 4), ');
  await page.getByRole('button', { name: 'Functions', exact: true }).click();
  await search.fill('middle value');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: 'median(x)' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(editor).toHaveText('SELECT haversine_km(1, 2, 3, 4), median(');
});
