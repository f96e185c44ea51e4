import type { Page } from '@playwright/test';

/** Takes pictures of a walk at 1366x768 and 1920x1080, light and dark, where a folder for pictures is named. */
export const shotsOf =
  (walk: string) =>
  async (page: Page, name: string): Promise<void> => {
    const folder = process.env['SHOTS'];
    if (!folder) return;
    for (const [width, height] of [
      [1366, 768],
      [1920, 1080],
    ] as const)
      for (const theme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme: theme });
        await page.waitForTimeout(600); // colours change over a moment
        await page.screenshot({ path: `${folder}/${walk}-${name}-${width}-${theme}.png` });
      }
    await page.setViewportSize({ width: 1366, height: 768 });
    await page.emulateMedia({ colorScheme: 'light' });
    await page.waitForTimeout(600); // nor is a contrast measured in it
  };
