import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { type CommandName, commands, type JobName } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { decodeWire, encodeWire } from '../../../shared/contract/wire.ts';
import { saveTo } from '../../core/host/save.ts';
import {
  type Host,
  type HostedCore,
  passphraseOption,
  type Run,
  type VaultOptions,
  withCore,
  withVault,
} from '../host.ts';

interface Options extends Omit<VaultOptions, 'vault'> {
  vault?: string;
  file?: string;
  folder?: string;
  save?: string;
}

export function callVerb(program: Command, run: Run): void {
  passphraseOption(
    program.command('call').description('run any command of the contract and print what it replies as JSON'),
  )
    .argument('<name>', 'the command: case.create, board.get …')
    .argument('[input]', 'its input: JSON, @FILE, or - for stdin', '{}')
    .option('--vault <dir>', 'the vault to open first: a folder NAME.redthread')
    .option('--file <path>', 'a file to import or open: its ticket becomes "ticket" of the input')
    .option(
      '--folder <dir>',
      'a vault folder for vault.open and vault.recover, or the folder for vault.create and vault.checkFolder',
    )
    .option('--save <path>', 'save the file behind "ticket" of the result there')
    .addHelpText(
      'after',
      `
Secrets belong in @FILE or stdin, never in an argument. Jobs are waited for, and their result is printed. Bytes travel as {"$bytes": base64}.

Example:
  redthread call finding.create --vault ring.redthread '{"caseId": "…", "claim": "One person runs three accounts"}'`,
    )
    .action(
      run(async (host, name: string, given: string, options: Options) => {
        const input = await readInput(host, given);
        const work = (core: HostedCore) => callOnce(host, core, name, input, options);
        const { vault, ...rest } = options;
        return vault === undefined ? withCore(host, work) : withVault(host, { vault, ...rest }, work);
      }),
    );
}

async function callOnce(
  host: Host,
  core: HostedCore,
  name: string,
  given: unknown,
  { file, folder, save, json }: Options,
) {
  const isCommand = Object.hasOwn(commands, name);
  if (!isCommand) throw new Fault('bad-request', `There is no command "${name}". ${likely(name)}`);
  let input = given;
  if (file !== undefined) input = extended(input, { ticket: await core.client.admitPath(resolve(host.cwd, file)) });
  if (folder !== undefined) {
    const ticket = await core.client.admitPath(resolve(host.cwd, folder), 'folder');
    input = extended(
      input,
      name === 'vault.create' || name === 'vault.checkFolder' ? { folder: ticket } : { vault: { ticket } },
    );
  }
  const job = commands[name as CommandName].kind === 'job';
  const value: unknown = job
    ? await core.run(name as JobName, input as never)
    : await core.client.ask(name as CommandName, input as never);
  if (save !== undefined) {
    const ticket = typeof value === 'object' && value !== null && 'ticket' in value ? value.ticket : null;
    if (ticket === null) throw new Fault('bad-request', `${name} replies with no file that --save could keep.`);
    await saveTo(resolve(host.cwd, save), (await core.client.collect(ticket)).bytes);
  }
  await host.out.line(json ? encodeWire(value) : JSON.stringify(JSON.parse(encodeWire(value)), null, 2));
  return 0;
}

/** What an unknown command may have meant: those of its area, or the areas. */
function likely(name: string): string {
  const names = Object.keys(commands);
  const area = name.split('.')[0];
  const near = names.filter((each) => each.startsWith(`${area}.`));
  if (near.length > 0) return `There are ${near.join(', ')}.`;
  return `A name begins with ${[...new Set(names.map((each) => each.split('.')[0]))].join(', ')}.`;
}

function extended(given: unknown, extra: object): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new Fault('bad-request', 'With --file or --folder the input has to be a JSON object.');
  return { ...given, ...extra };
}

async function readInput(host: Host, given: string): Promise<unknown> {
  const json =
    given === '-' ? await text(host.stdin) : given.startsWith('@') ? await fileText(host.cwd, given.slice(1)) : given;
  try {
    return decodeWire(json);
  } catch {
    throw new Fault('bad-request', 'The input is not JSON. Give a JSON object, @FILE, or - for stdin.');
  }
}

const fileText = (cwd: string, path: string): Promise<string> =>
  readFile(resolve(cwd, path), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Fault('not-found', `The input file "${path}" cannot be read (${error.code ?? 'unknown reason'}).`);
  });
