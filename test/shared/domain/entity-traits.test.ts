import { describe, expect, it } from 'vitest';
import { normalKey } from '../../../shared/domain/entities.ts';
import { traitOf } from '../../../shared/domain/entity-traits.ts';
import { seeded } from '../../support/random.ts';

const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  account: ['007', 'A-12', 'user_9', 'a b', ' x '],
  email: [
    'M.Voss@Example.net',
    'm.voss+shop@gmail.com',
    'mvoss@googlemail.com',
    '+tag@gmail.com',
    'a+b+c@example.org',
    'mailto:m@example.org',
    'm(at)example[.]org',
    'M@bücher.example',
    'm@xn--bcher-kva.example',
    'm@EXAMPLE.org.',
    'not.a.mail@',
  ],
  ip: ['203.0.113.9', '010.1.2.3', '::ffff:203.0.113.9', '203[.]0[.]113[.]9', '2001:DB8::1', '999.1.1.1'],
  phone: [
    '+1 202-555-0143',
    '+12025550143',
    '0012025550143',
    '(202) 555-0143',
    'tel:+12025550143',
    '+44 (0)20 7946 0018',
    '+1 202 555 0143 ext. 7',
    '+1 202 555 0143;ext=7',
    '112',
    '+39 06 555 0100',
    '1-800-EXAMPLE',
  ],
  device: [
    '00:1B:44:11:3A:B7',
    '00-1b-44-11-3a-b7',
    '001b.4411.3ab7',
    '{3F2504E0-4F89-41D3-9A0C-0305E82C3301}',
    'IMEI 490154203237518',
    'imei490154203237518',
    '49-015420-323751-8',
    'Pixel-8.Pro',
    'DEADBEEFDEADBEEF',
  ],
  wallet: [
    `0x${'Ab'.repeat(20)}`,
    'ab'.repeat(20),
    `\\x${'ab'.repeat(20)}`,
    `ethereum:0x${'ab'.repeat(20)}`,
    'BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4',
    '1BoatSLRHtKNngkdXEeobR76b53LETtpyT',
  ],
};

describe('the trait of a label', () => {
  it.each(Object.entries(WRITTEN))('of the type %s is that of its normal form, or none', (type, labels) => {
    const random = seeded(type.length);
    const mixed = Array.from({ length: 4000 }, () => {
      const [one, other] = [labels, labels].map((all) => all[Math.floor(random() * all.length)] ?? '');
      const [at, from] = [one, other].map((each = '') => Math.floor(random() * (each.length + 1)));
      return `${one?.slice(0, at)}${other?.slice(from)}`;
    });
    let told = 0;
    for (const label of [...labels, ...mixed]) {
      const trait = traitOf(type, label);
      if (trait === null) continue;
      told++;
      const key = normalKey({ type: type as never, label });
      // A form of which nothing is told has every label of the type looked at.
      const ofForm = traitOf(type, key.slice(type.length + 1));
      expect({ label, trait: ofForm ?? trait }).toEqual({ label, trait });
    }
    expect(told).toBeGreaterThan(labels.length / 4);
  });
});
