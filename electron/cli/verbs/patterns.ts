import { type Command, InvalidArgumentError } from 'commander';
import type { Output } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { type Mapping, ROLE_NAMES, ROLES, type Role } from '../../../shared/domain/patterns/roles.ts';
import { openRoles, type Values } from '../../../shared/domain/patterns/template.ts';
import { TEMPLATES, templateById } from '../../../shared/domain/patterns/templates.ts';
import { FLOW_PATTERNS, PATTERN_DEFAULTS } from '../../../shared/domain/tracing/flow-patterns.ts';
import { again, assetNamed, CASE, type CaseOptions, findCase, wholeNumber } from '../arguments.ts';
import { EXIT, type Host, type HostedCore, onVault, type Run, withVault } from '../host.ts';
import { printable } from '../output.ts';
import { cellJson, writeTable } from '../table.ts';

interface Options extends CaseOptions {
  map: Chosen;
  set: Values;
  table?: string;
  statement?: string;
  timeout: number;
  limit: number;
  board?: boolean;
  finding?: boolean;
}
interface Chosen {
  readonly table?: string;
  readonly mapping: Mapping;
}

export function patternVerbs(program: Command, run: Run): void {
  const patterns = program.command('patterns').description('look for known patterns of fraud in mapped columns');
  patterns
    .command('list')
    .description('every pattern with the columns it needs and its parameters')
    .option('--json', 'one object a line')
    .action(
      run(async (host, { json }: { json?: boolean }) => {
        for (const { id, name, group, finds, needs, parameters, caveats, alternatives } of TEMPLATES)
          if (json) await host.out.json({ id, name, group, finds, needs, parameters, caveats, alternatives });
          else {
            const set = parameters.map((each) => `${each.name}=${each.value}`).join(' ');
            await host.out.line(
              `${id}  ${name}: ${finds}\n    columns: ${needs.join(', ')}${set && `; parameters: ${set}`}`,
            );
          }
        return EXIT.done;
      }),
    );
  moneyVerb(patterns, run);
  onVault(
    patterns
      .command('run')
      .description('check the conditions of a pattern and run it; exit code 1 when one is not met'),
  )
    .requiredOption(...CASE)
    .option('--map <role=table.column>', `which column has a role (${ROLE_NAMES.join(', ')}); again for each`, mapped, {
      mapping: {},
    })
    .option('--table <name>', 'the dataset; roles that are not given are taken as remembered or suggested')
    .option('--statement <sql>', 'look at the rows that a statement gives, instead of a dataset; --map role=column')
    .option('--set <name=value>', 'a parameter; again for each', set, {})
    .option('--timeout <seconds>', 'time limit in seconds', wholeNumber(1, 3600), 60)
    .option('--limit <rows>', 'row limit', wholeNumber(1, 1_000_000), 100_000)
    .option('--board', 'save the result as an exhibit and put what it links onto the board')
    .option('--finding', 'save the result as an exhibit and state a finding that rests on it')
    .argument('<name>', 'the pattern, as "patterns list" names it')
    .addHelpText(
      'after',
      '\nExample:\n  redthread patterns run ring-device --vault ring.redthread --case C-0001 --map account=logins.user --map device=logins.device --json',
    )
    .action(
      run((host, name: string, options: Options) =>
        withVault(host, options, (core) => runPattern(host, core, name, options)),
      ),
    );
}

/** The patterns of payments, which are looked for in the transfers of an asset and not in the rows of a table. */
function moneyVerb(patterns: Command, run: Run): void {
  onVault(
    patterns.command('money').description('look for shapes in the transfers of an asset: peeling chains, fan-outs, …'),
  )
    .requiredOption(...CASE)
    .option('--asset <key>', 'as `transfers --json` names it, or its symbol; needed where there are several')
    .option('--coins', 'transfers are inputs and outputs of transactions')
    .option('--victim <account>', 'whose money is known to be taken; again for each', again, [])
    .option('--links <n>', 'payments in a row that make a peeling chain', wholeNumber(2, 100), PATTERN_DEFAULTS.links)
    .option('--ends <n>', 'ends of a fan-out or a consolidation', wholeNumber(2, 1000), PATTERN_DEFAULTS.ends)
    .option('--hours <n>', 'within which these happen', wholeNumber(1, 8760), PATTERN_DEFAULTS.hours)
    .option('--peel <percent>', 'that is peeled off, at most', wholeNumber(1, 50), PATTERN_DEFAULTS.peel)
    .option('--within <percent>', 'by which an amount may be less', wholeNumber(0, 50), PATTERN_DEFAULTS.within)
    .option('--freeze <title>', 'save the findings as a table, an exhibit')
    .option(
      '--board <number>',
      'put that finding of the list on the board, with its rows as proof; again for each',
      numbers,
      [],
    )
    .option('--finding <number>', 'state that finding of the list; again for each', numbers, [])
    .addHelpText(
      'after',
      '\nExample:\n  redthread patterns money --vault ring.redthread --case C-0001 --asset ETH --board 1 --finding 1',
    )
    .action(
      run((host, options: MoneyOptions) => withVault(host, options, (core) => moneyPatterns(host, core, options))),
    );
}

