import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { httpTransport } from '../../../renderer/client/transport-http.ts';
import { PASSPHRASE } from '../../support/core.ts';
import { startProgram, tokenFor } from '../../support/loopback.ts';
import { below, runs } from '../../support/processes.ts';

const transportOf = async (address: string) => httpTransport(await tokenFor(address), new URL(address).origin);

describe.skipIf(process.platform === 'win32')('npm start -- --browser', () => {
  it('says in one line what it took, why, and the address', async () => {
    await using program = await startProgram();
    expect(program.lines[0]).toMatch(
      /^Redthread runs in the browser, because --browser was given\. Its address: http:\/\/127\.0\.0\.1:\d+\/#once=[\w-]{43}$/,
    );
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'locks the vault and leaves no process behind on %s',
    async (signal) => {
      await using program = await startProgram();
      const transport = await transportOf(program.address);
      const heard: string[] = [];
      transport.listen((event) => heard.push(event === null ? 'ended' : event.event));
      expect(await transport.call('vault.create', { name: 'v', passphrase: PASSPHRASE })).toMatchObject({ ok: true });
      const folder = join(program.home, 'vaults', 'v.redthread');
      expect(readdirSync(folder)).toContain('vault.holder');
      const processes = below(program.process.pid ?? 0);
      const ended = new Promise((resolve) => program.process.once('exit', resolve));
      program.process.kill(signal);
      expect(await ended).toBe(0);
      expect(readdirSync(folder)).not.toContain('vault.holder');
      expect(processes.filter(runs)).toEqual([]);
      await expect.poll(() => heard.at(-1)).toBe('ended');
      expect(heard).toContain('opened');
    },
  );

  it('ends when the one who started it is gone', async () => {
    await using program = await startProgram([], { throughShell: true });
    const [inner] = below(program.process.pid ?? 0);
    expect(inner).toBeGreaterThan(0);
    program.process.kill('SIGKILL');
    await expect.poll(() => runs(inner ?? 0), { timeout: 10_000 }).toBe(false);
  });

  it('lists a vault named with --vault, and refuses a folder that is none', async () => {
    await using maker = await startProgram();
    const made = await transportOf(maker.address);
    await made.call('vault.create', { name: 'elsewhere', passphrase: PASSPHRASE });
    await made.call('vault.lock', {});
    await using program = await startProgram(['--vault', join(maker.home, 'vaults', 'elsewhere.redthread')]);
    expect(await (await transportOf(program.address)).call('vault.list', {})).toMatchObject({
      value: { vaults: [{ name: 'elsewhere', present: true, lastOpenedAt: null }] },
    });
    mkdirSync(join(maker.home, 'none'));
    writeFileSync(join(maker.home, 'none', 'x'), '');
    await expect(startProgram(['--vault', join(maker.home, 'none')])).rejects.toThrow(
      /ended with 1 .*"none" is not a vault/,
    );
  });
});
