import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openMail } from '../../../../electron/core/formats/mail-parts.ts';
import { opened } from '../../../../electron/core/transaction.ts';
import type { CaseId, ExhibitId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { readPdf } from '../../../support/pdf-text.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const PAYOUTS = 'id,amount\n007,12.50\n008,3.10\n';
const BRIEF = 'a brief that a search must find: quagga\n';

const part = (name: string, type: string, content: string): string[] => [
  '--x',
  `Content-Type: ${type}; name="${name}"`,
  `Content-Disposition: attachment; filename="${name}"`,
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from(content).toString('base64'),
];
const letter = (id: string, parts: readonly string[][]): string =>
  [
    'From: Jo <jo@example.com>',
    'Date: Mon, 2 Mar 2026 10:00:00 +0100',
    `Message-ID: <${id}@example.com>`,
    `Subject: Papers ${id}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="x"',
    '',
    '--x',
    'Content-Type: text/plain',
    '',
    'See attached.',
    ...parts.flat(),
    '--x--',
    '',
  ].join('\r\n');
const csv = part('payouts.csv', 'text/csv', PAYOUTS);
const brief = part('../../brief.txt', 'text/plain', BRIEF);
const MBOX = [
  letter('one', [csv, brief]),
  letter('two', [brief]),
  '\nno message at all\n',
  letter('four', [part('none', 'a/b', '')]),
]
  .map((each) => `From jo@example.com Mon Mar  2 10:00:00 2026\n${each}\n`)
  .join('');

const take = async (test: TestCore, caseId: CaseId, name: string, bytes: string): Promise<ExhibitId> =>
  (await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, bytes) })).exhibitId;

describe('attachments of mail', () => {
  it('are listed with message, part and hash, saved as exhibits of their own, and hold in verify and a bundle', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const mail = await take(test, caseId, 'box.mbox', MBOX);
    const listed = await test.run('attachment.list', { exhibitId: mail });
    expect(listed).toMatchObject({ leftOut: 0, unread: 1 });
    expect(listed.attachments.map(({ message, part: at, name, sha256: hash }) => [message, at, name, hash])).toEqual([
      [1, 1, 'payouts.csv', sha256(PAYOUTS)],
      [1, 2, '../../brief.txt', sha256(BRIEF)],
      [2, 1, '../../brief.txt', sha256(BRIEF)],
      [4, 1, 'none', sha256('')],
    ]);
    expect(listed.attachments[0]).toMatchObject({
      messageId: '<one@example.com>',
      from: 'Jo <jo@example.com>',
      saved: null,
    });

    const first = await test.run('attachment.save', { exhibitId: mail, chosen: [{ message: 1, part: 1 }] });
    expect(first.saved).toMatchObject([{ label: 'E-0002', again: false, sha256: sha256(PAYOUTS) }]);
    const exhibit = await test.call('evidence.get', { exhibitId: first.saved[0]?.exhibitId as ExhibitId });
    expect(exhibit).toMatchObject({
      originalName: 'payouts.csv',
      acquiredHow: 'attachment 1 of message 1 of E-0001',
      source: 'E-0001',
    });
    expect(exhibit.note).toBe(
      'Came as attachment 1 of message 1 of E-0001:\nMessage-ID: <one@example.com>\nDate: Mon, 2 Mar 2026 10:00:00 +0100\nFrom: Jo <jo@example.com>\nSubject: Papers one',
    );
    const datasets = await test.call('dataset.list', { caseId });
    expect(datasets.map(({ exhibitLabel, view }) => [exhibitLabel, view])).toContainEqual(['E-0002', 'payouts']);

    const rest = await test.run('attachment.save', { exhibitId: mail });
    expect(rest.saved.map(({ label, again }) => [label, again])).toEqual([
      ['E-0003', false],
      ['E-0003', true],
    ]);
    expect(rest.already).toBe(1);
    expect(rest.problems).toEqual([
      expect.stringMatching(/^1 message of the file cannot be parsed/),
      expect.stringMatching(/^Attachment 1 of message 4, "none": "none" is empty/),
    ]);
    const found = await test.call('search.find', { caseId, text: 'quagga' });
    expect(JSON.stringify(found)).toContain('E-0003');
    const { entries } = await test.call('custody.list', { caseId, action: 'attachment.' });
    expect(entries.map(({ subject, detail }) => [subject, detail['mail'], detail['message'], detail['part']])).toEqual(
      expect.arrayContaining([
        ['E-0002', 'E-0001', 1, 1],
        ['E-0003', 'E-0001', 1, 2],
      ]),
    );
    expect(
      (await test.call('attachment.of', { exhibitId: rest.saved[0]?.exhibitId as ExhibitId })).broughtBy,
    ).toMatchObject([
      { message: 1, part: 2, label: 'E-0001' },
      { message: 2, part: 1, label: 'E-0001' },
    ]);
    expect((await test.run('vault.verify', { copies: true })).faults).toEqual([]);

    const chosen = [exhibit.id];
    const preview = await test.call('bundle.preview', { caseId, exhibits: chosen });
    expect(JSON.stringify(preview)).toContain('E-0002 is an attachment of it');

    const run = (sql: string): void => opened(test.core).writer.script(sql);
    expect(() => run('UPDATE attachments SET message = 9')).toThrow(/never changed/);
    run(
      'DROP TRIGGER attachments_no_update; UPDATE attachments SET part = 2, message = 2 WHERE part = 1 AND message = 1',
    );
    const { faults } = await test.run('vault.verify', { copies: true });
    expect(faults.map(({ problem }) => problem)).toContainEqual(
      'it is not attachment 2 of message 2 of E-0001, as its record says',
    );
  });

  it.each([
    ['infosec', 'taken out'],
    ['legal', 'taken out'],
    ['executive', 'taken out'],
    ['infosec', 'personal'],
  ] as const)('say nothing of their mail in the %s edition where it is %s', async (edition, how) => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const secret = letter('zqmessage', [part('zqnames.csv', 'text/csv', PAYOUTS)])
      .replace('Jo <jo@', 'Zq Informant <zqinformant@')
      .replace('Papers', 'zqsubject of');
    const mail = await take(test, caseId, 'zqtip.eml', secret);
    const { saved } = await test.run('attachment.save', { exhibitId: mail });
    await test.call('finding.create', {
      caseId,
      claim: 'It came by mail',
      exhibits: [saved[0]?.exhibitId as ExhibitId],
    });
    if (how === 'personal') await test.call('evidence.update', { exhibitId: mail, sensitivity: 'personal' });
    else await test.call('report.update', { caseId, excludedExhibits: [mail] });
    const { ticket } = await test.run('report.print', { caseId, edition });
    const text = (await readPdf(await test.collect(ticket))).pages.join('').replaceAll('\n', '');
    expect(text).toContain('It came by mail');
    expect(text.match(/zq\w*/gi) ?? []).toEqual([]);
  });

  it('have the bytes that were encoded, whatever the encoding, and the earlier ones hold in verify', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const as = (encoding: string, type: string, lines: readonly string[]): string[] => [
      ...part(`${encoding}.bin`, type, '').filter((line) => !/^Content-Transfer|^$/.test(line)),
      `Content-Transfer-Encoding: ${encoding}`,
      '',
      ...lines,
    ];
    const cases = [
      [as('quoted-printable', 'text/plain', ['hello=20world']), 'hello world'],
      [as('quoted-printable', 'application/octet-stream', ['a=0D=0Ab=00=', 'c=0D=0A=']), 'a\r\nb\0c\r\n'],
      [as('quoted-printable', 'text/csv', ['a,b', '1,2=C3=A9', '3,4', '']), 'a,b\r\n1,2é\r\n3,4\r\n'],
      [as('7bit', 'text/csv', PAYOUTS.trimEnd().split('\n')), PAYOUTS.trimEnd().replaceAll('\n', '\r\n')],
      [as('8bit', 'text/calendar', ['BEGIN:VCALENDAR', 'END:VCALENDAR']), 'BEGIN:VCALENDAR\r\nEND:VCALENDAR'],
      [brief, BRIEF],
    ] as const;
    const mail = letter(
      'one',
      cases.map(([lines]) => [...lines]),
    );
    const listed = await openMail(Buffer.from(mail), false);
    expect(listed.parts.map(({ exact, sha256: hash }) => [exact, hash])).toEqual(
      cases.map(([, content]) => [true, sha256(content)]),
    );
    expect(listed.parts[0]?.earlierSha256).toBe(sha256('hello world\n'));
    const exhibitId = await take(test, caseId, 'one.eml', mail);
    const { saved, problems } = await test.run('attachment.save', { exhibitId });
    expect([saved.map(({ sha256: hash }) => hash), problems]).toEqual([
      cases.map(([, content]) => sha256(content)),
      [],
    ]);
    const older = await take(test, caseId, 'older.txt', 'hello world\n');
    opened(test.core).writer.script(
      `DROP TRIGGER attachments_no_update; UPDATE attachments SET exhibit_id = '${older}', made = 0 WHERE part = 1`,
    );
    expect((await test.run('vault.verify', { copies: true })).faults.map(({ problem }) => problem)).not.toContainEqual(
      expect.stringContaining('it is not attachment'),
    );
    const again = await test.run('attachment.save', { exhibitId });
    expect(again.problems).toEqual([expect.stringContaining(sha256('hello world'))]);
  });

  it('of what is no mail are refused, and a part that is not there is named', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const table = await take(test, caseId, 'a.csv', PAYOUTS);
    await expect(test.run('attachment.list', { exhibitId: table })).rejects.toThrow(/E-0001 is no e-mail/);
    const mail = await take(test, caseId, 'a.eml', letter('one', [csv]));
    await expect(test.run('attachment.save', { exhibitId: mail, chosen: [{ message: 1, part: 7 }] })).rejects.toThrow(
      /has no such attachment/,
    );
    // The very bytes came in as a file before: no second exhibit, and the record says so.
    const { saved } = await test.run('attachment.save', { exhibitId: mail });
    expect(saved).toMatchObject([{ label: 'E-0001', again: true }]);
    const { broughtBy } = await test.call('attachment.of', { exhibitId: table });
    expect(broughtBy).toMatchObject([{ label: 'E-0002', message: 1, part: 1 }]);
  });

  it('are bounded in number and in the length of what they say', async () => {
    const many = Array.from({ length: 5002 }, (_, at) =>
      part(`${at === 0 ? 'n'.repeat(900) : 'n'}${at}`, 'a/b', String(at)),
    );
    const mail = await openMail(Buffer.from(letter('i'.repeat(5000), many)), false);
    expect([mail.parts.length, mail.leftOut]).toEqual([5000, 2]);
    expect(Math.max(...mail.parts.map(({ name, messageId }) => Math.max(name.length, messageId.length)))).toBeLessThan(
      301,
    );
  });
});
