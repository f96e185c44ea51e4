import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './longest-first.ts';
import { keepTemporaryInMemory } from './support/memory.ts';

keepTemporaryInMemory();

/** Files that put another module in the place of one of ours, which works only where nothing has loaded it yet. */
const REPLACING = ['test/electron/core/vault/migration-copy.test.ts', 'test/electron/core/formats/media-type.test.ts'];

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    globalSetup: ['test/support/build.ts'],
    testTimeout: 120_000, // on a loaded machine a test takes ten times as long; none is to fail by that alone
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } }, // a loaded machine takes more than the second that is usual
    pool: 'forks',
    // Each file waits for child processes and for timers a good part of its time.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'test',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/e2e/**', '**/node_modules/**', ...REPLACING],
          isolate: false, // loading the core anew for each file took half of the processor time of the small ones
        },
      },
      { extends: true, test: { name: 'apart', include: REPLACING, isolate: true } },
    ],
  },
});
