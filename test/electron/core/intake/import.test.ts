import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, rmSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sql } from '../../../../electron/core/db/sql.ts';
import { opened } from '../../../../electron/core/transaction.ts';
import { lockVault } from '../../../../electron/core/vault/lock.ts';
import { newCase, openTestCore, PASSPHRASE, type TestCore } from '../../../support/core.ts';

const sha = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const take = async (
  test: TestCore,
  caseId: Awaited<ReturnType<typeof newCase>>,
  name: string,
  bytes: Uint8Array | string,
) => test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, bytes) });
const staged = (test: TestCore) =>
  test.core.session?.reader.get<{ n: number }>(
    sql`SELECT (SELECT count(*) FROM incoming) + (SELECT count(*) FROM chunks WHERE content_id NOT IN (SELECT id FROM contents)) AS n`,
  )?.n;

describe('importing', () => {
  it('keeps the bytes, their hash and how they came', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const bytes = randomBytes(2_500_000);
    const ticket = test.ticketForBytes('dump.bin', bytes);
    const result = await test.run('evidence.import', {
      caseId,
      ticket,
      how: 'received by mail',
      source: 'Legal',
      tags: ['a', 'a', 'b'],
    });
    expect(result).toMatchObject({
      exhibit: 'E-0001',
      sha256: sha(bytes),
      bytes: bytes.length,
      mediaType: 'application/octet-stream',
      duplicateOf: null,
    });
    const exhibit = await test.call('evidence.get', { exhibitId: result.exhibitId });
    expect(exhibit).toMatchObject({
      acquiredHow: 'received by mail',
      source: 'Legal',
      tags: ['a', 'b'],
      preview: 'none',
      originalName: 'dump.bin',
    });
    const page = await test.call('evidence.content', {
      exhibitId: result.exhibitId,
      variant: 'original',
      offset: 1_048_000,
      length: 2000,
    });
    expect(Buffer.from(page.bytes)).toEqual(bytes.subarray(1_048_000, 1_050_000));
    const out = await test.run('evidence.export', { exhibitId: result.exhibitId });
    expect(sha(await test.collect(out.ticket))).toBe(sha(bytes));
    expect(out.name).toBe('E-0001 dump.bin');
    const { entries } = await test.call('custody.list', { action: 'evidence.', newestFirst: false });
    expect(entries.map(({ action, subject }) => `${action} ${subject}`)).toEqual([
      'evidence.import E-0001',
      'evidence.export E-0001',
    ]);
    expect(entries[0]?.detail).toMatchObject({
      sha256: sha(bytes),
      bytes: bytes.length,
      name: 'dump.bin',
      source: 'Legal',
    });
  });

  it('stores the same bytes once in a case, and says so', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await take(test, caseId, 'a.txt', 'the same words');
    expect(await take(test, caseId, 'b.txt', 'the same words')).toMatchObject({
      exhibit: 'E-0001',
      duplicateOf: 'E-0001',
      originalName: 'b.txt',
    });
    expect(await test.call('evidence.list', { caseId })).toHaveLength(1);
    expect(await take(test, await newCase(test, 'Other'), 'a.txt', 'the same words')).toMatchObject({
      duplicateOf: null,
    });
    expect(staged(test)).toBe(0);
  });

  it('stores the same bytes once also when they come twice at the same time', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const results = await Promise.all(
      ['a.txt', 'b.txt', 'c.txt'].map((name) => take(test, caseId, name, 'same words')),
    );
    expect(results.map(({ duplicateOf }) => duplicateOf).sort()).toEqual(['E-0001', 'E-0001', null]);
    expect(await test.call('evidence.list', { caseId })).toHaveLength(1);
    expect(staged(test)).toBe(0);
    const { entries } = await test.call('custody.list', { action: 'evidence.', newestFirst: false });
    expect(entries.map(({ action }) => action)).toEqual([
      'evidence.import',
      'evidence.importDuplicate',
      'evidence.importDuplicate',
    ]);
  });

  it('keeps the name as it was, and titles it without what would deceive', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const name = 'invoice\u202egnp.exe\n';
    const { exhibitId } = await take(test, caseId, name, 'MZ');
    expect(await test.call('evidence.get', { exhibitId })).toMatchObject({
      originalName: name,
      title: 'invoice gnp.exe',
    });
    const { name: saved } = await test.run('evidence.export', { exhibitId });
    expect(saved).toBe('E-0001 invoice_gnp.exe_');
  });

  it('says of a text that is laid out as a table that it may be read as one', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const rows = Array.from({ length: 12 }, (_, at) => `${String(at + 1).padEnd(8)}user${at}     ${at * 3}.50`).join(
      '\n',
    );
    const drawn = '# Logins\n\n| id | at |\n| --- | --- |\n| 1 | 10:00 |\n| 2 | 11:00 |\n';
    for (const [name, text, told] of [
      ['a.txt', `id      name      paid\n${rows}\n`, true],
      ['b.md', drawn, true],
      ['c.txt', 'Dear all,\n\nthis is a letter, and no table.\nIt has lines of words.\nYours\n', false],
    ] as const) {
      const { dataset, datasetProblem } = await take(test, caseId, name, text);
      expect([name, dataset, datasetProblem?.includes('seems to hold a table') ?? false]).toEqual([name, null, told]);
    }
  });

  it('keeps the exhibit when it is stopped while its rows are read, and says so', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const rows = `a,b\n${'1,2\n'.repeat(400_000)}`;
    const { jobId } = await test.call('evidence.import', { caseId, ticket: test.ticketForBytes('rows.csv', rows) });
    await expect
      .poll(() => test.core.jobs.get(jobId).label, { interval: 1, timeout: 20_000 })
      .toBe('Reading the rows of rows.csv');
    await test.call('job.cancel', { jobId });
    await expect.poll(() => test.core.jobs.get(jobId).state).toBe('done');
    expect(test.core.jobs.get(jobId).result).toMatchObject({
      exhibit: 'E-0001',
      dataset: null,
      datasetProblem: expect.stringContaining('E-0001 is stored'),
    });
    expect(staged(test)).toBe(0);
    expect((await test.run('vault.verify', {})).faults).toEqual([]);
  });

  it('refuses an empty file, a changed file, a used ticket and a foreign case, and keeps nothing of them', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await expect(take(test, caseId, 'empty.csv', '')).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('empty'),
    });
    const path = test.file('grows.log', Buffer.alloc(40 << 20, 'line\n'));
    const ticket = await test.ticketFor(path);
    const { jobId } = await test.call('evidence.import', { caseId, ticket });
    while (!test.core.jobs.get(jobId).progress?.done) await new Promise((resolve) => setTimeout(resolve, 1));
    appendFileSync(path, 'more');
    await expect.poll(() => test.core.jobs.get(jobId).error?.code).toBe('changed');
    const vanishing = await test.ticketFor(path);
    rmSync(path);
    await expect(test.run('evidence.import', { caseId, ticket: vanishing })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('grows.log'),
    });
    await expect(test.run('evidence.import', { caseId, ticket })).rejects.toMatchObject({ code: 'not-found' });
    const foreign = '00000000-0000-4000-8000-000000000000' as typeof caseId;
    await expect(take(test, foreign, 'a', 'a')).rejects.toMatchObject({ code: 'not-found' });
    expect(await test.call('evidence.list', { caseId })).toEqual([]);
    expect(staged(test)).toBe(0);
    expect((await take(test, caseId, 'a', 'a')).exhibit).toBe('E-0001');
  });

  it('leaves nothing when it is cancelled half-way', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const ticket = await test.ticketFor(test.file('large.bin', Buffer.alloc(64 << 20)));
    const { jobId } = await test.call('evidence.import', { caseId, ticket });
    while (!test.core.jobs.get(jobId).progress?.done) await new Promise((resolve) => setTimeout(resolve, 1));
    await test.call('job.cancel', { jobId });
    await expect.poll(() => test.core.jobs.get(jobId).state).toBe('cancelled');
    expect(await test.call('evidence.list', { caseId })).toEqual([]);
    expect(staged(test)).toBe(0);
  });

  it('makes a dataset of a table, and keeps one that cannot be read as an exhibit', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const good = await take(test, caseId, 'Logins May.csv', 'id,ip\n007,192.0.2.1\n008,192.0.2.2\n');
    expect(good).toMatchObject({
      mediaType: 'text/csv',
      datasetProblem: null,
      dataset: { rows: 2, columns: 2 },
      certificate: { balanced: true },
    });
    expect((await test.call('dataset.list', { caseId })).map(({ id }) => id)).toContain(good.dataset?.id);
    expect(
      await test.run('evidence.import', {
        caseId,
        ticket: test.ticketForBytes('x.csv', 'a,b\n1,2\n'),
        dataset: 'never',
      }),
    ).toMatchObject({ dataset: null });
  });
});

