import { randomUUID } from 'node:crypto';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CaseId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';

let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
});
afterAll(async () => {
  await test[Symbol.asyncDispose]();
});
const take = async (caseId: CaseId, name: string, text: string) =>
  (await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, text) })).exhibitId;
const FATF = 'As of 2026-10-24\ncountry;status\nIran;Call for action\nNorway;Increased monitoring\n';
const LIST =
  'id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,program_ids,dataset,first_seen,last_seen,last_change\n' +
  '"a","Person","Mara Voss","","","ir","","","","","","US-X","d","","",""\n' +
  '"b","Company","Lantern","","","ir;de","","","","","","US-X","d","","",""\n' +
  '"c","Person","Nobody","","","zz","","","","","","US-Y","d","","",""\n';

it('a sheet says which list each line rests on, what does not name the country, and what is not loaded', async () => {
  const caseId = await newCase(test);
  const empty = await test.call('country.sheet', { caseId, country: 'IR' });
  expect(empty).toMatchObject({ name: 'Iran', lines: [], silent: [], note: null });
  expect(empty.notLoaded).toHaveLength(3);
  const fatf = await take(caseId, 'fatf.csv', FATF);
  const list = await take(caseId, 'targets.csv', LIST);
  const loaded = await test.run('country.load', { caseId, exhibits: [fatf, list] });
  expect(loaded).toMatchObject([
    { exhibit: 'E-0001', kind: 'fatf', listDate: '2026-10-24', dateBy: 'file', countries: 2, left: 0 },
    { exhibit: 'E-0002', kind: 'programme', listDate: '', dateBy: 'nobody', countries: 2, left: 1 },
  ]);
  expect(loaded[1]?.leftFirst[0]).toBe('1 of 3 entries name no country that is known.');
  const entity = { id: randomUUID() as never, type: 'location', label: 'Tehran, Iran' } as const;
  await test.call('entity.create', { caseId, entities: [entity] });
  await test.call('country.note', { caseId, country: 'IR', text: 'Payouts through intermediaries.' });

  const sheet = await test.call('country.sheet', { caseId, country: 'IR' });
  expect(sheet.lines.map(({ kind, text }) => [kind, text])).toEqual([
    ['fatf', 'status: Call for action'],
    ['programme', 'd: 2 entries name it'],
    ['programme', 'US-X: 2 entries name it'],
  ]);
  expect(sheet.lines[0]?.list).toMatch(/^E-0001 fatf\.csv, list of 2026-10-24, SHA-256 [0-9a-f]{8}…, line 3$/);
  expect(sheet.lines[1]?.list).toMatch(/^E-0002 targets\.csv, date not stated, SHA-256 [0-9a-f]{8}…$/);
  expect(sheet.notLoaded).toEqual(['country-risk list']);
  expect(sheet.note).toMatchObject({ text: 'Payouts through intermediaries.' });
  expect(sheet.entities).toMatchObject([{ label: 'Tehran, Iran', by: 'place' }]);
  expect(await test.call('country.ofCase', { caseId })).toEqual([
    { code: 'IR', name: 'Iran', entities: 1, by: 'place 1', lines: 3 },
  ]);
  const norway = await test.call('country.sheet', { caseId, country: 'NO' });
  expect(norway.silent).toHaveLength(1);
  // Of all cases: the lists with their case, no note and no entity.
  const all = await test.call('country.sheet', { caseId: null, country: 'IR' });
  expect(all).toMatchObject({ note: null, entities: [] });
  expect(all.lines[0]?.list).toMatch(/^C-\d{4} E-0001 fatf\.csv/);

  const frozen = await test.call('country.freeze', { caseId, country: 'IR' });
  const found = JSON.stringify(await test.call('search.find', { text: 'Call for action' }));
  expect(found).toContain(frozen.label);
  await expect(test.call('country.sheet', { caseId, country: 'XX' })).rejects.toThrow('no code of a country');
  // A bundle of the case carries the lists as they were read, and the note.
  const identity = await generateIdentity();
  const sent = await test.run('bundle.export', { caseId, to: { recipients: [await identityToRecipient(identity)] } });
  const ticket = test.ticketForBytes('case.age', await test.collect(sent.ticket));
  const there = (await test.run('bundle.import', { ticket, with: { identity } })).caseId;
  const carried = await test.call('country.sheet', { caseId: there, country: 'IR' });
  expect([carried.lines, carried.note?.text]).toEqual([sheet.lines, sheet.note?.text]);
  // A list that is removed is no list any more; its lines go with it.
  await test.call('evidence.remove', { exhibitId: fatf, reason: 'another edition came' });
  expect((await test.call('country.sheet', { caseId, country: 'IR' })).notLoaded).toEqual([
    'FATF status',
    'country-risk list',
  ]);
  await test.call('country.unload', { exhibitId: list });
  expect(await test.call('country.lists', { caseId })).toEqual([]);
  expect((await test.run('vault.verify', {})).faults).toEqual([]);
});

it('refuses what names no country, and takes a date from a person only where the file has none', async () => {
  const caseId = await newCase(test);
  const words = await take(caseId, 'words.txt', 'one\ntwo\n');
  await expect(test.run('country.load', { caseId, exhibits: [words] })).rejects.toThrow('names no country');
  const risk = await take(caseId, 'risk.csv', 'country,score,year\nNorway,1.5,2020\n');
  const fatf = await take(caseId, 'fatf.csv', FATF);
  const loaded = await test.run('country.load', { caseId, exhibits: [risk, fatf], date: '2026-11-01' });
  expect(loaded.map(({ listDate, dateBy }) => [listDate, dateBy])).toEqual([
    ['2026-11-01', 'person'],
    ['2026-10-24', 'file'],
  ]);
  const { lines } = await test.call('country.sheet', { caseId, country: 'NO' });
  expect(lines.find(({ kind }) => kind === 'risk')).toMatchObject({ text: 'score: 1.5', state: 'over' });
});
