import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { Fault } from '../../../shared/contract/errors.ts';
import { saveTo } from '../../core/host/save.ts';
import { CASE, findCase, findExhibits } from '../arguments.ts';
import { type Host, onVault, type Run, type VaultOptions, type Work, withVault } from '../host.ts';
import { printable } from '../output.ts';
import { secretFrom } from '../passphrase.ts';

/** The first secret key in an age identity file, whose other lines are comments. */
export async function identityFrom(cwd: string, path: string): Promise<string> {
  const text = await readFile(resolve(cwd, path), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Fault('not-found', `The identity file "${path}" cannot be read (${error.code ?? 'unknown reason'}).`);
  });
  const key = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .find((line) => line.startsWith('AGE-SECRET-KEY-'));
  if (!key) throw new Fault('bad-request', `The identity file "${path}" holds no line with AGE-SECRET-KEY-1…`);
  return key;
}

interface ExportOptions extends VaultOptions {
  case: string;
  out: string;
  recipient?: string[];
  bundlePassphraseFile?: string;
  exhibit?: string[];
}
interface ImportOptions extends VaultOptions {
  identity?: string;
  bundlePassphraseFile?: string;
}

const passphraseFile = () =>
  new Option('--bundle-passphrase-file <file>', 'file whose first line is the passphrase of the bundle');

export function bundleVerbs(program: Command, run: Run): void {
  const group = program.command('bundle').description('export a case as one encrypted file, or import one');
  onVault(group.command('export').description('write a case, or chosen exhibits of it, as one age file'))
    .requiredOption(...CASE)
    .requiredOption('--out <file>', 'the file to write; a file of that name is replaced')
    .addOption(new Option('--recipient <key...>', 'age public keys: age1…').conflicts('bundlePassphraseFile'))
    .addOption(passphraseFile())
    .option('--exhibit <label...>', 'only these exhibits: ids, or E-0001')
    .addHelpText(
      'after',
      '\nExample:\n  redthread bundle export --vault ring.redthread --case C-0001 --out ring.age --recipient age1…',
    )
    .action(run((host, options: ExportOptions) => exportBundle(host, options)));
  onVault(group.command('import').description('check a bundle and import it as a new case'))
    .argument('<file>', 'the age file')
    .addOption(
      new Option('--identity <file>', 'age identity file: AGE-SECRET-KEY-1…').conflicts('bundlePassphraseFile'),
    )
    .addOption(passphraseFile())
    .addHelpText('after', '\nExample:\n  redthread bundle import --vault other.redthread ring.age --identity key.txt')
    .action(run((host, file: string, options: ImportOptions) => importBundle(host, file, options)));
}

const exportBundle: Work<[ExportOptions]> = async (host, options) => {
  const to = options.recipient
    ? { recipients: options.recipient }
    : { passphrase: await bundlePassphrase(host, options.bundlePassphraseFile, '--recipient KEY') };
  return withVault(host, options, async (core) => {
    const from = await findCase(core.client, options.case);
    const chosen = options.exhibit && (await findExhibits(core.client, from, options.exhibit)).map(({ id }) => id);
    const made = await core.run('bundle.export', { caseId: from.id, exhibits: chosen, to });
    const path = resolve(host.cwd, options.out);
    await saveTo(path, (await core.client.collect(made.ticket)).bytes);
    const { exhibits, manifestSha256 } = made;
    if (options.json) await host.out.json({ bundle: path, exhibits, manifestSha256 });
    else await host.out.line(`${path}  ${exhibits} exhibits  manifest ${manifestSha256}`);
    return 0;
  });
};

const importBundle: Work<[string, ImportOptions]> = async (host, file, options) => {
  const secret = options.identity
    ? { identity: await identityFrom(host.cwd, options.identity) }
    : { passphrase: await bundlePassphrase(host, options.bundlePassphraseFile, '--identity FILE') };
  return withVault(host, options, async (core) => {
    const ticket = await core.client.admitPath(resolve(host.cwd, file));
    const imported = await core.run('bundle.import', { ticket, with: secret });
    if (options.json) await host.out.json(imported);
    else {
      const { caseId, title, exhibits, manifestSha256, signer, seenBefore, createdBy } = imported;
      await host.out.line(`${caseId}  ${printable(title)}  ${exhibits} exhibits  manifest ${manifestSha256}`);
      const known = signer.own ? 'this vault' : seenBefore ? signer.name || 'seen before' : 'not seen before';
      await host.out.line(
        `signed by ${signer.fingerprint} (${printable(known)}), which calls itself ${printable(createdBy)}`,
      );
    }
    for (const problem of imported.problems) host.out.note(`warning: ${printable(problem)}`);
    if (imported.unread > 0)
      host.out.note(`${imported.unread} exhibits are stored but not read yet: call bundle.finish for the case.`);
    return 0;
  });
};

function bundlePassphrase(host: Host, file: string | undefined, other: string): Promise<string> {
  if (file === undefined) throw new Fault('bad-request', `Give ${other} or --bundle-passphrase-file FILE.`);
  return secretFrom(host.cwd, file, 'bundle passphrase file');
}
