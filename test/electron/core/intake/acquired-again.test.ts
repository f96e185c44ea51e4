import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate, migrations } from '../../../../electron/core/db/migrate.ts';
import { openScratch } from '../../../../electron/core/db/open.ts';
import { sql } from '../../../../electron/core/db/sql.ts';
import type { ImportResult } from '../../../../shared/contract/evidence.ts';
import type { CaseId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';

const BYTES = 'the same words, brought by two people';
const FIRST = { how: 'received by mail', source: 'Bank of the north', note: 'from the branch', tags: ['first'] };
const SECOND = {
  ...{ how: 'seized phone', source: 'Police of the south', note: 'found in the gallery', tags: ['second', 'second'] },
  ...{ title: 'As seized', zone: 'Asia/Tokyo' },
};

let test: TestCore;
let caseId: CaseId;
let again: ImportResult;
const take = (name: string, more: object = {}): Promise<ImportResult> =>
  test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, BYTES), ...more });
const exhibit = () => test.call('evidence.get', { exhibitId: again.exhibitId });

beforeAll(async () => {
  test = await openTestCore();
  caseId = await newCase(test);
  await test.call('vault.setProfile', { investigator: 'A. First' });
  await take('branch.txt', FIRST);
  await test.call('vault.setProfile', { investigator: 'B. Second' });
  again = await take('gallery.txt', SECOND);
});
afterAll(() => test[Symbol.asyncDispose]());

it('the same bytes from another custodian are a second acquisition of the exhibit', async () => {
  expect(again).toMatchObject({
    ...{ exhibit: 'E-0001', duplicateOf: 'E-0001', originalName: 'gallery.txt' },
    acquiredAgain: { position: 2, repeats: null, sensitivityRaised: false },
  });
  expect(await exhibit()).toMatchObject({
    ...{ acquiredBy: 'A. First', acquiredHow: FIRST.how, source: FIRST.source, note: FIRST.note, tags: ['first'] },
    laterAcquisitions: [
      {
        ...{ position: 2, acquiredBy: 'B. Second', acquiredHow: SECOND.how, acquiredZone: 'Asia/Tokyo' },
        ...{ source: SECOND.source, note: SECOND.note, title: SECOND.title, originalName: 'gallery.txt' },
        tags: ['second'],
      },
    ],
  });
  const { entries } = await test.call('custody.list', { action: 'evidence.importDuplicate' });
  expect(entries[0]).toMatchObject({ subject: 'E-0001', actor: 'B. Second' });
  expect(entries[0]?.detail).toMatchObject({ acquisition: 2, source: SECOND.source, name: 'gallery.txt' });
  const { resultId } = await test.run('query.run', { caseId, sql: 'SELECT label, acquisitions FROM exhibits' });
  const { rows } = await test.call('query.rows', { resultId, offset: 0, limit: 10 });
  expect(rows).toEqual([['E-0001', 2]]);
});

it('is found by what was said of it that time', async () => {
  const hits = async (text: string) =>
    (await test.call('search.find', { caseId, text })).hits.map(({ label, field }) => `${label} ${field}`);
  expect(await hits('found in the gallery')).toEqual(['E-0001 note when acquired again']);
  expect(await hits('gallery.txt')).toEqual(['E-0001 file name when acquired again']);
  expect(await hits(SECOND.source)).toEqual(['E-0001 source when acquired again']);
});

it('is told when the same person brings it again from the same source, and is recorded all the same', async () => {
  const third = await take('gallery.txt', SECOND);
  expect(third.acquiredAgain).toEqual({ position: 3, repeats: 2, sensitivityRaised: false });
  expect((await exhibit()).laterAcquisitions.map(({ position }) => position)).toEqual([2, 3]);
});

it('heeds who marks the bytes as personal, and says so', async () => {
  const fourth = await take('gallery.txt', { ...SECOND, sensitivity: 'personal' });
  expect(fourth.acquiredAgain).toEqual({ position: 4, repeats: 3, sensitivityRaised: true });
  expect((await exhibit()).sensitivity).toBe('personal');
  const fifth = await take('gallery.txt', SECOND);
  expect(fifth.acquiredAgain?.sensitivityRaised).toBe(false);
  expect((await exhibit()).sensitivity).toBe('personal');
});

it('goes with a bundle and is sound there', async () => {
  await using there = await openTestCore();
  const passphrase = 'a passphrase for the bundle';
  const made = await test.run('bundle.export', { caseId, to: { passphrase } });
  const ticket = there.ticketForBytes('case.age', await test.collect(made.ticket));
  const taken = await there.run('bundle.import', { ticket, with: { passphrase } });
  const [arrived] = await there.call('evidence.list', { caseId: taken.caseId });
  expect(arrived?.laterAcquisitions).toEqual((await exhibit()).laterAcquisitions);
  expect(await there.run('vault.verify', {})).toMatchObject({ ok: true, faults: [] });
});

it('is covered by verification, and cannot be changed or taken away', async () => {
  expect(await test.run('vault.verify', {})).toMatchObject({ ok: true, faults: [] });
  const writer = test.core.session?.writer;
  for (const attempt of [sql`UPDATE acquisitions SET note = 'x'`, sql`DELETE FROM acquisitions`])
    expect(() => writer?.run(attempt)).toThrow(/never changed|keeps its record/);
});

it('a store of the version before gets the table, and its exhibits stay', () => {
  const db = openScratch();
  migrate(db, migrations.slice(0, 1));
  db.script(`
    INSERT INTO cases (id, number, title, codename, tlp, requester, team, priority, due_zone, status, background, created_at, updated_at)
      VALUES ('c', 1, 't', '', 'AMBER', '', '', 'normal', 'UTC', 'open', '', '', '');
    INSERT INTO subjects VALUES ('e', 'c', 'exhibit');
    INSERT INTO exhibits (id, case_id, number, kind, title, original_name, media_type, preview, bytes, sha256, acquired_at,
      acquired_zone, acquired_by, acquired_how, source, sensitivity, note)
      VALUES ('e', 'c', 1, 'file', 't', 'n', 'text/csv', 'table', 1, 'h', '', 'UTC', '', '', '', 'normal', '');`);
  const before = db.all(sql`SELECT * FROM exhibits`);
  const texts = db.all(sql`SELECT * FROM search_docs`);
  expect(migrate(db)).toContain(2);
  expect(db.all(sql`SELECT * FROM exhibits`)).toEqual(before);
  expect(db.all(sql`SELECT * FROM search_docs`)).toEqual(texts);
  expect(db.all(sql`SELECT * FROM acquisitions`)).toEqual([]);
  db.close();
});
