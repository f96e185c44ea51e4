import type { Desktop } from '../../electron/main/relay.ts';

/** What the preload gives the page, and nothing more; sorted. */
export const BRIDGE: readonly string[] = [
  'admitBytes',
  'admitChunk',
  'admitFile',
  'call',
  'capture',
  'captureRegion',
  'captureSources',
  'clearClipboard',
  'listen',
  'onAction',
  'onBundle',
  'onClosing',
  'pickFolder',
  'print',
  'save',
  'setMenu',
  'setProgress',
  'setTheme',
  'takeBundle',
  'theme',
];

/** A desktop that has nothing and shows nothing. */
export const NO_DESKTOP: Desktop = {
  setTheme: () => {},
  setMenu: () => {},
  setProgress: () => {},
  takeBundle: async () => null,
  print: async () => 'cancelled',
  captureSources: async () => [],
  captureRegion: async () => null,
  capture: () => new Uint8Array(),
};
