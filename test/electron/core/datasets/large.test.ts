import { describe, expect, it } from 'vitest';
import { opened } from '../../../../electron/core/transaction.ts';
import { newCase, openTestCore } from '../../../support/core.ts';
import { cellsOf, putExhibit, putTable } from '../../../support/exhibit.ts';

describe('a dataset', () => {
  it('rejects a record over 8 MiB whole, with its true reason', async () => {
    await using test = await openTestCore();
    const long = 'x'.repeat(11 << 20);
    const text = `a,b\n1,2\n${long},3\r\n"q\nq",${long}\n4,5\n${long}`;
    const { cells, certificate, dataset } = await putTable(test, await newCase(test), 'long.csv', text);
    expect(cells).toEqual([
      ['1', '2'],
      ['4', '5'],
    ]);
    expect(certificate).toMatchObject({ records: 6, stored: 2, rejected: 3, balanced: true });
    const { rows } = await test.call('dataset.rejected', { datasetId: dataset.id });
    expect(rows.map(({ line, reason }) => [line, reason.startsWith('the record is longer than 8 MiB')])).toEqual([
      [3, true],
      [4, true],
      [7, true],
    ]);
  });

  it('rejects a record over 8 MiB whole when it is too long within a quote, and stores nothing of its inside', async () => {
    await using test = await openTestCore();
    // Lines of the cell that look like rows, and quotes that are doubled.
    const inside = `x ""7"", y\n${'5'.repeat(1 << 16)},6\n`.repeat(150);
    const quoted = Array.from({ length: 20 }, (_, at) => `${at},"x, ${at}"\n`).join('');
    const text = `a,b\n${quoted}3,"${inside}"\n4,5\n6,"${inside}`;
    const { cells, certificate, dataset } = await putTable(test, await newCase(test), 'quoted.csv', text);
    const { rows } = await test.call('dataset.rejected', { datasetId: dataset.id, limit: 2 });
    expect(rows[0]).toMatchObject({ line: 22, reason: expect.stringContaining('the record is longer than 8 MiB') });
    // A quote that no end of the file closes is a stray one: it costs one line, whatever comes after it.
    expect(rows[1]).toMatchObject({ record: 24, reason: expect.stringContaining('never closed') });
    expect(cells.slice(20, 22)).toEqual([
      ['4', '5'],
      ['5'.repeat(1 << 16), '6'],
    ]);
    expect(certificate.balanced).toBe(true);
  });

  it('notices a non-UTF-8 byte far behind the samples', async () => {
    await using test = await openTestCore();
    const rows = Array.from({ length: 200_000 }, (_, at) => `${at},plain`).join('\n');
    const bytes = Buffer.concat([Buffer.from(`id,name\n${rows}\n`), Buffer.from('200000,Br\xfchl\n', 'latin1')]);
    const { cells, certificate } = await putTable(test, await newCase(test), 'late.csv', bytes);
    expect(cells.at(-1)).toEqual(['200000', 'Brühl']);
    expect(cells).toHaveLength(200_001);
    expect(certificate.warnings.map(({ code }) => code)).toEqual(['encoding-guess']);
  });

  it('is cancelled without a trace', async () => {
    await using test = await openTestCore();
    const text = `a,b\n${'1,2\n'.repeat(2_000_000)}`;
    const exhibitId = putExhibit(test, await newCase(test), 'c.csv', text);
    const { jobId } = await test.call('dataset.parse', { exhibitId });
    while (test.core.jobs.get(jobId).progress === null) await new Promise((resolve) => setTimeout(resolve, 5));
    await test.call('job.cancel', { jobId });
    while (test.core.jobs.get(jobId).state === 'running') await new Promise((resolve) => setTimeout(resolve, 5));
    expect(test.core.jobs.get(jobId).state).toBe('cancelled');
    const { reader } = opened(test.core);
    expect(reader.all({ text: 'SELECT id FROM incoming UNION ALL SELECT id FROM datasets', values: [] })).toEqual([]);
    expect(reader.all({ text: "SELECT name FROM sqlite_schema WHERE name GLOB 'ds_[0-9]*'", values: [] })).toEqual([]);
  });
});

