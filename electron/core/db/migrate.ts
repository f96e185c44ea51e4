import { Fault } from '../../../shared/contract/errors.ts';
import { initial } from './migrations/0001-initial.ts';
import type { WriteDb } from './open.ts';
import { sql } from './sql.ts';

/** One step of the store's schema; `apply` runs in a transaction with its bookkeeping row. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly apply: (db: WriteDb) => void;
}

export const migrations: readonly Migration[] = [initial];
export const STORE_VERSION = migrations.length;

/** The version a store is at; 0 for one that holds nothing yet, or was never a store. */
export function storeVersion(db: WriteDb): number {
  if (!db.get(sql`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migrations'`)) return 0;
  return db.one<{ version: number }>(sql`SELECT coalesce(max(version), 0) AS version FROM migrations`, '').version;
}

/**
 * Brings a store to this program's version, one transaction a step.
 * @returns the versions applied. @throws Fault `too-new` when the store was written by a newer program.
 */
export function migrate(db: WriteDb, steps: readonly Migration[] = migrations): number[] {
  const present = storeVersion(db);
  if (present > steps.length) {
    throw new Fault(
      'too-new',
      `This vault has store version ${present}; this program knows ${steps.length}. Open it with a newer Redthread.`,
    );
  }
  db.script(
    'CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT',
  );
  const applied: number[] = [];
  for (const step of steps.slice(present)) {
    db.transaction(() => {
      step.apply(db);
      db.run(sql`INSERT INTO migrations VALUES (${step.version}, ${step.name}, ${new Date().toISOString()})`);
    });
    applied.push(step.version);
  }
  return applied;
}
