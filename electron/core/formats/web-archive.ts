import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { counted } from '../../../shared/domain/counted.ts';
import { type Archive, label, openZip } from './archive.ts';
import { bytesOf, leavesOf } from './mail-raw.ts';
import { type Cell, type Found, firstOf, type Table, type TableRecord } from './table.ts';

/*
 * Saved web pages: WACZ 1.x (a zip of WARC files that states the hash of each of its files) and MHTML (RFC 2557). What they hold is
 * listed and held against the hashes that they state themselves; no page is run and nothing is fetched.
 */

const PACKAGE = 'datapackage.json';
const DIGEST = 'datapackage-digest.json';
/** A text within an archive that is read for its lines. */
const MOST_TEXT_BYTES = 256 << 20;

const Package = z.object({
  title: z.string().optional(),
  created: z.string().optional(),
  software: z.string().optional(),
  wacz_version: z.string().optional(),
  mainPageUrl: z.string().optional(),
  resources: z.array(z.object({ path: z.string(), hash: z.string().optional(), bytes: z.number().optional() })),
});
const Digest = z.object({ path: z.string(), hash: z.string(), signedData: z.unknown().optional() });

export async function readWacz(bytes: Uint8Array): Promise<Found> {
  const archive = await openZip(bytes);
  const hashes = new Map<string, { readonly bytes: number; readonly sha256: string; readonly problem: string }>();
  for (const [at, { name }] of archive.entries.entries()) hashes.set(name, await hashed(archive, at));
  const digest = parsed(Digest, await textOf(archive, DIGEST));
  const stated = parsed(Package, await textOf(archive, PACKAGE));
  const listed = new Map(
    (stated?.resources ?? []).map(({ path, hash, bytes: size }) => [path, { hash: hash ?? '', bytes: size ?? null }]),
  );
  if (digest) listed.set(digest.path, { hash: digest.hash, bytes: null });
  const names = [...new Set([...hashes.keys(), ...listed.keys()])];
  const files = names.map((name) => {
    const [held, said] = [hashes.get(name), listed.get(name)];
    return { name, held, said, verdict: verdictOf(name, held, said?.hash ?? null) };
  });
  const wrong = files.filter(
    ({ verdict }) => verdict === 'differs' || verdict === 'missing' || verdict === 'unreadable',
  );
  const equal = files.filter(({ verdict }) => verdict === 'same');
  const unlisted = files.filter(({ verdict }) => verdict === 'not stated');
  const told = [
    stated?.title && `Title of the archive: ${stated.title}.`,
    stated?.created &&
      `Created ${stated.created}${stated.software ? ` by ${stated.software}` : ''}, as it says itself.`,
    stated
      ? `${counted(equal.length, 'file has', 'files have')} the SHA-256 that the archive states.`
      : `There is no ${PACKAGE} that can be read: nothing says which hashes the files should have.`,
    stated && !digest && `There is no ${DIGEST}: the hash of ${PACKAGE} itself is stated nowhere.`,
    wrong.length > 0 &&
      `The archive is not as it states: ${firstOf(wrong.map(({ name, verdict }) => `${name} ${WORDS[verdict]}`))}.`,
    unlisted.length > 0 && `Stated for none: the hash of ${firstOf(unlisted.map(({ name }) => name))}.`,
    digest?.signedData !== undefined && 'The archive carries a signature, which is not checked here.',
  ].filter((part) => typeof part === 'string');
  const notes = [...told, 'What the pages hold lies in the WARC files of the archive; it is listed, not shown.'];
  const tables: Table[] = [
    table('files', 'files of a web archive (WACZ)', ['path', 'bytes', 'sha256', 'stated', 'verdict'], notes, () =>
      files.map(({ name, held, said, verdict }, at) =>
        row(at + 1, [
          name,
          held ? String(held.bytes) : null,
          held?.sha256 || null,
          said?.hash || null,
          verdict === 'unreadable' ? `unreadable: ${held?.problem ?? ''}` : verdict,
        ]),
      ),
    ),
  ];
  for (const [at, { name }] of archive.entries.entries()) {
    if (/^pages\/[^/]+\.jsonl$/.test(name)) {
      const text = await lines(archive, at);
      if (text !== null) tables.push(pagesOf(name, text));
    } else if (/^indexes\/[^/]+\.cdxj?(?:\.gz)?$/.test(name)) {
      const text = await lines(archive, at);
      if (text !== null) tables.push(capturesOf(name, text));
    }
  }
  return { tables, notes };
}

