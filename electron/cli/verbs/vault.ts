import { basename, dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { passphraseOption, type Run, withCore } from '../host.ts';
import { readPassphrase } from '../passphrase.ts';

interface CreateOptions {
  passphraseFile?: string;
  json?: boolean;
  investigator?: string;
}

const SUFFIX = '.redthread';

export function vaultVerbs(program: Command, run: Run): void {
  const vault = program.command('vault').description('make a vault');
  passphraseOption(
    vault
      .command('create')
      .description('make an encrypted vault and show its recovery code, once')
      .argument('<dir>', `the folder to make; ${SUFFIX} is appended when missing`)
      .option('--investigator <name>', 'who works in it, for the custody log (else the account name)'),
  )
    .addHelpText('after', '\nExample:\n  redthread vault create ~/cases/ring.redthread')
    .action(
      run(async (host, dir: string, options: CreateOptions) => {
        const path = vaultPath(dir);
        const passphrase = await readPassphrase(options.passphraseFile, host.interruption.signal, true);
        return withCore(host, async ({ client }) => {
          const place = await client.admitPath(dirname(path), 'folder');
          const { investigator } = options;
          const { recoveryCode } = await client.ask('vault.create', {
            name: basename(path, SUFFIX),
            place,
            passphrase,
            ...(investigator === undefined ? {} : { investigator }),
          });
          if (options.json) await host.out.json({ vault: path, recoveryCode });
          else await host.out.line(`Vault: ${path}\nRecovery code: ${recoveryCode}`);
          host.out.note(
            'Write the recovery code down. It opens the vault without the passphrase and is not shown again.',
          );
          return 0;
        });
      }),
    );
}

/** The folder that a vault asked for as `dir` gets. */
export function vaultPath(dir: string): string {
  const path = resolve(dir);
  return path.endsWith(SUFFIX) ? path : `${path}${SUFFIX}`;
}
