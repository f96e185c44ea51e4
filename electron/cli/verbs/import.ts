import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Input } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { type ImportResult, Sensitivity } from '../../../shared/contract/evidence.ts';
import { EXIT } from '../exit.ts';
import { type Host, type HostedCore, onVault, type Run, type VaultOptions, withVault } from '../host.ts';
import { printable } from '../output.ts';
import { findCase } from '../references.ts';

interface Options extends VaultOptions {
  case: string;
  source?: string;
  how: string;
  note?: string;
  tag?: string[];
  sensitivity?: 'normal' | 'personal' | 'graphic';
  zone?: string;
  strict?: boolean;
}

export function importVerb(program: Command, run: Run): void {
  onVault(program.command('import').description('bring files in as evidence; CSV files become datasets too'))
    .requiredOption('--case <id>', 'the case: its id, or C-0001')
    .argument('<file...>', 'the files, in the order of their exhibit numbers')
    .option('--source <text>', 'where they came from: a URL, a system, a person')
    .option('--how <text>', 'how they were acquired', 'file import')
    .option('--note <text>', 'a note kept with each of them')
    .option('--tag <tag...>', 'tags kept with each of them')
    .addOption(new Option('--sensitivity <level>', 'what the window blurs until asked').choices(Sensitivity.options))
    .option('--zone <zone>', 'IANA time zone they were taken in (else that of this machine)')
    .option('--strict', 'end with 1 when a row was rejected or a CSV file could not be parsed')
    .addHelpText(
      'after',
      '\nExample:\n  redthread import --vault ring.redthread --case C-0001 --source "warehouse export" logins.csv profile.png',
    )
    .action(
      run((host, files: string[], options: Options) =>
        withVault(host, options, async (core) => {
          const { id } = await findCase(core.client, options.case);
          const codes: number[] = [];
          for (const file of files) codes.push(await importOne(host, core, id, file, options));
          return Math.max(...codes);
        }),
      ),
    );
}

/** One file stands or falls alone: a bad one is named and the next is tried. */
async function importOne(
  host: Host,
  core: HostedCore,
  caseId: Input<'case.get'>['caseId'],
  file: string,
  options: Options,
) {
  try {
    const { source, how, note, tag, sensitivity, zone } = options;
    const ticket = await core.client.admitPath(resolve(file));
    const result = await core.run('evidence.import', {
      caseId,
      ticket,
      source,
      how,
      note,
      tags: tag,
      sensitivity,
      zone,
    });
    if (options.json) await host.out.json({ file, ...result });
    else await host.out.line(told(result));
    const flawed = result.datasetProblem !== null || (result.certificate?.rejected ?? 0) > 0;
    return options.strict && flawed ? EXIT.finding : EXIT.done;
  } catch (error) {
    if (!(error instanceof Fault) || host.interruption.signal.aborted || error.code === 'locked') throw error;
    if (options.json) await host.out.json({ file, error: { code: error.code, message: error.message } });
    host.out.note(`redthread: ${printable(error.message)}`);
    return EXIT.bad;
  }
}

function told(result: ImportResult): string {
  const lines = [
    `${result.exhibit}  ${result.sha256}  ${result.bytes} bytes  ${result.mediaType}  ${result.originalName}`,
  ];
  if (result.duplicateOf) lines.push(`same bytes as ${result.duplicateOf}; nothing was stored twice`);
  if (result.typeWarning) lines.push(`warning: ${result.typeWarning}`);
  if (result.dataset)
    lines.push(`dataset ${result.dataset.view}: ${result.dataset.rows} rows, ${result.dataset.columns} columns`);
  if (result.certificate) {
    const { records, header, stored, rejected, skipped, warnings } = result.certificate;
    lines.push(`records ${records} = header ${header} + stored ${stored} + rejected ${rejected} + skipped ${skipped}`);
    lines.push(...warnings.map(({ message }) => `warning: ${message}`));
  }
  if (result.datasetProblem) lines.push(`no dataset: ${result.datasetProblem}`);
  return lines.map(printable).join('\n        ');
}
