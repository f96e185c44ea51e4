import { dirname, join } from 'node:path';
import {
  app,
  type BrowserWindow,
  clipboard,
  ipcMain,
  Menu,
  MessageChannelMain,
  type MessagePortMain,
  powerMonitor,
  protocol,
  safeStorage,
  session,
} from 'electron';
import type { Channels, PortChannel } from '../../shared/contract/bridge.ts';
import { CoreClient } from '../core/host/client.ts';
import { defaultFolders, entryFile } from '../core/host/entries.ts';
import { VERSION } from '../core/host/version.ts';
import { windowFiles } from '../core/host/window-files.ts';
import { safeKeyStore } from './key-store.ts';
import { isOwnSender, lockContents, lockSession, SCHEME, switches } from './lock-down.ts';
import { menuTemplate } from './menu.ts';
import { makeRelay, type Relay } from './relay.ts';
import { selfCheck } from './self-check.ts';
import { type GiveWindow, type UtilityCore, utilityCore } from './utility-process.ts';
import { dialogsOf, openWindow } from './window.ts';

const CHANNELS: readonly Channels[] = ['save', 'pick-folder', 'clear-clipboard'];
const PORT: PortChannel = 'port';
const REFUSED = { ok: false, error: { code: 'bad-request', message: 'Not from this window.' } };
const development = !app.isPackaged;
const checking = app.commandLine.hasSwitch('self-check');

const folders = defaultFolders();
app.setPath('userData', join(folders.settings, 'electron'));
app.enableSandbox();
for (const [name, value] of switches) app.commandLine.appendSwitch(name, value);
protocol.registerSchemesAsPrivileged([
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
lockContents(app);

// Two programs would fight over the same vaults; the second brings the first to the front.
// (Electron becomes ready only after this file has run: waiting for it here would be forever.)
if (checking || app.requestSingleInstanceLock()) void app.whenReady().then(run).catch(fail);
else app.quit();

async function run(): Promise<void> {
  const utility = utilityCore();
  const core = new CoreClient(
    { program: `electron ${VERSION}`, settingsFolder: folders.settings, vaultsFolder: folders.vaults },
    utility.start,
    safeKeyStore(safeStorage, process.platform),
  );
  endWith(core);
  // Without "persist:" the session lives in memory: no cache, no storage of the window on disk.
  const inMemory = session.fromPartition('window');
  lockSession(inMemory, windowFiles(), development);
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, development)));

  const vault = app.commandLine.getSwitchValue('vault');
  if (vault) await core.showVault(vault).catch(() => {});
  const preload = join(dirname(entryFile('main')), '..', 'preload', 'preload.cjs');
  const window = openWindow(inMemory, preload, join(folders.settings, 'window.json'), development);
  relayTo(window, core, utility);
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  for (const moment of ['lock-screen', 'suspend'] as const) {
    powerMonitor.on(moment as 'suspend', () => void core.lock('suspend'));
  }
  if (checking) app.exit(await selfCheck(window, core));
  process.send?.('ready');
}

function fail(error: unknown): void {
  process.stderr.write(`Redthread could not start: ${error instanceof Error ? error.message : 'unknown reason'}\n`);
  app.exit(1);
}

/** Dialogs and the clipboard for the window, and a port to each new process of the core, past this one. */
function relayTo(window: BrowserWindow, core: CoreClient, utility: UtilityCore): void {
  const relay: Relay = makeRelay(core, dialogsOf(window, app.getPath('downloads')), clipboard);
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
    if (give) connect();
    else tell(false);
  });
  // Each page that is loaded asks anew; the port of the one before closes with it.
  ipcMain.on(PORT, (event) => {
    if (!isOwnSender(event.senderFrame)) return;
    asked = true;
    connect();
  });
  void core.ended.then(() => tell(true));
}

/** The program ends with its window, with whoever started it, and never before the vault is locked. */
function endWith(core: CoreClient): void {
  let closed = false;
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void core.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
  process.on('disconnect', () => app.quit());
}
