import { expect, it } from 'vitest';
import { COUNTRY_CODES, countryCode, countryName, countryWords } from '../../../../shared/domain/countries/codes.ts';

it('knows each country once, with a name of its own, by which it is found again', () => {
  expect(COUNTRY_CODES).toHaveLength(250);
  expect(new Set(COUNTRY_CODES).size).toBe(250);
  expect(COUNTRY_CODES.filter((code) => countryName(code) === code)).toEqual([]);
  expect(COUNTRY_CODES.filter((code) => countryCode(countryName(code)) !== code)).toEqual([]);
  expect(COUNTRY_CODES.filter((code) => countryCode(code.toLowerCase()) !== code)).toEqual([]);
});

it('reads the names and codes that lists write, and takes nothing else for a country', () => {
  for (const [text, code] of [
    ['IRN', 'IR'],
    ['Iran (Islamic Republic of)', 'IR'],
    ["Korea, Democratic People's Republic of", 'KP'],
    ['North Korea', 'KP'],
    ['Korea, South', 'KR'],
    ['Russian Federation', 'RU'],
    ['CÔTE D’IVOIRE', 'CI'],
    ['Congo, Democratic Republic of the', 'CD'],
    ['Turkey', 'TR'],
    ['Türkiye', 'TR'],
    ['Burma', 'MM'],
    ['UK', 'GB'],
    ['Bosnia & Herzegovina', 'BA'],
    ['Bosnia and Herzegovina', 'BA'],
    ['Saint Lucia', 'LC'],
    ['Viet Nam', 'VN'],
  ] as const)
    expect([text, countryCode(text)]).toEqual([text, code]);
  for (const text of ['', 'Congo', 'Europe', 'XX', 'Ruritania', 'n/a', 'Iran, Iraq'])
    expect(countryCode(text)).toBeNull();
  expect(countryWords('IR')).toBe('Iran (IR)');
});
