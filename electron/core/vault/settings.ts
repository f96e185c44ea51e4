import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { Fault } from '../../../shared/contract/errors.ts';
import type { VaultListing } from '../../../shared/contract/vault.ts';
import { diskFault, replaceFile } from '../files/disk.ts';

/** Secrets that open vaults on this computer, each sealed by its key store; useless on any other, and without that store. */
export class DeviceFiles {
  constructor(private readonly settingsFolder: string) {}

  /** @param ref which vault, as in the list of recent ones */
  has(ref: string): boolean {
    return existsSync(this.path(ref));
  }
  read(ref: string): Uint8Array | null {
    try {
      return readFileSync(this.path(ref));
    } catch {
      return null;
    }
  }
  /** @throws Fault `disk` */
  write(ref: string, sealed: Uint8Array): void {
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      writeFileSync(`${this.path(ref)}.next`, sealed, { mode: 0o600 });
      renameSync(`${this.path(ref)}.next`, this.path(ref));
    } catch (error) {
      throw diskFault(error, 'the file for unlocking on this computer');
    }
  }
  remove(ref: string): void {
    rmSync(this.path(ref), { force: true });
  }

  private get folder(): string {
    return join(this.settingsFolder, 'device-keys');
  }
  private path(ref: string): string {
    return join(this.folder, `${ref}.sealed`);
  }
}

const MOST_RECENTS = 20;
/** What is known of a copy of a vault as long as nobody writes to it: where its custody log ends, and whether its pages are sound. */
const CopyNote = z.object({
  /** null: it does not open under the vault's key. */
  head: z.object({ seq: z.int(), hash: z.string() }).nullable(),
  sound: z.boolean(),
  bytes: z.int(),
  modified: z.number(),
});
export type CopyNote = z.infer<typeof CopyNote>;
const Backups = z.object({
  /** null: beside the vault. */
  folder: z.string().nullable().default(null),
  keep: z.int().min(0).max(100).default(5),
  copies: z.record(z.string(), CopyNote).default({}),
});
type Backups = z.infer<typeof Backups>;
const SettingsFile = z.object({
  recents: z.array(z.object({ path: z.string(), at: z.string() })).default([]),
  /** Vaults in the default folder that were taken off the list. */
  hidden: z.array(z.string()).default([]),
  /** By the vault's id. */
  backups: z.record(z.string(), Backups).default({}),
});
type SettingsFile = z.infer<typeof SettingsFile>;
/** The end of a vault's custody log as this computer last saw it. */
const SeenHead = z.object({ seq: z.int(), hash: z.string(), at: z.string() });
export type SeenHead = z.infer<typeof SeenHead>;

/** The program's own settings on this computer: recent vaults by path, where their backups go, and nothing about what is in them. */
export class Settings {
  private recents: SettingsFile['recents'];
  private hidden: SettingsFile['hidden'];

  /** @param folder of the settings file. @param vaultsFolder the default folder for new vaults. */
  readonly deviceFiles: DeviceFiles;
  constructor(
    private readonly folder: string,
    readonly vaultsFolder: string,
  ) {
    ({ recents: this.recents, hidden: this.hidden } = this.load());
    this.deviceFiles = new DeviceFiles(folder);
  }

