import { constants, existsSync, readdirSync, statSync } from 'node:fs';
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Backup, BackupPlan } from '../../../shared/contract/vault.ts';
import type { Core } from '../context.ts';
import { diskFault } from '../files/disk.ts';
import type { Session } from './session.ts';

const DEFAULT_KEEP = 5;
const AUTOMATIC_AFTER_MS = 20 * 60 * 60 * 1000; // once a working day

type Copy = z.infer<typeof Backup>;

/** The plan and the copies there are. A copy is a vault folder: NAME 20261122T101500Z.redthread. */
export function backupPlan(session: Session): BackupPlan {
  const folder = folderOf(session);
  const stored = session.meta('backup_keep');
  const plan = { keep: stored === undefined ? DEFAULT_KEEP : Number(stored), folder };
  try {
    return { ...plan, backups: existsSync(folder) ? list(session, folder) : [], problem: null };
  } catch (error) {
    return { ...plan, backups: [], problem: diskFault(error, folder).message };
  }
}

const folderOf = (session: Session): string =>
  session.meta('backup_folder') ?? join(dirname(session.dir), `${session.name} backups`);

function list(session: Session, folder: string): Copy[] {
  return readdirSync(folder)
    .flatMap((entry) => {
      const stamp = stampOf(session, entry);
      const store = join(folder, entry, 'store.db');
      return stamp && existsSync(store) ? [{ name: entry, madeAt: stamp, bytes: statSync(store).size }] : [];
    })
    .sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1));
}

const nameAt = (session: Session, at: Date): string =>
  `${session.name} ${at.toISOString().replace(/[-:]/g, '')}.redthread`;

function stampOf(session: Session, entry: string): string | null {
  if (!entry.startsWith(`${session.name} `)) return null;
  const found = entry
    .slice(session.name.length + 1)
    .match(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)\.(\d{3})Z\.redthread$/);
  if (!found) return null;
  const [, year, month, day, hour, minute, second, ms] = found;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`;
}

/**
 * Copies `vault.json` and `store.db` as they are now, encrypted as they are; writes go on meanwhile. The copy gets its
 * name when it is whole and flushed. Afterwards the oldest beyond the plan's number go.
 */
export async function makeBackup(core: Core, session: Session): Promise<Copy> {
  const { keep, folder } = backupPlan(session);
  const at = core.now();
  const name = nameAt(session, at);
  const part = join(folder, `.${name}.part`);
  try {
    await mkdir(part, { recursive: true, mode: 0o700 });
    await session.writer.whileSettled(async () => {
      for (const file of ['vault.json', 'store.db']) await copyFlushed(join(session.dir, file), join(part, file));
    });
    await rename(part, join(folder, name));
  } catch (error) {
    await rm(part, { recursive: true, force: true }).catch(() => {}); // the first error is the one to tell
    throw error instanceof Fault ? error : diskFault(error, folder);
  }
  for (const old of list(session, folder).slice(Math.max(keep, 1)))
    await rm(join(folder, old.name), { recursive: true, force: true });
  return { name, madeAt: at.toISOString(), bytes: statSync(join(folder, name, 'store.db')).size };
}

async function copyFlushed(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  const file = await open(to, 'r+');
  await file.sync().finally(() => file.close());
}

/** Whether opening the vault should make a copy first of all. */
export function backupIsDue(core: Core, session: Session): boolean {
  const { keep, backups, problem } = backupPlan(session);
  const newest = backups[0];
  return keep > 0 && !problem && (!newest || core.now().getTime() - Date.parse(newest.madeAt) > AUTOMATIC_AFTER_MS);
}
