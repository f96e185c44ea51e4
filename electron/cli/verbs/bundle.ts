import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { BundleReport, Merged, Take } from '../../../shared/contract/bundle-report.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { STATE_WORDS } from '../../../shared/domain/merge-words.ts';
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
interface MergeOptions extends ImportOptions {
  case?: string;
  report?: boolean;
  ours?: boolean;
  theirs?: boolean;
  both?: boolean;
  choose?: string[];
  keepChanged?: boolean;
}

const passphraseFile = () =>
  new Option('--bundle-passphrase-file <file>', 'file whose first line is the passphrase of the bundle');

export function bundleVerbs(program: Command, run: Run): void {
  const group = program
    .command('bundle')
    .description('export a case as one encrypted file, import one, or merge a colleague’s into the same case');
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
  onVault(group.command('merge').description('hold a bundle against the case that it is of, and merge it'))
    .argument('<file>', 'the age file')
    .addOption(
      new Option('--identity <file>', 'age identity file: AGE-SECRET-KEY-1…').conflicts('bundlePassphraseFile'),
    )
    .addOption(passphraseFile())
    .option('--case <case>', 'the case to merge into; the one that the bundle is of when left out')
    .option('--report', 'only report what is new, changed, gone and in conflict; nothing is written')
    .addOption(
      new Option('--ours', 'keep ours where both sides changed a record (the default)').conflicts(['theirs', 'both']),
    )
    .addOption(new Option('--theirs', 'take theirs where both sides changed a record').conflicts('both'))
    .option('--both', 'keep both where the two can stand side by side, else ours')
    .option('--keep-changed', 'keep ours also where only the colleague changed a record')
    .option('--choose <key=take...>', 'for single rows of the report: KEY=ours, KEY=theirs, KEY=both')
    .addHelpText(
      'after',
      '\nExample:\n  redthread bundle merge --vault ring.redthread theirs.age --identity key.txt --report',
    )
    .action(run((host, file: string, options: MergeOptions) => mergeBundle(host, file, options)));
}

const mergeBundle: Work<[string, MergeOptions]> = async (host, file, options) => {
  const secret = await secretOf(host, options);
  const choices = (options.choose ?? []).map(choiceOf);
  return withVault(host, options, async (core) => {
    const into = options.case === undefined ? undefined : (await findCase(core.client, options.case)).id;
    const admit = () => core.client.admitPath(resolve(host.cwd, file));
    const report = await core.run('bundle.compare', { ticket: await admit(), with: secret, ...(into && { into }) });
    if (!report.caseId)
      throw new Fault(
        'not-found',
        'The case of that bundle is not in this vault. Import it, or name a case with --case.',
      );
    if (options.report) {
      if (options.json) await host.out.json(report);
      else for (const line of reportLines(report)) await host.out.line(line);
      return 0;
    }
    const unknown = choices.find(({ key }) => !report.rows.some((row) => row.key === key && row.choices.length > 0));
    if (unknown)
      throw new Fault('bad-request', `Nothing can be chosen for "${unknown.key}". --report --json lists the keys.`);
    const merged = await core.run('bundle.merge', {
      ticket: await admit(),
      with: secret,
      caseId: report.caseId,
      stateSha256: report.stateSha256,
      changed: options.keepChanged ? 'ours' : 'theirs',
      conflicts: options.theirs ? 'theirs' : options.both ? 'both' : 'ours',
      choices,
    });
    if (options.json) await host.out.json(merged);
    else for (const line of mergedLines(merged)) await host.out.line(line);
    for (const problem of merged.problems) host.out.note(`warning: ${printable(problem)}`);
    return 0;
  });
};

function choiceOf(text: string): { key: string; take: Take } {
  const [, key = '', take = ''] = /^(.+)=(ours|theirs|both)$/s.exec(text) ?? [];
  if (key === '') throw new Fault('bad-request', `--choose takes KEY=ours, KEY=theirs or KEY=both, not "${text}".`);
  return { key, take: take as Take };
}

/** The report as text: who signed, by what it is measured, then each difference with both versions. */
function* reportLines({ theirs, createdBy, signer, base, ...report }: BundleReport): IterableIterator<string> {
  yield `${printable(theirs.label)} "${printable(theirs.title)}", made ${report.createdAt} by ${printable(createdBy)}`;
  const known = signer.own ? 'this vault' : signer.known ? printable(signer.name) || 'seen before' : 'not seen before';
  yield `signed by ${signer.fingerprint} (${known})`;
  if (signer.before.length > 0 && !signer.before.includes(signer.fingerprint))
    yield 'another key than that of the bundles of this case before';
  yield base ? `common version: ${base.way} ${base.at}, manifest ${base.manifestSha256}` : 'no common version known';
  for (const note of report.notes) yield printable(note);
  for (const { what, ours, theirs: there, stands } of report.restrictions)
    yield `stricter stands: ${printable(what)}: ours ${printable(ours)}, theirs ${printable(there)}: ${printable(stands)}`;
  for (const { kind, was, becomes, title } of report.renumbered)
    yield `renumbered: ${kind} ${was} becomes ${becomes}  ${printable(title)}`;
  for (const { kind, state, title, fields, take, choices, note, key } of report.rows) {
    yield `${STATE_WORDS[state]}: ${kind} ${printable(title)}${choices.length > 0 ? `  [${take}]` : ''}`;
    if (note !== '') yield `  ${printable(note)}`;
    for (const { field, ours, theirs: there } of fields) {
      yield `  ${field}`;
      yield `    ours:   ${printable(ours)}`;
      yield `    theirs: ${printable(there)}`;
    }
    if (choices.length > 0) yield `  choose: ${printable(key)}=${choices.join('|')}`;
  }
}

function* mergedLines({ added, changed, kept, renumbered, restrictions }: Merged): IterableIterator<string> {
  yield `${added} added, ${changed} changed, ${kept} kept as they are here`;
  for (const { kind, was, becomes } of renumbered) yield `renumbered: ${kind} ${was} becomes ${becomes}`;
  for (const { what, stands } of restrictions) yield `stricter stands: ${printable(what)}: ${printable(stands)}`;
}

const secretOf = async (host: Host, { identity, bundlePassphraseFile }: ImportOptions) =>
  identity
    ? { identity: await identityFrom(host.cwd, identity) }
    : { passphrase: await bundlePassphrase(host, bundlePassphraseFile, '--identity FILE') };

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
  const secret = await secretOf(host, options);
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
