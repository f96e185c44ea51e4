import { writeFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { ask, sampleCase } from '../support/ask.ts';
import { violationsOf } from '../support/axe.ts';
import { startProgram } from '../support/loopback.ts';
import { shotsOf } from '../support/shots.ts';

const shot = shotsOf('findings');

const SENTENCE =
  'The same payout account was used again on the following day by another seller of the same shop, from a device that the first one had used before, as was seen in';
/** 2,000 words with 40 references, as a word processor puts them on the clipboard. */
const LONG = [
  '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{color:red}</style></head><body>',
  '<h1 style="color:navy">What was seen</h1>',
  ...Array.from({ length: 10 }, (_, part) =>
    [
      `<p class=MsoNormal style="margin:0cm"><span style="font-family:Calibri">Part ${part + 1}. </span>`,
      ...Array.from({ length: 4 }, (_each, at) => `${`${SENTENCE} `.repeat(2)}<b>E-000${((part + at) % 2) + 1}</b>. `),
      '<img src="https://example.com/pixel.png"></p>',
    ].join(''),
  ),
  '<p>Paid were, by account (E-0001):</p>',
  '<ul><li>to the first account</li><li>to the second<ul><li>twice in May</li></ul></li></ul>',
  '<p class=MsoListParagraph style="text-indent:-18.0pt;mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">1.<span>&nbsp;&nbsp; </span></span>A numbered step</p>',
  '<table><tr><td><p>Account</p></td><td>USD</td></tr><tr><td>u_1001</td><td>1,200.50</td></tr></table>',
  '<blockquote>Please pay the other account.</blockquote>',
  '<h2>Assessment</h2><p>We think that one person runs both.</p></body></html>',
].join('');

async function paste(page: Page, html: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Explanation' }).evaluate((editor, text) => {
    const data = new DataTransfer();
    data.setData('text/html', text);
    editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, html);
}

const download = async (page: Page, ticket: string): Promise<Buffer> =>
  Buffer.from(
    await page.evaluate(async (of) => {
      const headers = { Authorization: `Bearer ${sessionStorage.getItem('redthread-token')}` };
      const bytes = new Uint8Array(await (await fetch(`/download/${of}`, { headers })).arrayBuffer());
      return Array.from(bytes);
    }, ticket),
  );

test('a long finding is pasted, edited, undone, reviewed and printed', async ({ page }) => {
  const outside: string[] = [];
  await using program = await startProgram();
  const { host } = new URL(program.address);
  page.on('request', (request) => {
    if (!['data:', 'blob:'].includes(new URL(request.url()).protocol) && new URL(request.url()).host !== host)
      outside.push(request.url());
  });
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await sampleCase(page);
  const caseId = (await ask(page, 'case.list', {}))[0]?.id as never;
  const finding = await ask(page, 'finding.create', { caseId, claim: 'One person runs both accounts' });
  await page.reload();
  await page.getByText('Copper Lantern').first().click();
  await page.getByRole('navigation', { name: 'Screens of the case' }).getByRole('button', { name: 'Findings' }).click();
  await page.getByRole('button', { name: 'One person runs both accounts' }).click();
  const editor = page.getByRole('textbox', { name: 'Explanation' });
  await editor.click();

  // Pasted: what it is stays, how it looked and what lies elsewhere does not.
  await paste(page, LONG);
  await expect(editor.getByRole('heading', { name: 'What was seen' })).toBeVisible();
  await expect(editor.getByRole('row')).toHaveCount(2);
  await expect(editor.locator('ul[data-depth="1"]')).toHaveText('twice in May');
  await expect(editor.locator('ol')).toHaveText('A numbered step');
  await expect(editor.locator('img, [style], font, a')).toHaveCount(0);
  const words = (await editor.innerText()).split(/\s+/).length;
  expect(words).toBeGreaterThan(2000);
  await expect(editor.locator('.rt-finding-text-reference')).toHaveCount(41);

  // Edited, with a name chosen by keys, and undone.
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('See @12');
  await expect(page.getByRole('listbox', { name: 'Names to insert' }).getByRole('option')).toHaveCount(1);
  await shot(page, 'mention');
  await page.keyboard.press('Enter');
  await expect(editor.locator('p').last()).toHaveText('See E-0012');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('complementary', { name: 'Behind E-0012' }).getByRole('table')).toBeVisible();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('1. first');
  await page.keyboard.press('Enter');
  await page.keyboard.type('second');
  await expect(editor.locator('ol')).toHaveCount(3);
  for (let back = 0; back < 8 && (await editor.locator('ol').count()) > 1; back++)
    await page.keyboard.press('Control+z');
  await expect(editor.locator('ol')).toHaveCount(1);
  await page.keyboard.press('Control+Home');
  await page.getByLabel('Kind of line').selectOption('Heading 2');
  await expect(editor.locator('.rt-finding-text-heading-2')).toHaveCount(2);
  await page.getByRole('button', { name: 'Undo (Ctrl+Z)' }).click();
  await expect(editor.locator('.rt-finding-text-heading-2')).toHaveCount(1);
  await page.getByRole('textbox', { name: 'Claim' }).focus();
  await expect(page.getByText('All changes saved')).toBeVisible();
  await shot(page, 'editor');
  expect((await violationsOf(page)).map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);

  // One edit, one version; reviewed by a second person it is final, and cannot be typed into.
  const kept = (await ask(page, 'finding.list', { caseId })).at(-1);
  expect(kept?.version).toBe(2);
  expect(kept?.format.map(({ is }) => is)).toEqual(
    expect.arrayContaining(['heading-1', 'head', 'row', 'bullet', 'number', 'quote', 'bold']),
  );

  // Proofread while it is written; what is put in its place is one step of undo.
  await editor.locator('p').last().click();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Both sellers recieved the same payout (E-0001).');
  const proof = page.getByRole('status', { name: 'Spelling and grammar' });
  await proof.getByRole('button', { name: 'received: instead of “recieved”' }).click({ timeout: 60_000 });
  await expect(editor.locator('p').last()).toHaveText('Both sellers received the same payout (E-0001).');
  await page.keyboard.press('Control+z');
  await expect(editor.locator('p').last()).toContainText('recieved');
  await expect(proof).toBeVisible();
  await shot(page, 'proofread');
  await page.keyboard.press('Control+z');
  await expect(editor.locator('p').last()).not.toContainText('sellers');

  await page.getByRole('textbox', { name: 'Claim' }).focus();
  await expect(page.getByText('All changes saved')).toBeVisible();
  await ask(page, 'finding.review', { findingId: finding.id, state: 'in-review', by: 'A. Author' });
  await ask(page, 'finding.review', { findingId: finding.id, state: 'final', by: 'S. Second' });
  await page.reload();
  await page.getByRole('button', { name: 'One person runs both accounts' }).click();
  await expect(editor).toHaveAttribute('contenteditable', 'false', { timeout: 30_000 });
  await expect(editor.locator('.rt-finding-text-reference')).toHaveCount(42);
  const { jobId } = await ask(page, 'report.print', { caseId, edition: 'legal' });
  const printed = async () => (await ask(page, 'job.status', { jobId })).state;
  await expect.poll(printed, { timeout: 120_000 }).toBe('done');
  const result = (await ask(page, 'job.status', { jobId })).result as { pages: number; ticket: string };
  expect(result.pages).toBeGreaterThan(10);
  if (process.env['SHOTS']) writeFileSync(`${process.env['SHOTS']}/legal.pdf`, await download(page, result.ticket));
  expect(outside).toEqual([]);
});