  list(): VaultListing[] {
    return this.known().map(({ path, at }) => ({
      ref: refOf(path),
      name: vaultName(path),
      folder: dirname(path),
      present: existsSync(join(path, 'vault.json')),
      lastOpenedAt: at === '' ? null : at,
      onDevice: this.deviceFiles.has(refOf(path)),
    }));
  }
  pathOf(ref: string): string | null {
    return this.known().find(({ path }) => refOf(path) === ref)?.path ?? null;
  }
  /** The recent ones, and after them those of the default folder that were not opened on this computer yet. */
  private known(): SettingsFile['recents'] {
    const listed = new Set(this.recents.map(({ path }) => real(path)));
    const found = vaultsIn(this.vaultsFolder).filter((path) => !this.hidden.includes(path) && !listed.has(real(path)));
    return [...this.recents, ...found.map((path) => ({ path, at: '' }))];
  }
  remember(path: string, at: string): void {
    this.recents = [{ path, at }, ...this.recents.filter((recent) => recent.path !== path)].slice(0, MOST_RECENTS);
    this.hidden = this.hidden.filter((each) => each !== path);
    this.save();
  }
  /** Lists a vault that the user named when the program was started. @throws Fault */
  show(path: string): void {
    if (!existsSync(join(path, 'vault.json')))
      throw new Fault('not-found', `"${basename(path)}" is not a vault: a vault is a folder that holds a vault.json.`);
    if (!this.recents.some((recent) => recent.path === path)) this.recents = [{ path, at: '' }, ...this.recents];
  }
  /** Lists a vault that was made and not opened yet, also for the next start. @throws Fault */
  keep(path: string): void {
    this.show(path);
    this.save();
  }
  forget(ref: string): void {
    this.deviceFiles.remove(ref);
    const path = this.pathOf(ref);
    if (path !== null && dirname(path) === this.vaultsFolder) this.hidden = [...this.hidden, path];
    this.recents = this.recents.filter(({ path }) => refOf(path) !== ref);
    this.save();
  }

  /** @param id of a vault */
  backupsOf(id: string): Backups {
    return this.load().backups[id] ?? Backups.parse({});
  }
  /** @throws Fault `disk` */
  setBackups(id: string, change: Partial<Pick<Backups, 'folder' | 'keep'>>): void {
    this.changeBackups(id, (backups) => ({ ...backups, ...change }));
  }
  /** @throws Fault `disk` */
  noteCopy(id: string, name: string, note: CopyNote): void {
    this.changeBackups(id, (backups) => ({ ...backups, copies: { ...backups.copies, [name]: note } }));
  }
  /** Forgets what was noted of copies other than these. @throws Fault `disk` */
  keepNotes(id: string, names: readonly string[]): void {
    this.changeBackups(id, ({ copies, ...backups }) => ({
      ...backups,
      copies: Object.fromEntries(Object.entries(copies).filter(([name]) => names.includes(name))),
    }));
  }

  /** @param id of a vault. @returns null when this computer has not seen it yet */
  headOf(id: string): SeenHead | null {
    try {
      return SeenHead.parse(JSON.parse(readFileSync(this.headFile(id), 'utf8')));
    } catch {
      return null; // absent or unreadable
    }
  }
  /** @throws Fault `disk` */
  rememberHead(id: string, { seq, hash, at }: SeenHead): void {
    this.makeFolder(join(this.folder, 'heads'));
    replaceFile(this.headFile(id), JSON.stringify({ seq, hash, at }));
  }

  /** A file for each vault: they are written often, and by programs that run at the same time. */
  private headFile(id: string): string {
    return join(this.folder, 'heads', `${id}.json`);
  }
  private changeBackups(id: string, change: (backups: Backups) => Backups): void {
    const stored = this.load();
    this.write({ ...stored, backups: { ...stored.backups, [id]: change(stored.backups[id] ?? Backups.parse({})) } });
  }
  private get file(): string {
    return join(this.folder, 'settings.json');
  }
  /** Read each time: another program of ours may have written it meanwhile. */
  private load(): SettingsFile {
    try {
      return SettingsFile.parse(JSON.parse(readFileSync(this.file, 'utf8')));
    } catch {
      return SettingsFile.parse({}); // absent or unreadable
    }
  }
  private save(): void {
    try {
      this.write({ ...this.load(), recents: this.recents, hidden: this.hidden });
    } catch {
      // a read-only home must not keep anyone from opening a vault
    }
  }
  private write(settings: SettingsFile): void {
    this.makeFolder(this.folder);
    replaceFile(this.file, JSON.stringify(settings, null, 2));
  }
  private makeFolder(path: string): void {
    try {
      mkdirSync(path, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw diskFault(error, basename(path));
    }
  }
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path; // it is not there at present
  }
}

/** The vaults that lie in a folder, by name; links are not followed. None where it cannot be read. */
export function vaultsIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => join(folder, name))
      .filter((path) => existsSync(join(path, 'vault.json')))
      .toSorted();
  } catch {
    return [];
  }
}

export const vaultName = (path: string): string => basename(path).replace(/\.redthread$/, '');
export const refOf = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 32);
