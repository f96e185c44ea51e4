import { MOST_FACTS, type PictureFacts } from '../../../shared/contract/pictures.ts';
import { GROUPS, type Line, type Reader, shortened, wordsOf } from './fact-groups.ts';

type Block = Readonly<Record<string, unknown>>;
type Fact = PictureFacts['groups'][number]['facts'][number];

/** Blocks and tags of no use to a reader: parts of other values, offsets, paddings, digests. */
const SILENT_BLOCKS = new Set(['ifd1', 'interop', 'makerNote', 'errors']);
const SILENT_TAGS =
  /^(Padding|NativeDigest|LegacyIPTCDigest|parseType|stRef|SubSecTime\w*|OffsetTime\w*|HasExtendedXMP|ApplicationRecordVersion|ComponentsConfiguration|latitude|longitude|GPSAltitudeRef|GPSSpeedRef|\w*Offsets?|ThumbnailLength|StripByteCounts|JPEGInterchangeFormat\w*)$/;
/** Told as the position; where they make none, as they stand. */
const POSITION_TAGS = /^GPS(Latitude|Longitude)(Ref)?$/;

/** @param raw what the parser found, block by block; values of any form. @throws never for malformed values */
export function factsOf(raw: unknown): PictureFacts {
  const blocks = blocksOf(raw);
  const read: Reader = (tag) => {
    const [block = '', key = ''] = tag.split('.');
    return blocks.get(block)?.[key];
  };
  const used = new Set<string>();
  const position = positionOf(blocks.get('gps') ?? {}, blocks.get('exif') ?? {});
  const told = (block: string, tag: string) =>
    used.has(`${block}.${tag}`) || SILENT_TAGS.test(tag) || (position !== null && POSITION_TAGS.test(tag));
  const groups = GROUPS.map(([title, lines]) => ({ title, facts: lines.flatMap((line) => factOf(line, read, used)) }));
  groups.push({ title: 'Everything else', facts: rest(blocks, told) });
  const all = groups.reduce((sum, { facts }) => sum + facts.length, 0);
  return {
    groups: limited(groups).filter(({ facts }) => facts.length > 0),
    position,
    leftOut: Math.max(0, all - MOST_FACTS),
    problem: null,
  };
}

function blocksOf(raw: unknown): Map<string, Block> {
  const blocks = new Map<string, Block>();
  if (typeof raw !== 'object' || raw === null) return blocks;
  for (const [name, value] of Object.entries(raw)) {
    if (value instanceof Uint8Array) blocks.set(name, { bytes: value });
    else if (typeof value === 'object' && value !== null && !Array.isArray(value)) blocks.set(name, value as Block);
  }
  return blocks;
}

function factOf([name, tags, words = (value) => wordsOf(value)]: Line, read: Reader, used: Set<string>): Fact[] {
  const said = tags.map((tag) => {
    used.add(tag);
    const value = read(tag);
    return value === undefined ? '' : shortened(words(value, read));
  });
  // Two places that say different things are both told: a difference between them is a trace.
  return [...new Set(said.filter((value) => value !== ''))].map((value) => ({ name, value }));
}

function rest(blocks: Map<string, Block>, told: (block: string, tag: string) => boolean): Fact[] {
  return [...blocks]
    .filter(([block]) => !SILENT_BLOCKS.has(block))
    .flatMap(([block, tags]) =>
      Object.entries(tags)
        .filter(([tag]) => !told(block, tag))
        .map(([tag, value]) => ({ name: wordsOf(`${block} ${tag}`).slice(0, 200), value: wordsOf(value) }))
        .filter(({ value }) => value !== ''),
    );
}

function limited(groups: PictureFacts['groups']): PictureFacts['groups'] {
  let left = MOST_FACTS;
  return groups.map(({ title, facts }) => {
    const kept = facts.slice(0, left);
    left -= kept.length;
    return { title, facts: kept };
  });
}

type Position = PictureFacts['position'];

/** Where the picture says it was taken: from the GPS tags, or else from XMP, which PNG and WebP files have alone. */
const positionOf = (gps: Block, exif: Block): Position =>
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
