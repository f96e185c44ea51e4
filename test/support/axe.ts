import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What axe finds wrong with the page as it is, or with a part of it. */
export async function violationsOf(page: Page, part?: string) {
  // Every rule runs, but what passes is not described node by node, which took most of the time. Legacy mode stays in the
  // page itself; the other opens a page of its own for each run, for the sake of frames, which the window lacks.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
  return (await (part === undefined ? axe : axe.include(part)).analyze()).violations;
}
