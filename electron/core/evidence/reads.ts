import { type CopyStep, CopySteps } from '../../../shared/contract/copies.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { Exhibit } from '../../../shared/contract/evidence.ts';
import type { SimilarPicture } from '../../../shared/contract/pictures.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import { EXHIBIT_KINDS, exhibitKinds, PREVIEWS, previews } from '../../../shared/domain/exhibit-kinds.ts';
import { caseLabel, exhibitLabel } from '../../../shared/domain/labels.ts';
import type { Contributed } from '../case-table.ts';
import { caseNumber } from '../cases/reads.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { join, type Sql, sql } from '../db/sql.ts';
import type { Source } from '../pictures/limits.ts';
import { HASH_BITS, hammingDistance, MOST_DISTANCE, turnedHashes } from '../pictures/perceptual-hash.ts';

import { chunkAt, eachChunk } from './chunks.ts';

/** What other areas may ask of exhibits, their bytes and what was derived from them. */
type Db = ReadDb | WriteDb;
type Row = Omit<Exhibit, 'label' | 'tags' | 'hasThumbnail' | 'copyOf' | 'laterAcquisitions'> & {
  later: string;
  tags: string;
  hasThumbnail: number;
  copyOf: number | null;
};

const SELECT = sql`
  SELECT id, case_id AS caseId, number, kind, title, original_name AS originalName, media_type AS mediaType,
    type_warning AS typeWarning, preview, preview_problem AS previewProblem, width, height, bytes, sha256,
    acquired_at AS acquiredAt, acquired_zone AS acquiredZone, acquired_by AS acquiredBy, acquired_how AS acquiredHow, source,
    sensitivity, reliability, credibility, note, removed_at AS removedAt, removed_reason AS removedReason,
    (SELECT json_group_array(tag ORDER BY tag) FROM tags WHERE exhibit_id = exhibits.id) AS tags,
    EXISTS (SELECT 1 FROM derivatives WHERE exhibit_id = exhibits.id AND kind = 'thumbnail') AS hasThumbnail,
    (SELECT original.number FROM working_copies JOIN exhibits AS original ON original.id = original_id
      WHERE exhibit_id = exhibits.id) AS copyOf,
    (SELECT json_group_array(json_object('position', position, 'acquiredAt', acquired_at, 'acquiredZone', acquired_zone,
        'acquiredBy', acquired_by, 'acquiredHow', acquired_how, 'title', title, 'originalName', original_name,
        'source', source, 'note', note, 'tags', json(tags), 'sensitivity', sensitivity) ORDER BY position)
      FROM acquisitions WHERE exhibit_id = exhibits.id) AS later
  FROM exhibits`;
const MISSING = 'That exhibit is not in this vault.';

const fromRow = (row: Row): Exhibit =>
  Exhibit.parse({
    ...row,
    label: exhibitLabel(row.number),
    tags: JSON.parse(row.tags),
    hasThumbnail: row.hasThumbnail === 1,
    copyOf: row.copyOf === null ? null : exhibitLabel(row.copyOf),
    laterAcquisitions: JSON.parse(row.later),
  });

/** All exhibits of a case by number, the removed ones with them. */
export const listExhibits = (db: Db, caseId: CaseId): Exhibit[] =>
  db.all<Row>(sql`${SELECT} WHERE case_id = ${caseId} ORDER BY number`).map(fromRow);

/** How many exhibits a case holds that were not removed, as an expression over the case's id. */
export const exhibitsHeld: Contributed = (caseId) =>
  sql`(SELECT count(*) FROM exhibits WHERE case_id = ${caseId} AND removed_at IS NULL)`;

/** @throws Fault `not-found` */
export const exhibitById = (db: Db, id: ExhibitId): Exhibit =>
  fromRow(db.one<Row>(sql`${SELECT} WHERE id = ${id}`, MISSING));

