import { expect, type Page, test } from '@playwright/test';
import type { Input } from '../../shared/contract/commands.ts';
import { ask } from '../support/ask.ts';
import { violationsOf } from '../support/axe.ts';
import { type StartedProgram, startProgram } from '../support/loopback.ts';

// One program and one vault for all; each test has a case of its own.
let program: StartedProgram;
let address = '';
test.beforeAll(async () => {
  program = await startProgram();
});
test.afterAll(() => program[Symbol.asyncDispose]());

async function openBoard(page: Page, title: string): Promise<Input<'board.get'>['boardId']> {
  address = await program.another(address);
  await page.goto(address);
  await expect(page.getByRole('button').first()).toBeVisible(); // until then the page has no key to ask with
  const fresh = (await ask(page, 'vault.status', {})).state === 'closed';
  if (fresh) await ask(page, 'vault.create', { name: 'board', passphrase: 'correct horse battery staple' });
  const { boardId } = await ask(page, 'case.create', { title });
  await page.reload();
  // An open vault leads back to the case of the test before.
  if (!fresh)
    await page
      .getByRole('button', { name: /list of cases|^Cases/ })
      .first()
      .click();
  await page.getByText(title).first().click();
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').getByText('Board', { exact: true }).click();
  await expect(page.getByText('Nothing on this board yet')).toBeVisible();
  return boardId;
}
const row = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Items and links' }).getByRole('listitem').filter({ hasText: name }).first();

