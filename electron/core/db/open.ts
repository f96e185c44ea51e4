import { Fault } from '../../../shared/contract/errors.ts';
import { guarded, isSqliteError, toFault } from './conditions.ts';
import {
  CIPHER,
  Database,
  type Native,
  openReadOnly,
  rawKey,
  refuseEmpty,
  type Statement,
  settle,
  unlock,
} from './native.ts';
import { Settling } from './settling.ts';
import type { Sql } from './sql.ts';
import { Turns } from './turns.ts';

export interface Row {
  readonly [column: string]: unknown;
}

class Handle {
  private readonly statements = new Map<string, Statement>();
  constructor(protected readonly native: Native) {}

  protected prepare(text: string): Statement {
    const known = this.statements.get(text);
    if (known) return known;
    const statement = this.native.prepare(text);
    if (this.statements.size > 500) this.statements.clear();
    this.statements.set(text, statement);
    return statement;
  }
  all<T = Row>(sql: Sql): T[] {
    return guarded(() => this.prepare(sql.text).all(...sql.values) as T[]);
  }
  get<T = Row>(sql: Sql): T | undefined {
    return guarded(() => this.prepare(sql.text).get(...sql.values) as T | undefined);
  }
  /** The one row there must be. @throws Fault `not-found` with the given words. */
  one<T = Row>(sql: Sql, missing: string): T {
    const row = this.get<T>(sql);
    if (row === undefined) throw new Fault('not-found', missing);
    return row;
  }
  *each<T = Row>(sql: Sql): IterableIterator<T> {
    try {
      // Not from the cache: a statement that is being stepped cannot be run again meanwhile.
      yield* this.native.prepare(sql.text).iterate(...sql.values) as IterableIterator<T>;
    } catch (error) {
      throw toFault(error);
    }
  }
  /** Rows as arrays, in the order of their columns: for whole tables, where an object for each row costs as much as its cells. */
  *eachArray<T extends unknown[]>(sql: Sql): IterableIterator<T> {
    try {
      yield* this.native
        .prepare(sql.text)
        .raw(true)
        .iterate(...sql.values) as IterableIterator<T>;
    } catch (error) {
      throw toFault(error);
    }
  }
  /** Reads every page and checks the structure. @returns the faults in SQLite's words, none when the store is sound */
  integrity(): string[] {
    const rows = guarded(() => this.native.pragma('integrity_check(100)')) as { integrity_check: string }[];
    return rows.map((row) => row.integrity_check).filter((text) => text !== 'ok');
  }
  /** Makes a store of the same rows and key, in which nothing is left of former ones. @param into a path that is free */
  writeInto(into: string): void {
    guarded(() => this.native.prepare('VACUUM INTO ?').run(into));
  }
  close(): void {
    this.statements.clear();
    this.native.close();
  }
}

/** A read-only connection: a write through it fails in SQLite itself. */
export class ReadDb extends Handle {
  declare readonly reads: true;

  /** Until `work` ends, every read of this connection sees the store as it is now, whatever is written meanwhile. */
  async snapshot<T>(work: () => Promise<T>): Promise<T> {
    guarded(() => this.native.exec('BEGIN; SELECT 1 FROM sqlite_schema')); // a transaction begins to see with its first read
    try {
      return await work();
    } finally {
      // Nothing was written; a COMMIT reads pages, and a damaged one would hide what `work` found.
      if (this.native.inTransaction) this.native.exec('ROLLBACK');
    }
  }
}

export class WriteDb extends Handle {
  declare readonly reads: true;
  declare readonly writes: true;
  readonly settling = new Settling();
  readonly turns = new Turns();
  private copiedElsewhere = 0;

