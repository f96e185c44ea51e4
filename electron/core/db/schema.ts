import { migrate } from './migrate.ts';
import { openScratch, type ReadDb, type WriteDb } from './open.ts';
import { sql } from './sql.ts';

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

const partsOf = (db: ReadDb | WriteDb): Map<string, string> =>
  new Map(
    db
      .all<Part>(sql`SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL`)
      .map((part) => [`${part.type} ${part.name}`, part.sql]),
  );

/**
 * Holds tables, indexes and triggers against those this program makes. The triggers refuse any change of originals and
 * custody entries, so that a store without them, or with others, was in the hands of another program.
 */
export function schemaFaults(db: ReadDb): SchemaFault[] {
  const expected = expectedParts();
  const present = partsOf(db);
  const faults: SchemaFault[] = [];
  for (const [subject, text] of expected) {
    const found = present.get(subject);
    if (found === undefined) faults.push({ subject, problem: 'is missing from the store' });
    else if (found !== text) faults.push({ subject, problem: 'was altered' });
  }
  for (const subject of present.keys()) {
    if (!expected.has(subject) && /^(trigger|view) /.test(subject))
      faults.push({ subject, problem: 'does not belong to the store' });
  }
  return faults;
}

function expectedParts(): Map<string, string> {
  const scratch = openScratch();
  try {
    migrate(scratch);
    return partsOf(scratch);
  } finally {
    scratch.close();
  }
}
