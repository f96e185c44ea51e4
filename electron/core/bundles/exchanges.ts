import type { CaseId } from '../../../shared/contract/values.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

type Db = ReadDb | WriteDb;

/** Each record of a bundle, by the ids of this vault, with 16 hex digits of the SHA-256 of what is compared of it. */
export type Digests = ReadonlyMap<string, string>;
/** A bundle of a case that left or came: from then on both sides had what it held. */
export interface Exchange {
  readonly manifestSha256: string;
  readonly way: 'exported' | 'imported' | 'merged';
  readonly scope: 'case' | 'exhibits';
  readonly fingerprint: string;
  readonly at: string;
  /** Manifests of earlier bundles of the case that its sender knew: what it holds goes on from those. */
  readonly known: readonly string[];
}

/** The last first. */
export const exchangesOf = (db: Db, caseId: CaseId): Exchange[] =>
  db
    .all<Omit<Exchange, 'known'> & { known: string }>(sql`
      SELECT manifest_sha256 AS manifestSha256, way, scope, fingerprint, at, known FROM exchanges
      WHERE case_id = ${caseId} ORDER BY number DESC`)
    .map((row) => ({ ...row, known: JSON.parse(row.known) }));

/** Manifests of all bundles that went before what a case holds now, the last first. */
export const manifestsBehind = (db: Db, caseId: CaseId): string[] => [
  ...new Set(exchangesOf(db, caseId).flatMap(({ manifestSha256, known }) => [manifestSha256, ...known])),
];

/** What the bundle of a manifest held. @throws Fault `not-found` */
export function digestsOf(db: Db, caseId: CaseId, manifestSha256: string): Digests {
  const { digests } = db.one<{ digests: string }>(
    sql`SELECT digests FROM exchanges WHERE case_id = ${caseId} AND manifest_sha256 = ${manifestSha256}
      ORDER BY number DESC LIMIT 1`,
    'That bundle was not exchanged here.',
  );
  return new Map(Object.entries(JSON.parse(digests) as Record<string, string>));
}

export function insertExchange(
  db: WriteDb,
  caseId: CaseId,
  { manifestSha256, way, scope, fingerprint, at, known }: Exchange,
  digests: Digests,
): void {
  db.run(sql`INSERT INTO exchanges (case_id, number, manifest_sha256, way, scope, fingerprint, at, known, digests)
    VALUES (${caseId}, (SELECT coalesce(max(number), 0) + 1 FROM exchanges WHERE case_id = ${caseId}), ${manifestSha256},
      ${way}, ${scope}, ${fingerprint}, ${at}, ${JSON.stringify(known)}, ${JSON.stringify(Object.fromEntries(digests))})`);
}

/** Ids by which other vaults know records of a case, and those that these have here. */
export const idsOf = (db: Db, caseId: CaseId): { there: string; here: string }[] =>
  db.all(sql`SELECT there, here FROM exchanged_ids WHERE case_id = ${caseId} ORDER BY there`);

export function insertIds(db: WriteDb, caseId: CaseId, ids: Iterable<readonly [there: string, here: string]>): void {
  for (const [there, here] of ids)
    if (there !== here)
      db.run(sql`INSERT INTO exchanged_ids (case_id, there, here) VALUES (${caseId}, ${there}, ${here})
        ON CONFLICT (case_id, there) DO UPDATE SET here = excluded.here`);
}

/** Cases that a vault knows by one of these ids, the one that was exchanged last first. */
export const casesKnownAs = (db: Db, ids: readonly string[]): CaseId[] => {
  const wanted = JSON.stringify(ids);
  return db
    .all<{ caseId: CaseId }>(sql`
      SELECT id AS caseId FROM (
        SELECT value AS id FROM json_each(${wanted})
        UNION SELECT here FROM exchanged_ids JOIN json_each(${wanted}) ON there = value AND here = case_id)
      ORDER BY (SELECT max(at) FROM exchanges WHERE exchanges.case_id = id) DESC, id`)
    .map(({ caseId }) => caseId);
};
