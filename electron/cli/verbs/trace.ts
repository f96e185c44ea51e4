import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Input } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { STOP_REASONS } from '../../../shared/contract/traces.ts';
import { LABEL_KINDS } from '../../../shared/domain/tracing/label-lists.ts';
import { METHOD_NAMES, METHODS, type Method } from '../../../shared/domain/tracing/methods.ts';
import { valueTables } from '../../../shared/domain/tracing/values.ts';
import { loud, verdictOfHop } from '../../../shared/domain/tracing/verdicts.ts';
import { unitsText } from '../../../shared/domain/tracing/words.ts';
import { saveTo } from '../../core/host/save.ts';
import { again, assetNamed, CASE, findCase, wholeNumber } from '../arguments.ts';
import { EXIT, type Host, type HostedCore, onVault, type Run, type VaultOptions, withVault } from '../host.ts';
import { printable } from '../output.ts';

interface Options extends VaultOptions {
  case: string;
  asset?: string;
  from: string[];
  transaction: string[];
  amount?: string;
  since?: string;
  backwards?: boolean;
  coins?: boolean;
  hops: number;
  least: string;
  stop: string[];
  labels: string[];
  stopAt: string[];
  prices: string[];
  currency: string;
  priceDays: number;
  freeze?: string;
  drawnBy: string[];
  out?: string;
  format: 'csv' | 'json' | 'svg';
  guard: boolean;
}

export function traceVerb(program: Command, run: Run): void {
  onVault(
    program
      .command('trace')
      .description('follow money by every method side by side; exit code 1 when its tables do not balance'),
  )
    .requiredOption(...CASE)
    .option('--asset <key>', 'as `transfers --json` names it, or its symbol; needed where there are several')
    .option('--from <account>', 'what leaves it (with --backwards: comes into it); again for each', again, [])
    .option('--transaction <hash>', 'what this transaction pays; again for each', again, [])
    .option('--amount <amount>', 'the first of it; else all')
    .option('--since <instant>', 'earlier payments of the account do not count: 2026-05-04T00:00:00Z')
    .option('--backwards', 'where it came from instead of where it went')
    .option('--coins', 'transfers are inputs and outputs of transactions')
    .option('--hops <n>', 'payments in a row that are followed', wholeNumber(1, 50), 5)
    .option('--least <amount>', 'a payment of less is not followed further', '0')
    .option(
      '--stop <account,reason,label>',
      `the trace stops there; the reason is one of ${STOP_REASONS.join(', ')}; again for each`,
      again,
      [],
    )
    .option('--labels <exhibit>', 'an exhibit that is a list of labels: E-0004; again for each', again, [])
    .option('--stop-at <kind>', `stop where a list labels so: ${LABEL_KINDS.join(', ')}; again for each`, again, [])
    .option(
      '--prices <exhibit>',
      'a table of prices (date, asset, currency, price, source): E-0005; again for each',
      again,
      [],
    )
    .option('--currency <code>', 'of the values', 'USD')
    .option('--price-days <n>', 'by which a price may be older than the day of a payment', wholeNumber(0, 31), 0)
    .option('--freeze <title>', 'save the trace as an exhibit')
    .option(
      '--drawn-by <method>',
      `by which a report, and SVG, draws it: ${METHOD_NAMES.join(', ')}; again for each`,
      again,
      [],
    )
    .option('--out <file>', 'write it as an unprotected file, replaced if it is there')
    .addOption(new Option('--format <format>', 'of that file').choices(['csv', 'json', 'svg']).default('csv'))
    .option('--no-guard', 'in CSV, put no apostrophe before cells that a spreadsheet would run as a formula')
    .addHelpText(
      'after',
      '\nExample:\n  redthread trace --vault ring.redthread --case C-0001 --asset ETH --from 0x… --hops 4 --stop 0x…,exchange',
    )
    .action(run((host, options: Options) => withVault(host, options, (core) => trace(host, core, options))));
}

