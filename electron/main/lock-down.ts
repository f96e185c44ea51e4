import type { App, Session, WebPreferences } from 'electron';
import type { WindowFiles } from '../core/host/window-files.ts';

/** The window's own address. A scheme of its own, so that nothing it may load is spelt like a web page. */
export const SCHEME = 'app';
export const WINDOW_ADDRESS = `${SCHEME}://redthread/`;

/** What no page of the program may do, whichever window shows it. */
export const CLOSED_IN = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false, // it would fetch dictionaries
  v8CacheOptions: 'none',
  devTools: false,
} as const satisfies WebPreferences;

/** Is this the program's own page or one of its files? */
export function isOwn(address: string): boolean {
  const url = URL.parse(address);
  return (
    url !== null && url.protocol === `${SCHEME}:` && url.host === 'redthread' && url.username === '' && url.port === ''
  );
}

/**
 * May the window fetch this? Its own files, and what it made itself: `blob:` and `data:` reach no network.
 * `development` adds Chromium's own tools.
 */
export function mayRequest(address: string, development: boolean): boolean {
  if (address.startsWith('data:')) return true;
  if (address.startsWith('blob:')) return isOwn(address.slice('blob:'.length));
  return isOwn(address) || (development && address.startsWith('devtools://'));
}

/** Where the pages of a print are found, in the session that prints. */
export const PRINT_ADDRESS = `${SCHEME}://print/report.pdf`;
/** Chromium's own PDF viewer, a part of it that has the form of an extension. */
const VIEWER = 'chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/';
/** May the session that prints fetch this, or a frame of it go there? */
export const mayPrint = (address: string): boolean =>
  address === PRINT_ADDRESS || address.startsWith(VIEWER) || address.startsWith('chrome://resources/');

/** What is known of the frame that sent a message. */
export interface Sender {
  readonly url: string;
  readonly parent: unknown;
}
/** Only the top frame of the program's own page may speak to the core; a frame that is gone is null. */
export const isOwnSender = (frame: Sender | null): boolean =>
  frame !== null && frame.parent === null && isOwn(frame.url);

/**
 * Why the program does not start like this, in words; null when it does. A window without Chromium's sandbox would hand a
 * hostile picture the whole account, and a debugging port hands the open vault to any program of this computer.
 */
export function whyRefused(
  hasSwitch: (name: string) => boolean,
  env: NodeJS.ProcessEnv,
  packaged: boolean,
): string | null {
  if (hasSwitch('no-sandbox') || env['ELECTRON_DISABLE_SANDBOX'])
    return 'It does not run without Chromium\u2019s sandbox. Leave out --no-sandbox and ELECTRON_DISABLE_SANDBOX.';
  if (packaged && ['remote-debugging-port', 'remote-debugging-pipe'].some(hasSwitch))
    return 'It does not run with a port for debugging.';
  return null;
}

/** Chromium's own ways out and its traces on disk, closed before it starts. */
export const switches: readonly (readonly [string, string?])[] = [
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['no-proxy-server'],
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-breakpad'],
  ['no-pings'],
  ['disable-http-cache'],
  ['disable-gpu-shader-disk-cache'],
];

/** The window's session: its own files, no network, no permission, no download past the program. */
export function lockSession(session: Session, files: WindowFiles, development: boolean): void {
  session.protocol.handle(SCHEME, (request) => {
    const file = request.method === 'GET' && isOwn(request.url) ? files(new URL(request.url).pathname) : null;
    return file
      ? new Response(new Uint8Array(file.body), { headers: file.headers })
      : new Response('There is nothing here.', { status: 404 });
  });
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayRequest(details.url, development) }));
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === COPYING));
  session.setPermissionCheckHandler((_contents, permission) => permission === COPYING);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.on('will-download', (event) => event.preventDefault());
}
/** The one permission there is: "Copy" buttons write text to the clipboard. */
const COPYING = 'clipboard-sanitized-write';

/** Whatever page there ever is in the program: it stays where it is, and opens nothing. */
export function lockContents(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    const printing = (): boolean => mayPrint(contents.getURL());
    contents.on('will-navigate', (event) => {
      if (!isOwn(event.url)) event.preventDefault();
    });
    contents.on('will-frame-navigate', (event) => {
      const allowed = event.isMainFrame ? isOwn(event.url) : printing() && mayPrint(event.url);
      if (!allowed) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}
