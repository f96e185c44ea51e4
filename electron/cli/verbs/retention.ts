import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { Fault } from '../../../shared/contract/errors.ts';
import type { ByRule, Retention } from '../../../shared/contract/retention.ts';
import { standingHolds } from '../../../shared/domain/holds.ts';
import { ruleWords } from '../../../shared/domain/retention-rules.ts';
import { saveTo } from '../../core/host/save.ts';
import { CASE, type CaseOptions, findCase, wholeNumber } from '../arguments.ts';
import { EXIT, type HostedCore, onVault, type Run, type VaultOptions, withVault } from '../host.ts';
import { printable } from '../output.ts';
import { textTable } from '../table.ts';

const REASON = ['--reason <text>', 'why; it is recorded'] as const;

/** How long cases are kept, legal holds, and their end. */
export function retentionVerbs(program: Command, run: Run): void {
  const group = program.command('retention').description('how long cases are kept, legal holds, and destruction');
  onVault(group.command('list').description('until when each case is kept, and what forbids that it goes')).action(
    run((host, options: VaultOptions) =>
      withVault(host, options, async ({ client }) => {
        const all = await client.ask('retention.list', {});
        const byRule = new Map((await client.ask('retention.byRule', {})).map((each) => [each.caseId, each]));
        if (options.json)
          for (const each of all) await host.out.json({ ...each, byRule: byRule.get(each.caseId) ?? null });
        else
          await host.out.write(
            textTable(
              ['case', 'title', 'status', 'kept until', 'basis', 'holds'],
              all.map((each) => [
                ...[each.label, each.title, each.status, ...keptWords(each, byRule.get(each.caseId))],
                standingHolds(each)
                  .map(({ matter }) => matter)
                  .join('; '),
              ]),
            ),
          );
        return EXIT.done;
      }),
    ),
  );
  onVault(group.command('set').description('the last day on which a case is kept'))
    .requiredOption(...CASE)
    .option('--until <day>', 'as 2031-12-31; none is set without it')
    .option('--basis <text>', 'the rule or agreement that the day comes from', '')
    .action(
      run((host, options: CaseOptions & { until?: string; basis: string }) =>
        withVault(host, options, async ({ client }) => {
          const { id: caseId } = await findCase(client, options.case);
          const set = await client.ask('retention.set', {
            caseId,
            until: options.until ?? null,
            basis: options.basis,
          });
          if (options.json) await host.out.json(set);
          else await host.out.line(`${set.label}  kept until ${set.until ?? 'no day set'}  ${printable(set.basis)}`);
          return EXIT.done;
        }),
      ),
    );
  ruleVerbs(group, run);
  writeAnewVerb(group, run);
  onVault(group.command('hold').description('a legal hold: nothing of the case goes until it is released'))
    .requiredOption(...CASE)
    .requiredOption('--matter <text>', 'the proceedings or order that it serves')
    .requiredOption(...REASON)
    .action(
      run((host, options: CaseOptions & { matter: string; reason: string }) =>
        withVault(host, options, async ({ client }) => {
          const { id: caseId } = await findCase(client, options.case);
          const hold = await client.ask('retention.hold', { caseId, matter: options.matter, reason: options.reason });
          if (options.json) await host.out.json(hold);
          else await host.out.line(`${hold.id}  ${printable(hold.matter)}`);
          return EXIT.done;
        }),
      ),
    );
  onVault(group.command('release').description('release the holds of a case for one matter'))
    .requiredOption(...CASE)
    .requiredOption('--matter <text>', 'as the hold names it')
    .requiredOption(...REASON)
    .action(
      run((host, options: CaseOptions & { matter: string; reason: string }) =>
        withVault(host, options, async ({ client }) => {
          const { id: caseId } = await findCase(client, options.case);
          const of = (await client.ask('retention.list', {})).find((each) => each.caseId === caseId);
          const held = of ? standingHolds(of).filter(({ matter }) => matter === options.matter) : [];
          if (held.length === 0)
            throw new Fault('not-found', `No hold for "${options.matter}" stands on ${of?.label ?? options.case}.`);
          for (const { id } of held) {
            const released = await client.ask('retention.release', { id, reason: options.reason });
            if (options.json) await host.out.json(released);
            else await host.out.line(`${released.id}  ${printable(released.matter)}  released`);
          }
          return EXIT.done;
        }),
      ),
    );
  onVault(group.command('destroy').description('erase a case; hashes, custody entries and a certificate stay'))
    .requiredOption(...CASE)
    .requiredOption('--confirm <label>', 'the number of the case again, as C-0003')
    .requiredOption(...REASON)
    .option('--certificate <file>', 'where the certificate is saved as a PDF')
    .action(
      run((host, options: CaseOptions & { confirm: string; reason: string; certificate?: string }) =>
        withVault(host, options, async (core) => {
          const { id: caseId } = await findCase(core.client, options.case);
          const { cautions } = await core.client.ask('retention.preview', { caseId });
          for (const caution of cautions) host.out.note(`warning: ${caution}`);
          const of = await core.run('retention.destroy', { caseId, confirm: options.confirm, reason: options.reason });
          if (options.json) await host.out.json(of);
          else {
            await host.out.line(`${of.label}  destroyed  custody entry ${of.seq}  ${of.hash}`);
            if (of.writtenAnew === null) host.out.note(`warning: ${NOT_ANEW}`);
            for (const copy of of.copies)
              await host.out.line(
                printable(`  not reached: ${copy.what} of ${copy.at}${copy.where && ` (${copy.where})`}`),
              );
          }
          if (options.certificate !== undefined) await saved(core, caseId, resolve(host.cwd, options.certificate));
          return EXIT.done;
        }),
      ),
    );
}

