import type { Command } from 'commander';
import type { CaseId } from '../../../shared/contract/values.ts';
import { findCase } from '../arguments.ts';
import { EXIT, type Host, type HostedCore, onVault, type Run, type VaultOptions, withVault } from '../host.ts';
import { printable } from '../output.ts';

/** Reads the text of the case's pictures that were not read yet, and says how many. @returns the exit code: 1 when some could not be read */
export async function readPictures(host: Host, core: HostedCore, caseId: CaseId, json = false): Promise<number> {
  const { readLanguages } = await core.client.ask('vault.profile', {});
  const { read, withText, failed } = await core.run('ocr.run', { caseId });
  if (json) await host.out.json({ read, withText, failed, languages: readLanguages });
  else {
    await host.out.line(
      `pictures read: ${read}, with text: ${withText}, failed: ${failed.length} (${readLanguages.join('+')})`,
    );
    for (const { exhibit, reason } of failed) host.out.note(`not read: ${exhibit}: ${printable(reason)}`);
  }
  return failed.length > 0 ? EXIT.finding : EXIT.done;
}

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
