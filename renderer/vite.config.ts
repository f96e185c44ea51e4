import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const from = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: from('.'),
  base: './',
  plugins: [react()],
  html: { cspNonce: 'REDTHREAD-STYLE-NONCE' }, // each host puts a fresh one in its place
  build: {
    outDir: from('../dist/renderer'),
    emptyOutDir: true,
    target: 'chrome140',
    modulePreload: { polyfill: false }, // its inline script would need a looser content security policy
    assetsInlineLimit: 0, // data: URLs are not allowed by it either
    chunkSizeWarningLimit: 4000,
    rollupOptions: { input: [from('./index.html'), from('./overlay/overlay.html')] },
  },
});
