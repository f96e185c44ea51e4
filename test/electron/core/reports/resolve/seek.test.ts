import { describe, expect, it } from 'vitest';
import { leaksIn } from '../../../../../electron/core/reports/leak-test.ts';
import { redactor } from '../../../../../electron/core/reports/resolve/redact.ts';
import type { Secrets } from '../../../../../electron/core/reports/resolve/seek.ts';

const value = (what: string): Secrets => ({ values: [{ value: what, label: '[R]' }], patterns: [] });
const pattern = (source: string): Secrets => ({
  values: [],
  patterns: [{ pattern: new RegExp(source, 'giu'), label: '[R]' }],
});

/** A value, and writings of it that a reader takes for the same. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  'José Núñez': [
    'Jose\u0301 Nu\u0301n\u0303ez',
    'JOSÉ NÚÑEZ',
    'Jose Nunez',
    'José\u00a0Núñez',
    'Jos%C3%A9%20N%C3%BA%C3%B1ez',
  ],
  'Mara Kessler': [
    ...[
      'Mara Kes\u00adsler',
      'Mara\u200b Kessler',
      '\u202eMara Kessler\u202c',
      'Ｍａｒａ Ｋｅｓｓｌｅｒ',
      'M a r a  K e s s l e r',
    ],
    ...[
      'mara.kessler',
      'MaraKessler',
      'Mara\nKessler',
      '𝐌𝐚𝐫𝐚 𝐊𝐞𝐬𝐬𝐥𝐞𝐫',
      'Mаrа Kеsslеr',
      'Mara Kes-\nsler',
      'Mara\ufe0f Kessler',
    ],
  ],
  'İlker Işık': ['İLKER IŞIK', 'ilker ışık', 'ILKER ISIK', 'I\u0307lker Is\u0327ık'],
  'Straße-Groß': ['STRASSE-GROSS', 'Strasse Groß', 'straße\u2010groß'],
  'Jörg Müller': ['Joerg Mueller', 'JORG MULLER', 'Jo\u0308rg Mu\u0308ller'],
  'Joerg Mueller': ['Jörg Müller'],
  finley: ['\ufb01nley', 'FINLEY'],
  "O'Brien Pat": ['O’Brien Pat', 'OʼBrien Pat', 'O&#39;Brien Pat', 'O`Brien Pat'],
  'Maria-Anna Smith': ['Maria\u2011Anna Smith', 'Maria–Anna Smith', 'Maria\u2212Anna  Smith'],
  'm.kessler@example.com': [
    'm.kessler[at]example[.]com',
    'm.kessler (at) example (dot) com',
    'M.Kessler%40example.com',
  ],
  'http://evil.example/a': ['hxxp://evil[.]example/a', 'http[:]//evil[.]example/a'],
  '+1 415 555 0134': [
    '(415) 555-0134',
    '+14155550134',
    '001 415 555 0134',
    '415.555.0134',
    '+1\u2011415\u2011555\u20110134',
    '٤١٥٥٥٥٠١٣٤',
  ],
  '+14155550134': ['+1 415 555 0134'],
  '+49 30 1234567': ['030 1234567', '030/1234567', '+49 (0)30 1234 567'],
  '36522.10': [
    '36522.1',
    '36,522.10',
    '36 522,10',
    '36.522,10',
    '36522,10',
    '36’522.10',
    '36\u202f522,1',
    '٣٦٥٢٢٫١٠',
    '$36,522.100',
  ],
  '$1,250.00': ['1250', '1.250,00 €', '1 250'],
  '12,34,567': ['1234567', '1,234,567.00'],
  'DE89 3704 0044 0532 0130 00': [
    'DE89370400440532013000',
    'de89-3704-0044-0532-0130-00',
    'DE89 3704\n0044 0532 0130 00',
  ],
  '4111 1111 1111 1111': ['4111111111111111', '4111-1111-1111-1111'],
  '00:1a:2b:3c:4d:5e': ['00-1A-2B-3C-4D-5E', '001a.2b3c.4d5e'],
  '192.0.2.10': ['192[.]0[.]2[.]10', '192.0.2[.]10', '192-0-2-10'],
  مُحَمَّد: ['محمد', '\ufee3\ufea4\ufee4\ufeaa'],
  '1971-03-29': ['29/03/1971', '29.3.1971', '29 March 1971', 'March 29, 1971', '03/29/1971', '19710329'],
  '29/03/1971': ['1971-03-29', '29 MAR 1971'],
  '*secret*': ['*secret*'],
  'C++': ['C++', 'c＋＋'],
  '***': ['***'],
};

describe('a value', () => {
  it.each(Object.entries(SAME))('%s is removed, and missed by nothing, in all its writings', (what, writings) => {
    const secrets = value(what);
    const hide = redactor(secrets);
    for (const writing of [what, ...writings]) {
      const text = `Then ${writing}, wrote.`;
      expect(leaksIn([{ where: 'page 1', text }], secrets), writing).toEqual(['page 1: [R]']);
      const left = hide(text);
      expect(left, writing).toMatch(/^Then [^\p{L}\p{N}]{0,2}\[R\][^\p{L}\p{N}]{0,3},? ?€?,? ?wrote\.$/u);
      expect(leaksIn([{ where: 'page 1', text: left }], secrets), writing).toEqual([]);
    }
  });

  it.each([
    ['Ann', 'Joan never met him'],
    ['192.0.2.10', '192.0.21.0 and 192.0.2.101'],
    ['36522.10', '36522 and 3652210 and 36522.11'],
    ['1250', '12501 and 11250'],
    ['10.00', 'E-0010, page 10 and 10.5'],
    ['C++', 'C and C#'],
    ['+49 30 1234567', '234 567 and 30 1234568'],
    ['2024', `sha256 ${'0a2024bc'.repeat(8)}`],
  ])('%s is not taken for what is another: %s', (what, text) => {
    if (!text.startsWith('sha256')) expect(redactor(value(what))(text)).toBe(text);
    expect(leaksIn([{ where: 'page 1', text }], value(what))).toEqual([]);
  });

  it('is one place where secrets overlap, and what stands around keeps its place', () => {
    const secrets = { values: [value('Mara Kessler').values[0], { value: 'Kessler GmbH', label: '[G]' }] } as never;
    const edits: unknown[] = [];
    const text = redactor({ ...(secrets as Secrets), patterns: [] })('A Mara Kes\u00adsler GmbH b', (each) =>
      edits.push(...each),
    );
    expect(text).toBe('A [R] b');
    expect(edits).toEqual([{ at: 2, removed: 18, inserted: 3 }]);
  });
});

it('holds a pattern against composed and folded letters too', () => {
  const secrets = pattern('zo\u00eb\\s+m[üu]ller');
  const text = 'Zoe\u0308 Mu\u0308ller, Zo\u200bë Müller, Zoe Muller and 𝐙𝐨𝐞 Müller';
  expect(redactor(secrets)(text)).toBe('[R], [R], [R] and [R]');
  expect(leaksIn([{ where: 'p', text: 'Zoe\u0308 Mu\nller' }], secrets)).toEqual(['p: [R]']);
  expect(redactor(pattern('\\+\\d{11}'))('＋１４１５５５５０１３４')).toBe('[R]');
});
