import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const from = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Everything that Node or Electron runs. Packages stay outside the bundle: some carry native or WebAssembly files. */
export default defineConfig({
  root: from('.'),
  // Whatever NODE_ENV the build runs in: the calls of React's development build are missing from the one that prints.
  oxc: { jsx: { runtime: 'automatic', development: false } },
  build: {
    ssr: true,
    outDir: from('../dist/electron'),
    emptyOutDir: true,
    target: 'node24',
    sourcemap: true,
    minify: false,
    rollupOptions: {
      input: {
        main: from('main/main.ts'),
        start: from('loopback/start.ts'),
        cli: from('cli/main.ts'),
        'core-worker': from('core/worker.ts'),
        query: from('core/query/process.ts'),
        paper: from('core/reports/process.ts'),
        pictures: from('core/evidence/pictures-process.ts'),
        reader: from('core/ocr/process.ts'),
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      external: ['electron', /^node:/],
    },
  },
});
