import { expect, type Page, test } from '@playwright/test';
import { sampleCase } from '../support/ask.ts';
import { violationsOf } from '../support/axe.ts';
import { startProgram } from '../support/loopback.ts';

const stage = (page: Page) => page.locator('.rt-copy-stage');
const steps = (page: Page) => page.getByRole('list', { name: 'Steps' }).getByRole('listitem');

/** @param from and `to` are shares of the stage */
async function drag(page: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const box = await stage(page).boundingBox();
  if (!box) throw new Error('the stage is not on screen');
  const at = ([x, y]: readonly [number, number]) => [box.x + box.width * x, box.y + box.height * y] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]));
  await page.mouse.move(...at(to));
  await page.mouse.up();
}

test('a working copy is drawn with mouse and keys, kept, and leads back to its original', async ({ page }) => {
  await using program = await startProgram();
  const heard: string[] = [];
  page.on('console', (message) => message.type() === 'error' && heard.push(message.text()));
  page.on('pageerror', (error) => heard.push(error.message));
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await sampleCase(page);
  await page.getByText('Copper Lantern').first().click();
  await page.keyboard.press('Alt+2');
  await page.getByRole('row', { name: /E-0005/ }).click();
  await expect(page.locator('.rt-evidence-picture-stage img')).toBeVisible();
  await page.keyboard.press('e');
  await expect(stage(page)).toBeFocused();

  await page.keyboard.press('Shift+R');
  await drag(page, [0.3, 0.2], [0.6, 0.3]);
  await expect(steps(page)).toHaveText(/^1\. Redacted \d+ x \d+ pixels .* generated grey blocks/);
  const width = page.getByLabel('Width');
  const before = Number(await width.inputValue());
  await stage(page).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await width.fill('200');
  await expect(steps(page)).toContainText(['Redacted 200 x']);
  for (const _ of ['the width', 'the two keys']) await page.getByRole('button', { name: 'Undo' }).click();
  await expect(steps(page)).toContainText([`Redacted ${before} x`]);

  await stage(page).focus();
  for (const key of ['c', 'Enter', 'm', 'Enter', 't', 'Enter']) await page.keyboard.press(key);
  await page.keyboard.type('Same lamp');
  await expect(steps(page)).toHaveText([/Redacted/, /Cropped/, /marker “1”/, /Wrote “Same lamp”/]);
  await stage(page).focus();
  await page.keyboard.press('Delete');
  await expect(steps(page)).toHaveCount(3);
  await page.keyboard.press(']');
  await expect(steps(page).last()).toHaveText(/Turned a quarter turn clockwise/);
  expect(await violationsOf(page)).toEqual([]);

  // What was begun is still there after a look elsewhere.
  await page.keyboard.press('Alt+5');
  await page.keyboard.press('Alt+2');
  await page.getByRole('row', { name: /E-0005/ }).click();
  await page.getByRole('button', { name: 'Make a working copy' }).click();
  await expect(steps(page)).toHaveCount(4);

  await page.getByLabel('Reason').fill('for the report');
  await page.getByRole('button', { name: 'Save as exhibit' }).click();
  const copy = page.getByRole('region', { name: /^E-0014 .*\(working copy\)/ });
  await expect(copy.getByText('A working copy of')).toBeVisible();
  await expect(copy.getByLabel('Note')).toHaveValue(/^for the report\n\nMade from E-0005:\n1\. Redacted/);
  await expect(page.getByRole('row', { name: /working copy of E-0005/ })).toBeVisible();
  expect(await violationsOf(page)).toEqual([]);
  await copy.getByRole('button', { name: 'E-0005' }).click();
  const original = page.getByRole('region', { name: /^E-0005/ });
  await original.getByRole('button', { name: 'E-0014' }).click();
  await expect(copy).toBeVisible();
  expect(heard).toEqual([]);
});
