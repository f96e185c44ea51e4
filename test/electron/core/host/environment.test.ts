import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ChildEntry } from '../../../../electron/core/host/channel.ts';
import { childEnvironment } from '../../../../electron/core/host/environment.ts';
import { forkProcess } from '../../../../electron/core/host/fork.ts';

const ENTRIES: readonly ChildEntry[] = ['query', 'pdf', 'pictures', 'reader', 'proofreader', 'formats'];

describe('the environment of a child', () => {
  it('has what a program needs, no secret, and no fonts but the program’s own', () => {
    const env = { Path: 'C:\\', HOME: '/h', LC_ALL: 'C', TZ: 'UTC', REDTHREAD_PASSPHRASE: 'p', NODE_OPTIONS: '-r x' };
    expect(childEnvironment('core', env)).toEqual({
      Path: 'C:\\',
      HOME: '/h',
      LC_ALL: 'C',
      TZ: 'UTC',
      DISABLE_SYSTEM_FONTS_LOAD: '1',
      GLIBC_TUNABLES: 'glibc.malloc.mmap_threshold=250000:glibc.malloc.arena_max=2',
    });
    expect(childEnvironment('pdf', env)).not.toHaveProperty('GLIBC_TUNABLES');
  });

  it.skipIf(process.platform !== 'linux').each(ENTRIES)(
    'is so in the %s process, which writes no core dump either (Linux only)',
    async (entry) => {
      process.env['REDTHREAD_PASSPHRASE'] = 'never to be seen in a child';
      const child = forkProcess(entry);
      try {
        const pid = await child.pid;
        const read = (name: string): string => readFileSync(`/proc/${pid}/${name}`, 'utf8');
        // Once it runs: until then it is the shell that sets the limit.
        await expect.poll(() => read('coredump_filter').trim(), { timeout: 20_000 }).toBe('00000000');
        expect(read('environ')).toContain('PATH=');
        expect(read('environ')).toContain('DISABLE_SYSTEM_FONTS_LOAD=1');
        expect(read('environ')).not.toContain('REDTHREAD');
        expect(read('environ')).not.toContain('never to be seen');
        expect(read('limits')).toMatch(/Max core file size +0 +0 /);
      } finally {
        delete process.env['REDTHREAD_PASSPHRASE'];
        child.kill();
      }
    },
  );
});