  run(sql: Sql): number {
    return guarded(() => this.prepare(sql.text).run(...sql.values).changes);
  }
  /** Runs a change that must touch exactly one row. */
  runOne(sql: Sql, missing: string): void {
    const changes = this.run(sql);
    if (changes !== 1) throw new Fault(changes === 0 ? 'not-found' : 'internal', missing);
  }
  insertId(sql: Sql): number {
    return guarded(() => Number(this.prepare(sql.text).run(...sql.values).lastInsertRowid));
  }
  /** Gives the statements of this connection a function; numbers come as such, whole ones given as bigint stay exact. */
  define(name: string, run: (...values: (null | string | number)[]) => null | string | number | bigint): void {
    guarded(() => this.native.function(name, { deterministic: true }, run as (...values: unknown[]) => unknown));
  }
  /** Schema changes; a fixed text, never one with values in it. */
  script(text: string): void {
    guarded(() => this.native.exec(text));
  }
  /** Whether a reference to what is not there is refused. Has no effect inside a transaction. */
  enforceReferences(on: boolean): void {
    guarded(() => this.native.pragma(`foreign_keys = ${on ? 'ON' : 'OFF'}`));
  }
  /** Tables with a row that refers to what is not there. */
  brokenReferences(): string[] {
    const rows = guarded(() => this.native.pragma('foreign_key_check')) as { table: string }[];
    return [...new Set(rows.map(({ table }) => table))];
  }
  /** Within a transaction: rows may refer to what is not there until it ends. */
  deferReferences(): void {
    guarded(() => this.native.pragma('defer_foreign_keys = ON'));
  }
  /** Whatever `work` deletes is overwritten with zeros where its page stays in use, and none of it is left in the WAL. */
  overwriting<T>(work: () => T): T {
    guarded(() => this.native.pragma('secure_delete = ON'));
    try {
      return work();
    } finally {
      if (this.native.open) {
        this.native.pragma('secure_delete = OFF');
        this.native.pragma('wal_checkpoint(TRUNCATE)');
      }
    }
  }
  /**
   * Writes every page anew, from the rows alone: what is overwritten as it is deleted leaves earlier copies of it, in the free part of
   * pages that others still use (sqlite.org/lang_vacuum). Holds the store in memory; nobody else may write meanwhile.
   */
  writeAnew(): void {
    guarded(() => {
      this.native.pragma('secure_delete = ON');
      this.native.exec('VACUUM');
      this.native.pragma('wal_checkpoint(TRUNCATE)');
    });
  }
  /** All or nothing. Nested calls join the outer transaction. */
  transaction<T>(work: () => T): T {
    if (this.native.inTransaction) return work();
    return guarded(() =>
      this.turns.first((begun) =>
        this.native
          .transaction(() => {
            begun();
            return work();
          })
          .immediate(),
      ),
    );
  }
  /**
   * Transactions that nobody waits for the disk to have: until the next one outside of this, or a checkpoint, a cut of power takes
   * them back in their order. For what counts for nothing until a later one.
   */
  withoutWaiting<T>(work: () => T): T {
    guarded(() => this.native.pragma('synchronous = NORMAL'));
    try {
      return work();
    } finally {
      if (this.native.open) this.native.pragma('synchronous = FULL');
    }
  }
  /** For a long transaction made of asynchronous pieces; the caller commits or rolls back. */
  begin(): void {
    guarded(() => this.turns.first(() => this.native.exec('BEGIN IMMEDIATE')));
  }
  commit(): void {
    guarded(() => this.native.exec('COMMIT'));
  }
  rollback(): void {
    if (this.native.inTransaction) this.native.exec('ROLLBACK');
  }
  get inTransaction(): boolean {
    return this.native.inTransaction;
  }
  checkpoint(): void {
    guarded(() => this.native.pragma('wal_checkpoint(TRUNCATE)'));
  }
  /** Copies what was written so far into the store's file. Others may read and write meanwhile. */
  copyWritten(): void {
    guarded(() => this.native.pragma('wal_checkpoint(PASSIVE)'));
  }
  /** Until the returned function is called, a commit copies nothing into the store's file: somebody else does. */
  leaveCopying(): () => void {
    const copies = (pages: number) => {
      if (this.native.open) guarded(() => this.native.pragma(`wal_autocheckpoint = ${pages}`));
    };
    if (this.copiedElsewhere++ === 0) copies(0);
    return () => {
      if (--this.copiedElsewhere === 0) copies(PAGES_A_COPY);
    };
  }
  /**
   * Out of WAL mode, in which a store cannot be read where nothing can be written beside it. Another connection keeps it in that
   * mode; a process that was just told to end has one for some milliseconds, and nobody waits for it long.
   */
  leaveWal(): void {
    for (let tried = 0; tried < 200; tried++)
      try {
        if (this.native.pragma('journal_mode = DELETE', { simple: true }) === 'delete') return;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      } catch (error) {
        // What was written is in the store all the same.
        if (!isSqliteError(error) || !error.code.startsWith('SQLITE_BUSY')) return;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      }
  }
  /**
   * While `work` runs, the store's main file does not change: new writes stay in the WAL, which nobody else checkpoints.
   * That makes the file a consistent copy of the state before.
   */
  whileSettled<T>(work: () => Promise<T>): Promise<T> {
    return this.settling.keep(async () => {
      const copyAgain = this.leaveCopying();
      try {
        const [result] = guarded(() => this.native.pragma('wal_checkpoint(TRUNCATE)')) as { busy: number }[];
        if (result?.busy)
          throw new Fault(
            'in-use',
            'A query is reading the store. The copy is made when it has ended; try again then.',
          );
        const done = await work();
        // Locked meanwhile: closing wrote to the file while it was copied.
        if (!this.native.open) throw new Fault('locked', 'The vault was locked before its copy was whole.');
        return done;
      } finally {
        copyAgain();
      }
    });
  }
}

/** As SQLite itself has it. */
const PAGES_A_COPY = 1000;
/** Measured, 1 GiB in 1 MiB rows, hashed and committed: 4 KiB pages 7.0 s, 16 KiB 4.2 s, 64 KiB 3.6 s. Larger pages make small edits dear. */
const PAGE_BYTES = 16_384;

