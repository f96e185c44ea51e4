import { dirname, join } from 'node:path';
import {
  app,
  type BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  MessageChannelMain,
  type MessagePortMain,
  powerMonitor,
  protocol,
  safeStorage,
  session,
} from 'electron';
import type { Channels, ClosingChannel, PortChannel } from '../../shared/contract/bridge.ts';
import { CoreClient } from '../core/host/client.ts';
import { defaultFolders, entryFile } from '../core/host/entries.ts';
import { throwAwayHome } from '../core/host/self-check.ts';
import { VERSION } from '../core/host/version.ts';
import { windowFiles } from '../core/host/window-files.ts';
import { bundleIn } from './bundle-opening.ts';
import { type Closing, makeClosing } from './closing.ts';
import { desktopOf } from './desktop.ts';
import { safeKeyStore } from './key-store.ts';
import { isOwnSender, lockContents, lockSession, SCHEME, switches, whyRefused } from './lock-down.ts';
import { makeRelay, type Relay } from './relay.ts';
import { selfCheck } from './self-check.ts';
import { watchTroubles } from './troubles.ts';
import { type GiveWindow, type UtilityCore, utilityCore } from './utility-process.ts';
import { dialogsOf, openWindow } from './window.ts';
import { saveWindowState, type WindowState } from './window-state.ts';

const CHANNELS: readonly Channels[] = [
  'save',
  'print',
  'pick-folder',
  'clear-clipboard',
  'set-theme',
  'set-menu',
  'set-progress',
  'take-bundle',
  'capture-sources',
  'capture-region',
  'capture',
];
const PORT: PortChannel = 'port';
const CLOSING: ClosingChannel = 'closing';
const REFUSED = { ok: false, error: { code: 'bad-request', message: 'Not from this window.' } };
const development = !app.isPackaged;
const checking = app.commandLine.hasSwitch('self-check');
const vaultGiven = app.commandLine.getSwitchValue('vault');
/** A bundle that the program was started with; macOS tells of one before the window is there. */
let bundleGiven = bundleIn(process.argv.slice(1), process.cwd());
let openBundle = (path: string): void => {
  bundleGiven = path;
};
app.on('open-file', (event, path) => {
  event.preventDefault();
  openBundle(path);
});

