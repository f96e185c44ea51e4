import { describe, expect, it } from 'vitest';
import { identifier, sql } from '../../../../../electron/core/db/sql.ts';
import { opened } from '../../../../../electron/core/transaction.ts';
import { cellText } from '../../../../../shared/domain/cell-text.ts';
import { questionWords, restsOn } from '../../../../../shared/domain/readings.ts';
import { newCase, openTestCore } from '../../../../support/core.ts';
import { cellsOf, putTable } from '../../../../support/exhibit.ts';

const TEXT = 'n,paid,day,note\n1,12.50,03/04/2026,a\n2,see note,05/06/2026,b\n3,"1,000.25",07/08/2026,c\n4,N/A,,d\n';

describe('a reading that is changed', () => {
  it('changes what SQL sees and nothing of the text, is recorded, and is verified', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const taken = await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('paid.csv', TEXT) });
    const [table] = taken.datasets;
    if (!table) throw new Error('no table was read');
    const { id: datasetId, certificate } = table;
    const cells = cellsOf(test, datasetId);
    const ask = async (text: string) => {
      const result = await test.run('query.run', { caseId, sql: text });
      const { rows } = await test.call('query.rows', { resultId: result.resultId, offset: 0, limit: 100 });
      return { ...result, rows: rows.map((row) => row.map((cell) => cellText(cell))) };
    };
    const paid = certificate.columns[1]?.reading;
    if (!paid?.questions[0]) throw new Error('nothing was asked');
    expect(questionWords(paid, paid.questions[0])).toBe(
      "reads as decimal with 2 places, thousands by commas in 2 of 3 values; 'see note' does not fit",
    );
    expect(certificate.warnings.map(({ code, column }) => [code, column])).toEqual([
      ['open-question', 'paid'],
      ['open-question', 'day'],
    ]);
    expect((await ask('SELECT max(paid) FROM paid')).rows).toEqual([['see note']]);
    const { resultId } = await test.run('query.run', { caseId, sql: 'SELECT day FROM paid WHERE n = 1' });
    const exhibit = await test.call('query.freeze', { resultId, title: 'Day' });

    const [choice] = paid.questions[0].choices;
    if (!choice) throw new Error('nothing to choose');
    await test.run('dataset.reading', { datasetId, readings: [{ column: 'paid', reading: choice.reading }] });
    const day = { kind: 'date', order: 'dmy', century: 'written' } as const;
    expect((await test.call('dataset.fits', { datasetId, column: 'day', reading: day })).examples[0]).toEqual({
      text: '03/04/2026',
      value: '2026-04-03',
    });
    const dataset = await test.run('dataset.reading', { datasetId, readings: [{ column: 'day', reading: day }] });
    const changed = { dataset, certificate: await test.call('dataset.certificate', { datasetId }) };
    const now = changed.certificate.columns[1]?.reading;
    expect(now && restsOn(now)).toBe(
      "2 of 3 values; 'see note' in row 2 does not fit and is NULL, by a person, 1 blank",
    );
    expect(changed.certificate.warnings.map(({ code, column, message }) => [code, column, message])).toEqual([
      [
        'values-lost',
        'paid',
        expect.stringMatching(/which 2 of 3 values fit\. The others are NULL in SQL, such as '.*' in row/),
      ],
    ]);
    const [listed] = await test.call('dataset.list', { caseId });
    expect(listed?.warnings, 'a mark in the list of exhibits').toBe(1);
    expect(changed.dataset.columns.map(({ type }) => type)).toEqual(['INTEGER', 'REAL', 'TEXT', 'TEXT']);
    const { rows, warnings } = await ask('SELECT n, paid, day FROM paid WHERE paid IS NULL OR paid > 100 ORDER BY n');
    expect(rows).toEqual([
      ['2', '', '2026-06-05'],
      ['3', '1000.25', '2026-08-07'],
      ['4', '', ''],
    ]);
    expect(warnings).toEqual([expect.stringContaining('1 of 3 values of paid.paid do not read as decimal')]);
    expect((await ask('SELECT paid FROM paid_raw')).rows).toEqual([['12.50'], ['see note'], ['1,000.25'], ['N/A']]);
    expect((await test.call('dataset.rows', { datasetId })).rows).toEqual(cells);
    expect(await test.run('query.rerun', { exhibitId: exhibit.id })).toMatchObject({
      same: false,
      readingsChanged: ['paid.day'],
    });
    const log = await test.call('custody.list', { caseId, offset: 0, limit: 50 });
    expect(log.entries.filter(({ action }) => action === 'dataset.reading').map(({ detail }) => detail)).toMatchObject([
      { view: 'paid', column: 'day', to: 'date: day, month, year', values: 3, fitting: 3 },
      { view: 'paid', column: 'paid', from: 'text until a question is answered', values: 3, fitting: 2 },
    ]);
    expect(await test.run('vault.verify', { copies: false })).toMatchObject({ ok: true, faults: [] });

    // A typed value that was altered behind the program's back is named.
    const { writer } = opened(test.core);
    const { number } = writer.one<{ number: number }>(sql`SELECT number FROM datasets`, '');
    writer.run(sql`UPDATE ${identifier(`ds_${number}`)} SET t2 = 99 WHERE row = 1`);
    const { faults } = await test.run('vault.verify', { copies: false });
    expect(faults).toEqual([
      expect.objectContaining({ problem: 'typed values of "paid" are not what its text and reading give' }),
    ]);
  });

  it('is refused for a column that is not there, and makes no table anew where none is needed', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { dataset } = await putTable(test, caseId, 'paid.csv', TEXT);
    const datasetId = dataset.id;
    const tables = () =>
      opened(test.core).reader.all({ text: "SELECT name, sql FROM sqlite_schema WHERE name GLOB 'ds_*'", values: [] });
    const before = tables();
    const text = { kind: 'text', why: 'chosen' } as const;
    await expect(
      test.run('dataset.reading', { datasetId, readings: [{ column: 'nothing', reading: text }] }),
    ).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(tables()).toEqual(before);
    await test.run('dataset.reading', { datasetId, readings: [{ column: 'n', reading: text }] });
    expect(tables()).toEqual(before);
  });
});
