import { fileURLToPath } from 'node:url';
import { importsOf, sources } from './imports.ts';
import { broken } from './rules.ts';

/** Who may import whom (ARCHITECTURE.md), type imports included. Run by `npm run check:layering`; each fault names both files. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const modules = sources(root, ['shared', 'electron', 'renderer']);
const imports = importsOf(modules);
const faults = broken(imports);
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.stdout.write(`Layering: ${modules.size} modules, ${imports.length} imports, ${faults.length} faults.\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
