import { describe, expect, it } from 'vitest';
import type { CaseId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';

const rowsOf = async (test: TestCore, caseId: CaseId, sql: string) => {
  const result = await test.run('query.run', { caseId, sql });
  const { rows } = await test.call('query.rows', { resultId: result.resultId, offset: 0, limit: 1000 });
  return { ...result, rows };
};
const JANUARY = ['id,paid,amount,note', 'a,29/01/2026,12.50,"two', 'lines"', ',,,', 'b,30/01/2026,7.25,', 'c,x,1'].join(
  '\n',
);
const FEBRUARY = ['amount,id,paid,note', '100,d,01/02/2026,x', '3.1234,e,02/02/2026,y'].join('\n');
const CLEAR = JANUARY.replace('c,x,1', 'c,31/01/2026,1.00,');

const two = async (test: TestCore) => {
  const caseId = await newCase(test);
  const one = await putTable(test, caseId, 'january.csv', CLEAR);
  const other = await putTable(test, caseId, 'february.csv', FEBRUARY);
  const combined = await test.run('dataset.append', { caseId, to: 'january', datasetIds: [other.dataset.id] });
  return { caseId, one, other, combined };
};

describe('datasets of one shape, read as one', () => {
  it('keep every row with its exhibit, row and line, their own certificates and readings that agree', async () => {
    await using test = await openTestCore();
    const { caseId, combined } = await two(test);
    expect(combined).toMatchObject({
      view: 'january_all',
      rows: 5,
      notes: ['paid of E-0002 is read as date: day, month, year, as E-0001 reads it. Its own values do not tell.'],
    });
    expect(combined.members.map(({ exhibitLabel, rows, lines }) => [exhibitLabel, rows, lines])).toEqual([
      ['E-0001', 3, true],
      ['E-0002', 2, true],
    ]);
    // The second file alone does not tell its days from its months; the first does.
    const all = await rowsOf(test, caseId, 'SELECT * FROM january_all');
    expect(all.columns.map(({ name }) => name)).toEqual([
      'exhibit',
      'exhibit_row',
      'exhibit_line',
      'id',
      'paid',
      'amount',
      'note',
    ]);
    expect(all.rows).toEqual([
      ['E-0001', 1, 2, 'a', '2026-01-29', { dec: '12.50' }, 'two\nlines'],
      ['E-0001', 2, 5, 'b', '2026-01-30', { dec: '7.25' }, null],
      ['E-0001', 3, 6, 'c', '2026-01-31', { dec: '1.00' }, null],
      ['E-0002', 1, 2, 'd', '2026-02-01', { dec: '100' }, 'x'],
      ['E-0002', 2, 3, 'e', '2026-02-02', { dec: '3.1234' }, 'y'],
    ]);
    const sum = await rowsOf(
      test,
      caseId,
      "SELECT sum(amount), max(amount) FROM january_all WHERE paid > '2026-01-29'",
    );
    expect(sum.rows).toEqual([[{ dec: '111.3734' }, { dec: '100' }]]);
    const raw = await rowsOf(test, caseId, "SELECT amount, exhibit_line FROM january_all_raw WHERE id IN ('a', 'd')");
    expect(raw.rows).toEqual([
      ['12.50', 2],
      ['100', 2],
    ]);
    const [entry] = (await test.call('custody.list', { caseId })).entries.filter(
      ({ action }) => action === 'dataset.append',
    );
    expect(entry).toMatchObject({ subject: 'E-0002', detail: { dataset: 'february', rows: 2, to: 'january_all' } });
    expect((await test.run('vault.verify', {})).faults.filter(({ problem }) => !problem.includes('index'))).toEqual([]);
  });

  it('are all named in what is frozen of them, and a schema lists them', async () => {
    await using test = await openTestCore();
    const { caseId } = await two(test);
    const result = await test.run('query.run', { caseId, sql: 'SELECT count(*), sum(amount) FROM january_all' });
    const frozen = await test.call('query.freeze', { resultId: result.resultId, title: 'Both months' });
    const { inputs } = await test.call('query.frozen', { exhibitId: frozen.id });
    expect(
      inputs.map(({ name, exhibitLabel, through, readings }) => [name, exhibitLabel, through, readings?.length]),
    ).toEqual([
      ['january', 'E-0001', 'january_all', 1],
      ['february', 'E-0002', 'january_all', 1],
    ]);
    expect((await test.run('query.rerun', { exhibitId: frozen.id })).same).toBe(true);
    const schema = await test.call('query.schema', { caseId });
    expect(schema.find(({ name }) => name === 'january_all')).toMatchObject({
      rows: 5,
      description: expect.stringMatching(
        /^E-0001 \(january\), E-0002 \(february\), one below the other\. paid of E-0002 /,
      ),
      columns: expect.arrayContaining([
        expect.objectContaining({ name: 'amount', reading: expect.objectContaining({ kind: 'decimal' }) }),
      ]),
    });
  });

  it('refuse other columns, a member twice and a name that is theirs', async () => {
    await using test = await openTestCore();
    const { caseId, one, other } = await two(test);
    const more = await putTable(test, caseId, 'odd.csv', 'id,paid,total\na,1,2\nb,1,2');
    const append = (to: string, id = more.dataset.id) => test.run('dataset.append', { caseId, to, datasetIds: [id] });
    await expect(append('january_all')).rejects.toThrow('it lacks amount, note; only it has total');
    await expect(append('january_all', other.dataset.id)).rejects.toMatchObject({ code: 'conflict' });
    await expect(append('odd', one.dataset.id)).rejects.toMatchObject({ code: 'conflict' });
    await expect(append('none')).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      test.call('dataset.rename', { datasetId: more.dataset.id, view: 'January_all' }),
    ).rejects.toMatchObject({ code: 'conflict' });
    // Read anew with other columns it would no longer be of the shape.
    const { dialect } = await test.call('dataset.preview', { exhibitId: one.dataset.exhibitId });
    const wrong = { ...dialect, delimiter: ';' };
    await expect(test.run('dataset.parse', { exhibitId: one.dataset.exhibitId, dialect: wrong })).rejects.toThrow(
      'is part of "january_all"',
    );
    await test.run('dataset.parse', { exhibitId: one.dataset.exhibitId, dialect });
    const { rows } = await rowsOf(test, caseId, 'SELECT id, exhibit_line FROM january_all LIMIT 2');
    expect(rows).toEqual([
      ['a', 2],
      ['b', 5],
    ]);
  });

  it('take another name together, which no other has, and leave a record of it', async () => {
    await using test = await openTestCore();
    const { caseId, combined } = await two(test);
    const renamed = await test.call('dataset.renameCombined', { combinedId: combined.id, view: 'payments' });
    expect(renamed).toEqual({ ...combined, view: 'payments' });
    expect((await rowsOf(test, caseId, 'SELECT count(*) FROM payments, payments_raw')).rows).toEqual([[25]]);
    await expect(rowsOf(test, caseId, 'SELECT 1 FROM january_all')).rejects.toMatchObject({
      code: 'sql-error',
      message: 'no such table: january_all is now called payments (line 1, column 15)',
    });
    for (const view of ['january', 'January_raw', 'entities'])
      await expect(test.call('dataset.renameCombined', { combinedId: combined.id, view })).rejects.toMatchObject({
        code: 'conflict',
      });
    const { entries } = await test.call('custody.list', { caseId, action: 'dataset.rename' });
    await test.call('dataset.renameCombined', { combinedId: combined.id, view: 'payouts' });
    await expect(rowsOf(test, caseId, 'SELECT 1 FROM January_all_raw')).rejects.toThrow('is now called payouts_raw (');
    expect(entries).toMatchObject([{ subject: 'E-0001, E-0002', detail: { from: 'january_all', to: 'payments' } }]);
    const { faults } = await test.run('vault.verify', {});
    expect(faults.filter(({ problem }) => !problem.includes('searching'))).toEqual([]); // `putTable` indexes nothing
  });

  it('show a column that they read in different ways as text, and say so', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await putTable(test, caseId, 'usd.csv', 'id,fee\na,$1.50\nb,$2.00');
    const euro = await putTable(test, caseId, 'eur.csv', 'id,fee\nc,€1.50\nd,€2.00');
    const combined = await test.run('dataset.append', { caseId, to: 'usd', datasetIds: [euro.dataset.id] });
    expect(combined.notes).toEqual([
      'fee is text in usd_all, since its datasets read it in different ways. Read it alike in each of them.',
    ]);
    const { rows } = await rowsOf(test, caseId, 'SELECT fee FROM usd_all');
    expect(rows).toEqual([['$1.50'], ['$2.00'], ['€1.50'], ['€2.00']]);
  });

  it('leave a question open where they answer it differently, and name whose answer was taken', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await putTable(test, caseId, 'us.csv', 'id,Date\na,01/29/2026\nb,01/30/2026');
    const eu = await putTable(test, caseId, 'eu.csv', 'id,Date\nc,29/01/2026\nd,30/01/2026');
    const open = await putTable(test, caseId, 'open.csv', 'id,Date\ne,03/04/2026');
    await test.run('dataset.append', { caseId, to: 'us', datasetIds: [eu.dataset.id] });
    const readingNow = async () =>
      (await test.call('dataset.certificate', { datasetId: open.dataset.id })).columns.find(
        ({ name }) => name === 'Date',
      )?.reading;
    const before = await readingNow();
    const all = await test.run('dataset.append', { caseId, to: 'us_all', datasetIds: [open.dataset.id] });
    expect(await readingNow()).toEqual(before);
    expect(all.notes).toEqual([
      expect.stringMatching(
        /^Date is text in us_all, .*did not answer what is asked of E-0003, its values do not tell the day from the month/,
      ),
    ]);
    expect((await rowsOf(test, caseId, "SELECT Date FROM us_all WHERE id = 'e'")).rows).toEqual([['03/04/2026']]);
    // Beside the American dataset alone the answer is one, and named where it shows.
    await test.call('dataset.separate', { combinedId: all.id });
    const agreed = await test.run('dataset.append', { caseId, to: 'us', datasetIds: [open.dataset.id] });
    expect(agreed.notes).toEqual([
      'Date of E-0003 is read as date: month, day, year, as E-0001 reads it. Its own values do not tell.',
    ]);
    expect(await readingNow()).toMatchObject({ takenFrom: 'E-0001' });
    const { entries } = await test.call('custody.list', { caseId, action: 'dataset.reading' });
    expect(entries.map(({ subject, detail }) => [subject, detail['takenFrom']])).toEqual([['E-0003', 'E-0001']]);
  });

  it('end with the exhibit of all but one, and say so in its removal', async () => {
    await using test = await openTestCore();
    const { caseId, other, one } = await two(test);
    const march = await putTable(test, caseId, 'march.csv', FEBRUARY.replaceAll('/02/', '/03/'));
    const all = await test.run('dataset.append', { caseId, to: 'january_all', datasetIds: [march.dataset.id] });
    expect(all.members).toHaveLength(3);
    await test.call('evidence.remove', { exhibitId: other.dataset.exhibitId, reason: 'sent by mistake' });
    const [left] = await test.call('dataset.combined', { caseId });
    expect(left).toMatchObject({ view: 'january_all', rows: 5 });
    const [removal] = (await test.call('custody.list', { caseId })).entries.filter(
      ({ action }) => action === 'evidence.remove',
    );
    expect(removal?.detail).toMatchObject({ takenOutOf: ['january_all'] });
    const rest = await test.call('dataset.separate', { combinedId: all.id, datasetId: march.dataset.id });
    expect(rest).toBeNull();
    expect(await test.call('dataset.combined', { caseId })).toEqual([]);
    expect((await test.call('dataset.certificate', { datasetId: one.dataset.id })).balanced).toBe(true);
  });

  it('compare times of one column alike, however many digits of a second each file has', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await putTable(test, caseId, 'whole.csv', 'at,n\n2026-05-04T10:20:30Z,1\n2026-05-04T10:20:31Z,2');
    const fine = await putTable(test, caseId, 'fine.csv', 'at,n\n2026-05-04T10:20:30.250Z,3\n2026-05-04T10:20:29.5Z,4');
    await test.run('dataset.append', { caseId, to: 'whole', datasetIds: [fine.dataset.id] });
    const { rows } = await rowsOf(test, caseId, 'SELECT at FROM whole_all ORDER BY at');
    expect(rows.flat()).toEqual([
      '2026-05-04 10:20:29.50Z',
      '2026-05-04 10:20:30.00Z',
      '2026-05-04 10:20:30.25Z',
      '2026-05-04 10:20:31.00Z',
    ]);
  });

  it('keep long decimals exact', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await putTable(test, caseId, 'eth.csv', 'tx,value\na,0.123456789012345678\nb,2.000000000000000001');
    const more = await putTable(test, caseId, 'more.csv', 'tx,value\nc,1.5\nd,0.25');
    await test.run('dataset.append', { caseId, to: 'eth', datasetIds: [more.dataset.id] });
    const { rows } = await rowsOf(test, caseId, 'SELECT dec_sum(value) FROM eth_all');
    expect(rows).toEqual([['3.873456789012345679']]);
    const through = 'SELECT dec_sum(v) FROM (SELECT value AS v FROM eth_all)';
    await expect(rowsOf(test, caseId, through)).rejects.toThrow('rounded number');
    const each = await rowsOf(test, caseId, 'SELECT value FROM eth_all ORDER BY tx');
    expect(each.rows).toEqual([
      [{ dec: '0.123456789012345678' }],
      [{ dec: '2.000000000000000001' }],
      [{ dec: '1.5' }],
      [{ dec: '0.25' }],
    ]);
  });

  it('leave as one file, every cell as it came in its own, with its place or without', async () => {
    await using test = await openTestCore();
    const { caseId, combined } = await two(test);
    const csv = async (places: boolean) => {
      const made = await test.run('dataset.exportCombined', {
        ...{ combinedId: combined.id, format: 'csv', guardFormulas: false, places },
      });
      expect(made).toMatchObject({ name: 'january_all.csv', rows: 5, asText: [] });
      return (await test.collect(made.ticket)).toString('utf8');
    };
    const cells = ['a,29/01/2026,12.50,"two\nlines"', 'b,30/01/2026,7.25,', 'c,31/01/2026,1.00,'];
    const others = ['d,01/02/2026,100,x', 'e,02/02/2026,3.1234,y'];
    const plain = ['id,paid,amount,note', ...cells, ...others, ''].join('\r\n');
    expect(await csv(false)).toBe(plain);
    const at = ['E-0001,1,2', 'E-0001,2,5', 'E-0001,3,6', 'E-0002,1,2', 'E-0002,2,3'];
    const placed = [...cells, ...others].map((line, row) => `${at[row]},${line}`);
    expect(await csv(true)).toBe(['exhibit,exhibit_row,exhibit_line,id,paid,amount,note', ...placed, ''].join('\r\n'));
    // And back: what left comes in again with the very same cells.
    const again = await putTable(test, caseId, 'again.csv', plain);
    const back = await test.run('dataset.export', { datasetId: again.dataset.id, format: 'csv', guardFormulas: false });
    expect((await test.collect(back.ticket)).toString('utf8')).toBe(plain);
    const lines = await test.run('dataset.exportCombined', { combinedId: combined.id, format: 'ndjson' });
    expect((await test.collect(lines.ticket)).toString('utf8').split('\n')[4]).toBe(
      '{"exhibit":"E-0002","exhibit_row":2,"exhibit_line":3,"id":"e","paid":"2026-02-02","amount":3.1234,"note":"y"}',
    );
    const { entries } = await test.call('custody.list', { caseId, action: 'dataset.export' });
    expect(entries.map(({ subject }) => subject)).toContain('E-0001, E-0002');
  });
});
