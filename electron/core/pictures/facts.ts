import { MOST_FACTS, type PictureFacts } from '../../../shared/contract/pictures.ts';
import { GROUPS, type Line, type Reader } from './fact-groups.ts';
import { shortened, wordsOf } from './fact-words.ts';
import { positionOf } from './position.ts';

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