const oneOf = (values: readonly string[]): Sql =>
  join(
    values.map((value) => sql`${value}`),
    ', ',
  );
const ARRIVED = oneOf(exhibitKinds.filter((kind) => EXHIBIT_KINDS[kind].arrives));
const PICTURES = oneOf(previews.filter((preview) => PREVIEWS[preview].picture));

/** The exhibit of the case that came in with these very bytes, and was not removed. */
export function exhibitWithBytes(db: Db, caseId: CaseId, sha256: string): Exhibit | null {
  const row = db.get<Row>(
    sql`${SELECT} WHERE case_id = ${caseId} AND sha256 = ${sha256} AND kind IN (${ARRIVED}) AND removed_at IS NULL ORDER BY number LIMIT 1`,
  );
  return row ? fromRow(row) : null;
}

export interface ExhibitHead {
  readonly id: ExhibitId;
  readonly caseId: CaseId;
  readonly label: string;
  readonly sha256: string;
}
const SELECT_HEAD = sql`SELECT id, case_id AS caseId, number, sha256 FROM exhibits`;
const headFromRow = ({ number, ...row }: Omit<ExhibitHead, 'label'> & { number: number }): ExhibitHead => ({
  ...row,
  label: exhibitLabel(number),
});

/** What tells the exhibits of a case apart, by number, in one query. */
export const listExhibitHeads = (db: Db, caseId: CaseId): ExhibitHead[] =>
  db
    .all<Parameters<typeof headFromRow>[0]>(sql`${SELECT_HEAD} WHERE case_id = ${caseId} ORDER BY number`)
    .map(headFromRow);

/** @throws Fault `not-found` */
export const exhibitHead = (db: Db, id: ExhibitId): ExhibitHead =>
  headFromRow(db.one<Parameters<typeof headFromRow>[0]>(sql`${SELECT_HEAD} WHERE id = ${id}`, MISSING));

export interface Naming {
  readonly caseId: CaseId;
  readonly label: string;
  readonly title: string;
}
/** How a person names an exhibit, without the rest of it; null when it is not there. */
export function exhibitNaming(db: Db, id: string): Naming | null {
  const row = db.get<{ caseId: CaseId; number: number; title: string }>(
    sql`SELECT case_id AS caseId, number, title FROM exhibits WHERE id = ${id}`,
  );
  return row ? { caseId: row.caseId, label: exhibitLabel(row.number), title: row.title } : null;
}

export interface Content {
  readonly id: number;
  readonly sha256: string;
  readonly bytes: number;
  readonly chunkBytes: number;
}

/** @throws Fault `not-found` when there is no such exhibit, `conflict` when its bytes were removed */
export function contentOf(db: Db, exhibitId: ExhibitId): Content {
  const row = db.one<Content & { number: number; id: number | null }>(
    sql`
      SELECT exhibits.number, contents.id, contents.sha256, contents.bytes, contents.chunk_bytes AS chunkBytes
      FROM exhibits LEFT JOIN contents ON contents.id = exhibits.content_id WHERE exhibits.id = ${exhibitId}`,
    MISSING,
  );
  const { number, ...content } = row;
  if (content.id === null)
    throw new Fault('conflict', `${exhibitLabel(number)} was removed; only its record and hash remain.`);
  return content;
}

/** At most `length` bytes from `offset`; fewer at the end of the content. @throws Fault `damaged` when a chunk is missing */
export function readContent(db: Db, contentId: number, offset: number, length: number): Uint8Array {
  const content = db.one<Omit<Content, 'id' | 'sha256'>>(
    sql`SELECT bytes, chunk_bytes AS chunkBytes FROM contents WHERE id = ${contentId}`,
    'Those bytes are not in this vault.',
  );
  return readPart(db, { id: contentId, ...content }, offset, length);
}

