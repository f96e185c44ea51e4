import { MANIFEST_ENDING } from '../../shared/domain/deliveries.ts';
import { exhibitLabel } from '../../shared/domain/labels.ts';
import { type CustodyReport, type Fault, walkCustody } from './custody.ts';
import { type ListedEntry, type Manifest, readManifest } from './manifest.ts';
import type { Given, Part } from './parts.ts';
import { checkSignature, hashOf, type Signature } from './signature.ts';

export type FileState = 'intact' | 'altered' | 'missing' | 'extra';
export interface CheckedFile {
  readonly name: string;
  /** What it is: "E-0003 Profile picture". */
  readonly what: string;
  readonly bytes: number;
  /** As it is here; null when the file is missing. */
  readonly sha256: string | null;
  readonly state: FileState;
  readonly problem: string;
}
export interface Report {
  /** 'unproven': nothing is wrong, but the signature could not be checked here. */
  readonly verdict: 'intact' | 'altered' | 'unproven';
  readonly faults: readonly Fault[];
  readonly notes: readonly string[];
  readonly manifest: Manifest | null;
  readonly manifestSha256: string | null;
  readonly signature: Signature | null;
  readonly files: readonly CheckedFile[];
  readonly custody: CustodyReport | null;
}
export type Progress = (bytes: number, of: number) => void;

const MANIFEST = 'manifest.json';
const SIGNATURE = 'manifest.sig';
/** What lies beside a delivered report has its name before these. */
const DELIVERED = new RegExp(`${MANIFEST_ENDING.replaceAll('.', '\\.')}$`);
const CUSTODY = 'custody.jsonl';
/** What file managers leave behind. */
const LEFT_BY_SYSTEM = /(^|\/)(\.DS_Store|\._[^/]*|Thumbs\.db|desktop\.ini)$/i;

/** Holds everything that was given against the signed manifest. Never throws for what is in the bundle. */
export async function check({ parts, ordered, problems }: Given, progress: Progress): Promise<Report> {
  const faults: Fault[] = problems.map((problem) => ({ where: 'archive', problem }));
  const notes: string[] = [];
  const named = new Map<string, Part>();
  for (const part of parts) {
    if (named.has(part.name)) faults.push({ where: part.name, problem: 'is there twice' });
    else named.set(part.name, part);
  }
  const delivered = parts.find(({ name }) => DELIVERED.test(name))?.name;
  const manifestName = named.has(MANIFEST) ? MANIFEST : (delivered ?? MANIFEST);
  const signatureName = manifestName.replace(/json$/, 'sig');
  const manifestPart = named.get(manifestName);
  const nothing = { notes, manifest: null, manifestSha256: null, signature: null, files: [], custody: null };
  if (!manifestPart) {
    faults.push({ where: MANIFEST, problem: 'is missing: without it nothing can be checked' });
    return { ...nothing, verdict: 'altered', faults };
  }
  const manifestSha256 = await hashOf(manifestPart.blob);
  let manifest: Manifest;
  try {
    manifest = readManifest(JSON.parse(await manifestPart.blob.text()));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is not JSON' : (error as Error).message;
    faults.push({ where: MANIFEST, problem: `cannot be read: ${why}` });
    return { ...nothing, verdict: 'altered', faults, manifestSha256 };
  }
  const signature = await checkSignature(manifest.publicKey, manifestPart.blob, named.get(signatureName)?.blob ?? null);
  if (signature.state === 'wrong')
    faults.push({ where: MANIFEST, problem: 'does not carry a valid signature: it was altered, or signed by no one' });
  if (signature.state === 'missing')
    faults.push({ where: signatureName, problem: 'is missing: the manifest is unsigned' });
  const files = await checkFiles(manifest, named, notes, progress);
  for (const { name, problem } of files) if (problem !== '') faults.push({ where: name, problem });
  if (ordered) faults.push(...outOfOrder(manifest.entries, parts));
  const log = named.get(CUSTODY);
  const present = manifest.exhibits.filter(({ removedAt }) => removedAt === null);
  const custody = log ? walkCustody(await log.blob.text(), present) : null;
  faults.push(...(custody?.faults ?? []));
  const verdict = faults.length > 0 ? 'altered' : signature.state === 'valid' ? 'intact' : 'unproven';
  return { verdict, faults, notes, manifest, manifestSha256, signature, files, custody };
}

