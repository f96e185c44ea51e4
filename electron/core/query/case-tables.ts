import type { CaseId } from '../../../shared/contract/values.ts';
import type { CASE_TABLES } from '../datasets/view-name.ts';
import { identifier, join, type Sql, sql } from '../db/sql.ts';

/** A table of the case, as statements see it. */
export interface CaseTable {
  readonly name: (typeof CASE_TABLES)[number];
  readonly columns: readonly (readonly [name: string, type: 'TEXT' | 'INTEGER'])[];
  readonly rows: (caseId: CaseId) => Sql;
}

const exhibits: CaseTable = {
  name: 'exhibits',
  columns: [
    ['number', 'INTEGER'],
    ['label', 'TEXT'],
    ['kind', 'TEXT'],
    ['title', 'TEXT'],
    ['original_name', 'TEXT'],
    ['media_type', 'TEXT'],
    ['type_warning', 'TEXT'],
    ['bytes', 'INTEGER'],
    ['sha256', 'TEXT'],
    ['width', 'INTEGER'],
    ['height', 'INTEGER'],
    ['acquired_at', 'TEXT'],
    ['acquired_zone', 'TEXT'],
    ['acquired_by', 'TEXT'],
    ['acquired_how', 'TEXT'],
    ['source', 'TEXT'],
    ['sensitivity', 'TEXT'],
    ['reliability', 'TEXT'],
    ['credibility', 'TEXT'],
    ['tags', 'TEXT'],
    ['note', 'TEXT'],
    ['dataset', 'TEXT'],
    ['removed_at', 'TEXT'],
    ['removed_reason', 'TEXT'],
  ],
  rows: (caseId) => sql`
    SELECT number, printf('E-%04d', number), kind, title, original_name, media_type, type_warning, bytes, sha256, width, height,
      acquired_at, acquired_zone, acquired_by, acquired_how, source, sensitivity, reliability, credibility,
      (SELECT group_concat(tag, ', ' ORDER BY tag) FROM main.tags WHERE exhibit_id = e.id), note,
      (SELECT view FROM main.datasets WHERE exhibit_id = e.id), removed_at, removed_reason
    FROM main.exhibits AS e WHERE case_id = ${caseId} ORDER BY number`,
};

const entities: CaseTable = {
  name: 'entities',
  columns: [
    ['id', 'TEXT'],
    ['type', 'TEXT'],
    ['label', 'TEXT'],
    ['note', 'TEXT'],
    ['exhibits', 'TEXT'],
    ['created_at', 'TEXT'],
  ],
  rows: (caseId) => sql`
    SELECT id, type, label, note, ${labels('entity_exhibits', 'entity_id', 'n.id')}, created_at
    FROM main.entities AS n WHERE case_id = ${caseId} ORDER BY type, label, id`,
};

const links: CaseTable = {
  name: 'links',
  columns: [
    ['id', 'TEXT'],
    ['from_kind', 'TEXT'],
    ['from_id', 'TEXT'],
    ['from_label', 'TEXT'],
    ['to_kind', 'TEXT'],
    ['to_id', 'TEXT'],
    ['to_label', 'TEXT'],
    ['type', 'TEXT'],
    ['label', 'TEXT'],
    ['direction', 'TEXT'],
    ['note', 'TEXT'],
    ['exhibits', 'TEXT'],
    ['created_at', 'TEXT'],
  ],
  rows: (caseId) => sql`
    SELECT id, ${kindOf('l.from_id')}, from_id, ${labelOf('l.from_id')}, ${kindOf('l.to_id')}, to_id, ${labelOf('l.to_id')},
      type, label, direction, note, ${labels('link_exhibits', 'link_id', 'l.id')}, created_at
    FROM main.links AS l WHERE case_id = ${caseId} ORDER BY created_at, id`,
};

const findings: CaseTable = {
  name: 'findings',
  columns: [
    ['number', 'INTEGER'],
    ['label', 'TEXT'],
    ['claim', 'TEXT'],
    ['explanation', 'TEXT'],
    ['likelihood', 'TEXT'],
    ['confidence', 'TEXT'],
    ['exhibits', 'TEXT'],
    ['created_at', 'TEXT'],
    ['updated_at', 'TEXT'],
  ],
  rows: (caseId) => sql`
    SELECT number, 'F-' || number, claim, explanation, likelihood, confidence, ${labels('finding_exhibits', 'finding_id', 'f.id')},
      created_at, updated_at
    FROM main.findings AS f WHERE case_id = ${caseId} ORDER BY position, number`,
};

/** With the entries of the vault itself, which concern every case. */
const custody: CaseTable = {
  name: 'custody',
  columns: [
    ['seq', 'INTEGER'],
    ['at', 'TEXT'],
    ['zone', 'TEXT'],
    ['actor', 'TEXT'],
    ['program', 'TEXT'],
    ['action', 'TEXT'],
    ['subject', 'TEXT'],
    ['detail', 'TEXT'],
    ['previous', 'TEXT'],
    ['hash', 'TEXT'],
  ],
  rows: (caseId) => sql`
    SELECT seq, at, zone, actor, program, action, subject, detail, previous, hash
    FROM main.custody JOIN main.custody_details USING (seq) WHERE case_id = ${caseId} OR case_id IS NULL ORDER BY seq`,
};

export const caseTables: readonly CaseTable[] = [exhibits, entities, links, findings, custody];

/** Labels of the exhibits behind something: "E-0001, E-0004". */
function labels(table: string, key: string, id: string): Sql {
  return {
    text: `(SELECT group_concat(printf('E-%04d', number), ', ' ORDER BY number) FROM main.${table}
      JOIN main.exhibits ON exhibits.id = exhibit_id WHERE ${key} = ${id})`,
    values: [],
  };
}
const kindOf = (id: string): Sql => ({ text: `(SELECT kind FROM main.subjects WHERE id = ${id})`, values: [] });
const labelOf = (id: string): Sql => ({
  text: `coalesce((SELECT label FROM main.entities WHERE id = ${id}),
    (SELECT printf('E-%04d', number) FROM main.exhibits WHERE id = ${id}), (SELECT text FROM main.notes WHERE id = ${id}))`,
  values: [],
});

/** Makes a private copy of the rows of one case, so that a statement never needs the tables that all cases share. */
export function copyCaseTable({ name, columns, rows }: CaseTable, caseId: CaseId): readonly [make: Sql, fill: Sql] {
  const defined = columns.map(([column, type]) => sql`${identifier(column)} ${{ text: type, values: [] }}`);
  return [
    sql`CREATE TEMP TABLE ${identifier(name)} (${join(defined, ', ')}) STRICT`,
    sql`INSERT INTO temp.${identifier(name)} ${rows(caseId)}`,
  ];
}
