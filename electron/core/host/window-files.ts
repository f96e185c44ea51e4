import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { entryFile } from './entries.ts';

/** The word that `renderer/vite.config.ts` puts where a style's nonce belongs. */
export const NONCE_PLACE = 'REDTHREAD-STYLE-NONCE';

/**
 * What every answer to a window carries, whichever host gives it. Scripts come from the program's own files only.
 * Style elements need the nonce of their page: the grid and the SQL editor make some at run time. Style attributes
 * are let through because the grid and the charts write them into their markup; they cannot load anything, since
 * pictures, fonts and connections are limited to the host.
 */
export function windowHeaders(nonce: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    // A report on its way to the browser's printing: made by the page itself, and loaded from nowhere.
    'frame-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy':
      'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=(), display-capture=(self)',
    'Cache-Control': 'no-store',
  };
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.eot': 'application/vnd.ms-fontobject',
  '.wasm': 'application/wasm',
};

export interface WindowFile {
  readonly body: Uint8Array;
  readonly headers: Record<string, string>;
}
/** Answers with the file at a URL path, or null. */
export type WindowFiles = (path: string) => WindowFile | null;

/**
 * The built window, read once. A request can only name a file that was there at start: paths are looked up, never
 * joined, so no spelling of `..` reaches anything else.
 */
export function windowFiles(folder = join(dirname(entryFile('main')), '..', 'renderer')): WindowFiles {
  const files = new Map<string, Buffer>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(`/${relative(folder, path).replaceAll('\\', '/')}`, readFileSync(path));
  }
  return (path) => {
    const name = path === '/' ? '/index.html' : path;
    const found = files.get(name);
    if (!found) return null;
    const nonce = randomBytes(16).toString('base64');
    const page = name.endsWith('.html');
    return {
      body: page ? Buffer.from(found.toString('utf8').replaceAll(NONCE_PLACE, nonce)) : found,
      headers: { ...windowHeaders(nonce), 'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream' },
    };
  };
}
