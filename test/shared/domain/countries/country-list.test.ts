import { expect, it } from 'vitest';
import { readCountryList } from '../../../../shared/domain/countries/country-list.ts';

it('reads what a table says of each country, its days and the date of the list, and tells what it left', () => {
  const list = readCountryList(
    'FATF, as of 24 October 2026\nJurisdiction;Status;Valid from;Valid to\nIran;Call for action;2020-02-21;\nRuritania;Increased monitoring;;\nKEN;Increased monitoring;2024-02-23;2026-10-23\nMali;;sometime;\n',
  );
  expect(list).toMatchObject({ kind: 'fatf', listDate: '2026-10-24', rows: 4 });
  expect(list?.facts).toEqual([
    { country: 'IR', text: 'Status: Call for action', from: '2020-02-21', to: null, line: 3 },
    { country: 'KE', text: 'Status: Increased monitoring', from: '2024-02-23', to: '2026-10-23', line: 5 },
  ]);
  expect(list?.left).toEqual([
    { line: 4, why: '“Ruritania” is no country that is known' },
    { line: 6, why: '“sometime” is no date that is read: write 2026-10-24' },
  ]);
});

it('takes a year alone for the year that a score is about', () => {
  const list = readCountryList('country,score,year\nAfghanistan,8.2,2025\nNorway,2.9,2025\n');
  expect(list).toMatchObject({ kind: 'risk', listDate: '' });
  expect(list?.facts[0]).toEqual({ country: 'AF', text: 'score: 8.2', from: '2025-01-01', to: '2025-12-31', line: 2 });
});

it('reads a country a line, and takes no list of persons for one of countries', () => {
  expect(readCountryList('High-risk countries, 2026-01-01\nIran\nMyanmar\nKP\n')).toMatchObject({
    ...{ listDate: '2026-01-01', kind: 'risk' },
    facts: [{ country: 'IR' }, { country: 'MM' }, { country: 'KP' }],
  });
  expect(readCountryList('name,country\nMara Voss,Iran\n')).toBeNull();
  expect(readCountryList('Mara Voss\nIran\nIvan Petrov\n')).toBeNull();
  expect(readCountryList('')).toBeNull();
});

it('says of countries below the heading of those that are off the list that they are', () => {
  const text = [
    'Jurisdictions under increased monitoring',
    'Kenya',
    'Mali',
    'Jurisdictions no longer subject to increased monitoring',
    'Nigeria',
    'High-risk jurisdictions subject to a call for action',
    'Iran',
  ];
  expect(readCountryList(text.join('\n'))?.facts.map(({ country, text: said }) => [country, said])).toEqual([
    ['KE', 'is on the list: “Jurisdictions under increased monitoring”'],
    ['ML', 'is on the list: “Jurisdictions under increased monitoring”'],
    ['NG', 'is named as off the list: “Jurisdictions no longer subject to increased monitoring”'],
    ['IR', 'is on the list: “High-risk jurisdictions subject to a call for action”'],
  ]);
});

it('takes a day of which it is not known whether it or its month comes first for either', () => {
  expect(readCountryList('country,date\nIran,03/04/2027\nMali,15/04/2027\nKenya,04/15/2027\n')?.facts).toMatchObject([
    { from: '2027-03-04', text: '03/04/2027 may be 2027-03-04 or 2027-04-03' },
    { from: '2027-04-15', text: '' },
    { from: '2027-04-15', text: '' },
  ]);
});
