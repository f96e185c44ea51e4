import { BrowserWindow, type Session, session } from 'electron';
import type { PrintOutcome } from '../../shared/contract/bridge.ts';
import { Fault } from '../../shared/contract/errors.ts';
import type { CoreClient } from '../core/host/client.ts';
import { CLOSED_IN, mayPrint, PRINT_ADDRESS, SCHEME } from './lock-down.ts';

/** A report of some hundred pages takes seconds until it can be printed. */
const READY_WITHIN_MS = 60_000;
/** What Electron says when the system's dialog was dismissed. */
const DISMISSED = /cancel/i;

/**
 * Finished PDFs for the system's printing. Chromium's own viewer shows the pages in a window that nobody sees, out of memory:
 * nothing of ours lies on the disk. What the system's queue keeps of them is the system's.
 */
export class Printing {
  private pages: Buffer | null = null;
  private window: BrowserWindow | null = null;
  private own: Session | null = null;

  constructor(private readonly core: Pick<CoreClient, 'collect'>) {}

  /** @throws Fault `unsupported` where Chromium or the system cannot print it, `conflict` while another is printed */
  async print(ticket: unknown, name: string): Promise<PrintOutcome> {
    if (this.window) throw new Fault('conflict', 'A print is under way. Close its dialog first.');
    const window = new BrowserWindow({
      show: false,
      title: name,
      webPreferences: {
        session: this.session(),
        plugins: true, // the PDF viewer
        ...CLOSED_IN,
      },
    });
    this.window = window;
    try {
      const { bytes } = await this.core.collect(ticket);
      const pieces: Uint8Array[] = [];
      for await (const piece of bytes) pieces.push(piece);
      this.pages = Buffer.concat(pieces);
      for (const piece of pieces) piece.fill(0);
      if (window.isDestroyed()) return 'cancelled';
      await shown(window);
      return await offer(window);
    } finally {
      this.forget();
    }
  }

  /** The vault is locked, or the print is over. */
  forget(): void {
    this.pages?.fill(0);
    this.pages = null;
    if (this.window && !this.window.isDestroyed()) this.window.destroy();
    this.window = null;
  }

  /** A session of its own, in memory: it serves these pages and Chromium's viewer, and nothing else. */
  private session(): Session {
    if (this.own) return this.own;
    const own = session.fromPartition('print');
    // No content policy among the headers: the viewer's own frame would be held to it and stay empty.
    own.protocol.handle(SCHEME, ({ url }) =>
      url === PRINT_ADDRESS && this.pages
        ? new Response(new Uint8Array(this.pages), {
            headers: {
              'Content-Type': 'application/pdf',
              'Cache-Control': 'no-store',
              'X-Content-Type-Options': 'nosniff',
            },
          })
        : new Response('There is nothing here.', { status: 404 }),
    );
    own.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayPrint(url) }));
    own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
    own.setPermissionCheckHandler(() => false);
    own.setDevicePermissionHandler(() => false);
    own.on('will-download', (event) => event.preventDefault());
    this.own = own;
    return own;
  }
}

/** Chromium's viewer tells when it could print; before that it prints one empty page (electron/electron#30947). */
function shown({ webContents }: BrowserWindow): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(NOT_HERE);
    const late = setTimeout(fail, READY_WITHIN_MS);
    const internal = webContents as unknown as { once(event: '-pdf-ready-to-print', listener: () => void): void };
    internal.once('-pdf-ready-to-print', () => {
      clearTimeout(late);
      resolve();
    });
    webContents.once('destroyed', fail);
    webContents.loadURL(PRINT_ADDRESS).catch(fail);
  });
}

/** The system's own dialog; some say nothing more than that it was closed. */
function offer(window: BrowserWindow): Promise<PrintOutcome> {
  return new Promise((resolve, reject) => {
    window.once('closed', () => resolve('cancelled'));
    window.webContents.print({ silent: false, printBackground: true }, (success, reason) => {
      if (success) resolve('sent');
      else if (DISMISSED.test(reason)) resolve('cancelled');
      else
        reject(
          new Fault(
            'unsupported',
            `The system did not print it${reason ? ` (${reason})` : ''}. Check that a printer is set up, or choose Print to PDF and print the saved file elsewhere.`,
          ),
        );
    });
  });
}

const NOT_HERE = new Fault(
  'unsupported',
  'The pages could not be shown to the system’s printing. Choose Print to PDF, and print the saved file elsewhere.',
);
