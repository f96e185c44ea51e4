import type { PictureFacts } from '../../../shared/contract/pictures.ts';

type Position = PictureFacts['position'];
type Block = Readonly<Record<string, unknown>>;

/** Where the picture says it was taken: from the GPS tags, or else from XMP, which PNG and WebP files have alone. */
export const positionOf = (gps: Block, exif: Block): Position =>
  valid(
    fromTags(gps['GPSLatitude'], gps['GPSLatitudeRef'], 'NS'),
    fromTags(gps['GPSLongitude'], gps['GPSLongitudeRef'], 'EW'),
  ) ?? valid(fromXmp(exif['GPSLatitude'], 'NS'), fromXmp(exif['GPSLongitude'], 'EW'));

function valid(latitude: number | null, longitude: number | null): Position {
  if (latitude === null || longitude === null) return null;
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}

/** Degrees, minutes, seconds and a hemisphere, without which the number would be a guess (EXIF 2.32, 4.6.6). */
function fromTags(value: unknown, hemisphere: unknown, known: string): number | null {
  if (!Array.isArray(value) || value.length === 0 || value.length > 3) return null;
  const [degrees = 0, minutes = 0, seconds = 0] = value.map(Number);
  return signed(degrees + minutes / 60 + seconds / 3600, hemisphere, known);
}

/** "43,28.0469N" or "43,28,2N" (XMP specification part 2, GPSCoordinate). */
function fromXmp(value: unknown, known: string): number | null {
  const found = /^(\d{1,3}),(\d+(?:\.\d+)?)(?:,(\d+(?:\.\d+)?))?([NSEW])$/.exec(typeof value === 'string' ? value : '');
  if (!found) return null;
  const [, degrees, minutes, seconds = '0', hemisphere] = found;
  return signed(Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600, hemisphere, known);
}

function signed(value: number, hemisphere: unknown, known: string): number | null {
  const letter = typeof hemisphere === 'string' ? hemisphere.trim().charAt(0).toUpperCase() : '';
  if (!Number.isFinite(value) || letter === '' || !known.includes(letter)) return null;
  return letter === known.charAt(0) ? value : -value;
}
