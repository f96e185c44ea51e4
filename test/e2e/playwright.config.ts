import { defineConfig } from '@playwright/test';
import { browserFlags, needBrowser } from '../support/browser.ts';
import { keepTemporaryInMemory } from '../support/memory.ts';

keepTemporaryInMemory();

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../../test-results',
  workers: 2, // each waits for its host half of the time; a file's tests stay together, with a host and a home of their own
  timeout: 120_000,
  expect: { timeout: 20_000 }, // a loaded machine takes more than the five seconds that are usual
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  use: {
    launchOptions: { executablePath: needBrowser(), args: [...browserFlags] },
    viewport: { width: 1366, height: 768 },
    acceptDownloads: true,
    // Recording every test takes a third of its processor time: set REDTHREAD_TRACE to look into one that fails.
    screenshot: 'only-on-failure',
    trace: process.env['REDTHREAD_TRACE'] === undefined ? 'off' : 'retain-on-failure',
  },
});
