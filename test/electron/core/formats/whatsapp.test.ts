import { describe, expect, it } from 'vitest';
import { ColumnTally } from '../../../../electron/core/datasets/readings/tally.ts';
import { typedValue } from '../../../../electron/core/datasets/readings/values.ts';
import type { Found, TableRecord } from '../../../../electron/core/formats/table.ts';
import { readWhatsApp } from '../../../../electron/core/formats/whatsapp.ts';
import { looksLikeWhatsApp } from '../../../../electron/core/formats/whatsapp-start.ts';

const rows = (found: Found | null) => {
  const table = found?.tables[0];
  const header = table?.header ?? [];
  return [...((table?.records() ?? []) as Iterable<TableRecord>)].map((record) => ({
    ...record,
    row: Object.fromEntries(header.map((name, at) => [name, record.cells[at]])),
  }));
};

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

  it('takes no name of a group with a colon for an author', () => {
    const said = [
      'Alice changed the group name from "Old" to "Pay at https://scam.example/pay"',
      'Alice changed the group name from "Old" to "Deal: 500 EUR"',
      'Aliceがグループ名を「取引: 500」に変更しました',
      'Alice changed the subject to https://scam.example/pay',
      'Alice changed the subject to Deal: 500 EUR',
      'You created group Trade: gold',
      'Ana hat die Gruppe Handel: Gold erstellt',
      'Ana cambió el nombre del grupo a Pago: 500',
      'Ana a créé le groupe Affaire: 500',
      'Ana criou o grupo Negócio: ouro',
    ];
    const lines = said.map((each) => `13/05/2026, 13:03 - ${each}\n`).join('');
    const found = rows(readWhatsApp(`${ANDROID}${lines}`)).slice(4);
    expect(found.map(({ row }) => Object.values(row).slice(1, 4))).toEqual(said.map((each) => [null, each, 'system']));
  });

  it('rejects lines before the first message, and is not mistaken for logs', () => {
    const [record] = rows(readWhatsApp(`A title\n${ANDROID}`));
    expect(record).toMatchObject({ line: 1, problem: 'it stands before the first message', raw: 'A title' });
    expect([looksLikeWhatsApp(IOS), looksLikeWhatsApp(ANDROID)]).toEqual([true, true]);
    expect(looksLikeWhatsApp('[2026-03-02 10:00:00] app started\n[2026-03-02 10:00:01] app stopped\n')).toBe(false);
    expect(looksLikeWhatsApp('date,name\n31/12/2023,x\n')).toBe(false);
  });
});