interface MoneyOptions extends CaseOptions {
  asset?: string;
  coins?: boolean;
  victim: string[];
  links: number;
  ends: number;
  hours: number;
  peel: number;
  within: number;
  freeze?: string;
  board: number[];
  finding: number[];
}

const numbers = (text: string, before: readonly number[]): number[] => [...before, wholeNumber(1, 100_000)(text)];

async function moneyPatterns(host: Host, core: HostedCore, options: MoneyOptions): Promise<number> {
  const { id: caseId } = await findCase(core.client, options.case);
  const asset = assetNamed(await core.run('transfer.assets', { caseId }), options.asset);
  const { links, ends, hours, peel, within, victim } = options;
  const { patternsId, found } = await core.run('trace.patterns', {
    caseId,
    search: {
      ...{ asset: asset.key, model: options.coins ? 'coins' : 'accounts' },
      ...{ links, ends, hours, peel, within, victims: victim },
    },
  });
  if (options.json) await host.out.json(found);
  else
    for (const [at, { pattern, accounts, allAccounts, amount, facts, confidence, rows }] of found.findings.entries())
      await host.out.line(
        printable(
          `${at + 1}  ${FLOW_PATTERNS[pattern]}  ${accounts[0] ?? ''}${allAccounts > 1 ? ` and ${allAccounts - 1} others` : ''}  ${amount} ${found.asset.symbol}: ${facts}${confidence === null ? '' : `; a hypothesis, ${confidence} of 100`}  [${rows.map((each) => `${each.exhibit} ${each.dataset} ${each.rows}`).join('; ')}]`,
        ),
      );
  host.out.note(`${found.all} findings among ${found.transfers} transfers.`);
  for (const note of found.notes) host.out.note(printable(note));
  const places = (those: readonly number[]): number[] => those.map((number) => number - 1);
  if (options.freeze !== undefined) {
    const { label } = await core.client.ask('trace.freezePatterns', { patternsId, title: options.freeze });
    host.out.note(`Saved as ${label}.`);
  }
  if (options.board.length > 0) {
    const { exhibit, total, notes } = await core.client.ask('trace.placePatterns', {
      patternsId,
      places: places(options.board),
    });
    host.out.note(
      `Saved as ${exhibit.label}; ${total.entities.made} entities and ${total.links.made} links made on the board.`,
    );
    for (const note of notes) host.out.note(printable(note));
  }
  if (options.finding.length > 0) {
    const { exhibit, finding } = await core.client.ask('trace.patternsFinding', {
      patternsId,
      places: places(options.finding),
    });
    host.out.note(`Saved as ${exhibit.label}; stated as F-${finding.number}.`);
  }
  return EXIT.done;
}

function mapped(text: string, before: Chosen): Chosen {
  const [, role = '', table, column = ''] = /^(\w+)=(?:([^.]+)\.)?(.+)$/s.exec(text) ?? [];
  if (!(ROLE_NAMES as readonly string[]).includes(role))
    throw new InvalidArgumentError(`Write role=table.column; the roles are ${ROLE_NAMES.join(', ')}.`);
  if (table !== undefined && before.table !== undefined && table !== before.table)
    throw new InvalidArgumentError(
      `A pattern looks at one table; these are of ${before.table} and ${table}. Join them with --statement.`,
    );
  return { ...before, ...(table !== undefined && { table }), mapping: { ...before.mapping, [role as Role]: column } };
}

function set(text: string, before: Values): Values {
  const [, name = '', value = ''] = /^(\w+)=(.*)$/s.exec(text) ?? [];
  if (name === '') throw new InvalidArgumentError('Write name=value.');
  return { ...before, [name]: value };
}

