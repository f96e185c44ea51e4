import type { Exhibit, LaterAcquisition } from '../../../shared/contract/evidence.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import { addSubject } from '../cases/reads.ts';
import { reopenIncoming } from '../db/incoming.ts';
import type { WriteDb } from '../db/open.ts';
import { type Sql, sql } from '../db/sql.ts';
import { LEAST_QUALITY, type PerceptualHash } from '../pictures/perceptual-hash.ts';
import type { StoredChunk } from './packing.ts';
import type { Derivative, WorkingCopy } from './reads.ts';

/** What is written once, when an exhibit is taken in. */
export type NewExhibit = Omit<
  Exhibit,
  'label' | 'tags' | 'removedAt' | 'removedReason' | 'hasThumbnail' | 'copyOf' | 'laterAcquisitions'
> & { contentId: number | null };

export function insertChunk(db: WriteDb, contentId: number, seq: number, chunk: StoredChunk): void {
  db.run(newChunk(contentId, seq, chunk));
}
/** The statement, for whoever writes to the store beside the core. */
export const newChunk = (contentId: number, seq: number, { bytes, packed }: StoredChunk): Sql =>
  sql`INSERT INTO chunks (content_id, seq, bytes, packed) VALUES (${contentId}, ${seq}, ${bytes}, ${packed})`;

export function insertContent(db: WriteDb, id: number, sha256: string, bytes: number, chunkBytes: number): void {
  db.run(sql`INSERT INTO contents (id, sha256, bytes, chunk_bytes) VALUES (${id}, ${sha256}, ${bytes}, ${chunkBytes})`);
}

/** From the end, which is the cheapest place to shrink a file at. @returns how many chunks went */
export const deleteChunks = (db: WriteDb, contentId: number, most: number): number =>
  db.run(
    sql`DELETE FROM chunks WHERE rowid IN (SELECT rowid FROM chunks WHERE content_id = ${contentId} ORDER BY seq DESC LIMIT ${most})`,
  );

export function insertExhibit(db: WriteDb, exhibit: NewExhibit): void {
  const { id, caseId, contentId } = exhibit;
  addSubject(db, caseId, { kind: 'exhibit', id });
  db.run(sql`
    INSERT INTO exhibits (id, case_id, number, kind, title, original_name, media_type, type_warning, preview, preview_problem,
      width, height, bytes, sha256, content_id, acquired_at, acquired_zone, acquired_by, acquired_how, source,
      sensitivity, reliability, credibility, note)
    VALUES (${id}, ${caseId}, ${exhibit.number}, ${exhibit.kind}, ${exhibit.title}, ${exhibit.originalName}, ${exhibit.mediaType},
      ${exhibit.typeWarning}, ${exhibit.preview}, ${exhibit.previewProblem}, ${exhibit.width}, ${exhibit.height},
      ${exhibit.bytes}, ${exhibit.sha256}, ${contentId}, ${exhibit.acquiredAt}, ${exhibit.acquiredZone}, ${exhibit.acquiredBy},
      ${exhibit.acquiredHow}, ${exhibit.source}, ${exhibit.sensitivity}, ${exhibit.reliability}, ${exhibit.credibility}, ${exhibit.note})`);
}

export function setTags(db: WriteDb, exhibitId: ExhibitId, tags: readonly string[]): void {
  db.run(sql`DELETE FROM tags WHERE exhibit_id = ${exhibitId}`);
  for (const tag of new Set(tags.map((text) => text.trim())))
    db.run(sql`INSERT INTO tags (exhibit_id, tag) VALUES (${exhibitId}, ${tag})`);
}

export function insertAcquisition(db: WriteDb, exhibitId: ExhibitId, later: LaterAcquisition): void {
  const { position, acquiredAt, acquiredZone, acquiredBy, acquiredHow, title, originalName, source, note } = later;
  db.run(sql`
    INSERT INTO acquisitions (exhibit_id, position, acquired_at, acquired_zone, acquired_by, acquired_how, title, original_name,
      source, note, tags, sensitivity)
    VALUES (${exhibitId}, ${position}, ${acquiredAt}, ${acquiredZone}, ${acquiredBy}, ${acquiredHow}, ${title}, ${originalName},
      ${source}, ${note}, ${JSON.stringify(later.tags)}, ${later.sensitivity})`);
}

/** Replaces what was derived before in the same kind. */
export function putDerivative(db: WriteDb, exhibitId: ExhibitId, derivative: Derivative, at: string): void {
  const { kind, method, mediaType, bytes } = derivative;
  db.run(sql`
    INSERT INTO derivatives (exhibit_id, kind, method, media_type, bytes, created_at)
    VALUES (${exhibitId}, ${kind}, ${method}, ${mediaType}, ${bytes}, ${at})
    ON CONFLICT (exhibit_id, kind) DO UPDATE
      SET method = excluded.method, media_type = excluded.media_type, bytes = excluded.bytes, created_at = excluded.created_at`);
}

/** Pictures with next to nothing in them have no hash: they would all look alike. */
export function insertHash(db: WriteDb, caseId: CaseId, exhibitId: ExhibitId, picture: PerceptualHash): void {
  if (picture.quality < LEAST_QUALITY) return;
  db.run(sql`
    INSERT INTO picture_hashes (case_id, exhibit_id, hash, mirrored)
    VALUES (${caseId}, ${exhibitId}, ${picture.hash}, ${picture.mirrored})`);
}

export function insertCopy(db: WriteDb, { exhibitId, originalId, steps }: WorkingCopy): void {
  db.run(
    sql`INSERT INTO working_copies (exhibit_id, original_id, steps) VALUES (${exhibitId}, ${originalId}, ${JSON.stringify(steps)})`,
  );
}

export type Editable = Pick<Exhibit, 'title' | 'note' | 'source' | 'sensitivity' | 'reliability' | 'credibility'>;

export function updateExhibit(db: WriteDb, id: ExhibitId, now: Editable): void {
  db.runOne(
    sql`
      UPDATE exhibits SET title = ${now.title}, note = ${now.note}, source = ${now.source}, sensitivity = ${now.sensitivity},
        reliability = ${now.reliability}, credibility = ${now.credibility} WHERE id = ${id}`,
    'That exhibit is not in this vault.',
  );
}

/**
 * Marks an exhibit removed and lets go of its bytes and of what was derived from them; record, number and hash stay.
 * @returns the content whose chunks are to be deleted, now an entry of `incoming`; null when another exhibit rests on it
 */
export function releaseBytes(db: WriteDb, id: ExhibitId, at: string, reason: string): number | null {
  const missing = 'That exhibit is not in this vault.';
  const { content } = db.one<{ content: number | null }>(
    sql`SELECT content_id AS content FROM exhibits WHERE id = ${id}`,
    missing,
  );
  db.runOne(
    sql`UPDATE exhibits SET removed_at = ${at}, removed_reason = ${reason}, content_id = NULL WHERE id = ${id}`,
    missing,
  );
  db.run(sql`DELETE FROM derivatives WHERE exhibit_id = ${id}`);
  db.run(
    sql`DELETE FROM picture_hashes WHERE exhibit_id = ${id} AND case_id = (SELECT case_id FROM exhibits WHERE id = ${id})`,
  );
  if (content === null || db.get(sql`SELECT 1 FROM exhibits WHERE content_id = ${content}`)) return null;
  db.run(sql`DELETE FROM contents WHERE id = ${content}`);
  reopenIncoming(db, content, 'content', at);
  return content;
}
