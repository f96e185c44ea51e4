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
      'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=(), display-capture=()',
    'Cache-Control': 'no-store',
  };
}
