import { closeSync, openSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault } from '../../../shared/contract/errors.ts';
import { Instant } from '../../../shared/contract/values.ts';
import { holdExclusively } from '../db/open.ts';
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
