import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix } from 'node:path';
import { parseSync } from 'vite';

/** One module naming another, by `import`, `export … from`, `import()` or the type `import('…')`. */
export interface Import {
  /** Paths from the root of the repository, with `/`. */
  readonly from: string;
  /** A path likewise, `node:NAME` for a module of Node, or the name of a package. */
  readonly to: string;
  /** It is gone when the program runs. */
  readonly typeOnly: boolean;
}

/** Each source file below `folders`, with its text. */
export function sources(root: string, folders: readonly string[]): Map<string, string> {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      posix.join(folder, name.replaceAll('\\', '/')),
    ),
  );
  const modules = paths.filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts')).sort();
  return new Map(modules.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** @throws Error for a text that is no TypeScript */
export function importsOf(modules: ReadonlyMap<string, string>): Import[] {
  return [...modules].flatMap(([from, text]) => {
    const { program, errors } = parseSync(from, text);
    if (errors.length > 0) throw new Error(`${from}: ${errors[0]?.message}`);
    const found: Import[] = [];
    collect(program, (specifier, typeOnly) => found.push({ from, to: target(from, specifier), typeOnly }));
    return found;
  });
}

const builtin = new Set(builtinModules);

function target(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier.replace(/\?.*$/, ''));
  if (specifier.startsWith('node:')) return specifier;
  if (builtin.has(specifier)) return `node:${specifier}`;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

interface Node {
  readonly type: string;
  readonly source?: { readonly value?: unknown } | null;
  readonly importKind?: string;
  readonly exportKind?: string;
}

// `import { type A }` stays an import when types are erased (`verbatimModuleSyntax`); only `import type` goes.
const isType = ({ type, importKind, exportKind }: Node): boolean =>
  type === 'TSImportType' || importKind === 'type' || exportKind === 'type';

function collect(value: unknown, found: (specifier: string, typeOnly: boolean) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, found);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const node = value as Node;
  const specifier = node.source?.value;
  if (typeof specifier === 'string' && NAMES_A_MODULE.has(node.type)) found(specifier, isType(node));
  for (const child of Object.values(node)) if (typeof child === 'object') collect(child, found);
}

const NAMES_A_MODULE = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]);
