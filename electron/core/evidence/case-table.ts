import type { CaseTable, Contributed } from '../case-table.ts';
import { type Sql, sql } from '../db/sql.ts';

/** The table `exhibits`. @param datasets names of what was read from an exhibit */
export const exhibitsTable = (datasets: Contributed): CaseTable => ({
  description: 'Every exhibit, removed ones too: what it is, its hash, where it came from.',
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
    ['acquisitions', 'INTEGER'],
    ['dataset', 'TEXT'],
    ['removed_at', 'TEXT'],
    ['removed_reason', 'TEXT'],
  ],
  rows: (caseId) => sql`
    SELECT number, printf('E-%04d', number), kind, title, original_name, media_type, type_warning, bytes, sha256, width, height,
      acquired_at, acquired_zone, acquired_by, acquired_how, source, sensitivity, reliability, credibility,
      (SELECT group_concat(tag, ', ' ORDER BY tag) FROM main.tags WHERE exhibit_id = e.id), note,
      1 + (SELECT count(*) FROM main.acquisitions WHERE exhibit_id = e.id),
      ${datasets(sql`e.id`)}, removed_at, removed_reason
    FROM main.exhibits AS e WHERE case_id = ${caseId} ORDER BY number`,
});

/** Labels of the exhibits behind something: "E-0001, E-0004". @param ids selects their ids */
export const exhibitLabels = (ids: Sql): Sql =>
  sql`(SELECT group_concat(printf('E-%04d', number), ', ' ORDER BY number) FROM main.exhibits WHERE id IN (${ids}))`;

/** Ids of the exhibits that a text names by number, as `labelsIn` of `shared/domain/references.ts` finds them. */
export const exhibitsNamedIn = (caseId: string, text: Sql): Sql => sql`
  SELECT id FROM main.exhibits WHERE case_id = ${caseId} AND instr(${text}, printf('E-%04d', number))
    AND (' ' || ${text} || ' ') GLOB '*[^0-9A-Za-z_]' || printf('E-%04d', number) || '[^0-9A-Za-z_]*'`;

export const labelOfExhibit: Contributed = (id) =>
  sql`(SELECT printf('E-%04d', number) FROM main.exhibits WHERE id = ${id})`;
