import { describe, expect, it } from 'vitest';
import { newCase, openTestCore } from '../../../support/core.ts';
import { putTable } from '../../../support/exhibit.ts';

const ODD: [what: string, sql: string, said: string][] = [
  ['a named parameter', 'SELECT :a', 'The parameter :a has no value'],
  ['a numbered parameter', 'SELECT ?1', 'Write :name instead'],
  ['an at parameter', 'SELECT @a', 'Write :name instead'],
  ['a dollar parameter', 'SELECT $a', 'Write :name instead'],
  ['a lone surrogate', `SELECT '\ud800'`, 'half of a character'],
  ['a string that is never closed', `SELECT '${'a'.repeat(100_000)}`, 'unrecognized token'],
];

describe('an odd statement', () => {
  it('is answered with what is wrong with it, never as a fault of the program', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    for (const [what, sql, said] of ODD) {
      const error = await test.run('query.run', { caseId, sql }).catch((fault: unknown) => fault);
      expect({ what, error }).toMatchObject({
        what,
        error: { code: 'sql-error', message: expect.stringContaining(said) },
      });
    }
  });

  it('that asks for a table of the case gets it, and no dataset takes its name', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { dataset } = await putTable(test, caseId, 'events.csv', 'a,b\n1,2\n');
    expect(dataset.view).toBe('file_events');
    const datasetId = dataset.id;
    await expect(test.call('dataset.rename', { datasetId, view: 'Transfers' })).rejects.toMatchObject({
      code: 'conflict',
    });
    for (const table of ['transfers', 'Transfers'])
      expect(await test.run('query.run', { caseId, sql: `SELECT * FROM ${table}` })).toMatchObject({ rowCount: 0 });
  });

  it('of brackets alone is read within its time limit', { timeout: 60_000 }, async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const started = performance.now();
    const sql = `SELECT ${'['.repeat(900_000)}`;
    await expect(test.run('query.run', { caseId, sql, timeoutSeconds: 5 })).rejects.toMatchObject({
      code: expect.stringMatching(/^sql-(error|limit)$/),
    });
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});
