import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { newCase, openTestCore, PASSPHRASE, type TestCore } from '../../../support/core.ts';

const DATA = '../shared/data';
const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/readme|license/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

/** A PNG with a true header that claims any size, and almost no data. */
function claimedPng(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
const take = async (test: TestCore, caseId: Awaited<ReturnType<typeof newCase>>, name: string, bytes: Uint8Array) => {
  const { exhibitId } = await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, bytes) });
  return test.call('evidence.get', { exhibitId });
};

describe('pictures', () => {
  it('get a thumbnail and a rendition', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const canvas = createCanvas(1000, 500);
    canvas.getContext('2d').fillRect(0, 0, 500, 500);
    const exhibit = await take(test, caseId, 'shot.png', canvas.toBuffer('image/png'));
    expect(exhibit).toMatchObject({
      preview: 'image',
      previewProblem: null,
      width: 1000,
      height: 500,
      hasThumbnail: true,
    });
    const thumbnail = await test.call('evidence.content', { exhibitId: exhibit.id, variant: 'thumbnail' });
    const decoded = await loadImage(Buffer.from(thumbnail.bytes));
    expect([decoded.width, decoded.height]).toEqual([320, 160]);
    const picture = await test.call('evidence.content', { exhibitId: exhibit.id, variant: 'picture' });
    expect((await loadImage(Buffer.from(picture.bytes))).width).toBe(1000);
  });

  it('are drawn once for the editions and previews that show the same', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    await take(test, caseId, 'shot.png', createCanvas(1200, 700).toBuffer('image/png'));
    await test.run('report.print', { caseId, edition: 'legal' });
    const started: string[] = [];
    const { startProcess } = test.core;
    Object.assign(test.core, {
      startProcess: (entry: Parameters<typeof startProcess>[0]) => {
        started.push(entry);
        return startProcess(entry);
      },
    });
    await test.run('report.print', { caseId, edition: 'legal' });
    await test.run('report.previewPages', { caseId, edition: 'legal' });
    expect(started).toEqual(['pdf', 'pdf']);
  });

  it('that are bombs or broken are kept, with the reason why they cannot be shown', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const bomb = await take(test, caseId, 'bomb.png', claimedPng(3_000_000, 2_000_000));
    expect(bomb).toMatchObject({
      preview: 'image',
      hasThumbnail: false,
      previewProblem: expect.stringMatching(/^cannot be previewed: .*3000000 x 2000000/),
    });
    // Its header is within the limit; the pixels that follow are cut off after the first few.
    const whole = createCanvas(640, 480).toBuffer('image/png');
    const headless = await take(test, caseId, 'broken.png', whole.subarray(0, 30));
    expect(headless.previewProblem).toMatch(/^cannot be previewed: /);
    const noise = await take(
      test,
      caseId,
      'noise.jpg',
      Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), randomBytes(5000)]),
    );
    expect(noise).toMatchObject({ mediaType: 'image/jpeg', hasThumbnail: false });
    expect(noise.previewProblem).toMatch(/^cannot be previewed: /);
    const picture = Buffer.from('49492a00080000000000', 'hex');
    expect(await take(test, caseId, 'scan.tif', picture)).toMatchObject({
      mediaType: 'image/tiff',
      previewProblem: expect.stringContaining('is not decoded by this program'),
    });
    await expect(test.call('evidence.content', { exhibitId: bomb.id, variant: 'picture' })).rejects.toMatchObject({
      code: 'unsupported',
    });
  });

  it('are decoded one by one, and a hostile one takes no other along', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const canvas = createCanvas(400, 300);
    const drawn = (shade: number) => {
      canvas.getContext('2d').fillStyle = `rgb(${shade} 0 0)`;
      canvas.getContext('2d').fillRect(0, 0, 400, 300);
      return canvas.toBuffer('image/png');
    };
    const files = [drawn(10), claimedPng(40_000, 40_000), drawn(20), claimedPng(9000, 9000), drawn(30)];
    const taken = await Promise.all(files.map((bytes, index) => take(test, caseId, `${index}.png`, bytes)));
    expect([0, 2, 4].map((index) => taken[index]?.hasThumbnail)).toEqual([true, true, true]);
    expect(taken[1]?.previewProblem).toContain('1600 megapixels');
  });

  it('leave nothing behind when the vault is locked while they are decoded', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const { jobId } = await test.call('evidence.import', {
      caseId,
      ticket: test.ticketForBytes('slow.png', createCanvas(9000, 9000).toBuffer('image/png')),
    });
    const before = performance.now();
    while (!test.core.jobs.get(jobId).progress?.done) await new Promise((resolve) => setTimeout(resolve, 1));
    await test.call('vault.lock', {});
    expect(performance.now() - before).toBeLessThan(10_000);
    const { vaults } = await test.call('vault.list', {});
    await test.call('vault.open', { vault: { ref: vaults[0]?.ref ?? '' }, passphrase: PASSPHRASE });
    expect(await test.call('evidence.list', { caseId })).toEqual([]);
    expect((await test.run('vault.verify', {})).faults).toEqual([]);
  });

  it.skipIf(!existsSync(DATA))('of every kind come in without a crash', { timeout: 120_000 }, async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const all = [...files(join(DATA, 'exif-samples')), ...files(join(DATA, 'image-rs'))];
    expect(all.length).toBeGreaterThan(40);
    let shown = 0;
    for (const path of all) {
      const exhibit = await take(test, caseId, basename(path), readFileSync(path));
      if (exhibit.hasThumbnail) shown++;
      else
        expect(exhibit.preview !== 'image' || exhibit.previewProblem?.startsWith('cannot be previewed: ')).toBe(true);
    }
    expect(shown / all.length).toBeGreaterThan(0.95);
  });

  it.skipIf(!existsSync(DATA))('are turned as their EXIF orientation says, in all 16 cases', async () => {
    await using test = await openTestCore();
    const caseId = await newCase(test);
    const cases = files(join(DATA, 'exif-samples')).filter((path) => /(landscape|portrait)_[1-8]\.jpg$/.test(path));
    expect(cases).toHaveLength(16);
    const upright = new Map<string, Uint8ClampedArray>();
    for (const path of cases.sort()) {
      const kind = basename(path).split('_')[0] as string;
      const exhibit = await take(test, caseId, basename(path), readFileSync(path));
      expect([exhibit.width, exhibit.height]).toEqual(kind === 'landscape' ? [600, 450] : [450, 600]);
      const { bytes } = await test.call('evidence.content', { exhibitId: exhibit.id, variant: 'thumbnail' });
      const image = await loadImage(Buffer.from(bytes));
      const small = createCanvas(12, 12);
      small.getContext('2d').drawImage(image, 0, 0, 12, 12);
      const pixels = small.getContext('2d').getImageData(0, 0, 12, 12).data;
      const first = upright.get(kind);
      if (!first) upright.set(kind, pixels);
      else {
        const difference =
          pixels.reduce((sum, value, index) => sum + Math.abs(value - (first[index] as number)), 0) / pixels.length;
        expect(difference, path).toBeLessThan(20); // of 255; the first of each is 13 to 15 brighter, a wrong turn gives more than 40
      }
    }
  });
});
