import { expect, type Locator, type Page, test } from '@playwright/test';
import type { BoardId, CaseId, EntityId, ItemId } from '../../shared/contract/values.ts';
import { ask } from '../support/ask.ts';
import { violationsOf } from '../support/axe.ts';
import { startProgram } from '../support/loopback.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 2, 2, 9);
const at = (hours: number): string => new Date(START + hours * HOUR).toISOString();
const LOGINS = `account,device,at\n${Array.from({ length: 400 }, (_, index) => `u_${index % 9},d_${index % 5},${at(index)}`).join('\n')}\n`;
const PAYOUTS = `payout,paid_at\n${Array.from(
  { length: 40 },
  (_, index) =>
    `P${index},${at(index * 9)
      .slice(0, 19)
      .replace('T', ' ')}`,
).join('\n')}\n`;

const shot = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['SHOTS'];
  if (folder) await page.screenshot({ path: `${folder}/timeline-${name}.png` });
};

const wrong = async (page: Page) => (await violationsOf(page)).map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);

test('what has a time is seen in lanes, chosen by a span, entered by hand, and leads to its rows', async ({ page }) => {
  await using program = await startProgram();
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await ask(page, 'vault.create', { name: 'v', passphrase: 'correct horse battery staple' });
  await ask(page, 'case.create', { title: 'Copper Lantern' });
  await page.getByText('Copper Lantern').first().click();
  await page.keyboard.press('Alt+2');
  await page.getByLabel('Files to import').setInputFiles(
    Object.entries({ logins: LOGINS, payouts: PAYOUTS }).map(([name, text]) => ({
      name: `${name}.csv`,
      mimeType: 'text/csv',
      buffer: Buffer.from(text),
    })),
  );
  await expect(page.getByRole('heading', { name: '2 files imported' })).toBeVisible({ timeout: 60_000 });

  await page.keyboard.press('Alt+9');
  const lanes = page.getByRole('list', { name: 'Lanes' });
  await expect(lanes.getByRole('listitem')).toContainText([
    'lanes',
    'Exhibits acquired',
    'logins.at',
    'payouts.paid_at',
  ]);
  await expect(lanes.getByRole('listitem').filter({ hasText: 'payouts.paid_at' })).toContainText('zone assumed');
  // Evidence came in long after what it tells of: without that lane the span is that of the data.
  await page.getByLabel('Show Exhibits acquired').click({ force: true });
  await page.getByRole('button', { name: 'Show the whole span' }).click();
  const list = page.getByRole('region', { name: 'Events' });
  await expect(list.getByRole('status')).toHaveText('440 events, the first 200 listed');
  await shot(page, 'whole');

  // A span by mouse: its events, and the rows of one lane as a statement.
  const drawing = page.getByRole('application');
  const box = await drawing.boundingBox();
  if (!box) throw new Error('there is no drawing');
  await page.keyboard.down('Shift');
  await page.mouse.move(box.x + box.width * 0.4, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + 60, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect(list.getByRole('heading')).toHaveText('Selected');
  const rows = list.getByRole('button', { name: /rows of logins\.at/ });
  const count = Number(/^(\d+) rows/.exec((await rows.textContent()) ?? '')?.[1]);
  expect(count).toBeGreaterThan(30);
  expect(count).toBeLessThan(50);
  await expect(list.getByRole('row').nth(3)).toContainText('account: u_');
  expect(await wrong(page)).toEqual([]);
  await shot(page, 'selected');

  await page.getByRole('button', { name: 'Save as exhibit' }).click();
  const saving = page.getByRole('dialog', { name: 'Save as exhibit' });
  await expect(saving.getByLabel('Title')).toHaveValue(/^Timeline, 2026-/);
  await saving.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(/^Saved as E-\d{4}: \d+ events\.$/)).toBeVisible();
  await expect(saving).toBeHidden();

  // By hand, known to the day alone, and changed back after it was deleted.
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What happened').fill('Seller confirms the sale of the account');
  await dialog.getByLabel('Starts').fill('2026-03-31x');
  await expect(dialog.getByText('Not in the calendar.')).toBeVisible();
  await dialog.getByLabel('Starts').fill('2026-03-10');
  await expect(dialog.getByText('Known to the day')).toBeVisible();
  await shot(page, 'event');
  expect(await wrong(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(lanes.getByRole('listitem').filter({ hasText: 'Events entered by hand' })).toContainText('1 event');
  await expect(dialog).toHaveCount(0);
  await drawing.press('Escape');
  await expect(list.getByRole('heading')).toHaveText('In view');

  // The wheel zooms at the pointer; what is in view is kept while the window shows another screen.
  await page.mouse.move(box.x + box.width * 0.5, box.y + 80);
  for (let turn = 0; turn < 3; turn++) await page.mouse.wheel(0, -300);
  await expect(list.getByRole('status')).toHaveText(/^\d\d events$/);
  const seen = await list.getByRole('status').textContent();
  await page.keyboard.press('Alt+1');
  await page.keyboard.press('Alt+9');
  await expect(list.getByRole('status')).toHaveText(seen ?? '');

  await list.getByRole('button', { name: /rows of payouts\.paid_at/ }).click();
  await expect(page.locator('.cm-content')).toContainText('FROM payouts');
  await expect(page.getByRole('row').nth(1)).toContainText('P');

  await page.keyboard.press('Alt+9');
  await page
    .getByRole('button', { name: 'Export the timeline' })
    .or(page.getByRole('button', { name: 'Export', exact: true }))
    .first()
    .click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('dialog').getByRole('button', { name: 'Export' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('C-0001 timeline.csv');
  await page.emulateMedia({ colorScheme: 'dark' });
  await shot(page, 'dark');

  // When the rows of a result happened, below its grid: a span marks them there at once.
  await page.emulateMedia({ colorScheme: 'light' });
  await page.keyboard.press('Alt+3');
  await page.getByRole('button', { name: 'Show the rows of logins' }).click();
  const times = page.getByRole('button', { name: 'Times', exact: true });
  await times.click();
  const strip = page.getByRole('region', { name: /^When: 400 rows of logins by at/ }).getByRole('application');
  await brush(page, strip, 0.25, 0.35);
  const words = page.getByRole('region', { name: /^When: / }).getByRole('status');
  await expect(words).toHaveText(/: 4\d rows$/);
  const within = Number(/: (\d+) rows$/.exec((await words.textContent()) ?? '')?.[1]);
  await expect(page.getByRole('button', { name: `${within} in the selection` })).toBeVisible();
  await shot(page, 'grid-strip');
  expect(await wrong(page)).toEqual([]);
  await strip.press('Shift+ArrowRight');
  await expect(page.getByRole('button', { name: `${within} in the selection` })).toHaveCount(0);
  await strip.press('Escape');
  await expect(words).toHaveText(/Drag across to select a span/);

  // The same below a board: what of it stands in the rows of the span is selected.
  const caseId = (await ask(page, 'case.list', {}))[0]?.id as CaseId;
  const boardId = (await ask(page, 'board.list', { caseId }))[0]?.id as BoardId;
  const put = (label: string, x: number) => {
    const id = crypto.randomUUID() as EntityId;
    return [
      { op: 'entity.create', entity: { id, type: 'account', label } },
      {
        op: 'item.place',
        item: { id: crypto.randomUUID() as ItemId, subject: { kind: 'entity', id }, x, y: 0, width: 160, height: 60 },
      },
    ] as const;
  };
  await ask(page, 'board.apply', { boardId, step: 'Accounts', ops: [...put('u_1', 0), ...put('u_none', 300)] });
  await page.keyboard.press('Alt+4');
  await page.getByRole('button', { name: 'Times: show or hide when things happened' }).click();
  const below = page.getByRole('region', { name: /^When: 440 times of 2 columns/ }).getByRole('application');
  await brush(page, below, 0.25, 0.45);
  await expect(page.locator('.rt-board-side').locator('input, textarea').first()).toHaveValue('u_1');
  await shot(page, 'board-strip');
  await page.emulateMedia({ colorScheme: 'dark' });
  await shot(page, 'board-strip-dark');
});

async function brush(page: Page, over: Locator, from: number, to: number): Promise<void> {
  const area = await over.boundingBox();
  if (!area) throw new Error('there is no strip');
  await page.mouse.move(area.x + area.width * from, area.y + 15);
  await page.mouse.down();
  await page.mouse.move(area.x + area.width * to, area.y + 15, { steps: 3 });
  await page.mouse.up();
}