describe('what a file is', () => {
  it.each([
    ['a.png', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml', 'text', true],
    ['page.html', '<!doctype html><script>1</script>', 'text/html', 'text', false],
    ['notes.txt', 'plain words\n', 'text/plain', 'text', false],
    ['data.json', '{"a": 1}', 'application/json', 'records', false],
    ['no-extension', 'a,b,c\n1,2,3\n4,5,6\n', 'text/csv', 'table', false],
    ['bmi.csv', 'BMI,age\n21,40\n', 'text/csv', 'table', false],
    ['conn.log', '#separator \\x09\n#fields\tts\tuid\n1\tC1\n', 'text/csv', 'table', false],
    ['notes', 'MZ said so\n', 'text/plain', 'text', false],
    ['events.log', '{"a":1,"b":2,"c":3}\n{"a":4,"b":5,"c":6}\n', 'application/x-ndjson', 'records', false],
    ['rows.csv', '[{"a": 1}]', 'application/json', 'records', true],
    ['utf32.txt', Buffer.from('fffe000061000000', 'hex'), 'text/plain', 'text', false],
    ['latin.txt', Buffer.from('Stra\xdfe und Caf\xe9\n', 'latin1'), 'text/plain', 'text', false],
    ['old.bin', Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0]), 'application/x-msdownload', 'none', false],
    ['photo.jpg', Buffer.from('%PDF-1.7\n%âãÏÓ\n'), 'application/pdf', 'none', true],
  ] as const)('%s is judged by its bytes', async (name, bytes, mediaType, preview, warned) => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { exhibitId, typeWarning } = await test.run('evidence.import', {
      caseId,
      ticket: test.ticketForBytes(name, bytes),
      dataset: 'never',
    });
    expect(await test.call('evidence.get', { exhibitId })).toMatchObject({ mediaType, preview });
    expect(typeWarning !== null).toBe(warned);
  });
});