type Verdict = 'same' | 'differs' | 'missing' | 'not stated' | 'unreadable' | 'other hash';
const WORDS: Readonly<Record<Verdict, string>> = {
  same: 'is as stated',
  differs: 'has another SHA-256 than stated',
  missing: 'is stated and not there',
  'not stated': 'has no stated hash',
  unreadable: 'cannot be unpacked',
  'other hash': 'has a stated hash of a kind that is not computed here',
};

function verdictOf(
  name: string,
  held: { readonly sha256: string; readonly problem: string } | undefined,
  hash: string | null,
): Verdict {
  if (!held) return 'missing';
  if (held.problem !== '') return 'unreadable';
  if (hash === null || hash === '') return name === DIGEST ? 'same' : 'not stated';
  const [, kind = '', hex = ''] = /^(?:([a-z0-9]+):)?([0-9a-f]+)$/i.exec(hash) ?? [];
  if ((kind !== '' && kind.toLowerCase() !== 'sha256') || hex.length !== 64) return 'other hash';
  return hex.toLowerCase() === held.sha256 ? 'same' : 'differs';
}

async function hashed(archive: Archive, at: number): Promise<{ bytes: number; sha256: string; problem: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const problem = archive.entries[at]?.problem ?? '';
  if (problem !== '') return { bytes, sha256: '', problem };
  try {
    for await (const piece of archive.unpack(at)) {
      hash.update(piece);
      bytes += piece.length;
    }
  } catch (error) {
    return { bytes, sha256: '', problem: error instanceof Error ? error.message : 'it cannot be unpacked' };
  }
  return { bytes, sha256: hash.digest('hex'), problem: '' };
}

async function textOf(archive: Archive, name: string): Promise<string | null> {
  const at = archive.entries.findIndex((entry) => entry.name === name);
  return at < 0 ? null : lines(archive, at);
}

/** The text of an entry, unpacked where it is compressed within; null for one that is too long or damaged. */
async function lines(archive: Archive, at: number): Promise<string | null> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of archive.unpack(at)) {
      size += piece.length;
      if (size > MOST_TEXT_BYTES) return null;
      pieces.push(piece);
    }
    const bytes = Buffer.concat(pieces);
    const plain =
      bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, { maxOutputLength: MOST_TEXT_BYTES }) : bytes;
    return plain.toString('utf8');
  } catch {
    return null; // the list of files says that it cannot be unpacked
  }
}

