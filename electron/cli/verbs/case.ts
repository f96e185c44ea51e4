import { type Command, Option } from 'commander';
import { type Case, Tlp } from '../../../shared/contract/cases.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { onVault, type Run, type VaultOptions, withVault } from '../host.ts';
import { printable } from '../output.ts';
import { textTable } from '../table.ts';

interface CreateOptions extends VaultOptions {
  title: string;
  tlp?: Case['tlp'];
  codename?: string;
  requester?: string;
  team?: string;
  typology?: string;
}

export function caseVerbs(program: Command, run: Run): void {
  const group = program.command('case').description('create and list cases');
  onVault(group.command('create').description('create a case'))
    .requiredOption('--title <title>', 'what it is called')
    .addOption(
      new Option('--tlp <label>', 'Traffic Light Protocol 2.0 label').choices(Tlp.options).default('AMBER+STRICT'),
    )
    .option('--codename <name>', 'a name that tells outsiders nothing')
    .option('--requester <who>', 'who asked for it')
    .option('--team <team>', 'who works on it')
    .option('--typology <id>', 'begin with the checklist of a typology, by its id in "typology list"')
    .addHelpText(
      'after',
      '\nExample:\n  redthread case create --vault ring.redthread --title "Fake sellers" --tlp AMBER',
    )
    .action(
      run((host, options: CreateOptions) =>
        withVault(host, options, async ({ client }) => {
          const { title, tlp, codename, requester, team, typology } = options;
          const made = await client.ask('case.create', { title, tlp, codename, requester, team, typology });
          const label = caseLabel(made.number);
          if (options.json) await host.out.json({ caseId: made.id, case: label, title: made.title, tlp: made.tlp });
          else await host.out.line(`${label}  ${made.id}  ${printable(made.title)}  TLP:${made.tlp}`);
          return 0;
        }),
      ),
    );
  onVault(group.command('list').description('list the cases of a vault, the last changed first'))
    .addHelpText('after', '\nExample:\n  redthread case list --vault ring.redthread --json')
    .action(
      run((host, options: VaultOptions) =>
        withVault(host, options, async ({ client }) => {
          const cases = await client.ask('case.list', {});
          if (options.json) {
            for (const each of cases) await host.out.json({ caseId: each.id, case: caseLabel(each.number), ...each });
            return 0;
          }
          const rows = cases.map((each) => [
            caseLabel(each.number),
            `TLP:${each.tlp}`,
            each.status,
            String(each.counts.exhibits),
            String(each.counts.findings),
            each.title,
          ]);
          await host.out.write(textTable(['case', 'class', 'status', 'exhibits', 'findings', 'title'], rows));
          return 0;
        }),
      ),
    );
}