describe('text pages', () => {
  it.each(['utf-8', 'utf-16le'] as const)('never split a character of %s', async (encoding) => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const text = 'aé€😀 Ж\n'.repeat(200);
    const bytes = Buffer.concat([
      encoding === 'utf-8' ? Buffer.alloc(0) : Buffer.from([0xff, 0xfe]),
      Buffer.from(text, encoding),
    ]);
    const { exhibitId } = await take(test, caseId, 't.txt', bytes);
    let whole = '';
    let offset: number | null = 0;
    while (offset !== null) {
      const page: { text: string; nextOffset: number | null } = await test.call('evidence.text', {
        exhibitId,
        offset,
        length: 17,
      });
      whole += page.text;
      offset = page.nextOffset;
    }
    expect(whole.replace('\ufeff', '')).toBe(text);
  });
});

describe('a text page', () => {
  const page = async (bytes: Uint8Array, offset: number, length: number) => {
    await using test = await openTestCore();
    const { exhibitId } = await take(test, await newCase(test), 't.txt', bytes);
    return test.call('evidence.text', { exhibitId, offset, length });
  };

  it('ends with a line, and holds a character however short it is asked for', async () => {
    const text = Buffer.from('one\ntwo\n😀😀😀😀\n');
    expect(await page(text, 0, 10)).toMatchObject({ text: 'one\ntwo\n', nextOffset: 8 });
    expect(await page(text, 8, 1)).toMatchObject({ text: '😀😀', nextOffset: 16 });
    expect(await page(text, 14, 8)).toMatchObject({ text: '😀😀', nextOffset: 20 });
  });

  it('of UTF-16 starts and ends at a character', async () => {
    const text = Buffer.from('\ufeffa\n😀b\n', 'utf16le');
    expect(await page(text, 0, 8)).toMatchObject({ text: 'a\n', encoding: 'utf-16le', nextOffset: 6 });
    expect(await page(text, 9, 8)).toMatchObject({ text: '😀b\n', nextOffset: null });
  });

  it('is read as Western Windows where plain ASCII turns into that', async () => {
    const text = Buffer.concat([Buffer.alloc(999_996, 'plain\n'), Buffer.from('caf\xe9 \x80 5\n', 'latin1')]);
    expect(await page(text, 0, 600)).toMatchObject({ encoding: 'utf-8' });
    expect(await page(text, 999_990, 600)).toMatchObject({
      text: expect.stringMatching(/café € 5\n$/),
      encoding: 'windows-1252',
    });
  });
});