/** The check leaves the user's own settings and vaults alone. */
const throwAway = checking ? throwAwayHome() : null;
const folders = throwAway ? { settings: throwAway.folder, vaults: throwAway.vaults } : defaultFolders();
if (throwAway) process.on('exit', () => throwAway[Symbol.dispose]());
const stateFile = join(folders.settings, 'window.json');
const refused = whyRefused((name) => app.commandLine.hasSwitch(name), process.env, app.isPackaged);
app.setPath('userData', join(folders.settings, 'electron'));
app.enableSandbox();
for (const [name, value] of switches) app.commandLine.appendSwitch(name, value);
protocol.registerSchemesAsPrivileged([
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
lockContents(app);

// Two programs would fight over the same vaults; the second brings the first to the front.
// (Electron becomes ready only after this file has run: waiting for it here would be forever.)
if (refused) fail(new Error(refused));
else if (checking || app.requestSingleInstanceLock({ vault: vaultGiven })) void app.whenReady().then(run).catch(fail);
else app.quit();

async function run(): Promise<void> {
  const utility = utilityCore();
  const core = new CoreClient(
    {
      program: `electron ${VERSION}`,
      settingsFolder: folders.settings,
      vaultsFolder: folders.vaults,
      hostHears: checking,
    },
    utility.start,
    safeKeyStore(safeStorage, process.platform),
  );
  // Without "persist:" the session lives in memory: no cache, no storage of the window on disk.
  const inMemory = session.fromPartition('window');
  lockSession(inMemory, windowFiles(), development);

  if (vaultGiven) await core.showVault(vaultGiven).catch(() => {});
  const preload = join(dirname(entryFile('main')), '..', 'preload', 'preload.cjs');
  const { window, state, shown } = openWindow(inMemory, preload, stateFile, development);
  const desktop = desktopOf({ window, core, state, stateFile, development, session: inMemory });
  openBundle = (path) => desktop.bundles.ask(path);
  if (bundleGiven) openBundle(bundleGiven);
  const closing = closingOf(core, window);
  endBy(closing, core, window, state);
  watchTroubles(app, window, core, closing);
  relayTo(window, core, utility, desktop);
  app.on('second-instance', (_event, argv, folder, given) => {
    // Too late to show anything: the one that was asked for starts when this one has gone.
    if (closing.leaving) return app.relaunch();
    const { vault } = (given ?? {}) as { vault?: unknown };
    if (typeof vault === 'string' && vault !== '') void core.showVault(vault).catch(() => {});
    const bundle = bundleIn(argv.slice(1), folder);
    if (bundle) openBundle(bundle);
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
  for (const moment of ['lock-screen', 'suspend'] as const) {
    powerMonitor.on(moment as 'suspend', () => void core.lock('suspend'));
  }
  await shown;
  if (throwAway) {
    const code = await selfCheck(window, core, throwAway);
    return app.exit(code);
  }
  process.send?.('ready');
}

function fail(error: unknown): void {
  const reason = error instanceof Error ? error.message : 'unknown reason';
  process.stderr.write(`Redthread could not start: ${reason}\n`);
  // Whoever started it from a terminal reads that, and goes on in the browser; a box would hold it up.
  if (!process.send && !checking) dialog.showErrorBox('Redthread could not start', reason);
  app.exit(1);
}

/** Dialogs and the clipboard for the window, and a port to each new process of the core, past this one. */
function relayTo(
  window: BrowserWindow,
  core: CoreClient,
  utility: UtilityCore,
  desktop: ReturnType<typeof desktopOf>,
): void {
  const relay: Relay = makeRelay(core, dialogsOf(window, app.getPath('downloads')), clipboard, desktop);
  for (const channel of CHANNELS) {
    ipcMain.handle(channel, (event, ...given: unknown[]) =>
      isOwnSender(event.senderFrame) ? relay[channel](...given) : REFUSED,
    );
  }
  const tell = (forGood: boolean, ports: MessagePortMain[] = []): void => {
    if (!window.isDestroyed()) window.webContents.postMessage(PORT, forGood, ports);
  };
  let giveWindow: GiveWindow | null = null;
  let asked = false;
  const connect = (): void => {
    if (!giveWindow || !asked) return;
    const { port1, port2 } = new MessageChannelMain();
    giveWindow(port1);
    tell(false, [port2]);
  };
  utility.onProcess((give) => {
    giveWindow = give;
    if (give) return connect();
    desktop.locked();
    tell(false);
  });
  // Each page that is loaded asks anew; the port of the one before closes with it.
  ipcMain.on(PORT, (event) => {
    if (!isOwnSender(event.senderFrame)) return;
    asked = true;
    connect();
  });
  void core.ended.then(() => tell(true));
}

function closingOf(core: CoreClient, window: BrowserWindow): Closing {
  return makeClosing({
    runningJobs: async () => (await core.ask('job.list', {})).filter((job) => job.state === 'running').length,
    mayEndJobs: async (jobs) => {
      const { response } = await dialog.showMessageBox(window, {
        type: 'question',
        title: 'Redthread',
        message: jobs === 1 ? 'A job is running.' : `${jobs} jobs are running.`,
        detail: 'Quitting ends them. Nothing of them is stored, and they can be started again.',
        buttons: ['Keep running', 'Quit'],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      });
      return response === 1;
    },
    flush: () => {
      const { webContents } = window;
      if (window.isDestroyed() || webContents.isCrashed() || webContents.isLoading()) return Promise.resolve();
      return new Promise<void>((resolve) => {
        ipcMain.on(CLOSING, (event) => isOwnSender(event.senderFrame) && resolve());
        webContents.send(CLOSING);
      });
    },
    close: () => core.close(),
    exit: () => app.exit(0),
  });
}

/** The program ends with its window, with whoever started it, and never before the vault is locked. */
function endBy(closing: Closing, core: CoreClient, window: BrowserWindow, state: WindowState): void {
  const keep = (): void =>
    saveWindowState(stateFile, {
      ...window.getNormalBounds(),
      maximized: window.isMaximized(),
      ...(state.theme ? { theme: state.theme } : {}),
      ...(state.hidden ? { hidden: true } : {}),
      ...(window.webContents.isCrashed() ? {} : { zoom: window.webContents.getZoomLevel() }),
    });
  window.on('close', (event) => {
    event.preventDefault();
    keep();
    void closing.leave(false);
  });
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (!window.isDestroyed()) keep();
    void closing.leave(false);
  });
  // Windows logs the user off: a few seconds are left, and the program is ended whatever it does.
  window.on('query-session-end', () => void core.lock('closing'));
  window.on('session-end', () => void closing.leave(true));
  process.on('disconnect', () => void closing.leave(true));
}