/**
 * Opens the encrypted store. @param key 32 bytes, the raw data key. @param make whether a missing file is created.
 * @throws Fault `damaged` when the file is not a store under this key.
 */
export function openStore(file: string, key: Uint8Array, make: boolean): WriteDb {
  return guarded(() => {
    const native = new Database(file, { fileMustExist: !make, timeout: 5000 });
    try {
      if (make) native.pragma(`page_size = ${PAGE_BYTES}`);
      unlock(native, key);
      if (!make) refuseEmpty(native);
      // No free pages: bytes of a removed exhibit are gone from the file, and `verify` sees every page there is.
      if (make) native.pragma('auto_vacuum = FULL');
      native.pragma('journal_mode = WAL');
      native.pragma('synchronous = FULL');
      settle(native);
      native.prepare('SELECT count(*) FROM sqlite_schema').get();
      return new WriteDb(native);
    } catch (error) {
      native.close();
      throw error;
    }
  });
}

/**
 * Another connection to a store that this process has open to write, for what counts for nothing until a transaction of that one:
 * it waits for no disk, and copies into the store's file only when it is told to. @throws Fault `damaged`, `disk`
 */
export function openBeside(file: string, key: Uint8Array): WriteDb {
  return guarded(() => {
    const native = new Database(file, { fileMustExist: true, timeout: 5000 });
    try {
      unlock(native, key);
      settle(native);
      native.pragma('synchronous = NORMAL');
      native.pragma('wal_autocheckpoint = 0');
      return new WriteDb(native);
    } catch (error) {
      native.close();
      throw error;
    }
  });
}

/**
 * Opens a copy that nobody else has open, and takes it out of WAL mode, in which SQLite needs to write beside a store to read it:
 * so it can be read on a disk that cannot be written to. @throws Fault `damaged`
 */
export function openSettled(file: string, key: Uint8Array): ReadDb {
  return guarded(() => {
    const native = new Database(file, { fileMustExist: true, timeout: 5000 });
    try {
      unlock(native, key);
      refuseEmpty(native);
      settle(native);
      native.pragma('journal_mode = DELETE');
      return new ReadDb(native);
    } catch (error) {
      native.close();
      throw error;
    }
  });
}

/**
 * Gives a store that nobody else has open another key, page by page in its place, in memory that does not grow with it. It is
 * to be a copy: what is left after a stop opens under neither key. @throws Fault `damaged`
 */
export function rekeyInPlace(file: string, key: Uint8Array, next: Uint8Array): void {
  guarded(() => {
    const native = new Database(file, { fileMustExist: true, timeout: 5000 });
    const raw = rawKey(next);
    try {
      unlock(native, key);
      refuseEmpty(native);
      native.pragma('journal_mode = DELETE'); // a store in WAL mode cannot be given another key
      native.pragma('journal_mode = OFF');
      native.pragma('synchronous = OFF'); // flushed as a whole by whoever puts it in its place
      native.rekey(raw);
    } finally {
      raw.fill(0);
      native.close();
    }
  });
}

/**
 * Copies rows of a database in memory into the store, over a connection of its own. SQLite takes the records as they are where both
 * tables are made alike. Nothing is waited for on the disk: the transaction that makes the rows count, on the store's own
 * connection, brings what was written before it along.
 * @param image bytes of the database's file, known there as `main`; the store is `store` @param inTurn runs the copying itself
 */
export function copyRows(
  image: Uint8Array,
  file: string,
  key: Uint8Array,
  copy: Sql,
  inTurn: (write: () => void) => void,
): void {
  guarded(() => {
    const native = new Database(Buffer.from(image.buffer, image.byteOffset, image.byteLength), { timeout: 5000 });
    const raw = rawKey(key);
    try {
      native.pragma(`cipher = 'aegis'`);
      native.pragma(`aegis_algorithm = '${CIPHER}'`);
      native.prepare('ATTACH DATABASE ? AS store KEY ?').run(file, raw);
      settle(native);
      native.pragma('store.synchronous = NORMAL');
      native.pragma('wal_autocheckpoint = 0'); // the store's own connection knows when its file is to stay as it is
      const statement = native.prepare(copy.text);
      inTurn(() => void statement.run(...copy.values));
    } finally {
      raw.fill(0);
      native.close();
    }
  });
}

/** An empty database in memory, for what a store of this program looks like. */
export const openScratch = (): WriteDb => new WriteDb(new Database(':memory:'));

/** @throws Fault `damaged` when the file is not a store under this key, `disk` */
export function openReader(file: string, key: Uint8Array): ReadDb {
  return guarded(() => {
    const native = openReadOnly(file, key);
    try {
      refuseEmpty(native);
      return new ReadDb(native);
    } catch (error) {
      native.close();
      throw error;
    }
  });
}
