import { describe, expect, it } from 'vitest';
import { newCase, openTestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';

describe('parameters of a statement', () => {
  it('are bound, and stand with what was saved, recorded and run again', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await putTable(
      test,
      caseId,
      'payouts.csv',
      `account,amount,paid\nann,100,2024-01-05\nbo,250,2024-02-01\n"o'hara; DROP",300,2024-03-01\n`,
    );
    const ask = async (
      sql: string,
      parameters: { name: string; kind: 'text' | 'number' | 'date'; value: string | null }[],
    ) => {
      const result = await test.run('query.run', { caseId, sql, parameters });
      return {
        result,
        rows: (await test.call('query.rows', { resultId: result.resultId, offset: 0, limit: 10 })).rows,
      };
    };
    const sql = 'SELECT account FROM payouts WHERE amount >= :least AND paid < :until ORDER BY 1';
    const least = { name: 'least', kind: 'number', value: '200' } as const;
    const until = { name: 'until', kind: 'date', value: '2024-02-15' } as const;
    const { result, rows } = await ask(sql, [least, until]);
    expect(rows).toEqual([['bo']]);
    expect(result.bound).toEqual([least, until]);
    const hostile = { name: 'who', kind: 'text', value: `o'hara; DROP` } as const;
    expect((await ask('SELECT amount FROM payouts WHERE account = :who', [hostile])).rows).toEqual([[300]]);
    const breaking = { name: 'who', kind: 'text', value: `x" \n UNION SELECT 1 --` } as const;
    expect((await ask('SELECT count(*) FROM payouts WHERE account = :who', [breaking])).rows).toEqual([[0]]);
    expect((await ask('SELECT typeof(:n), :n IS NULL', [{ name: 'n', kind: 'number', value: null }])).rows).toEqual([
      ['null', 1],
    ]);
    expect(
      (await ask('SELECT typeof(:n), :n', [{ name: 'n', kind: 'number', value: '9007199254740993' }])).rows,
    ).toEqual([['integer', { int: '9007199254740993' }]]);

    // What clicks make of a result is made of its statement: the values are there.
    const shaping = { base: { sql: result.sql }, columns: ['account'], steps: [] };
    const { facets } = await test.run('analysis.facets', { caseId, shaping, columns: ['account'] });
    expect(facets[0]?.values).toEqual([{ value: 'bo', rows: 1 }]);

    const frozen = await test.call('query.freeze', { resultId: result.resultId, title: 'Payouts' });
    expect(await test.run('query.rerun', { exhibitId: frozen.id })).toMatchObject({ same: true, rowsNow: 1 });
    const { entries } = await test.call('custody.list', { caseId, offset: 0, limit: 100 });
    const told = entries.filter(({ action }) => action === 'query.run' || action === 'query.freeze');
    expect(told.map(({ detail }) => detail['bound'])).toEqual([
      [least, until], // run again
      [least, until], // saved
      [expect.objectContaining({ value: '9007199254740993' })],
      [expect.objectContaining({ value: null })],
      [breaking],
      [hostile],
      [least, until],
    ]);
    const { faults } = await test.run('vault.verify', {});
    expect(faults.filter(({ subject }) => !subject.startsWith('E-0001'))).toEqual([]); // the table was put there unindexed
  });

  it('without a value, of another form or of another kind are refused at their place', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const refusal = (sql: string, parameters: { name: string; kind: 'number' | 'date'; value: string }[] = []) =>
      test.run('query.run', { caseId, sql, parameters }).then(String, (error: Error) => error.message);
    expect(await refusal('SELECT\n :a')).toBe('The parameter :a has no value (line 2, column 2).');
    expect(await refusal('SELECT ?')).toMatch(/^The parameter \? has no name/);
    expect(await refusal('SELECT @a')).toMatch(/^The parameter @a has no name/);
    expect(await refusal('SELECT :a', [{ name: 'a', kind: 'number', value: '1,5' }])).toMatch(/no number/);
    expect(await refusal('SELECT :a', [{ name: 'a', kind: 'number', value: '1234567890.1234567' }])).toMatch(
      /more digits/,
    );
    expect(await refusal('SELECT :a', [{ name: 'a', kind: 'date', value: '2024-02-30' }])).toMatch(/no date/);
  });
});

