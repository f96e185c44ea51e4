import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../../electron/core/pictures/facts.ts';
import type { PictureFacts } from '../../../../shared/contract/pictures.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { type ExifTags, jpegWith, tiff, webpWith } from '../../../support/exif.ts';
import { hasSharedData, sharedData } from '../../../support/shared-data.ts';

const PHONE: ExifTags = {
  ifd0: [
    [0x010f, 'Example Optics'],
    [0x0110, 'Pocket 7'],
    [0x0112, 1],
    [0x0131, 'Retouch 3.1'],
  ],
  exif: [
    [0x829a, [[1, 250]]],
    [0x9003, '2026:03:01 10:15:00'],
    [0x9011, '+02:00'],
    [0x9291, '42'],
  ],
  gps: [
    [0x0001, 'S'],
    [
      0x0002,
      [
        [33, 1],
        [51, 1],
        [3540, 100],
      ],
    ],
    [0x0003, 'E'],
    [
      0x0004,
      [
        [151, 1],
        [12, 1],
        [4000, 100],
      ],
    ],
  ],
};

function photo(): Buffer {
  const canvas = createCanvas(64, 48);
  canvas.getContext('2d').fillRect(8, 8, 30, 20);
  return canvas.toBuffer('image/jpeg');
}
const factIn = ({ groups }: PictureFacts, name: string) =>
  groups.flatMap(({ facts }) => facts).find((fact) => fact.name === name)?.value;

async function said(test: TestCore, name: string, bytes: Uint8Array) {
  const caseId = await newCase(test);
  const { exhibitId } = await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, bytes) });
  return { ...(await test.call('evidence.exif', { exhibitId })), exhibitId };
}

describe('what the file of a picture says of itself', () => {
  it('is read at import: camera, times with their offset, software, position', async () => {
    await using test = await openTestCore();
    const facts = await said(test, 'photo.jpg', jpegWith(photo(), tiff(PHONE)));
    expect(factIn(facts, 'Made by')).toBe('Example Optics');
    expect(factIn(facts, 'Model')).toBe('Pocket 7');
    expect(factIn(facts, 'Taken')).toBe('2026-03-01 10:15:00.42 +02:00');
    expect(factIn(facts, 'Exposure time')).toBe('1/250 s');
    expect(factIn(facts, 'Software')).toBe('Retouch 3.1');
    expect(facts.position?.latitude).toBeCloseTo(-33.85983, 5);
    expect(facts.position?.longitude).toBeCloseTo(151.21111, 5);
    expect([facts.problem, facts.leftOut]).toEqual([null, 0]);
    expect(facts.method).toContain('exifr');
  });
  it('is read from WebP, and from TIFF, which is not decoded', async () => {
    await using test = await openTestCore();
    const canvas = createCanvas(40, 30);
    canvas.getContext('2d').fillRect(0, 0, 20, 20);
    const webp = webpWith(canvas.toBuffer('image/webp'), tiff(PHONE), canvas);
    expect(factIn(await said(test, 'photo.webp', webp), 'Model')).toBe('Pocket 7');
    const facts = await said(test, 'scan.tif', tiff(PHONE));
    expect(factIn(facts, 'Model')).toBe('Pocket 7');
    expect(await test.call('evidence.get', { exhibitId: facts.exhibitId })).toMatchObject({
      mediaType: 'image/tiff',
      previewProblem: expect.stringMatching(/^cannot be previewed: image\/tiff/),
    });
  });
  it('goes with the bytes when the exhibit is removed', async () => {
    await using test = await openTestCore();
    const { exhibitId } = await said(test, 'photo.jpg', jpegWith(photo(), tiff(PHONE)));
    await test.call('evidence.remove', { exhibitId, reason: 'not ours' });
    expect(await test.call('evidence.exif', { exhibitId })).toMatchObject({ groups: [], position: null, method: null });
  });
  it('is no error where it is missing or malformed', async () => {
    await using test = await openTestCore();
    expect(await said(test, 'plain.jpg', photo())).toMatchObject({ groups: [], position: null, problem: null });
    expect(await said(test, 'note.txt', Buffer.from('words'))).toMatchObject({ groups: [], method: null });
    const block = tiff(PHONE);
    for (let at = 8; at < block.length; at += 7) {
      const hostile = Buffer.from(block);
      hostile.fill(0xff, at, at + 4); // counts, offsets and types that lead nowhere
      const facts = await said(test, `hostile-${at}.jpg`, jpegWith(photo(), hostile));
      expect(Array.isArray(facts.groups)).toBe(true);
    }
  });
  it('keeps a hemisphere that is not given from becoming a guess', () => {
    const gps = { GPSLatitude: [10, 0, 0], GPSLongitude: [20, 0, 0], GPSLatitudeRef: 'N', GPSLongitudeRef: 'E' };
    expect(factsOf({ gps }).position).toEqual({ latitude: 10, longitude: 20 });
    const { GPSLongitudeRef: _, ...half } = gps;
    const facts = factsOf({ gps: half });
    expect(facts.position).toBeNull();
    expect(factIn(facts, 'gps GPSLongitude')).toBe('20, 0, 0');
    expect(factsOf({ gps: { ...gps, GPSLatitude: [91, 0, 0] } }).position).toBeNull();
    const xmp = { GPSLatitude: '43,28.0469N', GPSLongitude: '11,53,6W' };
    expect(factsOf({ exif: xmp }).position?.latitude).toBeCloseTo(43.46745, 5);
    expect(factsOf({ exif: xmp }).position?.longitude).toBeCloseTo(-11.885, 5);
  });
  it('is limited, and says what it leaves out; nothing in it can disguise itself', () => {
    const many = Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`tag${n}`, n + 1]));
    expect(factsOf({ custom: many }).leftOut).toBe(100);
    const facts = factsOf({ ifd0: { Make: 'x'.repeat(5000), Software: 'exe\u202egpj\u0007' }, dc: { title: null } });
    expect(factIn(facts, 'Made by')).toMatch(/^x{1900,} … cut; 5000 characters in all$/);
    expect(factIn(facts, 'Software')).toBe('exe\\u202egpj\\u0007');
    expect(factsOf('nonsense')).toMatchObject({ groups: [], position: null });
  });
  it.skipIf(!hasSharedData('exif-samples'))('is found in real files of many makers', { timeout: 120_000 }, async () => {
    await using test = await openTestCore();
    const folder = sharedData('exif-samples/jpg/gps');
    for (const name of readdirSync(folder)) {
      const { position } = await said(test, name, readFileSync(join(folder, name)));
      expect(position?.latitude).toBeCloseTo(43.467, 2);
      expect(position?.longitude).toBeCloseTo(11.88, 1);
    }
    const nikon = await said(test, 'a.jpg', readFileSync(sharedData('exif-samples/jpg/Nikon_D70.jpg')));
    expect(factIn(nikon, 'Model')).toBe('NIKON D70');
    const edited = await said(test, 'b.jpg', readFileSync(sharedData('exif-samples/jpg/xmp/BlueSquare.jpg')));
    expect(factIn(edited, 'Made with')).toBe('Adobe Photoshop CS2 Macintosh');
    expect(factIn(edited, 'Created, as XMP says')).toBe('2005-09-07T15:07:40-07:00');
    const heif = await said(test, 'c.heif', readFileSync(sharedData('exif-samples/heic/samplefilehub.heif')));
    expect(factIn(heif, 'Orientation')).toBe('Horizontal (normal)');
  });
});
