import { LONGEST_FACT } from '../../../shared/contract/pictures.ts';

/** Control characters, and those that turn the reading direction round, as visible escapes: a value must not disguise itself. */
const printable = (text: string): string =>
  text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** A value as the parser gives it, in words; empty when it says nothing. */
export function wordsOf(value: unknown, depth = 0): string {
  if (value === null || value === undefined || depth > 4) return '';
  if (typeof value === 'string') return tidy(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(Number(value.toPrecision(8))) : '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value instanceof Uint8Array) return bytesInWords(value);
  if (ArrayBuffer.isView(value)) return wordsOf([...(value as unknown as Iterable<number>)], depth);
  if (Array.isArray(value)) return shortened(each(value, depth).join(value.some(isObject) ? '\n' : ', '));
  if (!isObject(value)) return '';
  const { lang: _lang, parseType: _parseType, stRef: _stRef, ...parts } = value; // XMP's grammar, not its content
  if (Object.keys(parts).length === 1 && 'value' in parts) return wordsOf(parts['value'], depth + 1); // a text in one language
  const named = Object.entries(parts).map(([name, part]) => [name, wordsOf(part, depth + 1)] as const);
  return shortened(
    named
      .filter(([, part]) => part !== '')
      .map(([name, part]) => `${printable(name)} ${part}`)
      .join('; '),
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

const MOST_ITEMS = 200;
function each(values: readonly unknown[], depth: number): string[] {
  const words = values.slice(0, MOST_ITEMS).map((value) => wordsOf(value, depth + 1));
  return values.length > MOST_ITEMS ? [...words, `… ${values.length - MOST_ITEMS} more`] : words;
}

const tidy = (text: string): string => shortened(printable(text.replace(/\0+$/, '').trim()).toWellFormed());

/** Values of more than 2,000 characters are cut, and say so. */
export function shortened(text: string): string {
  const note = ` … cut; ${text.length} characters in all`;
  return text.length <= LONGEST_FACT ? text : text.slice(0, LONGEST_FACT - note.length).toWellFormed() + note;
}

const MOST_HEX = 32;
function bytesInWords(bytes: Uint8Array): string {
  if (bytes.every((byte) => byte >= 0x20 && byte < 0x7f)) return tidy(Buffer.from(bytes).toString('latin1'));
  return bytes.length <= MOST_HEX ? `bytes ${Buffer.from(bytes).toString('hex')}` : `${bytes.length} bytes`;
}

/** Windows' own tags (XPTitle …) are UTF-16. */
export const windowsText = (value: unknown): string =>
  value instanceof Uint8Array ? tidy(new TextDecoder('utf-16le').decode(value)) : wordsOf(value);

/** A user comment begins with eight bytes that name its encoding (EXIF 2.32, 4.6.5). */
export function userComment(value: unknown): string {
  if (!(value instanceof Uint8Array) || value.length < 8) return wordsOf(value);
  const encoding = Buffer.from(value.subarray(0, 8)).toString('latin1');
  const text = value.subarray(8);
  if (encoding.startsWith('UNICODE')) {
    const big = text.length > 1 && text[0] === 0;
    return tidy(new TextDecoder(big ? 'utf-16be' : 'utf-16le').decode(text));
  }
  return tidy(new TextDecoder('utf-8').decode(text));
}

/** "2008:10:22 16:28:39" with its fraction and offset, as ISO 8601 writes it; a missing offset is said to be missing. */
export function timeWords(value: unknown, fraction: unknown, offset: unknown): string {
  const text = wordsOf(value);
  const found = /^(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d:\d\d:\d\d)$/.exec(text);
  if (!found) return text;
  const [, year, month, day, time] = found;
  const part = wordsOf(fraction);
  const zone = wordsOf(offset);
  return `${year}-${month}-${day} ${time}${/^\d+$/.test(part) ? `.${part}` : ''} ${zone || '(no offset from UTC given)'}`;
}

export function exposureWords(value: unknown): string {
  if (typeof value !== 'number' || !(value > 0)) return wordsOf(value);
  return value >= 0.3 ? `${wordsOf(value)} s` : `1/${Math.round(1 / value)} s`;
}

/** One thing to say: its name, and where it is found: `block.tag`, the first that says something. */
export type Line = readonly [name: string, tags: readonly string[], words?: (value: unknown, from: Reader) => string];
export type Reader = (tag: string) => unknown;

const time =
  (fraction: string, offset: string) =>
  (value: unknown, from: Reader): string =>
    timeWords(value, from(fraction), from(offset));
const unit = (text: string) => (value: unknown) => (wordsOf(value) === '' ? '' : `${wordsOf(value)} ${text}`);

/** What is told of a picture, in the order a reader asks for it. */
export const GROUPS: readonly (readonly [title: string, lines: readonly Line[]])[] = [
  [
    'Camera',
    [
      ['Made by', ['ifd0.Make']],
      ['Model', ['ifd0.Model']],
      ['Serial number', ['exif.SerialNumber', 'exif.BodySerialNumber', 'aux.SerialNumber']],
      ['Lens', ['exif.LensModel', 'exif.LensInfo', 'aux.Lens']],
      ['Lens made by', ['exif.LensMake']],
      ['Lens serial number', ['exif.LensSerialNumber', 'aux.LensSerialNumber']],
      ['Owner', ['exif.CameraOwnerName', 'exif.OwnerName', 'aux.OwnerName']],
      ['Picture id', ['exif.ImageUniqueID']],
    ],
  ],
  [
    'Times',
    [
      ['Taken', ['exif.DateTimeOriginal'], time('exif.SubSecTimeOriginal', 'exif.OffsetTimeOriginal')],
      ['Digitised', ['exif.CreateDate'], time('exif.SubSecTimeDigitized', 'exif.OffsetTimeDigitized')],
      ['File changed', ['ifd0.ModifyDate'], time('exif.SubSecTime', 'exif.OffsetTime')],
      ['Satellite date, UTC', ['gps.GPSDateStamp'], (value) => wordsOf(value).replaceAll(':', '-')],
      ['Satellite time, UTC', ['gps.GPSTimeStamp'], clockWords],
      ['Created, as XMP says', ['xmp.CreateDate', 'xap.CreateDate']],
      ['Changed, as XMP says', ['xmp.ModifyDate', 'xap.ModifyDate']],
      ['Metadata changed', ['xmp.MetadataDate', 'xap.MetadataDate']],
      ['Date, as the caption says', ['photoshop.DateCreated', 'iptc.DateCreated']],
    ],
  ],
  [
    'Place',
    [
      ['Altitude', ['gps.GPSAltitude'], altitudeWords],
      ['Direction of view', ['gps.GPSImgDirection'], unit('degrees')],
      ['Speed', ['gps.GPSSpeed'], (value, from) => `${wordsOf(value)} ${wordsOf(from('gps.GPSSpeedRef'))}`.trim()],
      ['Horizontal error', ['gps.GPSHPositioningError'], unit('m')],
      ['Datum', ['gps.GPSMapDatum']],
      ['Found by', ['gps.GPSProcessingMethod'], userComment],
      ['Place', ['photoshop.City', 'iptc.City']],
      ['Sublocation', ['Iptc4xmpCore.Location', 'iptc.SubLocation']],
      ['State', ['photoshop.State', 'iptc.State']],
      ['Country', ['photoshop.Country', 'iptc.Country']],
    ],
  ],
  [
    'Software and history',
    [
      ['Software', ['ifd0.Software']],
      ['Made with', ['xmp.CreatorTool', 'xap.CreatorTool']],
      ['Processed with', ['ifd0.ProcessingSoftware']],
      ['Host computer', ['ifd0.HostComputer']],
      ['Kind of source', ['Iptc4xmpExt.DigitalSourceType']],
      ['Document id', ['xmpMM.DocumentID', 'xapMM.DocumentID']],
      ['Original document id', ['xmpMM.OriginalDocumentID']],
      ['Instance id', ['xmpMM.InstanceID', 'xapMM.InstanceID']],
      ['Derived from', ['xmpMM.DerivedFrom', 'xapMM.DerivedFrom']],
      ['History', ['xmpMM.History', 'xapMM.History']],
    ],
  ],
  [
    'Words',
    [
      ['Title', ['dc.title', 'iptc.ObjectName']],
      ['Title, Windows', ['ifd0.XPTitle'], windowsText],
      ['Headline', ['photoshop.Headline', 'iptc.Headline']],
      ['Description', ['ifd0.ImageDescription', 'dc.description', 'iptc.Caption']],
      ['Comment', ['userComment.bytes', 'exif.UserComment'], userComment],
      ['Comment, Windows', ['ifd0.XPComment'], windowsText],
      ['Subject, Windows', ['ifd0.XPSubject'], windowsText],
      ['Keywords', ['dc.subject', 'iptc.Keywords']],
      ['Keywords, Windows', ['ifd0.XPKeywords'], windowsText],
      ['Author', ['ifd0.Artist', 'dc.creator', 'iptc.Byline']],
      ['Author, Windows', ['ifd0.XPAuthor'], windowsText],
      ['Credit', ['photoshop.Credit', 'iptc.Credit']],
      ['Source', ['photoshop.Source', 'iptc.Source']],
      ['Rights', ['ifd0.Copyright', 'dc.rights', 'iptc.CopyrightNotice']],
    ],
  ],
  [
    'Exposure',
    [
      ['Exposure time', ['exif.ExposureTime'], exposureWords],
      ['Aperture', ['exif.FNumber'], (value) => `f/${wordsOf(value)}`],
      ['Sensitivity (ISO)', ['exif.ISO']],
      ['Focal length', ['exif.FocalLength'], unit('mm')],
      ['Focal length in 35 mm terms', ['exif.FocalLengthIn35mmFormat'], unit('mm')],
      ['Flash', ['exif.Flash']],
      ['Programme', ['exif.ExposureProgram']],
      ['Orientation', ['ifd0.Orientation']],
      ['Width it claims', ['exif.ExifImageWidth', 'exif.PixelXDimension'], unit('pixels')],
      ['Height it claims', ['exif.ExifImageHeight', 'exif.PixelYDimension'], unit('pixels')],
    ],
  ],
];

function clockWords(value: unknown): string {
  if (!Array.isArray(value)) return wordsOf(value);
  const [hours, minutes, seconds] = value.map(Number);
  const two = (part = 0) => String(Math.trunc(part)).padStart(2, '0');
  return `${two(hours)}:${two(minutes)}:${two(seconds)}`;
}

function altitudeWords(value: unknown, from: Reader): string {
  const reference = from('gps.GPSAltitudeRef');
  const below = (reference instanceof Uint8Array ? reference[0] : reference) === 1;
  return wordsOf(value) === '' ? '' : `${wordsOf(value)} m ${below ? 'below' : 'above'} sea level`;
}
