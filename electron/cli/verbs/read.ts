import type { Command } from 'commander';
import { onVault, type Run, type VaultOptions, withVault } from '../host.ts';
import { readPictures } from '../reading.ts';
import { findCase } from '../references.ts';

interface Options extends VaultOptions {
  case: string;
}

export function readVerb(program: Command, run: Run): void {
  onVault(program.command('read').description('read the text of the pictures that were not read yet'))
    .requiredOption('--case <id>', 'the case: its id, or C-0001')
    .addHelpText(
      'after',
      '\nIn the languages of the vault\'s settings: English, unless others were chosen.\n\nExample:\n  redthread read --vault ring.redthread --case C-0001 && redthread search --vault ring.redthread "payout"',
    )
    .action(
      run((host, options: Options) =>
        withVault(host, options, async (core) => {
          const { id } = await findCase(core.client, options.case);
          return readPictures(host, core, id, options.json);
        }),
      ),
    );
}
