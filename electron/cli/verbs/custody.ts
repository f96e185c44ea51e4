import { type Command, Option } from 'commander';
import { Fault } from '../../../shared/contract/errors.ts';
import type { VerifyReport } from '../../../shared/contract/vault.ts';
import { findCase } from '../arguments.ts';
import { EXIT, type Host, onVault, type Run, type VaultOptions, withVault } from '../host.ts';
import { printable } from '../output.ts';

export function verifyVerb(program: Command, run: Run): void {
  onVault(
    program.command('verify').description('hash every original again, walk the custody chain and check the store'),
  )
    .addHelpText('after', '\nExample:\n  redthread verify --vault ring.redthread && echo intact')
    .action(
      run(async (host, options: VaultOptions) => {
        try {
          return await withVault(host, options, async (core) =>
            tell(host, options, await core.run('vault.verify', {})),
          );
        } catch (error) {
          // A store too damaged to be opened is what this verb is there to find.
          if (!(error instanceof Fault) || error.code !== 'damaged') throw error;
          const faults: VerifyReport['faults'] = [{ what: 'store', subject: 'vault', problem: error.message }];
          if (options.json) await host.out.json({ ok: false, faults, notices: [] });
          else await host.out.line(`FAULT  ${told(faults[0] as VerifyReport['faults'][number])}`);
          return EXIT.finding;
        }
      }),
    );
}

async function tell(host: Host, options: VaultOptions, report: VerifyReport): Promise<number> {
  if (options.json) await host.out.json(report);
  else {
    for (const notice of report.notices) await host.out.line(`NOTICE ${printable(notice)}`);
    for (const fault of report.faults) await host.out.line(`FAULT  ${told(fault)}`);
    const counted = `${report.originals} originals (${report.bytes} bytes) and ${report.custodyEntries} custody entries checked`;
    await host.out.line(`${report.ok ? 'Intact' : `${report.faults.length} faults`}: ${counted}; head ${report.head}`);
  }
  return report.ok ? EXIT.done : EXIT.finding;
}

const told = ({ what, subject, problem }: VerifyReport['faults'][number]): string =>
  printable(`${what}: ${subject}: ${problem}`);

interface Options extends VaultOptions {
  case?: string;
  format: 'json' | 'csv';
}

export function custodyVerb(program: Command, run: Run): void {
  onVault(program.command('custody').description('print the custody log, oldest first; the export itself is recorded'))
    .option('--case <id>', 'of one case, with the entries of the vault itself: its id, or C-0001')
    .addOption(
      new Option('--format <format>', 'json: one array, an entry a line').choices(['json', 'csv']).default('json'),
    )
    .addHelpText('after', '\nExample:\n  redthread custody --vault ring.redthread --format csv > custody.csv')
    .action(
      run((host, options: Options) =>
        withVault(host, options, async (core) => {
          const { client } = core;
          const caseId = options.case === undefined ? undefined : (await findCase(client, options.case)).id;
          if (options.json) {
            for (let offset = 0; ; ) {
              const page = await client.ask('custody.list', { caseId, offset, limit: 1000, newestFirst: false });
              for (const entry of page.entries) await host.out.json(entry);
              offset += page.entries.length;
              if (page.entries.length === 0 || host.interruption.signal.aborted) return 0;
            }
          }
          const { ticket } = await core.run('custody.export', { caseId, format: options.format });
          const { bytes } = await client.collect(ticket);
          for await (const chunk of bytes) await host.out.write(chunk);
          return 0;
        }),
      ),
    );
}
