import {
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Backup, BackupPlan } from '../../../shared/contract/vault.ts';
import type { Core } from '../context.ts';
import { isInLog } from '../custody/reads.ts';
import { copyFlushed, diskFault, replaceFile, syncFile, syncFolder } from '../files/disk.ts';
import type { StartProcess } from '../host/channel.ts';
import type { Running } from '../jobs/jobs.ts';
import { Child } from '../process/child.ts';
import type { Session } from './session.ts';
import { type CopyNote, vaultName } from './settings.ts';
import { readVaultBytes, vaultIdOf } from './vault-file.ts';

const AUTOMATIC_AFTER_MS = 20 * 60 * 60 * 1000; // once a working day

type Copy = z.infer<typeof Backup>;
type Watched = Pick<Running, 'signal' | 'progress'>;

/** The plan and the copies there are. A copy is a vault folder: NAME 20261122T101500Z.redthread. */
export function backupPlan(core: Core, session: Session): BackupPlan {
  const { keep, folder } = planOf(core, session);
  try {
    const backups = copiesIn(folder, session.id);
    return { keep, folder, backups, problem: sortOut(core, session, folder, backups).problem };
  } catch (error) {
    return { keep, folder, backups: [], problem: diskFault(error, folder).message };
  }
}

export const defaultBackupFolder = (dir: string): string => join(dirname(dir), `${vaultName(dir)} backups`);

/** Number and folder are settings of this computer: a vault from elsewhere must not name a folder in which copies are deleted. */
export function planOf(core: Core, session: Session): { keep: number; folder: string } {
  const { keep, folder } = core.settings.backupsOf(session.id);
  return { keep, folder: folder ?? defaultBackupFolder(session.dir) };
}

/** Copies of one vault, told by the id in their `vault.json`, newest first; vaults of one name may share a folder. */
export function copiesIn(folder: string, id: string): Copy[] {
  if (!statSync(folder, { throwIfNoEntry: false })) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .flatMap(({ name }) => {
      const made = madeAt(name);
      const store = made && lstatSync(join(folder, name, 'store.db'), { throwIfNoEntry: false });
      if (!made || !store?.isFile() || vaultIdOf(join(folder, name)) !== id) return [];
      return [{ name, ...made, bytes: store.size }];
    })
    .sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1));
}

const stampAt = (at: Date): string => at.toISOString().replace(/[-:]/g, '');
/** Copies made before a migration bear its version, and the stamp in parentheses, which no vault's name has. */
const nameAt = (name: string, at: Date, version: number | null): string =>
  version === null
    ? `${name} ${stampAt(at)}.redthread`
    : `${name} before version ${version} (${stampAt(at)}).redthread`;

function madeAt(entry: string): Pick<Copy, 'madeAt' | 'beforeVersion'> | null {
  const found = entry.match(
    / (?:before version (\d+) \()?(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)\.(\d{3})Z\)?\.redthread$/,
  );
  if (!found) return null;
  const [, version, year, month, day, hour, minute, second, ms] = found;
  return {
    madeAt: `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`,
    beforeVersion: version === undefined ? null : Number(version),
  };
}

/** A copy under way: a folder that gets its name when what is in it is whole and flushed. */
interface Part {
  readonly path: string;
  finish(): void;
  /** Leaves nothing. @returns the fault to tell */
  fail(error: unknown): Fault;
}

/** Sweeps what an earlier copy of this vault left half-way, and starts another. @throws Fault `disk` */
export function startPart(id: string, folder: string, name: string): Part {
  const path = join(folder, `.${id} ${name}.part`);
  const fail = (error: unknown): Fault => {
    rmSync(path, { recursive: true, force: true });
    return error instanceof Fault ? error : diskFault(error, folder);
  };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const left of readdirSync(folder))
      if (left.startsWith(`.${id} `) && left.endsWith('.part'))
        rmSync(join(folder, left), { recursive: true, force: true });
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    throw diskFault(error, folder);
  }
  const finish = () => {
    syncFolder(path);
    renameSync(path, join(folder, name));
    syncFolder(folder);
  };
  return { path, finish, fail };
}

/**
 * Before a store is brought to a newer version: a copy as it was, beside the others and never counted with them. Nothing else
 * goes on while a vault is opened. @throws Fault `disk`
 */
export function copyBeforeMigration({ dir, id }: Pick<Session, 'dir' | 'id'>, folder: string, version: number): void {
  const part = startPart(id, folder, nameAt(vaultName(dir), new Date(), version));
  try {
    // The WAL may hold the latest writes; a vault that was closed has none.
    for (const file of ['vault.json', 'store.db', 'store.db-wal']) {
      if (!existsSync(join(dir, file))) continue;
      copyFileSync(join(dir, file), join(part.path, file), constants.COPYFILE_FICLONE);
      syncFile(join(part.path, file));
    }
    part.finish();
  } catch (error) {
    throw part.fail(error);
  }
}

const turns = new WeakMap<Session, Promise<unknown>>();

/**
 * Copies `vault.json` and `store.db` as they are now, encrypted as they are; that takes no key, and writes go on meanwhile.
 * Then the copy is read through, and those go that it and others stand for. One at a time. @throws Fault
 */
