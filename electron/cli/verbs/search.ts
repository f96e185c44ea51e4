import type { Command } from 'commander';
import { findCase, wholeNumber } from '../arguments.ts';
import { onVault, type Run, type VaultOptions, withVault } from '../host.ts';
import { printable } from '../output.ts';

interface Options extends VaultOptions {
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
      run((host, text: string, options: Options) =>
        withVault(host, options, async ({ client }) => {
          const caseId = options.case === undefined ? undefined : (await findCase(client, options.case)).id;
          const { hits, more } = await client.ask('search.find', { caseId, text, limit: options.limit });
          for (const hit of hits) {
            if (options.json) await host.out.json(hit);
            else
              await host.out.line(printable(`${hit.kind}  ${hit.label}  ${hit.title}  [${hit.field}] ${hit.snippet}`));
          }
          if (hits.length === 0) host.out.note('Nothing found.');
          if (more) host.out.note(`There are more than ${options.limit} hits; --limit shows up to 500.`);
          return 0;
        }),
      ),
    );
}
