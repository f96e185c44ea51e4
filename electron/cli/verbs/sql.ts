import { text } from 'node:stream/consumers';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Input, Output as Result } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { asText } from '../../../shared/domain/as-text.ts';
import { guardedWords } from '../../../shared/domain/cell-text.ts';
import { boundIn, type Parameter, type ParameterKind, parametersIn } from '../../../shared/domain/sql-parameters.ts';
import { CASE, findCase, wholeNumber } from '../arguments.ts';
import { type Host, type HostedCore, onVault, type Run, type VaultOptions, withVault } from '../host.ts';
import { printable } from '../output.ts';
import { writeJsonRows, writeTable } from '../table.ts';

interface SearchOptions extends VaultOptions {
  case?: string;
  limit: number;
}

export function searchVerb(program: Command, run: Run): void {
  onVault(program.command('search').description('find text in cases, exhibits, entities, findings, notes and queries'))
    .option('--case <id>', 'only in one case: its id, or C-0001')
    .option('--limit <n>', 'the most hits to show', wholeNumber(1, 500), 50)
    .argument('<text>', 'what to look for')
    .addHelpText('after', '\nExample:\n  redthread search --vault ring.redthread 198.51.100.7')
    .action(
      run((host, text: string, options: SearchOptions) =>
        withVault(host, options, async ({ client }) => {
          const caseId = options.case === undefined ? undefined : (await findCase(client, options.case)).id;
          const { hits, more, notIndexed, partlyIndexed } = await client.ask('search.find', {
            caseId,
            text,
            limit: options.limit,
          });
          for (const hit of hits) {
            if (options.json) await host.out.json(hit);
            else
              await host.out.line(printable(`${hit.kind}  ${hit.label}  ${hit.title}  [${hit.field}] ${hit.snippet}`));
          }
          if (hits.length === 0) host.out.note('Nothing found.');
          if (notIndexed.length > 0)
            host.out.note(`The content of ${notIndexed.join(', ')} is not searched: it is not indexed yet.`);
          if (partlyIndexed.length > 0)
            host.out.note(
              `Only a part of ${partlyIndexed.join(', ')} is searched: it is too long, or not all of it could be read.`,
            );
          if (more) host.out.note(`There are more than ${options.limit} hits; --limit shows up to 500.`);
          return 0;
        }),
      ),
    );
}

export type QueryResult = Result<'query.run'>;
export interface RunOptions extends VaultOptions {
  case: string;
  format: 'json' | 'csv' | 'table';
  timeout: number;
  limit: number;
  freeze?: string;
  param: readonly Param[];
  guard?: boolean;
}

export function sqlVerb(program: Command, run: Run): void {
  runOptions(
    onVault(program.command('sql').description('run a statement over the datasets and tables of a case, read-only')),
  )
    .argument('<statement>', 'the SQL, or - for stdin')
    .addHelpText(
      'after',
      `\nExample:\n  redthread sql --vault ring.redthread --case C-0001 --format csv "SELECT * FROM logins WHERE ip = '203.0.113.9'"`,
    )
    .action(
      run(async (host, statement: string, options: RunOptions) => {
        const sql = statement === '-' ? await text(host.stdin) : statement;
        return withVault(host, options, async (core) => {
          const { id } = await findCase(core.client, options.case);
          return runStatement(host, core, { caseId: id, sql, parameters: given(sql, options.param, []) }, options);
        });
      }),
    );
}

/** What a statement is run with, and how its rows are written. */
export const runOptions = (command: Command): Command =>
  command
    .requiredOption(...CASE)
    .option(
      '--param <name=value>',
      'the value of a parameter :name, bound and never part of the text; again for each',
      param,
      [],
    )
    .addOption(
      new Option(
        '--format <format>',
        'json: one object a row; csv: RFC 4180; table: aligned columns (--json means json)',
      )
        .choices(['json', 'csv', 'table'])
        .default('table'),
    )
    .option('--timeout <seconds>', 'time limit in seconds', wholeNumber(1, 3600), 60)
    .option('--limit <rows>', 'row limit', wholeNumber(1, 1_000_000), 100_000)
    .option('--freeze <title>', 'save the statement and its rows as an exhibit')
    .option('--guard', 'in CSV, put an apostrophe before cells that a spreadsheet would run as a formula');

