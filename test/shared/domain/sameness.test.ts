import { describe, expect, it } from 'vitest';
import { type EntityType, normalKey } from '../../../shared/domain/entities.ts';
import { cardLabel } from '../../../shared/domain/entity-forms.ts';
import { typedProblem } from '../../../shared/domain/identifiers.ts';

/** Lists of writings; a blank line parts what is not the same. Every writing is held against every other. */
const groups = (text: string): string[][] =>
  text
    .trim()
    .split(/\n\s*\n/)
    .map((group) => group.split('\n').map((line) => line.trim()));

function expectGroups(type: EntityType, text: string, least: number): void {
  const all = groups(text).flatMap((writings, group) => writings.map((label) => ({ label, group })));
  expect(all.length).toBeGreaterThanOrEqual(least);
  const wrong = all.flatMap((one, at) =>
    all.slice(at + 1).flatMap((other) => {
      const same = normalKey({ type, label: one.label }) === normalKey({ type, label: other.label });
      return same === (one.group === other.group) ? [] : [`${one.label} and ${other.label}: ${same ? 'same' : 'two'}`];
    }),
  );
  expect(wrong).toEqual([]);
}

const MAILS = `
mara.voss@gmail.com
MaraVoss@gmail.com
m.a.r.a.voss+shop@googlemail.com
mailto:maravoss@gmail.com
maravoss[@]gmail[.]com
maravoss(at)gmail(dot)com

mara.voss+shop@example.com
Mara.Voss+Shop@Example.com

mara.voss@example.com
MARA.VOSS@EXAMPLE.COM
 mara.voss@example.com
mara.voss@example[.]com

maravoss@example.com

mara.voss@example.org

info@bücher.example
info@xn--bcher-kva.example
INFO@BÜCHER.example

info@bucher.example

maravos@gmail.com

mara_voss@gmail.com

maravoss@gmail.com.example.org

mara-voss@yahoo.example
mara-voss@YAHOO.example

mara-voss-tag@yahoo.example

mara.voss@mail.example.com

x+@gmail.com
x@gmail.com

+1@gmail.com

zoë@example.com
zoe\u0308@example.com

zoe@example.com`;

const PHONES = `
+1 (202) 555-0143
+12025550143
+1.202.555.0143
+1-202-555-0143
tel:+12025550143
001 202 555 0143

2025550143
(202) 555-0143
202-555-0143

+1 202 555 0143 ext. 5
+12025550143 ext 5

+1 202 555 0144

+44 20 7946 0018
+44 (0)20 7946 0018
0044 20 7946 0018
+442079460018

020 7946 0018
02079460018

+44 20 7946 0019

+49 30 901820
+49 (0) 30 / 90 18 20
+4930901820

+49 30 901821

+33 1 99 00 12 34
+33 (0)1 99 00 12 34
+33.1.99.00.12.34

+86 10 5555 0143
+861055550143

+39 06 5555 0143
+390655550143`;

const ADDRESSES = `
12 Main Street, Springfield
12 main st springfield
12 Main St., Springfield
12  MAIN STREET
`.replace(
  '12  MAIN STREET\n',
  `12 Main Street; Springfield

12 Main Street

12 Main Road, Springfield
12 Main Rd, Springfield

12A Main Street, Springfield

21 Main Street, Springfield

12 Main Street, Apt 5, Springfield
12 Main St Apartment 5 Springfield
12 Main St., Apt. #5, Springfield

12 Main Street, Apt 6, Springfield

12 Main Street, Suite 5, Springfield
12 Main St, Ste 5, Springfield

Hauptstraße 7, 10115 Berlin
Hauptstrasse 7, 10115 Berlin
Hauptstr. 7, 10115 BERLIN

Hauptstraße 17, 10115 Berlin

Nebenstraße 7, 10115 Berlin

221B Baker Street, London, United Kingdom
221b Baker St., London, UK

5 Avenue des Champs, Paris
5 Av. des Champs, Paris
5 ave des champs paris

P.O. Box 14, Dover
PO Box 14, Dover

P.O. Box 41, Dover

Rua São João 4, Lisboa
Rua Sao Joao 4, Lisboa

9 North Park Blvd, Denver, USA
9 N. Park Boulevard, Denver, United States

9 South Park Blvd, Denver, USA

ул. Ленина, 5
УЛ. ЛЕНИНА 5`,
);

