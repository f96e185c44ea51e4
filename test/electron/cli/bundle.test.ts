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
    const [taken] = await cli.json<{ caseId: string; title: string }>(...into, '--identity', 'key.txt', '--json');
    expect(taken).toMatchObject({ title: 'Handed over', exhibits: 1, manifestSha256: made?.manifestSha256 });
    const sql = ['sql', '--vault', other?.vault ?? '', '--case', 'C-0001', '--json', 'SELECT id FROM a'];
    expect(await cli.json(...sql)).toEqual([{ id: '007' }]);

    // The colleague goes on, and sends it back: held against the case first, then merged as it is chosen.
    writeFileSync(join(cli.folder, 'b.csv'), 'id\n008\n');
    const there = ['--vault', other?.vault ?? '', '--case', 'C-0001'];
    await cli.run('import', ...there, 'b.csv');
    await cli.run(
      'call',
      'case.update',
      JSON.stringify({ caseId: taken?.caseId, codename: 'Theirs' }),
      ...there.slice(0, 2),
    );
    const [ours] = await cli.json<{ id: string }[]>('call', 'case.list', '{}', ...vault, '--json');
    await cli.run('call', 'case.update', JSON.stringify({ caseId: ours?.[0]?.id, codename: 'Ours' }), ...vault);
    await cli.run('bundle', 'export', ...there, '--out', 'back.age', ...argv.slice(-3, -1));
    const merge = ['bundle', 'merge', ...vault, 'back.age', '--identity', 'key.txt'];
    const text = (await cli.run(...merge, '--report')).out;
    expect(text).toContain('common version: exported');
    expect(text).toContain('New there: exhibit E-0003 b.csv');
    expect(text).toMatch(/Changed on both sides: case .*\[ours\]\n\s+codename\n\s+ours: {3}Ours\n\s+theirs: Theirs/);
    const [report] = await cli.json<{ rows: { kind: string; key: string }[] }>(...merge, '--report', '--json');
    const key = report?.rows.find(({ kind }) => kind === 'case')?.key ?? '';
    expect((await cli.run(...merge, '--choose', 'nothing=theirs')).code).toBe(2);
    expect((await cli.run(...merge, '--choose', 'nothing')).err).toContain('KEY=ours');
    const [merged] = await cli.json(...merge, '--choose', `${key}=theirs`, '--json');
    expect(merged).toMatchObject({ added: 2, changed: 1, kept: 0, problems: [] });
    expect(await cli.json('sql', ...vault, '--case', 'C-0001', '--json', 'SELECT id FROM b')).toEqual([{ id: '008' }]);
    expect((await cli.run('verify', ...vault)).code).toBe(0);

    writeFileSync(join(cli.folder, 'other-key.txt'), await generateIdentity());
    expect((await cli.run(...into, '--identity', 'other-key.txt')).code).toBe(3);
    expect((await cli.run(...into)).err).toContain('--bundle-passphrase-file');
    expect((await cli.run('bundle', 'export', ...vault, ...out, '--exhibit', 'E-0009', '--recipient', 'x')).code).toBe(
      2,
    );
  });
});
