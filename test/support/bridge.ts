/** What the preload gives the page, and nothing more; sorted. */
export const BRIDGE: readonly string[] = [
  'admitBytes',
  'admitChunk',
  'admitFile',
  'call',
  'clearClipboard',
  'listen',
  'onClosing',
  'pickFolder',
  'save',
  'setTheme',
  'theme',
];
