import { createRequire } from 'node:module';
import { type Canvas, createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { expect, type Page, test } from '@playwright/test';
import { ask } from '../support/ask.ts';
import { violationsOf } from '../support/axe.ts';
import { jpegWith, tiff } from '../support/exif.ts';
import { startProgram } from '../support/loopback.ts';
import { scene } from '../support/scene.ts';

const require = createRequire(import.meta.url);
GlobalFonts.registerFromPath(
  require.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  'Test Sans',
);

const profile = (): Buffer =>
  jpegWith(
    scene(7).toBuffer('image/jpeg'),
    tiff({
      ifd0: [
        [0x010f, 'Example Optics'],
        [0x0110, 'Pocket 7'],
        [0x0131, 'Retouch 3.1'],
      ],
      exif: [
        [0x9003, '2026:03:01 10:15:00'],
        [0x9011, '+02:00'],
      ],
      gps: [
        [1, 'N'],
        [
          2,
          [
            [48, 1],
            [12, 1],
            [3000, 100],
          ],
        ],
        [3, 'E'],
        [
          4,
          [
            [16, 1],
            [22, 1],
            [1200, 100],
          ],
        ],
      ],
    }),
  );

function chat(): Canvas {
  const canvas = createCanvas(760, 240);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, 760, 240);
  context.fillStyle = '#111';
  context.font = '28px "Test Sans"';
  context.fillText('Please send the deposit to', 40, 90);
  context.fillText('the second account before Friday', 40, 150);
  return canvas;
}

const RUNS = '<script>window.ran = true</script><img src="x" onerror="window.ran = true">';
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" onload="window.ran = true"><script>window.ran = true</script><text>drawn</text></svg>`;

const FILES = [
  { name: 'profile.jpg', mimeType: 'image/jpeg', buffer: profile() },
  { name: 'reused.webp', mimeType: 'image/webp', buffer: scene(7, 320, 240).toBuffer('image/webp', 60) },
  { name: 'chat.png', mimeType: 'image/png', buffer: chat().toBuffer('image/png') },
  { name: 'drawing.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(SVG) },
  { name: 'page.html', mimeType: 'text/html', buffer: Buffer.from(`<!doctype html><html><body>${RUNS}</body></html>`) },
];

/** A vault with an empty case, made by the page's own calls. */
async function emptyCase(page: Page): Promise<void> {
  await ask(page, 'vault.create', { name: 'v', passphrase: 'correct horse battery staple' });
  await ask(page, 'case.create', { title: 'Paper Harbour' });
}
const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) });

test('pictures say what they are, find those they look like, are read, and never run', async ({ page }) => {
  await using program = await startProgram();
  const heard: string[] = [];
  page.on('console', (message) => message.type() === 'error' && heard.push(message.text()));
  page.on('pageerror', (error) => heard.push(error.message));
  await page.goto(program.address);
  await expect(page.getByRole('button').first()).toBeVisible();
  await emptyCase(page);
  await page.getByText('Paper Harbour').first().click();
  await page.getByRole('navigation', { name: 'Screens of the case' }).getByRole('button', { name: 'Evidence' }).click();
  await page.getByLabel('Files to import').setInputFiles(FILES);
  const queue = page.getByRole('region', { name: 'Import' });
  await expect(queue.getByText('5 files imported').first()).toBeVisible();
  await queue.getByRole('button', { name: 'Show list' }).click();
  await expect(queue.getByText('similar to')).toHaveCount(1);

  await row(page, 'profile.jpg').click();
  await page.getByRole('tab', { name: 'Picture details · 1 similar' }).click();
  const said = page.getByRole('region', { name: 'Metadata in the file' });
  await expect(said.getByText('Pocket 7')).toBeVisible();
  await expect(said.getByText('2026-03-01 10:15:00 +02:00')).toBeVisible();
  await expect(said.getByText('48.208333, 16.370000')).toBeVisible();
  await expect(said.getByText(`48°12'30.0"N 16°22'12.0"E`)).toBeVisible();
  await expect(said.getByText('Anyone can change these values')).toBeVisible();
  await expect(said.getByRole('img', { name: /World map/ })).toBeVisible();
  await picture(page, 'alike');
  await said.getByText('Retouch 3.1').scrollIntoViewIfNeeded();
  await picture(page, 'facts');
  const alike = page.getByRole('region', { name: 'Similar pictures' });
  await expect(alike.getByText(/% similar/)).toBeVisible();
  const violations = await violationsOf(page);
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  await alike.getByRole('button', { name: 'Open E-0002' }).click();
  await expect(page.getByRole('region', { name: /^E-0002/ })).toBeVisible();

  await row(page, 'chat.png').click();
  await page.getByRole('button', { name: 'OCR text' }).click({ timeout: 60_000 });
  await expect(page.getByText(/second account before Friday/)).toBeVisible();
  await picture(page, 'text');

  for (const [name, text] of [
    ['drawing.svg', '<text>drawn</text>'],
    ['page.html', 'window.ran = true'],
  ] as const) {
    await row(page, name).click();
    await expect(page.getByText(text)).toBeVisible();
  }
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
  await page.getByRole('button', { name: 'Vault settings' }).click();
  await page.getByRole('tab', { name: 'Pictures' }).click();
  await picture(page, 'settings');
  await page.getByText('German').click();
  await expect(page.getByLabel('German')).toBeChecked();
  await expect(page.getByLabel('English')).toBeEnabled();
  expect(heard).toEqual([]);
});

/** For looking at: REDTHREAD_PICTURES names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['REDTHREAD_PICTURES'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}