async function trace(host: Host, core: HostedCore, options: Options): Promise<number> {
  const { id: caseId } = await findCase(core.client, options.case);
  const { traceId, trace: found } = await core.run('trace.run', { caseId, spec: await specOf(core, caseId, options) });
  const { asset, methods, accounts, allAccounts, allTransfers, runs, balances, limits } = found;
  const sum = (units: string | undefined): string => unitsText(units ?? '0', asset.places);
  const drawnBy = options.drawnBy.map(methodOf);
  if (options.freeze !== undefined) {
    const exhibit = await core.client.ask('trace.freeze', {
      ...{ traceId, title: options.freeze },
      ...(drawnBy.length > 0 && { drawnBy }),
    });
    host.out.note(`saved as ${exhibit.label}  ${exhibit.sha256}`);
  }
  if (options.json) await host.out.json(found);
  else {
    await host.out.line(`${allTransfers} payments among ${allAccounts} accounts  ${printable(asset.symbol)}`);
    for (const { account, level, stop, labels, received, left } of accounts)
      await host.out.line(
        printable(
          `${level}  ${account || 'outside the files'}  received ${methods.map((method) => `${METHODS[method].short} ${sum(received.by[method])}`).join(', ')}; band ${sum(received.least)} to ${sum(received.most)}; left ${sum(left.least)} to ${sum(left.most)}${stop === '' ? '' : `  [${stop}]`}${labels.map(({ text, kind, list }) => `  “${text}” (${kind}, ${list})`).join('')}`,
        ),
      );
    for (const { hop, methods: by } of runs.clean.hops)
      for (const method of methods) {
        const line = by[method];
        if (!line) continue;
        const verdict = loud(verdictOfHop(method, line));
        await host.out.line(
          `hop ${hop}  ${METHODS[method].short}: ${sum(line.received)} in = ${sum(line.passedOn)} passed on + ${sum(line.fees)} fees + ${sum(line.left)} left  ${verdict}`,
        );
      }
  }
  const tables = options.json ? null : valueTables(found);
  for (const { hop, account, values, without } of [...(tables?.accounts ?? []), ...(tables?.hops ?? [])])
    await host.out.line(
      printable(
        `value  ${account === '' ? `hop ${hop}` : account}  ${methods.map((method, at) => `${METHODS[method].short} ${values[at]}`).join(', ')} ${found.prices?.currency}${without === '' ? '' : `; without a price: ${without}`}`,
      ),
    );
  for (const note of tables?.notes ?? []) host.out.note(printable(note));
  for (const limit of limits) host.out.note(printable(limit));
  if (options.out !== undefined) {
    host.out.note('warning: the file is not encrypted: whoever has it can read it.');
    const made = await core.client.ask('trace.export', {
      ...{ of: { traceId }, format: options.format, guardFormulas: options.guard },
      ...(drawnBy[0] && { method: drawnBy[0] }),
    });
    await saveTo(resolve(host.cwd, options.out), (await core.client.collect(made.ticket)).bytes);
  }
  return balances ? EXIT.done : EXIT.finding;
}

async function specOf(
  core: HostedCore,
  caseId: Input<'trace.run'>['caseId'],
  options: Options,
): Promise<Input<'trace.run'>['spec']> {
  const asset = assetNamed(await core.run('transfer.assets', { caseId }), options.asset);
  const exhibits = await core.client.ask('evidence.list', { caseId });
  const hashes = (labels: readonly string[]) =>
    labels.map((label) => {
      const sha256 = exhibits.find((each) => each.label === label.toUpperCase())?.sha256;
      if (!sha256) throw new Fault('not-found', `The case has no exhibit ${label}.`);
      return sha256;
    });
  const lists = hashes(options.labels);
  const prices = hashes(options.prices);
  const kinds = options.stopAt.map((word) => {
    const kind = LABEL_KINDS.find((each) => each === word);
    if (!kind) throw new Fault('bad-request', `--stop-at takes one of ${LABEL_KINDS.join(', ')}.`);
    return kind;
  });
  const part = { since: instant(options.since), amount: options.amount ?? null };
  return {
    ...{ asset: asset.key, hops: options.hops, least: options.least, lists, stopAt: kinds },
    ...(prices.length > 0 && { prices, currency: options.currency, priceDays: options.priceDays }),
    ...{ model: options.coins ? 'coins' : 'accounts', direction: options.backwards ? 'backwards' : 'forwards' },
    sources: [
      ...options.from.map((account) => ({ account, ...part })),
      ...options.transaction.map((transaction) => ({ account: '', transaction, ...part })),
    ],
    stops: options.stop.map((text) => {
      const [account = '', reason, ...label] = text.split(',');
      const known = STOP_REASONS.find((each) => each === reason);
      if (!known)
        throw new Fault('bad-request', `--stop takes account,reason,label with one of ${STOP_REASONS.join(', ')}.`);
      return { account, reason: known, label: label.join(',') };
    }),
  };
}

function methodOf(name: string): Method {
  const method = METHOD_NAMES.find((each) => each === name);
  if (!method) throw new Fault('bad-request', `--drawn-by takes one of ${METHOD_NAMES.join(', ')}.`);
  return method;
}

function instant(text: string | undefined): string | null {
  if (text === undefined) return null;
  const at = Date.parse(text);
  if (Number.isNaN(at) || !/Z$|[+-]\d\d:\d\d$/.test(text))
    throw new Fault('bad-request', '--since takes an instant with its offset, such as 2026-05-04T00:00:00Z.');
  return new Date(at).toISOString();
}
