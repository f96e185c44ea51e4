import { extname, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { type CombinedDataset, type DatasetSummary, ExportFormat } from '../../../shared/contract/datasets.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { saveTo } from '../../core/host/save.ts';
import { CASE, findCase } from '../arguments.ts';
import { type CommandCore, onVault, type Run, type VaultOptions, withVault } from '../host.ts';
import { printable } from '../output.ts';

interface Options extends VaultOptions {
  case: string;
  out: string;
  format?: ExportFormat;
  guard: boolean;
  places: boolean;
}

export function exportVerb(program: Command, run: Run): void {
  onVault(program.command('export').description('write a dataset as an unprotected file, for other programs'))
    .requiredOption(...CASE)
    .requiredOption('--out <file>', 'the file to write; a file of that name is replaced')
    .addOption(
      new Option('--format <format>', "csv: every cell's text; the others: values as the columns are read").choices(
        ExportFormat.options,
      ),
    )
    .option('--no-guard', 'in CSV and XLSX, put no apostrophe before cells that a spreadsheet would run as a formula')
    .option('--no-places', 'of a combined dataset, leave out the exhibit, row and line of each row')
    .argument('<dataset>', 'its name in SQL, or the exhibit it was read from: E-0001; or a combined dataset')
    .addHelpText(
      'after',
      '\nWithout --format, the ending of the file tells it. What leaves is recorded in the custody log.\n\nExample:\n  redthread export --vault ring.redthread --case C-0001 --out logins.parquet logins',
    )
    .action(
      run((host, name: string, options: Options) =>
        withVault(host, options, async (core) => {
          const format = options.format ?? formatOf(options.out);
          const { id } = await findCase(core.client, options.case);
          const combined = await findCombined(core.client, id, name);
          const dataset = combined ?? (await findDataset(core.client, id, name));
          const path = resolve(host.cwd, options.out);
          host.out.note('warning: the file is not encrypted: whoever has it can read it.');
          const asked = { format, guardFormulas: options.guard };
          const made = combined
            ? await core.run('dataset.exportCombined', { combinedId: combined.id, ...asked, places: options.places })
            : await core.run('dataset.export', { datasetId: (dataset as DatasetSummary).id, ...asked });
          await saveTo(path, (await core.client.collect(made.ticket)).bytes);
          const { rows, guardedCells, asText } = made;
          const { view } = dataset;
          if (options.json) await host.out.json({ file: path, view, format, rows, guardedCells, asText });
          else await host.out.line(`${printable(path)}  ${view}  ${rows} rows  ${format}`);
          if (guardedCells > 0)
            host.out.note(
              `warning: ${guardedCells} ${guardedCells === 1 ? 'cell' : 'cells'} that a spreadsheet would run got a leading apostrophe.`,
            );
          if (asText.length > 0)
            host.out.note(`warning: written as text, since a value does not fit its reading: ${asText.join(', ')}.`);
          return 0;
        }),
      ),
    );
}

/** @throws Fault `bad-request` for an ending that names no format */
function formatOf(file: string): ExportFormat {
  const ending = extname(file).slice(1).toLowerCase();
  const format = ExportFormat.options.find((each) => each === ending);
  if (format) return format;
  throw new Fault(
    'bad-request',
    `The ending of "${file}" tells no format. Choose one with --format: ${ExportFormat.options.join(', ')}.`,
  );
}

/** The combined dataset of that name, if there is one. */
export async function findCombined(client: CommandCore, caseId: CaseId, name: string): Promise<CombinedDataset | null> {
  const wanted = name.toLowerCase();
  const all = await client.ask('dataset.combined', { caseId });
  return all.find(({ id, view }) => id === wanted || view.toLowerCase() === wanted) ?? null;
}

/** @throws Fault `not-found` naming the datasets there are; `bad-request` for an exhibit of several */
export async function findDataset(client: CommandCore, caseId: CaseId, name: string): Promise<DatasetSummary> {
  const all = await client.ask('dataset.list', { caseId });
  const wanted = name.toLowerCase();
  const named = all.find(({ id, view }) => id === wanted || view.toLowerCase() === wanted);
  if (named) return named;
  const [first, ...others] = all.filter(({ exhibitLabel }) => exhibitLabel.toLowerCase() === wanted);
  if (first && others.length === 0) return first;
  if (first) {
    const views = [first, ...others].map(({ view }) => view).join(', ');
    throw new Fault('bad-request', `${first.exhibitLabel} has several datasets: ${views}. Name one of them.`);
  }
  const known = all.map(({ view }) => view);
  const shown = known.length > 10 ? `${known.slice(0, 10).join(', ')} …` : known.join(', ');
  throw new Fault(
    'not-found',
    `There is no dataset "${name}" in this case. ${known.length > 0 ? `It has ${shown}.` : 'It has none yet.'}`,
  );
}

interface NotebookOptions extends VaultOptions {
  case: string;
  out: string;
}

export function notebookVerb(program: Command, run: Run): void {
  onVault(program.command('notebook').description('write datasets as a folder for Jupyter: Parquet and a notebook'))
    .requiredOption(...CASE)
    .requiredOption('--out <file>', 'the zip file to write; a file of that name is replaced')
    .argument('[datasets...]', 'their names in SQL, or the exhibits they were read from; all of the case without any')
    .addHelpText(
      'after',
      '\nWhat leaves is recorded in the custody log.\n\nExample:\n  redthread notebook --vault ring.redthread --case C-0001 --out ring.zip logins payouts',
    )
    .action(
      run((host, names: string[], options: NotebookOptions) =>
        withVault(host, options, async (core) => {
          const { id: caseId } = await findCase(core.client, options.case);
          const chosen =
            names.length > 0
              ? await Promise.all(names.map((name) => findDataset(core.client, caseId, name)))
              : await core.client.ask('dataset.list', { caseId });
          const path = resolve(host.cwd, options.out);
          host.out.note('warning: the files are not encrypted: whoever has them can read them.');
          const datasets = [...new Set(chosen.map(({ id }) => id))];
          const made = await core.run('query.notebook', { caseId, datasets, results: [] });
          await saveTo(path, (await core.client.collect(made.ticket)).bytes);
          const { tables } = made;
          if (options.json) await host.out.json({ file: path, tables });
          else
            await host.out.line(
              `${printable(path)}  ${tables.map(({ name, rows }) => `${name} (${rows} rows)`).join(', ')}`,
            );
          for (const { name, asText } of tables)
            if (asText.length > 0)
              host.out.note(
                `warning: of ${name} written as text, since a value does not fit its reading: ${asText.join(', ')}.`,
              );
          return 0;
        }),
      ),
    );
}
