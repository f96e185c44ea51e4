import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cellText } from '../../../../shared/domain/cell-text.ts';
import { newCase, openTestCore } from '../../../support/core.ts';
import { putFile, putTable } from '../../../support/exhibit.ts';
import { hasSharedData, sharedData } from '../../../support/shared-data.ts';

interface FieldFault {
  readonly kind: string;
  readonly files: readonly string[];
  readonly sql: string;
  readonly want: readonly (readonly string[])[];
  readonly why: string;
  readonly warn?: true;
}
const here = hasSharedData('field-faults/cases.jsonl');
const cases = here
  ? readFileSync(sharedData('field-faults/cases.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as FieldFault)
  : [];

describe.runIf(here)('small files on which tools fail', () => {
  it.each(cases)('$kind: $files, $sql', { timeout: 60_000 }, async ({ files, sql, want, why, warn }) => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const read = [];
    for (const file of files) read.push(await putFile(test, caseId, sharedData(`field-faults/${file}`)));
    const { resultId } = await test.run('query.run', { caseId, sql });
    const { rows } = await test.call('query.rows', { resultId, offset: 0, limit: 100 });
    expect(
      rows.map((row) => row.map((cell) => cellText(cell))),
      why,
    ).toEqual(want);
    const typed = read.some(({ dataset }) => dataset.columns.some(({ type }) => type !== 'TEXT'));
    if (warn) expect(typed || read.some(({ certificate }) => certificate.warnings.length > 0), why).toBe(true);
  });
});

const TABLES = [
  'etherscan-labels',
  'eth-dune-csv',
  'bybit-incident',
  'loghub',
  'csv-spectrum',
  'csvkit-examples',
  'field-faults',
];
const tablesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? tablesIn(join(folder, entry.name)) : [join(folder, entry.name)]))
    .filter((path) => /\.(?:csv|tsv)$/.test(path) && statSync(path).size < 3_000_000);

const corpora = TABLES.filter((folder) => hasSharedData(folder));

describe.runIf(corpora.length > 0)('what comes out of a dataset', () => {
  it.each(corpora)('is what went in, cell by cell: %s', { timeout: 300_000 }, async (folder) => {
    await using test = await openTestCore();
    let tried = 0;
    for (const path of tablesIn(sharedData(folder))) {
      const caseId = await newCase(test);
      const table = await putFile(test, caseId, path).catch(() => null); // what is no table is none
      if (!table) continue;
      const { view, columns } = table.dataset;
      const names = columns.map(({ name }) => `"${name.replaceAll('"', '""')}"`).join(', ');
      const { resultId, rowCount } = await test.run('query.run', {
        caseId,
        sql: `SELECT ${names} FROM "${view}_raw"`,
        rowLimit: 1_000_000,
      });
      expect(rowCount, path).toBe(table.certificate.stored);
      const made = await test.run('query.export', { resultId, format: 'csv', guardFormulas: false });
      expect(made.guardedCells).toBe(0);
      const csv = await test.collect(made.ticket);
      // Read once more, its cells are those of the first reading.
      const dialect = {
        ...table.certificate.dialect,
        encoding: 'utf-8',
        bom: false,
        delimiter: ',',
        quote: '"',
        escape: '"',
        newline: '\r\n',
        header: true,
        skipLines: 0,
        skipFooter: 0,
        headerRows: 1,
        rowNames: false,
        layout: 'delimited',
        starts: [],
      } as const;
      const again = await putTable(test, caseId, 'again.csv', csv, { ...dialect, starts: [] });
      expect(again.cells.length, path).toBe(table.cells.length);
      for (const [at, cells] of again.cells.entries())
        if (JSON.stringify(cells) !== JSON.stringify(table.cells[at]))
          expect([path, at, cells]).toEqual([path, at, table.cells[at]]);
      tried++;
    }
    expect(tried).toBeGreaterThan(0);
  });
});
