import { describe, expect, it } from 'vitest';
import { commands } from '../../shared/contract/commands.ts';
import { electronHost, loopbackHost, processHost } from './hosts.ts';
import { watchedHost } from './staleness.ts';
import { walk } from './walk.ts';

const hosts = {
  'the core in its process': processHost,
  'the loopback host': loopbackHost,
  "Electron's relay": electronHost,
};

describe.each(Object.entries(hosts))('every command of the contract through %s', (_name, open) => {
  it('replies what the contract promises', { timeout: 600_000 }, async () => {
    await using host = await open();
    const called = await walk(host);
    expect([...called].sort()).toEqual(Object.keys(commands).sort());
  });
});

describe('every command of the contract through the core itself', () => {
  it('replies what the contract promises, and tells the windows what they must read again', {
    timeout: 600_000,
  }, async () => {
    const missed: string[] = [];
    await using host = await watchedHost(missed);
    const called = await walk(host);
    expect([...called].sort()).toEqual(Object.keys(commands).sort());
    expect(missed).toEqual([]);
  });
});
