import { existsSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { Argument, type Command, Option } from 'commander';
import type { Input, Output } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { GraphFormat, type GraphSource } from '../../../shared/contract/graph.ts';
import { Measure } from '../../../shared/contract/graph-analysis.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { stagedWords } from '../../../shared/domain/graph-words.ts';
import { saveTo } from '../../core/host/save.ts';
import { CASE, findCase, wholeNumber } from '../arguments.ts';
import { EXIT, type Host, type HostedCore, onVault, type Run, type VaultOptions, withVault } from '../host.ts';
import { printable } from '../output.ts';
import { findBoard } from './board.ts';

interface CaseOptions extends VaultOptions {
  case: string;
  board?: string;
}
interface ImportOptions extends CaseOptions {
  dryRun?: boolean;
  join?: boolean;
  undirected?: boolean;
  linkType: string;
}
interface ExportOptions extends CaseOptions {
  out: string;
  format?: GraphFormat;
  guard: boolean;
  all?: boolean;
}

export function graphVerbs(program: Command, run: Run): void {
  const graph = program.command('graph').description('graphs of other programs: onto a board, and out of one');
  onVault(
    graph.command('import').description('put a graph onto a board; exit code 1 when something of it was rejected'),
  )
    .requiredOption(...CASE)
    .option('--board <title>', "the board; else the case's first")
    .option('--dry-run', 'import the files and count; put nothing onto the board')
    .option('--join', 'make parallel links of one type one link, with the amounts added up')
    .option('--undirected', 'links for which the file says no direction have none')
    .option('--link-type <words>', 'of links that have no type', 'linked to')
    .argument(
      '<file>',
      'GraphML, GEXF, Maltego .mtgx, STIX 2.1, FollowTheMoney, an edge list, a CSV of links, OSINT results; or a dataset',
    )
    .argument('[nodes]', 'the CSV of the nodes, or its dataset')
    .addHelpText('after', '\nExample:\n  redthread graph import --vault ring.redthread --case C-0001 ring.graphml')
    .action(
      run((host, file: string, nodes: string | undefined, options: ImportOptions) =>
        withVault(host, options, (core) => importGraph(host, core, [file, nodes], options)),
      ),
    );
  analyseVerb(graph, run);
  onVault(graph.command('export').description('write the entities and links of a board as an unprotected file'))
    .requiredOption(...CASE)
    .requiredOption(
      '--out <file>',
      'the file to write, replaced if it is there; of CSV two, with -nodes and -links in their names',
    )
    .option('--board <title>', "the board; else the case's first")
    .option('--all', 'everything of the case, on a board or not')
    .addOption(new Option('--format <format>', 'else the ending of the file tells it').choices(GraphFormat.options))
    .option('--no-guard', 'in CSV, put no apostrophe before cells that a spreadsheet would run as a formula')
    .addHelpText(
      'after',
      '\nWhat leaves is recorded in the custody log; what the format does not carry is named.\n\nExample:\n  redthread graph export --vault ring.redthread --case C-0001 --out ring.gexf',
    )
    .action(
      run((host, options: ExportOptions) => withVault(host, options, (core) => exportGraph(host, core, options))),
    );
}

async function importGraph(
  host: Host,
  core: HostedCore,
  [file, nodes]: readonly [string, string | undefined],
  options: ImportOptions,
): Promise<number> {
  const { id: caseId } = await findCase(core.client, options.case);
  const boardId = await findBoard(core, caseId, options.board);
  const source = await findSource(host, core, caseId, file);
  const nodesId = nodes === undefined ? null : (await findSource(host, core, caseId, nodes)).datasetId;
  const asked = {
    ...{ boardId, datasetId: source.datasetId, nodesId, linkType: options.linkType },
    ...{
      parallel: options.join ? ('join' as const) : ('keep' as const),
      direction: options.undirected ? ('none' as const) : null,
    },
  };
  const staged = options.dryRun ? await core.run('graph.stage', asked) : (await core.run('graph.load', asked)).staged;
  if (options.json)
    await host.out.json({ exhibit: source.exhibit, view: source.view, format: source.format, ...staged });
  else
    await host.out.line(`${source.exhibit}  ${source.view}  ${stagedWords(staged).map(printable).join('\n        ')}`);
  return staged.rejectedCount > 0 ? EXIT.finding : EXIT.done;
}

/** A file is imported; anything else names a dataset or an exhibit that is there. @throws Fault */
async function findSource(host: Host, core: HostedCore, caseId: CaseId, named: string): Promise<GraphSource> {
  const path = resolve(host.cwd, named);
  let exhibit = named;
  if (existsSync(path)) {
    const made: Output<'evidence.import'> = await core.run('evidence.import', {
      caseId,
      ticket: await core.client.admitPath(path, 'file'),
    });
    host.out.note(`${made.duplicateOf ? 'there already as' : 'imported as'} ${made.exhibit}  ${made.sha256}`);
    if (made.datasetProblem) host.out.note(`warning: ${printable(made.datasetProblem)}`);
    exhibit = made.exhibit;
  }
  const sources = await core.client.ask('graph.sources', { caseId });
  const wanted = exhibit.toLowerCase();
  const found = sources.filter((each) =>
    [each.datasetId, each.view, each.exhibit].some((name) => name.toLowerCase() === wanted),
  );
  const [only, more] = found;
  if (only && !more) return only;
  throw new Fault(
    'not-found',
    only
      ? `"${named}" has several tables that may be a graph: ${found.map(({ view }) => view).join(', ')}. Name one of them.`
      : `"${named}" is no graph that this program reads. A table of links has the columns Source and Target.`,
  );
}

const ENDINGS: Readonly<Record<string, GraphFormat>> = {
  '.graphml': 'graphml',
  '.gexf': 'gexf',
  '.csv': 'csv',
  '.ftm': 'ftm',
};

async function exportGraph(host: Host, core: HostedCore, options: ExportOptions): Promise<number> {
  const { id: caseId } = await findCase(core.client, options.case);
  const boardId = options.all ? null : await findBoard(core, caseId, options.board);
  const ending = extname(options.out).toLowerCase();
  const format = options.format ?? ENDINGS[ending];
  if (!format)
    throw new Fault(
      'bad-request',
      `The ending of "${options.out}" tells no format. Choose one with --format: ${GraphFormat.options.join(', ')}.`,
    );
  host.out.note('warning: the file is not encrypted: whoever has it can read it.');
  for (const { what, count } of (await core.client.ask('graph.carries', { caseId, boardId, format })).leftOut)
    host.out.note(`not carried: ${what} (${count})`);
  const made = await core.run('graph.export', { caseId, boardId, format, guardFormulas: options.guard });
  const path = resolve(host.cwd, options.out);
  const paths =
    format === 'csv' ? ['-nodes', '-links'].map((part) => `${path.replace(/\.csv$/i, '')}${part}.csv`) : [path];
  for (const [at, { ticket }] of made.files.entries())
    await saveTo(paths[at] as string, (await core.client.collect(ticket)).bytes);
  const { items, links, leftOut, guardedCells } = made;
  if (options.json) await host.out.json({ files: paths, format, items, links, leftOut, guardedCells });
  else
    for (const written of paths)
      await host.out.line(`${printable(written)}  ${items} items, ${links} links  ${format}`);
  if (guardedCells > 0)
    host.out.note(`warning: ${guardedCells} cells that a spreadsheet would run got a leading apostrophe.`);
  return EXIT.done;
}

interface AnalyseOptions extends CaseOptions {
  all?: boolean;
  from?: string;
  to?: string;
  of?: string[];
  directed?: boolean;
  longest: number;
  most: number;
  seed: number;
  freeze?: string;
}

function analyseVerb(graph: Command, run: Run): void {
  onVault(graph.command('analyse').description('compute over the items and links of a board, or of the case'))
    .requiredOption(...CASE)
    .option('--board <title>', "the board; else the case's first")
    .option('--all', 'everything of the case, on a board or not')
    .option('--from <label>', 'of paths: the item they begin at')
    .option('--to <label>', 'of paths: the item they end at')
    .option('--of <label...>', 'of neighbours: the items')
    .option('--directed', 'of paths: only along the direction of links')
    .option('--longest <links>', 'of paths and rings', wholeNumber(1, 12), 5)
    .option('--most <number>', 'of paths and rings', wholeNumber(1, 1000), 100)
    .option('--seed <number>', 'of communities', wholeNumber(0, 2 ** 31), 1)
    .option('--freeze <title>', 'save it as an exhibit under this title')
    .addArgument(
      new Argument('<method>', 'what to compute').choices([
        'measures',
        'shortest',
        'simple',
        'neighbours',
        'rings',
        'flows',
      ]),
    )
    .addHelpText(
      'after',
      '\nExample:\n  redthread graph analyse --vault ring.redthread --case C-0001 measures --freeze "Measures of the ring"',
    )
    .action(
      run((host, method: string, options: AnalyseOptions) =>
        withVault(host, options, (core) => analyseGraph(host, core, method, options)),
      ),
    );
}

async function analyseGraph(host: Host, core: HostedCore, method: string, options: AnalyseOptions): Promise<number> {
  const { id: caseId } = await findCase(core.client, options.case);
  const boardId = options.all ? null : await findBoard(core, caseId, options.board);
  const entities = await core.client.ask('entity.list', { caseId });
  const item = (label: string | undefined, option: string) => {
    const found = entities.find((each) => each.label === label);
    if (!found)
      throw new Fault('not-found', `${option} names no item of this case${label === undefined ? '' : `: "${label}"`}.`);
    return found.id;
  };
  const { longest, most, seed, directed = false } = options;
  const spec: Input<'graph.analyse'>['spec'] =
    method === 'shortest' || method === 'simple'
      ? {
          method: 'paths',
          from: item(options.from, '--from'),
          to: item(options.to, '--to'),
          which: method,
          directed,
          longest,
          most,
        }
      : method === 'neighbours'
        ? { method, of: (options.of ?? []).map((label) => item(label, '--of')) }
        : method === 'rings'
          ? { method, longest: Math.min(10, Math.max(2, longest)), most }
          : method === 'flows'
            ? { method }
            : { method: 'measures', measures: [...Measure.options], seed };
  const made = await core.run('graph.analyse', { caseId, boardId, spec });
  const { columns, rows, notes } = made.table;
  if (options.json)
    for (const row of rows) await host.out.json(Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null])));
  else
    for (const row of [columns, ...rows])
      await host.out.line(row.map((cell) => printable(String(cell ?? ''))).join('\t'));
  host.out.note(printable(`${made.words} ${made.items} items, ${made.links} links of ${made.of}. ${notes.join(' ')}`));
  if (options.freeze !== undefined) {
    const { exhibit } = await core.client.ask('graph.freeze', { analysisId: made.analysisId, title: options.freeze });
    host.out.note(`Saved as ${exhibit.label}.`);
  }
  return EXIT.done;
}
