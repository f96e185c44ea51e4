import { describe, expect, it } from 'vitest';
import { looksLikeWhatsApp, readTelegram, readWhatsApp } from '../../../../electron/core/formats/chats.ts';
import type { Found, TableRecord } from '../../../../electron/core/formats/table.ts';

const rows = (found: Found | null) => {
  const table = found?.tables[0];
  const header = table?.header ?? [];
  return [...((table?.records() ?? []) as Iterable<TableRecord>)].map((record) => ({
    ...record,
    row: Object.fromEntries(header.map((name, at) => [name, record.cells[at]])),
  }));
};

const CHAT = (name: string, id: number) => ({
  name,
  type: 'personal_chat',
  id,
  messages: [
    {
      id: 1,
      type: 'message',
      date: '2026-03-02T10:00:00',
      date_unixtime: '1772442000',
      from: 'Ana',
      from_id: 'user1',
      text: 'plain',
    },
    {
      id: 2,
      type: 'message',
      date: '2026-03-02T10:01:00',
      date_unixtime: '1772442060',
      from: null,
      from_id: 'user2',
      text: ['see ', { type: 'link', text: 'http://example.com' }, '!'],
    },
  ],
});

describe('readTelegram', () => {
  it('reads one chat, and puts the pieces of a text together', () => {
    const found = rows(readTelegram(JSON.stringify(CHAT('Ana', 77))));
    expect(
      found.map(({ row }) => [row['chat_name'], row['id'], row['from'], row['text'], row['date_unixtime']]),
    ).toEqual([
      ['Ana', '1', 'Ana', 'plain', '1772442000'],
      ['Ana', '2', null, 'see http://example.com!', '1772442060'],
    ]);
  });

  it('reads all chats of a whole export as one table', () => {
    const whole = {
      about: 'x',
      personal_information: {},
      chats: { about: '', list: [CHAT('Ana', 1), CHAT('Ben', 2)] },
    };
    expect(
      rows(readTelegram(JSON.stringify(whole, null, 1))).map(({ row }) => `${row['chat_name']} ${row['id']}`),
    ).toEqual(['Ana 1', 'Ana 2', 'Ben 1', 'Ben 2']);
  });

  it('leaves other JSON with messages alone', () => {
    expect(readTelegram('{"messages":[{"id":1,"text":"x"}]}')).toBeNull();
    expect(readTelegram('[1]')).toBeNull();
  });
});

const IOS =
  '\u200e[12/31/23, 4:13:56\u202fPM] Ana: first line\nsecond: line\n\n[12/31/23, 4:14:00\u202fPM] Ben: \u200e<attached: 0001-PHOTO.jpg>\r\n[1/1/24, 12:00:01\u202fAM] Group: \u200eimage omitted\n';
const ANDROID =
  '31/12/2023, 16:13 - Messages and calls are end-to-end encrypted.\n31/12/2023, 16:14 - +44 7700 900123: hi - there: you\n31/12/2023, 16:15 - Ben: IMG-1.jpg (file attached)\n31/12/2023, 16:15 - Ben: <Media omitted>\n';

describe('readWhatsApp', () => {
  it('keeps messages of several lines in one row, with their first line', () => {
    expect(rows(readWhatsApp(IOS)).map(({ line, row }) => [line, ...Object.values(row)])).toEqual([
      [1, '12/31/23, 4:13:56 PM', 'Ana', 'first line\nsecond: line\n', 'message', null],
      [4, '12/31/23, 4:14:00 PM', 'Ben', '\u200e<attached: 0001-PHOTO.jpg>', 'attachment', '0001-PHOTO.jpg'],
      [5, '1/1/24, 12:00:01 AM', 'Group', '\u200eimage omitted', 'media left out', null],
    ]);
  });

  it('tells what the program says from what people write', () => {
    expect(rows(readWhatsApp(ANDROID)).map(({ row }) => Object.values(row))).toEqual([
      ['31/12/2023, 16:13', null, 'Messages and calls are end-to-end encrypted.', 'system', null],
      ['31/12/2023, 16:14', '+44 7700 900123', 'hi - there: you', 'message', null],
      ['31/12/2023, 16:15', 'Ben', 'IMG-1.jpg (file attached)', 'attachment', 'IMG-1.jpg'],
      ['31/12/2023, 16:15', 'Ben', '<Media omitted>', 'media left out', null],
    ]);
  });

  it('rejects lines before the first message, and is not mistaken for logs', () => {
    const [record] = rows(readWhatsApp(`A title\n${ANDROID}`));
    expect(record).toMatchObject({ line: 1, problem: 'it stands before the first message', raw: 'A title' });
    expect([looksLikeWhatsApp(IOS), looksLikeWhatsApp(ANDROID)]).toEqual([true, true]);
    expect(looksLikeWhatsApp('[2026-03-02 10:00:00] app started\n[2026-03-02 10:00:01] app stopped\n')).toBe(false);
    expect(looksLikeWhatsApp('date,name\n31/12/2023,x\n')).toBe(false);
  });
});
