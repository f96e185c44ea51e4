import { describe, expect, it } from 'vitest';
import { importsOf } from './imports.ts';
import { broken, type rules } from './rules.ts';

const breaks = (modules: Readonly<Record<string, string>>): string[] =>
  broken(importsOf(new Map(Object.entries(modules))));

/** For each rule an import that breaks it and no other. */
type Circles = 'areas of the core have no circles' | 'modules have no circles';
const planted: Readonly<Record<Exclude<keyof typeof rules, Circles>, readonly [from: string, specifier: string]>> = {
  'shared imports nothing of ours': ['shared/domain/a.ts', '../../electron/core/log.ts'],
  'shared runs anywhere': ['shared/domain/a.ts', 'fs/promises'],
  'renderer imports shared only': ['renderer/ui/a.tsx', '../../electron/core/log.ts'],
  'features never import features': ['renderer/features/data/a.tsx', '../board/graph.ts'],
  'what features share lies below them': ['renderer/parts/a.tsx', '../features/data/cells.ts'],
  'renderer has no Node': ['renderer/ui/a.tsx', 'node:path'],
  'core imports shared only': ['electron/core/query/a.ts', '../../cli/exit.ts'],
  'core never imports electron': ['electron/core/query/a.ts', 'electron'],
  "hosts use the core's host": ['electron/main/a.ts', '../core/query/reads.ts'],
  'hosts do not import hosts': ['electron/main/a.ts', '../cli/exit.ts'],
  'preload uses types of shared': ['electron/preload/a.ts', '../core/host/channel.ts'],
  'a store belongs to its area': ['electron/core/query/a.ts', '../datasets/store.ts'],
  'handlers are called by dispatch': ['electron/core/query/a.ts', '../datasets/commands.ts'],
  'areas of the core have an order': ['electron/core/datasets/a.ts', '../query/reads.ts'],
  'the PDF is made of what was resolved': ['electron/core/reports/pdf/a.tsx', '../material.ts'],
  'the resolver reads nothing': ['electron/core/reports/resolve/a.ts', '../store.ts'],
  'the resolver alone shows words': ['electron/core/reports/a.ts', './resolve/shown.ts'],
  'one module imports SQLite': ['electron/core/query/a.ts', 'better-sqlite3'],
  'one folder imports the PDF library': ['electron/core/reports/a.ts', '@react-pdf/renderer'],
};

describe('the layering rules', () => {
  it.each(Object.entries(planted))('%s', (name, [from, specifier]) => {
    const fault = expect.stringMatching(new RegExp(`^${name}: `));
    for (const text of [
      `import { a } from '${specifier}';`,
      `import type { A } from '${specifier}';`,
      `export type { A } from '${specifier}';`,
      `export * from '${specifier}';`,
      `export const load = () => import('${specifier}');`,
      `export let a: import('${specifier}').A;`,
    ])
      expect(breaks({ [from]: text }), text).toEqual([fault]);
    expect(
      breaks({ [from]: `// import { a } from '${specifier}';\nexport const text = "from '${specifier}'";` }),
    ).toEqual([]);
  });

  it('areas of the core have no circles, not even of types', () => {
    const faults = breaks({
      'electron/core/query/a.ts': "import type { B } from '../datasets/b.ts';",
      'electron/core/datasets/c.ts': "import type { D } from '../text/d.ts';",
      'electron/core/text/e.ts': "import type { A } from '../query/a.ts';",
    });
    expect(faults).toContain('areas of the core have no circles: datasets, query, text');
  });

  it('modules have no circles but of types', () => {
    const [a, b] = ['shared/domain/a.ts', 'shared/domain/b.ts'];
    const circle = [`modules have no circles: ${a}, ${b}`];
    expect(breaks({ [a]: "import './b.ts';", [b]: "export { a } from './a.ts';" })).toEqual(circle);
    expect(breaks({ [a]: "import { type B } from './b.ts';", [b]: "import { a } from './a.ts';" })).toEqual(circle);
    expect(breaks({ [a]: "import type { B } from './b.ts';", [b]: "import { a } from './a.ts';" })).toEqual([]);
  });

  it('let an area import what lies below it, and each part of the core what all share', () => {
    expect(
      breaks({
        'electron/core/query/a.ts': "import '../datasets/reads.ts'; import '../context.ts'; import './store.ts';",
        'electron/core/vault/session.ts': "import '../custody/reads.ts';",
        'electron/core/vault/commands.ts': "import '../verify/verify.ts'; import './session.ts';",
        'electron/core/dispatch.ts': "import './query/commands.ts';",
        'electron/cli/a.ts': "import '../core/host/client.ts'; import '../../shared/contract/commands.ts';",
      }),
    ).toEqual([]);
  });

  it('know every area', () => {
    expect(breaks({ 'electron/core/unheard/a.ts': "import '../db/sql.ts';" })).toHaveLength(1);
  });
});