function parsed<T>(schema: z.ZodType<T>, text: string | null): T | null {
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

const row = (line: number, cells: readonly Cell[], raw = ''): TableRecord => ({ cells, line, problem: null, raw });
const broken = (line: number, raw: string): TableRecord => ({ cells: [], line, problem: 'it is no JSON object', raw });
const table = (
  part: string,
  format: string,
  header: readonly string[],
  notes: readonly string[],
  records: () => Iterable<TableRecord>,
): Table => ({ part, format, header, width: header.length, notes, records });

function objectOf(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
const cellOf = (value: unknown): Cell =>
  value === undefined || value === null ? null : typeof value === 'string' ? value : JSON.stringify(value);

const PAGE = ['url', 'ts', 'title', 'id', 'text'] as const;
/** The list of pages: its first line is a header of its own. */
const pagesOf = (name: string, text: string): Table =>
  table(label(name), 'pages of a web archive (WACZ)', PAGE, [], function* () {
    for (const [at, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue;
      const page = objectOf(line);
      if (!page) yield broken(at + 1, line);
      else if (page['url'] !== undefined)
        yield row(
          at + 1,
          PAGE.map((key) => cellOf(page[key])),
          line,
        );
    }
  });

const CAPTURE = ['timestamp', 'url', 'mime', 'status', 'digest', 'length', 'offset', 'filename'] as const;
/** An index of captures (CDXJ): a key, a time as 14 digits, and what is known as JSON. */
const capturesOf = (name: string, text: string): Table =>
  table(label(name), 'index of a web archive (CDXJ)', CAPTURE, [], function* () {
    for (const [at, line] of text.split('\n').entries()) {
      if (line.trim() === '' || line.startsWith('!') || line.startsWith(' CDX')) continue;
      const [, digits = '', json = ''] = /^\S+\s+(\d{4,17})\s+(\{.*\})\s*$/.exec(line) ?? [];
      const said = objectOf(json);
      if (!said) {
        yield { ...broken(at + 1, line), problem: 'it is no line of a CDXJ index' };
        continue;
      }
      yield row(at + 1, [timeOf(digits), ...CAPTURE.slice(1).map((key) => cellOf(said[key]))], line);
    }
  });

/** "20260304101500" as "2026-03-04T10:15:00Z"; captures are told in UTC. Shorter ones stay as they are. */
const timeOf = (digits: string): string =>
  digits.length < 14
    ? digits
    : digits.replace(
        /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d*)$/,
        (_, y, mo, d, h, mi, s, rest: string) => `${y}-${mo}-${d}T${h}:${mi}:${s}${rest === '' ? '' : `.${rest}`}Z`,
      );

/** A page that a browser saved whole: its parts, each with the place that it was loaded from, its size and its hash. */
export function readMhtml(bytes: Uint8Array): Found {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const leaves = [...leavesOf(file, 0)].map((leaf) => ({ ...leaf, content: bytesOf(leaf) }));
  const header = file.toString('utf8', 0, Math.min(file.length, 64 * 1024)).split(/\r?\n\r?\n/, 1)[0] ?? '';
  const said = (name: string): string =>
    new RegExp(`^${name}:(.*(?:\\r?\\n[ \\t].*)*)`, 'im')
      .exec(header)?.[1]
      ?.replaceAll(/\r?\n[ \t]*/g, ' ')
      .trim() ?? '';
  const checked = leaves.map(({ md5, content }) =>
    md5 === '' ? 'not stated' : md5 === createHash('md5').update(content).digest('base64') ? 'same' : 'differs',
  );
  const different = checked.filter((verdict) => verdict === 'differs').length;
  const notes = [
    said('Snapshot-Content-Location') && `Saved from ${said('Snapshot-Content-Location')}.`,
    said('Date') && `Saved at ${said('Date')}, by the clock of the computer that saved it.`,
    said('From') && `Saved by: ${said('From')}.`,
    different > 0
      ? `${counted(different, 'part has', 'parts have')} another MD5 than the file states.`
      : checked.some((verdict) => verdict === 'same')
        ? 'Every part that states an MD5 has it.'
        : 'The file states no hash of its parts; those listed were computed here.',
    'Parts are listed, not run, and nothing is fetched.',
  ].filter((part) => typeof part === 'string' && part !== '') as string[];
  const columns = ['location', 'content_type', 'bytes', 'sha256', 'content_id', 'stated_md5'];
  return {
    tables: [
      table('', 'parts of a saved web page (MHTML)', columns, notes, () =>
        leaves.map(({ location, type, content, id, md5 }, at) =>
          row(at + 1, [
            location || null,
            type,
            String(content.length),
            createHash('sha256').update(content).digest('hex'),
            id || null,
            md5 === '' ? null : `${md5} (${checked[at]})`,
          ]),
        ),
      ),
    ],
    notes: [],
  };
}
