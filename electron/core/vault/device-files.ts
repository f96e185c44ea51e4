import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diskFault } from '../files/disk.ts';

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
