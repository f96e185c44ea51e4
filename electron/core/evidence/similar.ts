import type { SimilarPicture } from '../../../shared/contract/pictures.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import {
  HASH_BITS,
  hammingDistance,
  LEAST_QUALITY,
  MOST_DISTANCE,
  type PerceptualHash,
} from '../pictures/perceptual-hash.ts';
import { exhibitById } from './exhibits.ts';

export const SIMILAR_METHOD = `256-bit perceptual hashes after PDQ, of which at most ${MOST_DISTANCE} bits differ, as they are or mirrored`;

/** Pictures with next to nothing in them have no hash: they would all look alike. */
export function keepHash(db: WriteDb, caseId: CaseId, exhibitId: ExhibitId, picture: PerceptualHash): void {
  if (picture.quality < LEAST_QUALITY) return;
  db.run(sql`
    INSERT INTO picture_hashes (case_id, exhibit_id, hash, mirrored)
    VALUES (${caseId}, ${exhibitId}, ${picture.hash}, ${picture.mirrored})`);
}

export const dropHash = (db: WriteDb, exhibitId: ExhibitId): number =>
  db.run(
    sql`DELETE FROM picture_hashes WHERE exhibit_id = ${exhibitId} AND case_id = (SELECT case_id FROM exhibits WHERE id = ${exhibitId})`,
  );

type Near = Pick<SimilarPicture, 'distance' | 'mirrored'> & { readonly id: ExhibitId };

/**
 * Compares a picture with every other one of its case, one after the other: at 256 bits each the whole case is read faster
 * than an index over distances would answer.
 * @returns null for what has no hash: no picture, one that cannot be shown, or one with next to nothing in it
 */
function near(db: ReadDb, exhibitId: ExhibitId): Near[] | null {
  const own = db.get<{ caseId: CaseId; hash: Uint8Array; mirrored: Uint8Array }>(sql`
    SELECT case_id AS caseId, hash, mirrored FROM picture_hashes
    WHERE exhibit_id = ${exhibitId} AND case_id = (SELECT case_id FROM exhibits WHERE id = ${exhibitId})`);
  if (!own) return null;
  const found: Near[] = [];
  const others = sql`SELECT exhibit_id AS id, hash FROM picture_hashes WHERE case_id = ${own.caseId}`;
  for (const { id, hash } of db.each<{ id: ExhibitId; hash: Uint8Array }>(others)) {
    if (id === exhibitId) continue;
    const [straight, mirrored] = [hammingDistance(own.hash, hash), hammingDistance(own.mirrored, hash)];
    const distance = Math.min(straight, mirrored);
    if (distance <= MOST_DISTANCE) found.push({ id, distance, mirrored: mirrored < straight });
  }
  return found.sort((a, b) => a.distance - b.distance);
}

/** Pictures of the case that look like this one, the likest first. */
export function similarPictures(db: ReadDb, exhibitId: ExhibitId, limit: number) {
  const found = near(db, exhibitId);
  const pictures = (found ?? []).slice(0, limit).map(({ id, distance, mirrored }): SimilarPicture => {
    const { label, title } = exhibitById(db, id);
    return { exhibitId: id, exhibit: label, title, distance, likeness: 1 - distance / (HASH_BITS / 2), mirrored };
  });
  return { pictures, total: found?.length ?? 0, compared: found !== null, method: SIMILAR_METHOD };
}
