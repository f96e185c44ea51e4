import { describe, expect, it } from 'vitest';
import { opened } from '../../../../electron/core/transaction.ts';
import type { CaseId, DatasetId } from '../../../../shared/contract/values.ts';
import { PLAIN_NUMBERS, type Reading } from '../../../../shared/domain/readings.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';

const dollars: Reading = {
  kind: 'decimal',
  form: { ...PLAIN_NUMBERS, group: ',', unit: '$' },
  scale: 0,
  long: false,
};
const rowsOf = async (test: TestCore, caseId: CaseId, sql: string) => {
  const { resultId, rowCount } = await test.run('query.run', { caseId, sql });
  return (await test.call('query.rows', { resultId, offset: 0, limit: Math.max(1, rowCount) })).rows;
};
/** But that the exhibit of a test was never indexed. */
const faults = async (test: TestCore): Promise<string[]> =>
  (await test.run('vault.verify', {})).faults.map(({ problem }) => problem).filter((each) => !each.includes('index'));
const tables = (test: TestCore): string[] =>
  opened(test.core)
    .reader.all<{ name: string }>({ text: "SELECT name FROM sqlite_schema WHERE name GLOB 'ds_[0-9]*'", values: [] })
    .map(({ name }) => name);

const FEES = [
  'id,fee,paid',
  'a,"$1,200.50",03/04/2026',
  'b,$7.25,05/04/2026',
  'c,see note,06/05/2026',
  'd,N/A,07/05/2026',
];
const text = [...FEES, ...Array.from({ length: 26 }, (_, at) => `x${at},$${at}.10,01/02/2026`)].join('\n');