test('values are pasted, linked by keyboard and by mouse, undone, and still there after a reload', async ({ page }) => {
  const boardId = await openBoard(page, 'Copper Lantern');
  const board = () => ask(page, 'board.get', { boardId });
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  expect(loaded.filter((name) => name.includes('jsx-dev-runtime'))).toEqual([]); // React's development build is slow

  await page.getByLabel('Values').fill('u_4815\n 192.0.2.17 \nmara@example.com\nu_4815');
  await expect(page.getByText('1 repeated value left out.')).toBeVisible();
  await page.getByRole('button', { name: 'Add 3 entities' }).click();
  await expect
    .poll(async () => (await board()).entities.map(({ label, type }) => `${type} ${label}`))
    .toEqual(['account u_4815', 'ip 192.0.2.17', 'email mara@example.com']);

  // By keyboard: select two in the list, L, type what the link is.
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'List' }).click();
  await row(page, 'u_4815').getByRole('checkbox').check();
  await row(page, '192.0.2.17').getByRole('checkbox').check();
  await page.keyboard.press('l');
  await expect(page.getByLabel('Type')).toBeFocused();
  await page.keyboard.type('logged in from');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await board()).links.map(({ type }) => type)).toEqual(['logged in from']);
  await expect(page.getByText('No exhibit supports this link')).toBeVisible();

  // By mouse: from the dot of one item onto another.
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'List' }).click();
  const handle = page.locator('.rt-board-handle');
  for (const link of await page.getByRole('checkbox', { checked: true }).all()) await link.uncheck();
  await row(page, 'mara@example.com').getByRole('checkbox').check();
  const target = await handle.boundingBox();
  await row(page, 'mara@example.com').getByRole('checkbox').uncheck();
  await row(page, 'u_4815').getByRole('checkbox').check();
  const source = await handle.boundingBox();
  if (!source || !target) throw new Error('no handle to drag');
  await page.mouse.move(source.x + 8, source.y + 8);
  await page.mouse.down();
  await page.mouse.move(target.x - 30, target.y + 8, { steps: 6 });
  await page.mouse.up();
  await expect.poll(async () => (await board()).links.length).toBe(2);

  // Keys act on the board, and in a field on the field.
  await page.getByLabel('Label').click();
  await page.keyboard.type('x');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Escape'); // what the field held before
  expect((await board()).links.length).toBe(2);
  await page.getByRole('heading', { name: 'Board' }).click();
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await board()).links.length).toBe(1);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(async () => (await board()).links.length).toBe(2);

  // Three are linked as asked, not in a chain that nobody meant.
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'List' }).click();
  for (const name of ['u_4815', '192.0.2.17', 'mara@example.com']) await row(page, name).getByRole('checkbox').check();
  await page.keyboard.press('l');
  const dialog = page.getByRole('dialog', { name: 'Link 3 items' });
  await expect(dialog.getByRole('button', { name: 'Draw 2 links' })).toBeVisible();
  await dialog.getByText('Each to each: 3 links').click();
  await expect(dialog.getByRole('button', { name: 'Draw 3 links' })).toBeVisible();
  expect((await board()).links.length).toBe(2);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  expect((await board()).links.length).toBe(2);

  // The menu of a right click runs the same actions; so does the menu key.
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'List' }).click();
  await row(page, 'mara@example.com').getByRole('checkbox').check();
  const dot = await handle.boundingBox();
  if (!dot) throw new Error('no handle');
  await row(page, 'mara@example.com').getByRole('checkbox').uncheck();
  await page.mouse.click(dot.x - 30, dot.y + 8, { button: 'right' });
  await page.getByRole('menuitem', { name: 'Remove from board' }).click();
  await expect.poll(async () => (await board()).items.length).toBe(2);
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await board()).items.length).toBe(3);
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menuitem', { name: 'Fit the whole board' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menuitem', { name: 'Fit the whole board' })).toBeHidden();

  // Arrows move by grid steps, as one step once they rest.
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'List' }).click();
  await row(page, 'mara@example.com').getByRole('checkbox').check();
  const before = await board();
  await page.getByRole('application').focus();
  for (let times = 0; times < 3; times++) await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await board()).undo).toBe('Move 1 item');
  const moved = (await board()).items.find((item, index) => item.x !== before.items[index]?.x);
  expect(Math.abs(moved?.x ?? 1) % 20).toBe(0);

  // A group is named, collapsed to one badge and expanded again, with every item where it was.
  await page.keyboard.press('Control+a');
  const places = (await board()).items;
  await page.keyboard.press('g');
  await page.getByRole('dialog').getByRole('button', { name: 'Group' }).click();
  await expect.poll(async () => (await board()).undo).toBe('Group: Group 1');
  await page.getByRole('application').focus();
  await page.keyboard.press('c');
  await expect.poll(async () => (await board()).items.every(({ folded }) => folded)).toBe(true);
  await page.keyboard.press('c');
  await expect.poll(async () => (await board()).undo).toBe('Expand 1 group');
  await page.keyboard.press('Shift+G');
  await expect.poll(async () => (await board()).items).toEqual(places);
  // What is hidden or filtered is said on the board.
  await page.getByRole('tab', { name: 'Find' }).click();
  await page.getByRole('searchbox', { name: 'Find' }).fill('mara');
  await expect(page.getByText('The filter lets 1 of 3 items through.')).toBeVisible();
  await page.keyboard.press('h'); // a field takes its own keys
  await page.keyboard.press('Delete');
  expect((await board()).items).toEqual(places);
  await page.getByRole('button', { name: 'Clear the filter' }).first().click();

  await page.getByRole('application').focus();
  await page.keyboard.press('Shift+H');
  await expect.poll(async () => (await board()).undo).toBe('Hierarchical layout');
  const last = await board();
  await page.reload();
  expect(await board()).toEqual(last);
});

test('the picture carries the classification and leaves through the custody log', async ({ page }) => {
  const boardId = await openBoard(page, 'Tin Whistle');
  await page.getByLabel('Values').fill('u_1');
  await page.getByRole('button', { name: 'Add 1 entity' }).click();
  await expect(page.getByText('Nothing on this board yet')).toBeHidden();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Export the board as a picture (PNG)' }).click();
  expect((await download).suggestedFilename()).toMatch(/^C-0002 board .*\.png$/);
  const { caseId } = await ask(page, 'board.get', { boardId });
  const { entries } = await ask(page, 'custody.list', { caseId, action: 'board.export' });
  expect(entries[0]?.detail).toMatchObject({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
});

test('nothing stands in the way of a screen reader', async ({ page }) => {
  await openBoard(page, 'Brass Compass');
  await page.getByLabel('Values').fill('u_1\nu_2');
  await page.getByRole('button', { name: 'Add 2 entities' }).click();
  for (const tab of ['Add', 'Details', 'Find', 'List']) {
    await page.getByRole('tab', { name: tab }).click();
    const violations = await violationsOf(page);
    expect(violations.map(({ id, nodes }) => `${tab}: ${id} ${nodes[0]?.target}`)).toEqual([]);
  }
});
