import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  type CaptureSource,
  type Channels,
  type DrawnRegion,
  MenuAction,
  type OpenedFile,
  type PrintOutcome,
  Theme,
} from '../../shared/contract/bridge.ts';
import { Fault } from '../../shared/contract/errors.ts';
import type { CoreClient } from '../core/host/client.ts';
import { replying } from '../core/host/local.ts';

/** The system's dialogs; null when the user dismissed one. */
export interface Dialogs {
  whereToSave(name: string): Promise<string | null>;
  whichFolder(): Promise<string | null>;
}
export interface Clipboard {
  readText(): Promise<string>;
  clear(): unknown;
}

/** What the window has of the desktop around it. */
export interface Desktop {
  setTheme(theme: Theme): void;
  setMenu(actions: readonly MenuAction[]): void;
  setProgress(part: number | null): void;
  takeBundle(again: boolean): Promise<OpenedFile | null>;
  /** @throws Fault where it cannot be printed */
  print(ticket: unknown, name: string): Promise<PrintOutcome>;
  captureSources(): Promise<readonly CaptureSource[]>;
  /** @throws Fault `unsupported` where none can be drawn */
  captureRegion(): Promise<DrawnRegion | null>;
  /** @throws Fault when there is no such picture (any more) */
  capture(id: string): Uint8Array;
}

export type Relay = { readonly [C in Channels]: (...given: readonly unknown[]) => Promise<unknown> };

const MOST_ACTIONS = 500;

/**
 * What the window may ask of Electron's main process: what only that can do. Everything else goes over a port straight to
 * the core's process. Arguments are unknown until looked at; every failure is a reply.
 */
export function makeRelay(
  core: Pick<CoreClient, 'save' | 'admitPath'>,
  dialogs: Dialogs,
  clipboard: Clipboard,
  desktop: Desktop,
): Relay {
  return {
    save: (ticket, name) =>
      replying('save', async () => {
        if (typeof name !== 'string') throw new Fault('bad-request', 'A file is saved under a name.');
        const path = await dialogs.whereToSave(name);
        if (path === null) return 'cancelled';
        await core.save(ticket, path);
        return 'saved';
      }),
    print: (ticket, name) =>
      replying('print', async () => {
        if (typeof name !== 'string') throw new Fault('bad-request', 'A print has a name.');
        return desktop.print(ticket, name);
      }),
    'pick-folder': () =>
      replying('pick-folder', async () => {
        const path = await dialogs.whichFolder();
        return path === null ? null : { ticket: await core.admitPath(path, 'folder') };
      }),
    'clear-clipboard': async (digest) => {
      const held = createHash('sha256')
        .update(await clipboard.readText(), 'utf8')
        .digest('hex');
      if (held === digest) await clipboard.clear();
    },
    'set-theme': async (theme) => {
      const known = Theme.safeParse(theme);
      if (known.success) desktop.setTheme(known.data);
    },
    'set-menu': async (actions) => {
      const known = z.array(MenuAction).max(MOST_ACTIONS).safeParse(actions);
      if (known.success) desktop.setMenu(known.data);
    },
    'set-progress': async (part) => {
      const known = z.number().min(0).max(2).nullable().safeParse(part);
      if (known.success) desktop.setProgress(known.data);
    },
    'take-bundle': (again) => replying('take-bundle', () => desktop.takeBundle(again === true)),
    'capture-sources': () => replying('capture-sources', () => desktop.captureSources()),
    'capture-region': () => replying('capture-region', () => desktop.captureRegion()),
    capture: (id) => replying('capture', () => desktop.capture(typeof id === 'string' ? id : '')),
  };
}
