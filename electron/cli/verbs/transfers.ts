import type { Command } from 'commander';
import { countWarnings, countWords } from '../../../shared/domain/tracing/transfer-words.ts';
import { CASE, findCase } from '../arguments.ts';
import { EXIT, type Host, type HostedCore, onVault, type Run, type VaultOptions, withVault } from '../host.ts';
import { printable } from '../output.ts';

interface Options extends VaultOptions {
  case: string;
  guess?: boolean;
}

export function transfersVerb(program: Command, run: Run): void {
  onVault(
    program
      .command('transfers')
      .description(
        'map known exports to transfers, and list what they are of; exit code 1 when rows were refused or a question about a column is open',
      ),
  )
    .requiredOption(...CASE)
    .option('--guess', 'map other datasets too, where their headers say what is sent from whom to whom')
    .addHelpText(
      'after',
      '\nRows: redthread sql … "SELECT * FROM transfers". Any mapping: redthread call transfer.map.\n\nExample:\n  redthread transfers --vault ring.redthread --case C-0001',
    )
    .action(run((host, options: Options) => withVault(host, options, (core) => transfers(host, core, options))));
}

async function transfers(host: Host, core: HostedCore, options: Options): Promise<number> {
  const { id: caseId } = await findCase(core.client, options.case);
  let asked = 0;
  for (const { datasetId, view, mapping, suggested, known, open } of await core.client.ask('transfer.sources', {
    caseId,
  }))
    if (!mapping && suggested && (known || options.guess)) {
      asked += open.length;
      for (const { column, question } of open)
        host.out.note(
          printable(
            `warning: ${view} is not mapped: of its column "${column}" the import asks: ${question}. Answer that by redthread call dataset.reading, or map it by redthread call transfer.map.`,
          ),
        );
      if (open.length > 0) continue;
      await core.run('transfer.map', known ? { datasetId } : { datasetId, mapping: suggested });
    }
  let refused = 0;
  const sources = await core.client.ask('transfer.sources', { caseId });
  for (const { exhibitLabel, view, profile, counts, suggested } of sources) {
    if (!counts) {
      if (suggested) host.out.note(`${exhibitLabel}  ${view} may hold transfers: --guess maps it by its headers.`);
      continue;
    }
    refused += counts.refused;
    if (options.json) await host.out.json({ exhibit: exhibitLabel, dataset: view, profile, ...counts });
    else
      await host.out.line(
        `${exhibitLabel}  ${printable(view)}  ${profile || 'mapped by its headers or by hand'}  ${countWords(counts)}`,
      );
    for (const { row, why } of counts.firstRefused) host.out.note(printable(`${view}, row ${row} refused: ${why}.`));
    for (const warning of countWarnings(counts)) host.out.note(printable(`warning: ${view}: ${warning}`));
  }
  for (const asset of await core.run('transfer.assets', { caseId })) {
    if (options.json) await host.out.json({ asset });
    else {
      const { symbol, chain, contract, transfers: n, failed, accounts, total, fees, duplicates } = asset;
      await host.out.line(
        printable(
          `${symbol || '(not named)'}${contract ? ` ${contract}` : ''}${chain ? ` on ${chain}` : ''}  ${n} transfers${duplicates > 0 ? `, ${duplicates} of them in two files` : ''}, ${failed} failed, ${accounts} accounts, total ${total}${failed > 0 ? ' without what failed' : ''}, fees ${fees}`,
        ),
      );
    }
    for (const warning of asset.warnings) host.out.note(`warning: ${printable(warning)}`);
  }
  return refused + asked > 0 ? EXIT.finding : EXIT.done;
}