describe('exporting', () => {
  it('saves nothing of bytes that are not what came in', async () => {
    await using test = await openTestCore();
    const { exhibitId } = await take(test, await newCase(test), 'a.txt', 'first words');
    const { ticket } = await test.run('evidence.export', { exhibitId });
    const db = test.core.session?.writer;
    db?.script('DROP TRIGGER chunks_no_update');
    db?.run(sql`UPDATE chunks SET bytes = CAST('First words' AS BLOB)`);
    await expect(test.collect(ticket)).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining('E-0001'),
    });
  });
});

describe('removing', () => {
  it('takes many bytes away without holding others up, and the file shrinks', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { exhibitId } = await take(test, caseId, 'large.bin', randomBytes(48 << 20));
    const file = test.core.session?.storeFile ?? '';
    test.core.session?.writer.checkpoint();
    expect(statSync(file).size).toBeGreaterThan(48 << 20);
    expect((await test.call('evidence.remove', { exhibitId, reason: 'too much' })).removedReason).toBe('too much');
    expect(staged(test)).toBeGreaterThan(1); // what is left goes batch by batch, marked as on its way out
    await expect.poll(() => test.core.jobs.list().some(({ state }) => state === 'running')).toBe(false);
    expect(staged(test)).toBe(0);
    test.core.session?.writer.checkpoint();
    expect(statSync(file).size).toBeLessThan(4 << 20);
    expect((await test.run('vault.verify', {})).faults).toEqual([]);
  });

  it('is finished at the next opening when it was cut short', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { exhibitId } = await take(test, caseId, 'large.bin', randomBytes(48 << 20));
    await test.call('evidence.remove', { exhibitId, reason: 'too much' });
    await test.call('vault.lock', {});
    const { vaults } = await test.call('vault.list', {});
    await test.call('vault.open', { vault: { ref: vaults[0]?.ref ?? '' }, passphrase: PASSPHRASE });
    expect(staged(test)).toBe(0);
    expect(test.core.session?.reader.all(sql`SELECT 1 FROM chunks`)).toEqual([]);
  });

  it('takes the bytes and leaves the record', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { exhibitId, sha256 } = await take(test, caseId, 'rows.csv', 'a,b\n1,2\n');
    await test.call('evidence.remove', { exhibitId, reason: 'sent by mistake' });
    expect(await test.call('evidence.get', { exhibitId })).toMatchObject({
      label: 'E-0001',
      sha256,
      removedReason: 'sent by mistake',
    });
    await expect(test.call('evidence.content', { exhibitId, variant: 'original' })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await test.call('dataset.list', { caseId })).toEqual([]);
    expect(test.core.session?.reader.all(sql`SELECT 1 FROM chunks`)).toEqual([]);
    expect((await take(test, caseId, 'next', 'next')).exhibit).toBe('E-0002');
    await expect(test.call('evidence.remove', { exhibitId, reason: 'again' })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect((await test.run('vault.verify', {})).faults).toEqual([]);
  });

  it.each([
    ['notes.txt', 'a text with quokka in it', 'text'],
    ['rows.csv', 'id,animal\n1,quokka\n', 'table'],
    ['rows.json', '[{"animal":"\\u0071uokka"}]', 'its cells'],
  ])('indexes at the next opening what it stored and did not come to index: %s', async (name, content) => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { exhibitId } = await take(test, caseId, name, content);
    const find = () => test.call('search.find', { caseId, text: 'quokka' });
    const found = await find();
    expect(found.hits.map(({ field }) => field)).toContain('content');
    // As a kill right after the exhibit was stored leaves it.
    const { writer, dir } = opened(test.core);
    writer.run(sql`DELETE FROM search_docs WHERE subject_id = ${exhibitId} AND field = 'content'`);
    writer.run(sql`DELETE FROM indexed_texts WHERE exhibit_id = ${exhibitId}`);
    expect(await find()).toMatchObject({ notIndexed: ['E-0001'] });
    await lockVault(test.core, 'asked');
    const vault = { ticket: test.core.tickets.issue({ kind: 'folder', path: dir }) };
    await test.call('vault.open', { vault, passphrase: PASSPHRASE });
    await expect.poll(find).toEqual(found);
    expect(await test.run('vault.verify', {})).toMatchObject({ faults: [] });
  });
});
