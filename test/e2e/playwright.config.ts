import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import { browserFlags, needBrowser } from '../support/browser.ts';
import { keepTemporaryInMemory } from '../support/memory.ts';

keepTemporaryInMemory();

/**
 * By the time that a file takes, the longest first, so that none of them begins last and keeps one worker busy while the other
 * has nothing to do. Files of a list begin in the order of their names.
 */
const LONG = [
  ['lock'],
  ['desk', 'exchange', 'host-desktop', 'host-ends'],
  ['board', 'facets', 'functions', 'main-job', 'profile', 'window'],
].map((names) => names.map((name) => `**/${name}.spec.ts`));

export default defineConfig({
  testDir: '.',
  projects: [
    ...LONG.map((testMatch, at) => ({ name: `long ${at + 1}`, testMatch })),
    { name: 'others', testMatch: '**/*.spec.ts', testIgnore: LONG.flat() },
  ],
  outputDir: '../../test-results',
  // More than cores make waits for one another look like faults; a file's tests stay together, with a host and a home of their own.
  workers: Math.min(4, availableParallelism()),
  timeout: 240_000, // on a loaded machine the longest take five times as long; none is to fail by that alone
  // On a machine that others use too a test may fail for its load. One that passes then is reported as flaky, never as passed.
  retries: 2,
  expect: { timeout: 20_000 }, // a loaded machine takes more than the five seconds that are usual
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  use: {
    actionTimeout: 40_000, // a click that waits for nothing is named, instead of the whole test
    launchOptions: { executablePath: needBrowser(), args: [...browserFlags] },
    viewport: { width: 1366, height: 768 },
    acceptDownloads: true,
    // Nothing is drawn sixty times a second on its way to where a test waits for it.
    contextOptions: { reducedMotion: 'reduce' },
    // Recording every test takes a third of its processor time: set REDTHREAD_TRACE to look into one that fails.
    screenshot: 'only-on-failure',
    trace: process.env['REDTHREAD_TRACE'] === undefined ? 'off' : 'retain-on-failure',
  },
});
