import { expect, test } from '@playwright/test';
import { ask } from '../support/ask.ts';
import { violationsOf } from '../support/axe.ts';
import { startProgram } from '../support/loopback.ts';

/** 33 accounts on 11 devices and 4 payout accounts, in 124 rows. */
const ROWS = Array.from({ length: 124 }, (_, at) => {
  const account = at % 33;
  const device = `3f2504e0-4f89-11d3-9a0c-0305e82c33${String(account % 11).padStart(2, '0')}`;
  const day = `2026-03-${String(1 + (at % 28)).padStart(2, '0')} 10:00:00Z`;
  return `u-${1000 + account},${device},PAY-${account % 4},$${10 + at}.50,${day}`;
});
const FILE = ['account,device_id,payout_account,amount,paid_at', ...ROWS].join('\n');

test('a table becomes a board in a few acts, proven by its rows, undone and redone to equality', async ({ page }) => {
  await using program = await startProgram();
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await ask(page, 'vault.create', { name: 'v', passphrase: 'correct horse battery staple' });
  const { id: caseId, boardId } = await ask(page, 'case.create', { title: 'Copper Lantern' });
  await page.getByText('Copper Lantern').first().click();
  await page.keyboard.press('Alt+2');
  await page
    .getByLabel('Files to import')
    .setInputFiles({ name: 'payouts.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) });
  await expect(page.getByRole('heading', { name: '1 file imported' })).toBeVisible({ timeout: 30_000 });

  // From here on each act is counted: a key, a click or a value that is chosen.
  let acts = 0;
  const act = async (doing: Promise<unknown>): Promise<void> => {
    acts++;
    await doing;
  };
  await act(page.keyboard.press('Alt+3'));
  await act(page.getByRole('button', { name: 'Show the rows of payouts' }).click());
  await expect(page.getByText('Read from:')).toBeVisible();
  await act(page.keyboard.press('Alt+M'));
  const sheet = page.getByRole('dialog', { name: 'Map to board' });
  await expect(sheet.getByText('48 entities, 66 links.')).toBeVisible({ timeout: 20_000 });
  expect((await violationsOf(page, '.rt-data-mapping')).map(({ id }) => id)).toEqual([]);
  await act(page.keyboard.press('Control+Enter'));
  await expect(page.getByText('They rest on E-0002.')).toBeVisible({ timeout: 20_000 });
  expect(acts).toBeLessThanOrEqual(10);

  const made = await ask(page, 'board.get', { boardId });
  expect([made.entities.length, made.links.length, made.items.length]).toEqual([48, 66, 48]);
  const types = Map.groupBy(made.entities, ({ type }) => type);
  expect([...types].map(([type, those]) => [type, those.length])).toEqual([
    ['account', 33],
    ['device', 11],
    ['payout', 4],
  ]);
  const [proof] = await ask(page, 'evidence.list', { caseId }).then((all) =>
    all.filter(({ kind }) => kind === 'query'),
  );
  const paid = made.links.filter(({ type }) => type === 'cashed out to');
  expect(paid.every(({ rows, facts }) => rows?.[proof?.id as never] && facts?.amount)).toBe(true);
  expect(paid.reduce((sum, { facts }) => sum + (facts?.count ?? 0), 0)).toBe(124);

  await page.getByRole('button', { name: 'Show board' }).click();
  await expect(page.getByRole('heading', { name: 'Board', level: 1 })).toBeVisible();
  await page.keyboard.press('Alt+3');
  await page.getByRole('gridcell', { name: 'u-1003' }).first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'What is known of this value' }).click();
  const known = page.getByRole('dialog', { name: 'What is known of u-1003' });
  await expect(known.getByText('4 of 124 rows')).toBeVisible({ timeout: 20_000 });
  await expect(known.getByText('4 rows, $', { exact: false }).first()).toBeVisible();
  expect((await violationsOf(page, '.rt-entity-page')).map(({ id }) => id)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+4');
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await ask(page, 'board.get', { boardId })).items.length).toBe(0);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(async () => (await ask(page, 'board.get', { boardId })).items.length).toBe(48);
  const redone = await ask(page, 'board.get', { boardId });
  expect([redone.entities, redone.links]).toEqual([made.entities, made.links]);
});
