import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandLine } from '../../support/command-line.ts';

it('tasks, work, calendars, retention by rule, closing and country sheets without a window', {
  timeout: 120_000,
}, async () => {
  using cli = commandLine();
  const vault = await cli.vault();
  const run = async (...given: string[]) => await cli.run(...given);
  await run('case', 'create', ...vault, '--title', 'Ring', '--team', 'Legal');
  const of = [...vault, '--case', 'C-0002'];

  // Tasks: one waits for another until that is done.
  expect((await run('task', 'add', ...of, '--owner', 'P. Okoro', 'Ask the bank')).out).toBe('T-1  Ask the bank\n');
  const second = ['task', 'add', ...of, '--due', '2026-05-08T17:00:00-07:00', '--after', 'T-1', 'Write it up'];
  expect((await run(...second)).code).toBe(0);
  expect((await run('task', 'done', ...of, '2')).err).toContain('T-2 comes after T-1');
  expect((await run('task', 'start', ...of, 'T-1')).out).toContain('T-1  doing');
  expect((await run('work', 'add', ...of, '--minutes', '25', '--task', 'T-1', 'Called twice')).code).toBe(0);
  expect((await run('task', 'done', ...of, '1')).out).toContain('T-1  done');
  const listed = await run('task', 'list', ...of);
  expect(listed.out).toMatch(/T-1 +done +P\. Okoro +25 +Ask the bank/);
  expect(listed.out).toMatch(/T-2 +open .* 2026-05-09 00:00 +T-1 +0 +Write it up/);
  expect((await run('work', 'list', ...of)).err).toContain('25 minutes in all.');
  expect((await run('task', 'done', ...of, 'T-9')).err).toContain('has no task T-9');

  // A calendar with holidays from a file; what is not read is told.
  writeFileSync(join(cli.folder, 'days.csv'), 'date,name\n2026-12-25,Christmas\nsoon,?\n');
  const calendar = [
    'calendar',
    'save',
    ...vault,
    '--name',
    'Berlin',
    '--zone',
    'Europe/Berlin',
    '--holidays',
    'days.csv',
  ];
  const saved = await run(...calendar);
  expect([saved.code, saved.out]).toEqual([1, 'Berlin  Europe/Berlin  1 holidays\n']);
  expect(saved.err).toContain('Line 3 is not read');
  expect((await run('calendar', 'list', ...vault)).out).toContain('days.csv');

  // The note for the next shift.
  await run('request', 'add', ...of, '--reason', 'the same ring', '--subject', 'Who is it?');
  const note = await run('queue', ...vault, '--hand-over', '--zone', 'Europe/Berlin');
  expect(note.out).toContain('Europe/Berlin');
  expect(note.out).toContain('C-0002 Ring, R-1 Who is it?');
  expect(note.out).toContain('- C-0002 Ring, T-2 Write it up: overdue, by 2026-05-09 02:00'); // in Berlin

  // A list of countries, and what it says of one.
  writeFileSync(join(cli.folder, 'fatf.csv'), 'As of 2026-10-24\ncountry;status\nIran;Call for action\nRuritania;?\n');
  await run('import', ...of, 'fatf.csv');
  const label = (
    await cli.json('sql', ...of, '--format', 'json', "SELECT number FROM exhibits WHERE title = 'fatf.csv'")
  )[0];
  const loaded = await run(
    'country',
    'load',
    ...of,
    `E-${String(Object.values(label as object)[0]).padStart(4, '0')}`.replace('E-E-', 'E-'),
  );
  expect([loaded.code, loaded.err]).toEqual([1, expect.stringContaining('“Ruritania” is no country that is known')]);
  const sheet = await run('country', 'sheet', ...of, '--freeze', 'iran');
  expect(sheet.out).toMatch(
    /^Iran \(IR\)\n {2}FATF status: status: Call for action {2}\[E-\d{4} fatf\.csv, list of 2026-10-24/,
  );
  expect(sheet.out).toContain('Not loaded: country-risk list');
  expect(sheet.err).toMatch(/A country says nothing of a person[\s\S]*Saved as E-\d{4}\./);
  expect((await run('country', 'note', ...of, 'IRN', 'See the memo.')).code).toBe(0);
  expect((await run('country', 'sheet', ...of, 'Atlantis')).err).toContain('no country that is known');
  expect((await run('country', 'list', ...of)).code).toBe(0);

  // Kept by rule once closed; a hold asks.
  const rule = ['retention', 'rule', ...vault, '--team', 'Legal', '--months', '60', '--basis', 'Schedule 4'];
  expect((await run(...rule)).out).toContain('Rule for team Legal: 60 months after closing  Schedule 4');
  expect((await run('retention', 'list', ...vault)).out).toMatch(/once closed +Rule for team Legal/);
  await run('retention', 'hold', ...of, '--matter', 'Claim 7', '--reason', 'Counsel asked');
  const close = ['close', ...of, '--outcome', 'referred', '--reason', 'Sent on'];
  expect((await run(...close)).err).toContain('A legal hold stands (Claim 7)');
  expect((await run(...close, '--despite-hold')).out).toMatch(
    /C-0002 {2}closed: referred; kept until 20\d\d-\d\d-\d\d \(Rule for team Legal/,
  );
  const [{ id } = { id: '' }] = (await cli.json('retention', 'rules', ...vault, '--json')) as { id: string }[];
  expect((await run('retention', 'rules', ...vault, '--remove', id)).out).toBe('');
});