describe('a saved query', () => {
  it('is saved, found, changed, deleted and brought back, each in custody', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const saved = await test.call('query.save', {
      caseId,
      name: 'Large payouts',
      description: 'Above the zebrawood threshold',
      sql: 'SELECT * FROM payouts WHERE amount > :least',
      parameters: [
        { name: 'least', kind: 'number', value: '500' },
        { name: 'gone', kind: 'text', value: null },
      ],
    });
    expect(saved.parameters).toEqual([{ name: 'least', kind: 'number', value: '500' }]);
    const found = async (text: string) => (await test.call('search.find', { caseId, text })).hits;
    expect(await found('zebrawood')).toMatchObject([
      { kind: 'saved query', id: saved.id, title: 'Large payouts', field: 'description' },
    ]);
    expect((await found('amount > :least')).map(({ field }) => field)).toEqual(['SQL']);
    await expect(test.call('query.save', { caseId, name: 'large PAYOUTS', sql: 'SELECT 1' })).rejects.toThrow(
      /already/,
    );
    const changed = await test.call('query.save', { caseId, savedId: saved.id, name: 'Payouts', sql: 'SELECT :other' });
    expect(changed).toMatchObject({
      name: 'Payouts',
      description: saved.description,
      parameters: [{ name: 'other', kind: 'text' }],
    });
    await test.call('query.remove', { savedId: saved.id });
    expect(await test.call('query.saved', { caseId })).toEqual([]);
    expect(await found('zebrawood')).toEqual([]);
    await test.call('query.save', { caseId, name: 'Payouts', sql: 'SELECT 2' });
    expect((await test.call('query.restore', { savedId: saved.id })).name).toBe('Payouts (2)');
    expect(await found('zebrawood')).toHaveLength(1);
    const { entries } = await test.call('custody.list', { caseId, offset: 0, limit: 100, newestFirst: false });
    expect(entries.map(({ action }) => action).filter((action) => action.startsWith('query.'))).toEqual([
      'query.save',
      'query.change',
      'query.remove',
      'query.save',
      'query.restore',
    ]);
    expect((await test.run('vault.verify', {})).faults).toEqual([]);
  });

  it('leaves as a file that says what it is, with a custody entry', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const parameters = [{ name: 'least', kind: 'number' as const, value: '5' }];
    const query = { caseId, name: 'Large: payouts', description: 'd', sql: 'SELECT :least', parameters };
    const { ticket, name } = await test.run('query.exportSql', query);
    expect(name).toBe('large-payouts.sql');
    const bytes = await test.collect(ticket);
    expect(Buffer.from(bytes).toString()).toBe(
      '-- Name: Large: payouts\n-- Description: d\n-- :least number = "5"\nSELECT :least;\n',
    );
    expect((await test.call('custody.list', { caseId })).entries[0]).toMatchObject({
      action: 'query.exportSql',
      subject: query.name,
    });
  });
});

it('the history holds what a person wrote, not what clicks made of it', async () => {
  await using test = await openTestCore();
  const caseId = await newCase(test);
  await putTable(test, caseId, 'payouts.csv', 'account,amount\nann,100\n');
  const sql = 'SELECT account FROM payouts';
  const { resultId } = await test.run('query.run', { caseId, sql });
  await test.run('query.run', { caseId, sql: `${sql} ORDER BY 1`, derived: true });
  const { id: exhibitId } = await test.call('query.freeze', { resultId, title: 'Payouts' });
  await test.run('query.rerun', { exhibitId });
  expect((await test.call('query.history', { caseId })).map((each) => each.sql)).toEqual([sql]);
  const { entries } = await test.call('custody.list', { caseId, action: 'query.run' });
  expect(entries).toHaveLength(3); // each run is on record all the same
});
