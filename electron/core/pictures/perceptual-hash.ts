/**
 * A perceptual hash after PDQ: "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm", Facebook, 2019
 * (github.com/facebook/ThreatExchange, hashing/hashing.pdf). The picture is brought to 64 x 64 luminances whatever its
 * proportions, their discrete cosine transform is taken, and each of the 16 x 16 lowest frequencies without the constant
 * one gives a bit: above the median or not. Differs from PDQ in averaging over areas where PDQ uses tent filters, so that
 * hashes are not to be compared with those of other programs.
 */
export interface PerceptualHash {
  /** 32 bytes: 256 bits. */
  readonly hash: Uint8Array;
  /** The hash that the picture has when it is mirrored left to right. */
  readonly mirrored: Uint8Array;
  /** 0 to 100: how much there is to see in the picture. Hashes of empty ones say nothing. */
  readonly quality: number;
}

export const SIDE = 64;
const FREQUENCIES = 16;
export const HASH_BITS = FREQUENCIES * FREQUENCIES;
/**
 * Bits that may differ in pictures that "look alike". The paper takes up to 31 of 256 for the same picture; 48 also finds one
 * cut by 2 % on each side or marked in a corner (measured on 32 pictures: 24 to 62, mostly below 45). Unrelated pictures differ in about
 * 128 bits (780 pairs of made-up chats: 86 at the least); pages of one form with other figures in it do look alike.
 */
export const MOST_DISTANCE = 48;
/** PDQ recommends 50 for photographs; half of it keeps a chat with little on it, and still leaves out empty ones. */
export const LEAST_QUALITY = 25;

/** Row k holds the cosine of frequency k + 1 at each of the 64 places. */
const COSINES = Array.from({ length: FREQUENCIES }, (_, k) =>
  Float64Array.from(
    { length: SIDE },
    (_, n) => Math.sqrt(2 / SIDE) * Math.cos((Math.PI / (2 * SIDE)) * (k + 1) * (2 * n + 1)),
  ),
);

/** @param luminance 64 x 64 values from 0 to 255, row by row */
export function perceptualHash(luminance: ArrayLike<number>): PerceptualHash {
  const coefficients = transform(luminance);
  // Mirrored, a cosine of odd frequency changes its sign and one of even frequency stays.
  const flipped = coefficients.map((value, index) => ((index % FREQUENCIES) % 2 === 0 ? -value : value));
  return { hash: bits(coefficients), mirrored: bits(flipped), quality: quality(luminance) };
}

/** In how many of their 256 bits two hashes differ. */
export function hammingDistance(a: Uint8Array, b: Uint8Array): number {
  let distance = 0;
  for (let at = 0; at < a.length; at++) {
    let different = (a[at] as number) ^ (b[at] as number);
    for (; different !== 0; different &= different - 1) distance++;
  }
  return distance;
}

/**
 * The hashes of a picture turned by 90, 180 and 270 degrees, as it is and mirrored, told by the bits of its own: turned over its
 * diagonal, frequencies change places; mirrored, those of odd frequency change their sign, and with it their side of the median, which
 * lies near 0. @returns six, beside the hash itself and `mirrored`
 */
export function turnedHashes(hash: Uint8Array): Uint8Array[] {
  const across = new Uint8Array(HASH_BITS / 8);
  for (let index = 0; index < HASH_BITS; index++) {
    const [row, column] = [Math.floor(index / FREQUENCIES), index % FREQUENCIES];
    if (bitAt(hash, column * FREQUENCIES + row)) setBit(across, index);
  }
  return [flipped(hash, false, true), flipped(hash, true, true), ...BOTH_WAYS.map(([x, y]) => flipped(across, x, y))];
}
const BOTH_WAYS = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const;
const bitAt = (hash: Uint8Array, index: number): boolean => ((hash[index >> 3] as number) & (1 << (index & 7))) !== 0;
const setBit = (hash: Uint8Array, index: number): void => {
  hash[index >> 3] = (hash[index >> 3] as number) | (1 << (index & 7));
};
/** Of the picture mirrored left to right, top to bottom, or both. */
function flipped(hash: Uint8Array, leftRight: boolean, topBottom: boolean): Uint8Array {
  const result = new Uint8Array(hash.length);
  for (let index = 0; index < HASH_BITS; index++) {
    const changes =
      (leftRight && (index % FREQUENCIES) % 2 === 0) !== (topBottom && Math.floor(index / FREQUENCIES) % 2 === 0);
    if (bitAt(hash, index) !== changes) setBit(result, index);
  }
  return result;
}

/** Averages an RGBA picture of `scale` x 64 pixels a side to 64 x 64 luminances (ITU-R BT.601). */
export function luminances(rgba: ArrayLike<number>, scale: number): Float64Array {
  const result = new Float64Array(SIDE * SIDE);
  const width = SIDE * scale;
  for (let y = 0; y < width; y++) {
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x);
      const value = 0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0);
      const place = Math.floor(y / scale) * SIDE + Math.floor(x / scale);
      result[place] = (result[place] ?? 0) + value / (scale * scale);
    }
  }
  return result;
}

/** Cosines x luminance x transposed cosines: 16 x 16 coefficients, vertical frequency by row. */
function transform(luminance: ArrayLike<number>): Float64Array {
  const half = new Float64Array(FREQUENCIES * SIDE);
  for (const [k, cosines] of COSINES.entries()) {
    for (let x = 0; x < SIDE; x++) {
      let sum = 0;
      for (let y = 0; y < SIDE; y++) sum += (cosines[y] as number) * (luminance[y * SIDE + x] ?? 0);
      half[k * SIDE + x] = sum;
    }
  }
  const result = new Float64Array(HASH_BITS);
  for (let k = 0; k < FREQUENCIES; k++) {
    for (const [j, cosines] of COSINES.entries()) {
      let sum = 0;
      for (let x = 0; x < SIDE; x++) sum += (half[k * SIDE + x] as number) * (cosines[x] as number);
      result[k * FREQUENCIES + j] = sum;
    }
  }
  return result;
}

function bits(coefficients: Float64Array): Uint8Array {
  const sorted = coefficients.toSorted();
  const median = ((sorted[HASH_BITS / 2 - 1] as number) + (sorted[HASH_BITS / 2] as number)) / 2;
  const hash = new Uint8Array(HASH_BITS / 8);
  for (const [index, value] of coefficients.entries())
    if (value > median) hash[index >> 3] = (hash[index >> 3] as number) | (1 << (index & 7));
  return hash;
}

/** The sum of all steps between neighbours, in whole hundredths of the range, as PDQ scales it. */
function quality(luminance: ArrayLike<number>): number {
  const step = (from: number, to: number) =>
    Math.trunc(Math.abs((luminance[from] ?? 0) - (luminance[to] ?? 0)) * (100 / 255));
  let sum = 0;
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const at = y * SIDE + x;
      if (x + 1 < SIDE) sum += step(at, at + 1);
      if (y + 1 < SIDE) sum += step(at, at + SIDE);
    }
  }
  return Math.min(100, Math.floor(sum / 90));
}
