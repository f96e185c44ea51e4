import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { Fault } from '../../../shared/contract/errors.ts';
import type { SavedQuery } from '../../../shared/contract/query.ts';
import { withoutBound } from '../../../shared/domain/sql-parameters.ts';
import { CASE, findCase } from '../arguments.ts';
import { EXIT, type HostedCore, onVault, type Run, type VaultOptions, withVault } from '../host.ts';
import { printable } from '../output.ts';
import { given, param, type RunOptions, runOptions, runStatement } from './sql.ts';

interface SaveOptions extends VaultOptions {
  case: string;
  description: string;
  param: RunOptions['param'];
  replace?: boolean;
}

export function queryVerbs(program: Command, run: Run): void {
  const queries = program.command('queries').description('statements of a case that are kept under a name');
  onVault(queries.command('list').description('every saved query with its description and its parameters'))
    .requiredOption(...CASE)
    .addHelpText('after', '\nExample:\n  redthread queries list --vault ring.redthread --case C-0001')
    .action(
      run((host, options: VaultOptions & { case: string }) =>
        withVault(host, options, async ({ client }) => {
          const { id: caseId } = await findCase(client, options.case);
          for (const saved of await client.ask('query.saved', { caseId }))
            if (options.json) await host.out.json(saved);
            else
              await host.out.line(printable([saved.name, saved.description].filter(Boolean).join(': ')) + asked(saved));
          return EXIT.done;
        }),
      ),
    );
  runOptions(onVault(queries.command('run').description('run a saved query, with values for its parameters')))
    .argument('<name>', 'the saved query')
    .addHelpText(
      'after',
      '\nExample:\n  redthread queries run --vault ring.redthread --case C-0001 "Large payouts" --param least=500',
    )
    .action(
      run((host, name: string, options: RunOptions) =>
        withVault(host, options, async (core) => {
          const { caseId, sql, parameters } = await savedCalled(core, options.case, name);
          return runStatement(host, core, { caseId, sql, parameters: given(sql, options.param, parameters) }, options);
        }),
      ),
    );
  onVault(queries.command('save').description('save a statement under a name'))
    .requiredOption(...CASE)
    .option(
      '--param <name:kind=value>',
      'the kind of a parameter and the value it begins with; again for each',
      param,
      [],
    )
    .option('--description <text>', 'what it shows', '')
    .option('--replace', 'change the saved query of that name')
    .argument('<name>', 'the name')
    .argument('<statement>', 'the SQL, or - for stdin; :name is a parameter')
    .addHelpText(
      'after',
      '\nExample:\n  redthread queries save --vault ring.redthread --case C-0001 "Large payouts" "SELECT * FROM payouts WHERE amount >= :least" --param least:number=500',
    )
    .action(
      run(async (host, name: string, statement: string, options: SaveOptions) => {
        const written = statement === '-' ? await text(host.stdin) : statement;
        return withVault(host, options, async (core) => {
          const { id: caseId } = await findCase(core.client, options.case);
          const parameters = given(written, options.param, []);
          const sql = withoutBound(written);
          const { description } = options;
          const savedId = options.replace ? (await savedCalled(core, options.case, name)).id : undefined;
          const saved = await core.client.ask('query.save', { caseId, savedId, name, description, sql, parameters });
          if (options.json) await host.out.json(saved);
          else host.out.note(printable(`Saved as "${saved.name}".`));
          return EXIT.done;
        });
      }),
    );
}

const asked = ({ parameters }: SavedQuery): string =>
  parameters
    .map(({ name, kind, value }) => `\n    :${name} ${kind}${value === null ? '' : ` = ${printable(value)}`}`)
    .join('');

async function savedCalled({ client }: HostedCore, of: string, name: string): Promise<SavedQuery> {
  const { id: caseId } = await findCase(client, of);
  const all = await client.ask('query.saved', { caseId });
  const found = all.find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (found) return found;
  throw new Fault(
    'not-found',
    `There is no saved query "${name}" in this case. It has ${all.map((each) => `"${each.name}"`).join(', ') || 'none'}.`,
  );
}
