import { readFileSync } from 'node:fs';
import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { framesOf } from '../../../../electron/core/pictures/facts-reader.ts';
import type { CaseId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { tiff } from '../../../support/exif.ts';
import { hasSharedData, sharedData } from '../../../support/shared-data.ts';

async function take(test: TestCore, caseId: CaseId, name: string, bytes: Uint8Array) {
  const { exhibitId } = await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, bytes) });
  const facts = await test.call('evidence.exif', { exhibitId });
  return { ...(await test.call('evidence.get', { exhibitId })), facts };
}

/** A GIF of 2 x 1 pixels whose frames swap the two colours. */
function gif(frames: number): Buffer {
  const head = Buffer.from('47494638396102000100800000ff00000000ff', 'hex');
  const frame = (n: number) => Buffer.from(`21f904000a0000002c000000000200010000020244${n % 2 ? '0a' : '0c'}00`, 'hex');
  return Buffer.concat([head, ...Array.from({ length: frames }, (_, n) => frame(n)), Buffer.of(0x3b)]);
}

/** The start of an ISO base media file of a brand: what phones write as HEIC. */
const ofBrand = (brand: string): Buffer =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from(`ftyp${brand}\0\0\0\0mif1${brand}`, 'latin1'),
    Buffer.from([0, 0, 0, 8]),
    Buffer.from('mdat', 'latin1'),
  ]);

describe('kinds of pictures', () => {
  it('that are decoded come in with their type and a thumbnail', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const canvas = createCanvas(120, 80);
    canvas.getContext('2d').fillRect(10, 10, 50, 40);
    const files: [name: string, mediaType: string, bytes: Buffer][] = [
      ['a.png', 'image/png', canvas.toBuffer('image/png')],
      ['a.jpg', 'image/jpeg', canvas.toBuffer('image/jpeg')],
      ['a.webp', 'image/webp', canvas.toBuffer('image/webp')],
      ['a.avif', 'image/avif', canvas.toBuffer('image/avif')],
    ];
    for (const [name, mediaType, bytes] of files) {
      const { facts: _, ...exhibit } = await take(test, caseId, name, bytes);
      expect(exhibit, name).toMatchObject({
        mediaType,
        preview: 'image',
        previewProblem: null,
        typeWarning: null,
        hasThumbnail: true,
        width: 120,
        height: 80,
      });
    }
  });
  it('that are not decoded come in with their type and the reason', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const files: [name: string, mediaType: string, bytes: Buffer][] = [
      ['photo.heic', 'image/heic', ofBrand('heic')],
      ['burst.heic', 'image/heic-sequence', ofBrand('hevc')],
      ['scan.tiff', 'image/tiff', tiff({ ifd0: [[0x0100, 10]] })],
      ['layers.psd', 'image/vnd.adobe.photoshop', Buffer.from(`8BPS\0\x01${'\0'.repeat(40)}`, 'latin1')],
    ];
    for (const [name, mediaType, bytes] of files) {
      const exhibit = await take(test, caseId, name, bytes);
      expect(exhibit, name).toMatchObject({ mediaType, hasThumbnail: false, typeWarning: null });
      expect(exhibit.previewProblem ?? exhibit.preview, name).toMatch(/^(cannot be previewed: .+|none)$/);
    }
  });
  it('that move are shown by their first frame, and say so', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const still = await take(test, caseId, 'still.gif', gif(1));
    expect(still).toMatchObject({ mediaType: 'image/gif', previewProblem: null, hasThumbnail: true, width: 2 });
    expect(still.facts.groups).toEqual([]);
    const moving = await take(test, caseId, 'moving.gif', gif(3));
    expect(moving).toMatchObject({ mediaType: 'image/gif', previewProblem: null, hasThumbnail: true });
    expect(moving.facts.groups).toEqual([
      { title: 'Animation', facts: [{ name: 'Frames', value: '3; only the first is shown here' }] },
    ]);
  });
  it('are counted by their frames without an endless loop, whatever is cut off', () => {
    const whole = gif(5);
    expect(framesOf(whole)).toBe(5);
    for (let length = 0; length < whole.length; length++)
      expect(framesOf(whole.subarray(0, length))).toBeLessThanOrEqual(5);
    const png = createCanvas(4, 4).toBuffer('image/png');
    for (let length = 0; length < png.length; length++) expect(framesOf(png.subarray(0, length))).toBe(1);
    expect(framesOf(Buffer.from('RIFF\0\0\0\0WEBPANMF\0\0\0\0ANMF\0\0\0\0', 'latin1'))).toBe(2);
  });
  it('made of text are shown as the text they are', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>';
    const html = '<!doctype html><html><body onload="alert(1)"></body></html>';
    for (const [name, mediaType, text] of [
      ['drawing.svg', 'image/svg+xml', svg],
      ['drawing.png', 'image/svg+xml', svg],
      ['page.html', 'text/html', html],
      ['photo.jpg', 'text/html', html],
    ] as const) {
      const exhibit = await take(test, caseId, name, Buffer.from(`${text}<!-- ${name} -->`));
      expect(exhibit, name).toMatchObject({ mediaType, preview: 'text', hasThumbnail: false });
      expect(exhibit.typeWarning !== null, name).toBe(/png|jpg/.test(name));
      expect((await test.call('evidence.text', { exhibitId: exhibit.id })).text).toContain(text);
      for (const variant of ['picture', 'thumbnail'] as const)
        await expect(test.call('evidence.content', { exhibitId: exhibit.id, variant })).rejects.toThrow();
      const { mediaType: served } = await test.call('evidence.content', { exhibitId: exhibit.id, variant: 'original' });
      expect(served).toBe('application/octet-stream');
    }
  });
  it.skipIf(!hasSharedData('exif-samples', 'image-rs'))('are told apart in real files', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const heif = await take(test, caseId, 'a.heif', readFileSync(sharedData('exif-samples/heic/samplefilehub.heif')));
    expect(heif.mediaType).toMatch(/^image\/hei[cf]$/);
    expect(heif.previewProblem).toMatch(/^cannot be previewed: image\/hei[cf] is not decoded by this program/);
    const gifs = sharedData('image-rs/images/gif/anim/any-disposal.gif');
    const moving = await take(test, caseId, 'b.gif', readFileSync(gifs));
    expect(moving).toMatchObject({ mediaType: 'image/gif', hasThumbnail: true });
    expect(moving.facts.groups[0]?.title).toBe('Animation');
  });
});
