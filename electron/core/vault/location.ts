import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { z } from 'zod';
import { Fault } from '../../../shared/contract/errors.ts';
import { Instant } from '../../../shared/contract/values.ts';
import { holdExclusively, isHeldExclusively } from '../db/hold.ts';
import { diskFault, mustBeOrdinary, readSmall, replaceFile } from '../files/disk.ts';

/** `vault.holder`: who has the vault open, for whoever finds it so. */
const Note = z.object({
  program: z.string().max(200),
  process: z.int(),
  host: z.string().max(255),
  since: Instant,
  /** When the holder last said that it is still there. */
  seen: Instant,
});
type Note = z.infer<typeof Note>;

const SAY_EVERY_MS = 60_000;
/** A synchronised folder brings the note late; a computer that was switched off never takes it back. */
const BELIEVED_MS = 10 * 60_000;

/**
 * One program a vault. On one computer the lock is the operating system's and ends with the process. Another computer does
 * not see that lock through a synchronised folder, but the holder's note, which is written again every minute.
 * @returns what lets it go. @throws Fault `in-use` naming the holder, `damaged` when a file of it is a link or a pipe, `disk`
 */
export function hold(dir: string, program: string, now: () => Date): () => void {
  const path = join(dir, 'vault.holder');
  mustBeOrdinary(path);
  const release = lock(join(dir, 'vault.lock'));
  const found = readNote(path);
  if (!release) throw heldBy(found ? inWords(found) : 'another program', 'Lock it there first.');
  const note: Note = {
    program,
    process: process.pid,
    host: hostname(),
    since: now().toISOString(),
    seen: now().toISOString(),
  };
  try {
    if (found && found.host !== note.host) mustBeGone(found, now());
    replaceFile(path, `${JSON.stringify(note)}\n`);
  } catch (error) {
    release();
    throw error;
  }
  const timer = setInterval(() => {
    try {
      replaceFile(path, `${JSON.stringify({ ...note, seen: now().toISOString() })}\n`);
    } catch {
      // A disk that is gone is told by the next write to the store.
    }
  }, SAY_EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    rmSync(path, { force: true });
    release();
  };
}

/**
 * Why a vault cannot be written to where it lies; null when it can. A disk that is mounted read-only says so to everyone, a
 * folder or file that others own to all but the administrator.
 */
export function readOnlyBecause(dir: string): string | null {
  for (const path of [dir, join(dir, 'store.db'), join(dir, 'vault.lock')]) {
    if (!existsSync(path)) continue;
    try {
      accessSync(path, constants.W_OK);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : '';
      return code === 'EROFS' ? 'its disk is read-only' : 'its folder or files may not be written';
    }
  }
  return null;
}

/** For a vault that is only read: it must not be open elsewhere either, as far as can be seen. @throws Fault `in-use`, `damaged` */
export function mustNotBeHeld(dir: string, now: Date): void {
  const [path, locked] = [join(dir, 'vault.holder'), join(dir, 'vault.lock')];
  for (const each of [path, locked]) mustBeOrdinary(each);
  const found = readNote(path);
  if (existsSync(locked) && isHeldExclusively(locked))
    throw heldBy(found ? inWords(found) : 'another program', 'Lock it there first.');
  if (found && found.host !== hostname()) mustBeGone(found, now);
}

function lock(path: string): (() => void) | null {
  mustBeOrdinary(path);
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw diskFault(error, 'vault.lock');
  }
  return holdExclusively(path);
}

/** The other's clock may be wrong either way. */
function mustBeGone(found: Note, now: Date): void {
  const age = Math.abs(now.getTime() - Date.parse(found.seen));
  if (age < BELIEVED_MS)
    throw heldBy(
      `${inWords(found)}, seen there ${Math.round(age / 1000)} s ago`,
      'Two computers that write to one store through a synchronised folder destroy it. Lock the vault there and wait until the folder is synchronised. If that computer was switched off without locking, try again in ten minutes.',
    );
}

const heldBy = (who: string, what: string): Fault => new Fault('in-use', `This vault is open in ${who}. ${what}`);

const inWords = ({ program, process: id, host, since }: Note): string =>
  `${program}, process ${id} on ${host}, since ${since}`.replace(/\p{C}/gu, ' ');

