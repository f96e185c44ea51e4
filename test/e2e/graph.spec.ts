import { expect, test } from '@playwright/test';
import { ask } from '../support/ask.ts';
import { violationsOf } from '../support/axe.ts';
import { startProgram } from '../support/loopback.ts';

const GRAPHML = `<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="l" for="node" attr.name="label" attr.type="string"/><key id="w" for="edge" attr.name="weight" attr.type="string"/>
<graph edgedefault="directed">
${['u_1', 'u_2', 'u_3', '192.0.2.7', 'mara@example.com'].map((label, at) => `<node id="n${at}"><data key="l">${label}</data></node>`).join('\n')}
${[
  [0, 1],
  [1, 2],
  [2, 0],
  [0, 3],
  [1, 3],
  [2, 4],
  [4, 4],
]
  .map(([from, to]) => `<edge source="n${from}" target="n${to}"><data key="w">10000000000000000000000.5</data></edge>`)
  .join('\n')}
</graph></graphml>`;

test('a graph file is put onto the board, analysed, saved and exported', async ({ page }) => {
  await using program = await startProgram();
  await page.goto(await program.another(''));
  await expect(page.getByRole('button').first()).toBeVisible();
  await ask(page, 'vault.create', { name: 'graph', passphrase: 'correct horse battery staple' });
  const { boardId, id: caseId } = await ask(page, 'case.create', { title: 'Amber Ring' });
  await page.reload();
  await page.getByText('Amber Ring').first().click();
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').getByText('Evidence', { exact: true }).click();
  const shot = async (name: string): Promise<void> => {
    const folder = process.env['REDTHREAD_SHOTS'];
    if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
  };
  await page
    .getByLabel('Files to import')
    .setInputFiles([{ name: 'ring.graphml', mimeType: 'application/xml', buffer: Buffer.from(GRAPHML) }]);
  await page.getByRole('button', { name: 'To the board…' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Put a graph onto the board' });
  await expect(dialog.getByText('5 nodes and 7 links of the file: 5 items')).toBeVisible();
  await shot('import');
  expect(await violationsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Add to board' }).click();
  await page.getByRole('button', { name: 'Show board' }).click();
  await expect.poll(async () => (await ask(page, 'board.get', { boardId })).links.length).toBe(7);

  await page.getByRole('button', { name: 'Graph', exact: true }).click();
  await page.getByText('Analyse…').click();
  const panel = page.getByRole('dialog', { name: 'Analyse' });
  await panel.getByRole('button', { name: 'Run' }).click();
  await expect(panel.getByRole('columnheader', { name: 'betweenness' })).toBeVisible();
  await panel.getByRole('button', { name: 'u_1' }).click();
  await expect(panel.locator('tr.rt-graph-marked')).toHaveCount(1);
  await shot('analyse');
  expect(await violationsOf(page)).toEqual([]);
  await panel.getByLabel('Size by').selectOption('links');
  await panel.getByLabel('Colour by').selectOption('community');
  await panel.getByRole('button', { name: 'Show on the board' }).click();
  await expect.poll(async () => (await ask(page, 'board.get', { boardId })).style?.colour?.measure).toBe('community');
  await panel.getByLabel('Method').selectOption('rings');
  await panel.getByRole('button', { name: 'Run' }).click();
  await expect(panel.getByRole('cell', { name: 'E-0001 row 6' })).toBeVisible();
  await shot('rings');
  await panel.getByRole('button', { name: 'State a finding' }).click();
  await page.getByLabel('Claim').fill('Three accounts pass money in a ring.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved as E-0002, and F-1 rests on it.')).toBeVisible();
  expect((await ask(page, 'finding.list', { caseId })).map(({ exhibitLabels }) => exhibitLabels)).toEqual([['E-0002']]);
  await panel.getByRole('button', { name: 'Close' }).click();

  await page.getByRole('button', { name: 'Legend' }).click();
  await expect(page.getByText(/Size: links, \d to \d/)).toBeVisible();
  await shot('measured');
  await page.getByRole('button', { name: 'Take a snapshot of the board' }).click();
  const taken = page.getByRole('list', { name: 'Snapshots' });
  await page.getByRole('button', { name: 'Show Snapshot 1' }).click();
  await expect(page.getByRole('heading', { name: 'Snapshot: Snapshot 1' })).toBeVisible();
  await shot('snapshot');
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Back to the board', exact: true }).click();
  await page.getByRole('tab', { name: 'Snapshots' }).click();
  await page.getByRole('button', { name: 'Edit Snapshot 1' }).click();
  await taken.getByText('Figure of the report').click();
  await expect(taken.getByText('· in the report')).toBeVisible();
  await taken.getByRole('button', { name: 'Delete' }).click();
  await expect(taken.getByText('Snapshot 1')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(taken.getByText('· in the report')).toBeVisible();

  await page.getByRole('button', { name: 'Graph', exact: true }).click();
  await page.getByText('Export as a graph…').click();
  await page.getByLabel(/^GEXF/).check({ force: true });
  await expect(page.getByText('The file holds 5 items and 7 links. It does not carry:')).toBeVisible();
  await shot('export');
  const download = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }).click();
  expect((await download).suggestedFilename()).toMatch(/^C-0001 graph .*\.gexf$/);
});
