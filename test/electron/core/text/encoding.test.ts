import { describe, expect, it } from 'vitest';
import { alternatives, asUtf8, decoderFor, encodingOf, placesOf } from '../../../../electron/core/text/encoding.ts';
import { textPages } from '../../../../electron/core/text/page.ts';
import { encode } from '../../../support/encode.ts';

const source = (bytes: Uint8Array) => ({
  bytes: bytes.length,
  read: (from: number, length: number) => bytes.subarray(from, from + length),
});
const sniffed = (bytes: Uint8Array) => encodingOf(source(bytes));

/** Complaints as customers write them, with their names and towns. */
const TEXTS: Record<string, readonly string[]> = {
  'windows-1250': ['Łukasz Wójcik;Kraków;zamówienie nie dotarło', 'Małgorzata Dąbrowska;Łódź;proszę o zwrot pieniędzy'],
  'iso-8859-2': ['Jiří Dvořák;Plzeň;zboží nepřišlo, žádám vrácení peněz', 'Božena Němcová;Ústí;účet byl zneužit'],
  'windows-1251': ['Мария Иванова;Москва;посылка не пришла', 'Пётр Сидоров;Екатеринбург;прошу вернуть деньги'],
  'koi8-r': ['Ольга Щербакова;Нижний Новгород;оплата дважды', 'Алексей Кузнецов;Казань;продавец не отвечает'],
  'windows-1253': ['Γιώργος Παπαδόπουλος;Αθήνα;το δέμα δεν έφτασε', 'Μαρία Νικολάου;Πάτρα;ζητώ τα χρήματά μου'],
  'windows-1254': ['Ayşe Yılmaz;İstanbul;ürün ulaşmadı', 'Çağrı Öztürk;Eskişehir;paramı geri istiyorum'],
  'windows-1255': ['משה כהן;תל אביב;החבילה לא הגיעה', 'שרה לוי;ירושלים;אני מבקש החזר כספי'],
  'windows-1256': ['محمد أحمد;القاهرة;لم يصل الطرد', 'فاطمة علي;الرياض;أريد استرداد المبلغ'],
  'windows-1252': [
    'François Lefèvre;Besançon;colis à 20 € jamais arrivé',
    'Zoë Müller;Zürich;Rückerstattung überfällig',
  ],
  shift_jis: ['田中 太郎;東京都;荷物が届きません', '佐藤 花子;大阪市;返金をお願いします'],
  'euc-kr': ['김민수;서울;택배가 도착하지 않았습니다', '이영희;부산;환불을 요청합니다'],
  gb18030: ['王小明;北京;包裹没有收到', '李娜;上海;账号被盗，请退款'],
  big5: ['王小明;臺北;包裹沒有收到', '李美玲;高雄;帳號被盜，請退款'],
  'euc-jp': ['田中 太郎;東京都;荷物が届きません', '鈴木 一郎;名古屋;振り込みは二回しました'],
  'iso-8859-5': ['Мария Иванова;Москва;посылка не пришла', 'Пётр Сидоров;Казань;прошу вернуть деньги'],
  'windows-1257': ['Žygimantas Šimkus;Šiauliai;siuntinys neatėjo', 'Rūta Kazlauskienė;Panevėžys;sąskaita užblokuota'],
};

