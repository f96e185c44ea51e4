import { expect, type Page, test } from '@playwright/test';
import type { Input } from '../../shared/contract/commands.ts';
import type { CaseId } from '../../shared/contract/values.ts';
import { ask, sampleCase } from '../support/ask.ts';
import { type StartedProgram, startProgram } from '../support/loopback.ts';

const PASSPHRASE = 'correct horse battery staple';
const CLAIM = 'A claim of this test';

let program: StartedProgram;
let page: Page;
let caseId: CaseId;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ browser }) => {
  program = await startProgram();
  page = await browser.newPage();
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await sampleCase(page, PASSPHRASE);
  const [made] = await ask(page, 'case.list', {});
  if (!made) throw new Error('the sample made no case');
  caseId = made.id;
});
test.afterAll(async () => {
  await page.close();
  await program[Symbol.asyncDispose]();
});

const rail = (name: string) =>
  page.getByRole('navigation', { name: 'Screens of the case' }).getByRole('button', { name });
const unlock = async (): Promise<void> => {
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.keyboard.press('Enter');
};
const entries = async (action: Input<'custody.list'>['action']): Promise<number> =>
  (await ask(page, 'custody.list', { caseId, action })).total;

test('a single click opens a case, and Ctrl+, the settings on every screen', async () => {
  await page.getByText('Copper Lantern').first().click();
  for (const name of ['Overview', 'Evidence', 'Data', 'Board', 'Findings', 'Report', 'Custody']) {
    await rail(name).click();
    await expect(rail(name)).toHaveAttribute('aria-current', 'page');
    await page.keyboard.press('Control+,');
    const settings = page.getByRole('dialog');
    await expect(settings).toBeVisible();
    await settings.getByRole('button', { name: 'Close' }).first().click();
    await expect(settings).toBeHidden();
  }
});

