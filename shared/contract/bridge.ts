import { z } from 'zod';
import type { Region } from '../domain/screen-region.ts';
import type { Reply } from './errors.ts';
import type { Event } from './events.ts';
import type { Ticket } from './values.ts';

export const Theme = z.enum(['light', 'dark', 'system']);
export type Theme = z.infer<typeof Theme>;

/** A command of the window, for the application menu. */
export const MenuAction = z.strictObject({
  id: z.string().max(100),
  group: z.string().max(60),
  label: z.string().max(200),
  /** Blueprint's notation: "mod+k". */
  shortcut: z.string().max(40).optional(),
  enabled: z.boolean(),
});
export type MenuAction = z.infer<typeof MenuAction>;

/** A file that the system asked the program to open: its first bytes say how it is opened. */
export interface OpenedFile {
  readonly ticket: Ticket;
  readonly name: string;
  readonly size: number;
  readonly head: string;
}
/** A screen or a window as it was when the list was made. */
export interface CaptureSource {
  readonly id: string;
  readonly kind: 'screen' | 'window';
  /** Its title, as the system gives it. */
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** A region that was drawn on the screen: the picture of that screen, to be taken with `capture`, and the region in its pixels. */
export interface DrawnRegion {
  readonly source: CaptureSource;
  readonly region: Region;
}

/** What became of a print as far as the system tells: `offered` where it does not say whether its dialog was dismissed. */
export type PrintOutcome = 'sent' | 'offered' | 'cancelled';

/** What the preload script puts before the window in Electron, and nothing else. */
export interface Bridge {
  call(name: string, input: unknown): Promise<Reply<unknown>>;
  /** One listener a window; `null` says that the core has ended. */
  listen(listener: (event: Event | null) => void): void;
  /** A ticket for a file the user chose or dropped; null when it does not lie on disk (a paste). */
  admitFile(file: File): Promise<Reply<{ ticket: Ticket }> | null>;
  /** Announces bytes that `admitChunk` then brings, each answered when the core wants more. */
  admitBytes(name: string, size: number): Promise<Reply<{ ticket: Ticket }>>;
  /** `null` says that all bytes came. The answer is false when the core wants no more. */
  admitChunk(ticket: Ticket, chunk: Uint8Array | null): Promise<boolean>;
  /** Asks where to, and writes the finished file there. */
  save(ticket: Ticket, name: string): Promise<Reply<'saved' | 'cancelled'>>;
  /** Hands the finished PDF to the system's printing, which shows its own dialog. */
  print(ticket: Ticket, name: string): Promise<Reply<PrintOutcome>>;
  pickFolder(): Promise<Reply<{ ticket: Ticket } | null>>;
  /** Empties the clipboard if the SHA-256 of its text is `digest` (hex). */
  clearClipboard(digest: string): Promise<void>;
  /** What was chosen the last time; the window itself keeps nothing on disk. */
  readonly theme: Theme;
  setTheme(theme: Theme): Promise<void>;
  /** What the application menu offers from now on. */
  setMenu(actions: readonly MenuAction[]): Promise<void>;
  /** Hears which of them was chosen. */
  onAction(listener: (id: string) => void): void;
  /** How far running work is, for the taskbar: 0 to 1, 2 where that is not known, null when nothing runs. */
  setProgress(part: number | null): Promise<void>;
  /** Hears that the system asked to open a bundle, which `takeBundle` then gives once; `again` gives the same one anew. */
  onBundle(listener: () => void): void;
  takeBundle(again: boolean): Promise<Reply<OpenedFile | null>>;
  /** Takes pictures of all screens and windows but the program's own, kept in memory until one is taken or a minute later. */
  captureSources(): Promise<Reply<readonly CaptureSource[]>>;
  /** Has the user draw a region on the screen itself; null when that was cancelled. */
  captureRegion(): Promise<Reply<DrawnRegion | null>>;
  /** One of those pictures, as PNG; the others are forgotten. */
  capture(id: string): Promise<Reply<Uint8Array>>;
  /** The program ends: the listener saves what was typed last. */
  onClosing(listener: () => Promise<void>): void;
}

/** Electron's message channels, from the preload script to the main process, which sees no reply of the core. */
export type Channels =
  | 'save'
  | 'print'
  | 'pick-folder'
  | 'clear-clipboard'
  | 'set-theme'
  | 'set-menu'
  | 'set-progress'
  | 'take-bundle'
  | 'capture-sources'
  | 'capture-region'
  | 'capture';
/** From the main process: an entry of the application menu was chosen (with its id); a bundle is to be taken. */
export type PushChannel = 'action' | 'bundle';
/** The main process asks the page to save what was typed last, and hears on the same that it did. */
export type ClosingChannel = 'closing';
/** On this one the preload script asks for a port to the core's process, and gets one whenever that process is a new one. */
export type PortChannel = 'port';

/** What the preload script asks over that port; `given` is looked at by who answers. */
export const WindowAsk = z.strictObject({
  id: z.int(),
  ask: z.enum(['call', 'admit-path', 'admit-bytes', 'admit-chunk']),
  given: z.array(z.unknown()).max(2),
});
export type WindowAsk = z.infer<typeof WindowAsk>;
/** What comes back: an answer, or an event. */
export type WindowTold = { id: number; answer: unknown } | { event: Event };

/** A file on its way in, announced before its bytes. */
export const FileAnnouncement = z.strictObject({ name: z.string().min(1).max(1000), size: z.int().min(0) });

declare global {
  interface Window {
    readonly redthread?: Bridge;
  }
}