/** The same three things said by telephones in other languages: a message in the afternoon, media left out, a file. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'German, iOS':
    '[31.12.2023, 16:13:56] Ana: hi: du\n[31.12.2023, 16:14:00] Ana: \u200eBild weggelassen\n\u200e[31.12.2023, 16:15:00] Ben: \u200e<Anhang: 0012-PHOTO.jpg>\n',
  French:
    '31/12/2023 à 16:13 - Ana: voir 10:30 - ok\n31/12/2023 à 16:14 - Ana: <Médias omis>\n31/12/2023 à 16:15 - Ben: facture.pdf (fichier joint)\n',
  'Chinese, iOS':
    '[2023/12/31 下午4:13:56] 王伟: 你好\n[2023/12/31 下午4:14:00] 王伟: \u200e图像已忽略\n\u200e[2023/12/31 下午4:15:00] Ana: \u200e<附件：0012-PHOTO.jpg>\n',
  Chinese:
    '2023/12/31 下午4:13 - 王伟: 你好\n2023/12/31 下午4:14 - 王伟: <省略多媒体文件>\n2023/12/31 下午4:15 - 王伟: IMG-20231231-WA0001.jpg (文件附件)\n',
  'Spanish of Mexico':
    '31/12/2023, 4:13 p.\u00a0m. - Ana: hola\n31/12/2023, 4:14 p.\u00a0m. - Ana: <Multimedia omitido>\n31/12/2023, 4:15 p.\u00a0m. - Ana: a.pdf (archivo adjunto)\n',
  Portuguese:
    '31/12/2023 16:13 - Ana: olá\n31/12/2023 16:14 - Ana: <Mídia oculta>\n31/12/2023 16:15 - Ana: a.pdf (arquivo anexado)\n',
  Russian:
    '31.12.2023, 16:13 - Анна: привет\n31.12.2023, 16:14 - Анна: <Без медиафайлов>\n31.12.2023, 16:15 - Анна: a.pdf (файл добавлен)\n',
  Turkish:
    '31.12.2023 16:13 - Ayşe: selam\n31.12.2023 16:14 - Ayşe: <Medya dahil edilmedi>\n31.12.2023 16:15 - Ayşe: PTT-20231231-WA0002.opus (dosya ekli)\n',
  'Arabic, iOS':
    '[31\u200f/12\u200f/2023، 4:13:56 م] علي: مرحبا\n[31\u200f/12\u200f/2023، 4:14:00 م] علي: \u200eتم استبعاد الصورة\n[31\u200f/12\u200f/2023، 4:15:00 م] علي: \u200e<مرفق: 0012-PHOTO.jpg>\n',
  'Arabic digits':
    '٣١/١٢/٢٠٢٣، ٤:١٣ م - علي: مرحبا\n٣١/١٢/٢٠٢٣، ٤:١٤ م - علي: <تم استبعاد الوسائط>\n٣١/١٢/٢٠٢٣، ٤:١٥ م - علي: a.pdf (الملف مرفق)\n',
  Korean:
    '2023. 12. 31. 오후 4:13 - 김: 안녕\n2023. 12. 31. 오후 4:14 - 김: <미디어 생략>\n2023. 12. 31. 오후 4:15 - 김: IMG-20231231-WA0001.jpg (파일 첨부됨)\n',
  Vietnamese:
    '16:13, 31/12/2023 - An: chào\n16:14, 31/12/2023 - An: <Bỏ qua phương tiện>\n16:15, 31/12/2023 - An: IMG-20231231-WA0001.jpg (tệp đính kèm)\n',
};

describe('chats of telephones in other languages', () => {
  it.each(Object.entries(ELSEWHERE))('reads messages, kinds, files and times: %s', (_, text) => {
    expect(looksLikeWhatsApp(text)).toBe(true);
    const found = rows(readWhatsApp(text));
    expect(found.map(({ row }) => row['kind'])).toEqual(['message', 'media left out', 'attachment']);
    expect(found[2]?.row['attachment']).toMatch(/^[\w-]+\.\w+$/);
    const sent = found.map(({ row }) => row['sent'] ?? '');
    const tally = new ColumnTally('sent');
    for (const [at, each] of sent.entries()) tally.add(each, at + 1);
    const { reading } = tally.result;
    expect(sent.map((each) => String(typedValue(reading, each)).slice(0, 16))).toEqual([
      '2023-12-31 16:13',
      '2023-12-31 16:14',
      '2023-12-31 16:15',
    ]);
  });

  it.each([
    '[2026-03-02 10:00:00] ERROR: disk\n[2026-03-02 10:00:01] INFO: ok\n',
    '[2026-03-02 10:00:00] Payments: settled 12\n[2026-03-02 10:00:01] Payments: done\n',
    '[02/03/2026, 10:00:00] sshd[812]: Accepted password\n[02/03/2026, 10:00:01] sshd[812]: session opened\n',
    '[3/2/2026, 10:00:01 AM] Server: listening on 3000\n[3/2/2026, 10:00:02 AM] Server: request\n',
    '[02.03.2026 10:00:00] worker-1: started\n[02.03.2026 10:00:01] worker-2: started\n',
    '02/03/2026 10:00 - app.jobs: run\n02/03/2026 10:01 - app.jobs: end\n',
    '[02/03/2026 10:00:00] WARN Database: slow\n[02/03/2026 10:00:01] INFO Database: ok\n',
    '[02/03/2026 10:00:00] scheduler: <attached: report.pdf>\n[02/03/2026 10:00:01] scheduler: done\n',
  ])('does not take what programs write for people: %s', (text) => {
    expect(looksLikeWhatsApp(text)).toBe(false);
  });

  it('takes a chat without any mark of an export by its people', () => {
    for (const text of [
      '[31/12/2023 16:13:56] Ana: oi\n[31/12/2023 16:14:00] Ben Okafor: tudo bem\n',
      '31/12/2023, 16:13 - +44 7700 900123: hi\n31/12/2023, 16:14 - José: hi\n',
      '[2023-12-31, 16:13:56] 王伟: 你好\n[2023-12-31, 16:14:00] Ana: hi\n',
    ])
      expect([text, looksLikeWhatsApp(text)]).toEqual([text, true]);
  });
});
