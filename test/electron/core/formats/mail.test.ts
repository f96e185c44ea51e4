import { describe, expect, it } from 'vitest';
import { looksLikeMail, looksLikeMailbox, readMail } from '../../../../electron/core/formats/mail.ts';
import type { TableRecord } from '../../../../electron/core/formats/table.ts';

const LETTER = [
  'Received: from mail.example.net (192.0.2.1) by mx.example.com; Mon, 2 Mar 2026 10:00:01 +0100',
  'Message-ID: <one@example.net>',
  'Date: Mon, 2 Mar 2026 10:00:00 +0100',
  'From: =?utf-8?q?Jos=C3=A9?= <jose@example.net>',
  'Reply-To: other@example.org',
  'To: "Support, Team" <help@example.com>, two@example.com',
  'Subject: =?utf-8?b?UmVmdW5kIOKCrA==?=',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="x"',
  '',
  '--x',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Hello,',
  '>From here on it is quoted.',
  'From here on it is not a new message.',
  '--x',
  'Content-Type: text/html',
  '',
  '<img src="http://203.0.113.9/t.gif"><script>alert(1)</script>',
  '--x',
  'Content-Type: application/pdf; name="a.pdf"',
  'Content-Disposition: attachment; filename="a.pdf"',
  'Content-Transfer-Encoding: base64',
  '',
  'JVBERi0=',
  '--x--',
  '',
].join('\r\n');

const records = async (bytes: string, many: boolean) => {
  const { tables } = readMail(Buffer.from(bytes), many);
  const [table] = tables;
  const found: TableRecord[] = [];
  for await (const record of table?.records() ?? []) found.push(record);
  const row = (at: number) =>
    Object.fromEntries((table?.header ?? []).map((name, place) => [name, found[at]?.cells[place]]));
  return { found, row };
};

describe('readMail', () => {
  it('tells what a message says of itself, and leaves its body as text', async () => {
    const { found, row } = await records(LETTER, false);
    expect(found).toHaveLength(1);
    expect(row(0)).toMatchObject({
      message_id: '<one@example.net>',
      date: 'Mon, 2 Mar 2026 10:00:00 +0100',
      from: 'José <jose@example.net>',
      reply_to: 'other@example.org',
      to: 'Support, Team <help@example.com>, two@example.com',
      cc: null,
      subject: 'Refund €',
      attachment_count: '1',
    });
    expect(row(0)['text']).toContain('Hello,');
    expect(row(0)['html']).toContain('<script>');
    expect(row(0)['headers']).toContain('192.0.2.1');
    expect(JSON.parse(row(0)['attachments'] ?? '')).toMatchObject([
      { name: 'a.pdf', type: 'application/pdf', bytes: 5 },
    ]);
  });

  it('takes a mailbox apart where its messages begin, and nowhere else', async () => {
    const one = `From jose@example.net Mon Mar  2 10:00:00 2026\r\n${LETTER}\r\n`;
    const { found } = await records(one.repeat(3), true);
    expect(found.map(({ line, problem }) => [line, problem])).toEqual([
      [1, null],
      [30, null],
      [59, null],
    ]);
  });

  it('rejects what is no message, with its text', async () => {
    const { found } = await records('\r\njust words\r\n', false);
    expect(found[0]?.problem).toMatch(/no message/);
    expect(found[0]?.raw).toContain('just words');
  });

  it('knows mail by its headers, and nothing else', () => {
    expect(looksLikeMail(LETTER)).toBe(true);
    expect(looksLikeMailbox(`From a@example.com Mon Mar  2 10:00:00 2026\n${LETTER}`)).toBe(true);
    expect(looksLikeMail('name: x\nfrom: here\nto: there\nvalue: 3\n')).toBe(false);
    expect(looksLikeMail('id,from,to\n1,a,b\n')).toBe(false);
  });
});
