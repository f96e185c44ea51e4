import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { basename, dirname, join, sep } from 'node:path';
import { Fault } from '../../../shared/contract/errors.ts';
import type { FolderAsk, FolderPage } from '../../../shared/contract/folders.ts';
import type { Ticket } from '../../../shared/contract/values.ts';
import { diskFault } from '../files/disk.ts';

/** A folder below which the list goes, and nowhere else. */
export interface TopFolder {
  readonly name: string;
  readonly path: string;
}
interface Listed {
  readonly top: TopFolder;
  /** Without links: the top's real path, and below it what is no link. */
  readonly path: string;
}

const MOST_SHOWN = 1000;
const MOST_KNOWN = 50_000;

/**
 * Folders for a window that has no dialog of the system's: those below the home folder and on mounted media. The window knows
 * each by a reference that is a keyed digest of its path, and gets a ticket for the one that it chooses. Links are not listed, and
 * a folder that was replaced by one since is refused.
 */
export class FolderList {
  private readonly key = randomBytes(32);
  private readonly known = new Map<string, Listed>();

  /** @param admit issues a ticket for a path @param tops the folders at the top, found anew each time, as media come and go */
  constructor(
    private readonly admit: (path: string) => Promise<Ticket>,
    private readonly tops: () => readonly TopFolder[] = topFolders,
  ) {}

  /** @throws Fault `not-found`, `disk` when it may not be read or written to, `conflict` when the new one is there already */
  async answer(asked: FolderAsk): Promise<FolderPage | { ticket: Ticket }> {
    if (asked.act === 'choose') return { ticket: await this.admit(this.find(asked.ref).path) };
    if (asked.act === 'make') return this.page(this.make(this.find(asked.ref), asked.name));
    return asked.ref === null ? this.topPage() : this.page(this.find(asked.ref));
  }

  private topPage(): FolderPage {
    const folders = this.tops().flatMap((top) => {
      const path = realOf(top.path);
      return path === null ? [] : [{ ref: this.refer({ top: { ...top, path }, path }), name: top.name, vault: false }];
    });
    return { trail: [], folders, left: 0 };
  }
  private page(listed: Listed): FolderPage {
    const names = foldersIn(listed.path);
    const folders = names.slice(0, MOST_SHOWN).map((name) => {
      const path = join(listed.path, name);
      return { ref: this.refer({ top: listed.top, path }), name, vault: existsSync(join(path, 'vault.json')) };
    });
    return { trail: this.trail(listed), folders, left: names.length - folders.length };
  }
  private trail({ top, path }: Listed): FolderPage['trail'] {
    const ref = this.refer({ top, path });
    if (path === top.path) return [{ ref, name: top.name }];
    return [...this.trail({ top, path: dirname(path) }), { ref, name: basename(path) }];
  }
  private make({ top, path }: Listed, name: string): Listed {
    const made = join(path, name);
    try {
      mkdirSync(made, { mode: 0o700 });
    } catch (error) {
      if (existsSync(made)) throw new Fault('conflict', `There is already something named "${name}" there.`);
      throw diskFault(error, name);
    }
    return { top, path: made };
  }

  private refer(listed: Listed): string {
    const ref = createHash('sha256').update(this.key).update(listed.path).digest('base64url');
    this.known.delete(ref);
    this.known.set(ref, listed);
    const [oldest] = this.known.keys();
    if (this.known.size > MOST_KNOWN && oldest !== undefined) this.known.delete(oldest);
    return ref;
  }
  private find(ref: string): Listed {
    const listed = this.known.get(ref);
    // Looked at again: what was a folder may be a link by now, and the disk may be gone.
    if (!listed || realOf(listed.path) !== listed.path || !isBelow(listed.path, listed.top.path))
      throw new Fault('not-found', 'That folder is no longer there. Choose another one.');
    return listed;
  }
}

const isBelow = (path: string, top: string): boolean =>
  path === top || path.startsWith(top.endsWith(sep) ? top : top + sep);

function realOf(path: string): string | null {
  try {
    return statSync(path).isDirectory() ? realpathSync(path) : null;
  } catch {
    return null;
  }
}

/** Names of the folders in one, in the order of a reader; hidden ones are left out, and so are links. @throws Fault */
function foldersIn(path: string): string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name)
      .toSorted(new Intl.Collator(undefined, { numeric: true }).compare);
  } catch (error) {
    throw diskFault(error, basename(path) || path);
  }
}

/** The home folder and what is mounted where each system puts media: `/media`, `/run/media`, `/mnt`, `/Volumes`, drives from D. */
export function topFolders(platform: NodeJS.Platform = process.platform): TopFolder[] {
  return [...mediaAndHome(platform), ...startedFrom(process.cwd(), homedir())];
}

/** The folder that the program was started from, as a shorter way to it, where that lies below the home folder. */
export const startedFrom = (path: string, home: string): TopFolder[] =>
  path !== home && isBelow(path, home) ? [{ name: `${basename(path)} (started from here)`, path }] : [];

function mediaAndHome(platform: NodeJS.Platform): TopFolder[] {
  const home = { name: 'Home', path: homedir() };
  if (platform === 'win32')
    return [
      home,
      ...[...'DEFGHIJKLMNOPQRSTUVWXYZ']
        .filter((letter) => existsSync(`${letter}:\\`))
        .map((letter) => ({ name: `Drive ${letter}:`, path: `${letter}:\\` })),
    ];
  // The system's own disk stands in /Volumes as a link.
  if (platform === 'darwin') return [home, ...mountedIn('/Volumes')];
  const user = userName();
  return [home, ...[`/media/${user}`, `/run/media/${user}`, '/media', '/mnt'].flatMap(mountedIn)];
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return ''; // an account without a name, as in some containers
  }
}

/** The folders in one that are disks of their own. */
export function mountedIn(base: string): TopFolder[] {
  try {
    const { dev } = statSync(base);
    return foldersIn(base)
      .map((name) => ({ name, path: join(base, name) }))
      .filter(({ path }) => statSync(path).dev !== dev);
  } catch {
    return []; // no such place on this system, or not for this user
  }
}