/** The same of a content that is known already, such as one that is only staged. */
export function readPart(db: Db, content: Omit<Content, 'sha256'>, offset: number, length: number): Uint8Array {
  const end = Math.min(offset + length, content.bytes);
  if (end <= offset) return new Uint8Array(0);
  const result = new Uint8Array(end - offset);
  for (let at = offset; at < end; ) {
    const seq = Math.floor(at / content.chunkBytes);
    const within = at - seq * content.chunkBytes;
    const piece = chunkAt(db, content.id, seq)?.subarray(within, within + end - at);
    if (!piece || piece.length === 0)
      throw new Fault('damaged', 'Bytes of this exhibit are missing from the store. Run `verify`, which names them.');
    result.set(piece, at - offset);
    at += piece.length;
  }
  return result;
}

/** The first `length` bytes, or all there are; also of bytes that are staged and not an exhibit yet. */
export function readFirst(db: Db, contentId: number, length: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let have = 0;
  for (const chunk of eachChunk(db, contentId)) {
    parts.push(chunk.subarray(0, length - have));
    have += chunk.length;
    if (have >= length) break;
  }
  return parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
}

/** A content as what decodes pictures takes it; read only when its turn comes. */
export const pictureSource = (db: Db, { id, bytes }: Pick<Content, 'id' | 'bytes'>): Source => ({
  key: id,
  bytes,
  read: () => readFirst(db, id, bytes),
});

/** @throws Fault as `contentOf` */
export const pictureOf = (db: Db, exhibitId: ExhibitId): Source => pictureSource(db, contentOf(db, exhibitId));

export interface Derivative {
  /** 'thumbnail', 'exif', 'text' … */
  readonly kind: string;
  /** From what and how it was made, in words. */
  readonly method: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}
export const derivativeOf = (db: Db, id: ExhibitId, kind: string): Derivative | undefined =>
  db.get<Derivative>(sql`
    SELECT kind, method, media_type AS mediaType, bytes FROM derivatives WHERE exhibit_id = ${id} AND kind = ${kind}`);

/** Pictures that can be shown, are still held, and of which nothing of this kind was derived yet. */
const lacking = (caseId: CaseId, kind: string) => sql`
  case_id = ${caseId} AND preview IN (${PICTURES}) AND preview_problem IS NULL AND removed_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM derivatives WHERE exhibit_id = exhibits.id AND kind = ${kind})`;

export const picturesWithout = (db: Db, caseId: CaseId, kind: string): { id: ExhibitId; number: number }[] =>
  db.all(sql`SELECT id, number FROM exhibits WHERE ${lacking(caseId, kind)} ORDER BY number`);

export const countPicturesWithout = (db: Db, caseId: CaseId, kind: string): number =>
  db.one<{ n: number }>(sql`SELECT count(*) AS n FROM exhibits WHERE ${lacking(caseId, kind)}`, '').n;

export interface WorkingCopy {
  readonly exhibitId: ExhibitId;
  readonly originalId: ExhibitId;
  readonly steps: CopyStep[];
}
type CopyRow = Omit<WorkingCopy, 'steps'> & { steps: string };

const SELECT_COPY = sql`SELECT exhibit_id AS exhibitId, original_id AS originalId, steps FROM working_copies`;
const copyFromRow = (row: CopyRow): WorkingCopy => ({ ...row, steps: CopySteps.parse(JSON.parse(row.steps)) });

export function copyById(db: Db, exhibitId: ExhibitId): WorkingCopy | null {
  const row = db.get<CopyRow>(sql`${SELECT_COPY} WHERE exhibit_id = ${exhibitId}`);
  return row ? copyFromRow(row) : null;
}

export const copiesOf = (db: Db, originalId: ExhibitId): WorkingCopy[] =>
  db
    .all<CopyRow>(
      sql`${SELECT_COPY} JOIN exhibits ON exhibits.id = exhibit_id WHERE original_id = ${originalId} ORDER BY exhibits.number`,
    )
    .map(copyFromRow);