interface Param {
  readonly name: string;
  readonly kind: ParameterKind | undefined;
  readonly value: string;
}
export function param(text: string, before: readonly Param[]): readonly Param[] {
  const [, name = '', kind, value = ''] = /^(\w+)(?::(text|number|date))?=(.*)$/s.exec(text) ?? [];
  if (name === '')
    throw new InvalidArgumentError('Write name=value, or name:number=value, name:date=value, name:text=value.');
  return [...before, { name, kind: kind as ParameterKind | undefined, value }];
}

/** What was given for the parameters of a statement, over what they begin with. @throws Fault `bad-request` */
export function given(sql: string, params: readonly Param[], known: readonly Parameter[]): Parameter[] {
  const names = parametersIn(sql);
  const first = new Map([...boundIn(sql), ...known].map((each) => [each.name, each]));
  for (const { name, kind, value } of params) {
    if (!names.includes(name))
      throw new Fault(
        'bad-request',
        `The statement has no parameter :${name}. It has ${names.map((each) => `:${each}`).join(', ') || 'none'}.`,
      );
    first.set(name, { name, kind: kind ?? first.get(name)?.kind ?? 'text', value });
  }
  return names.flatMap((name) => first.get(name) ?? []);
}

/** Runs a statement and writes what it gives, with what is to be known of it. */
export async function runStatement(
  host: Host,
  core: HostedCore,
  statement: Pick<Input<'query.run'>, 'caseId' | 'sql' | 'parameters'>,
  options: RunOptions,
): Promise<number> {
  const { limit, timeout } = options;
  const result = await core.run('query.run', { ...statement, rowLimit: limit, timeoutSeconds: timeout });
  if (options.freeze !== undefined) await freeze(host, core, result, options.freeze);
  await print(host, core, result, options);
  if (result.limitedBy) host.out.note(limitReached(result));
  for (const column of result.comparedAsText) host.out.note(printable(asText(column)));
  for (const warning of result.warnings) host.out.note(printable(warning));
  return 0;
}

async function freeze(host: Host, { client }: HostedCore, { resultId }: QueryResult, title: string): Promise<void> {
  const exhibit = await client.ask('query.freeze', { resultId, title });
  host.out.note(`Saved as ${exhibit.label} (${exhibit.sha256}).`);
}

async function print(host: Host, core: HostedCore, result: QueryResult, options: RunOptions): Promise<void> {
  const format = options.json ? 'json' : options.format;
  if (format === 'json') return writeJsonRows(host, core.client, result);
  if (format === 'table') return writeTable(host, core.client, result);
  const { resultId } = result;
  const made = await core.run('query.export', { resultId, format: 'csv', guardFormulas: options.guard ?? false });
  for await (const chunk of (await core.client.collect(made.ticket)).bytes) await host.out.write(chunk);
  const { guardedCells: count, guardedAt } = made;
  const where = count > 0 ? ` (${printable(guardedWords(count, guardedAt, guardedAt.length))})` : '';
  host.out.note(
    options.guard
      ? `Formula guard on: ${count} ${count === 1 ? 'cell' : 'cells'} got a leading apostrophe${where}.`
      : 'Formula guard off: cells are exactly as stored. Use --guard before opening them in a spreadsheet.',
  );
}

const limitReached = ({ limitedBy, rowCount, rowLimit }: QueryResult): string =>
  limitedBy === 'rows'
    ? `There are more rows: the result stops at the row limit of ${rowLimit}. --limit raises it.`
    : `There are more rows: the result stops after ${rowCount} because it grew too large to hold. Select fewer columns or rows.`;
