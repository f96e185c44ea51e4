import { expect, test } from '@playwright/test';
import { ask, sampleCase } from '../support/ask.ts';
import { violationsOf } from '../support/axe.ts';
import { startProgram } from '../support/loopback.ts';
import { shotsOf } from '../support/shots.ts';

const shot = shotsOf('report');

test('the report check leads from each reference that leads nowhere to the words that hold it', async ({ page }) => {
  await using program = await startProgram();
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await sampleCase(page);
  const caseId = (await ask(page, 'case.list', {}))[0]?.id as never;
  const [first] = await ask(page, 'finding.list', { caseId });
  if (!first) throw new Error('the sample case has no finding');
  await ask(page, 'finding.update', {
    findingId: first.id,
    explanation: `${first.explanation}\nThe sign-ins are listed in E-0001 rows 9–90000.`,
  });
  await ask(page, 'report.update', { caseId, unknowns: 'Who holds the account.\nWhether E-0099 is complete.' });
  await page.reload();
  await page.getByText('Copper Lantern').first().click();
  await page.keyboard.press('Alt+6');

  const check = page.getByRole('region', { name: 'Report check' });
  const unknown = check.getByRole('listitem').filter({ hasText: 'This case has no exhibit E-0099.' });
  await expect(unknown).toContainText('What we do not know · Reference to what does not exist');
  await expect(unknown).toContainText('“Whether E-0099 is complete.”');
  await expect(check.getByText(/^DRAFT: \d+ open points$/)).toBeVisible();
  await unknown.scrollIntoViewIfNeeded();
  await shot(page, 'check');
  expect(await violationsOf(page)).toEqual([]);

  await unknown.getByRole('button', { name: 'Show' }).click();
  const field = page.getByRole('textbox', { name: 'What we do not know' });
  await expect(field).toBeFocused();
  const selected = () =>
    field.evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd));
  expect(await selected()).toBe('Whether E-0099 is complete.');
  await shot(page, 'shown');
  await page.keyboard.type('Whether E-0001 is complete.');
  await page.getByRole('textbox', { name: 'Next step' }).focus();
  await expect(unknown).toHaveCount(0);

  // Words are read where they are written, as those of a finding are.
  await field.fill('The account is definitely theirs. They recieved it (E-0001).');
  const fields = page.locator('.rt-field').filter({ has: field });
  const wording = fields.getByRole('status', { name: 'Wording' });
  await expect(wording).toContainText('“definitely”');
  await wording.getByRole('button', { name: '“definitely”' }).click();
  await expect.poll(selected).toBe('definitely');
  const proof = fields.getByRole('status', { name: 'Spelling and grammar' });
  await proof
    .getByRole('button', { name: 'received: instead of “recieved”' })
    .scrollIntoViewIfNeeded({ timeout: 60_000 });
  await shot(page, 'words');
  expect(await violationsOf(page)).toEqual([]);
  await proof.getByRole('button', { name: 'received: instead of “recieved”' }).click();
  await expect(field).toHaveValue('The account is definitely theirs. They received it (E-0001).');
  await page.getByRole('textbox', { name: 'Next step' }).focus();
  const point = check.getByRole('listitem').filter({ hasText: '“definitely”' });
  await expect(point).toContainText('What we do not know · Wording');
  await page.getByRole('textbox', { name: 'Bottom line' }).fill('One group almost certainly runs them (F-1).');
  await page.getByRole('textbox', { name: 'Next step' }).focus();
  await expect(check).toContainText('“almost certainly”: F-1 is judged very likely (80–95 %).');

  await check
    .getByRole('listitem')
    .filter({ hasText: /E-0001 has no rows [\d,]+–90,000/ })
    .getByRole('button', { name: 'Show' })
    .click();
  const explanation = page.getByRole('textbox', { name: 'Explanation' });
  await expect(explanation).toBeFocused();
  await expect
    .poll(() => page.evaluate(() => String(window.getSelection())))
    .toBe('The sign-ins are listed in E-0001 rows 9–90000.');
  await shot(page, 'finding');
});