async function checkFiles(
  manifest: Manifest,
  named: ReadonlyMap<string, Part>,
  notes: string[],
  progress: Progress,
): Promise<CheckedFile[]> {
  const listed = new Map<string, ListedEntry>();
  const files: CheckedFile[] = [];
  const total = manifest.entries.reduce((sum, { name }) => sum + (named.get(name)?.blob.size ?? 0), 0);
  const titles = new Map(manifest.exhibits.map(({ number, title }) => [exhibitLabel(number), title]));
  let done = 0;
  for (const entry of manifest.entries) {
    const { name } = entry;
    const what = entry.what ?? whatIs(name, titles);
    if (listed.has(name)) files.push({ ...entry, what, state: 'altered', problem: 'is listed twice in the manifest' });
    listed.set(name, entry);
    const part = named.get(name);
    if (!part) {
      files.push({ name, what, bytes: entry.bytes, sha256: null, state: 'missing', problem: 'is missing' });
      continue;
    }
    const sha256 = await hashOf(part.blob, (bytes) => progress((done += bytes), total)).catch(() => null);
    const problem = difference(part.blob.size, sha256, entry);
    files.push({ name, what, bytes: part.blob.size, sha256, state: problem === '' ? 'intact' : 'altered', problem });
  }
  for (const { number, sha256, removedAt } of manifest.exhibits) {
    const name = `originals/${exhibitLabel(number)}`;
    const problem = 'the manifest names two different hashes for it';
    if (removedAt === null && listed.get(name)?.sha256 !== sha256)
      files.push({ name, what: whatIs(name, titles), bytes: 0, sha256: null, state: 'altered', problem });
  }
  for (const [name, { blob }] of named) {
    if (listed.has(name) || name === MANIFEST || name === SIGNATURE) continue;
    if (manifest.scope === 'delivery') {
      // It lies where its receiver put it, beside whatever else is there.
      if (!/\.manifest\.(?:json|sig)$/.test(name)) notes.push(`"${name}" is not of the delivery, and was not checked.`);
    } else if (LEFT_BY_SYSTEM.test(name))
      notes.push(`"${name}" was left by an operating system and is not of the bundle.`);
    else {
      const problem = 'is not of the bundle: the manifest does not list it';
      files.push({ name, what: '', bytes: blob.size, sha256: await hashOf(blob), state: 'extra', problem });
    }
  }
  return files;
}

function difference(bytes: number, sha256: string | null, listed: ListedEntry): string {
  if (sha256 === null) return 'cannot be read by this browser';
  if (bytes !== listed.bytes) return `was altered: it has ${bytes} bytes, ${listed.bytes} were signed`;
  return sha256 === listed.sha256 ? '' : 'was altered: its SHA-256 is not the one that was signed';
}

/** An archive holds the manifest, its signature, and then every entry as listed. */
function outOfOrder(listed: readonly ListedEntry[], parts: readonly Part[]): Fault[] {
  const order = [MANIFEST, SIGNATURE, ...listed.map(({ name }) => name)];
  const places = new Map(order.map((name, place) => [name, place]));
  const faults: Fault[] = [];
  let highest = -1;
  for (const { name } of parts) {
    const place = places.get(name);
    if (place === undefined) continue;
    if (place < highest) faults.push({ where: name, problem: 'stands in another place than the manifest says' });
    highest = Math.max(highest, place);
  }
  return faults;
}

const KINDS: Readonly<Record<string, string>> = {
  [CUSTODY]: 'Excerpt of the custody log',
  'verify.html': 'This page',
  'case/entities.json': 'Entities',
  'case/boards.json': 'Boards and notes',
  'case/links.json': 'Links',
  'case/findings.json': 'Findings',
  'case/report.json': 'Words of the report',
};

function whatIs(name: string, titles: ReadonlyMap<string, string>): string {
  const known = KINDS[name];
  if (known) return known;
  const [, folder, label = ''] = /^(originals|datasets|queries)\/(E-\d+)(?:\.json)?$/.exec(name) ?? [];
  const title = titles.get(label);
  if (title === undefined) return '';
  if (folder === 'datasets') return `${label}: how its table was read`;
  if (folder === 'queries') return `${label}: the query`;
  return `${label} ${title}`;
}
