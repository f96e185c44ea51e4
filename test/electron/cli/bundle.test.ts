import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { commandLine } from '../../support/command-line.ts';

describe('bundle from the command line', { timeout: 120_000 }, () => {
  it('hands a case from one vault to another', async () => {
    using cli = commandLine();
    const vault = await cli.vault('Handed over');
    writeFileSync(join(cli.folder, 'a.csv'), 'id\n007\n');
    await cli.run('import', ...vault, '--case', 'C-0001', 'a.csv');
    const identity = await generateIdentity();
    writeFileSync(join(cli.folder, 'key.txt'), `# created: today\n${identity}\n`);
    const out = ['--case', 'C-0001', '--out', 'case.age'];
    const argv = ['bundle', 'export', ...vault, ...out, '--recipient', await identityToRecipient(identity), '--json'];
    const [made] = await cli.json<{ bundle: string; exhibits: number; manifestSha256: string }>(...argv);
    expect(made).toMatchObject({ bundle: join(cli.folder, 'case.age'), exhibits: 1 });

    const [other] = await cli.json<{ vault: string }>('vault', 'create', 'other', '--json');
    const into = ['bundle', 'import', '--vault', other?.vault ?? '', 'case.age'];
    const [taken] = await cli.json(...into, '--identity', 'key.txt', '--json');
    expect(taken).toMatchObject({ title: 'Handed over', exhibits: 1, manifestSha256: made?.manifestSha256 });
    const sql = ['sql', '--vault', other?.vault ?? '', '--case', 'C-0001', '--json', 'SELECT id FROM a'];
    expect(await cli.json(...sql)).toEqual([{ id: '007' }]);

    writeFileSync(join(cli.folder, 'other-key.txt'), await generateIdentity());
    expect((await cli.run(...into, '--identity', 'other-key.txt')).code).toBe(3);
    expect((await cli.run(...into)).err).toContain('--bundle-passphrase-file');
    expect((await cli.run('bundle', 'export', ...vault, ...out, '--exhibit', 'E-0009', '--recipient', 'x')).code).toBe(
      2,
    );
  });
});
