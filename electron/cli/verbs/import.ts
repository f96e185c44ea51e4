import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Origin } from '../../../shared/contract/datasets.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { type ImportResult, Sensitivity } from '../../../shared/contract/evidence.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { acquiredAgainWords } from '../../../shared/domain/acquisitions.ts';
import { questionWords } from '../../../shared/domain/readings.ts';
import { CASE, findCase } from '../arguments.ts';
import { contentsOf, counted, type Found, isFolder, toldOf } from '../folder.ts';
import { EXIT, type Host, type HostedCore, onVault, type Run, type VaultOptions, withVault } from '../host.ts';
import { printable } from '../output.ts';

/** Reads the text of the case's pictures that were not read yet, and says how many. @returns the exit code: 1 when some could not be read */
export async function readPictures(host: Host, core: HostedCore, caseId: CaseId, json = false): Promise<number> {
  const { readLanguages } = await core.client.ask('vault.profile', {});
  const { read, withText, failed } = await core.run('ocr.run', { caseId });
  if (json) await host.out.json({ read, withText, failed, languages: readLanguages });
  else {
    await host.out.line(
      `pictures read: ${read}, with text: ${withText}, failed: ${failed.length} (${readLanguages.join('+')})`,
    );
    for (const { exhibit, reason } of failed) host.out.note(`not read: ${exhibit}: ${printable(reason)}`);
  }
  return failed.length > 0 ? EXIT.finding : EXIT.done;
}

interface ReadOptions extends VaultOptions {
  case: string;
}

export function readVerb(program: Command, run: Run): void {
  onVault(program.command('read').description('read the text of the pictures that were not read yet'))
    .requiredOption(...CASE)
    .addHelpText(
      'after',
      '\nIn the languages of the vault\'s settings: English, unless others were chosen.\n\nExample:\n  redthread read --vault ring.redthread --case C-0001 && redthread search --vault ring.redthread "payout"',
    )
    .action(
      run((host, options: ReadOptions) =>
        withVault(host, options, async (core) => {
          const { id } = await findCase(core.client, options.case);
          return readPictures(host, core, id, options.json);
        }),
      ),
    );
}

interface Options extends VaultOptions {
  case: string;
  source?: string;
  how?: string;
  note?: string;
  tag?: string[];
  sensitivity?: 'normal' | 'personal' | 'graphic';
  zone?: string;
  query?: string;
  queryBeside?: boolean;
  engine?: string;
  job?: string;
  ranAt?: string;
  ranZone?: string;
  ranBy?: string;
  appendTo?: string;
  strict?: boolean;
  read?: boolean;
}

export function importVerb(program: Command, run: Run): void {
  onVault(program.command('import').description('import files as evidence; tables in them become datasets'))
    .requiredOption(...CASE)
    .argument(
      '<file...>',
      'files, and folders whose files are imported at any depth, in the order of their exhibit numbers',
    )
    .option('--source <text>', 'where they came from: a URL, a system, a person')
    .option('--how <text>', 'how they were acquired (else "file import" or "folder import")')
    .option('--note <text>', 'a note for each of them')
    .option('--tag <tag...>', 'tags for each of them')
    .addOption(new Option('--sensitivity <level>', 'what the window blurs until asked').choices(Sensitivity.options))
    .option('--zone <zone>', 'IANA time zone they were taken in (else that of this machine)')
    .option('--query <file>', 'the SQL that produced the rows, kept with their datasets')
    .option('--no-query-beside', 'do not take the SQL of a file that is named like the import and ends in .sql')
    .option('--engine <name>', 'what ran that query: BigQuery, Looker')
    .option('--job <id>', "the engine's own id of the run")
    .option('--ran-at <time>', 'when it ran: 2026-05-04T14:03')
    .option('--ran-zone <zone>', 'the zone of that clock, an IANA name')
    .option('--ran-by <name>', 'who ran it')
    .option('--read', 'read the text of pictures afterwards, so that it can be searched')
    .option(
      '--append-to <dataset>',
      'put the rows of each file below those of this dataset, which has the same columns',
    )
    .option('--strict', 'end with 1 when a row was rejected or a table could not be read')
    .addHelpText(
      'after',
      '\nOf a folder, symbolic links are not followed and hidden files are imported too; both are named. Without --source, a file of a folder has its location in the folder as its source.\n\nExample:\n  redthread import --vault ring.redthread --case C-0001 --source "warehouse export" logins.csv profile.png',
    )
    .action(
      run((host, files: string[], options: Options) =>
        withVault(host, options, async (core) => {
          const { id } = await findCase(core.client, options.case);
          const codes: number[] = [];
          const query = options.query === undefined ? null : await readFile(resolve(host.cwd, options.query), 'utf8');
          const stated: Stated = { ...options, origin: originOf(options, query) };
          for (const file of files) {
            const folder = resolve(host.cwd, file);
            if (await isFolder(folder)) codes.push(await importFolder(host, core, id, folder, stated));
            else codes.push(await importOne(host, core, id, { path: file, within: null }, stated));
          }
          if (options.read) codes.push(await readPictures(host, core, id, options.json));
          return Math.max(...codes);
        }),
      ),
    );
}

async function importFolder(host: Host, core: HostedCore, caseId: CaseId, folder: string, options: Stated) {
  const contents = await contentsOf(folder);
  for (const line of toldOf(folder, contents)) host.out.note(line);
  if (options.json)
    for (const link of contents.links) await host.out.json({ file: link, skipped: 'symbolic link, not followed' });
  const codes: number[] = contents.closed.map(() => EXIT.bad);
  if (contents.files.length === 0 && codes.length === 0) host.out.note('There is no file in it to import.');
  for (const file of contents.files) codes.push(await importOne(host, core, caseId, file, options));
  return Math.max(EXIT.done, ...codes);
}

