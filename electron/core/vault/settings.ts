import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { Fault } from '../../../shared/contract/errors.ts';
import type { VaultListing } from '../../../shared/contract/vault.ts';
import { DeviceFiles } from './device-files.ts';

const MOST_RECENTS = 20;
const SettingsFile = z.object({
  recents: z.array(z.object({ path: z.string(), at: z.string() })).default([]),
});

/** The program's own settings: recent vaults by path, and nothing about what is in them. */
export class Settings {
  private recents: { path: string; at: string }[];

  /** @param folder of the settings file. @param vaultsFolder where new vaults go unless a place is chosen. */
  readonly deviceFiles: DeviceFiles;
  constructor(
    private readonly folder: string,
    readonly vaultsFolder: string,
  ) {
    this.recents = this.load();
    this.deviceFiles = new DeviceFiles(folder);
  }

  list(): VaultListing[] {
    return this.recents.map(({ path, at }) => ({
      ref: refOf(path),
      name: vaultName(path),
      folder: dirname(path),
      present: existsSync(join(path, 'vault.json')),
      lastOpenedAt: at === '' ? null : at,
      onDevice: this.deviceFiles.has(refOf(path)),
    }));
  }
  pathOf(ref: string): string | null {
    return this.recents.find(({ path }) => refOf(path) === ref)?.path ?? null;
  }
  remember(path: string, at: string): void {
    this.recents = [{ path, at }, ...this.recents.filter((recent) => recent.path !== path)].slice(0, MOST_RECENTS);
    this.save();
  }
  /** Lists a vault that the user named when the program was started. @throws Fault */
  show(path: string): void {
    if (!existsSync(join(path, 'vault.json')))
      throw new Fault('not-found', `"${basename(path)}" is not a vault: a vault is a folder that holds a vault.json.`);
    if (!this.recents.some((recent) => recent.path === path)) this.recents = [{ path, at: '' }, ...this.recents];
  }
  forget(ref: string): void {
    this.deviceFiles.remove(ref);
    this.recents = this.recents.filter(({ path }) => refOf(path) !== ref);
    this.save();
  }

  private get file(): string {
    return join(this.folder, 'settings.json');
  }
  private load(): { path: string; at: string }[] {
    try {
      return SettingsFile.parse(JSON.parse(readFileSync(this.file, 'utf8'))).recents;
    } catch {
      return []; // absent or unreadable: recents are a convenience
    }
  }
  private save(): void {
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      writeFileSync(`${this.file}.next`, JSON.stringify({ recents: this.recents }, null, 2), { mode: 0o600 });
      renameSync(`${this.file}.next`, this.file);
    } catch {
      // a read-only home must not keep anyone from opening a vault
    }
  }
}

export const vaultName = (path: string): string => basename(path).replace(/\.redthread$/, '');
export const refOf = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 32);
