import { expect, test } from '@playwright/test';
import { sampleCase } from '../support/ask.ts';
import { brokenWords } from '../support/broken-words.ts';
import { startProgram } from '../support/loopback.ts';

const SCREENS = 'Overview,Requests,Evidence,Data,Patterns,Timeline,Money,Board,Findings,Screening,Report,Custody'.split(
  ',',
);

test('no label and no amount breaks over two lines, on any screen, narrow or wide', async ({ page }) => {
  await using program = await startProgram();
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await sampleCase(page);
  await page.reload();
  await page.getByText('Copper Lantern').first().click();
  const rail = page.getByRole('navigation', { name: 'Screens of the case' });
  const broken: string[] = [];
  const look = async (where: string): Promise<void> => {
    await page.waitForTimeout(500);
    broken.push(...(await brokenWords(page)).map((each) => `${where}: ${each}`));
  };
  for (const width of [1024, 1366, 1920]) {
    await page.setViewportSize({ width, height: 768 });
    for (const screen of SCREENS) {
      await rail.getByRole('button', { name: screen }).click();
      await expect(page.getByRole('main')).toBeVisible();
      await look(`${width} ${screen}`);
      if (screen === 'Report') {
        await page.getByRole('button', { name: 'Show statements' }).click();
        await expect(page.getByRole('button', { name: 'Hide statements' })).toBeVisible();
        await page.getByRole('button', { name: 'E-0012 row 1' }).first().click();
        await expect(page.getByRole('complementary', { name: 'Behind E-0012' })).toBeVisible();
        await look(`${width} statements`);
      }
    }
  }
  expect(broken).toEqual([]);
});
