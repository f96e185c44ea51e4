import { chmodSync, closeSync, existsSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../../../shared/contract/errors.ts';
import type { VaultStatus } from '../../../shared/contract/vault.ts';
import { touchAll, watchRows } from '../custody/rows.ts';
import { migrate, STORE_VERSION, storeVersion, tooNew, unattestedSteps } from '../db/migrate.ts';
import { openReader, openSettled, openStore, type ReadDb, type WriteDb } from '../db/open.ts';
import { identifier, sql } from '../db/sql.ts';
import { diskFault, syncFolder } from '../files/disk.ts';
import { takeInterrupted } from '../jobs/jobs.ts';
import { copyBeforeMigration, defaultBackupFolder } from './backups.ts';
import { hold, mustNotBeHeld, readOnlyBecause } from './location.ts';
import { vaultName } from './settings.ts';
import { setMeta } from './store.ts';
import { bindTo, mustBelongTogether, type VaultFile } from './vault-file.ts';

export interface Opening {
  readonly dir: string;
  readonly file: VaultFile;
  /** 32 bytes, the data key; overwritten when the session closes. */
  readonly key: Buffer;
  readonly program: string;
  /** The store is made, and must not be there yet; else it must be the one that was made for this vault. */
  readonly make?: boolean;
  /** Where a copy goes before a migration; beside the vault when left out. */
  readonly backupFolder?: string | null;
  /** What lets the folder go, where it is held already: the store was given another key. */
  readonly held?: () => void;
}

/** An open vault: its key, its two connections, of which a read-only one has no writer, and what must end with it. */
export class Session {
  lastActive = performance.now();
  /** What the opening found of a store that lacks what this computer saw last. */
  rolledBack: VaultStatus['rolledBack'] = null;
  private readonly closers: (() => void)[] = [];
  /** Why nothing may be written at present. */
  private refusal: Fault | null = null;

  private constructor(
    readonly dir: string,
    readonly id: string,
    readonly key: Buffer,
    private readonly store: WriteDb | null,
    readonly reader: ReadDb,
    readonly storeFile: string,
    /**
     * What the opening found and did: labels of the jobs that were interrupted when the program last ended without locking,
     * and the versions that the store was brought to.
     */
    readonly opened: { readonly interrupted: readonly string[]; readonly migrated: readonly number[] },
    private readonly release: () => void,
    /** Why it is only read, as the end of a sentence; null when it can be written to. */
    readonly readOnly: string | null = null,
  ) {
    if (readOnly !== null) this.refusal = readOnlyFault(readOnly);
  }

  /**
   * A vault that lies where nothing can be written is opened read-only.
   * @throws Fault `in-use` naming the holder, `damaged`, `too-new`, `disk`
   */
  static open(opening: Opening): Session {
    const readOnly = opening.make ? null : readOnlyBecause(opening.dir);
    return readOnly === null ? Session.openToWrite(opening) : Session.openToRead(opening, readOnly);
  }

  private static openToRead({ dir, file, key }: Opening, readOnly: string): Session {
    mustNotBeHeld(dir, new Date());
    const store = storeToRead(dir, file, key);
    const reader = openReader(store, key);
    try {
      const present = storeVersion(reader);
      if (present === 0) throw new Fault('damaged', FOREIGN);
      mustBelong(reader, file.id);
      mustBelongTogether(reader, file);
      if (present > STORE_VERSION) throw tooNew(present);
      if (present < STORE_VERSION)
        throw new Fault(
          'read-only',
          `This vault was last used with an older version and must be brought to the present one, which cannot be done while ${readOnly}. ${COPY_IT}`,
        );
      return new Session(dir, file.id, key, null, reader, store, NOTHING_OPENED, () => {}, readOnly);
    } catch (error) {
      reader.close();
      throw error;
    }
  }

  private static openToWrite({ dir, file, key, program, make = false, backupFolder, held }: Opening): Session {
    const release = held ?? hold(dir, program, () => new Date());
    try {
      const store = join(dir, 'store.db');
      if (!make) finishRekeying(dir, file, key);
      forOwnerOnly(store, make);
      const writer = openStore(store, key, make);
      try {
        const present = storeVersion(writer);
        if (make !== (present === 0)) throw new Fault('damaged', FOREIGN);
        if (!make) {
          mustBelong(writer, file.id);
          mustBelongTogether(writer, file);
        }
        if (present > 0 && present < STORE_VERSION)
          copyBeforeMigration({ dir, id: file.id }, backupFolder ?? defaultBackupFolder(dir), STORE_VERSION);
        migrate(writer);
        const migrated = unattestedSteps(writer);
        watchRows(writer);
        if (make) {
          setMeta(writer, VAULT_ID, file.id);
          bindTo(writer, file);
        } else if (migrated.length > 0) touchAll(writer);
        sweep(writer);
        const opened = { interrupted: takeInterrupted(writer), migrated };
        return new Session(dir, file.id, key, writer, openReader(store, key), store, opened, release);
      } catch (error) {
        writer.close();
        throw error;
      }
    } catch (error) {
      release();
      throw error;
    }
  }

  get interrupted(): readonly string[] {
    return this.opened.interrupted;
  }
  get name(): string {
    return vaultName(this.dir);
  }
  /** Asked for at every write, and read from a file of the system. */
  private account: string | undefined;
  get investigator(): string {
    return this.meta('investigator') ?? (this.account ??= userInfo().username);
  }
  get idleMinutes(): number {
    return Number(this.meta('idle_minutes') ?? 10);
  }
  meta(key: string): string | undefined {
    return (this.store ?? this.reader).get<{ value: string }>(sql`SELECT value FROM meta WHERE key = ${key}`)?.value;
  }
  /** @throws Fault saying why nothing may be written at present */
  get writer(): WriteDb {
    this.mustBeWritable();
    return this.store as WriteDb; // null only where that is refused
  }
  mustBeWritable(): void {
    if (this.refusal) throw this.refusal;
  }
  /** Until the returned function is called, nothing is written to the store. */
  refuseWrites(why: Fault): () => void {
    this.refusal = why;
    return () => {
      this.refusal = null;
    };
  }
  active(): void {
    this.lastActive = performance.now();
  }
  /** Something to end when the vault is locked: a child process, a cache. */
  onClose(closer: () => void): void {
    this.closers.push(closer);
  }
  /** Ends what rests on the vault, closes the store, overwrites the key. */
  close(): void {
    try {
      this.handOver();
    } finally {
      this.release();
    }
  }
  /** The same, but keeps hold of the folder for the session that follows. @returns what lets it go */
  handOver(): () => void {
    if (this.store) this.refusal = null;
    this.key.fill(0);
    for (const closer of this.closers) closer();
    try {
      this.reader.close();
      this.store?.checkpoint();
      this.store?.leaveWal();
    } finally {
      this.store?.close();
    }
    return this.release;
  }
}

const NOTHING_OPENED = { interrupted: [], migrated: [] };
const COPY_IT = 'Copy the whole vault folder to a disk that can be written to, and open the copy.';

const readOnlyFault = (why: string): Fault =>
  new Fault(
    'read-only',
    `This vault is opened read-only, because ${why}: nothing in it can be changed or recorded. ${COPY_IT}`,
  );

/**
 * Which file holds the store, where a re-keying that was cut short cannot be finished.
 * @throws Fault `read-only` for a store that was not closed: SQLite reads its last writes only where it can write; `damaged`
 */
function storeToRead(dir: string, file: VaultFile, key: Buffer): string {
  const [store, rekeyed] = [join(dir, 'store.db'), rekeyedIn(dir)];
  const waiting = ['-wal', '-journal'].map((tail) => statSync(`${store}${tail}`, { throwIfNoEntry: false })?.size ?? 0);
  if (waiting.some((bytes) => bytes > 0)) throw new Fault('read-only', `${NOT_CLOSED}. ${COPY_IT}`);
  try {
    const opens = (path: string) => opensUnder(path, key, openReader, (db) => mustBelongTogether(db, file));
    return existsSync(rekeyed) && !opens(store) && opens(rekeyed) ? rekeyed : store;
  } catch (error) {
    if (error instanceof Fault && error.code === 'disk') throw new Fault('read-only', `${NOT_CLOSED}. ${COPY_IT}`);
    throw error;
  }
}
const NOT_CLOSED =
  'This vault lies where nothing can be written and was not locked when it was last used: its last writes lie beside the store, where they cannot be read without writing';

/** The store under its new key, until it takes the place of the store. */
export const rekeyedIn = (dir: string): string => join(dir, 'store.db.rekeyed');
export function removeRekeyed(dir: string): void {
  for (const tail of ['', ...JOURNALS]) rmSync(`${rekeyedIn(dir)}${tail}`, { force: true });
}
const JOURNALS = ['-wal', '-shm', '-journal'];

/**
 * A re-keying is done once `vault.json` is the new one: the store that it opens is whole and flushed by then, and takes the name
 * here if it has not got it. Where `vault.json` still opens the store itself, what lies beside is a leaving. A store that opens
 * is never replaced, whatever lies beside it.
 */
function finishRekeying(dir: string, file: VaultFile, key: Buffer): void {
  const [store, rekeyed] = [join(dir, 'store.db'), rekeyedIn(dir)];
  if (!existsSync(rekeyed)) return;
  if (existsSync(store) && opensUnder(store, key, openSettled)) return removeRekeyed(dir);
  if (!opensUnder(rekeyed, key, openSettled, (db) => mustBelongTogether(db, file))) return; // opening the store says what is wrong
  try {
    // Without them first: what they hold is of the store under the old key.
    for (const tail of JOURNALS) rmSync(`${store}${tail}`, { force: true });
    renameSync(rekeyed, store);
    syncFolder(dir);
  } catch (error) {
    throw diskFault(error, 'store.db');
  }
}

function opensUnder(
  store: string,
  key: Buffer,
  open: typeof openSettled,
  look: (db: ReadDb) => void = () => {},
): boolean {
  try {
    const db = open(store, key);
    try {
      look(db);
      return true;
    } finally {
      db.close();
    }
  } catch (error) {
    if (error instanceof Fault && error.code === 'damaged') return false;
    throw error;
  }
}

/** Where `meta` holds the id of the vault that the store was made for. */
const VAULT_ID = 'vault_id';
const FOREIGN =
  'store.db is not the store that was made for this vault. Nothing in it was changed. Restore the vault folder from a backup.';

function mustBelong(db: ReadDb | WriteDb, id: string): void {
  const held = db.get<{ value: string }>(sql`SELECT value FROM meta WHERE key = ${VAULT_ID}`)?.value;
  if (held !== id) throw new Fault('damaged', FOREIGN);
}

/** SQLite gives its journals the mode of the store, which it would make readable by everyone. */
function forOwnerOnly(file: string, make: boolean): void {
  try {
    if (make) closeSync(openSync(file, 'wx', 0o600));
    else chmodSync(file, 0o600);
  } catch (error) {
    if (make) throw diskFault(error, 'store.db'); // else a disk that knows no modes (FAT, some network folders), or no store
  }
}

/** Removes what a crash left half-way: bytes and tables that no finished record refers to. */
function sweep(db: WriteDb): void {
  for (const { id, kind } of db.all<{ id: number; kind: string }>(sql`SELECT id, kind FROM incoming`)) {
    // In pieces of 64 MiB at most, so that the write-ahead log stays small.
    while (
      kind === 'content' &&
      db.run(sql`DELETE FROM chunks WHERE content_id = ${id} ORDER BY seq DESC LIMIT 64`) > 0
    );
    db.transaction(() => {
      if (kind === 'dataset') db.run(sql`DROP TABLE IF EXISTS ${identifier(`ds_${id}`)}`);
      db.run(sql`DELETE FROM incoming WHERE id = ${id}`);
    });
  }
}
