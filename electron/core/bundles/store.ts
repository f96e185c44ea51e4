import { z } from 'zod';
import type { Signer } from '../../../shared/contract/bundles.ts';
import { Dialect, Origin } from '../../../shared/contract/datasets.ts';
import type { CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import { Reading } from '../../../shared/domain/readings.ts';
import { RolesOfTable, type Table, TransfersOfTable } from '../bundle-part.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import { idsHeld } from '../evidence/support.ts';
import { publicIdentity } from '../vault/reads.ts';

/** An exhibit that came with a bundle and is not read yet. */
export interface Arrival {
  readonly exhibitId: ExhibitId;
  /** How the sender had it read as tables; none for what was no table. */
  readonly tables: readonly Table[];
}
const Tables = z.array(
  z.object({
    dialect: Dialect,
    view: z.string(),
    part: z.string(),
    origin: Origin.nullable().default(null),
    among: z.object({ view: z.string(), first: z.string() }).nullable().default(null),
    readings: z.array(z.object({ column: z.string(), reading: Reading, takenFrom: z.string().optional() })).default([]),
    roles: RolesOfTable.default([]),
    transfers: TransfersOfTable.optional(),
  }),
);

export function insertArrival(db: WriteDb, { exhibitId, tables }: Arrival): void {
  db.run(sql`INSERT INTO arrivals (exhibit_id, tables) VALUES (${exhibitId}, ${JSON.stringify(tables)})`);
}
export const listArrivals = (db: ReadDb, caseId: CaseId): Arrival[] =>
  idsHeld(db, caseId).flatMap((exhibitId) => {
    const found = db.get<{ tables: string }>(sql`SELECT tables FROM arrivals WHERE exhibit_id = ${exhibitId}`);
    return found ? [{ exhibitId, tables: Tables.parse(JSON.parse(found.tables)) }] : [];
  });
/** The tables that are still to be read of it. */
export function setArrivalTables(db: WriteDb, { exhibitId, tables }: Arrival): void {
  db.run(sql`UPDATE arrivals SET tables = ${JSON.stringify(tables)} WHERE exhibit_id = ${exhibitId}`);
}
export const removeArrival = (db: WriteDb, exhibitId: ExhibitId): number =>
  db.run(sql`DELETE FROM arrivals WHERE exhibit_id = ${exhibitId}`);

export interface KnownSigner {
  readonly fingerprint: string;
  readonly publicKeyPem: string;
  readonly name: string;
  readonly bundles: number;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
}
const SIGNER = sql`SELECT fingerprint, public_key AS publicKeyPem, name, bundles, first_seen_at AS firstSeenAt,
  last_seen_at AS lastSeenAt FROM signers`;
export const listSigners = (db: ReadDb): KnownSigner[] =>
  db.all<KnownSigner>(sql`${SIGNER} ORDER BY last_seen_at DESC, fingerprint`);
export const signerOf = (db: ReadDb | WriteDb, fingerprint: string): KnownSigner =>
  db.one<KnownSigner>(
    sql`${SIGNER} WHERE fingerprint = ${fingerprint}`,
    'No bundle of that signer came into this vault.',
  );

/** Counts one more bundle of a signer. */
export function noteSigner(db: WriteDb, fingerprint: string, publicKeyPem: string, at: string): KnownSigner {
  db.run(sql`
    INSERT INTO signers VALUES (${fingerprint}, ${publicKeyPem}, '', 1, ${at}, ${at})
    ON CONFLICT (fingerprint) DO UPDATE SET bundles = bundles + 1, last_seen_at = excluded.last_seen_at`);
  return signerOf(db, fingerprint);
}
export const nameSigner = (db: WriteDb, fingerprint: string, name: string): void =>
  db.runOne(
    sql`UPDATE signers SET name = ${name} WHERE fingerprint = ${fingerprint}`,
    'No bundle of that signer came into this vault.',
  );

/** Says of a signer whether it is this very vault. */
export const withOwn = (db: ReadDb | WriteDb, signer: KnownSigner): Signer => ({
  ...signer,
  own: signer.fingerprint === publicIdentity(db).fingerprint,
});
