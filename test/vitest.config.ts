import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/e2e/**', '**/node_modules/**'],
    globalSetup: ['test/support/build.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 20_000 } }, // a loaded machine takes more than the second that is usual
    pool: 'forks',
    isolate: false, // loading the core anew for each file took half of the processor time of the small ones
    maxWorkers: '100%', // each file waits for child processes much of its time
  },
});
