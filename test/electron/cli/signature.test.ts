import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandLine } from '../../support/command-line.ts';

const hasOpenssl = !spawnSync('openssl', ['version']).error;

describe('signatures from the command line', { timeout: 120_000 }, () => {
  it('come beside the report, and OpenSSL checks them with the key of the vault', async () => {
    using cli = commandLine();
    const vault = await cli.vault('Signed');
    const report = ['report', ...vault, '--case', 'C-0001', '--json'];
    type Printed = { signature: string | null; fingerprint: string | null };
    const [printed] = await cli.json<Printed>(...report, '--out', 'r.pdf');
    expect(printed?.signature).toBe(join(cli.folder, 'r.pdf.sig'));
    const [key] = await cli.json<{ fingerprint: string; publicKeyPem: string }>(
      'identity',
      ...vault,
      '--out',
      'key.pem',
      '--json',
    );
    expect(key?.fingerprint).toBe(printed?.fingerprint);
    expect(readFileSync(join(cli.folder, 'key.pem'), 'utf8')).toBe(key?.publicKeyPem);
    expect((await cli.run('identity', ...vault)).out).toBe(key?.publicKeyPem);

    const [unsigned] = await cli.json<Printed>(...report, '--out', 'plain.pdf', '--no-sign');
    expect([unsigned?.signature, existsSync(join(cli.folder, 'plain.pdf.sig'))]).toEqual([null, false]);

    if (!hasOpenssl) return void process.stderr.write('skipped: no openssl on this machine\n');
    const check = [
      'pkeyutl',
      '-verify',
      '-pubin',
      '-inkey',
      'key.pem',
      '-rawin',
      '-in',
      'r.pdf',
      '-sigfile',
      'r.pdf.sig',
    ];
    const verified = execFileSync('openssl', check, { cwd: cli.folder }).toString();
    expect(verified).toContain('Signature Verified Successfully');
    const der = execFileSync('openssl', ['pkey', '-pubin', '-in', 'key.pem', '-outform', 'DER'], { cwd: cli.folder });
    const digest = execFileSync('openssl', ['dgst', '-sha256', '-r'], { input: der }).toString().slice(0, 64);
    expect(digest).toBe(key?.fingerprint.replaceAll(' ', ''));
    const altered = readFileSync(join(cli.folder, 'r.pdf'));
    altered[altered.length - 20] = (altered.at(-20) ?? 0) ^ 1;
    writeFileSync(join(cli.folder, 'r.pdf'), altered);
    expect(spawnSync('openssl', check, { cwd: cli.folder }).status).not.toBe(0);
  });
});
