import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { Fault } from '../../../shared/contract/errors.ts';
import { type CheckItem, CheckState } from '../../../shared/contract/typologies.ts';
import { CHECK_STATES } from '../../../shared/domain/typologies/typology.ts';
import { saveTo } from '../../core/host/save.ts';
import { CASE, findCase, wholeNumber } from '../arguments.ts';
import { EXIT, type HostedCore, onVault, type Run, type VaultOptions, withVault } from '../host.ts';
import { printable } from '../output.ts';

interface CaseOptions extends VaultOptions {
  case: string;
}
interface MarkOptions extends CaseOptions {
  state?: CheckState;
  note?: string;
}

export function checklistVerbs(program: Command, run: Run): void {
  const group = program.command('checklist').description('what a case has to ask and to do, and what was said of it');
  onVault(group.command('list').description('every entry with its state, its note, and who said so'))
    .requiredOption(...CASE)
    .action(
      run((host, options: CaseOptions) =>
        withVault(host, options, async (core) => {
          for (const item of await itemsOf(core, options.case))
            if (options.json) await host.out.json(item);
            else await host.out.line(printable(lineOf(item)));
          return EXIT.done;
        }),
      ),
    );
  onVault(group.command('add').description('add the entries of a typology, or one of your own'))
    .requiredOption(...CASE)
    .option('--typology <name>', 'name or id of a typology')
    .argument('[text]', 'an entry of your own')
    .action(
      run((host, text: string | undefined, options: CaseOptions & { typology?: string }) =>
        withVault(host, options, async (core) => {
          if ((text === undefined) === (options.typology === undefined))
            throw new Fault('bad-request', 'Give either --typology or the text of one entry.');
          const { id: caseId } = await findCase(core.client, options.case);
          const of = text === undefined ? { typology: await typologyId(core, options.typology ?? '') } : { text };
          const items = await core.client.ask('checklist.add', { caseId, of });
          host.out.note(`The checklist has ${items.length} entries now.`);
          return EXIT.done;
        }),
      ),
    );
  onVault(group.command('mark').description('say how an entry stands'))
    .requiredOption(...CASE)
    .addOption(new Option('--state <state>', 'its new state').choices(CheckState.options))
    .option('--note <text>', 'what was found, or why it does not apply')
    .argument('<number>', 'of the entry, as "checklist list" counts', wholeNumber(1, 1_000_000))
    .addHelpText('after', '\nExample:\n  redthread checklist mark --vault ring.redthread --case C-0001 --state done 3')
    .action(
      run((host, number: number, { state, note, ...options }: MarkOptions) =>
        withVault(host, options, async (core) => {
          const item = (await itemsOf(core, options.case))[number - 1];
          if (!item) throw new Fault('not-found', `The checklist has no entry ${number}.`);
          if (state === undefined && note === undefined)
            throw new Fault('bad-request', 'Give --state, --note or both.');
          const marked = await core.client.ask('checklist.mark', {
            id: item.id,
            ...(state !== undefined && { state }),
            ...(note !== undefined && { note }),
          });
          if (options.json) await host.out.json(marked);
          else await host.out.line(printable(lineOf({ ...marked, number })));
          return EXIT.done;
        }),
      ),
    );
  typologyVerbs(program, run);
}

function typologyVerbs(program: Command, run: Run): void {
  const group = program
    .command('typology')
    .description('schemes of fraud: those of the program and those of the vault');
  onVault(group.command('list').description('every typology')).action(
    run((host, options: VaultOptions) =>
      withVault(host, options, async ({ client }) => {
        for (const { typology, saved } of await client.ask('typology.list', {}))
          if (options.json) await host.out.json({ ...typology, saved });
          else
            await host.out.line(
              printable(`${typology.id}  ${typology.name}: ${typology.summary}${saved ? '  (of this vault)' : ''}`),
            );
        return EXIT.done;
      }),
    ),
  );
  onVault(group.command('import').description('take in a typology from a JSON file'))
    .argument('<file>', 'as "typology export" writes it')
    .action(
      run((host, file: string, options: VaultOptions) =>
        withVault(host, options, async ({ client }) => {
          const text = await readFile(resolve(host.cwd, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
            throw new Fault('bad-request', `${file} cannot be read (${error.code ?? 'unknown'}).`);
          });
          const { typology } = await client.ask('typology.import', { text });
          await host.out.line(printable(`${typology.id}  ${typology.name}`));
          return EXIT.done;
        }),
      ),
    );
  onVault(group.command('export').description('write a typology to a JSON file; the export is recorded'))
    .requiredOption('--out <file>', 'the file to write; it must not exist')
    .argument('<name>', 'name or id of the typology')
    .action(
      run((host, name: string, options: VaultOptions & { out: string }) =>
        withVault(host, options, async (core) => {
          const { ticket } = await core.client.ask('typology.export', { id: await typologyId(core, name) });
          const { bytes } = await core.client.collect(ticket);
          await saveTo(resolve(host.cwd, options.out), bytes);
          return EXIT.done;
        }),
      ),
    );
}

async function typologyId({ client }: HostedCore, name: string): Promise<string> {
  const wanted = name.toLowerCase();
  const listed = await client.ask('typology.list', {});
  const found = listed.find(({ typology }) => typology.id === wanted || typology.name.toLowerCase() === wanted);
  if (!found) throw new Fault('not-found', `There is no typology "${name}". "typology list" shows them.`);
  return found.typology.id;
}

type Numbered = CheckItem & { readonly number: number };
async function itemsOf({ client }: HostedCore, reference: string): Promise<Numbered[]> {
  const { id: caseId } = await findCase(client, reference);
  return (await client.ask('checklist.list', { caseId })).map((item, at) => ({ ...item, number: at + 1 }));
}

/** "3  done  Who redeemed the cards?  (asked the shop; R. Okafor, 2026-11-20T17:04:05.000Z)" */
function lineOf({ number, state, text, note, by, at }: Numbered): string {
  const said = [note, at === null ? '' : `${by}, ${at}`].filter((part) => part !== '').join('; ');
  return `${number}  ${CHECK_STATES[state].toLowerCase()}  ${text}${said === '' ? '' : `  (${said})`}`;
}