describe('a table large enough for a thread', () => {
  it('has the typed values of its columns beside other writes, or nothing where it is cancelled meanwhile', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const rows = 60_000;
    const amount = (at: number) => `"$${(1000 + (at % 9000)).toLocaleString('en-US')}.50"`;
    const text = `id,paid,amount\n${Array.from({ length: rows }, (_, at) => `${at},${(at % 28) + 1}.01.2026,${amount(at)}`).join('\n')}\n`;
    const filling = async () => {
      const exhibitId = putExhibit(test, caseId, 'paid.csv', text);
      const { jobId } = await test.call('dataset.parse', { exhibitId });
      const state = () => test.core.jobs.get(jobId);
      while (state().progress?.unit !== 'rows' && state().state === 'running')
        await new Promise((resolve) => setTimeout(resolve, 1));
      expect(state()).toMatchObject({ state: 'running', progress: { unit: 'rows', total: rows } });
      return { jobId, state, exhibitId };
    };
    const { reader } = opened(test.core);
    const all = (sql: string) => reader.all({ text: sql, values: [] });
    const stopped = await filling();
    await test.call('job.cancel', { jobId: stopped.jobId });
    while (stopped.state().state === 'running') await new Promise((resolve) => setTimeout(resolve, 5));
    expect(stopped.state().state).toBe('cancelled');
    expect(all('SELECT id FROM incoming UNION ALL SELECT id FROM datasets')).toEqual([]);
    expect(all("SELECT name FROM sqlite_schema WHERE name GLOB 'ds_[0-9]*'")).toEqual([]);
    const { state } = await filling();
    await test.call('case.update', { caseId, title: 'Changed meanwhile' });
    expect(state().state).toBe('running');
    while (state().state === 'running') await new Promise((resolve) => setTimeout(resolve, 5));
    const total = Array.from({ length: rows }, (_, at) => 1000.5 + (at % 9000)).reduce((sum, each) => sum + each, 0);
    const [dataset] = all('SELECT number, rows FROM datasets') as { number: number; rows: number }[];
    const columns = all(`SELECT name FROM pragma_table_info('ds_${dataset?.number}') WHERE name GLOB 't[0-9]'`);
    expect(columns.map(({ name }) => name)).toContain('t3');
    expect(all(`SELECT count(*) AS filled, sum(t3) AS total FROM ds_${dataset?.number} WHERE t3 IS NOT NULL`)).toEqual([
      { filled: rows, total },
    ]);
    const { faults } = await test.run('vault.verify', {});
    expect(faults.filter(({ what }) => what !== 'store')).toEqual([]); // the store's: `putExhibit` indexes no text
  });

  it('is read as a small one is, in blocks that follow each other, beside other writes', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const rows = Array.from({ length: 60_000 }, (_, at) => [
      `${at}`,
      at % 7 === 0 ? null : `é "${at}", ${'x'.repeat(at % 120)}`,
      (at / 4).toFixed(2),
      at === 50_000 ? 'see note' : '',
    ]);
    const written = (cell: string | null) => (cell === null ? '' : `"${cell.replaceAll('"', '""')}"`);
    const lines = rows.map((row) => row.map(written).join(','));
    lines.splice(30_000, 0, '1,2,3,4,5');
    const exhibitId = putExhibit(test, caseId, 'large.csv', `n,text,amount,note\r\n${lines.join('\r\n')}\r\n`);
    const { jobId } = await test.call('dataset.parse', { exhibitId });
    let writes = 0;
    while (test.core.jobs.get(jobId).state === 'running') {
      await test.call('case.create', { title: `Beside ${writes++}` });
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(writes).toBeGreaterThan(1);
    expect(test.core.jobs.get(jobId)).toMatchObject({ state: 'done' });
    const [dataset] = await test.call('dataset.list', { caseId });
    const { id } = dataset as NonNullable<typeof dataset>;
    expect(cellsOf(test, id)).toEqual(rows);
    expect(dataset?.columns.map(({ form }) => form)).toEqual(['integer', 'text', 'real:2', 'text']);
    expect(await test.call('dataset.certificate', { datasetId: id })).toMatchObject({
      stored: 60_000,
      rejected: 1,
      lines: 60_002,
    });
    expect((await test.call('dataset.rejected', { datasetId: id })).rows).toMatchObject([
      { record: 30_002, line: 30_002 },
    ]);
    const { faults } = await test.run('vault.verify', {});
    expect(faults.filter(({ problem }) => !problem.includes('by searching'))).toEqual([]); // it was not indexed here
  });
});
