import type { App, Session } from 'electron';
import type { WindowFiles } from '../core/host/window-files.ts';
import { isOwn, mayRequest, SCHEME } from './address.ts';

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
    contents.on('will-navigate', (event) => {
      if (!isOwn(event.url)) event.preventDefault();
    });
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame || !isOwn(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}
