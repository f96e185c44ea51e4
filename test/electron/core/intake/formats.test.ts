import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../../../electron/core/db/migrate.ts';
import { indexExhibitText } from '../../../../electron/core/search/index-text.ts';
import { inTransaction, opened } from '../../../../electron/core/transaction.ts';
import type { CaseId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { xlsxOf, zipOf } from '../../../support/zip.ts';

const take = (test: TestCore, caseId: CaseId, name: string, bytes: Uint8Array | string) =>
  test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, bytes) });
const rowsOf = async (test: TestCore, caseId: CaseId, sql: string) => {
  const { resultId } = await test.run('query.run', { caseId, sql });
  return (await test.call('query.rows', { resultId, offset: 0, limit: 100 })).rows;
};
const sheet = (name: string, rows: readonly (readonly string[])[]) => ({
  name,
  rows: rows
    .map(
      (cells, at) =>
        `<row r="${at + 1}">${cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`,
    )
    .join(''),
});
const LETTER = [
  'From: a@example.com',
  'Date: Mon, 2 Mar 2026 10:00:00 +0100',
  'Message-ID: <1@example.com>',
  'Subject: Hi',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: base64',
  '',
  'BODY',
  '',
].join('\r\n');
const JSON_TEXT = '[{"name":"Zo\\u00eb Quagga"},{"name":"b"}]';
const LOGINS = [
  ['account', 'ip'],
  ['007', '192.0.2.1'],
  ['7', '192.0.2.2'],
];

