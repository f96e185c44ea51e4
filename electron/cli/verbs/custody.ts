import { type Command, Option } from 'commander';
import { findCase } from '../arguments.ts';
import { onVault, type Run, type VaultOptions, withVault } from '../host.ts';

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
