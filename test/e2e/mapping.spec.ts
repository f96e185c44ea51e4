import { expect, test } from '@playwright/test';
import { ask } from '../support/ask.ts';
import { violationsOf } from '../support/axe.ts';
import { startProgram } from '../support/loopback.ts';

const ACCOUNTS = Array.from({ length: 25 }, (_, at) => at);
const account = (at: number): string => `u-${1000 + at}`;
const device = (at: number): string => `3f2504e0-4f89-11d3-9a0c-0305e82c33${String(at % 8).padStart(2, '0')}`;
const ip = (at: number): string => `192.0.2.${10 + (at % 6)}`;
const day = (at: number): string => `2026-03-${String(1 + (at % 28)).padStart(2, '0')} 10:00:00Z`;

/** 25 accounts on 8 devices, 6 addresses and 5 payout accounts: 36, 33 and 25 links, of two rows each. */
const PAYOUTS = [...ACCOUNTS, ...ACCOUNTS].map(
  (at, row) => `PO-${row},${account(at)},PAY-${at % 5},$${10 + row}.50,${day(row)}`,
);
const DEVICES = [...ACCOUNTS.map((at) => [at, at]), ...ACCOUNTS.slice(0, 11).map((at) => [at, at + 1])];
const SIGN_INS = [...ACCOUNTS.map((at) => [at, at]), ...ACCOUNTS.slice(0, 8).map((at) => [at, at + 1])];
const FILES = {
  payouts: ['payout_id,account,payout_account,amount,paid_at', ...PAYOUTS],
  devices: [
    'account,device_id,seen_at',
    ...[...DEVICES, ...DEVICES].map(([at = 0, on = 0], row) => `${account(at)},${device(on)},${day(row)}`),
  ],
  sign_ins: [
    'account,ip,at',
    ...[...SIGN_INS, ...SIGN_INS].map(([at = 0, from = 0], row) => `${account(at)},${ip(from)},${day(row)}`),
  ],
};

