import { randomUUID } from 'node:crypto';
import { expect, type Page, test } from '@playwright/test';
import { ask } from '../support/ask.ts';
import { violationsOf } from '../support/axe.ts';
import { startProgram } from '../support/loopback.ts';
import { shotsOf } from '../support/shots.ts';

const MAIL = `From: Dana Reyes <dana.reyes@example.com>
Date: Mon, 4 May 2026 09:12:30 -0700
Subject: Hosts paid to a new account

Two hosts say that payouts went to 192.0.2.44. We need this by Friday 5 PM PT for the litigation hold.
1. Which accounts share the address 192.0.2.44?
2. Is the mailbox m.voss@example.com known to us?
`;

const shot = shotsOf('requests');
const wrong = async (page: Page) => (await violationsOf(page)).map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);

test('a pasted e-mail becomes a case with questions, and its answer a reply that is recorded', async ({ page }) => {
  await using program = await startProgram();
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await ask(page, 'vault.create', { name: 'v', passphrase: 'correct horse battery staple' });
  const { id: other } = await ask(page, 'case.create', { title: 'An older case' });
  await ask(page, 'entity.create', {
    caseId: other,
    entities: [{ id: randomUUID() as never, type: 'ip', label: '192.0.2.44' }],
  });

  // One form, filled from the text; what it names was seen elsewhere.
  await page.getByRole('button', { name: 'New request' }).click();
  const form = page.getByRole('dialog', { name: 'New request' });
  await form.getByLabel('Paste the e-mail or message').fill(MAIL);
  await expect(form.getByText('Read as an e-mail with 2 questions.')).toBeVisible();
  await expect(form.getByLabel('Subject')).toHaveValue('Hosts paid to a new account');
  await form.getByLabel('Team').fill('Legal');
  await form.getByRole('button', { name: 'Look up its indicators in all cases and lists' }).click();
  await expect(form.getByText('This vault has no list to compare with')).toBeVisible();
  await expect(form.getByRole('status')).toContainText('seen in 1 case');
  await expect(form.getByText('By the rule high')).toBeVisible();
  // The time that the text sets is quoted, and set by one click.
  await form.getByRole('button', { name: /“by Friday 5 PM PT for the litigation hold” is 2026-05-08 17:00/ }).click();
  await expect(form.getByLabel('Needed by')).toHaveValue('2026-05-08T17:00');
  await shot(page, 'form');
  expect(await wrong(page)).toEqual([]);
  await form.getByRole('button', { name: 'Create the case' }).click();
  await expect(form).toBeHidden();

  // The screen of requests: clocks, then an answer from a finding.
  await expect(page.getByRole('table', { name: 'Clocks' })).toContainText('Acknowledged');
  await expect(page.getByRole('table', { name: 'Clocks' })).toContainText('2026-05-08 17:00 PDT as needed');
  const guide = page.getByRole('region', { name: 'Guide: from a question to a printed answer' });
  await expect(guide).toContainText('choose the findings that answer it');
  const [made] = await ask(page, 'request.list', {});
  const caseId = made?.caseId as never;
  await ask(page, 'finding.create', {
    caseId,
    claim: 'Three accounts share the address.',
    explanation: 'E-0001',
    likelihood: 'very-likely',
    confidence: 'moderate',
  });
  const card = page.getByRole('article', { name: 'Q-1' });
  await card.getByLabel('Built from findings').click();
  await page.getByRole('option', { name: /F-1/ }).click();
  await expect(card.getByText('Rests on E-0001')).toBeVisible();
  await page.keyboard.press('Escape');
  await card.getByRole('button', { name: 'Write it from the findings' }).click();
  await expect(card.getByText('Draft')).toBeVisible();
  await card.getByText('The answer may go out').click();
  await expect(card.getByText('Answered')).toBeVisible();
  await shot(page, 'screen');
  expect(await wrong(page)).toEqual([]);

  // A pause with its reason, and on again.
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByLabel('Reason').fill('Waiting for the requester');
  await page.getByRole('button', { name: 'Pause the clocks' }).last().click();
  await expect(page.getByRole('table', { name: 'Clocks' }).getByText('paused').first()).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Resume the clocks' }).click();

  // A reply to Legal, checked, and recorded with its recipient.
  await page.getByRole('button', { name: 'Reply' }).click();
  const reply = page.getByRole('dialog', { name: 'Reply to R-1' });
  await expect(reply.getByLabel('Template')).toHaveValue('legal');
  await expect(reply.getByLabel('Text')).toHaveValue(/Likelihood: very likely/);
  await expect(reply.getByText('Checked:')).toBeVisible();
  await shot(page, 'reply');
  expect(await wrong(page)).toEqual([]);
  const saved = page.waitForEvent('download');
  await reply.getByRole('button', { name: 'Print PDF and record' }).click();
  expect((await saved).suggestedFilename()).toMatch(/-R-1-interim-reply\.pdf$/);
  await expect(reply).toBeHidden();
  await expect(guide).toContainText('All five steps are done');
  await guide.getByRole('button', { name: 'Dismiss the guide' }).click();
  await expect(guide).toBeHidden();
  await expect(card.getByText('Delivered', { exact: true })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Replies' })).toContainText('Interim reply to Dana Reyes');
  await expect(page.getByRole('region', { name: 'Replies' })).toContainText('Legal · printed · Q-1');
  await expect(page.getByRole('table', { name: 'Clocks' })).toContainText('reached');

  // A task with the time that went into it.
  await page.getByLabel('Another task').fill('Ask the bank');
  await page.getByRole('button', { name: 'Add task' }).click();
  await page.getByLabel('State of T-1').selectOption('done');
  await page.getByLabel('What was done').fill('Called them');
  await page.getByRole('button', { name: 'Log', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Tasks: 0 of 1 open' })).toContainText('15 min');
  await shot(page, 'tasks');
  expect(await wrong(page)).toEqual([]);

  // The help is searched, and gone with Escape.
  await page.getByRole('heading', { name: 'Requests' }).click();
  await page.keyboard.press('F1');
  const help = page.getByRole('dialog', { name: 'Help' });
  await help.getByLabel('Search the help').fill('sla');
  await expect(help.getByRole('heading', { name: 'Clocks and working hours' })).toBeVisible();
  await expect(help.getByRole('heading', { name: 'Findings' })).toBeHidden();
  await shot(page, 'help');
  expect(await wrong(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();

  // The overview opens with the questions.
  await page.keyboard.press('Alt+1');
  const questions = page.getByRole('region', { name: 'Questions: 1 of 2 answered' });
  await expect(questions).toContainText('Three accounts share the address');
  await shot(page, 'overview');
  expect(await wrong(page)).toEqual([]);

  // Names against a list that the user brings.
  await page.getByRole('navigation', { name: 'Screens of the case' }).getByRole('button', { name: 'Evidence' }).click();
  await page.getByLabel('Files to import').setInputFiles({
    name: 'own-list.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('name;dob;country\nMara Voss;1980-02-03;Ruritania\nPat Okoro;;\n'),
  });
  await expect(page.getByRole('heading', { name: '1 file imported' })).toBeVisible({ timeout: 60_000 });
  await page
    .getByRole('navigation', { name: 'Screens of the case' })
    .getByRole('button', { name: 'Screening' })
    .click();
  await page.getByLabel('Lists', { exact: true }).click();
  await page.getByRole('option', { name: /own-list/ }).click();
  await page.keyboard.press('Escape');
  await page.getByLabel('Further names, one a line').fill('Mara Voss; 1980\nPat Okoro');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const hit = page.getByRole('article', { name: 'Pat Okoro: Pat Okoro' });
  await expect(hit).toContainText('nothing to compare but the name');
  await hit.getByLabel('Reason for Pat Okoro').fill('Another person, born in 2001');
  await hit.getByRole('button', { name: 'Cleared' }).click();
  await expect(hit).toContainText('Cleared: Another person');
  await shot(page, 'screening');
  expect(await wrong(page)).toEqual([]);

  // A list of countries, loaded, and a country looked up beside an entity that states it.
  await page.getByRole('navigation', { name: 'Screens of the case' }).getByRole('button', { name: 'Evidence' }).click();
  await page.getByLabel('Files to import').setInputFiles({
    name: 'fatf.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('As of 2026-10-24\ncountry;status;valid from\nIran;Call for action;2020-02-21\nRuritania;?;\n'),
  });
  await expect(page.getByText('fatf.csv').first()).toBeVisible({ timeout: 60_000 });
  const phone = { id: randomUUID() as never, type: 'phone', label: '+98 21 8888 0000' } as const;
  await ask(page, 'entity.create', { caseId, entities: [phone] });
  await page
    .getByRole('navigation', { name: 'Screens of the case' })
    .getByRole('button', { name: 'Screening' })
    .click();
  await page.getByLabel('Exhibits to load as lists').click();
  await page.getByRole('option', { name: /fatf/ }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Load', exact: true }).click();
  await expect(page.getByRole('list', { name: 'Loaded lists' })).toContainText('list of 2026-10-24');
  await expect(page.getByRole('list', { name: 'Loaded lists' })).toContainText('1 line not read');
  await shot(page, 'countries');
  expect(await wrong(page)).toEqual([]);
  await page
    .getByRole('list', { name: /^Countries that entities/ })
    .getByRole('button', { name: 'Iran (IR)' })
    .click();
  const sheet = page.getByRole('dialog', { name: 'Country sheet of Iran (IR)' });
  await expect(sheet).toContainText('status: Call for action (2020-02-21 to no last day: holds)');
  await expect(sheet).toContainText('country-risk list; sanctions list');
  await sheet.getByLabel('Note').fill('See the memo.');
  await sheet.getByRole('button', { name: 'Save as exhibit' }).click();
  await shot(page, 'country-save');
  await page.getByRole('dialog', { name: 'Save as exhibit' }).getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/Saved as E-\d{4}\./)).toBeVisible();
  await expect(sheet.getByText('+98 21 8888 0000')).toBeVisible();
  await shot(page, 'country-sheet');
  expect(await wrong(page)).toEqual([]);
  await sheet.getByText('+98 21 8888 0000').click();
  const known = page.getByRole('dialog', { name: /^What is known of/ });
  await expect(known).toContainText('Iran (IR) by its phone number');
  await known.getByRole('button', { name: 'Same as another entity…' }).click();
  await expect(known.getByLabel('Other entity of this type')).toBeVisible();
  await shot(page, 'entity-country');
  await known.getByRole('button', { name: 'Close' }).click();
  await sheet.getByRole('button', { name: 'Close' }).click();

  // The queue of all cases: what is due, as a table, as a board, in numbers, and the hours that it is reckoned by.
  await page.getByRole('button', { name: 'Cases' }).first().click();
  await page.getByRole('button', { name: 'Queue' }).click();
  await expect(page.getByRole('region', { name: 'Overdue: 1' })).toContainText('Hosts paid to a new account');
  await shot(page, 'due');
  expect(await wrong(page)).toEqual([]);
  await page.getByLabel('Team').selectOption('Legal');
  await page.getByRole('button', { name: 'Save the filter' }).click();
  await page.getByRole('tab', { name: 'Table' }).click();
  await expect(page.getByRole('grid', { name: 'Queue' })).not.toContainText('An older case');
  await page.getByLabel('Saved filters').selectOption('');
  await expect(page.getByRole('grid', { name: 'Queue' })).toContainText('An older case');
  await page.getByRole('button', { name: 'Add up money and accounts' }).click();
  await expect(page.getByRole('columnheader', { name: 'Accounts' })).toBeVisible();
  await shot(page, 'table');
  await page.getByRole('tab', { name: 'Board' }).click();
  await page.getByLabel('Status of C-0001').selectOption('on-hold');
  await expect(page.getByRole('region', { name: 'On hold' })).toContainText('An older case');
  await shot(page, 'board');
  expect(await wrong(page)).toEqual([]);
  await page.getByRole('region', { name: 'On hold' }).getByLabel('Status of C-0001').selectOption('closed');
  const close = page.getByRole('dialog', { name: /^Close C-0001/ });
  await close.getByLabel('Reason').fill('Told elsewhere');
  await close.getByRole('button', { name: 'Close the case' }).click();
  await expect(close).toBeHidden();
  await expect(page.getByRole('region', { name: 'Closed' })).toContainText('confirmed: Told elsewhere');
  await page.getByRole('tab', { name: 'Trends' }).click();
  await page.getByLabel('First day (UTC)').fill('2026-05-01');
  await page.getByLabel('Last day (UTC)').fill('2026-05-31');
  await expect(page.getByRole('row', { name: /^Legal New/ })).toContainText('2026-05-04');
  await shot(page, 'trends');
  expect(await wrong(page)).toEqual([]);
  const briefing = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Print the trend briefing' }).click();
  expect((await briefing).suggestedFilename()).toBe('trend-team-2026-05-01-2026-05-31.pdf');
  await page.getByRole('tab', { name: 'Totals' }).click();
  await expect(page.getByRole('row', { name: /2026-05 Legal 1 0/ })).toBeVisible();
  await page.getByRole('tab', { name: 'Retention' }).click();
  await page.getByRole('button', { name: 'Rules…' }).click();
  const rules = page.getByRole('dialog', { name: 'Retention rules' });
  await rules.getByLabel('Team').fill('Legal');
  await rules.getByLabel('Basis').fill('Schedule 4');
  await rules.getByRole('button', { name: 'Save the rule' }).click();
  await expect(rules.getByRole('list', { name: 'Rules' })).toContainText(
    'Rule for team Legal: 60 months after closing',
  );
  await shot(page, 'retention-rules');
  expect(await wrong(page)).toEqual([]);
  await rules.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('grid', { name: 'Retention' })).toContainText('once closed');
  await page.getByRole('button', { name: 'Set day… of C-0001' }).click();
  const until = page.getByRole('dialog', { name: 'Retention of C-0001' });
  await until.getByLabel('Keep until').fill('2026-01-31');
  await until.getByLabel('Basis').fill('Schedule 4');
  await until.getByRole('button', { name: 'Save' }).click();
  await expect(until).toBeHidden();
  await expect(page.getByText('2026-01-31, past')).toBeVisible();
  await page.getByRole('button', { name: 'Holds… of C-0001' }).click();
  const holds = page.getByRole('dialog', { name: 'Legal holds of C-0001' });
  await holds.getByLabel('Matter').fill('Claim 7');
  await holds.getByLabel('Reason', { exact: true }).fill('Counsel asked');
  await holds.getByRole('button', { name: 'Place the hold' }).click();
  await expect(holds.getByRole('region', { name: 'Claim 7' })).toBeVisible();
  expect(await wrong(page)).toEqual([]);
  await holds.getByLabel('Why "Claim 7" is released').fill('Settled');
  await holds.getByRole('button', { name: 'Release' }).click();
  await expect(holds.getByText(/released by .*: Settled/)).toBeVisible();
  await holds.getByRole('button', { name: 'Close' }).last().click();
  await expect(holds).toBeHidden();
  await page.getByRole('button', { name: 'Destroy… C-0001' }).click();
  const destroy = page.getByRole('dialog', { name: /^Destroy C-0001/ });
  await destroy.getByLabel('Reason').fill('Schedule 4 has run out');
  await destroy.getByLabel('Type C-0001 to confirm').fill('C-0001');
  expect(await wrong(page)).toEqual([]);
  await destroy.getByRole('button', { name: 'Destroy the case' }).click();
  await expect(destroy).toBeHidden();
  await expect(page.getByRole('region', { name: 'Destroyed cases' })).toContainText('Schedule 4 has run out');
  await shot(page, 'retention');
  expect(await wrong(page)).toEqual([]);
  await page.getByRole('button', { name: 'Calendars' }).click();
  const calendars = page.getByRole('dialog', { name: 'Working calendars' });
  await calendars.getByLabel('Name').fill('Desk');
  await calendars.getByLabel('File of holidays').setInputFiles({
    name: 'holidays.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('date,name\n2026-12-25,Christmas Day\n01/02/2026,Which\n'),
  });
  await expect(calendars.getByText('Line 3 is not read')).toBeVisible();
  await shot(page, 'calendars');
  expect(await wrong(page)).toEqual([]);
  await calendars.getByRole('button', { name: 'Save' }).click();
  await expect(calendars.getByLabel('Calendar', { exact: true })).toContainText('Desk');
});