export interface HeldCopy {
  readonly exhibitId: ExhibitId;
  /** "E-0003 of C-0001" */
  readonly label: string;
}
/** The copies that can be made again: neither they nor what they were made from was removed. */
export const heldCopies = (db: Db): HeldCopy[] =>
  db
    .all<{ exhibitId: ExhibitId; number: number; caseId: CaseId }>(sql`
      SELECT working_copies.exhibit_id AS exhibitId, copy.number, copy.case_id AS caseId FROM working_copies
      JOIN exhibits AS copy ON copy.id = working_copies.exhibit_id JOIN exhibits AS original ON original.id = original_id
      WHERE copy.content_id IS NOT NULL AND original.content_id IS NOT NULL`)
    .map(({ caseId, ...copy }) => ({ ...copy, of: caseNumber(db, caseId) }))
    .sort((a, b) => a.of - b.of || a.number - b.number)
    .map(({ exhibitId, number, of }) => ({ exhibitId, label: `${exhibitLabel(number)} of ${caseLabel(of)}` }));

export const SIMILAR_METHOD = `256-bit perceptual hashes after PDQ, of which at most ${MOST_DISTANCE} bits differ, as they are, mirrored or turned by right angles`;
type Near = Pick<SimilarPicture, 'distance' | 'mirrored'> & { readonly id: ExhibitId };

/**
 * Compares a picture with every other one of its case, one after the other: at 256 bits each the whole case is read faster
 * than an index over distances would answer.
 * @returns null for what has no hash: no picture, one that cannot be shown, or one with next to nothing in it
 */
function near(db: Db, exhibitId: ExhibitId): Near[] | null {
  const own = db.get<{ caseId: CaseId; hash: Uint8Array; mirrored: Uint8Array }>(sql`
    SELECT case_id AS caseId, hash, mirrored FROM picture_hashes
    WHERE exhibit_id = ${exhibitId} AND case_id = (SELECT case_id FROM exhibits WHERE id = ${exhibitId})`);
  if (!own) return null;
  const turned = turnedHashes(own.hash);
  const found: Near[] = [];
  const others = sql`SELECT exhibit_id AS id, hash FROM picture_hashes WHERE case_id = ${own.caseId}`;
  for (const { id, hash } of db.each<{ id: ExhibitId; hash: Uint8Array }>(others)) {
    if (id === exhibitId) continue;
    const [straight, mirrored] = [hammingDistance(own.hash, hash), hammingDistance(own.mirrored, hash)];
    const distance = Math.min(straight, mirrored, ...turned.map((each) => hammingDistance(each, hash)));
    if (distance <= MOST_DISTANCE) found.push({ id, distance, mirrored: mirrored < straight });
  }
  return found.sort((a, b) => a.distance - b.distance);
}

/** Pictures of the case that look like this one, the likest first. */
export function similarPictures(db: Db, exhibitId: ExhibitId, limit: number) {
  const found = near(db, exhibitId);
  const pictures = (found ?? []).slice(0, limit).map(({ id, distance, mirrored }): SimilarPicture => {
    const { label = '', title = '' } = exhibitNaming(db, id) ?? {};
    return { exhibitId: id, exhibit: label, title, distance, likeness: 1 - distance / (HASH_BITS / 2), mirrored };
  });
  return { pictures, total: found?.length ?? 0, compared: found !== null, method: SIMILAR_METHOD };
}

/** Id and `case_id` of every exhibit with a text that a search must find: its own, or one that was read off it. */
export const exhibitsWithText: Sql = sql`
  SELECT id, case_id FROM exhibits WHERE removed_at IS NULL AND (
    preview IN (SELECT value FROM json_each(${JSON.stringify(previews.filter((preview) => PREVIEWS[preview].searched))}))
    OR EXISTS (SELECT 1 FROM derivatives WHERE exhibit_id = exhibits.id AND derivatives.kind = 'text'))`;