describe('a value is one however it is written', () => {
  it('30 e-mail addresses', () => expectGroups('email', MAILS, 30));
  it('30 phone numbers', () => expectGroups('phone', PHONES, 30));
  it('30 postal addresses', () => expectGroups('address', ADDRESSES, 30));
  it.each<[EntityType, string]>([
    [
      'ip',
      '2001:db8::1\n2001:0DB8:0:0:0:0:0:1\n[2001:db8::1]\n\n192.0.2.1\n192[.]0[.]2[.]1\n::ffff:192.0.2.1\n\n192.0.2.01',
    ],
    ['network', '192.0.2.77/24\n192.0.2.0/24\n\n192.0.2.0/25\n\nAS64500\nASN 64500\nas64500\n\nAS64501'],
    [
      'device',
      '00:00:5E:00:53:01\n00-00-5e-00-53-01\n0000.5e00.5301\n\n490154203237518\n49-015420-323751-8\nIMEI 490154203237518\n\n490154203237517\n\nAbCdEf-1\n\nabcdef-1\n\nEA7583CD-A667-48BC-B806-42ECB2B48606\n{ea7583cd-a667-48bc-b806-42ecb2b48606}\n\n9E107D9D372BB6826BD81D3542A419D6\n9e107d9d372bb6826bd81d3542a419d6',
    ],
    [
      'wallet',
      '0x00000000219ab540356cBB839Cbe05303d7705Fa\n\\x00000000219ab540356cbb839cbe05303d7705fa\n0X00000000219AB540356CBB839CBE05303D7705FA\n\nTJCnKsPa7y5okkXvQAidZBzqx3QyQ6sxMW',
    ],
    [
      'username',
      '@Mara_V\nmara_v\n\nhttps://www.instagram.com/Mara_V/\ninstagram:@mara_v\nig/mara_v\nmara_v (Instagram)\n\nhttps://t.me/mara_v\ntelegram: mara_v\n\nhttps://twitter.com/mara_v\nx.com/mara_v/status/1\n\nfacebook.com/mara.v\nhttps://fb.com/marav',
    ],
    ['cookie', 'fb.1.AbC\n\nfb.1.aBc'],
    [
      'profile',
      [
        'facebook.com/profile.php?id=100001\nhttps://m.facebook.com/profile.php?sk=about&id=100001#x\nfacebook.com/100001',
        'facebook.com/profile.php?id=100002',
        'facebook.com/groups/Aa\nhttps://www.facebook.com/groups/Aa',
        'facebook.com/groups/aa',
        'facebook.com/people/Mara-Voss/1',
        'facebook.com/people/Mara-Voss/2',
        'instagram.com/p/AbC',
        'instagram.com/p/aBc',
        'instagram.com/Mara_V/?hl=en\nhttps://instagram.com/mara_v',
        't.me/joinchat/AbC',
        't.me/joinchat/aBc',
        't.me/c/1/2',
        't.me/c/2/2',
        't.me/+AbC',
        'x.com/i/lists/1',
        'x.com/i/lists/2',
        'linkedin.com/in/Mara\nhttps://www.linkedin.com/in/mara/',
        'linkedin.com/company/mara',
        'linkedin.com/posts/a-1',
        'youtube.com/watch?v=AbC',
        'youtube.com/watch?v=aBc',
        'youtube.com/@Mara/videos\nyoutube.com/@mara',
        'tiktok.com/@mara',
        'tiktok.com/t/AbC',
        'tiktok.com/t/aBc',
        'vk.com/wall1_2',
        'vk.com/wall1_3',
      ].join('\n\n'),
    ],
    [
      'location',
      '52.52, 13.405\n52.520000,13.405000\n52°31\'12"N 13°24\'18"E\ngeo:52.52,13.405\n\n52.53, 13.405\n\n-52.52, 13.405\n52.52 S, 13.405 E',
    ],
    ['domain', 'EXAMPLE.com.\nexample.com\nexample[.]com\n\nwww.example.com'],
    ['url', 'hxxps://example[.]com/a\nhttps://EXAMPLE.com/a\n\nhttps://example.com/A'],
    [
      'bank',
      'DE89 3704 0044 0532 0130 00\nde89370400440532013000\nIBAN: DE89 3704 0044 0532 0130 00\n\nDE89 3704 0044 0532 0130 01',
    ],
    ['hash', '9E107D9D372BB6826BD81D3542A419D6\n9e107d9d372bb6826bd81d3542a419d6'],
    [
      'vehicle',
      '1M8GDM9AXKP042788\n1m8gdm9axkp042788\n\nB-MV 1234\nb mv 1234\nB·MV-1234\n\nBM-V 1234\n\nBMV1234\n\nB-AB 123\n\nBA-B 123',
    ],
    [
      'card',
      `4111 1111 1111 1111\n4111111111111111\n${cardLabel('4111111111111111')}\n\n4111112014267661\n\n411111******1111`,
    ],
  ])('%s', (type, text) => expectGroups(type, text, 2));
  it('a bank account is one, paid from or paid out to', () => {
    const label = 'DE89370400440532013000';
    expect(normalKey({ type: 'payout', label })).toBe(normalKey({ type: 'bank', label }));
  });
});

describe('what may be mistyped, or imitates another, is said', () => {
  it.each<[EntityType, string, string]>([
    ['device', '490154203237517', 'IMEI'],
    ['card', '4111111111111112', 'check digit'],
    ['vehicle', '1M8GDM9A1KP042788', 'VIN'],
    ['ip', '192.0.2.01', 'octal'],
    ['wallet', 'TJCnKsPa7y5okkXvQAidZBzqx3QyQ6sxMX', 'TRON'],
    ['domain', 'раypal.example', 'mixes Latin and Cyrillic'],
    ['domain', 'xn--80ak6aa92e.example', 'looks like "apple"'],
    ['email', 'mara@раypal.example', 'mixes'],
  ])('%s %s', (type, label, words) => expect(typedProblem(type, label)).toContain(words));
  it.each<[EntityType, string]>([
    ['device', '490154203237518'],
    ['card', '4111111111111111'],
    ['vehicle', '1M8GDM9AXKP042788'],
    ['domain', 'bücher.example'],
    ['domain', 'пример.example'],
    ['ip', '192.0.2.1'],
  ])('%s %s is sound', (type, label) => expect(typedProblem(type, label)).toBeNull());
});

it('a card keeps no whole number, and two cards with the same ends are two', () => {
  expect(cardLabel('4111 1111 1111 1111')).toMatch(/^411111\*{6}1111-[0-9a-f]{2}$/);
  expect(cardLabel('4111112014561111')).not.toBe(cardLabel('4111111111111111'));
  expect(cardLabel('tok_4815')).toBe('tok_4815');
});