describe('the reading of a column', () => {
  it('stays as a person chose it when the file is read anew, and is dropped aloud where the column is gone', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { dataset } = await putTable(test, caseId, 'fees.csv', text);
    const { id: datasetId, exhibitId } = dataset;
    const day = { kind: 'date', order: 'mdy', century: 'written' } as const;
    await test.run('dataset.reading', {
      datasetId,
      readings: [
        { column: 'fee', reading: dollars },
        { column: 'paid', reading: day },
      ],
    });
    const { dialect } = await test.call('dataset.preview', { exhibitId });
    const again = await test.run('dataset.parse', { exhibitId, datasetId, dialect });
    const told = again.dataset.columns.map(({ reading }) => [reading?.reading.kind, reading?.sure]);
    expect(told.slice(1)).toEqual([
      ['decimal', 'by a person'],
      ['date', 'by a person'],
    ]);
    expect(again.certificate.warnings.filter(({ code }) => code === 'format-note')).toEqual([]);
    const other = await test.run('dataset.parse', { exhibitId, datasetId, dialect: { ...dialect, header: false } });
    expect(other.certificate.warnings.map(({ message }) => message)).toContain(
      'How these columns were to be read was dropped when the file was read anew: fee, paid: no longer a column.',
    );
    expect(await faults(test)).toEqual([]);
  });

  it('is tried without a change, completed from the values', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { dataset } = await putTable(test, caseId, 'fees.csv', text);
    const tried = await test.call('dataset.fits', { datasetId: dataset.id, column: 'fee', reading: dollars });
    expect(tried).toMatchObject({
      reading: {
        reading: { kind: 'decimal', scale: 2, long: false },
        sure: 'by a person',
        values: 29,
        fitting: 28,
        blanks: 1,
        blankWords: ['N/A'],
        unfit: [{ row: 3, text: 'see note' }],
        source: 'companion',
        questions: [],
      },
      examples: expect.arrayContaining([{ text: '$1,200.50', value: 1200.5 }]),
    });
    const [same] = await test.call('dataset.list', { caseId });
    expect(same?.columns).toEqual(dataset.columns);
    await expect(
      test.call('dataset.fits', { datasetId: dataset.id, column: 'no such', reading: dollars }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is changed from the cells, and what does not fit is NULL while its text stays', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { dataset } = await putTable(test, caseId, 'fees.csv', text);
    const datasetId: DatasetId = dataset.id;
    const changed = await test.run('dataset.reading', { datasetId, readings: [{ column: 'fee', reading: dollars }] });
    expect(changed.columns[1]).toMatchObject({ type: 'REAL', reading: { sure: 'by a person', fitting: 28 } });
    expect(await rowsOf(test, caseId, 'SELECT id, fee IS NULL FROM fees WHERE fee > 1000 OR fee IS NULL')).toEqual([
      ['a', 0],
      ['c', 1],
      ['d', 1],
    ]);
    expect(await rowsOf(test, caseId, "SELECT fee FROM fees_raw WHERE id IN ('a', 'c')")).toEqual([
      ['$1,200.50'],
      ['see note'],
    ]);
    const day: Reading = { kind: 'date', order: 'dmy', century: 'written' };
    await test.run('dataset.reading', { datasetId, readings: [{ column: 'paid', reading: day }] });
    expect(await rowsOf(test, caseId, "SELECT paid, fee FROM fees WHERE id = 'a'")).toEqual([
      ['2026-04-03', expect.anything()],
    ]);
    // Each time the table is written anew; nothing of the old ones is left.
    expect(tables(test)).toHaveLength(1);
    expect(await faults(test)).toEqual([]);
    const { columns, warnings } = await test.call('dataset.certificate', { datasetId });
    expect(columns.map(({ reading }) => reading?.sure)).toEqual(['whole column', 'by a person', 'by a person']);
    expect(warnings.filter(({ code }) => code === 'open-question')).toEqual([]);
    const { entries } = await test.call('custody.list', { caseId, action: 'dataset.reading' });
    expect(entries.map(({ subject, detail }) => [subject, detail])).toEqual([
      ['E-0001', expect.objectContaining({ column: 'paid', to: 'date: day, month, year', values: 30, fitting: 30 })],
      [
        'E-0001',
        expect.objectContaining({
          view: 'fees',
          column: 'fee',
          to: 'decimal with 2 places, thousands by commas, in $',
          values: 29,
          fitting: 28,
        }),
      ],
    ]);
  });

  it('goes back to text, and then the table has no typed values of it', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { dataset } = await putTable(test, caseId, 'fees.csv', text);
    await test.run('dataset.reading', { datasetId: dataset.id, readings: [{ column: 'fee', reading: dollars }] });
    const kept: Reading = { kind: 'text', why: 'chosen' };
    const back = await test.run('dataset.reading', {
      datasetId: dataset.id,
      readings: [{ column: 'fee', reading: kept }],
    });
    expect(back.columns[1]).toMatchObject({ type: 'TEXT', reading: { reading: kept, questions: [] } });
    expect(await rowsOf(test, caseId, "SELECT fee FROM fees WHERE id IN ('a', 'c', 'd')")).toEqual([
      ['$1,200.50'],
      ['see note'],
      ['N/A'],
    ]);
    expect(await faults(test)).toEqual([]);
  });

  it('that is left as it is answers the question, and touches no table', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { dataset } = await putTable(
      test,
      caseId,
      'times.csv',
      'id,at\na,2026-05-01 10:00:00\nb,2026-05-02 11:30:00\n',
    );
    const now = dataset.columns[1]?.reading;
    expect(now).toMatchObject({ reading: { kind: 'time', zone: 'none' }, questions: [{ about: 'zone' }] });
    const before = tables(test);
    const left = await test.run('dataset.reading', {
      datasetId: dataset.id,
      readings: [{ column: 'at', reading: now?.reading as Reading }],
    });
    expect(left.columns[1]?.reading).toMatchObject({ reading: now?.reading, source: now?.source, questions: [] });
    expect(tables(test)).toEqual(before);
    expect(await rowsOf(test, caseId, 'SELECT at FROM times')).toEqual([
      ['2026-05-01 10:00:00'],
      ['2026-05-02 11:30:00'],
    ]);
  });

  it('of a zone moves the times to UTC', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { dataset } = await putTable(
      test,
      caseId,
      'times.csv',
      'id,at\na,2026-05-01 10:00:00\nb,2026-01-02 11:30:00.250\n',
    );
    const berlin: Reading = { kind: 'time', order: 'ymd', century: 'written', zone: 'Europe/Berlin', fraction: 0 };
    const { examples } = await test.call('dataset.fits', { datasetId: dataset.id, column: 'at', reading: berlin });
    expect(examples[0]).toEqual({ text: '2026-05-01 10:00:00', value: '2026-05-01 08:00:00.00Z' });
    await test.run('dataset.reading', { datasetId: dataset.id, readings: [{ column: 'at', reading: berlin }] });
    expect(await rowsOf(test, caseId, 'SELECT at FROM times')).toEqual([
      ['2026-05-01 08:00:00.00Z'],
      ['2026-01-02 10:30:00.25Z'],
    ]);
  });

  it('is changed for several columns at once, all or none', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { dataset } = await putTable(test, caseId, 'fees.csv', text);
    const datasetId: DatasetId = dataset.id;
    const day: Reading = { kind: 'date', order: 'dmy', century: 'written' };
    const readings = [
      { column: 'paid', reading: day },
      { column: 'fee', reading: dollars },
    ];
    const before = tables(test);
    await expect(
      test.run('dataset.reading', { datasetId, readings: [...readings, { column: 'none', reading: day }] }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      test.run('dataset.reading', { datasetId, readings: [...readings, { column: 'fee', reading: day }] }),
    ).rejects.toMatchObject({ code: 'bad-request' });
    expect((await test.call('dataset.list', { caseId }))[0]?.columns).toEqual(dataset.columns);
    expect(tables(test)).toEqual(before);
    const changed = await test.run('dataset.reading', { datasetId, readings });
    expect(changed.columns.map(({ type, reading }) => [type, reading?.sure === 'by a person'])).toEqual([
      ['TEXT', false],
      ['REAL', true],
      ['TEXT', true],
    ]);
    expect(await rowsOf(test, caseId, "SELECT id FROM fees WHERE fee > 1000 AND paid = '2026-04-03'")).toEqual([['a']]);
    const { entries } = await test.call('custody.list', { caseId, action: 'dataset.reading' });
    expect(entries.map(({ detail }) => detail['column'])).toEqual(['fee', 'paid']);
    expect(await faults(test)).toEqual([]);
  });
});
