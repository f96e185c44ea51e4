import { expect, it } from 'vitest';
import { fitted, readPasted } from '../../../../shared/domain/requests/pasted.ts';
import { priorityOf } from '../../../../shared/domain/requests/priority.ts';

it('reads the headers of an e-mail, folded and encoded ones too', () => {
  const read = readPasted(
    'Received: from mx.example.org\r\n by mail.example.com\r\nFrom: =?utf-8?q?J=C3=B6rg_M=C3=BCller?= <jm@example.com>\r\nSubject: =?UTF-8?B?QW5mcmFnZSDDvGJlcg==?=\r\n Payouts\r\nDate: Tue, 5 May 2026 18:03:00 +0200\r\n\r\nHello\r\n',
  );
  expect(read).toMatchObject({
    kind: 'e-mail',
    requester: 'Jörg Müller <jm@example.com>',
    subject: 'Anfrage über Payouts',
    receivedAt: '2026-05-05T16:03:00.000Z',
    offset: 120,
    body: 'Hello',
  });
});

it('reads what Outlook copies, and leaves a time without a zone open', () => {
  const outlook =
    'From: Ken Ito <ken@example.com>\nSent: Monday, May 4, 2026 9:12 AM\nTo: Desk\nSubject: FW: RE: Card testing\n\nSee below.';
  expect(readPasted(outlook)).toMatchObject({
    subject: 'Card testing',
    receivedAt: null,
    dateText: 'Monday, May 4, 2026 9:12 AM',
  });
  expect(readPasted(outlook.replace('9:12 AM', '9:12 AM PDT')).receivedAt).toBe('2026-05-04T16:12:00.000Z');
  // IST, CST and BST mean several offsets.
  expect(readPasted(outlook.replace('9:12 AM', '9:12 AM CST')).receivedAt).toBeNull();
  expect(readPasted(outlook.replace('May 4', 'Feb 30').replace('9:12 AM', '9:12 AM PDT')).receivedAt).toBeNull();
});

it('takes words without headers for a message', () => {
  const read = readPasted('Note: can you look at this?\nfrom yesterday on');
  expect(read).toMatchObject({
    kind: 'message',
    requester: '',
    subject: '',
    questions: ['Note: can you look at this?'],
  });
  expect(readPasted('   ')).toMatchObject({ kind: 'message', body: '', questions: [] });
});

it('finds each question once: in lists, over lines, not in what is quoted, not in addresses', () => {
  const { questions, deadlines } = readPasted(
    [
      'Please answer by Friday 5 PM PT, at the latest before May 8.',
      '1. Who owns https://shop.example/?id=7&x=1 and the v2.1 page?',
      '2) Did the money go',
      '   to 192.0.2.7?',
      '- Since when?',
      'We need this. Why now? Why now?',
      '',
      'On Mon, May 4, 2026 at 9:00 AM Pat wrote:',
      '> Is this urgent?',
      'Was it you?',
    ].join('\n'),
  );
  expect(questions).toEqual([
    'Who owns https://shop.example/?id=7&x=1 and the v2.1 page?',
    'Did the money go to 192.0.2.7?',
    'Since when?',
    'Why now?',
  ]);
  expect(deadlines).toEqual(['by Friday 5 PM PT, at the latest before May 8']);
});

it('ranks by a rule that says what it follows from', () => {
  const receivedAt = Date.parse('2026-05-04T16:00:00Z');
  const of = (given: Partial<Parameters<typeof priorityOf>[0]>) =>
    priorityOf({ text: '', team: '', legalBasis: '', neededBy: null, receivedAt, ...given });
  expect(of({})).toEqual({ priority: 'normal', because: 'nothing of the rule holds' });
  expect(of({ text: 'The funds are still moving.' }).priority).toBe('critical');
  expect(of({ neededBy: receivedAt + 4 * 3_600_000 }).priority).toBe('critical');
  expect(of({ neededBy: receivedAt + 5 * 3_600_000 }).priority).toBe('high');
  expect(of({ legalBasis: 'Court order of 2026-05-01' })).toEqual({
    priority: 'high',
    because: 'a court, an authority or a legal duty sets a time for it: “Court order”',
  });
  expect(of({ team: 'InfoSec' }).priority).toBe('high');
  expect(of({ text: 'No rush with this one.' }).priority).toBe('low');
  for (const text of ['The money is still moving out of the account.', 'Funds are being moved right now.'])
    expect(of({ text }).priority).toBe('critical');
  for (const text of ['There is no threat to life.', 'By now no funds are moving any more.'])
    expect(of({ text })).toEqual({ priority: 'normal', because: expect.stringMatching(/“.*” beside a negation/) });
  expect(of({ text: 'We do not know who did it, and funds are moving.' }).priority).toBe('critical');
  expect(of({ text: 'It is not urgent? It is VERY urgent!' }).priority).toBe('normal');
  expect(of({ team: 'Job board' }).priority).toBe('normal');
  expect(of({ text: 'No rush.', team: 'Executive Escalations' }).priority).toBe('high');
});

