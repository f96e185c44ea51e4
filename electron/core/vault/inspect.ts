import { join } from 'node:path';
import { head } from '../custody/chain.ts';
import { lastEntryAt } from '../custody/reads.ts';
import { openSettled } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import type { StartProcess } from '../host/channel.ts';
import { Child } from '../process/child.ts';

export interface Look {
  /** The folder of a copy. */
  readonly dir: string;
  readonly key: Uint8Array;
}
/** What a copy holds, as far as someone who chooses between copies needs to know. */
export interface Seen {
  readonly cases: readonly { number: number; title: string; exhibits: number; findings: number }[];
  readonly lastAt: string | null;
  readonly head: { readonly seq: number; readonly hash: string };
  /** What is wrong with its pages, in SQLite's words. */
  readonly problems: readonly string[];
}

/**
 * Reads a copy of a vault in a process of its own, page by page, which can be ended at any time; the key goes there and nowhere
 * else. @throws Fault `damaged` when it does not open under `key`, `cancelled`
 */
export async function lookInto(start: StartProcess, look: Look, signal: AbortSignal | null = null): Promise<Seen> {
  const child = new Child(start, 'inspect');
  try {
    return await child.ask<Seen>('inspect', look, signal ? { signal } : {});
  } finally {
    child.kill();
  }
}

/** The child's side. */
export function inspect({ dir, key }: Look): Seen {
  const db = openSettled(join(dir, 'store.db'), key);
  key.fill(0);
  try {
    return {
      head: head(db),
      lastAt: lastEntryAt(db),
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