test('three tables become a board in ten acts, grouped, kept, measured, proven, undone and redone to equality', async ({
  page,
}) => {
  await using program = await startProgram();
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await ask(page, 'vault.create', { name: 'v', passphrase: 'correct horse battery staple' });
  const { id: caseId, boardId } = await ask(page, 'case.create', { title: 'Copper Lantern' });
  const board = () => ask(page, 'board.get', { boardId });
  await page.getByText('Copper Lantern').first().click();
  await page.keyboard.press('Alt+2');
  await page.getByLabel('Files to import').setInputFiles(
    Object.entries(FILES).map(([name, lines]) => ({
      name: `${name}.csv`,
      mimeType: 'text/csv',
      buffer: Buffer.from(lines.join('\n')),
    })),
  );
  await expect(page.getByRole('heading', { name: '3 files imported' })).toBeVisible({ timeout: 30_000 });

  // From here on each act is counted: a key, a click or a value that is chosen.
  let acts = 0;
  const act = async (doing: Promise<unknown>): Promise<void> => {
    acts++;
    await doing;
  };
  await act(page.keyboard.press('Alt+3'));
  const sheet = page.getByRole('dialog', { name: 'Map to board' });
  for (const [name, said, title, exhibit] of [
    ['payouts', '30 entities, 25 links.', 'Rows behind account, payout_account', 'E-0004'],
    ['devices', '33 entities (25 known), 36 links.', 'Rows behind account, device_id', 'E-0005'],
    ['sign_ins', '31 entities (25 known), 33 links.', 'Rows behind account, ip', 'E-0006'],
  ] as const) {
    await act(page.getByRole('button', { name: `Show the rows of ${name}` }).click());
    await expect(page.getByRole('gridcell', { name: 'u-1003' }).first()).toBeVisible();
    await expect(page.getByRole('columnheader', { name: title.split(', ')[1] ?? '' })).toBeVisible();
    await act(page.keyboard.press('Alt+M'));
    await expect(sheet.getByText(said)).toBeVisible({ timeout: 20_000 });
    await expect(sheet.getByLabel('Title of the exhibit with these rows')).toHaveValue(title);
    if (name === 'payouts') expect((await violationsOf(page, '.rt-data-mapping')).map(({ id }) => id)).toEqual([]);
    await act(page.keyboard.press('Control+Enter'));
    await expect(page.getByText(`They rest on ${exhibit}.`)).toBeVisible({ timeout: 20_000 });
    await expect(sheet).toBeHidden();
  }
  expect(acts).toBeLessThanOrEqual(10);

  const made = await board();
  expect([made.entities.length, made.links.length, made.items.length]).toEqual([44, 94, 44]);
  const types = Map.groupBy(made.entities, ({ type }) => type);
  expect([...types].map(([type, those]) => [type, those.length]).toSorted()).toEqual([
    ['account', 25],
    ['device', 8],
    ['ip', 6],
    ['payout', 5],
  ]);
  const proofs = (await ask(page, 'evidence.list', { caseId })).filter(({ kind }) => kind === 'query');
  expect(proofs.length).toBe(3);
  expect(made.links.every(({ rows }) => proofs.filter(({ id }) => rows?.[id]).length === 1)).toBe(true);
  expect(made.links.reduce((sum, { facts }) => sum + (facts?.count ?? 0), 0)).toBe(188);
  const paid = made.links.filter(({ type }) => type === 'cashed out to');
  expect(paid.length).toBe(25);
  expect(paid.every(({ facts }) => facts?.amount)).toBe(true);

  // A title follows the name that a mapping gets.
  await page.keyboard.press('Alt+M');
  await sheet.getByLabel('Name to save this mapping under').fill('sign-ins');
  await sheet.getByRole('button', { name: 'Save mapping' }).click();
  await expect(sheet.getByLabel('Title of the exhibit with these rows')).toHaveValue('Rows behind sign-ins');
  await sheet.getByRole('button', { name: 'Cancel' }).click();
  await expect(sheet).toBeHidden();

  await page.getByRole('gridcell', { name: 'u-1003' }).first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'What is known of this value' }).click();
  const known = page.getByRole('dialog', { name: 'What is known of u-1003' });
  await expect(known.getByText('2 of 50 rows')).toBeVisible({ timeout: 20_000 });
  await expect(known.getByText('2 rows, $', { exact: false }).first()).toBeVisible();
  await expect(known.getByText('The case was not screened against lists.', { exact: false })).toBeVisible();
  await known.getByLabel('Note').fill('Asked the bank on 3 March.');
  await known.getByRole('heading', { name: 'Risk marks' }).click();
  const noted = async () => (await board()).entities.find(({ label }) => label === 'u-1003')?.note;
  await expect.poll(noted).toBe('Asked the bank on 3 March.');
  expect((await violationsOf(page, '.rt-entity-page')).map(({ id }) => id)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(known).toBeHidden();

  // A group of what one payout account is paid from, a snapshot, and what the analysis says.
  await page.keyboard.press('Alt+4');
  await expect(page.getByRole('heading', { name: 'Board', level: 1 })).toBeVisible();
  await page.getByRole('tab', { name: /^List/ }).click();
  const wanted = page.getByLabel('Filter the list by kind or name');
  const rows = page.getByRole('list', { name: 'Items and links on the board' });
  await wanted.fill('payout method');
  await page.getByRole('button', { name: 'Select all shown' }).click();
  await page.getByRole('application').focus();
  await page.keyboard.press('g');
  const naming = page.getByRole('dialog', { name: /Group/ });
  await naming.getByRole('textbox').fill('Where the money goes');
  await naming.getByRole('button', { name: 'Group', exact: true }).click();
  await expect.poll(async () => (await board()).undo).toBe('Group: Where the money goes');
  await expect(naming).toBeHidden();
  await page.getByRole('application').focus();
  await page.keyboard.press('Shift+S');
  await expect(page.getByRole('list', { name: 'Snapshots' }).getByText('Snapshot 1')).toBeVisible();

  await page.keyboard.press('Alt+A');
  const panel = page.getByRole('dialog', { name: 'Analyse' });
  await panel.getByLabel('Method').selectOption('communities');
  await panel.getByRole('button', { name: 'Run' }).click();
  await expect(panel.getByRole('columnheader', { name: 'community' })).toBeVisible();
  await panel.getByLabel('Colour by').selectOption('community');
  await panel.getByRole('button', { name: 'Show on the board' }).click();
  await expect.poll(async () => (await board()).style?.colour?.measure).toBe('community');

  // Two accounts that share no device: the path between them, with the rows that prove each hop.
  await page.getByRole('tab', { name: /^List/ }).click();
  await page.getByRole('application').focus();
  await page.keyboard.press('Escape');
  for (const name of [account(3), account(12)]) {
    await wanted.fill(`account ${name}`);
    await rows.getByRole('checkbox').first().check();
  }
  await panel.getByLabel('Method').selectOption('shortest');
  await panel.getByRole('button', { name: 'Run' }).click();
  const proof = panel.getByRole('cell', { name: /^E-000[456] rows/ });
  await expect(proof.first()).toBeVisible();
  await panel.getByRole('button', { name: 'Save as exhibit' }).click();
  await page.getByRole('dialog', { name: 'Save as exhibit' }).getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved as E-0007.')).toBeVisible();
  await panel.getByRole('button', { name: 'Close' }).click();
  await expect(panel).toBeHidden();

  const { entities, links, items } = await board();
  await page.getByRole('application').focus();
  for (const left of [44, 38, 30, 0]) {
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await board()).items.length).toBe(left);
  }
  expect((await board()).undo).toBeNull();
  for (const there of [30, 38, 44]) {
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(async () => (await board()).items.length).toBe(there);
  }
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(async () => (await board()).redo).toBeNull();
  const redone = await board();
  expect([redone.entities, redone.links, redone.items]).toEqual([entities, links, items]);
});
