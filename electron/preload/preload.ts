import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Bridge, Channels } from '../../shared/contract/bridge.ts';

const ask = (channel: Channels, ...given: unknown[]): Promise<never> => ipcRenderer.invoke(channel, ...given) as never;

/** All that the window gets of Electron. A path is read from a file that the user chose; the window never sees it. */
const bridge: Bridge = {
  call: (name, input) => ask('call', name, input),
  listen: (listener) => {
    ipcRenderer.removeAllListeners('event');
    ipcRenderer.on('event', (_event, event) => listener(event));
  },
  admitFile: async (file) => {
    const path = webUtils.getPathForFile(file);
    return path === '' ? null : ask('admit-path', path);
  },
  admitBytes: (name, size) => ask('admit-bytes', name, size),
  admitChunk: (ticket, chunk) => ask('admit-chunk', ticket, chunk),
  save: (ticket, name) => ask('save', ticket, name),
  pickFolder: () => ask('pick-folder'),
};
contextBridge.exposeInMainWorld('redthread', bridge);
