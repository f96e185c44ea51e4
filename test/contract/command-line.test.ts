import { describe, expect, it } from 'vitest';
import { commands } from '../../shared/contract/commands.ts';
import { commandLineHost } from './hosts.ts';
import { walk } from './walk.ts';

// A file of its own, so that it runs beside the others: each call opens the vault anew.
describe('every command of the contract through the command line', () => {
  it('replies what the contract promises', { timeout: 400_000 }, async () => {
    await using host = await commandLineHost();
    const called = await walk(host);
    expect([...called].sort()).toEqual(Object.keys(commands).sort());
  });
});