async function runPattern(host: Host, core: HostedCore, name: string, options: Options): Promise<number> {
  const template = templateById(name);
  if (!template) throw new Fault('not-found', `There is no pattern "${name}". "patterns list" shows them.`);
  const { id: caseId } = await findCase(core.client, options.case);
  const values = Object.fromEntries(
    Object.entries(options.set).map(([key, value]) => {
      const numeric = template.parameters.find((each) => each.name === key)?.kind === 'number';
      return [key, numeric ? Number(value) : value];
    }),
  );
  const { source, mapping } = await bound(core, caseId, options);
  const needed = Object.fromEntries(template.needs.flatMap((role) => (mapping[role] ? [[role, mapping[role]]] : [])));
  const open = openRoles(template, needed);
  if (open.length > 0)
    throw new Fault(
      'bad-request',
      `${template.id} needs --map for: ${open.map((role) => `${role} (${ROLES[role].says})`).join('; ')}.`,
    );
  const { limit, timeout } = options;
  const run = await core.run('pattern.run', {
    caseId,
    template: template.id,
    source,
    mapping: needed,
    values,
    rowLimit: limit,
    timeoutSeconds: timeout,
  });
  if (options.json) await writeJson(host, core, run);
  else if (run.result) await writeTable(host, core.client, run.result);
  for (const { met, text } of run.conditions) if (!met) host.out.note(printable(`Refused: ${text}`));
  for (const note of run.notes) host.out.note(printable(note));
  if (!run.result) return EXIT.finding;
  for (const warning of run.result.warnings) host.out.note(printable(warning));
  if (run.result.limitedBy) host.out.note(`There are more rows: the result stops at ${run.result.rowCount}.`);
  host.out.note(run.verdict ? `Verdict: ${run.verdict}.` : `${run.found} rows found.`);
  host.out.note(printable(run.lookedAt));
  for (const caveat of template.caveats) host.out.note(`To be kept in mind: ${caveat}`);
  for (const alternative of template.alternatives) host.out.note(`It could also be: ${alternative}`);
  const { resultId } = run.result;
  if (options.board && run.found > 0) {
    const { exhibit, mapped: made } = await core.client.ask('pattern.board', { resultId });
    host.out.note(
      `Saved as ${exhibit.label}; ${made.entities.made} entities and ${made.links.made} links made on the board.`,
    );
  }
  if (options.finding && run.found > 0) {
    const { exhibit, finding } = await core.client.ask('pattern.finding', { resultId });
    host.out.note(`Saved as ${exhibit.label}; stated as F-${finding.number}.`);
  }
  return EXIT.done;
}

type Source = { readonly datasetId: Output<'pattern.mappings'>[number]['datasetId'] } | { readonly statement: string };

async function bound(
  { client }: HostedCore,
  caseId: Output<'case.get'>['id'],
  { map, table, statement }: Options,
): Promise<{ source: Source; mapping: Mapping }> {
  if (statement !== undefined) return { source: { statement }, mapping: map.mapping };
  const known = await client.ask('pattern.mappings', { caseId });
  const wanted = table ?? map.table ?? (known.length === 1 ? known[0]?.view : undefined);
  const dataset = known.find(({ view }) => view === wanted);
  if (!dataset)
    throw new Fault(
      'not-found',
      `${wanted === undefined ? 'Name the dataset with --table.' : `There is no dataset "${wanted}" in this case.`} It has ${known.map(({ view }) => view).join(', ') || 'none'}.`,
    );
  return { source: { datasetId: dataset.datasetId }, mapping: { ...dataset.mapping, ...map.mapping } };
}

/** One object: what was checked and found, and the rows as objects. */
async function writeJson(host: Host, { client }: HostedCore, run: Output<'pattern.run'>): Promise<void> {
  const { result, ...said } = run;
  const columns = result?.columns.map(({ name }) => name) ?? [];
  const rows: string[] = [];
  for (let offset = 0; result && offset < result.rowCount; offset += 5000)
    for (const row of (await client.ask('query.rows', { resultId: result.resultId, offset, limit: 5000 })).rows)
      rows.push(`{${row.map((cell, at) => `${JSON.stringify(columns[at])}:${cellJson(cell)}`).join(',')}}`);
  await host.out.line(`${JSON.stringify(said).slice(0, -1)},"rows":${result ? `[${rows.join(',')}]` : 'null'}}`);
}
