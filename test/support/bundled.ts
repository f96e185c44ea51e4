import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import config from '../../electron/vite.config.ts';

const from = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Bundles a benchmark as the program is, so that the memory that it measures is the program's: to read TypeScript, Node keeps some
 * 100 MB. @returns the file to run
 */
export async function bundled(name: string): Promise<string> {
  const outDir = from(`../../dist/bench/${name}`);
  const input = { [name]: from(`../bench/${name}.ts`) };
  const rollupOptions = { ...config.build?.rollupOptions, input };
  const options = { ...config.build, outDir, rollupOptions, sourcemap: false };
  await build({ ...config, configFile: false, logLevel: 'warn', plugins: [], build: options });
  return `${outDir}/${name}.js`;
}