test('Enter opens the chosen case, and a count of five digits stays in the rail', async () => {
  await page
    .getByRole('button', { name: /list of cases|^Cases/ })
    .first()
    .click();
  await page.getByText('Copper Lantern').first().waitFor();
  await page.getByRole('grid', { name: 'Cases' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const count = rail('Board').locator('.rt-shell-rail-count');
  await expect(count).toBeVisible();
  const inside = await count.evaluate((element) => {
    element.textContent = '12,345';
    const [own, item] = [element.getBoundingClientRect(), element.parentElement?.getBoundingClientRect()];
    return (
      own.left >= (item?.left ?? 0) && own.right <= (item?.right ?? 0) && element.scrollWidth <= element.clientWidth
    );
  });
  expect(inside).toBe(true);
});

test('statements, screen and scroll survive a reload and a lock, and the browser keeps none of them', async () => {
  await rail('Findings').click();
  const pane = page.locator('.rt-finding-pane');
  await page.setViewportSize({ width: 1366, height: 500 });
  await pane.evaluate((element) => element.scrollTo(0, 120));
  await rail('Data').click();
  const editor = page.locator('.cm-content');
  await editor.click();
  await page.keyboard.type('SELECT 4711 AS remembered');
  await page.waitForTimeout(1200); // it is kept when the typing rests
  const opened = await entries('case.open');
  await page.reload();
  await expect(rail('Data')).toHaveAttribute('aria-current', 'page');
  await expect(editor).toContainText('SELECT 4711 AS remembered');
  expect(await entries('case.open')).toBe(opened); // it was open all the time
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(stored).not.toMatch(/remembered|Lantern|data/);
  await rail('Findings').click();
  await expect.poll(() => pane.evaluate((element) => element.scrollTop)).toBe(120);

  await page.getByRole('button', { name: 'Lock', exact: true }).click();
  await unlock();
  await expect(rail('Findings')).toHaveAttribute('aria-current', 'page', { timeout: 30_000 });
  await expect.poll(() => pane.evaluate((element) => element.scrollTop)).toBe(120);
  await rail('Data').click();
  await expect(editor).toContainText('SELECT 4711 AS remembered');
  expect(await entries('case.open')).toBe(opened + 1);
  await page.setViewportSize({ width: 1366, height: 768 });
});

test('typing with pauses is one custody entry, made when the field is left', async () => {
  await rail('Findings').click();
  await ask(page, 'finding.create', { caseId, claim: CLAIM });
  await page.getByRole('button', { name: CLAIM }).click();
  const explanation = page.getByLabel('Explanation');
  await explanation.click();
  for (const words of ['Seen in E-0001', ', in E-0002', ' and in E-9999.']) {
    await page.keyboard.type(words);
    await page.waitForTimeout(900);
  }
  expect(await entries('finding.update')).toBe(0);
  await expect(page.getByRole('status', { name: 'References in the text' })).toHaveText(
    'E-9999 is not an exhibit of this case.',
  );
  await page.getByRole('textbox', { name: 'Claim' }).focus();
  await expect.poll(() => entries('finding.update')).toBe(1);
  await expect(page.getByRole('button', { name: CLAIM })).toContainText('2 exhibits');
  await expect(page.getByText('cannot be traced to evidence')).toBeHidden();

  // What is typed when the core locks for idleness is not lost.
  await explanation.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' Typed last.');
  await page.waitForTimeout(900);
  await ask(page, 'vault.lock', {});
  await unlock();
  await page.getByRole('button', { name: CLAIM }).click({ timeout: 30_000 });
  await expect(explanation).toHaveText('Seen in E-0001, in E-0002 and in E-9999. Typed last.');
  expect(await entries('finding.update')).toBe(2);
});

test('words on the board survive a reload and a lock while they are typed, as one step and one entry each', async () => {
  await rail('Board').click();
  const details = page.getByRole('tabpanel', { name: 'Details' });
  const steps = () => entries('board.apply');
  const before = await steps();
  await page.locator('.rt-board-stage').click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('n');
  const note = details.getByLabel('Note');
  await note.click();
  await expect.poll(steps).toBe(before + 1);
  for (const words of ['Seen', ' on three', ' devices']) {
    await page.keyboard.type(words);
    await page.waitForTimeout(900);
  }
  expect(await steps()).toBe(before + 1);
  await page.reload();
  const choose = async (name: string): Promise<void> => {
    await page.getByRole('tab', { name: /^List/ }).click();
    await page.getByRole('searchbox', { name: /^Filter the list/ }).fill(name);
    await page.getByRole('tabpanel').getByText(name, { exact: true }).first().click();
  };
  await choose('Seen on three devices');
  expect(await steps()).toBe(before + 2);
  await page.getByRole('tab', { name: 'Details' }).click();
  await expect(note).toHaveValue('Seen on three devices');

  // Left in the ordinary way it is one step too, which one Undo takes back.
  await note.click();
  await page.keyboard.press('Control+End');
  for (const words of [' of', ' one owner']) {
    await page.keyboard.type(words);
    await page.waitForTimeout(900);
  }
  await page.getByRole('tab', { name: /^List/ }).click();
  await expect.poll(steps).toBe(before + 3);
  await page.getByRole('button', { name: /^Undo/ }).first().click();
  await page.getByRole('tab', { name: 'Details' }).click();
  await expect(note).toHaveValue('Seen on three devices');

  // Typed when the core locks by itself: a label this time.
  const boardId = (await ask(page, 'board.list', { caseId }))[0]?.id;
  if (!boardId) throw new Error('the case has no board');
  const entity = (await ask(page, 'board.get', { boardId })).entities[0];
  await page.getByRole('application', { name: /^Board/ }).focus();
  await page.keyboard.press('Escape');
  await choose(entity?.label ?? '');
  await page.getByRole('tab', { name: 'Details' }).click();
  const label = details.getByLabel('Label', { exact: true });
  await label.click();
  await page.keyboard.press('End');
  await page.keyboard.type('-typed');
  await page.waitForTimeout(900);
  const typing = await steps();
  await ask(page, 'vault.lock', {});
  await unlock();
  await expect(rail('Board')).toHaveAttribute('aria-current', 'page', { timeout: 30_000 });
  expect((await ask(page, 'entity.list', { caseId })).map((each) => each.label)).toContain(`${entity?.label}-typed`);
  expect(await steps()).toBe(typing + 1);

  // Cleared again before a reload: the label that was taken back is no change.
  await page.getByRole('tab', { name: 'Details' }).click();
  await label.click(); // what was selected comes back with the case
  await page.keyboard.press('End');
  await page.keyboard.type('!');
  await page.waitForTimeout(900);
  await page.keyboard.press('Backspace');
  await page.waitForTimeout(900);
  await page.reload();
  await expect(rail('Board')).toHaveAttribute('aria-current', 'page', { timeout: 30_000 });
  expect(await steps()).toBe(typing + 1);
});

test('a deleted finding is restored by Undo, and later from the list', async () => {
  await rail('Findings').click();
  const card = page.getByRole('button', { name: CLAIM });
  const remove = async (): Promise<void> => {
    await card.click();
    await page.getByRole('article').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(card).toBeHidden();
  };
  await remove();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(card).toContainText('2 exhibits');
  await remove();
  await page.getByRole('button', { name: '1 deleted finding' }).click();
  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText('There is none any more.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(card).toContainText('2 exhibits');
});
