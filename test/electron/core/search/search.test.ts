import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sql } from '../../../../electron/core/db/sql.ts';
import { INDEXED_CHARACTERS, indexExhibitText } from '../../../../electron/core/search/index-text.ts';
import type { BoardOp } from '../../../../shared/contract/board.ts';
import type { CaseId, ExhibitId } from '../../../../shared/contract/values.ts';
import { EXHIBIT_KINDS, exhibitKinds } from '../../../../shared/domain/exhibit-kinds.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { newExhibit } from '../board/exhibit.ts';

const writer = (test: TestCore) => {
  if (!test.core.session) throw new Error('no vault is open');
  return test.core.session.writer;
};
const find = async (test: TestCore, text: string, caseId?: CaseId) =>
  (await test.call('search.find', { text, ...(caseId ? { caseId } : {}) })).hits;

async function addEntities(test: TestCore, caseId: CaseId, ...labels: string[]): Promise<void> {
  const { boardId } = await test.call('case.get', { caseId });
  const ops = labels.map((label) => ({ op: 'entity.create', entity: { id: randomUUID(), type: 'account', label } }));
  await test.call('board.apply', { boardId, step: 'Add', ops: ops as unknown as BoardOp[] });
}

describe('search.find', () => {
  it.each<[string, string, string, string]>([
    ['a name typed composed', 'Paid by Zoë Müller.', 'Zoë Müller', 'NFC'],
    ['a name typed decomposed', 'Paid by Zoë Müller.', 'zoë müller', 'NFD'],
    ['two letters', 'Güterverkehr', 'ü', 'NFC'],
    ['two letters typed decomposed', 'Über', 'üb', 'NFD'],
    ['Hangul', '송금인 김철수 확인', '김철수', 'NFC'],
    ['Vietnamese', 'Nguyễn Thị Hường', 'nguyễn thị', 'NFD'],
  ])('finds %s in texts of both forms, at its place', async (_, text, wanted, form) => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const ids = (['NFC', 'NFD'] as const).map((stored) => {
      const id = newExhibit(test, caseId, stored);
      indexExhibitText(writer(test), { id, caseId, kind: 'file' }, `á ${text}`.normalize(stored));
      return id;
    });
    const hits = await find(test, wanted.normalize(form), caseId);
    expect(hits.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    for (const { snippet, match } of hits)
      expect(
        snippet
          .slice(...match)
          .normalize('NFC')
          .toLowerCase(),
      ).toBe(wanted.normalize('NFC').toLowerCase());
  });

  it.each(exhibitKinds)('lists the title and the text of a %s as one thing', async (kind) => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const id = newExhibit(test, caseId, 'Marked title', kind);
    indexExhibitText(writer(test), { id, caseId, kind }, 'marked text');
    const { found } = EXHIBIT_KINDS[kind];
    expect((await find(test, 'marked', caseId)).map((hit) => [hit.kind, hit.field])).toEqual([
      [found, 'title'],
      [found, 'content'],
    ]);
  });

  it('looks through everything a case holds, and through that case only when asked to', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test, 'Marker ring');
    const other = await newCase(test, 'Other marker');
    const exhibit = newExhibit(test, caseId, 'Marker screenshot');
    const query = newExhibit(test, caseId, 'Logins of the marker', 'query');
    await test.call('finding.create', { caseId, claim: 'The marker moved.', explanation: 'A marker again.' });
    await addEntities(test, caseId, 'marker@example.com');
    const db = writer(test);
    db.run(sql`INSERT INTO tags (exhibit_id, tag) VALUES (${exhibit}, ${'marker tag'})`);
    db.run(sql`INSERT INTO queries (exhibit_id, sql, columns, row_count, row_limit, inputs, ran_at, elapsed_ms)
      VALUES (${query}, ${"SELECT 'marker'"}, '[]', 0, 1, '[]', '2026-01-01T00:00:00.000Z', 1)`);
    db.run(sql`UPDATE exhibits SET note = ${'note with MARKER'} WHERE id = ${exhibit}`);
    const { boardId } = await test.call('case.get', { caseId });
    await test.call('board.apply', {
      boardId,
      step: 'Note',
      ops: [{ op: 'note.create', note: { id: randomUUID() as string as never, text: 'board note: marker' } }],
    });
    indexExhibitText(db, { id: exhibit, caseId, kind: 'file' }, 'time,user\n12:00,marker\n');

    const hits = await find(test, 'marker', caseId);
    expect(hits.map(({ kind, label, field }) => `${kind} ${label}: ${field}`).toSorted()).toEqual([
      'case C-0001: title',
      'entity marker@example.com: label',
      'exhibit E-0001: content',
      'exhibit E-0001: note',
      'exhibit E-0001: tag',
      'exhibit E-0001: title',
      'finding F-1: claim',
      'finding F-1: explanation',
      'note Note: text',
      'query E-0002: SQL',
      'query E-0002: title',
    ]);
    for (const { snippet, match } of hits) expect(snippet.slice(...match).toLowerCase()).toBe('marker');
    expect((await find(test, 'marker')).filter((hit) => hit.caseId === other)).toHaveLength(1);
  });

  it.each([
    ['4815', 'u_48151623', '4815'],
    ['56CBB839', '0x00000000219ab540356cBB839Cbe05303d7705Fa', '56cBB839'],
    ['美玲', '林美玲', '美玲'],
    ['й', 'Сергей', 'й'],
    ['ПОЧТА@', 'почта@пример.example', 'почта@'],
    ['a"b', 'say a"b*', 'a"b'],
    ['_%', '100_%', '_%'],
    ['AB', 'xxabxx', 'ab'],
    ['🧵', 'red🧵thread', '🧵'],
    ['σοφος', 'ΣΟΦΟΣ', 'ΣΟΦΟΣ'],
    [' 007', 'id 007', ' 007'],
  ])('finds %s within %s', async (wanted, label, matched) => {
    await using test = await openTestCore();
    const caseId = await newCase(test, 'T-1');
    await addEntities(test, caseId, label, 'noise', '13');
    const hits = (await find(test, wanted)).filter(({ kind }) => kind === 'entity');
    expect(hits.map(({ title }) => title)).toEqual([label]);
    expect(hits[0]?.snippet.slice(...(hits[0]?.match ?? [0, 0]))).toBe(matched);
  });

  it('takes nothing that merely shares its parts, and survives syntax', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test, 'T-1');
    await addEntities(test, caseId, 'abcd bcde', 'x');
    expect(await find(test, 'abcde')).toEqual([]);
    for (const text of ['"', '""" OR', 'NEAR(a b)', 'label:abc', '*', '\0abc', "'; DROP TABLE cases; --"])
      expect(await find(test, text)).toEqual([]);
  });

  it('follows changes, and forgets what was removed or rolled back', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test, 'Case');
    const { boardId } = await test.call('case.get', { caseId });
    await addEntities(test, caseId, 'before-change');
    const [entity] = await test.call('entity.list', { caseId });
    if (!entity) throw new Error('no entity');
    const edit: BoardOp = { op: 'entity.update', id: entity.id, label: 'after-change' };
    await test.call('board.apply', { boardId, step: 'Edit', ops: [edit] });
    expect(await find(test, 'before-change')).toEqual([]);
    expect(await find(test, 'after-change')).toHaveLength(1);
    await test.call('board.undo', { boardId });
    expect(await find(test, 'before-change')).toHaveLength(1);
    const wrong = [
      { ...edit, label: 'never-stored' },
      { op: 'entity.remove', id: randomUUID() },
    ] as unknown as BoardOp[];
    await expect(test.call('board.apply', { boardId, step: 'No', ops: wrong })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await find(test, 'never-stored')).toEqual([]);
    await test.call('board.apply', { boardId, step: 'Remove', ops: [{ op: 'entity.remove', id: entity.id }] });
    expect(await find(test, 'change')).toEqual([]);
    writer(test).script(`INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)`);
  });

  it('forgets the text of an exhibit that is removed, and keeps its record', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const exhibit = newExhibit(test, caseId, 'Chat export');
    const db = writer(test);
    indexExhibitText(db, { id: exhibit, caseId, kind: 'file' }, 'gone-with-the-bytes');
    expect(await find(test, 'gone-with')).toHaveLength(1);
    db.run(
      sql`UPDATE exhibits SET removed_at = ${'2026-01-02T00:00:00.000Z'}, removed_reason = ${'asked'} WHERE id = ${exhibit}`,
    );
    expect(await find(test, 'gone-with')).toEqual([]);
    expect(await find(test, 'Chat export')).toHaveLength(1);
    expect(db.all(sql`SELECT text FROM search_docs WHERE field = 'content'`)).toEqual([]);
  });
});