/** What a destruction could not do, because it was stopped or the disk was full. */
function writeAnewVerb(group: Command, run: Run): void {
  onVault(
    group.command('write-anew').description('write the store anew where a destruction could not: nothing erased stays'),
  ).action(
    run((host, options: VaultOptions) =>
      withVault(host, options, async (core) => {
        const all = await core.run('retention.writeAnew', {});
        if (options.json) await host.out.json(all);
        else for (const { label, writtenAnew } of all) await host.out.line(`${label}  written anew at ${writtenAnew}`);
        return EXIT.done;
      }),
    ),
  );
}

/** Of a destruction after which the store stayed as it was. */
const NOT_ANEW =
  'The store was not written anew: earlier copies of single rows can remain in it until "retention write-anew" has been run.';

async function saved(core: HostedCore, caseId: Retention['caseId'], path: string): Promise<void> {
  const printed = await core.run('retention.printCertificate', { caseId });
  await saveTo(path, (await core.client.collect(printed.ticket)).bytes);
}

interface RuleOptions extends VaultOptions {
  typology: string;
  team: string;
  months: number;
  from: 'opened' | 'closed';
  basis: string;
}
/** The day and what it comes from: one that was set, else what a rule says. */
function keptWords({ until, basis }: Retention, rule: ByRule | undefined): [day: string, basis: string] {
  if (until !== null || !rule) return [until ?? '', basis];
  return [rule.until ?? 'once closed', `${rule.rule}. ${rule.basis}`];
}

/** How long cases are kept where nobody sets a day. */
function ruleVerbs(group: Command, run: Run): void {
  onVault(group.command('rule').description('how long cases of a typology or a team are kept where no day is set'))
    .option('--typology <name>', 'any when left out', '')
    .option('--team <team>', 'any when left out', '')
    .requiredOption('--months <n>', 'how long', wholeNumber(1, 1200))
    .addOption(new Option('--from <when>', 'what it is counted from').choices(['opened', 'closed']).default('closed'))
    .requiredOption('--basis <text>', 'the rule or agreement that the time comes from')
    .action(
      run((host, options: RuleOptions) =>
        withVault(host, options, async ({ client }) => {
          const { typology, team, months, from: countedFrom, basis } = options;
          const rule = await client.ask('retention.saveRule', { typology, team, months, countedFrom, basis });
          if (options.json) await host.out.json(rule);
          else await host.out.line(printable(`${rule.id}  ${ruleWords(rule)}  ${rule.basis}`));
          return EXIT.done;
        }),
      ),
    );
  onVault(group.command('rules').description('the rules, or with --remove one less'))
    .option('--remove <id>', 'a rule that is to go')
    .action(
      run((host, options: VaultOptions & { remove?: string }) =>
        withVault(host, options, async ({ client }) => {
          if (options.remove !== undefined) await client.ask('retention.removeRule', { id: options.remove });
          for (const rule of await client.ask('retention.rules', {}))
            if (options.json) await host.out.json(rule);
            else await host.out.line(printable(`${rule.id}  ${ruleWords(rule)}  ${rule.basis}`));
          return EXIT.done;
        }),
      ),
    );
}
