import { crc32 } from 'node:zlib';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { incompleteness } from '../../../../electron/core/pictures/structure.ts';
import type { CaseId } from '../../../../shared/contract/values.ts';
import { newCase, openTestCore, type TestCore } from '../../../support/core.ts';
import { jpegWith, tiff } from '../../../support/exif.ts';

/** Four corners of four colours on noise, 90 by 60 pixels: no two ways to turn it look alike. */
function scene() {
  const canvas = createCanvas(90, 60);
  const context = canvas.getContext('2d');
  for (let y = 0; y < 60; y++)
    for (let x = 0; x < 90; x++) {
      context.fillStyle = `rgb(${(x * 37 + y * 91) % 256}, ${(x * y) % 256}, ${(x * 11) % 256})`;
      context.fillRect(x, y, 1, 1);
    }
  for (const [at, colour] of ['#f00', '#0f0', '#00f', '#ff0'].entries()) {
    context.fillStyle = colour;
    context.fillRect(at % 2 === 0 ? 0 : 60, at < 2 ? 0 : 40, 30, 20);
  }
  return canvas;
}

const orientation = (value: number): Buffer => tiff({ ifd0: [[0x0112, value]] });

function pngWith(png: Buffer, block: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from('eXIf', 'latin1'), block]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(block.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([png.subarray(0, 33), length, body, check, png.subarray(33)]);
}

let test: TestCore;
let caseId: CaseId;
beforeAll(async () => {
  test = await openTestCore();
  caseId = await newCase(test);
});
afterAll(() => test[Symbol.asyncDispose]());
async function take(name: string, bytes: Uint8Array) {
  const result = await test.run('evidence.import', { caseId, ticket: test.ticketForBytes(name, bytes) });
  return { result, exhibit: await test.call('evidence.get', { exhibitId: result.exhibitId }) };
}
const corners = async (exhibitId: string, variant: 'picture' | 'thumbnail') => {
  const { bytes } = await test.call('evidence.content', { exhibitId: exhibitId as never, variant });
  const image = await loadImage(Buffer.from(bytes));
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const at = (x: number, y: number) => {
    const [red = 0, green = 0, blue = 0] = context.getImageData(x, y, 1, 1).data;
    return [red, green, blue].map((part) => (part > 128 ? 'F' : '0')).join('');
  };
  const [right, bottom] = [image.width - 8, image.height - 8];
  return [at(8, 8), at(right, 8), at(8, bottom), at(right, bottom)].join(' ');
};

it('a PNG is turned as its eXIf chunk says, as a JPEG is: size, thumbnail, picture and hash', {
  timeout: 60_000,
}, async () => {
  const png = scene().toBuffer('image/png');
  const jpeg = scene().toBuffer('image/jpeg', 100);
  for (let value = 1; value <= 8; value++) {
    const asPng = await take(`${value}.png`, pngWith(png, orientation(value)));
    const asJpeg = await take(`${value}.jpg`, jpegWith(jpeg, orientation(value)));
    const size = value >= 5 ? { width: 60, height: 90 } : { width: 90, height: 60 };
    expect({ value, ...asPng.exhibit }).toMatchObject({ value, ...size });
    expect(asJpeg.exhibit).toMatchObject(size);
    for (const variant of ['picture', 'thumbnail'] as const)
      expect({ value, variant, is: await corners(asPng.exhibit.id, variant) }).toEqual({
        ...{ value, variant },
        is: await corners(asJpeg.exhibit.id, variant),
      });
    const { pictures } = await test.call('evidence.similar', { exhibitId: asPng.exhibit.id });
    expect(pictures.find(({ exhibit }) => exhibit === asJpeg.exhibit.label)?.distance ?? 256).toBeLessThan(20);
  }
});

it('a copy of a turned PNG is drawn on what is shown, and can be made again', async () => {
  const { exhibit } = await take('on-its-side.png', pngWith(scene().toBuffer('image/png'), orientation(6)));
  const copy = await test.run('copy.make', {
    exhibitId: exhibit.id,
    steps: [{ kind: 'redact', x: 0, y: 80, width: 60, height: 10, style: 'solid' }],
  });
  expect(copy).toMatchObject({ width: 60, height: 90 });
  expect(await test.run('vault.verify', {})).toMatchObject({ ok: true, faults: [] });
});

it('a JPEG that was cut off is said to be incomplete, at import and in its record', async () => {
  const jpeg = scene().toBuffer('image/jpeg', 90);
  const { result, exhibit } = await take('cut.jpg', jpeg.subarray(0, Math.floor(jpeg.length * 0.6)));
  expect(exhibit).toMatchObject({ previewProblem: null, hasThumbnail: true });
  expect(result.typeWarning).toContain('The picture is incomplete');
  expect(exhibit.typeWarning).toBe(result.typeWarning);
  const lying = await take('cut.png', jpeg.subarray(0, jpeg.length - 2));
  expect(lying.exhibit.typeWarning).toMatch(/png.*The picture is incomplete/s); // beside the warning that its name lies
});

it('what is whole is not said to be incomplete, whatever follows it or lies within', () => {
  const canvas = scene();
  const jpeg = canvas.toBuffer('image/jpeg', 80);
  const thumbnail = jpegWith(jpeg, Buffer.concat([orientation(1), jpeg]));
  const webp = canvas.toBuffer('image/webp', 80);
  const png = canvas.toBuffer('image/png');
  for (const whole of [jpeg, thumbnail, Buffer.concat([jpeg, Buffer.alloc(9)]), png, webp, Buffer.from('no picture')])
    expect(incompleteness(whole)).toBeNull();
  for (const kind of [jpeg, thumbnail, png, webp])
    for (const share of [0.3, 0.7, 0.99])
      expect({
        share,
        of: kind.length,
        said: incompleteness(kind.subarray(0, Math.floor(kind.length * share))),
      }).toEqual({
        ...{ share, of: kind.length },
        said: expect.stringContaining('incomplete'),
      });
});
