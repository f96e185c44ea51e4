import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import { ask, sampleCase } from '../support/ask.ts';
import { type StartedProgram, startProgram, tokenFor } from '../support/loopback.ts';

/** What the page complains about: refused styles and scripts among it. */
function complaints(page: Page): string[] {
  const heard: string[] = [];
  page.on('console', (message) => message.type() === 'error' && heard.push(message.text()));
  page.on('pageerror', (error) => heard.push(error.message));
  return heard;
}

// For the tests that do not end it. An address works once.
let shared: StartedProgram;
let used = '';
const address = async (): Promise<string> => {
  used = await shared.another(used);
  return used;
};
test.beforeAll(async () => {
  shared = await startProgram();
});
test.afterAll(() => shared[Symbol.asyncDispose]());

test('the key leaves the address bar, survives a reload, and the page breaks no policy', async ({ page }) => {
  const heard = complaints(page);
  const given = await address();
  await page.goto(given);
  await expect(page.getByRole('button').first()).toBeVisible();
  expect(page.url()).toBe(given.replace(/#.*/, ''));
  await page.reload();
  await expect(page.getByText('has no key')).toBeHidden();
  await expect(page.getByRole('button').first()).toBeVisible();
  expect(heard).toEqual([]);
});

test('no screen of the sample case breaks the policy', async ({ page }) => {
  await page.goto(await address());
  await expect(page.getByRole('button').first()).toBeVisible();
  await sampleCase(page);
  const heard = complaints(page);
  await page.getByText('Copper Lantern').first().click();
  const rail = page.getByRole('navigation', { name: 'Screens of the case' });
  for (const screen of ['Evidence', 'Data', 'Board', 'Findings', 'Report', 'Custody', 'Overview']) {
    const entry = rail.getByRole('button', { name: screen });
    await entry.click();
    await expect(entry).toHaveAttribute('aria-current', 'page');
    await page.waitForTimeout(1500); // pictures, grids and drawings come after the screen
  }
  expect(heard).toEqual([]);
});

test('a window without the key says what to do', async ({ page }) => {
  await page.goto(shared.address.replace(/#.*/, ''));
  await expect(page.getByText('This window has no key')).toBeVisible();
});

test('a window says when the program has ended', async ({ page }) => {
  await using program = await startProgram();
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await program.stop();
  await expect(page.getByText('The program has ended')).toBeVisible();
});

test('two windows hear the same events', async ({ page, context }) => {
  await using program = await startProgram();
  const other = await context.newPage();
  const opened = async (where: Page) => (await ask(where, 'vault.status', {})).state;
  const { address } = program;
  await page.goto(address);
  await other.goto(await program.another(address)); // each works once
  for (const each of [page, other]) await expect(each.getByRole('button').first()).toBeVisible(); // has its key
  expect(await opened(page)).toBe('closed');
  expect(await opened(other)).toBe('closed');
  await program.stop();
  await expect(page.getByText('The program has ended')).toBeVisible();
  await expect(other.getByText('The program has ended')).toBeVisible();
});

test('a page of another origin gets nothing, even with the key', async ({ page, context }) => {
  const given = await address();
  const { origin } = new URL(given);
  const key = await tokenFor(given);
  const answered: number[] = [];
  context.on('response', (response) => response.url().startsWith(origin) && answered.push(response.status()));
  const foreign = createServer((_request, response) => response.setHeader('Content-Type', 'text/html').end('<p>here'));
  await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
  try {
    await page.goto(`http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`);
    const outcomes = await page.evaluate(
      async ([target, token]) => {
        const ask = (mode: RequestMode, headers: HeadersInit) =>
          fetch(`${target}/call`, { method: 'POST', headers, mode, body: '{"name":"vault.status","input":{}}' }).then(
            (response) => response.type,
            () => 'refused',
          );
        const framed = new Promise<string>((resolve) => {
          const frame = document.createElement('iframe');
          frame.src = `${target}/#${token}`;
          frame.onload = () => resolve(String(frame.contentDocument?.body.innerHTML.includes('root') ?? false));
          document.body.append(frame);
        });
        return [await ask('cors', { Authorization: `Bearer ${token}` }), await ask('no-cors', {}), await framed];
      },
      [origin, key],
    );
    // An opaque answer tells the page nothing; the status says that there was nothing to tell.
    expect(outcomes).toEqual(['refused', 'refused', 'false']);
    expect(answered).not.toContain(200);
  } finally {
    foreign.closeAllConnections();
    foreign.close();
  }
});