describe('the encoding of a text', () => {
  const cases = Object.entries(TEXTS).flatMap(([encoding, lines]) =>
    [400, 12, 2].map((rows) => ({ encoding, rows, lines })),
  );
  it.each(cases)('is told as $encoding from $rows rows', ({ encoding, rows, lines }) => {
    const text = `id;name;city;note\n${Array.from({ length: rows }, (_, at) => `${at};${lines[at % lines.length]}\n`).join('')}`;
    const bytes = encode(text, encoding);
    const found = sniffed(bytes);
    expect(found).toMatchObject({ bom: false, guessed: true });
    expect(new TextDecoder(found.encoding).decode(bytes)).toBe(text);
  });

  it('is a code page of DOS where its words are sure, and never where they are few', () => {
    const dos = (text: string) => Buffer.from(text, 'latin1');
    const rows =
      'Fran\x87ois Lef\x8avre;Besan\x87on\nZo\x89 M\x81ller;Z\x81rich;\x9aberf\x84llig\nJos\x82 Pe\xa4a;M\xa0laga\n';
    expect(sniffed(dos(`name;city\n${rows.repeat(6)}`))).toEqual({ encoding: 'ibm850', bom: false, guessed: true });
    expect(decoderFor('ibm850').decode(dos(rows))).toBe(
      'François Lefèvre;Besançon\nZoë Müller;Zürich;Überfällig\nJosé Peña;Málaga\n',
    );
    expect([decoderFor('cp850'), decoderFor('ibm437')].map((each) => each.decode(dos('\xd5\x9b\xff')))).toEqual([
      'ıø\u00a0',
      '╒¢\u00a0',
    ]);
    expect(sniffed(dos('name;note\nann;\x96 ok\n')).encoding).toBe('windows-1252');
  });

  it('is UTF-8 where little of it is broken, and Western where a lone letter is no UTF-8', () => {
    const broken = Buffer.concat([Buffer.from('José,München\nŁukasz,Kraków\nSøren,Malm'), Buffer.of(0xc3)]);
    expect(sniffed(broken)).toEqual({ encoding: 'utf-8', bom: false, guessed: false });
    expect(sniffed(Buffer.from('a,b\n1,Br\xfchl\n', 'latin1'))).toMatchObject({
      encoding: 'windows-1252',
      guessed: true,
    });
    expect(sniffed(Buffer.from('a,b\n1,\xa9\n', 'latin1'))).toMatchObject({ encoding: 'windows-1252' });
  });

  const wide = 'id,name\n1,Łukasz\n2,Ольга\n';
  const utf32 = (text: string, big: boolean) => {
    const bytes = Buffer.alloc([...text].length * 4);
    for (const [at, character] of [...text].entries()) {
      const code = character.codePointAt(0) as number;
      if (big) bytes.writeUInt32BE(code, at * 4);
      else bytes.writeUInt32LE(code, at * 4);
    }
    return bytes;
  };
  it.each([
    ['utf-16le', Buffer.from(wide, 'utf16le')],
    ['utf-16be', Buffer.from(wide, 'utf16le').swap16()],
    ['utf-32le', utf32(wide, false)],
    ['utf-32be', utf32(wide, true)],
    ['utf-32le', utf32(`\ufeff${wide}`, false)],
    ['utf-32be', utf32(`\ufeff${wide}`, true)],
    [
      'iso-2022-jp',
      Buffer.concat([Buffer.from('id,city\n1,\x1b$B'), Buffer.from('El5~', 'latin1'), Buffer.from('\x1b(B\n')]),
    ],
  ])('is %s by its pattern', (encoding, bytes) => {
    expect(sniffed(bytes).encoding).toBe(encoding);
    const text = Buffer.concat([...asUtf8([bytes.subarray(0, 7), bytes.subarray(7)], encoding, false)]).toString();
    expect(text).toBe(encoding === 'iso-2022-jp' ? 'id,city\n1,東京\n' : wide);
    expect([...textPages(source(bytes))].map((page) => page.text).join('')).toBe(text);
  });

  it('is offered in several readings where it is a guess', () => {
    const bytes = encode('name\nМария\nПётр\n', 'koi8-r');
    const found = sniffed(bytes);
    const [first, ...others] = alternatives(source(bytes), found);
    expect(first).toEqual({ encoding: found.encoding, lines: ['Мария', 'Пётр'] });
    expect(others.length).toBeGreaterThan(0);
    for (const each of others) expect(each.lines).not.toEqual(first?.lines);
    expect(alternatives(source(Buffer.from('é')), sniffed(Buffer.from('é')))).toEqual([]);
  });
});

describe('decoding', () => {
  it('leaves out byte order marks at the start of lines, and counts those within', () => {
    const marks = { replaced: 0, nuls: 0, innerMarks: 0 };
    const bytes = Buffer.from('\ufeffid,a\n1,x\n\ufeffid,a\n2,\ufeffy\n');
    for (const cut of [0, 1, 2, 9, 10, 11, 12, 13, 14]) {
      marks.innerMarks = 0;
      const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)];
      expect(Buffer.concat([...asUtf8(pieces, 'utf-8', true, marks)]).toString()).toBe('id,a\n1,x\nid,a\n2,\ufeffy\n');
      expect(marks.innerMarks).toBe(1);
    }
  });
  it('tells where characters could not be decoded', () => {
    const text = ['a,b\r\nx', '\ufffd,1\r\n2,z\ufffd', '\ufffd\n'].map((piece) => Buffer.from(piece));
    expect(placesOf(text, '\ufffd', 9)).toEqual([
      { line: 2, character: 2 },
      { line: 3, character: 4 },
      { line: 3, character: 5 },
    ]);
    expect(placesOf(text, '\ufffd', 1)).toHaveLength(1);
  });
});