/** @returns null when there is none, or it is not readable: the holder may only just have started */
function readNote(path: string): Note | null {
  try {
    return Note.safeParse(JSON.parse(readSmall(path, 4096).toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}

/** How folders that a service synchronises are named by it. */
const SERVICES: readonly (readonly [name: RegExp, service: string])[] = [
  [/^dropbox\b/i, 'Dropbox'],
  [/^onedrive\b/i, 'OneDrive'],
  [/^(google ?drive|my drive|googledrive-.*)$/i, 'Google Drive'],
  [/^(icloud ?drive|mobile documents|com~apple~clouddocs)$/i, 'iCloud Drive'],
  [/^cloudstorage$/i, 'a cloud drive'],
  [/^nextcloud\d*$/i, 'Nextcloud'],
  [/^owncloud\d*$/i, 'ownCloud'],
  [/^(pcloud ?drive|pcloud ?sync)$/i, 'pCloud'],
  [/^mega(sync)?$/i, 'MEGA'],
  [/^box( sync)?$/i, 'Box'],
  [/^seafile$/i, 'Seafile'],
];
/** What they leave at the top of such a folder. */
const MARKS: readonly (readonly [name: RegExp, service: string])[] = [
  [/^\.stfolder$/, 'Syncthing'],
  [/^\.dropbox(\.cache)?$/, 'Dropbox'],
  [/^\.tmp\.drive(down|up)load$/, 'Google Drive'],
  [/^\.(nextcloudsync\.log|owncloudsync\.log|sync_[0-9a-f]+\.db)$/, 'Nextcloud or ownCloud'],
];
/** Kinds of file systems that are reached over a network, as Linux lists them. */
const NETWORK =
  /^(nfs4?|cifs|smb\d*|smbfs|9p|afs|ceph|glusterfs|lustre|davfs|fuse\.(sshfs|rclone|gvfsd-fuse|s3fs|davfs2?|glusterfs|smbnetfs|gcsfuse))$/;

/**
 * What whoever opens a vault should know about where it lies: a service that copies the files one by one, at different moments,
 * or a disk on another computer, whose locks and flushes cannot be relied on. @returns sentences, none for an ordinary disk
 */
export function noticesOf(dir: string): string[] {
  const path = real(dir);
  const service = serviceOf(path);
  const network = path.startsWith('\\\\') ? 'a Windows share' : networkOf(path, mounts());
  const conflicts = entriesOf(path).filter((name) => /conflict/i.test(name));
  return [
    service &&
      `This vault lies in a folder that ${service} synchronises. Open it on one computer at a time, lock it, and let the folder finish before it is opened elsewhere: a store that is synchronised half-way, or written to on two computers, cannot be opened or loses work. Backups in a folder that is not synchronised protect against it.`,
    network &&
      `This vault lies on a network disk (${network}). When the connection fails during a write, or two computers open the vault, the store can be damaged. A folder on this computer is safer, with backups on the network disk.`,
    conflicts.length > 0 &&
      `There are conflicting copies in the folder of the vault: ${conflicts.join(', ')}. It was changed on two computers, and only one state is open here. Keep the copies until you have compared them.`,
  ].filter((notice) => typeof notice === 'string');
}

export function serviceOf(path: string): string | null {
  const parts = path.split(/[\\/]/);
  for (const [name, service] of SERVICES) if (parts.some((part) => name.test(part))) return service;
  for (let folder = path; ; folder = dirname(folder)) {
    const names = entriesOf(folder);
    for (const [name, service] of MARKS) if (names.some((each) => name.test(each))) return service;
    if (folder === dirname(folder)) return null;
  }
}

/** @param mountinfo the text of /proc/self/mountinfo (proc(5)): the mount point is field 5, the kind follows " - " */
export function networkOf(path: string, mountinfo: string): string | null {
  let [longest, kind] = ['', ''];
  for (const line of mountinfo.split('\n')) {
    const [fields = '', source = ''] = line.split(' - ');
    const point = (fields.split(' ')[4] ?? '').replace(/\\(\d{3})/g, (_all, code: string) =>
      String.fromCharCode(Number.parseInt(code, 8)),
    );
    const within = point !== '' && (path === point || path.startsWith(point === '/' ? point : `${point}/`));
    if (within && point.length >= longest.length) [longest, kind] = [point, source.split(' ')[0] ?? ''];
  }
  return NETWORK.test(kind) ? kind : null;
}

function mounts(): string {
  try {
    return process.platform === 'linux' ? readFileSync('/proc/self/mountinfo', 'utf8') : '';
  } catch {
    return '';
  }
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // not everyone may list every folder above
  }
}

function real(dir: string): string {
  try {
    return realpathSync(dir);
  } catch {
    return join(dir, sep);
  }
}
