import { describe, expect, it } from 'vitest';
import { commands } from '../../shared/contract/commands.ts';
import { directHost, electronHost, loopbackHost, workerHost } from './hosts.ts';
import { walk } from './walk.ts';

const hosts = {
  'the core itself': directHost,
  'the core in its worker': workerHost,
  'the loopback host': loopbackHost,
  "Electron's relay": electronHost,
};

describe.each(Object.entries(hosts))('every command of the contract through %s', (_name, open) => {
  it('replies what the contract promises', { timeout: 180_000 }, async () => {
    await using host = await open();
    const called = await walk(host);
    expect([...called].sort()).toEqual(Object.keys(commands).sort());
  });
});