const LONGEST_SOURCE = 500;
/** Where a file lies in the folder that was named is part of where it came from; paths above that folder are not told. */
const placeOf = (within: string): string => printable(within).slice(-LONGEST_SOURCE).toWellFormed();

/** One file stands or falls alone: a bad one is named and the next is tried. */
async function importOne(host: Host, core: HostedCore, caseId: CaseId, { path, within }: Found, options: Stated) {
  const file = within ?? String(path);
  try {
    const { note, tag, sensitivity, zone } = options;
    const source = options.source ?? (within === null ? undefined : placeOf(within));
    const origin = options.origin?.query ? options.origin : await withQueryBeside(host, path, options);
    const how = options.how ?? (within === null ? 'file import' : 'folder import');
    const ticket = await core.client.admitPath(typeof path === 'string' ? resolve(host.cwd, path) : path);
    const result = await core.run('evidence.import', {
      caseId,
      ticket,
      source,
      how,
      note,
      tags: tag,
      sensitivity,
      zone,
      ...(origin && { origin }),
    });
    if (options.json) await host.out.json({ file, ...result });
    else await host.out.line(told(result));
    if (options.appendTo !== undefined) await appendTo(host, core, caseId, options.appendTo, result);
    const flawed =
      result.datasetProblem !== null || result.datasets.some(({ certificate }) => certificate.rejected > 0);
    return options.strict && flawed ? EXIT.finding : EXIT.done;
  } catch (error) {
    if (!(error instanceof Fault) || host.interruption.signal.aborted || error.code === 'locked') throw error;
    if (options.json) await host.out.json({ file, error: { code: error.code, message: error.message } });
    host.out.note(`redthread: ${printable(error.message)}`);
    return EXIT.bad;
  }
}

/** Each table of the file goes below the others of its shape. @throws Fault `unsupported` for other columns; the exhibit stays */
async function appendTo(host: Host, core: HostedCore, caseId: CaseId, to: string, result: ImportResult): Promise<void> {
  const datasetIds = result.datasets.map(({ id }) => id);
  if (datasetIds.length === 0)
    throw new Fault('unsupported', `${result.exhibit} has no table to append to "${to}". It is kept as an exhibit.`);
  const { view, rows, members, notes } = await core.run('dataset.append', { caseId, to, datasetIds });
  host.out.note(`appended: ${view} has ${counted(rows, 'row')} of ${counted(members.length, 'dataset')}`);
  for (const note of notes) host.out.note(`warning: ${printable(note)}`);
}

interface Stated extends Options {
  /** What the options say of the query; null where they say nothing. */
  origin: Origin | null;
}

function originOf(
  { engine = '', job = '', ranAt = '', ranZone = '', ranBy = '' }: Options,
  query: string | null,
): Origin | null {
  const stated = { query: query ?? '', engine, job, ranAt, zone: ranZone as Origin['zone'], ranBy };
  return Object.values(stated).some((each) => each !== '') ? stated : null;
}

/** As much as the contract takes of a text. */
const MOST_QUERY_BYTES = 100_000;

/** The SQL in the file beside an import that has its name and ends in .sql, with what else is stated of the query. */
async function withQueryBeside(host: Host, path: Found['path'], options: Stated): Promise<Origin | null> {
  if (options.queryBeside === false || typeof path !== 'string') return options.origin;
  const whole = resolve(host.cwd, path);
  const beside = whole.replace(/\.[^./\\]+$/, '.sql');
  if (beside === whole || !beside.endsWith('.sql')) return options.origin;
  const found = await stat(beside).catch(() => null); // most files have none
  if (!found?.isFile() || found.size > MOST_QUERY_BYTES) return options.origin;
  host.out.note(`${printable(basename(beside))} is kept as the query that produced ${printable(basename(whole))}.`);
  const query = await readFile(beside, 'utf8');
  return { ...(options.origin ?? { engine: '', job: '', ranAt: '', zone: '' as const, ranBy: '' }), query };
}

function told(result: ImportResult): string {
  const lines = [
    `${result.exhibit}  ${result.sha256}  ${result.bytes} bytes  ${result.mediaType}  ${result.originalName}`,
  ];
  if (result.duplicateOf && result.acquiredAgain)
    lines.push(acquiredAgainWords(result.duplicateOf, result.acquiredAgain));
  for (const { exhibit, likeness, mirrored } of result.similar)
    lines.push(`looks like ${exhibit} (${Math.round(100 * likeness)} %${mirrored ? ', mirrored' : ''})`);
  if (result.typeWarning) lines.push(`warning: ${result.typeWarning}`);
  for (const { view, rows, certificate } of result.datasets) {
    const { records, header, stored, rejected, skipped, warnings, columns } = certificate;
    lines.push(
      `dataset ${view}: ${counted(rows, 'row')}, ${counted(columns.length, 'column')}`,
      `records ${records} = header ${header} + stored ${stored} + rejected ${rejected} + skipped ${skipped}`,
      ...warnings.map(({ message }) => `warning: ${message}`),
      // Of a column that stays text until it is answered, a warning tells.
      ...columns.flatMap(({ name, reading }) =>
        reading && reading.reading.kind !== 'text'
          ? reading.questions.map((question) => `to be answered: "${name}": ${questionWords(reading, question)}`)
          : [],
      ),
    );
  }
  if (result.datasetProblem)
    lines.push(`${result.dataset ? 'not all was read' : 'no dataset'}: ${result.datasetProblem}`);
  return lines.map(printable).join('\n        ');
}
