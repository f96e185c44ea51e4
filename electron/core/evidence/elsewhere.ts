import type { CaseId } from '../../../shared/contract/values.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import { hammingDistance, MOST_DISTANCE } from '../pictures/perceptual-hash.ts';

export interface SharedFiles {
  /** Files of the case whose very bytes the other case has. */
  readonly files: number;
  /** Further pictures of the case that look like one of the other case. */
  readonly pictures: number;
}
/** Pairs of pictures that are compared in one look, in about a second; beyond them it is said that none were. */
const MOST_PAIRS = 2_000_000;

/**
 * What other cases have of the files and pictures of one, in numbers.
 * @returns by case, and whether pictures were compared
 */
export function sharedFiles(
  db: ReadDb | WriteDb,
  caseId: CaseId,
): { readonly of: Map<CaseId, SharedFiles>; readonly compared: boolean } {
  const of = new Map<CaseId, SharedFiles>();
  for (const { id, files } of db.all<{ id: CaseId; files: number }>(sql`
    SELECT other.case_id AS id, count(DISTINCT own.id) AS files FROM exhibits AS own JOIN exhibits AS other ON other.sha256 = own.sha256
    WHERE own.case_id = ${caseId} AND other.case_id <> ${caseId} AND own.removed_at IS NULL AND other.removed_at IS NULL
      AND own.kind = 'file' AND other.kind = 'file' GROUP BY other.case_id`))
    of.set(id, { files, pictures: 0 });
  type Hashed = { caseId: CaseId; sha256: string; hash: Uint8Array; mirrored: Uint8Array };
  const hashed = db.all<Hashed>(sql`
    SELECT picture_hashes.case_id AS caseId, sha256, hash, mirrored FROM picture_hashes
    JOIN exhibits ON exhibits.id = exhibit_id WHERE removed_at IS NULL`);
  const own = hashed.filter((each) => each.caseId === caseId);
  const others = Map.groupBy(
    hashed.filter((each) => each.caseId !== caseId),
    (each) => each.caseId,
  );
  if (own.length * (hashed.length - own.length) > MOST_PAIRS) return { of, compared: false };
  for (const [id, theirs] of others) {
    const alike = own.filter((mine) =>
      theirs.some(
        (their) =>
          their.sha256 !== mine.sha256 &&
          Math.min(hammingDistance(mine.hash, their.hash), hammingDistance(mine.mirrored, their.hash)) <= MOST_DISTANCE,
      ),
    );
    if (alike.length > 0) of.set(id, { files: of.get(id)?.files ?? 0, pictures: alike.length });
  }
  return { of, compared: true };
}
