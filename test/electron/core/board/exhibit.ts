import { randomUUID } from 'node:crypto';
import { sql } from '../../../../electron/core/db/sql.ts';
import type { CaseId, ExhibitId } from '../../../../shared/contract/values.ts';
import type { ExhibitKind } from '../../../../shared/domain/exhibit-kinds.ts';
import type { TestCore } from '../../../support/core.ts';

/** An exhibit's record alone, for what only refers to exhibits and never reads their bytes. */
export function newExhibit(
  test: TestCore,
  caseId: CaseId,
  title = 'Screenshot',
  kind: ExhibitKind = 'file',
): ExhibitId {
  const db = test.core.session?.writer;
  if (!db) throw new Error('no vault is open');
  const id = randomUUID() as ExhibitId;
  db.transaction(() => {
    const { number } = db.one<{ number: number }>(
      sql`SELECT next_exhibit AS number FROM cases WHERE id = ${caseId}`,
      '',
    );
    db.run(sql`UPDATE cases SET next_exhibit = ${number + 1} WHERE id = ${caseId}`);
    db.run(sql`INSERT INTO subjects (id, case_id, kind) VALUES (${id}, ${caseId}, 'exhibit')`);
    db.run(sql`INSERT INTO exhibits (id, case_id, number, kind, title, original_name, media_type, preview, bytes, sha256,
        acquired_at, acquired_zone, acquired_by, acquired_how, source, sensitivity, note)
      VALUES (${id}, ${caseId}, ${number}, ${kind}, ${title}, ${'shot.png'}, ${'image/png'}, ${'image'}, ${1}, ${'0'.repeat(64)},
        ${'2026-01-01T00:00:00.000Z'}, ${'UTC'}, ${''}, ${'test'}, ${''}, ${'normal'}, ${''})`);
  });
  return id;
}
