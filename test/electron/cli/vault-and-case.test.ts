import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KEY_COST } from '../../../electron/core/vault/keys.ts';
import { commandLine } from '../../support/command-line.ts';
import { openTestCore, PASSPHRASE } from '../../support/core.ts';

describe('vault and case from the command line', { timeout: 120_000 }, () => {
  it('makes a vault, appends the suffix and shows the recovery code', async () => {
    using cli = commandLine();
    const [made] = await cli.json<{ vault: string; recoveryCode: string }>('vault', 'create', 'deep/ring', '--json');
    expect(made?.vault).toBe(join(cli.folder, 'deep', 'ring.redthread'));
    expect(made?.recoveryCode).toMatch(/^([0-9A-Z]{5}-){7}[0-9A-Z]{5}$/);
    expect(existsSync(join(cli.folder, 'deep/ring.redthread/store.db'))).toBe(true);
    const { code, out } = await cli.run('case', 'list', '--vault', 'deep/ring');
    expect([code, out.includes('exhibits')]).toEqual([0, true]);
    const again = await cli.run('vault', 'create', 'deep/ring.redthread');
    expect(again.code).toBe(2);
    expect(again.err).toContain('already a vault');
  });

  it('refuses a short passphrase and leaves no folder', async () => {
    using cli = commandLine();
    const { code, err } = await cli.runWith({ passphrase: 'too short' }, 'vault', 'create', 'ring');
    expect(code).toBe(2);
    expect(err).toContain('12 characters');
    expect(existsSync(join(cli.folder, 'ring.redthread'))).toBe(false);
  });

  it('makes cases and lists them', async () => {
    using cli = commandLine();
    const vault = await cli.vault('Copper Lantern');
    const [made] = await cli.json('case', 'create', ...vault, '--title', 'Second', '--tlp', 'GREEN', '--json');
    expect(made).toMatchObject({ case: 'C-0002', title: 'Second', tlp: 'GREEN' });
    const cases = await cli.json<{ case: string; title: string }>('case', 'list', ...vault, '--json');
    expect(cases.map(({ title }) => title)).toEqual(['Second', 'Copper Lantern']);
    expect((await cli.run('case', 'list', ...vault)).out).toContain('C-0002  TLP:GREEN');
  });

  it('shows control characters of a title as escapes', async () => {
    using cli = commandLine();
    const vault = await cli.vault('plain\u202etxt.exe');
    const { out } = await cli.run('case', 'list', ...vault);
    expect(out).toContain('plain\\u202etxt.exe');
  });

  // The first of each code by a process: the exit code, the environment and the two streams are its own.
  it('ends with 3 for a wrong or missing passphrase, 2 for bad use', async () => {
    using cli = commandLine({ keyCost: KEY_COST });
    const vault = await cli.vault();
    const wrong = await cli.runProcess({ passphrase: 'not the passphrase' }, 'case', 'list', ...vault);
    expect(wrong).toMatchObject({ code: 3, out: '', err: 'redthread: The passphrase is wrong.\n' });
    const none = await cli.runWith({ passphrase: '' }, 'case', 'list', ...vault);
    expect(none.code).toBe(3);
    expect(none.err).toContain('--passphrase-file');
    expect((await cli.runProcess({}, 'no-such-verb')).code).toBe(2);
    expect((await cli.run('case', 'list')).code).toBe(2);
    expect((await cli.run('case', 'list', '--vault', 'nowhere')).err).toContain('not a vault');
    expect((await cli.run('case', 'create', ...vault, '--title', 'x', '--tlp', 'PINK')).code).toBe(2);
    expect((await cli.runProcess({}, '--help')).code).toBe(0);
  });

  it('reads the passphrase from a file', async () => {
    using cli = commandLine();
    const vault = await cli.vault();
    writeFileSync(join(cli.folder, 'secret'), `${PASSPHRASE}\r\nnot this\n`);
    const opened = await cli.runWith({ passphrase: '' }, 'case', 'list', ...vault, '--passphrase-file', 'secret');
    expect(opened.code).toBe(0);
    const missing = await cli.run('case', 'list', ...vault, '--passphrase-file', 'absent');
    expect(missing).toMatchObject({ code: 2, err: expect.stringContaining('absent') });
  });

  it('names the program that holds the vault', async () => {
    using cli = commandLine({ keyCost: KEY_COST });
    const vault = await cli.vault();
    await using other = await openTestCore({ vault: false });
    const ticket = other.core.tickets.issue({ kind: 'folder', path: vault[1] });
    await other.call('vault.open', { vault: { ticket }, passphrase: PASSPHRASE });
    const refused = await cli.runProcess({}, 'case', 'list', ...vault);
    expect(refused.code).toBe(3);
    expect(refused.err).toContain(`process ${process.pid}`);
  });
});
