import type { Import } from './imports.ts';

/** What one import, or a circle of them, breaks; in words. */
export type Rule = (imports: readonly Import[]) => string[];

const shown = ({ from, to, typeOnly }: Import): string => `${from} -> ${to}${typeOnly ? ' (type)' : ''}`;

/** No import from a place to another, type imports included. `to` gets what the groups of `from` caught. */
const never =
  (from: RegExp, to: (target: string, groups: readonly string[]) => boolean): Rule =>
  (imports) =>
    imports
      .filter((each) => {
        const match = from.exec(each.from);
        return match !== null && to(each.to, match.slice(1));
      })
      .map(shown);

/** Packages that nothing but one place imports. */
const only =
  (place: RegExp, packages: RegExp): Rule =>
  (imports) =>
    imports.filter(({ from, to }) => packages.test(to) && !place.test(from)).map(shown);

const ofNode = (target: string): boolean => target.startsWith('node:');
const areaOf = (path: string): string | undefined => /^electron\/core\/([^/]+)\//.exec(path)?.[1];

/**
 * Areas of the core, low to high: each may import those before it. `vault` is the open vault, on which most of them rest;
 * its commands look after all of it and stand on top.
 */
export const AREAS = [
  'db',
  'files',
  'host',
  'process',
  'jobs',
  'custody',
  'vault',
  'text',
  'pictures',
  'formats',
  'cases',
  'search',
  'evidence',
  'datasets',
  'ocr',
  'intake',
  'copies',
  'attachments',
  'entities',
  'identities',
  'board',
  'snapshots',
  'findings',
  'proofreading',
  'typologies',
  'events',
  'requests',
  'work',
  'transfers',
  'screening',
  'countries',
  'query',
  'variants',
  'mapping',
  'graph',
  'pages',
  'analysis',
  'patterns',
  'charts',
  'traces',
  'timeline',
  'selections',
  'reports',
  'replies',
  'trends',
  'bundles',
  'erasure',
  'verify',
  'samples',
  'desk',
  'vault/commands',
] as const;
/** Files of the core beside the areas that every area may import; the others put areas together. */
const SHARED_ROOT = /^electron\/core\/(context|transaction|log|reply|bundle-part|case-table)\.ts$/;
const VAULT_COMMANDS = /^electron\/core\/vault\/(commands|entering|device-key|backups)\.ts$/;
/** Imports that no rule counts, each with its reason. */
export const EXCEPTIONS: readonly string[] = [
  // A host starts the core with the core's options; `local.ts` is the whole core as a host's process holds it.
  'electron/core/host/client.ts -> electron/core/core.ts (type)',
  'electron/core/host/protocol.ts -> electron/core/core.ts (type)',
  'electron/core/host/local.ts -> electron/core/core.ts',
  'electron/core/host/local.ts -> electron/core/dispatch.ts',
  'electron/core/host/local.ts -> electron/core/vault/lock.ts',
];

const rank = (path: string): number =>
  (AREAS as readonly string[]).indexOf(VAULT_COMMANDS.test(path) ? 'vault/commands' : (areaOf(path) ?? ''));

const areasInOrder: Rule = (imports) =>
  imports
    .filter(({ from, to }) => {
      const area = areaOf(from);
      if (area === undefined || !to.startsWith('electron/core/') || areaOf(to) === area) return false;
      if (areaOf(to) === undefined) return !SHARED_ROOT.test(to);
      return rank(from) < 0 || rank(to) < 0 || rank(to) > rank(from);
    })
    .map(shown);

/** Circles among what `place` makes of paths; each is told once, as its members. */
const noCircles =
  (place: (path: string) => string | undefined, counts: (each: Import) => boolean): Rule =>
  (imports) => {
    const next = new Map<string, Set<string>>();
    for (const each of imports) {
      const [from, to] = [place(each.from), place(each.to)];
      if (from === undefined || to === undefined || from === to || !counts(each)) continue;
      next.set(from, (next.get(from) ?? new Set()).add(to));
    }
    const reach = (start: string): Set<string> => {
      const seen = new Set<string>();
      const open = [...(next.get(start) ?? [])];
      for (let at = open.pop(); at !== undefined; at = open.pop()) {
        if (seen.has(at)) continue;
        seen.add(at);
        open.push(...(next.get(at) ?? []));
      }
      return seen;
    };
    const reached = new Map([...next.keys()].map((start) => [start, reach(start)]));
    const circles = [...reached].flatMap(([start, seen]) =>
      seen.has(start)
        ? [
            [...seen]
              .filter((other) => reached.get(other)?.has(start))
              .sort()
              .join(', '),
          ]
        : [],
    );
    return [...new Set(circles)];
  };

