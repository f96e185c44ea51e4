import type { Command } from 'commander';
import { withTableRenamed } from '../../../shared/domain/renamed-tables.ts';
import { CASE, findCase } from '../arguments.ts';
import { EXIT, onVault, type Run, type VaultOptions, withVault } from '../host.ts';
import { printable } from '../output.ts';
import { findCombined, findDataset } from './export.ts';

interface Options extends VaultOptions {
  case: string;
  queries?: boolean;
}

export function renameVerb(program: Command, run: Run): void {
  onVault(
    program
      .command('rename')
      .description('give a dataset another name in SQL, and tell which saved queries use the old one'),
  )
    .requiredOption(...CASE)
    .option('--queries', 'change the name in the saved queries too, where it can mean nothing else')
    .argument('<dataset>', 'its name in SQL, or the exhibit it was read from: E-0001; or a combined dataset')
    .argument('<name>', 'letters, digits and _')
    .addHelpText(
      'after',
      '\nExit code 1 when a saved query is still written with the old name.\n\nExample:\n  redthread rename --vault ring.redthread --case C-0001 --queries export_2 payouts',
    )
    .action(
      run((host, name: string, view: string, options: Options) =>
        withVault(host, options, async ({ client }) => {
          const { id: caseId } = await findCase(client, options.case);
          const combined = await findCombined(client, caseId, name);
          const from = (combined ?? (await findDataset(client, caseId, name))).view;
          const tables = await client.ask('query.schema', { caseId });
          const columns = new Set(tables.flatMap((table) => table.columns.map((column) => column.name.toLowerCase())));
          if (combined) await client.ask('dataset.renameCombined', { combinedId: combined.id, view });
          else await client.ask('dataset.rename', { datasetId: (await findDataset(client, caseId, name)).id, view });
          const changed: string[] = [];
          const left: string[] = [];
          for (const query of await client.ask('query.saved', { caseId })) {
            const found = withTableRenamed(query.sql, { from, to: view }, columns);
            if (!found) continue;
            if (options.queries && found.sql !== null) {
              const { id: savedId, parameters } = query;
              await client.ask('query.save', { caseId, savedId, sql: found.sql, parameters });
              changed.push(query.name);
            } else left.push(query.name);
          }
          if (options.json) await host.out.json({ from, view, changed, left });
          else
            await host.out.line(
              printable(`${from}  ${view}${changed.length > 0 ? `  changed in: ${changed.join(', ')}` : ''}`),
            );
          if (left.length > 0) host.out.note(`warning: still written with the old name: ${left.join(', ')}.`);
          return left.length > 0 ? EXIT.finding : EXIT.done;
        }),
      ),
    );
}
