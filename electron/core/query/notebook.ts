import { createHash } from 'node:crypto';
import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { readingWords } from '../../../shared/domain/readings.ts';
import { caseFacts } from '../cases/reads.ts';
import type { JobContext } from '../context.ts';
import { heldAsText, outOfDataset } from '../datasets/export.ts';
import { momentsOf } from '../datasets/readings/moments.ts';
import { datasetById, tableOf } from '../datasets/reads.ts';
import { ZipStream } from '../files/zip-stream.ts';
import type { OutTable } from '../formats/out-table.ts';
import { asParquet } from '../formats/write-parquet.ts';
import { type NotebookTable, notebookText, readMe, TABLES } from './notebook-text.ts';
import { outOfResult } from './out-result.ts';
import { keptResult } from './results.ts';

interface Part {
  readonly told: NotebookTable;
  readonly out: OutTable;
}

/**
 * Datasets and results as a zipped folder for Jupyter: a Parquet file each, a notebook that checks their hashes and loads them under
 * the names they have here, and what they are. @throws Fault `bad-request` when it would be empty or two results share a name
 */
export async function exportNotebook(
  context: JobContext,
  { caseId, datasets, results }: Parsed<'query.notebook'>,
): Promise<Output<'query.notebook'>> {
  const { core, session, db } = context;
  const { title, number } = caseFacts(db, caseId);
  context.label('Exporting a notebook');
  const parts: Part[] = datasets.map((id) => {
    const { caseId: of, view, exhibitLabel, columns, origin } = datasetById(db, id);
    if (of !== caseId) throw new Fault('not-found', 'That dataset is not in this case.');
    const table = tableOf(db, id);
    const out = outOfDataset(session.reader, table);
    const told: NotebookTable = {
      name: view,
      rows: table.rows,
      from: exhibitLabel,
      sql: origin?.query || null,
      columns: [
        ...columns.map(({ name, reading }) => ({ name, words: reading ? readingWords(reading.reading) : 'text' })),
        ...momentsOf(table.columns).map(({ name, reading }) => ({ name, words: `computed; ${readingWords(reading)}` })),
      ],
      asText: heldAsText(table, out),
      cut: false,
    };
    return { told, out };
  });
  for (const { resultId, name } of results) {
    const kept = keptResult(session, resultId);
    if (kept.caseId !== caseId) throw new Fault('not-found', 'That result is not of this case.');
    const out = await outOfResult(kept, () => context.breathe());
    const { rowCount, sql, columns, limitedBy, inputs } = kept.result;
    const told: NotebookTable = {
      name,
      rows: rowCount,
      from: inputs.map((input) => input.exhibitLabel ?? input.name).join(', '),
      sql,
      columns: columns.map((column) => ({
        name: column.name,
        words: column.reading ? readingWords(column.reading) : column.type,
      })),
      asText: [],
      cut: limitedBy !== null,
    };
    parts.push({ told, out });
  }
  const tables = parts.map(({ told }) => told);
  const names = tables.map(({ name }) => name.toLowerCase());
  if (parts.length === 0) throw new Fault('bad-request', 'Choose at least one dataset or result.');
  if (new Set(names).size < names.length)
    throw new Fault('bad-request', 'Two of the tables have one name. Give the result another.');

  const label = caseLabel(number);
  context.note(({ record }) =>
    record({
      caseId,
      action: 'query.notebook',
      subject: tables.map(({ name }) => name).join(', '),
      detail: { tables: tables.map(({ name, from, rows }) => ({ name, from, rows })) },
    }),
  );
  const at = core.now().toISOString();
  const folder = `${label}-notebook`;
  const about = { label, title, at, program: core.program };
  const ticket = core.tickets.issue({
    name: `${folder}.zip`,
    mediaType: 'application/zip',
    open: () => zipped(folder, parts, notebookText(about, tables), readMe(about, tables)),
  });
  return {
    ticket,
    name: `${folder}.zip`,
    tables: tables.map(({ name, rows, asText }) => ({ name, rows, asText: [...asText] })),
  };
}

/** The sums come last, since a file is hashed while it goes out. */
async function* zipped(
  folder: string,
  parts: readonly Part[],
  notebook: string,
  about: string,
): AsyncIterableIterator<Uint8Array> {
  const zip = new ZipStream('The folder would be larger than 4 GiB. Choose fewer tables, or export them one by one.');
  let sums = '';
  yield* zip.entry(`${folder}/README.txt`, [Buffer.from(about, 'utf8')]);
  yield* zip.entry(`${folder}/notebook.ipynb`, [Buffer.from(notebook, 'utf8')]);
  yield* zip.entry(`${folder}/requirements.txt`, [Buffer.from('duckdb\njupyterlab\npandas\npyarrow\n', 'utf8')]);
  for (const { told, out } of parts) {
    const hash = createHash('sha256');
    const hashed = async function* () {
      for await (const piece of asParquet(out)) {
        hash.update(piece);
        yield piece;
      }
    };
    const path = `${TABLES}/${told.name}.parquet`;
    yield* zip.entry(`${folder}/${path}`, hashed());
    sums += `${hash.digest('hex')}  ${path}\n`;
  }
  yield* zip.entry(`${folder}/SHA256SUMS`, [Buffer.from(sums, 'utf8')]);
  yield zip.end();
}