export const rules = {
  'shared imports nothing of ours': never(/^shared\//, (to) => /^(electron|renderer|test|assets)\//.test(to)),
  'shared runs anywhere': never(/^shared\//, ofNode),
  'renderer imports shared only': never(/^renderer\//, (to) => /^(electron|test)\//.test(to)),
  'features never import features': never(
    /^renderer\/features\/([^/]+)\//,
    (to, [feature]) => to.startsWith('renderer/features/') && !to.startsWith(`renderer/features/${feature}/`),
  ),
  'what features share lies below them': never(/^renderer\/(client|state|ui|parts)\//, (to) =>
    /^renderer\/(app|features)\//.test(to),
  ),
  'renderer has no Node': never(/^renderer\/(?!(verifier\/)?vite\.config)/, ofNode),
  'core imports shared only': never(/^electron\/core\//, (to) => /^(renderer|test|electron\/(?!core\/))/.test(to)),
  'core never imports electron': never(/^electron\/core\//, (to) => to === 'electron'),
  "hosts use the core's host": never(
    /^electron\/(?:main|loopback|cli)\//,
    (to) => to.startsWith('electron/core/') && areaOf(to) !== 'host',
  ),
  'hosts do not import hosts': never(
    /^electron\/(main|loopback|cli|preload)\//,
    (to, [own]) =>
      /^(renderer|test|electron\/(main|loopback|cli|preload))\//.test(to) && !to.startsWith(`electron/${own}/`),
  ),
  'preload uses types of shared': never(/^electron\/preload\//, (to) => /^(electron\/core|renderer)\//.test(to)),
  'a store belongs to its area': never(
    /^electron\/core\/([^/]+)\//,
    (to, [own]) => /^electron\/core\/[^/]+\/store\.ts$/.test(to) && areaOf(to) !== own,
  ),
  'handlers are called by dispatch': never(
    /^electron\/core\/([^/]+)\//,
    (to, [own]) => /^electron\/core\/[^/]+\/commands\.ts$/.test(to) && areaOf(to) !== own,
  ),
  'areas of the core have an order': areasInOrder,
  'areas of the core have no circles': noCircles(
    (path) => areaOf(path),
    () => true,
  ),
  'the PDF is made of what was resolved': never(
    /^electron\/core\/reports\/(?:pdf\/|working\/|process\.ts$)/,
    (to) =>
      (to.startsWith('electron/core/') &&
        !/^electron\/core\/(?:reports\/(?:pdf\/|working\/|(?:model|model-board|traced-statements|numbered)\.ts$)|process\/serve\.ts$)/.test(
          to,
        )) ||
      /^shared\/contract\/(?:evidence|findings|board|custody|cases|copies)\.ts$/.test(to),
  ),
  'the resolver reads nothing': never(
    /^electron\/core\/reports\/resolve\//,
    (to) =>
      !/^(?:electron\/core\/reports\/(?:resolve\/|(?:model|model-board|traced-statements|numbered)\.ts$)|shared\/)/.test(
        to,
      ),
  ),
  'the resolver alone shows words': never(
    /^electron\/core\/(?!reports\/resolve\/)/,
    (to) => to === 'electron/core/reports/resolve/shown.ts',
  ),
  'one module imports SQLite': only(/^electron\/core\/db\/native\.ts$/, /^better-sqlite3$/),
  'one folder imports the PDF library': only(/^electron\/core\/reports\/pdf\//, /^(@react-pdf\/.*|pdfkit)$/),
  'modules have no circles': noCircles(
    (path) => path,
    ({ typeOnly }) => !typeOnly,
  ),
} as const satisfies Record<string, Rule>;

/** Each broken rule with what breaks it. */
export function broken(imports: readonly Import[]): string[] {
  const counted = imports.filter((each) => !EXCEPTIONS.includes(shown(each)));
  return Object.entries(rules).flatMap(([name, rule]) => rule(counted).map((each) => `${name}: ${each}`));
}
