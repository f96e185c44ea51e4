import { describe, expect, it } from 'vitest';
import type { Found, TableRecord } from '../../../../electron/core/formats/table.ts';
import { readTelegram } from '../../../../electron/core/formats/telegram.ts';

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
