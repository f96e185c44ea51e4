import { Fault } from '../../../shared/contract/errors.ts';
import type { Migration } from './migration.ts';
import { initial } from './migrations/0001-initial.ts';
import { acquisitions } from './migrations/0002-acquisitions.ts';
import { desk } from './migrations/0003-desk.ts';
import { frozenRowsSearched } from './migrations/0004-frozen-rows-searched.ts';
import { readings } from './migrations/0005-readings.ts';
import { profiles } from './migrations/0006-profiles.ts';
import { originsSearched } from './migrations/0007-origins-searched.ts';
import { cellsSearched } from './migrations/0008-cells-searched.ts';
import { rowsBehindLinks } from './migrations/0009-rows-behind-links.ts';
import { datasetProfiles } from './migrations/0010-dataset-profiles.ts';
import { patterns } from './migrations/0011-patterns.ts';
import { chunksPacked } from './migrations/0012-chunks-packed.ts';
import { combined } from './migrations/0013-combined.ts';
import { typologies } from './migrations/0014-typologies.ts';
import { savedQueries } from './migrations/0015-saved-queries.ts';
import { entityForms } from './migrations/0016-entity-forms.ts';
import { identities } from './migrations/0017-identities.ts';
import { events } from './migrations/0018-events.ts';
import { boardMarks } from './migrations/0019-board-marks.ts';
import { attachments } from './migrations/0020-attachments.ts';
import { snapshots } from './migrations/0021-snapshots.ts';
import { requests } from './migrations/0022-requests.ts';
import { brief } from './migrations/0023-brief.ts';
import { boardStyles } from './migrations/0024-board-styles.ts';
import { acceptedPoints } from './migrations/0025-accepted-points.ts';
import { transfers } from './migrations/0026-transfers.ts';
import { screening } from './migrations/0027-screening.ts';
import { redactions } from './migrations/0028-redactions.ts';
import { work } from './migrations/0029-work.ts';
import { findingReviews } from './migrations/0030-finding-reviews.ts';
import { captions } from './migrations/0031-captions.ts';
import { deliveries } from './migrations/0032-deliveries.ts';
import { retention } from './migrations/0033-retention.ts';
import { findingFormat } from './migrations/0034-finding-format.ts';
import { reportSetup } from './migrations/0035-report-setup.ts';
import { judgements } from './migrations/0036-judgements.ts';
import { deskContext } from './migrations/0037-desk-context.ts';
import { deliveredFiles } from './migrations/0038-delivered-files.ts';
import { exchanges } from './migrations/0039-exchanges.ts';
import { openScratch, type ReadDb, type WriteDb } from './open.ts';
import { sql } from './sql.ts';

export const migrations: readonly Migration[] = [
  initial,
  acquisitions,
  desk,
  frozenRowsSearched,
  readings,
  profiles,
  originsSearched,
  cellsSearched,
  rowsBehindLinks,
  datasetProfiles,
  patterns,
  chunksPacked,
  combined,
  typologies,
  savedQueries,
  entityForms,
  identities,
  events,
  boardMarks,
  attachments,
  snapshots,
  requests,
  brief,
  boardStyles,
  acceptedPoints,
  transfers,
  screening,
  redactions,
  work,
  findingReviews,
  captions,
  deliveries,
  retention,
  findingFormat,
  reportSetup,
  judgements,
  deskContext,
  deliveredFiles,
  exchanges,
];
export const STORE_VERSION = migrations.length;

/** The version a store is at; 0 for one that holds nothing yet, or was never a store. */
export function storeVersion(db: ReadDb | WriteDb): number {
  if (!db.get(sql`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migrations'`)) return 0;
  return db.one<{ version: number }>(sql`SELECT coalesce(max(version), 0) AS version FROM migrations`, '').version;
}

export const tooNew = (present: number, known = STORE_VERSION): Fault =>
  new Fault(
    'too-new',
    `This vault has store version ${present}; this program knows ${known}. Open it with a newer Redthread.`,
  );

/**
 * Brings a store to this program's version, one transaction a step; a store that holds nothing yet in one for all.
 * @returns the versions applied. @throws Fault `too-new` when the store was written by a newer program.
 */
export function migrate(db: WriteDb, steps: readonly Migration[] = migrations): number[] {
  const present = storeVersion(db);
  if (present > steps.length) throw tooNew(present, steps.length);
  if (present === 0 && steps === migrations) {
    makeSchema(db);
    return steps.map(({ version }) => version);
  }
  return stepByStep(db, steps, present);
}

/** The schema as all steps leave it; they take four times as long as it does, and wait for the disk after each. */
function makeSchema(db: WriteDb): void {
  const text = (finished ??= finishedSchema());
  db.transaction(() => {
    db.script(text);
    const at = new Date().toISOString();
    for (const { version, name } of migrations) db.run(sql`INSERT INTO migrations VALUES (${version}, ${name}, ${at})`);
  });
}
let finished: string | undefined;

/** In SQLite's own words. What a search index keeps in tables of its own comes with the index; no step writes rows into an empty store. */
function finishedSchema(): string {
  const scratch = openScratch();
  try {
    stepByStep(scratch, migrations, 0);
    const parts = scratch.all<{ text: string }>(sql`
      SELECT sql AS text FROM sqlite_schema AS part
      WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*' AND NOT EXISTS (
        SELECT 1 FROM sqlite_schema AS whole
        WHERE whole.sql LIKE 'CREATE VIRTUAL TABLE%' AND part.type = 'table' AND substr(part.name, 1, length(whole.name) + 1) = whole.name || '_'
      )
      ORDER BY type <> 'table', type <> 'index', rowid`);
    return parts.map(({ text }) => `${text};`).join('\n');
  } finally {
    scratch.close();
  }
}

/** One transaction a step. @param present the version that the store is at */
export function stepByStep(db: WriteDb, steps: readonly Migration[], present: number): number[] {
  db.script(
    'CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT',
  );
  const due = steps.slice(present);
  for (const step of due) apply(db, step, present > 0);
  return due.map(({ version }) => version);
}

/**
 * Steps that were applied to a store in use and that no custody entry has attested yet, oldest first. Kept in the store, as
 * a program may end between a step and the entry that would have told of it.
 */
export function unattestedSteps(db: WriteDb): number[] {
  const kept = db.get<{ value: string }>(sql`SELECT value FROM meta WHERE key = ${UNATTESTED_STEPS}`);
  return kept ? (JSON.parse(kept.value) as number[]) : [];
}
/** To be called in the transaction of the entry that attests them. */
export const stepsAttested = (db: WriteDb): void => void db.run(sql`DELETE FROM meta WHERE key = ${UNATTESTED_STEPS}`);
const UNATTESTED_STEPS = 'unattested_migrations';

function apply(db: WriteDb, step: Migration, inUse: boolean): void {
  if (step.rebuilds) db.enforceReferences(false); // has no effect inside a transaction
  try {
    db.transaction(() => {
      step.apply(db);
      const broken = step.rebuilds ? db.brokenReferences() : [];
      if (broken.length > 0) throw new Error(`step ${step.version} leaves broken references in ${broken.join(', ')}`);
      if (inUse)
        db.run(sql`INSERT INTO meta (key, value) VALUES (${UNATTESTED_STEPS}, ${JSON.stringify([...unattestedSteps(db), step.version])})
          ON CONFLICT (key) DO UPDATE SET value = excluded.value`);
      db.run(sql`INSERT INTO migrations VALUES (${step.version}, ${step.name}, ${new Date().toISOString()})`);
    });
  } finally {
    if (step.rebuilds) db.enforceReferences(true);
  }
}
