import { open, stat } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import type { OpenedFile } from '../../shared/contract/bridge.ts';
import type { CoreClient } from '../core/host/client.ts';

/** What a bundle's file is named like: `C-0001-bundle.age`. The packages register it. */
const EXTENSION = '.age';
const HEAD_BYTES = 4096;

/** The bundle among the arguments of a start, as the system gives it for a file that was opened; the last one, if any. */
export const bundleIn = (argv: readonly string[], folder: string): string | null => {
  const named = argv.findLast((each) => !each.startsWith('-') && extname(each).toLowerCase() === EXTENSION);
  return named === undefined ? null : resolve(folder, named);
};

/** A bundle that the system asked to open waits here until a vault is open and the window takes it. */
export class BundleOpening {
  private path: string | null = null;
  private taken: string | null = null;

  constructor(
    private readonly core: Pick<CoreClient, 'admitPath'>,
    private readonly tellWindow: () => void,
  ) {}

  ask(path: string): void {
    this.path = path;
    this.tellWindow();
  }
  /** @param again the one that was taken last once more: a ticket serves one attempt. @throws Fault when it cannot be read */
  async take(again: boolean): Promise<OpenedFile | null> {
    const path = again ? this.taken : this.path;
    this.taken = path;
    this.path = null;
    if (path === null) return null;
    const ticket = await this.core.admitPath(path, 'file');
    await using file = await open(path, 'r');
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.subarray(0, bytesRead).toString('latin1');
    return { ticket, name: basename(path), size: (await stat(path)).size, head };
  }
}
