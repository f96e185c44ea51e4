import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const from = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const hashed = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Puts script and style into the page, and allows it these two by their hashes and nothing else at all. */
const oneFile: Plugin = {
  name: 'one-file',
  enforce: 'post',
  generateBundle(_options, bundle) {
    let [script, style] = ['', ''];
    for (const [name, output] of Object.entries(bundle)) {
      if (output.type === 'chunk') script += output.code.trim().replaceAll('</script', '<\\/script');
      else if (name.endsWith('.css')) style += String(output.source).trim();
      delete bundle[name];
    }
    const policy = `default-src 'none'; script-src ${hashed(script)}; style-src ${hashed(style)}; base-uri 'none'; form-action 'none'`;
    const page = readFileSync(from('verify.html'), 'utf8')
      .replace('REDTHREAD-POLICY', policy)
      .replace('<style></style>', () => `<style>${style}</style>`)
      .replace('<script></script>', () => `<script>${script}</script>`);
    this.emitFile({ type: 'asset', fileName: 'verify.html', source: page });
  },
};

/** The page that goes into every bundle: one file, no network, any current browser. */
export default defineConfig({
  root: from('.'),
  plugins: [oneFile],
  build: {
    outDir: from('../../dist/verifier'),
    emptyOutDir: true,
    target: ['chrome123', 'firefox120', 'safari17.5'], // light-dark(); older browsers show one colour scheme
    cssCodeSplit: false,
    modulePreload: false,
    rollupOptions: { input: from('main.ts'), output: { format: 'iife', entryFileNames: 'verify.js' } },
  },
});
