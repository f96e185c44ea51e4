import { migrate } from './migrate.ts';
import { openScratch, type ReadDb, type WriteDb } from './open.ts';
import { type Sql, sql } from './sql.ts';

interface Part {
  readonly type: string;
  readonly name: string;
  readonly sql: string;
}
export interface SchemaFault {
  /** "trigger custody_no_delete" */
  readonly subject: string;
  readonly problem: string;
}

/** Everything but the statistics that SQLite keeps by itself; an index that it makes for a constraint has no SQL. */
const partsOf = (db: ReadDb | WriteDb): Map<string, string> =>
  new Map(
    db
      .all<Part>(
        sql`SELECT type, name, coalesce(sql, '') AS sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_stat[1-4]'`,
      )
      .map((part) => [`${part.type} ${part.name}`, part.sql]),
  );

/**
 * Holds tables, indexes, triggers and views against those this program makes. The triggers refuse any change of originals
 * and custody entries, and a table's definition decides how its cells compare, so that a store without one, or with
 * others, was in the hands of another program.
 * @param made tables that were made since for what the store holds, where they are there; that they are is asked elsewhere
 */
export function schemaFaults(db: ReadDb, made: readonly Sql[]): SchemaFault[] {
  const expected = (ownParts ??= scratchParts(migrate));
  const perhaps = scratchParts((scratch) => {
    for (const table of made) scratch.run(table);
  });
  const present = partsOf(db);
  const faults: SchemaFault[] = [];
  for (const [subject, text] of expected) {
    const found = present.get(subject);
    if (found === undefined) faults.push({ subject, problem: 'is missing from the store' });
    else if (found !== text) faults.push({ subject, problem: 'was altered' });
  }
  for (const [subject, text] of present) {
    if (expected.has(subject)) continue;
    const may = perhaps.get(subject);
    if (may === undefined) faults.push({ subject, problem: 'does not belong to the store' });
    else if (may !== text) faults.push({ subject, problem: 'was altered' });
  }
  return faults;
}

/** The same for every store; to make them takes all migrations. */
let ownParts: ReadonlyMap<string, string> | undefined;

function scratchParts(make: (scratch: WriteDb) => void): ReadonlyMap<string, string> {
  const scratch = openScratch();
  try {
    make(scratch);
    return partsOf(scratch);
  } finally {
    scratch.close();
  }
}