it('reads a million characters without the end of a sentence, and every question of a long list', () => {
  const block = 'JVBERi0xLjQKJcfsj6IKNSAwIG9iago8PC9MZW5ndGggNiAwIFIvRmlsdGVyIC9GbGF0ZURlY29k\n';
  const started = performance.now();
  expect(readPasted(`From: a@example.com\nSubject: s\n\n${block.repeat(13_000)}`).questions).toEqual([]);
  expect(performance.now() - started).toBeLessThan(3000);
  const many = Array.from({ length: 60 }, (_, at) => `Who is account ${at + 1}?`);
  expect(readPasted(many.join('\n')).questions).toEqual(many);
});

it('says how much of a long text was left out', () => {
  expect(fitted('x'.repeat(500), 500)).toBe('x'.repeat(500));
  expect(fitted('x'.repeat(600), 500)).toMatch(/^x{440} \[cut: 160 more characters in the pasted text\]$/);
  expect(fitted('x'.repeat(1_000_000), 500).length).toBeLessThanOrEqual(500);
});

it('reads short offsets, and no time that no clock shows', () => {
  const at = (date: string) => readPasted(`From: a@example.com\nDate: ${date}\n\nx`).receivedAt;
  expect(at('4 May 2026 09:10 GMT+2')).toBe('2026-05-04T07:10:00.000Z');
  expect(at('4 May 2026 09:10 UTC-7')).toBe('2026-05-04T16:10:00.000Z');
  for (const none of ['09:10 UTC+x', '09:99 UTC', '09:10:75 UTC', '09:10 +02:75'])
    expect(at(`4 May 2026 ${none}`)).toBeNull();
});

it('quotes the whole of a time: with its stops, its day on the next line, its offset', () => {
  const quoted = (text: string) => readPasted(text).deadlines;
  for (const words of [
    'by Friday 3 p.m. ET',
    'by 3 p.m. ET on Jul. 8',
    'by Fri 5pm',
    'by 8 July',
    'by the 8th of July',
    'by midnight',
  ])
    expect(quoted(`Answer ${words}. Thanks.`)).toEqual([words]);
  expect(quoted('Answer by 5pm\nFriday, please')).toEqual(['by 5pm Friday, please']);
  expect(quoted('Answer by Friday\n2) Who is it?')).toEqual(['by Friday']);
});

it('reads no question and no deadline of an earlier mail, and cuts quoted words at neither colon nor quotation mark', () => {
  const { questions, deadlines } = readPasted(
    [
      'Her words were: "Who took it?" Is that so?',
      ': Since when?',
      '',
      'Needed by: Thursday noon. Due: 2026-05-08.',
      'From: Sam <sam@example.com>',
      'Sent: Monday, May 4, 2026 9:12 AM',
      'Was it you?',
    ].join('\n'),
  );
  expect(questions).toEqual(['Her words were: "Who took it?"', 'Is that so?', 'Since when?']);
  expect(deadlines).toEqual(['Needed by: Thursday noon', 'Due: 2026-05-08']);
  for (const line of [
    'Am 04.05.2026 um 09:12 schrieb Sam <sam@example.com>:',
    'On Mon, May 4, 2026 at 9:12 AM Sam\n<sam@example.com> wrote:',
    'Le 4 mai 2026 à 09:12, Sam a écrit :',
  ])
    expect(readPasted(`Is it so?\n${line}\nWas it you?`).questions).toEqual(['Is it so?']);
});

it('quotes a time without the colon before a list, and takes a team from a tag that names one', () => {
  expect(readPasted('Please answer by Friday 5 PM PT:\n1. Who took it?').deadlines).toEqual(['by Friday 5 PM PT']);
  const team = (subject: string) => readPasted(`From: a@example.com\nSubject: ${subject}\n\nx`).team;
  expect(team('[Legal] Records of account 77')).toBe('Legal');
  expect(team('RE: [EXTERNAL] [Fraud Ops] Account 77')).toBe('Fraud Ops');
  for (const none of ['Records [Legal]', '[URGENT] Account 77', '[JIRA-12] x', 'Legal: account 77', '[Legality] x'])
    expect(team(none)).toBe('');
  expect(readPasted('[Legal] Who took it?').team).toBe('');
});
