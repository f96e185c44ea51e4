import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const from = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A sandboxed preload script must be one CommonJS file. */
export default defineConfig({
  root: from('.'),
  build: {
    ssr: true,
    outDir: from('../../dist/preload'),
    emptyOutDir: true,
    target: 'node24',
    rollupOptions: {
      input: from('preload.ts'),
      output: { format: 'cjs', entryFileNames: 'preload.cjs' },
      external: ['electron'],
    },
  },
  ssr: { noExternal: true },
});
