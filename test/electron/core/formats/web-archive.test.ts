import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sniffMediaType } from '../../../../electron/core/formats/media-type.ts';
import type { Found, TableRecord } from '../../../../electron/core/formats/table.ts';
import { readMhtml, readWacz } from '../../../../electron/core/formats/web-archive.ts';
import { zipOf } from '../../../support/zip.ts';

const sha = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const cells = ({ tables }: Found, at: number) =>
  [...((tables[at]?.records() ?? []) as Iterable<TableRecord>)].map((record) => record.problem ?? record.cells);

const WARC = gzipSync('WARC/1.1\r\nWARC-Type: response\r\n\r\n');
const PAGES =
  '{"format":"json-pages-1.0","id":"pages"}\n{"url":"https://example.com/","ts":"2026-03-04T10:15:00Z","title":"A page"}\nnot json\n';
const CDX =
  'com,example)/ 20260304101500 {"url":"https://example.com/","mime":"text/html","status":"200","filename":"data.warc.gz"}\nx\n';

function wacz(change: (resources: { path: string; hash: string }[]) => void = () => {}): Uint8Array {
  const files: Record<string, Uint8Array> = {
    'archive/data.warc.gz': WARC,
    'pages/pages.jsonl': Buffer.from(PAGES),
    'indexes/index.cdx.gz': gzipSync(CDX),
  };
  const resources = Object.entries(files).map(([path, bytes]) => ({ path, hash: `sha256:${sha(bytes)}` }));
  change(resources);
  const stated = JSON.stringify({ profile: 'data-package', title: 'Shop', resources });
  const digest = JSON.stringify({ path: 'datapackage.json', hash: `sha256:${sha(stated)}` });
  return zipOf([
    ...Object.entries(files).map(([name, bytes]) => ({ name, bytes })),
    { name: 'datapackage.json', bytes: stated },
    { name: 'datapackage-digest.json', bytes: digest },
  ]);
}

describe('saved web pages', () => {
  it('holds the files of a WACZ against the hashes that it states, and lists its pages and captures', async () => {
    const bytes = wacz();
    expect(await sniffMediaType(bytes, 'shop.wacz')).toMatchObject({
      mediaType: 'application/wacz',
      preview: 'tables',
      typeWarning: null,
    });
    const found = await readWacz(bytes);
    expect(found.tables.map(({ part }) => part)).toEqual(['files', 'pages/pages.jsonl', 'indexes/index.cdx.gz']);
    expect(cells(found, 0)[0]).toEqual([
      'archive/data.warc.gz',
      String(WARC.length),
      sha(WARC),
      `sha256:${sha(WARC)}`,
      'same',
    ]);
    expect(found.notes).toContain('5 files have the SHA-256 that the archive states.');
    expect(cells(found, 1)).toEqual([
      ['https://example.com/', '2026-03-04T10:15:00Z', 'A page', null, null],
      'it is no JSON object',
    ]);
    expect(cells(found, 2)).toEqual([
      ['2026-03-04T10:15:00Z', 'https://example.com/', 'text/html', '200', null, null, null, 'data.warc.gz'],
      'it is no line of a CDXJ index',
    ]);
  });

  it('names what of a WACZ is not as it states', async () => {
    const found = await readWacz(
      wacz((resources) => {
        const [first] = resources;
        if (first) first.hash = `sha256:${'0'.repeat(64)}`;
        resources.push({ path: 'archive/gone.warc.gz', hash: `sha256:${'1'.repeat(64)}` });
      }),
    );
    expect(found.notes.join(' ')).toContain(
      'The archive is not as it states: archive/data.warc.gz has another SHA-256 than stated, archive/gone.warc.gz is stated and not there.',
    );
    expect(cells(found, 0).map((row) => row?.[4])).toEqual(['differs', 'same', 'same', 'same', 'same', 'missing']);
  });

  it('lists the parts of an MHTML file with their hashes, and holds those that it states against them', async () => {
    const body = '<html><img src="cid:a"></html>';
    const md5 = createHash('md5').update(body).digest('base64');
    const text = [
      ...['From: <Saved by Blink>', 'Snapshot-Content-Location: https://example.com/shop'],
      ...['Subject: Shop', 'Date: Wed, 4 Mar 2026 10:15:00 -0000', 'MIME-Version: 1.0'],
      ...['Content-Type: multipart/related;', '\ttype="text/html";', '\tboundary="----b"', '', ''],
      ...['------b', 'Content-Type: text/html', `Content-MD5: ${md5}`, 'Content-Transfer-Encoding: quoted-printable'],
      ...['Content-Location: https://example.com/shop', '', body.replaceAll('=', '=3D')],
      ...['------b', 'Content-Type: image/png', 'Content-Transfer-Encoding: base64', 'Content-ID: <a>'],
      ...['Content-Location: https://example.com/a.png', '', Buffer.from('PNG').toString('base64')],
      ...['------b--', ''],
    ].join('\r\n');
    expect(await sniffMediaType(Buffer.from(text), 'shop.mhtml')).toMatchObject({
      mediaType: 'application/x-mimearchive',
      typeWarning: null,
    });
    const found = readMhtml(Buffer.from(text));
    expect(cells(found, 0)).toEqual([
      ['https://example.com/shop', 'text/html', String(body.length), sha(body), null, `${md5} (same)`],
      ['https://example.com/a.png', 'image/png', '3', sha('PNG'), '<a>', null],
    ]);
    expect(found.tables[0]?.notes.slice(0, 2)).toEqual([
      'Saved from https://example.com/shop.',
      'Saved at Wed, 4 Mar 2026 10:15:00 -0000, by the clock of the computer that saved it.',
    ]);
  });
});
