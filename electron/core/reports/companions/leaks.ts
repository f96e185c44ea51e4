import { createHash } from 'node:crypto';
import { Fault } from '../../../../shared/contract/errors.ts';
import { openZip } from '../../formats/archive.ts';
import { type Item, leaksIn } from '../leak-test.ts';
import type { Secrets } from '../resolve/seek.ts';
import type { MadeFile } from './file.ts';

/**
 * Looks for what the edition redacts in every file that goes beside the PDF: texts as they stand and as a program reads them, of a
 * Word document each part, its properties and its relationships. Pictures are told by their hash: a file may hold those that were
 * resolved, and no others.
 * @param pictures SHA-256 of each picture that the edition shows
 * @returns sentences that name file and place, and never the secret
 */
export async function leaksInFiles(
  files: readonly MadeFile[],
  secrets: Secrets,
  pictures: ReadonlySet<string>,
): Promise<string[]> {
  const found: string[] = [];
  for (const file of files) {
    const items: Item[] = [{ where: 'its name', text: file.name }];
    for (const part of await partsOf(file)) {
      if (part.picture) {
        const hash = createHash('sha256').update(part.bytes).digest('hex');
        const bare = secrets.pictures?.find(({ sha256 }) => sha256 === hash);
        if (bare) found.push(`${file.name}, ${part.name}: a picture without its redacted region, ${bare.label}`);
        else if (!pictures.has(hash))
          found.push(`${file.name}, ${part.name}: a picture that the edition does not show`);
      } else items.push(...textsIn({ ...part, bytes: withoutIds(file, part.bytes) }));
    }
    found.push(...leaksIn(items, secrets).map((words) => `${file.name}, ${words}`));
  }
  return found;
}

interface Part {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly picture: boolean;
}
const PICTURE = /\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg)$/i;

async function partsOf({ name, mediaType, bytes }: MadeFile): Promise<Part[]> {
  if (!name.endsWith('.docx')) return [{ name: 'its text', bytes, picture: mediaType.startsWith('image/') }];
  const archive = await openZip(bytes);
  const parts: Part[] = [];
  for (const [at, entry] of archive.entries.entries()) {
    if (entry.problem !== null) throw new Fault('internal', 'A part of the working copy cannot be read again.');
    const pieces: Uint8Array[] = [];
    for await (const piece of archive.unpack(at)) pieces.push(piece);
    parts.push({ name: entry.name, bytes: Buffer.concat(pieces), picture: PICTURE.test(entry.name) });
  }
  return parts;
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
/** Identifiers that the program made itself, where a format has them: they tell nothing, and may hold any short value by chance. */
const OWN_IDS: readonly (readonly [ending: string, ids: RegExp])[] = [
  ['.stix.json', new RegExp(`(?<="[a-z0-9-]+--)${UUID}(?=")`, 'g')],
  ['.graphml', new RegExp(`(?<=<(?:node|edge) [^<>]*(?:id|source|target)=")${UUID}(?=")`, 'g')],
  // Relationships, drawn by chance, and the hash that a picture is named by.
  ['.docx', /(?<= (?:r:id|r:embed|Id)=")rId[\w-]+(?=")|(?<=media\/)[0-9a-f]{40}(?=\.)/g],
];
function withoutIds({ name }: MadeFile, bytes: Uint8Array): Uint8Array {
  const ids = OWN_IDS.find(([ending]) => name.endsWith(ending))?.[1];
  return ids === undefined ? bytes : Buffer.from(Buffer.from(bytes).toString('utf8').replaceAll(ids, ''), 'utf8');
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
const decoded = (xml: string): string =>
  xml.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (written, hex, decimal, name) =>
    hex || decimal ? String.fromCodePoint(Number.parseInt(hex ?? decimal, hex ? 16 : 10)) : (ENTITIES[name] ?? written),
  );

/** A text in each form in which a person or a program reads it. */
function textsIn({ name, bytes }: Part): Item[] {
  const text = Buffer.from(bytes).toString('utf8');
  const items: Item[] = [{ where: name, text }];
  const start = text.trimStart();
  if (start.startsWith('<')) {
    const attributes = [...text.matchAll(/\s[\w:.-]+="([^"]*)"/g)].map(([, value = '']) => decoded(value));
    // Runs of one paragraph are read without a break, and paragraphs apart.
    const words = text
      .replaceAll(/<\/(?:w:p|w:tr|data|node|edge|dc:\w+|cp:\w+)>|<w:br\/>|<w:tab\/>/g, '\n')
      .replaceAll(/<[^>]*>/g, '');
    items.push({ where: `${name}, text`, text: decoded(words) });
    items.push({ where: `${name}, attributes`, text: attributes.join('\n') });
  } else if (start.startsWith('{') || start.startsWith('[')) {
    try {
      items.push({ where: `${name}, values`, text: stringsIn(JSON.parse(text)).join('\n') });
    } catch {
      // No JSON: it was looked through as it stands.
    }
  } else {
    items.push({ where: `${name}, cells`, text: text.replaceAll('""', '"') });
    items.push({ where: `${name}, without escapes`, text: text.replaceAll(/\\([\\`*_[\]<>#|~&.)+=-])|[*`]/g, '$1') });
  }
  return items;
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Array.isArray(value)
    ? value.flatMap(stringsIn)
    : Object.entries(value).flatMap(([key, each]) => [key, ...stringsIn(each)]);
}