describe('importing what is no delimited text', () => {
  it('makes a dataset of every sheet, whose certificate balances, which is searched, read anew and verified', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const bytes = xlsxOf([
      sheet('Logins', LOGINS),
      sheet('Pay outs', [['Report of March'], ['id', 'iban', 'name'], ['1', 'GB1', 'zebra'], ['2', 'GB2', 'b']]),
    ]);
    const result = await take(test, caseId, 'Export (May).xlsx', bytes);
    expect(result).toMatchObject({ datasetProblem: null, dataset: { view: 'export_may_logins', rows: 2, columns: 2 } });
    expect(result.datasets.map(({ part, view, rows }) => [part, view, rows])).toEqual([
      ['Logins', 'export_may_logins', 2],
      ['Pay outs', 'export_may_pay_outs', 2],
    ]);
    const second = result.datasets[1]?.certificate;
    expect(second).toMatchObject({ records: 4, header: 1, stored: 2, skipped: 1, rejected: 0, balanced: true });
    expect(second?.sentence).toBe('workbook, sheet "Pay outs", header in row 2');
    expect(await rowsOf(test, caseId, "SELECT account FROM export_may_logins WHERE account = '007'")).toEqual([
      ['007'],
    ]);
    const found = await test.call('search.find', { caseId, text: 'zebra', limit: 10 });
    expect(JSON.stringify(found)).toContain('E-0001');

    const second_id = result.datasets[1]?.id as NonNullable<(typeof result.datasets)[number]>['id'];
    const dialect = { ...(second?.dialect as NonNullable<typeof second>['dialect']), header: false, skipLines: 2 };
    const again = await test.run('dataset.parse', { exhibitId: result.exhibitId, datasetId: second_id, dialect });
    expect(again.dataset).toMatchObject({ id: second_id, part: 'Pay outs', view: 'export_may_pay_outs', rows: 2 });
    expect(again.certificate).toMatchObject({ header: 0, skipped: 2 });
    expect(await test.run('vault.verify', {})).toMatchObject({ ok: true });
  });

  it('reads what lies in archives, names the parts after their files, and says what it did not read', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const bytes = zipOf([
      { name: 'a/logins.csv', bytes: 'id,ip\n007,192.0.2.1\n' },
      { name: 'pay.json.gz', bytes: gzipSync('[{"amount":12.50},{"amount":12345678901234567890}]') },
      { name: 'photo.bin', bytes: new Uint8Array([1, 2, 3, 255, 254]) },
      { name: 'secret.csv', bytes: 'x,y\n1,2\n', flags: 1 },
      { name: 'book.xlsx', bytes: xlsxOf([sheet('Logins', LOGINS)]) },
      { name: '../../evil.csv', bytes: 'a,b\n1,2\n' },
    ]);
    const result = await take(test, caseId, 'export.zip', bytes);
    expect(result.datasets.map(({ part }) => part)).toEqual([
      'a/logins.csv',
      'pay.json.gz',
      'book.xlsx / Logins',
      '../../evil.csv',
    ]);
    expect(result.datasetProblem).toContain('"secret.csv" was not read: it is encrypted with a password.');
    expect(result.datasetProblem).toContain('photo.bin');
    expect(await rowsOf(test, caseId, 'SELECT amount FROM export_pay_json_gz_raw')).toEqual([
      ['12.50'],
      ['12345678901234567890'],
    ]);
    expect(await test.run('vault.verify', {})).toMatchObject({ ok: true });
  });

  it('shows the first rows of a sheet, a list and an entry as they would be read, and stores nothing for it', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const book = xlsxOf([
      sheet('Logins', LOGINS),
      sheet('Pay', [['Report'], ['id', 'iban', 'name'], ['1', 'GB1', 'b']]),
    ]);
    const csv = 'account,ip\n007,192.0.2.1\n';
    const zip = await take(
      test,
      caseId,
      'all.zip',
      zipOf([
        { name: 'book.xlsx', bytes: book },
        { name: 'a/logins.csv', bytes: csv },
        { name: 'list.json', bytes: '{"users":[{"id":1}],"bans":[{"who":"x","day":2}]}' },
      ]),
    );
    const { exhibitId } = zip;
    const shown = async (part: string) => {
      const { header, rows, dialect, sentence } = await test.call('dataset.preview', { exhibitId, part });
      const again = await test.call('dataset.preview', { exhibitId, part, dialect });
      expect(again).toMatchObject({ header, rows, sentence });
      return { header, rows };
    };
    expect(await shown('book.xlsx / Logins')).toEqual({ header: LOGINS[0], rows: LOGINS.slice(1) });
    expect(await shown('')).toEqual(await shown('book.xlsx / Logins'));
    expect(await shown('book.xlsx / Pay')).toMatchObject({ header: ['id', 'iban', 'name'] });
    expect(await shown('a/logins.csv')).toEqual({ header: ['account', 'ip'], rows: [['007', '192.0.2.1']] });
    expect(await shown('list.json / bans')).toEqual({ header: ['who', 'day'], rows: [['x', '2']] });
    const { dialect } = await test.call('dataset.preview', { exhibitId, part: 'book.xlsx / Pay' });
    const changed = { ...dialect, header: false, skipLines: 2 };
    const without = await test.call('dataset.preview', { exhibitId, part: 'book.xlsx / Pay', dialect: changed });
    expect(without).toMatchObject({ header: [], rows: [['1', 'GB1', 'b']] });
    await expect(test.call('dataset.preview', { exhibitId, part: 'none' })).rejects.toThrow('no table "none"');
    for (const { part, columns } of zip.datasets) expect((await shown(part)).header).toHaveLength(columns);
    expect(await test.run('vault.verify', {})).toMatchObject({ ok: true });
  });

  it('reads JSON, mail and chats by their bytes, and keeps what is broken as rejected', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const lines = await take(test, caseId, 'log.txt', '{"id":1,"ip":"192.0.2.1"}\n{"id":2,\n{"id":3}\n');
    expect(lines.certificate).toMatchObject({ records: 4, header: 1, stored: 2, rejected: 1, balanced: true });
    const id = lines.dataset?.id as NonNullable<typeof lines.dataset>['id'];
    const rejected = await test.call('dataset.rejected', { datasetId: id });
    expect(rejected.rows).toMatchObject([{ line: 2, raw: '{"id":2,' }]);
    const mail = await take(
      test,
      caseId,
      'x.eml',
      'From: a@example.com\nDate: Mon, 2 Mar 2026 10:00:00 +0100\nMessage-ID: <1@example.com>\nSubject: Hi\n\nbody\n',
    );
    expect(mail).toMatchObject({ mediaType: 'message/rfc822', dataset: { rows: 1 } });
    const chat = await take(
      test,
      caseId,
      'chat.txt',
      '31/12/2023, 16:13 - Ana: one\ntwo\n31/12/2023, 16:14 - Ben: three\n',
    );
    expect(chat).toMatchObject({ mediaType: 'text/x-whatsapp', dataset: { rows: 2 } });
    const gz = await take(test, caseId, 'people.csv.gz', gzipSync('a,b\n1,2\n3,4\n'));
    expect(gz.datasets).toMatchObject([{ part: '', view: 'people', rows: 2 }]);
  });

  it('finds the words of mail and JSON as they read, beside the bytes, also after another reading', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const found = async (text: string) =>
      (await test.call('search.find', { caseId, text, limit: 10 })).hits.map(({ label }) => label);
    const body = Buffer.from('Hello zebraneedle, see below').toString('base64');
    await take(test, caseId, 'b64.eml', LETTER.replace('BODY', body));
    expect(await found('zebraneedle')).toEqual(['E-0001']);
    expect(await found(body.slice(0, 20))).toEqual(['E-0001']);
    const json = await take(test, caseId, 'people.json', JSON_TEXT);
    expect(await found('Zoë Quagga')).toEqual(['E-0002']);
    expect(await found('\\u00eb')).toEqual(['E-0002']);
    const id = json.dataset?.id as NonNullable<typeof json.dataset>['id'];
    await test.run('dataset.parse', { exhibitId: json.exhibitId, datasetId: id });
    expect(await found('Zoë Quagga')).toEqual(['E-0002']);
    expect(await test.run('vault.verify', {})).toMatchObject({ ok: true });

    // As a program left them that searched the bytes alone, once the store is brought to this one's version.
    const step = migrations.find(({ name }) => name === 'cells searched');
    inTransaction(
      test.core,
      opened(test.core),
      'vault',
      ({ db, record }) => {
        indexExhibitText(db, { id: json.exhibitId, caseId, kind: 'file' }, JSON_TEXT);
        step?.apply(db);
        record({ caseId: null, action: 'vault.open', subject: 'vault', detail: { migratedTo: [step?.version ?? 0] } });
      },
      true,
    );
    expect(await found('Zoë Quagga')).toEqual([]);
    const { partlyIndexed } = await test.call('search.find', { caseId, text: 'Zoë Quagga' });
    expect(partlyIndexed).toContain('E-0002');
    await test.run('bundle.finish', { caseId });
    expect(await found('Zoë Quagga')).toEqual(['E-0002']);
    expect(await test.run('vault.verify', {})).toMatchObject({ ok: true });
  });

  it('says for good what of an archive and of mail was not read, and a search names them', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const bytes = zipOf([
      { name: 'tickets.csv', bytes: 'id,ip\n007,192.0.2.1\n' },
      { name: 'chat.txt', bytes: 'hello wombatneedle, nothing here is a table' },
    ]);
    const zip = await take(test, caseId, 'tickets.zip', bytes);
    const told =
      'Not read: chat.txt, since it is no table. 1 of 2 files in it was read; a search looks through no other. Unpack and import what is needed.';
    const unread = async (exhibitId: typeof zip.exhibitId) => {
      const datasets = (await test.call('dataset.list', { caseId })).filter((each) => each.exhibitId === exhibitId);
      const all = await Promise.all(datasets.map(({ id }) => test.call('dataset.certificate', { datasetId: id })));
      return all.flatMap(({ warnings }) =>
        warnings.filter(({ code }) => code === 'not-read').map(({ message }) => message),
      );
    };
    expect(zip.datasetProblem).toBe('Not read: chat.txt, since it is no table.');
    expect(await unread(zip.exhibitId)).toEqual([told]);
    const id = zip.dataset?.id as NonNullable<typeof zip.dataset>['id'];
    await test.run('dataset.parse', { exhibitId: zip.exhibitId, datasetId: id });
    expect(await unread(zip.exhibitId)).toEqual([told]);
    await take(test, caseId, 'only.zip', zipOf([{ name: 'a.txt', bytes: 'wombatneedle' }]));
    const letter = LETTER.replace(
      'text/plain; charset=utf-8',
      'text/csv; name=a.csv\r\nContent-Disposition: attachment; filename=a.csv',
    );
    const mail = await take(test, caseId, 'x.eml', letter.replace('BODY', 'YSxiCjEsMgo='));
    expect(mail.certificate?.sentence).toBe('e-mail, 1 message');
    expect(await unread(mail.exhibitId)).toEqual([expect.stringMatching(/^1 attachment is listed .* not read/)]);
    await take(test, caseId, 'whole.eml', LETTER.replace('BODY', 'YWJj'));
    const { partlyIndexed } = await test.call('search.find', { caseId, text: 'wombatneedle' });
    expect(partlyIndexed).toEqual(['E-0001', 'E-0002', 'E-0003']);
    expect(await test.run('vault.verify', {})).toMatchObject({ ok: true });
  });

  it('keeps a hostile or broken file as an exhibit, says why nothing was read, and leaves nothing staged', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const bomb = zipOf([{ name: 'xl/workbook.xml', bytes: Buffer.alloc(1 << 20), says: 2 ** 31 }]);
    expect((await take(test, caseId, 'bomb.xlsx', bomb)).datasetProblem).toMatch(/unpacks to more than/);
    const cut = zipOf([{ name: 'a.csv', bytes: 'a,b\n1,2\n' }]).subarray(0, 60);
    expect((await take(test, caseId, 'cut.zip', cut)).datasetProblem).toMatch(/damaged or cut off/);
    const half = gzipSync(`a,b\n${'1,2\n'.repeat(20_000)}`);
    const partly = await take(test, caseId, 'half.csv.gz', half.subarray(0, half.length - 20));
    expect(partly.datasetProblem).toMatch(/not whole/);
    expect(partly.dataset?.rows).toBeGreaterThan(100);
    const wrong = await take(test, caseId, 'list.csv', xlsxOf([sheet('s', LOGINS)]));
    expect(wrong).toMatchObject({ dataset: { rows: 2 }, typeWarning: expect.stringContaining('.csv') });
    const left = test.core.session?.reader.get<{ n: number }>({
      text: 'SELECT count(*) AS n FROM incoming',
      values: [],
    });
    expect(left?.n).toBe(0);
  });

  it('tells of bytes of a JSON text that are no characters', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const torn = Buffer.concat([
      Buffer.from('[{"name":"Jos'),
      Buffer.from([0xc3]),
      Buffer.from(`"}${',{"name":"Zoë Müller"}'.repeat(40)}]`),
    ]);
    const { certificate } = await take(test, caseId, 'names.json', torn);
    expect(certificate?.warnings.map(({ message }) => message).join()).toMatch(/^1 character is unreadable/);
  });
});
