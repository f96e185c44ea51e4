import { exposureWords, timeWords, userComment, windowsText, wordsOf } from './fact-words.ts';

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