describe('the text of an exhibit', () => {
  it('is found anywhere in it, once, also where pieces meet, and is replaced when indexed again', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const exhibit = newExhibit(test, caseId);
    const db = writer(test);
    const needle = 'needle-across-the-border';
    indexExhibitText(
      db,
      { id: exhibit, caseId, kind: 'file' },
      `${'a '.repeat(29_995)}${needle}${' b'.repeat(100_000)}`,
    );
    const hits = await find(test, needle);
    expect(hits).toHaveLength(1);
    expect(hits[0]?.snippet.slice(...(hits[0]?.match ?? [0, 0]))).toBe(needle);
    expect(await find(test, 'b b')).toHaveLength(1);
    indexExhibitText(db, { id: exhibit, caseId, kind: 'file' }, 'something else');
    expect(await find(test, needle)).toEqual([]);
  });

  it('is searched up to a limit, which the answer names', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const [short, long]: ExhibitId[] = [newExhibit(test, caseId), newExhibit(test, caseId)];
    indexExhibitText(writer(test), { id: short as ExhibitId, caseId, kind: 'file' }, 'short');
    expect((await test.call('search.find', { text: 'tail-end' })).partlyIndexed).toEqual([]);
    indexExhibitText(
      writer(test),
      { id: long as ExhibitId, caseId, kind: 'file' },
      `${'z'.repeat(INDEXED_CHARACTERS)}tail-end`,
    );
    expect(await test.call('search.find', { text: 'tail-end' })).toEqual({
      hits: [],
      more: false,
      partlyIndexed: ['E-0002'],
      notIndexed: [],
    });
  });

  it('says when there are more hits than asked for', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await addEntities(test, caseId, 'u_100', 'u_1001', 'u_10');
    const { hits, more } = await test.call('search.find', { text: 'u_10', limit: 2 });
    expect([hits.map(({ title }) => title), more]).toEqual([['u_10', 'u_100'], true]);
    expect((await test.call('search.find', { text: 'u_10', limit: 3 })).more).toBe(false);
  });
});
