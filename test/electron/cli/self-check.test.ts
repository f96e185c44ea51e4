import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, expect, it } from 'vitest';
import { checkProgram, throwAwayHome } from '../../../electron/core/host/self-check.ts';
import { commandLine } from '../../support/command-line.ts';

const cli = commandLine();
afterAll(() => cli[Symbol.dispose]());
const homes = () => readdirSync(tmpdir()).filter((name) => name.startsWith('redthread-check-'));

it('lets every part work once, in a vault that is gone afterwards', async () => {
  const before = homes();
  const { code, out, err } = await cli.runWith({}, 'self-check', '--json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const { ok, parts, failed } = JSON.parse(out);
  expect({ ok, failed, parts: parts.map(({ part }: { part: string }) => part) }).toEqual({
    ok: true,
    failed: null,
    parts: ['core', 'vault', 'pictures', 'text in pictures', 'SQL', 'PDF', 'backup', 'verification'],
  });
  expect(homes()).toEqual(before);
});

it('names the part that does not work', async () => {
  using home = throwAwayHome();
  const ask = async (name: string) => {
    if (name === 'vault.create') throw new Error('the store cannot be loaded');
    return {};
  };
  const told: string[] = [];
  await expect(checkProgram({ ask } as never, home, ({ part }) => told.push(part))).rejects.toThrow(
    'vault: the store cannot be loaded',
  );
  expect(told).toEqual(['core']);
});
