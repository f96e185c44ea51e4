import { expect, it } from 'vitest';
import { readLists } from '../../../../electron/core/screening/readers/read-list.ts';
import type { ReadList } from '../../../../shared/domain/screening/listed.ts';
import { EU, FTM, MISP, OFAC, OWN, SIMPLE, UK, UN } from '../../../support/lists.ts';

const read = (...texts: string[]): ReadList[] =>
  readLists(texts.map((text, at) => ({ name: `file ${at}`, bytes: Buffer.from(text) }))).map(({ list }) => list);
const one = (...texts: string[]): ReadList => read(...texts)[0] as ReadList;
const names = (list: ReadList) =>
  list.entries.map(({ id, kind, names: of }) => [id, kind, of.map(({ text, quality }) => `${text} (${quality})`)]);

it('joins the four files of OFAC, remarks that go on in another file with them', () => {
  const list = one(OFAC.comments, OFAC.add, OFAC.sdn, OFAC.alt);
  expect(list).toMatchObject({ format: 'OFAC SDN', rows: 7, left: [] });
  expect(names(list)).toEqual([
    ['OFAC 101', 'person', ['Dmitri Ivanovich ORLOV (primary)', 'Dimitry ORLOFF (alias)']],
    ['OFAC 102', 'organisation', ['LANTERN TRADING LLC (primary)', 'BRASS LANTERN LTD (alias)', 'COPPER (weak)']],
    ['OFAC 103', 'person', ['Fatima SALEM (primary)']],
  ]);
  const [orlov, lantern, salem] = list.entries;
  expect(orlov).toMatchObject({
    born: [{ text: '21 Sep 1979' }],
    countries: ['Ruritania'],
    identifiers: ['149wHUMDbPqXAbEkGLnQC8gbZR8sWqy3Kd'],
  });
  expect([lantern?.programmes, lantern?.identifiers]).toEqual([['CYBER2', 'RURITANIA-EO1'], ['ops@lantern.example']]);
  expect([salem?.born.map(({ text }) => text), salem?.identifiers]).toEqual([['circa 1981', '1983'], ['T1455']]);
  // Without the comments the wallet is lost, and it says so.
  const alone = one(OFAC.sdn);
  expect([alone.entries[0]?.identifiers, alone.notes[0]]).toEqual([[], expect.stringContaining('No file of comments')]);
  expect(() => read(OFAC.alt)).toThrow('sdn.csv');
});

it('reads the list of the United Nations', () => {
  const list = one(UN);
  expect(list).toMatchObject({ format: 'UN consolidated list', listDate: '2026-02-27', rows: 2 });
  expect(names(list)).toEqual([
    [
      'RTi.001',
      'person',
      [
        'KHALED MANSOUR (primary)',
        'خالد منصور (alias)',
        'Abu Nasr (alias)',
        'Khalid Mansur (alias)',
        'The Tailor (weak)',
      ],
    ],
    ['RTe.001', 'organisation', ['STRELSAU MINING CO (primary)']],
  ]);
  expect(list.entries[0]).toMatchObject({
    born: [{ text: '1971' }],
    countries: ['Ruritania', 'Graustark'],
    identifiers: ['R-778'],
  });
});

it('gathers the rows of the lists of the European Union and the United Kingdom by their numbers', () => {
  const eu = one(EU);
  expect([eu.format, eu.listDate, eu.rows, names(eu)]).toEqual([
    'EU consolidated list',
    '20/11/2026',
    4,
    [['EU.27.28', 'person', ['Olena Shevchenko (primary)', 'Олена Шевченко (alias)']]],
  ]);
  expect(eu.entries[0]).toMatchObject({
    born: [{ from: '1975-06-15' }],
    countries: ['RURITANIA'],
    identifiers: ['PP-9'],
    programmes: ['RUR'],
  });
  const uk = one(UK);
  expect([uk.format, uk.listDate, uk.rows, names(uk)]).toEqual([
    'UK Sanctions List',
    '08-Oct-2026',
    3,
    [
      ['RUR0001', 'person', ['Ivan PETROV (primary)', 'Vanya (weak)', 'Иван Петров (weak)']],
      ['RUR0002', 'organisation', ['Graustark Shipping AG (primary)']],
    ],
  ]);
  expect(uk.entries[0]?.born).toMatchObject([{ from: '1975-06-01', to: '1975-06-30' }]);
});

it('reads OpenSanctions, FollowTheMoney, MISP and own lists, and lists what it cannot read', () => {
  expect(names(one(SIMPLE))).toEqual([
    ['Q1', 'person', ['Mara Voss (primary)', 'M. Voss (alias)', 'Voss; Mara (alias)']],
  ]);
  expect(one(SIMPLE).entries[0]).toMatchObject({ countries: ['ru', 'gr'], identifiers: ['ID-5', 'mara@voss.example'] });
  const ftm = one(FTM);
  expect([
    ftm.rows,
    ftm.entries.map(({ kind, identifiers }) => [kind, identifiers]),
    ftm.left.map(({ line }) => line),
  ]).toEqual([
    3,
    [
      ['organisation', ['HRB 77']],
      ['other', ['0x00000000219ab540356cBB839Cbe05303d7705Fa']],
    ],
    [3],
  ]);
  expect(one(MISP)).toMatchObject({
    format: 'MISP warning list: Disposable mail',
    listDate: '20261001',
    rows: 2,
    values: { rule: 'hostname' },
  });
  const own = one(OWN);
  expect([names(own), own.left]).toEqual([
    [['line 2', 'other', ['Pat Okoro (primary)', 'P. Okoro (alias)']]],
    [{ line: 3, why: 'it has no name' }],
  ]);
  expect(() => read('a,b\n1,2\n')).toThrow('known by its shape');
});
