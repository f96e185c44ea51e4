import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandLine } from '../../support/command-line.ts';
import { MISP } from '../../support/lists.ts';

const MAIL = `From: Dana Reyes <dana.reyes@example.com>
Date: Mon, 4 May 2026 09:12:30 -0700
Subject: Hosts paid to a new account

Please answer by Friday 5 PM PT. Which account is Mara Voss?
`;

it('takes a request from its e-mail to a printed reply, and names with a list', { timeout: 120_000 }, async () => {
  using cli = commandLine();
  const vault = await cli.vault();
  writeFileSync(join(cli.folder, 'mail.txt'), MAIL);
  const added = await cli.run('request', 'add', ...vault, '--new-case', 'Payouts', '--file', 'mail.txt', '--json');
  expect(added.err).toContain(
    'The text says "by Friday 5 PM PT", which reads as 2026-05-08T17:00 America/Los_Angeles. It is not set',
  );
  const made = JSON.parse(added.out);
  expect(made).toMatchObject({ neededBy: null, questions: [{ text: 'Which account is Mara Voss?' }] });
  const inCase = [...vault, '--case', made.label.split(' ')[0]];
  const queue = await cli.run('queue', ...vault, '--json');
  expect([queue.code, JSON.parse(queue.out)]).toMatchObject([1, { group: 'overdue', next: 'acknowledged' }]);
  const second = await cli.run(
    'request',
    'add',
    ...inCase,
    '--reason',
    'same host',
    '--subject',
    'More',
    '--needed-by',
    'Friday',
  );
  expect([second.code, second.err]).toEqual([2, expect.stringContaining('no time with its offset')]);

  expect((await cli.run('question', 'add', ...inCase, '--request', 'R-1', 'Since when?')).out).toContain(
    'Q-2  unanswered',
  );
  const judged = ['--likelihood', 'likely', '--confidence', 'high', '--ready'];
  const answered = await cli.run('question', 'answer', ...inCase, ...judged, '1', 'Account 7 is hers. E-0001');
  expect(answered.out).toContain('Q-1  answered');
  const reply = [...inCase, '--request', '1', '--for', 'legal'];
  const draft = await cli.run('reply', 'draft', ...reply);
  expect([draft.code, draft.err]).toEqual([1, expect.stringContaining('gives 7, not bound to a cell')]);
  const send = [...reply, '--recipient', 'Legal', '--out', 'reply.pdf'];
  expect((await cli.run('reply', 'send', ...send)).err).toContain('Say why the reply may go out');
  expect((await cli.run('reply', 'send', ...send, '--reason', 'an account number')).code).toBe(0);
  expect(readFileSync(join(cli.folder, 'reply.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  expect(await cli.json('reply', 'list', ...inCase, '--json')).toMatchObject([{ how: 'printed', recipient: 'Legal' }]);
  expect((await cli.run('request', 'list', ...vault)).out).toMatch(/R-1 .*final answer/);

  writeFileSync(join(cli.folder, 'list.csv'), 'name;dob;country\nMara Voss;1980-02-03;Ruritania\n');
  writeFileSync(join(cli.folder, 'names.txt'), 'Mara Voss; 1980\n');
  expect((await cli.run('import', ...inCase, 'list.csv')).code).toBe(0);
  const screened = await cli.run('screen', ...inCase, '--list', 'E-0002', '--names', 'names.txt', '--no-entities');
  expect([screened.code, screened.out]).toEqual([1, expect.stringContaining('Mara Voss')]);
  expect(screened.err).toContain('1 subjects, 1 hits');

  writeFileSync(join(cli.folder, 'warn.json'), MISP);
  writeFileSync(join(cli.folder, 'chat.txt'), 'Who is x@sub.throwaway.example?');
  expect((await cli.run('import', ...inCase, 'warn.json')).code).toBe(0);
  const look = await cli.run('request', 'look', ...vault, '--file', 'chat.txt');
  expect([look.code, look.err]).toEqual([0, expect.stringContaining('2 lists compared')]);
  expect(look.out).toMatch(
    /^email {2}x@sub[^\n]*\n {2}Common, no suspicion: throwaway\.example is on the warning list/,
  );
  const ofRequest = await cli.run('request', 'look', ...inCase, '--request', 'R-1', '--json');
  expect(JSON.parse(ofRequest.out)).toMatchObject({ label: 'dana.reyes@example.com', hits: [] });
  expect((await cli.run('request', 'look', ...vault)).err).toContain('Give either --file');
});
