import { randomBytes, randomInt } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { append } from '../../electron/core/custody/chain.ts';
import { sql } from '../../electron/core/db/sql.ts';
import { Session } from '../../electron/core/vault/session.ts';
import type { VaultFile } from '../../electron/core/vault/vault-file.ts';

const SECTOR = 512;

export interface PowerOutcome {
  readonly cuts: number;
  readonly lost: string[];
  readonly unopened: string[];
}
/** The files of a store at one moment. */
interface Disk {
  readonly store: Buffer;
  readonly wal: Buffer;
}

/**
 * Cuts the power at every kind of moment. As in SQLite's crash tests (sqlite.org/testing.html, section 3.3), writes that
 * were not yet synced are dropped, kept or torn by sectors at random; what was acknowledged before must be there after.
 */
export function cutPower(cuts: number): PowerOutcome {
  const folder = mkdtempSync(join(tmpdir(), 'redthread-power-'));
  const live = join(folder, 'live.redthread');
  mkdirSync(live);
  const key = randomBytes(32);
  const file = { id: 'torture', generation: 1 } as VaultFile; // the store only asks whether it is the same
  const session = Session.open({ dir: live, file, key: Buffer.from(key), program: 'torture', make: true });
  const outcome: PowerOutcome = { cuts, lost: [], unopened: [] };
  let acknowledged = 0;
  const writeOne = () => {
    session.writer.transaction(() => {
      append(session.writer, {
        at: new Date().toISOString(),
        zone: 'UTC',
        actor: 'a',
        program: 'p',
        caseId: null,
        action: 'x',
        subject: 'y',
        detail: {},
      });
      const id = acknowledged + 1;
      session.writer.run(sql`INSERT INTO contents VALUES (${id}, 'x', 1, 1)`);
      session.writer.run(sql`INSERT INTO chunks VALUES (${id}, 0, ${randomBytes(randomInt(1, 60_000))}, 0)`);
    });
    acknowledged++;
  };
  try {
    for (let cut = 0; cut < cuts; cut++) {
      for (let n = randomInt(1, 6); n > 0; n--) writeOne();
      const kind = (['commit', 'checkpoint', 'restart'] as const)[cut % 3] as 'commit' | 'checkpoint' | 'restart';
      const before = disk(live);
      const floor = acknowledged;
      let after: Disk;
      if (kind === 'commit') {
        writeOne();
        after = disk(live);
        // Unsynced: whatever the commit appended to the WAL.
        survive({ store: before.store, wal: torn(before.wal, after.wal) }, floor, kind);
      } else {
        session.writer.checkpoint();
        after = disk(live);
        // The WAL is synced before the store is written; the store's writes may be torn while the WAL still stands.
        survive({ store: torn(before.store, after.store), wal: before.wal }, floor, kind);
        if (kind === 'restart') {
          writeOne();
          const next = disk(live);
          survive({ store: next.store, wal: torn(after.wal, next.wal) }, floor, kind);
        }
      }
    }
  } finally {
    session.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return outcome;

  function survive(files: Disk, floor: number, kind: string): void {
    const dir = join(folder, 'after.redthread');
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dir);
    writeFileSync(join(dir, 'store.db'), files.store);
    if (files.wal.length > 0) writeFileSync(join(dir, 'store.db-wal'), files.wal);
    try {
      const reopened = Session.open({ dir, file, key: Buffer.from(key), program: 'torture' });
      const { chain, contents, chunks, sound } = reopened.writer.one<
        Record<'chain' | 'contents' | 'chunks' | 'sound', number>
      >(
        sql`SELECT (SELECT count(*) FROM custody) AS chain, (SELECT count(*) FROM contents) AS contents,
          (SELECT count(*) FROM chunks WHERE length(bytes) > 0) AS chunks,
          (SELECT count(*) FROM custody c JOIN custody p ON p.seq = c.seq - 1 WHERE c.previous = p.hash) + 1 AS sound`,
        '',
      );
      if (chain < floor) outcome.lost.push(`${kind}: ${floor - chain} of ${floor} acknowledged writes lost`);
      if (contents !== chain || chunks !== chain || sound !== chain)
        outcome.lost.push(`${kind}: half a write: ${chain} ${contents} ${chunks} ${sound}`);
      reopened.close();
    } catch (error) {
      outcome.unopened.push(`${kind}: ${error instanceof Error ? error.message : error}`);
    }
  }
}

function disk(dir: string): Disk {
  const wal = join(dir, 'store.db-wal');
  return { store: readFileSync(join(dir, 'store.db')), wal: existsSync(wal) ? readFileSync(wal) : Buffer.alloc(0) };
}

/** `before` with a random part of the sectors that differ in `after`, and any length in between. */
function torn(before: Buffer, after: Buffer): Buffer {
  const longest = Math.max(before.length, after.length);
  const shortest = Math.min(before.length, after.length);
  const length = before.length === after.length ? longest : randomInt(shortest, longest + 1);
  const result = Buffer.alloc(length);
  const chance = randomInt(101);
  for (let at = 0; at < length; at += SECTOR) {
    const source = randomInt(100) < chance ? after : before;
    if (at < source.length) source.copy(result, at, at, Math.min(at + SECTOR, length, source.length));
  }
  return result;
}
