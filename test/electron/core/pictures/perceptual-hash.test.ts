import { type Canvas, createCanvas, type Image, loadImage } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import {
  HASH_BITS,
  hammingDistance,
  LEAST_QUALITY,
  luminances,
  MOST_DISTANCE,
  perceptualHash,
  SIDE,
  turnedHashes,
} from '../../../../electron/core/pictures/perceptual-hash.ts';
import { scene } from '../../../support/scene.ts';

const SCALE = 4;
function hashOf(picture: Canvas | Image) {
  const canvas = createCanvas(SIDE * SCALE, SIDE * SCALE);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, SIDE * SCALE, SIDE * SCALE);
  return perceptualHash(luminances(context.getImageData(0, 0, SIDE * SCALE, SIDE * SCALE).data, SCALE));
}
const redrawn = (from: Canvas, width: number, height: number, cut = 0, veil = ''): Canvas => {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  const [x, y] = [from.width * cut, from.height * cut];
  context.drawImage(from, x, y, from.width - 2 * x, from.height - 2 * y, 0, 0, width, height);
  context.fillStyle = veil || 'transparent';
  context.fillRect(0, 0, width, height);
  return canvas;
};

describe('the perceptual hash', () => {
  const scenes = Array.from({ length: 24 }, (_, seed) => scene(seed + 1));
  it('stays near when a picture is encoded anew, scaled, cut a little, or made lighter or darker', async () => {
    for (const [index, picture] of scenes.slice(0, 12).entries()) {
      const { hash, quality } = hashOf(picture);
      expect(quality).toBeGreaterThan(LEAST_QUALITY);
      const { width, height } = picture;
      const altered: Record<string, Canvas | Image> = {
        'JPEG at 40': await loadImage(await picture.encode('jpeg', 40)),
        'WebP at 50': await loadImage(await picture.encode('webp', 50)),
        'half the size': redrawn(picture, width / 2, height / 2),
        'a quarter of the size': redrawn(picture, width / 4, height / 4),
        'other proportions': redrawn(picture, width, height * 0.8),
        'cut by 1 % a side': redrawn(picture, width, height, 0.01),
        lighter: redrawn(picture, width, height, 0, 'rgba(255,255,255,0.25)'),
        darker: redrawn(picture, width, height, 0, 'rgba(0,0,0,0.25)'),
      };
      for (const [how, other] of Object.entries(altered)) {
        const distance = hammingDistance(hash, hashOf(other).hash);
        expect({ index, how, distance, near: distance <= MOST_DISTANCE }).toMatchObject({ near: true });
      }
    }
  });
  it('is far for different pictures', () => {
    const hashes = scenes.map((picture) => hashOf(picture).hash);
    const distances = hashes.flatMap((a, at) => hashes.slice(0, at).map((b) => hammingDistance(a, b)));
    expect(distances).toHaveLength(276);
    expect(Math.min(...distances)).toBeGreaterThan(MOST_DISTANCE);
    const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
    expect(Math.abs(mean - HASH_BITS / 2)).toBeLessThan(16);
  });
  it('knows its mirror image beforehand', () => {
    for (const picture of scenes.slice(0, 6)) {
      const mirror = createCanvas(picture.width, picture.height);
      const context = mirror.getContext('2d');
      context.translate(picture.width, 0);
      context.scale(-1, 1);
      context.drawImage(picture, 0, 0);
      const [own, other] = [hashOf(picture), hashOf(mirror)];
      expect(hammingDistance(own.mirrored, other.hash)).toBeLessThan(12);
      expect(hammingDistance(own.hash, other.hash)).toBeGreaterThan(MOST_DISTANCE);
    }
  });
  it('knows beforehand how it is when it is turned by right angles, mirrored or not', () => {
    for (const picture of scenes.slice(0, 6)) {
      const turned = turnedHashes(hashOf(picture).hash);
      for (const [quarters, mirror] of [
        [1, false],
        [2, false],
        [3, false],
        [1, true],
        [2, true],
        [3, true],
      ] as const) {
        const canvas = createCanvas(
          quarters === 2 ? picture.width : picture.height,
          quarters === 2 ? picture.height : picture.width,
        );
        const context = canvas.getContext('2d');
        context.translate(canvas.width / 2, canvas.height / 2);
        context.rotate((quarters * Math.PI) / 2);
        if (mirror) context.scale(-1, 1);
        context.drawImage(picture, -picture.width / 2, -picture.height / 2);
        const { hash } = hashOf(canvas);
        expect(Math.min(...turned.map((each) => hammingDistance(each, hash)))).toBeLessThan(MOST_DISTANCE / 2);
      }
    }
    const hashes = scenes.map((picture) => hashOf(picture).hash);
    const apart = hashes.flatMap((a, at) =>
      hashes.slice(0, at).flatMap((b) => turnedHashes(a).map((each) => hammingDistance(each, b))),
    );
    expect(Math.min(...apart)).toBeGreaterThan(MOST_DISTANCE);
  });
  it('says that there is nothing to see in an empty picture', () => {
    expect(perceptualHash(new Float64Array(SIDE * SIDE).fill(200)).quality).toBe(0);
    const gradient = Float64Array.from({ length: SIDE * SIDE }, (_, at) => (at % SIDE) * 2);
    expect(perceptualHash(gradient).quality).toBeLessThan(LEAST_QUALITY);
  });
  it('counts the bits that differ', () => {
    expect(hammingDistance(new Uint8Array(32), new Uint8Array(32).fill(0xff))).toBe(HASH_BITS);
    expect(hammingDistance(Uint8Array.of(0b1010), Uint8Array.of(0b0110))).toBe(2);
  });
});
