import { expect, test } from '@playwright/test';
import { sampleCase } from '../support/ask.ts';
import { violationsOf } from '../support/axe.ts';
import { startProgram } from '../support/loopback.ts';

test('Escape closes the topmost thing alone, and the focus returns to where it came from', async ({ page }) => {
  await using program = await startProgram();
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await sampleCase(page);
  await page.reload();
  await page.getByText('Copper Lantern').first().click();
  const rail = page.getByRole('navigation', { name: 'Screens of the case' });

  // A list of names stays closed while its word is typed on; the text keeps what was typed.
  await rail.getByRole('button', { name: 'Findings' }).click();
  const text = page.getByRole('textbox', { name: 'Explanation' });
  const names = page.getByRole('listbox', { name: 'Names to insert' });
  await text.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' Asked by @E-001');
  await expect(names).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(names).toBeHidden();
  await page.keyboard.type('2');
  await expect(text).toContainText('Asked by @E-0012');
  await expect(names).toBeHidden();
  await expect(text).toBeFocused();
  await page.keyboard.type(' and @E-001');
  await expect(names).toBeVisible();
  await page.keyboard.press('Escape');

  // What opened a dialog is replaced by what was done in it: the focus goes to what stands there now.
  const review = page.getByRole('region', { name: 'Review' });
  await review.getByRole('button', { name: 'Hand in for review' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(review.getByRole('button', { name: 'Hand in for review' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Hand in for review' }).click();
  await expect(review.getByText('In review')).toBeVisible();
  await expect(review.locator('button:focus')).toHaveCount(1);
  expect(await violationsOf(page)).toEqual([]);

  // The search of a result: what was typed above stays, and the focus is back at the button that opened it.
  await rail.getByRole('button', { name: 'Data' }).click();
  const editor = page.locator('.cm-content');
  await editor.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText('SELECT 7 AS n');
  await page.keyboard.press('Control+Enter');
  const find = page.getByRole('button', { name: 'Find in the result' });
  await find.click();
  await page.getByRole('textbox', { name: 'Text to find' }).fill('7');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('textbox', { name: 'Text to find' })).toBeHidden();
  await expect(find).toBeFocused();
  await expect(editor).toHaveText('SELECT 7 AS n');

  // The fields of a key number are walked through in the order in which they stand.
  await rail.getByRole('button', { name: 'Report' }).click();
  await expect(page.getByRole('textbox', { name: 'What is counted' }).first()).toBeVisible();
  const places = await page
    .locator('.rt-report-number')
    .first()
    .locator('input, select, button')
    .evaluateAll((controls) =>
      controls.map((each) => each.getBoundingClientRect()).map(({ top, left }) => [top, left]),
    );
  expect(places.length).toBe(6);
  const inOrder = places.toSorted(([top = 0, left = 0], [other = 0, right = 0]) =>
    Math.abs(top - other) > 8 ? top - other : left - right,
  );
  expect(places).toEqual(inOrder);

  // A text that cannot be saved says so without moving what stands below it.
  const field = page.getByRole('textbox', { name: 'Recipient of this edition' });
  const below = page.getByRole('list', { name: 'Sections in their order' });
  await field.scrollIntoViewIfNeeded();
  const before = await below.boundingBox();
  await page.route('**/call', async (route) => {
    const { name } = route.request().postDataJSON() as { name: string };
    const error = { code: 'conflict', message: 'The vault is being copied. Try it again in a moment.' };
    if (name === 'report.update') await route.fulfill({ json: { ok: false, error } });
    else await route.fallback();
  });
  await field.fill('Somebody');
  await field.press('Enter');
  await expect(page.getByText('Not saved: The vault is being copied.')).toBeVisible();
  expect(await below.boundingBox()).toEqual(before);
  await expect(field).toHaveValue('Somebody');
  await field.press('Escape');
});