export function makeBackup(core: Core, session: Session, watched: Watched): Promise<Copy> {
  const turn = (turns.get(session) ?? Promise.resolve()).then(() => makeOne(core, session, watched));
  turns.set(
    session,
    turn.catch(() => {}),
  );
  return turn;
}

async function makeOne(core: Core, session: Session, watched: Watched): Promise<Copy> {
  const { folder } = planOf(core, session);
  const at = core.now();
  const name = nameAt(session.name, at, null);
  const part = startPart(session.id, folder, name);
  try {
    await session.writer.whileSettled(async () => {
      // Both are of one moment: a change of passphrase writes to the store, the file and the store without a pause.
      replaceFile(join(part.path, 'vault.json'), readVaultBytes(session.dir));
      const total = statSync(session.storeFile).size;
      const onBytes = (done: number) => watched.progress(done, total, 'bytes');
      await copyFlushed(session.storeFile, join(part.path, 'store.db'), watched.signal, onBytes);
    });
    part.finish();
  } catch (error) {
    throw part.fail(error);
  }
  for (const copy of copiesIn(folder, session.id)) {
    if (copy.beforeVersion === null && !noteOf(core, session, folder, copy))
      await note(core, session, folder, copy, watched.signal);
  }
  const copies = copiesIn(folder, session.id);
  const { remove } = sortOut(core, session, folder, copies);
  for (const old of remove) await rm(join(folder, old.name), { recursive: true, force: true });
  core.settings.keepNotes(
    session.id,
    copies.filter((copy) => !remove.includes(copy)).map(({ name }) => name),
  );
  return { name, madeAt: at.toISOString(), beforeVersion: null, bytes: statSync(join(folder, name, 'store.db')).size };
}

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

/** Reads a copy through and notes what it holds, as long as nobody writes to it. */
async function note(
  core: Core,
  { id, key }: Session,
  folder: string,
  { name }: Copy,
  signal: AbortSignal | null,
): Promise<void> {
  const dir = join(folder, name);
  const seen = await lookInto(core.startProcess, { dir, key }, signal).catch((error: unknown) => {
    if (error instanceof Fault && error.code === 'damaged') return null;
    throw error;
  });
  core.settings.noteCopy(id, name, {
    head: seen?.head ?? null,
    sound: seen?.problems.length === 0,
    ...stateOf(dir),
  });
}

const stateOf = (dir: string): { bytes: number; modified: number } => {
  const { size, mtimeMs } = statSync(join(dir, 'store.db'));
  return { bytes: size, modified: mtimeMs };
};

/** What was noted of a copy, unless it was written to since: then it is a vault that someone works in. */
function noteOf(core: Core, { id }: Session, folder: string, { name }: Copy): CopyNote | null {
  const noted = core.settings.backupsOf(id).copies[name];
  const { bytes, modified } = stateOf(join(folder, name));
  return noted && noted.bytes === bytes && noted.modified === modified ? noted : null;
}

/**
 * Which copies may go: those that the store's own custody log continues, once as many newer ones, read through and sound, as
 * are to be kept stand for them. Newer is told by the log, not by the clock. A store that lost its end, was put back or has
 * damaged pages thus never pushes out a copy that it does not hold.
 */
function sortOut(
  core: Core,
  session: Session,
  folder: string,
  copies: readonly Copy[],
): { remove: Copy[]; problem: string | null } {
  const keep = Math.max(planOf(core, session).keep, 1);
  const noted = copies
    .filter(({ beforeVersion }) => beforeVersion === null)
    .flatMap((copy) => {
      const known = noteOf(core, session, folder, copy);
      return known ? [{ copy, ...known }] : [];
    });
  const own = noted.flatMap((each) =>
    each.head && isInLog(session.reader, each.head) ? [{ ...each, head: each.head }] : [],
  );
  const sound = own.filter((each) => each.sound);
  const remove = own
    .filter(({ head: { seq } }) => sound.filter(({ head }) => head.seq > seq).length >= keep)
    .map(({ copy }) => copy);
  const newest = own.toSorted((a, b) => b.head.seq - a.head.seq)[0];
  const foreign = noted.filter(({ head }) => head !== null).length - own.length;
  const closed = noted.filter(({ head }) => head === null).length;
  const problems = [
    newest && !newest.sound
      ? 'The newest backup has damaged pages, so the store has them too. Verify the vault. Older backups are kept.'
      : null,
    foreign > 0
      ? `Backups kept although there are newer ones: ${foreign}. They hold custody entries that this store does not have, so it was put back to an older state or altered. Restore the newest of them to a new folder and compare.`
      : null,
    closed > 0 ? `Backups that do not open with the present key of this vault: ${closed}. They are kept.` : null,
  ];
  return { remove, problem: problems.filter((each) => each !== null).join(' ') || null };
}

/** Whether opening the vault should make a copy first of all. A copy dated in the future, by a clock that was wrong, does not count. */
export function backupIsDue(core: Core, session: Session): boolean {
  const { keep, folder } = planOf(core, session);
  if (keep === 0) return false;
  const now = core.now().getTime();
  try {
    return !copiesIn(folder, session.id).some(({ madeAt, beforeVersion }) => {
      const age = now - Date.parse(madeAt);
      return beforeVersion === null && age >= 0 && age < AUTOMATIC_AFTER_MS;
    });
  } catch {
    return false; // `vault.backups` says why the folder cannot be used
  }
}
