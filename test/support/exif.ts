/** Metadata blocks made by hand, so that every byte of them is known. */
type Entry = readonly [tag: number, value: string | number | readonly (readonly [number, number])[]];

export interface ExifTags {
  readonly ifd0?: readonly Entry[];
  readonly exif?: readonly Entry[];
  readonly gps?: readonly Entry[];
}

/** A TIFF structure, big-endian: texts as ASCII, numbers as SHORT, lists of pairs as RATIONAL. */
export function tiff({ ifd0 = [], exif = [], gps = [] }: ExifTags): Buffer {
  const sizes = [ifd0.length + 2, exif.length, gps.length].map((count) => 2 + 12 * count + 4);
  const [atExif, atGps] = [8 + (sizes[0] as number), 8 + (sizes[0] as number) + (sizes[1] as number)];
  const data: Buffer[] = [];
  let free = atGps + (sizes[2] as number);
  const keep = (bytes: Buffer): number => {
    data.push(bytes);
    free += bytes.length;
    return free - bytes.length;
  };
  const pointers: Entry[] = [
    [0x8769, atExif],
    [0x8825, atGps],
  ];
  const ifds = [[...ifd0, ...pointers], exif, gps].map((entries) => directory(entries, keep));
  const header = Buffer.from('4d4d002a00000008', 'hex');
  return Buffer.concat([header, ...ifds, ...data]);
}

function directory(entries: readonly Entry[], keep: (bytes: Buffer) => number): Buffer {
  const result = Buffer.alloc(2 + 12 * entries.length + 4);
  result.writeUInt16BE(entries.length, 0);
  for (const [index, [tag, value]] of entries.entries()) {
    const at = 2 + 12 * index;
    result.writeUInt16BE(tag, at);
    if (typeof value === 'number') {
      const long = value > 0xffff || tag === 0x8769 || tag === 0x8825;
      result.writeUInt16BE(long ? 4 : 3, at + 2);
      result.writeUInt32BE(1, at + 4);
      if (long) result.writeUInt32BE(value, at + 8);
      else result.writeUInt16BE(value, at + 8);
      continue;
    }
    const bytes = typeof value === 'string' ? Buffer.from(`${value}\0`, 'latin1') : rationals(value);
    result.writeUInt16BE(typeof value === 'string' ? 2 : 5, at + 2);
    result.writeUInt32BE(typeof value === 'string' ? bytes.length : value.length, at + 4);
    if (bytes.length <= 4) bytes.copy(result, at + 8);
    else result.writeUInt32BE(keep(bytes), at + 8);
  }
  return result;
}

function rationals(pairs: readonly (readonly [number, number])[]): Buffer {
  const bytes = Buffer.alloc(8 * pairs.length);
  for (const [index, [over, under]] of pairs.entries()) {
    bytes.writeUInt32BE(over, 8 * index);
    bytes.writeUInt32BE(under, 8 * index + 4);
  }
  return bytes;
}

/** A JPEG with a metadata block put in after its first marker. */
export function jpegWith(jpeg: Buffer, block: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), block]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

/** A WebP in its extended form with an EXIF chunk at its end. @param webp as an encoder makes it */
export function webpWith(webp: Buffer, block: Buffer, { width, height }: { width: number; height: number }): Buffer {
  const extended = Buffer.alloc(10);
  extended[0] = 0x08; // there is EXIF
  extended.writeUIntLE(width - 1, 4, 3);
  extended.writeUIntLE(height - 1, 7, 3);
  const simple = webp.subarray(12, 16).toString('latin1') !== 'VP8X';
  if (!simple) webp[20] = (webp[20] ?? 0) | 0x08;
  const parts = [...(simple ? [chunk('VP8X', extended)] : []), webp.subarray(12), chunk('EXIF', block)];
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...parts]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from('RIFF', 'latin1'), size, body]);
}

function chunk(name: string, data: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from(name, 'latin1'), size, data, Buffer.alloc(data.length % 2)]);
}
