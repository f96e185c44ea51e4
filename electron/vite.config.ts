import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { OcrLanguage } from '../shared/contract/ocr.ts';

const from = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Tesseract takes one folder for the data of all its languages; each comes in a package of its own, with much else. */
function languageData(): Plugin {
  const { resolve } = createRequire(import.meta.url);
  return {
    name: 'language-data',
    writeBundle: () => {
      const folder = from('../dist/electron/tessdata');
      mkdirSync(folder, { recursive: true });
      for (const code of OcrLanguage.options) {
        const data = join(dirname(resolve(`@tesseract.js-data/${code}/package.json`)), '4.0.0_best_int');
        copyFileSync(join(data, `${code}.traineddata.gz`), join(folder, `${code}.traineddata.gz`));
      }
    },
  };
}

/**
 * Everything that Node or Electron runs. Packages stay outside the bundle: some carry native or WebAssembly files. Those
 * here consist of many modules, and finding and compiling each cost a process more than half of its start.
 */
export default defineConfig({
  root: from('.'),
  plugins: [languageData()],
  ssr: {
    noExternal: [
      ...['zod', 'age-encryption', /^@noble\//, /^@scure\//, 'canonicalize', /^csv-stringify/, 'postal-mime'],
      ...[
        'file-type',
        'strtok3',
        /^@tokenizer\//,
        'token-types',
        '@borewit/text-codec',
        'uint8array-extras',
        'ieee754',
      ],
      ...['hyparquet', 'hyparquet-writer', 'world-atlas'],
      ...[/^tldts/, 'libphonenumber-js', 'any-ascii', 'double-metaphone'],
    ],
  },
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
        main: from('desktop.ts'),
        start: from('loopback/start.ts'),
        'fetch-progress': from('loopback/fetch-progress.ts'),
        cli: from('cli/main.ts'),
        core: from('core/host/core-process.ts'),
        'browser-host': from('loopback/browser-host.ts'),
        inspect: from('core/vault/process.ts'),
        'store-thread': from('core/db/store-thread.ts'),
        'hash-thread': from('core/verify/hash-thread.ts'),
        'table-thread': from('core/datasets/table-thread.ts'),
        'graph-thread': from('core/graph/graph-thread.ts'),
        'trace-thread': from('core/traces/trace-thread.ts'),
        query: from('core/query/process.ts'),
        pdf: from('core/reports/process.ts'),
        pictures: from('core/pictures/process.ts'),
        reader: from('core/ocr/process.ts'),
        proofreader: from('core/proofreading/process.ts'),
        formats: from('core/formats/process.ts'),
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      external: ['electron', 'original-fs', /^node:/],
    },
  },
});
