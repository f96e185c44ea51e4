import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { runCommandLine } from '../../../electron/cli/command-line.ts';
import type { CommandCore } from '../../../electron/cli/host.ts';
import { interruptible } from '../../../electron/cli/interruption.ts';
import { commandLine, Kept } from '../../support/command-line.ts';

/** A core whose automatic copy runs until `ended`. */
const copying = (ended: () => boolean, calls: string[]): CommandCore =>
  ({
    admitPath: async () => 'ticket',
    ask: async (name: string) => {
      calls.push(name);
      if (name === 'vault.open') return { rolledBack: null, readOnly: null };
      if (name !== 'job.list') return [];
      return ended() ? [] : [{ command: 'vault.backup', label: 'Copying the vault', state: 'running', progress: null }];
    },
    close: async () => void calls.push('close'),
  }) as unknown as CommandCore;

const list = (core: CommandCore, interruption = interruptible(() => {})) => {
  const err = new Kept();
  const code = runCommandLine(['case', 'list', '--vault', 'v'], {
    stdin: Readable.from([]),
    stdout: new Kept(),
    stderr: err,
    cwd: '/',
    env: { REDTHREAD_PASSPHRASE: 'a passphrase' },
    interruption,
    openCore: () => core,
  });
  return code.then((ended) => ({ code: ended, err: err.text }));
};

it('is made by short commands too, once', { timeout: 120_000 }, async () => {
  using cli = commandLine();
  const vault = await cli.vault();
  await cli.run('case', 'list', ...vault);
  const { out } = await cli.run('custody', ...vault);
  expect(out.match(/vault\.backup/g)).toHaveLength(1);
});

it('is waited for before the vault is locked, and said to be when that takes longer than a second', async () => {
  const calls: string[] = [];
  const until = performance.now() + 1500;
  const { code, err } = await list(copying(() => performance.now() > until, calls));
  expect(code).toBe(0);
  expect(performance.now()).toBeGreaterThan(until);
  expect(err).toContain('Waiting for the automatic copy');
  expect(calls.at(-1)).toBe('close');
  const quick = await list(copying(() => true, calls));
  expect(quick).toEqual({ code: 0, err: '' });
});

it('is stopped by Ctrl+C', async () => {
  const calls: string[] = [];
  const interruption = interruptible(() => {});
  setTimeout(() => interruption.interrupt('SIGINT'), 300);
  const { code } = await list(
    copying(() => false, calls),
    interruption,
  );
  expect(code).toBe(130);
  expect(calls.at(-1)).toBe('close');
});
