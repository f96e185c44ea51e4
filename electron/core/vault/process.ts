import '../host/no-report.ts';
import { join } from 'node:path';
import { head } from '../custody/chain.ts';
import { lastEntry } from '../custody/reads.ts';
import { openReader, openSettled, openStore, rekeyInPlace } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import { serve } from '../process/serve.ts';
import type { Look, Seen } from './backups.ts';
import type { Renewed, Renewing } from './rekey.ts';
import { expectNext } from './vault-file.ts';

/** Reads and re-encrypts copies apart from everything else: what goes over all pages can be stopped only with its process. */
serve({ inspect, rekey, integrity, writeAnew });

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

/** Makes a copy of the store, in which nothing is left of what was deleted, gives it a new key, notes the `vault.json` that it is to be opened with, and reads all of it through. */
function rekey({ store, file, key, next, binding }: Renewing): Renewed {
  try {
    const present = openReader(store, key);
    try {
      present.writeInto(file);
    } finally {
      present.close();
    }
    rekeyInPlace(file, key, next);
    const writer = openStore(file, next, false);
    expectNext(writer, binding);
    writer.close();
    const db = openSettled(file, next);
    try {
      return { head: head(db), problems: db.integrity() };
    } finally {
      db.close();
    }
  } finally {
    for (const bytes of [key, next]) bytes.fill(0);
  }
}

/** Leaves nothing in the store but what is in it, while whoever has it open writes nothing. @returns what is wrong with its pages then */
function writeAnew({ file, key }: { readonly file: string; readonly key: Uint8Array }): string[] {
  const db = openStore(file, key, false);
  key.fill(0);
  try {
    db.writeAnew();
    return db.integrity();
  } finally {
    db.close();
  }
}

/** What is wrong with the pages of a store that may be open elsewhere, in SQLite's words. */
function integrity({ file, key }: { readonly file: string; readonly key: Uint8Array }): string[] {
  const db = openReader(file, key);
  key.fill(0);
  try {
    return db.integrity();
  } finally {
    db.close();
  }
}
