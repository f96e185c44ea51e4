import { expect, test } from '@playwright/test';
import { ask } from '../support/ask.ts';
import { violationsOf } from '../support/axe.ts';
import { startProgram } from '../support/loopback.ts';

test('functions are searched beside the editor and inserted at the cursor', async ({ page }) => {
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

  // The same editor: parameters are asked for, a query is saved and found, explained, formatted and undone.
  const sql = 'SELECT :who AS who, :least + 1 AS more FROM custody WHERE action = :what';
  await editor.fill(sql);
  const asked = page.getByRole('form', { name: 'Parameters' });
  await asked.getByLabel(':who', { exact: true }).fill("o'hara");
  await asked.getByLabel('Kind of :least').selectOption('Number');
  await asked.getByLabel(':least', { exact: true }).fill('41');
  await asked.getByLabel(':what', { exact: true }).fill('case.create');
  await page.keyboard.press('Enter');
  await expect(page.getByText("o'hara", { exact: true }).first()).toBeVisible();
  await expect(page.getByText('42', { exact: true }).first()).toBeVisible();
  await expect(editor).toHaveText(sql);
  await editor.press('Control+s');
  await page.getByLabel('Name', { exact: true }).fill('Who did what');
  await page.getByRole('button', { name: 'Save', exact: true }).last().click();
  const saved = page.getByRole('region', { name: 'Saved queries' });
  await expect(saved.getByRole('button', { name: 'Who did what', exact: true })).toBeVisible();
  await editor.press('Alt+Shift+f');
  await expect(editor).toContainText('SELECT  :who');
  await editor.press('Control+z');
  await expect(editor).toHaveText(sql);
  const shoot = async (name: string): Promise<void> => {
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.waitForTimeout(400);
      const folder = process.env['SHOTS'];
      if (folder) await page.screenshot({ path: `${folder}/${name}-${scheme}.png` });
      expect((await violationsOf(page)).map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
  };
  await shoot('saved');
  await editor.press('Alt+e');
  await expect(page.getByRole('list', { name: 'Steps of the plan' })).toContainText('reads all');
  await shoot('plan');
  await page.keyboard.press('Escape');
  const more = saved.getByRole('button', { name: 'More about Who did what' });
  await more.click();
  await page.getByRole('menuitem', { name: 'Copy for another database' }).click();
  await expect(page.getByText('This cannot be carried over to PostgreSQL')).toBeVisible(); // the case's own table is not there
  await shoot('carry');
  await page.keyboard.press('Escape');
  await more.click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(saved).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(saved).toBeVisible();
});
