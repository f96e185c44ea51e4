/**
 * What a picture's container says of itself, told from its structure alone; nothing is decoded. Each is null or plain where
 * the bytes are malformed: the decoder then has the word.
 */

const PNG = '\x89PNG\r\n\x1a\n';
const startOf = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, 12)).toString('latin1');
const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * Whether a file ends before its picture does, as one that was cut off while it was sent or recovered: a JPEG without its EOI
 * marker (ITU-T T.81, B.1.1.3), a PNG without its IEND chunk, a WebP shorter than its RIFF header says.
 * @returns the reason as a sentence; null when nothing is missing, or it is none of these
 */
export function incompleteness(bytes: Uint8Array): string | null {
  const start = startOf(bytes);
  if (start.startsWith('\xff\xd8')) return endsAtMarker(bytes) ? null : said('its end marker (EOI) is missing');
  if (start.startsWith(PNG)) return pngEnds(bytes) ? null : said('its last chunk (IEND) is missing');
  if (/^RIFF....WEBP/s.test(start)) {
    const claimed = viewOf(bytes).getUint32(4, true) + 8;
    return claimed <= bytes.length ? null : said(`it says it has ${claimed} bytes and has ${bytes.length}`);
  }
  return null;
}

const said = (why: string): string =>
  `The picture is incomplete: the file ends before the picture does (${why}). What is missing is left blank or grey where it is shown.`;

/** Walks the segments of a JPEG and, within scans, from marker to marker. */
function endsAtMarker(bytes: Uint8Array): boolean {
  let inScan = false;
  for (let at = 2; at + 1 < bytes.length; ) {
    const code = bytes[at + 1] as number;
    if (bytes[at] !== 0xff) {
      if (!inScan) return true; // not a marker where one belongs: damaged, but not shown to be cut off
      at = bytes.indexOf(0xff, at);
      if (at < 0) return false;
    } else if (code === 0xff)
      at++; // fill bytes may come before a marker
    else if (code === 0x00 || code === 0x01 || (code >= 0xd0 && code <= 0xd7)) at += 2;
    else if (code === 0xd9) return true;
    else {
      if (at + 3 >= bytes.length) return false;
      inScan = code === 0xda;
      at += 2 + (((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number));
    }
  }
  return false;
}

function* pngChunks(bytes: Uint8Array): IterableIterator<{ readonly type: string; readonly data: Uint8Array }> {
  const view = viewOf(bytes);
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    if (at + 12 + length > bytes.length) return;
    const type = Buffer.from(bytes.subarray(at + 4, at + 8)).toString('latin1');
    yield { type, data: bytes.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}

function pngEnds(bytes: Uint8Array): boolean {
  for (const { type } of pngChunks(bytes)) if (type === 'IEND') return true;
  return false;
}

/** How a PNG is to be turned, by its eXIf chunk (PNG 3rd edition, 11.3.2.2; Exif 2.3, tag 0x0112): 1 to 8, 1 for upright. */
export function pngOrientation(bytes: Uint8Array): number {
  if (!startOf(bytes).startsWith(PNG)) return 1;
  for (const { type, data } of pngChunks(bytes)) if (type === 'eXIf') return tiffOrientation(data);
  return 1;
}

function tiffOrientation(data: Uint8Array): number {
  const order = Buffer.from(data.subarray(0, 2)).toString('latin1');
  if (data.length < 10 || (order !== 'II' && order !== 'MM')) return 1;
  const little = order === 'II';
  const view = viewOf(data);
  const directory = view.getUint32(4, little);
  if (directory + 2 > data.length) return 1;
  for (let entry = 0; entry < view.getUint16(directory, little); entry++) {
    const at = directory + 2 + 12 * entry;
    if (at + 12 > data.length) return 1;
    if (view.getUint16(at, little) !== 0x0112) continue;
    const value = view.getUint16(at + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** Where the pixels of a picture of that size go for each orientation, as a canvas takes a transformation. */
export function uprightMatrix(
  orientation: number,
  width: number,
  height: number,
): readonly [number, number, number, number, number, number] {
  switch (orientation) {
    case 2:
      return [-1, 0, 0, 1, width, 0];
    case 3:
      return [-1, 0, 0, -1, width, height];
    case 4:
      return [1, 0, 0, -1, 0, height];
    case 5:
      return [0, 1, 1, 0, 0, 0];
    case 6:
      return [0, 1, -1, 0, height, 0];
    case 7:
      return [0, -1, -1, 0, height, width];
    case 8:
      return [0, -1, 1, 0, 0, width];
    default:
      return [1, 0, 0, 1, 0, 0];
  }
}
