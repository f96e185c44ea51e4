/**
 * Who may import whom (README, "Layout"), type imports included.
 * Run by `npm run lint:layering`; a violation names both files.
 */
const area = '^electron/core/([^/]+)/';
module.exports = {
  forbidden: [
    rule('shared-imports-nothing-of-ours', '^shared/', { path: '^(electron|renderer|test|assets)/' }),
    rule('shared-runs-anywhere', '^shared/', { dependencyTypes: ['core'] }),
    rule('renderer-imports-shared-only', '^renderer/', { path: '^(electron|test)/' }),
    rule('renderer-has-no-node', '^renderer/(?!(verifier/)?vite\\.config)', { dependencyTypes: ['core'] }),
    rule('core-imports-shared-only', '^electron/core/', { path: '^(renderer|test|electron/(?!core/))' }),
    rule('core-never-imports-electron', '^electron/core/', { path: 'node_modules/electron/' }),
    rule('hosts-use-the-core-host', '^electron/(main|loopback|cli)/', {
      path: '^electron/core/',
      pathNot: '^electron/core/host/',
    }),
    rule('hosts-do-not-import-hosts', '^electron/(main|loopback|cli|preload)/', {
      path: '^(renderer|test|electron/(main|loopback|cli|preload))/',
      pathNot: '^electron/$1/',
    }),
    rule('preload-uses-types-of-shared', '^electron/preload/', { path: '^(electron/core|renderer)/' }),
    rule('a-store-belongs-to-its-area', area, {
      path: '^electron/core/[^/]+/store\\.ts$',
      pathNot: ['^electron/core/$1/', '^electron/core/evidence/store\\.ts$'], // evidence until intake asks its reads
    }),
    rule('one-module-imports-sqlite', '^(?!electron/core/db/open\\.ts$)(shared|electron|renderer)/', {
      path: 'node_modules/better-sqlite3/',
    }),
    rule('one-module-imports-cytoscape', '^(?!renderer/features/board/graph\\.ts$)(shared|electron|renderer)/', {
      path: 'node_modules/cytoscape',
    }),
    rule('one-folder-imports-the-pdf-library', '^(?!electron/core/reports/pdf/)(shared|electron|renderer)/', {
      path: 'node_modules/(@react-pdf|pdfkit)/',
    }),
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|release)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.css'],
    },
  },
};

function rule(name, from, to) {
  return { name, severity: 'error', from: { path: from }, to };
}
