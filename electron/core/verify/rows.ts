import { ERASED } from '../custody/erase.ts';
import { attestedTables, eachRow, listWritten, rowsRoot, type Written } from '../custody/rows.ts';
import type { ReadDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';

/** What the log says a row was when it was last written, and the entry that says so; the digest is null once it was deleted. */
interface Attestation {
  readonly seq: number;
  readonly digest: Buffer | null;
}
type Problem = (subject: string, problem: string) => void;

/** The latest attestation of every row, gathered entry by entry. */
export class Attestations {
  private readonly tables = new Map<string, Map<string, Attestation>>();
  /** Entries whose lists lost the rows of a case that was destroyed: they no longer give the digest that they had. */
  readonly lessened = new Set<number>();

  /** Takes the rows of some entries in the order of the log. @returns the root of each entry's list, by its number */
  take(db: ReadDb, after: number, last: number): Map<number, string> {
    const lists = new Map<number, Written[]>();
    for (const { seq, table, key, digest } of listWritten(db, after, last)) {
      if (table === ERASED) {
        this.lessened.add(seq);
        continue;
      }
      const rows = this.tables.get(table) ?? new Map<string, Attestation>();
      this.tables.set(table, rows.set(key, { seq, digest }));
      const list = lists.get(seq) ?? [];
      list.push({ table, key, digest });
      lists.set(seq, list);
    }
    return new Map([...lists].map(([seq, list]) => [seq, rowsRoot(list) as string]));
  }

  /**
   * Every row as it is now against what the log says of it.
   * @param gone what a row that is no longer there was called, where the log tells
   */
  async compare(
    db: ReadDb,
    breathe: () => Promise<void>,
    gone: (table: string, key: string) => string | undefined,
    report: Problem,
  ): Promise<void> {
    const names = new Names(db);
    let looked = 0;
    for (const attested of attestedTables(db)) {
      const known = this.tables.get(attested.table) ?? new Map<string, Attestation>();
      const noun = NOUNS[attested.table] ?? `row of ${attested.table}`;
      for (const { key, row, digest } of eachRow(db, attested)) {
        const last = known.get(key);
        known.delete(key);
        if (!last?.digest)
          report(names.of(attested.table, row, key), `${noun} was put in: no custody entry tells of it`);
        else if (!last.digest.equals(digest))
          report(names.of(attested.table, row, key), `${noun} is not as custody entry ${last.seq} recorded it`);
        if (++looked % 2000 === 0) await breathe();
      }
      for (const [key, { digest, seq }] of known)
        if (digest)
          report(
            gone(attested.table, key) ?? `${noun} ${key}`,
            `is gone, although no custody entry after ${seq} tells of it`,
          );
    }
  }
}

/** What a person calls the rows of a table; a table without a word here is named as it is. */
const NOUNS: Readonly<Record<string, string>> = {
  attachments: 'record of the message that it came with',
  board_items: 'place on a board',
  board_steps: 'step of a board',
  boards: 'board',
  cases: 'record of the case',
  dataset_columns: 'column of a table',
  datasets: 'table',
  deleted_findings: 'deleted finding',
  derivatives: 'what was derived from it',
  entities: 'entity',
  entity_exhibits: 'support of an entity',
  entity_forms: 'written form of an entity',
  own_types: 'type of entity',
  exhibits: 'record of the exhibit',
  finding_comments: 'comment on a finding',
  finding_exhibits: 'support of a finding',
  finding_reviews: 'step of a review',
  finding_versions: 'version of a finding',
  findings: 'finding',
  identity_entries: 'decision on an identity',
  link_exhibits: 'support of a link',
  links: 'link',
  meta: 'setting',
  notes: 'note',
  picture_hashes: 'picture hash',
  printed_reports: 'record of a printed report',
  queries: 'frozen query',
  query_runs: 'query history',
  rejected_rows: 'rejected row of a table',
  report_settings: 'report settings',
  signers: 'signer of bundles',
  skipped_rows: 'skipped row of a table',
  subjects: 'subject',
  tags: 'tag',
  working_copies: 'record of how the working copy was made',
};

/** Names a row by the exhibit or case that a person would look for it at. */
class Names {
  private readonly exhibits: ReadonlyMap<string, string>;
  private readonly cases: ReadonlyMap<string, string>;

  constructor(db: ReadDb) {
    const labels = (rows: { id: string; label: string }[]) => new Map(rows.map(({ id, label }) => [id, label]));
    this.cases = labels(db.all(sql`SELECT id, printf('C-%04d', number) AS label FROM cases`));
    this.exhibits = labels(
      db.all(sql`SELECT exhibits.id, printf('E-%04d of C-%04d', exhibits.number, cases.number) AS label
        FROM exhibits JOIN cases ON cases.id = exhibits.case_id`),
    );
  }
  of(table: string, row: Readonly<Record<string, unknown>>, key: string): string {
    const exhibit = this.exhibits.get(
      String(table === 'exhibits' || table === 'subjects' ? row['id'] : row['exhibit_id']),
    );
    if (exhibit) return exhibit;
    const owner = this.cases.get(String(row['case_id']));
    const from = owner ? ` of ${owner}` : '';
    if (table === 'cases') return this.cases.get(key) ?? key;
    if (table === 'findings') return `F-${row['number']}${from}`;
    const name = row['label'] ?? row['title'] ?? row['key'] ?? key;
    return `${table === 'meta' ? 'setting ' : ''}${name}${from}`;
  }
}
