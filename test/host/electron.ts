import { EventEmitter } from 'node:events';
import { createCanvas } from '@napi-rs/canvas';
import { app, script } from './app.ts';
import { MessageChannelMain } from './ports.ts';
import { running, utilityProcess } from './processes.ts';
import { BrowserWindow, ipcMain, session } from './window.ts';

// Stands for the module "electron" in the main process. What it cannot show is listed in README.md.

app.on('close-all', () => {
  const windows = BrowserWindow.getAllWindows();
  for (const window of windows) window.close();
  if (windows.length === 0) app.last();
});

export const powerMonitor = new EventEmitter();
export const protocol = { registerSchemesAsPrivileged: () => void script.order.push('scheme') };
const AREA = { x: 0, y: 0, width: 1920, height: 1080 };
/** A second display to the right, of which every unit has two pixels. */
const SECOND = { x: 1920, y: 0, width: 1366, height: 768 };
const DISPLAYS = [
  { id: 11, workArea: AREA, bounds: AREA, size: AREA, scaleFactor: 1 },
  { id: 12, workArea: SECOND, bounds: SECOND, size: SECOND, scaleFactor: 2 },
];
export const screen = { getAllDisplays: () => DISPLAYS };
class NativeTheme extends EventEmitter {
  readonly shouldUseDarkColors = false;
  set themeSource(source: string) {
    script.themeSource = source;
  }
}
export const nativeTheme = new NativeTheme();
export const clipboard = {
  readText: async () => script.clipboard,
  clear: () => {
    script.clipboard = '';
  },
};
export class Notification {
  static isSupported = () => true;
  readonly options: unknown;
  constructor(options: unknown) {
    this.options = options;
  }
  show(): void {
    script.asked.push({ kind: 'notice', options: this.options });
  }
}
/** Pictures of the screen: one red pixel each, but of the second display one of its size. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
const picture = () => ({
  isEmpty: () => false,
  toPNG: () => Buffer.from(PIXEL, 'base64'),
  getSize: () => ({ width: 1, height: 1 }),
});
const large = (width: number, height: number) => ({
  isEmpty: () => false,
  toPNG: () => createCanvas(width, height).toBuffer('image/png'),
  getSize: () => ({ width, height }),
});
export const desktopCapturer = {
  getSources: async ({
    types,
    thumbnailSize,
  }: {
    types: string[];
    thumbnailSize: { width: number; height: number };
  }) => {
    if (!types.includes('window')) {
      script.asked.push({ kind: 'capture', options: { thumbnailSize, windows: BrowserWindow.getAllWindows().length } });
      const thumbnail = large(thumbnailSize.width, thumbnailSize.height);
      return [
        { id: 'screen:0:0', display_id: '11', name: 'Screen 1', thumbnail: picture() },
        { id: 'screen:1:0', display_id: '12', name: 'Screen 2', thumbnail },
      ];
    }
    return [
      { id: 'screen:0:0', display_id: '11', name: 'Entire screen', thumbnail: picture() },
      { id: 'window:7:0', display_id: '', name: 'Chat with brassanddusk', thumbnail: picture() },
      { id: 'window:1:0', display_id: '', name: 'Redthread', thumbnail: picture() },
    ];
  },
};
export const Menu = {
  buildFromTemplate: (template: unknown[]) => template,
  setApplicationMenu: (template: unknown[]) => {
    script.order.push('menu');
    script.menu = template;
  },
};

const ask =
  <D>(kind: string, dismissed: D) =>
  async (...given: unknown[]): Promise<D> => {
    script.asked.push({ kind, options: given.at(-1) });
    return (script.answers.shift() as D | undefined) ?? dismissed;
  };
export const dialog = {
  showSaveDialog: ask('save', { canceled: true, filePath: '' }),
  showOpenDialog: ask('open', { canceled: true, filePaths: [] as string[] }),
  showMessageBox: ask('message', { response: -1 }),
  showErrorBox: (title: string, content: string) =>
    void script.asked.push({ kind: 'error', options: { title, content } }),
};

/** A key store with the prefix that Chromium gives the key of its secret service (v11) or the fixed one (v10). */
const PREFIX = process.env['STAND_IN_SEAL'] ?? 'v11';
export const safeStorage = {
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (text: string) => Buffer.from(PREFIX + text),
  decryptStringAsync: async (sealed: Buffer) => ({ result: sealed.toString().slice(3), shouldReEncrypt: false }),
  getSelectedStorageBackend: () => 'gnome_libsecret',
};

// A test runs code in this process, as Playwright lets it in Electron's.
process.on('message', async ({ id, code, given }: { id: number; code: string; given: unknown }) => {
  const own = { ...(await import('./electron.ts')), script, running };
  try {
    const work = new Function(`return (${code})`)() as (own: unknown, given: unknown) => unknown;
    process.send?.({ id, value: await work(own, given) });
  } catch (error) {
    process.send?.({ id, failed: error instanceof Error ? error.message : String(error) });
  }
});

export { app, BrowserWindow, ipcMain, MessageChannelMain, session, utilityProcess };
