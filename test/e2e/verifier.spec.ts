import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test as base, expect, type Page } from '@playwright/test';
import { violationsOf } from '../support/axe.ts';
import { type UnpackedBundle, unpackedBundle } from '../support/bundle.ts';

/** One page for all: each test opens a document of its own in it, and a window of the browser costs two seconds of a processor. */
const test = base.extend<object, { shared: Page }>({
  shared: [
    async ({ browser }, use) => {
      const page = await browser.newPage();
      await use(page);
      await page.close();
    },
    { scope: 'worker' },
  ],
  page: ({ shared }, use) => use(shared),
});

let whole: UnpackedBundle;
let part: UnpackedBundle;
test.beforeAll(async () => {
  part = await unpackedBundle('E-0003');
  whole = await part.of();
});
test.afterAll(() => whole[Symbol.dispose]());

let made = 0;
/** Opens the page out of the bundle itself, from disk, and picks the folder that it came in. */
async function verifyFolder(page: Page, of: UnpackedBundle, tamper: (folder: string) => void = () => {}) {
  const folder = of.unpack(`unpacked-${++made}`);
  tamper(folder);
  await page.goto(pathToFileURL(join(folder, 'verify.html')).href);
  await page.getByLabel('Choose the unpacked folder').setInputFiles(folder);
  return page.getByRole('region', { name: 'Verdict' });
}
const edit = (path: string, change: (text: string) => string) =>
  writeFileSync(path, change(readFileSync(path, 'utf8')));

test('a good bundle is intact, by folder and by tar, with the fingerprint of its vault', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const heard: string[] = [];
  page.on('console', (message) => heard.push(message.text()));
  const verdict = await verifyFolder(page, whole);
  await expect(verdict).toContainText('Intact');
  const [identity] = await whole.cli.json<{ fingerprint: string }>('call', 'vault.identity', ...whole.vault, '--json');
  await expect(page.locator('#fingerprint')).toHaveText(identity?.fingerprint ?? '');
  const files = page.getByRole('table', { name: 'Files' });
  await expect(files).toContainText('E-0003 Shared addresses');
  await expect(files).not.toContainText('altered');
  await expect(page.getByText('C-0001 Verified <case>')).toBeVisible();
  await page.getByLabel('Choose the tar file').setInputFiles(whole.tar);
  await expect(verdict).toContainText('Intact');
  expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
  expect(heard).toEqual([]);
});

test('a bundle of chosen exhibits is intact, and says which entries of the log are left out', async ({ page }) => {
  await expect(await verifyFolder(page, part)).toContainText('Intact');
  await expect(page.getByText('2 chosen exhibits')).toBeVisible(); // the query and the table that it was computed from
  await expect(page.getByText(/^Left out: 1/)).toBeVisible();
});

const TAMPERED: [what: string, tamper: (folder: string) => void, said: string[]][] = [
  [
    'an altered original',
    (folder) => edit(join(folder, 'originals', 'E-0001'), (text) => text.replace('008', '009')),
    ['1 fault', 'originals/E-0001', 'SHA-256 is not the one that was signed'],
  ],
  [
    'a missing original',
    (folder) => rmSync(join(folder, 'originals', 'E-0002')),
    ['1 fault', 'originals/E-0002 is missing'],
  ],
  [
    'an extra file',
    (folder) => writeFileSync(join(folder, 'originals', 'E-0009'), 'slipped in'),
    ['1 fault', 'originals/E-0009 is not of the bundle'],
  ],
  [
    'an altered manifest',
    (folder) => edit(join(folder, 'manifest.json'), (text) => text.replace('Verified', 'Falsified')),
    ['1 fault', 'does not carry a valid signature'],
  ],
  ['no signature', (folder) => rmSync(join(folder, 'manifest.sig')), ['manifest.sig is missing']],
  ['no manifest', (folder) => rmSync(join(folder, 'manifest.json')), ['manifest.json is missing']],
  [
    'an altered custody entry',
    (folder) => edit(join(folder, 'custody.jsonl'), (text) => text.replace('"evidence.import"', '"evidence.update"')),
    ['custody.jsonl was altered', 'no longer has its hash'],
  ],
  [
    'custody entries in another order',
    (folder) => edit(join(folder, 'custody.jsonl'), (text) => `${text.trimEnd().split('\n').reverse().join('\n')}\n`),
    ['custody.jsonl was altered', 'put in another order'],
  ],
];
for (const [what, tamper, said] of TAMPERED)
  test(`${what} is named`, async ({ page }) => {
    const verdict = await verifyFolder(page, whole, tamper);
    for (const words of said) await expect(verdict).toContainText(words);
    await expect(verdict).not.toContainText('Intact');
  });

test('a tar whose entries were moved, and one that was cut off, are named', async ({ page }) => {
  await page.goto(pathToFileURL(join(whole.unpack('moved'), 'verify.html')).href);
  const give = (buffer: Buffer) =>
    page.getByLabel('Choose the tar file').setInputFiles({ name: 'case.tar', mimeType: 'application/x-tar', buffer });
  const verdict = page.getByRole('region', { name: 'Verdict' });
  await give(swapped(whole.tarBytes, 'originals/E-0001', 'originals/E-0002'));
  await expect(verdict).toContainText('originals/E-0001 stands in another place');
  await give(whole.tarBytes.subarray(0, whole.tarBytes.length - 2048));
  await expect(verdict).toContainText('cut off');
  await give(Buffer.from('age-encryption.org/v1\n'.repeat(100)));
  await expect(verdict).toContainText('not a tar archive');
});

/** The archive with two entries in each other's place. */
function swapped(tar: Buffer, one: string, other: string): Buffer {
  const span = (name: string) => {
    let at = 0;
    for (;;) {
      const size = Number.parseInt(tar.toString('latin1', at + 124, at + 135), 8);
      const next = at + 512 + Math.ceil(size / 512) * 512;
      if (tar.toString('latin1', at, at + name.length) === name) return { at, next };
      at = next;
    }
  };
  const [a, b] = [span(one), span(other)].sort((x, y) => x.at - y.at) as [{ at: number; next: number }, never];
  const { at, next } = b as { at: number; next: number };
  const [before, first, between] = [tar.subarray(0, a.at), tar.subarray(a.at, a.next), tar.subarray(a.next, at)];
  return Buffer.concat([before, tar.subarray(at, next), between, first, tar.subarray(next)]);
}

test('the page says when the browser cannot check the signature', async ({ browser }) => {
  await using page = await browser.newPage(); // what is added to it stays
  await page.addInitScript(() => {
    const refuse = () => Promise.reject(new DOMException('no such algorithm', 'NotSupportedError'));
    Object.defineProperty(SubtleCrypto.prototype, 'importKey', { value: refuse });
  });
  const verdict = await verifyFolder(page, whole);
  await expect(verdict).toContainText('Not proven');
  await page.getByText('Check the signature with OpenSSL', { exact: true }).click();
  await expect(page.getByText('-rawin -in manifest.json')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`the page is accessible and fits any width, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await expect(await verifyFolder(page, whole)).toContainText('Intact');
    for (const width of [320, 768, 1366]) {
      await page.setViewportSize({ width, height: 800 });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect({ width, overflow }).toEqual({ width, overflow: 0 });
    }
    expect(await violationsOf(page)).toEqual([]);
  });
