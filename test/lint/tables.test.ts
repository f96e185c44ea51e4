import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { sources } from './imports.ts';

/** The area that alone reads and writes each table. */
const OWNERS: Readonly<Record<string, string>> = {
  meta: 'vault',
  custody: 'custody',
  custody_details: 'custody',
  custody_end: 'custody',
  custody_rows: 'custody',
  cases: 'cases',
  subjects: 'cases',
  contents: 'evidence',
  chunks: 'evidence',
  exhibits: 'evidence',
  acquisitions: 'evidence',
  tags: 'evidence',
  derivatives: 'evidence',
  picture_hashes: 'evidence',
  incoming: 'db',
  running_jobs: 'jobs',
  working_copies: 'evidence',
  attachments: 'attachments',
  datasets: 'datasets',
  dataset_columns: 'datasets',
  rejected_rows: 'datasets',
  skipped_rows: 'datasets',
  profiles: 'datasets',
  mappings: 'mapping',
  column_roles: 'patterns',
  typologies: 'typologies',
  checklist_items: 'typologies',
  combined_datasets: 'datasets',
  combined_members: 'datasets',
  queries: 'query',
  query_runs: 'query',
  saved_queries: 'query',
  dataset_profiles: 'analysis',
  entities: 'entities',
  entity_exhibits: 'entities',
  entity_forms: 'entities',
  own_types: 'entities',
  identity_entries: 'identities',
  links: 'entities',
  link_exhibits: 'entities',
  notes: 'board',
  boards: 'board',
  board_items: 'board',
  board_styles: 'board',
  board_steps: 'board',
  snapshots: 'snapshots',
  transfer_maps: 'transfers',
  findings: 'findings',
  finding_comments: 'findings',
  finding_exhibits: 'findings',
  finding_reviews: 'findings',
  finding_versions: 'findings',
  deleted_findings: 'findings',
  judgements: 'findings',
  events: 'events',
  event_exhibits: 'events',
  requests: 'requests',
  request_log: 'requests',
  questions: 'requests',
  question_support: 'requests',
  calendars: 'requests',
  replies: 'replies',
  tasks: 'work',
  work_log: 'work',
  case_ends: 'work',
  case_parents: 'work',
  retention: 'cases',
  legal_holds: 'cases',
  destructions: 'cases',
  erasing: 'cases',
  screening_runs: 'screening',
  country_lists: 'countries',
  country_facts: 'countries',
  country_notes: 'countries',
  retention_rules: 'work',
  screening_decisions: 'screening',
  working_state: 'desk',
  open_edits: 'desk',
  signers: 'bundles',
  arrivals: 'bundles',
  exchanges: 'bundles',
  exchanged_ids: 'bundles',
  renumbered: 'evidence',
  report_settings: 'reports',
  printed_reports: 'reports',
  search_docs: 'search',
  search_index: 'search',
  indexed_texts: 'search',
  migrations: 'db',
};
/** An area that reads tables of others all the same, and why. */
const EXEMPT: Readonly<Record<string, { readonly tables: readonly string[] | 'all'; readonly reason: string }>> = {
  verify: { tables: 'all', reason: 'the auditor: it reads the store itself, behind the back of every area' },
  erasure: { tables: 'all', reason: 'erases whatever a case holds, table by table as the schema tells' },
  db: {
    tables: ['meta'],
    reason: 'notes, in the transaction of a migration, that what it wrote is still to be attested',
  },
  vault: {
    tables: ['incoming', 'chunks', 'cases', 'exhibits', 'findings'],
    reason: 'sweeps what a crash left before any area is at work, and counts what a copy of another vault holds',
  },
};

const root = fileURLToPath(new URL('../..', import.meta.url));
const core = sources(root, ['electron/core']);
const MIGRATIONS = 'electron/core/db/migrations/'; // they make every table

interface Access {
  readonly path: string;
  readonly area: string | undefined;
  readonly table: string;
}
const foreign = (modules: ReadonlyMap<string, string>): Access[] =>
  [...modules]
    .filter(([path]) => !path.startsWith(MIGRATIONS))
    .flatMap(([path, text]) => {
      const area = /^electron\/core\/([^/]+)\//.exec(path)?.[1];
      const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '');
      const named = [...code.matchAll(/\b(?:FROM|JOIN|INTO|UPDATE)\s+(?:main\.)?([a-z_]+)/g)].map(
        ([, table = '']) => table,
      );
      const wrong = [...new Set(named)].filter((table) => Object.hasOwn(OWNERS, table) && OWNERS[table] !== area);
      return wrong.map((table) => ({ path, area, table }));
    });

const exempt = ({ area = '', table }: Access): boolean => {
  const tables = EXEMPT[area]?.tables ?? [];
  return tables === 'all' || tables.includes(table);
};
const shown = ({ path, table }: Access): string => `${path}: ${table}`;

it('a table is read and written by the area that owns it alone', () => {
  expect(
    foreign(core)
      .filter((each) => !exempt(each))
      .map(shown),
  ).toEqual([]);
});

it('an exemption is gone when its reason is', () => {
  const used = foreign(core);
  for (const [area, { tables }] of Object.entries(EXEMPT))
    for (const table of tables === 'all' ? ['exhibits'] : tables)
      expect(used, `${area}: ${table}`).toContainEqual(expect.objectContaining({ area, table }));
});

it('every table has an owner', () => {
  const made = [...core]
    .filter(([path]) => path.startsWith(MIGRATIONS))
    .flatMap(([, text]) => [...text.matchAll(/CREATE (?:VIRTUAL )?TABLE ([a-z_]+)/g)].map(([, table = '']) => table));
  expect([...new Set(made)].sort()).toEqual(
    Object.keys(OWNERS)
      .filter((table) => table !== 'migrations')
      .sort(),
  );
});

it('a foreign table is noticed in a join, an insert and a change', () => {
  const text =
    'sql`SELECT 1 FROM entities JOIN exhibits e`; sql`INSERT OR IGNORE INTO tags`; sql`UPDATE main.cases SET x = 1`;';
  expect(foreign(new Map([['electron/core/entities/store.ts', text]])).map(shown)).toEqual(
    ['exhibits', 'tags', 'cases'].map((table) => `electron/core/entities/store.ts: ${table}`),
  );
});
