import { basename, dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { saveTo } from '../../core/host/save.ts';
import {
  followed,
  onVault,
  passphraseOption,
  type Run,
  SUFFIX,
  type VaultOptions,
  withCore,
  withVault,
} from '../host.ts';
import { readPassphrase, secretFrom } from '../passphrase.ts';

interface Options extends VaultOptions {
  out?: string;
}

export function identityVerb(program: Command, run: Run): void {
  onVault(
    program
      .command('identity')
      .description('print the public key that the reports and bundles of a vault are signed with'),
  )
    .option('--out <file>', 'write the key there as PEM; a file of that name is replaced')
    .addHelpText(
      'after',
      `
Whoever has FILE, FILE.sig and KEY.pem checks the signature with OpenSSL:
  openssl pkeyutl -verify -pubin -inkey KEY.pem -rawin -in FILE -sigfile FILE.sig

Example:
  redthread identity --vault ring.redthread --out KEY.pem`,
    )
    .action(
      run(async (host, options: Options) =>
        withVault(host, options, async ({ client }) => {
          const { publicKeyPem, fingerprint } = await client.ask('vault.identity', {});
          const path = options.out === undefined ? null : resolve(host.cwd, options.out);
          if (path)
            await saveTo(path, (await client.collect((await client.ask('vault.exportIdentity', {})).ticket)).bytes);
          if (options.json) await host.out.json({ publicKeyPem, fingerprint, ...(path ? { key: path } : {}) });
          else if (path) await host.out.line(`${path}  ${fingerprint}`);
          else {
            await host.out.write(publicKeyPem);
            host.out.note(`fingerprint ${fingerprint}`);
          }
          return 0;
        }),
      ),
    );
}

interface CreateOptions {
  passphraseFile?: string;
  json?: boolean;
  investigator?: string;
}

export function vaultVerbs(program: Command, run: Run): void {
  const vault = program.command('vault').description('create, back up and restore vaults');
  passphraseOption(
    vault
      .command('create')
      .description('create an encrypted vault and show its recovery code, once')
      .argument('<dir>', `the folder to make; ${SUFFIX} is appended when missing`)
      .option('--investigator <name>', 'who works in it, for the custody log (else the account name)'),
  )
    .addHelpText('after', '\nExample:\n  redthread vault create ~/cases/ring.redthread')
    .action(
      run(async (host, dir: string, options: CreateOptions) => {
        const path = vaultPath(host.cwd, dir);
        const passphrase = await readPassphrase(host, options.passphraseFile, true);
        return withCore(host, async ({ client }) => {
          const folder = await client.admitPath(dirname(path), 'folder');
          const { investigator } = options;
          const { recoveryCode } = await client.ask('vault.create', {
            name: basename(path, SUFFIX),
            folder,
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
  passphraseVerb(vault, run);
  rekeyVerb(vault, run);
  backupVerbs(vault, run);
}

function passphraseVerb(vault: Command, run: Run): void {
  onVault(vault.command('passphrase').description('change the passphrase; older copies and backups keep theirs'))
    .requiredOption('--new-passphrase-file <file>', 'file whose first line is the new passphrase')
    .action(
      run(async (host, options: VaultOptions & { newPassphraseFile: string }) => {
        const next = await secretFrom(host.cwd, options.newPassphraseFile, 'new passphrase file');
        const current = await readPassphrase(host, options.passphraseFile);
        return withVault(host, options, async ({ client }) => {
          await client.ask('vault.changePassphrase', { current, next });
          host.out.note(
            'The passphrase is changed. Copies and backups made before open with the old one, and their key opens this store too: `vault rekey` gives it another.',
          );
          return 0;
        });
      }),
    );
}

function rekeyVerb(vault: Command, run: Run): void {
  onVault(
    vault
      .command('rekey')
      .description('re-encrypt the store with a new key; copies made before, and their passphrase, no longer open it')
      .option('--new-passphrase-file <file>', 'file whose first line is a new passphrase; else it stays as it is'),
  ).action(
    run(async (host, options: VaultOptions & { newPassphraseFile?: string }) => {
      const { newPassphraseFile } = options;
      const next =
        newPassphraseFile === undefined
          ? undefined
          : await secretFrom(host.cwd, newPassphraseFile, 'new passphrase file');
      const passphrase = await readPassphrase(host, options.passphraseFile);
      return withVault(host, options, async ({ client }) => {
        const { recoveryCode, deviceKey } = await followed(
          host,
          client,
          'vault.rekey',
          client.ask('vault.rekey', { passphrase, ...(next === undefined ? {} : { next }) }),
        );
        if (options.json) await host.out.json({ recoveryCode, deviceKey });
        else await host.out.line(`Recovery code: ${recoveryCode}`);
        host.out.note(
          'The store has a new key. Write the new recovery code down: the old one stopped working. Backups and copies made before open with the passphrase and code of their time, and hold what the store held then.',
        );
        if (deviceKey === 'removed')
          host.out.note('Unlocking without the passphrase was switched off: switch it on again in the desktop window.');
        return 0;
      });
    }),
  );
}

function backupVerbs(vault: Command, run: Run): void {
  onVault(
    vault.command('backups').description('list the backups of a vault, newest first').option('--now', 'back up first'),
  ).action(
    run(async (host, options: VaultOptions & { now?: boolean }) =>
      withVault(host, options, async (core) => {
        if (options.now) await core.run('vault.backup', {});
        const plan = await core.client.ask('vault.backups', {});
        for (const backup of plan.backups) {
          const path = join(plan.folder, backup.name);
          if (options.json) await host.out.json({ ...backup, path });
          else await host.out.line(`${backup.madeAt}  ${backup.bytes} bytes  ${path}`);
        }
        if (plan.problem) host.out.note(plan.problem);
        return plan.problem ? 1 : 0;
      }),
    ),
  );
  passphraseOption(
    vault
      .command('restore')
      .description('show what a backup holds, with the passphrase of its time, and restore it to another folder')
      .argument('<backup>', 'the backup: a folder')
      .option('--to <dir>', `the folder to make; ${SUFFIX} is appended when missing. Without it, nothing is restored`),
  ).action(
    run(async (host, from: string, options: CreateOptions & { to?: string }) => {
      const passphrase = await readPassphrase(host, options.passphraseFile);
      return withCore(host, async ({ client }) => {
        const backup = { ticket: await client.admitPath(resolve(host.cwd, from), 'folder') };
        const found = await client.ask('vault.inspectBackup', { backup, passphrase });
        const restored = options.to === undefined ? null : vaultPath(host.cwd, options.to);
        if (restored !== null) {
          const folder = await client.admitPath(dirname(restored), 'folder');
          await client.ask('vault.restoreBackup', { backup, folder, name: basename(restored, SUFFIX) });
        }
        if (options.json) await host.out.json({ ...found, restored });
        else {
          await host.out.line(`Last entry: ${found.head.seq}, ${found.lastAt ?? 'none'}, ${found.head.hash}`);
          for (const { number, title, exhibits, findings } of found.cases)
            await host.out.line(`Case ${number}: ${title} (exhibits: ${exhibits}, findings: ${findings})`);
          if (restored !== null) await host.out.line(`Restored: ${restored}`);
        }
        for (const problem of found.problems) host.out.note(problem);
        return found.problems.length > 0 ? 1 : 0;
      });
    }),
  );
}

/** The folder that a vault asked for as `dir` gets. */
function vaultPath(cwd: string, dir: string): string {
  const path = resolve(cwd, dir);
  return path.endsWith(SUFFIX) ? path : `${path}${SUFFIX}`;
}
