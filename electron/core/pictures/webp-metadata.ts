/**
 * The EXIF and XMP chunks of a WebP file (developers.google.com/speed/webp/docs/riff_container), which the EXIF parser does not
 * open by itself. @returns null for what is not WebP
 */
export function webpMetadata(bytes: Uint8Array): { exif?: Uint8Array; xmp?: Uint8Array } | null {
  const four = (at: number) => Buffer.from(bytes.subarray(at, at + 4)).toString('latin1');
  if (bytes.length < 12 || four(0) !== 'RIFF' || four(8) !== 'WEBP') return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: { exif?: Uint8Array; xmp?: Uint8Array } = {};
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = view.getUint32(at + 4, true);
    const data = bytes.subarray(at + 8, at + 8 + size);
    if (four(at) === 'EXIF') found.exif = withoutPrefix(data);
    if (four(at) === 'XMP ') found.xmp = data;
    at += 8 + size + (size % 2);
  }
  return found;
}

/** Some writers keep the "Exif" of a JPEG segment in front of the TIFF header. */
const withoutPrefix = (data: Uint8Array): Uint8Array =>
  Buffer.from(data.subarray(0, 6)).toString('latin1') === 'Exif\0\0' ? data.subarray(6) : data;
