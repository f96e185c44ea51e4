import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { programVerbs, type Verbs } from './program.ts';

export interface UnpackedBundle extends Disposable {
  readonly cli: Verbs;
  /** The vault that made it, as a verb's argument. */
  readonly vault: readonly ['--vault', string];
  /** The bundle as it was sent, and the secret key that opens it. */
  readonly sealed: string;
  readonly identity: string;
  readonly tar: string;
  readonly tarBytes: Buffer;
  /** A fresh copy of the unpacked folder. */
  unpack(name: string): string;
  /** Another bundle of the same case: of these exhibits, or of all. */
  of(...chosen: string[]): Promise<UnpackedBundle>;
}

/** A bundle as its receiver has it after `age -d`: made by the command line from a table, a picture and a frozen query. */
export async function unpackedBundle(...chosen: string[]): Promise<UnpackedBundle> {
  const cli = programVerbs();
  const vault = await cli.vault('Verified <case>');
  writeFileSync(join(cli.folder, 'logins.csv'), 'account,ip\n007,192.0.2.7\n008,192.0.2.7\n');
  writeFileSync(join(cli.folder, 'shot.png'), createCanvas(30, 20).toBuffer('image/png'));
  const on = [...vault, '--case', 'C-0001'] as const;
  await cli.json('import', ...on, '--json', 'logins.csv', 'shot.png');
  await cli.json(
    'sql',
    ...on,
    '--json',
    '--freeze',
    'Shared addresses',
    'SELECT ip, count(*) AS n FROM logins GROUP BY 1',
  );
  return exported(cli, vault, chosen);
}

let exports = 0;
async function exported(cli: Verbs, vault: UnpackedBundle['vault'], chosen: string[]): Promise<UnpackedBundle> {
  const identity = await generateIdentity();
  const name = `case-${++exports}`;
  const on = [...vault, '--case', 'C-0001'];
  const out = ['--out', `${name}.age`, '--recipient', await identityToRecipient(identity)];
  await cli.json('bundle', 'export', ...on, ...out, ...chosen.flatMap((label) => ['--exhibit', label]), '--json');
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const tarBytes = Buffer.from(await decrypter.decrypt(readFileSync(join(cli.folder, `${name}.age`))));
  const tar = join(cli.folder, `${name}.tar`);
  writeFileSync(tar, tarBytes);
  return {
    cli,
    vault,
    sealed: join(cli.folder, `${name}.age`),
    identity,
    tar,
    tarBytes,
    unpack: (into) => {
      const folder = join(cli.folder, into);
      mkdirSync(folder);
      execFileSync('tar', ['-xf', `${name}.tar`, '-C', into], { cwd: cli.folder });
      return folder;
    },
    of: (...labels) => exported(cli, vault, labels),
    [Symbol.dispose]: () => cli[Symbol.dispose](),
  };
}
