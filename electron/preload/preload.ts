import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type {
  Bridge,
  Channels,
  ClosingChannel,
  PortChannel,
  PushChannel,
  Theme,
} from '../../shared/contract/bridge.ts';
import { CorePort, type WebPort } from './core-port.ts';

const ask = (channel: Channels, ...given: unknown[]): Promise<never> => ipcRenderer.invoke(channel, ...given) as never;

const PORT: PortChannel = 'port';
const core = new CorePort();
// A message with a port is a new process of the core; one without says that it is gone, for good if it says `true`.
ipcRenderer.on(PORT, (event, forGood: unknown) => {
  const [port] = event.ports;
  if (port) core.use(port as unknown as WebPort);
  else if (forGood === true) core.end();
  else core.lose();
});
ipcRenderer.send(PORT);

const push = (channel: PushChannel, hear: (given: unknown) => void): void =>
  void ipcRenderer.on(channel, (_event, given: unknown) => hear(given));
const CLOSING: ClosingChannel = 'closing';
const THEME = '--redthread-theme=';
const theme = process.argv.find((given) => given.startsWith(THEME))?.slice(THEME.length);

/** All that the window gets of Electron. A path is read from a file that the user chose; the window never sees it. */
const bridge: Bridge = {
  call: (name, input) => core.ask('call', name, input) as never,
  listen: (listener) => core.listen(listener),
  admitFile: async (file) => {
    const path = webUtils.getPathForFile(file);
    return path === '' ? null : (core.ask('admit-path', path) as never);
  },
  admitBytes: (name, size) => core.ask('admit-bytes', name, size) as never,
  admitChunk: (ticket, chunk) => core.ask('admit-chunk', ticket, chunk) as never,
  save: (ticket, name) => ask('save', ticket, name),
  print: (ticket, name) => ask('print', ticket, name),
  pickFolder: () => ask('pick-folder'),
  clearClipboard: (digest) => ask('clear-clipboard', digest),
  theme: theme === 'light' || theme === 'dark' ? theme : ('system' satisfies Theme),
  setTheme: (chosen) => ask('set-theme', chosen),
  setMenu: (actions) => ask('set-menu', actions),
  onAction: (listener) => push('action', (id) => typeof id === 'string' && listener(id)),
  setProgress: (part) => ask('set-progress', part),
  onBundle: (listener) => push('bundle', () => listener()),
  takeBundle: (again) => ask('take-bundle', again),
  captureSources: () => ask('capture-sources'),
  captureRegion: () => ask('capture-region'),
  capture: (id) => ask('capture', id),
  onClosing: (listener) => {
    ipcRenderer.on(CLOSING, () => void listener().finally(() => ipcRenderer.send(CLOSING)));
  },
};
contextBridge.exposeInMainWorld('redthread', bridge);
