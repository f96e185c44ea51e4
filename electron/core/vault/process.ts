import { join } from 'node:path';
import { head } from '../custody/chain.ts';
import { lastEntry } from '../custody/reads.ts';
import { openSettled } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import { serve } from '../process/serve.ts';
import type { Look, Seen } from './backups.ts';

/** Reads copies of a vault apart from everything else: a read of all pages can be stopped only with its process. */
serve({ inspect });

function inspect({ dir, key }: Look): Seen {
  const db = openSettled(join(dir, 'store.db'), key);
  key.fill(0);
  try {
    return {
      head: head(db),
      lastAt: lastEntry(db)?.at ?? null,
      cases: db.all(sql`
        SELECT number, title,
          (SELECT count(*) FROM exhibits WHERE case_id = cases.id) AS exhibits,
          (SELECT count(*) FROM findings WHERE case_id = cases.id) AS findings
        FROM cases ORDER BY number`),
      problems: db.integrity(),
    };
  } finally {
    db.close();
  }
}
