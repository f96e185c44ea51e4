import { resolve } from 'node:path';
import type { Command } from 'commander';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Snapshot } from '../../../shared/contract/snapshots.ts';
import type { BoardId, CaseId } from '../../../shared/contract/values.ts';
import { counted } from '../../../shared/domain/counted.ts';
import { saveTo } from '../../core/host/save.ts';
import { CASE, findCase } from '../arguments.ts';
import { EXIT, type Host, type HostedCore, onVault, type Run, type VaultOptions, withVault } from '../host.ts';
import { printable } from '../output.ts';

interface CaseOptions extends VaultOptions {
  case: string;
  board?: string;
}
interface TakeOptions extends CaseOptions {
  caption: string;
  report?: boolean;
}
interface PictureOptions extends CaseOptions {
  out: string;
  snapshot?: string;
}

export function boardVerbs(program: Command, run: Run): void {
  const board = program.command('board').description('snapshots of boards, and pictures of them');
  const ofCase = (verb: Command): Command => onVault(verb).requiredOption(...CASE);
  ofCase(board.command('snapshots').description('list the snapshots of a case, in their order')).action(
    run((host, options: CaseOptions) => withVault(host, options, (core) => list(host, core, options))),
  );
  ofCase(board.command('snapshot').description('keep a board as it is now; later changes do not change it'))
    .option('--board <title>', "the board; else the case's first")
    .option('--caption <words>', 'what stands below it', '')
    .option('--report', 'make it a figure of the report')
    .argument('<title>', 'what it is called')
    .action(
      run((host, title: string, options: TakeOptions) =>
        withVault(host, options, (core) => take(host, core, title, options)),
      ),
    );
  ofCase(board.command('picture').description('draw a board, or a snapshot of one, as an unprotected SVG file'))
    .requiredOption('--out <file>', 'the file to write; a file of that name is replaced')
    .option('--board <title>', "the board; else the case's first")
    .option('--snapshot <title>', 'a snapshot instead: its title, or its number in the list')
    .addHelpText(
      'after',
      '\nExhibits are drawn as their captions. What leaves is recorded in the custody log.\n\nExample:\n  redthread board picture --vault ring.redthread --case C-0001 --snapshot "The ring" --out ring.svg',
    )
    .action(run((host, options: PictureOptions) => withVault(host, options, (core) => picture(host, core, options))));
}

async function list(host: Host, core: HostedCore, options: CaseOptions): Promise<number> {
  const { id: caseId } = await findCase(core.client, options.case);
  for (const [at, snapshot] of (await core.client.ask('snapshot.list', { caseId })).entries()) {
    if (options.json) await host.out.json({ number: at + 1, ...snapshot });
    else await host.out.line(`${at + 1}  ${lineOf(snapshot)}`);
  }
  return EXIT.done;
}

const lineOf = ({ title, items, of, links, takenAt, inReport }: Snapshot): string =>
  `${printable(title)}  ${items === of ? counted(of, 'item') : `${items} of ${counted(of, 'item')}`}, ${counted(links, 'link')}  ${takenAt}${inReport ? '  in the report' : ''}`;

async function take(host: Host, core: HostedCore, title: string, options: TakeOptions): Promise<number> {
  const { id: caseId } = await findCase(core.client, options.case);
  const boardId = await findBoard(core, caseId, options.board);
  const taken = await core.client.ask('snapshot.take', { boardId, title, caption: options.caption });
  const snapshot = options.report
    ? await core.client.ask('snapshot.update', { snapshotId: taken.id, inReport: true })
    : taken;
  if (options.json) await host.out.json(snapshot);
  else await host.out.line(lineOf(snapshot));
  return EXIT.done;
}

async function picture(host: Host, core: HostedCore, options: PictureOptions): Promise<number> {
  const { id: caseId } = await findCase(core.client, options.case);
  host.out.note('warning: the file is not encrypted: whoever has it can read it.');
  const { ticket } =
    options.snapshot === undefined
      ? await core.client.ask('board.export', { boardId: await findBoard(core, caseId, options.board) })
      : await core.client.ask('snapshot.export', { snapshotId: await findSnapshot(core, caseId, options.snapshot) });
  const path = resolve(host.cwd, options.out);
  await saveTo(path, (await core.client.collect(ticket)).bytes);
  if (options.json) await host.out.json({ file: path });
  else await host.out.line(printable(path));
  return EXIT.done;
}

async function findSnapshot({ client }: HostedCore, caseId: CaseId, named: string): Promise<Snapshot['id']> {
  const all = await client.ask('snapshot.list', { caseId });
  const found = all.filter(({ title }) => title.toLowerCase() === named.toLowerCase());
  const only = found.length > 0 ? found : all.filter((_, at) => String(at + 1) === named);
  if (only.length === 1 && only[0]) return only[0].id;
  throw new Fault(
    'not-found',
    only.length > 1
      ? `There are ${only.length} snapshots "${named}". Name one by its number in the list.`
      : `There is no snapshot "${named}". There is ${all.map(({ title }) => `"${title}"`).join(', ') || 'none'}.`,
  );
}

/** @throws Fault `not-found` */
export async function findBoard({ client }: HostedCore, caseId: CaseId, title: string | undefined): Promise<BoardId> {
  const boards = await client.ask('board.list', { caseId });
  const found =
    title === undefined ? boards[0] : boards.find((each) => each.title.toLowerCase() === title.toLowerCase());
  if (found) return found.id;
  throw new Fault(
    'not-found',
    `There is no board "${title}". There is ${boards.map((each) => `"${each.title}"`).join(', ')}.`,
  );
}
