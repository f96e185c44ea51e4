import { expect, it } from 'vitest';
import { statedCountry } from '../../../../shared/domain/countries/of-entity.ts';

const stated = (type: string, label: string): string | null => {
  const found = statedCountry({ type, label });
  return found && `${found.code} by ${found.by}`;
};

it('takes a country only from what states one for certain, and says from what', () => {
  expect(stated('bank', 'DE89 3704 0044 0532 0130 00')).toBe('DE by IBAN');
  expect(stated('bank', 'DE88370400440532013000')).toBeNull(); // its check digits are wrong
  expect(stated('phone', '+49 30 901820')).toBe('DE by phone number');
  expect(stated('phone', '0049 30 901820')).toBe('DE by phone number');
  expect(stated('phone', '030 901820')).toBeNull();
  expect(stated('phone', '+800 1234 5678')).toBeNull(); // of no country
  expect(stated('location', 'Iran')).toBe('IR by place');
  expect(stated('location', 'Lagos, Nigeria')).toBe('NG by place');
  expect(stated('address', '1 Main Street, Sofia, Bulgaria')).toBe('BG by address');
  expect(stated('address', 'Sacramento, CA')).toBeNull();
  for (const state of ['CA', 'IN', 'DE', 'Sacramento, CA']) expect(stated('location', state)).toBeNull();
  expect(stated('location', 'London, UK')).toBe('GB by place');
  expect(stated('location', 'Atlanta, Georgia')).toBeNull();
  expect(stated('location', 'Berlin')).toBeNull();
  // Of a person, a domain or an IP nothing is said.
  for (const [type, label] of [
    ['person', 'Iran'],
    ['domain', 'shop.example.de'],
    ['ip', '192.0.2.1'],
  ] as const)
    expect(stated(type, label)).toBeNull();
});
