import { Fault } from '../../../shared/contract/errors.ts';
import type { Finding, FindingVersion } from '../../../shared/contract/findings.ts';
import type { ExhibitId, FindingId } from '../../../shared/contract/values.ts';
import { exhibitLabel } from '../../../shared/domain/labels.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import { exhibitNumbers } from '../evidence/support.ts';
import type { Statement } from './store.ts';

export type Kept = Omit<FindingVersion, 'exhibitLabels'>;

/** The only version of a finding that was last changed before versions were kept. */
const firstOf = ({
  claim,
  explanation,
  format,
  likelihood,
  confidence,
  reasons,
  exhibits,
  updatedAt: savedAt,
}: Finding): Kept => ({
  ...{ number: 1, claim, explanation, format, likelihood, confidence, reasons, exhibits },
  ...{ savedAt, savedBy: '', restored: null },
});

/** What a finding stated, oldest first. One that was last changed before versions were kept has what it states now. */
export function versionsOf(db: ReadDb | WriteDb, finding: Finding): FindingVersion[] {
  const numbers = exhibitNumbers(db, finding.caseId);
  const kept = db
    .all<Omit<Kept, 'exhibits' | 'format'> & { exhibits: string; format: string }>(
      sql`SELECT number, claim, explanation, format, likelihood, confidence, reasons, exhibits, saved_at AS savedAt, saved_by AS savedBy, restored
        FROM finding_versions WHERE finding_id = ${finding.id} ORDER BY number`,
    )
    .map(
      (row): Kept => ({
        ...row,
        exhibits: JSON.parse(row.exhibits) as ExhibitId[],
        format: JSON.parse(row.format) as Finding['format'],
      }),
    );
  return (kept.length === 0 ? [firstOf(finding)] : kept).map((version) => ({
    ...version,
    exhibitLabels: version.exhibits.map((id) => exhibitLabel(numbers.get(id) ?? 0)),
  }));
}

/** @throws Fault `not-found` */
export function versionOf(db: ReadDb | WriteDb, finding: Finding, number: number): FindingVersion {
  const found = versionsOf(db, finding).find((each) => each.number === number);
  if (!found) throw new Fault('not-found', `That finding has no version ${number}.`);
  return found;
}

/** Whether two statements say the same. */
export const sameStatement = (a: Statement, b: Statement): boolean =>
  (['claim', 'explanation', 'likelihood', 'confidence', 'reasons'] as const).every((field) => a[field] === b[field]) &&
  (['exhibits', 'format'] as const).every((field) => JSON.stringify(a[field]) === JSON.stringify(b[field]));

export function insertVersion(db: WriteDb, id: FindingId, version: Kept): void {
  const { number, claim, explanation, format, likelihood, confidence, reasons, exhibits, savedAt, savedBy, restored } =
    version;
  db.run(sql`INSERT INTO finding_versions
      (finding_id, number, claim, explanation, format, likelihood, confidence, reasons, exhibits, saved_at, saved_by, restored)
    VALUES (${id}, ${number}, ${claim}, ${explanation}, ${JSON.stringify(format)}, ${likelihood}, ${confidence}, ${reasons}, ${JSON.stringify(exhibits)},
      ${savedAt}, ${savedBy}, ${restored})`);
}

/** Keeps what a finding states from now on; what it stated before versions were kept becomes the first. */
export function addVersion(
  db: WriteDb,
  before: Finding,
  statement: Statement,
  saved: Pick<Kept, 'savedAt' | 'savedBy' | 'restored'>,
): void {
  const known = db.get(sql`SELECT 1 FROM finding_versions WHERE finding_id = ${before.id}`);
  if (!known) insertVersion(db, before.id, firstOf(before));
  insertVersion(db, before.id, { ...statement, ...saved, number: before.version + 1 });
}
