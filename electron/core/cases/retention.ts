import { randomUUID } from 'node:crypto';
import { Fault } from '../../../shared/contract/errors.ts';
import { Hold, Retention } from '../../../shared/contract/retention.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { standingHolds } from '../../../shared/domain/holds.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import type { Handlers } from '../context.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { type Sql, sql } from '../db/sql.ts';
import { factsOf, NOT_DESTROYED, requireKept } from './store.ts';

type Db = ReadDb | WriteDb;

/** How long cases are kept, and what forbids that anything of one goes. */
export const retentionHandlers: Pick<
  Handlers<'retention'>,
  'retention.list' | 'retention.set' | 'retention.hold' | 'retention.release'
> = {
  'retention.list': ({ db }) => retentionsOf(db),
  'retention.set': ({ db, at, session, record }, { caseId, until, basis }) => {
    const before = retentionOf(db, caseId);
    const said = basis.trim();
    if (until !== null && said === '')
      throw new Fault('bad-request', 'Say which rule or agreement the day comes from.');
    putRetention(db, caseId, { until, basis: said, at, by: session.investigator });
    const detail = { until, basis: said, before: before.until };
    record({ caseId, action: 'retention.set', subject: before.label, detail });
    return retentionOf(db, caseId);
  },
  'retention.hold': ({ db, at, session, record }, { caseId, matter, reason }) => {
    requireKept(db, caseId);
    const id = randomUUID();
    const by = session.investigator;
    insertHold(db, {
      ...{ id, caseId, matter: matter.trim(), reason: reason.trim(), placedAt: at, placedBy: by },
      ...{ releasedAt: null, releasedBy: '', releaseReason: '' },
    });
    const detail = { matter: matter.trim(), reason: reason.trim() };
    record({ caseId, action: 'retention.hold', subject: caseLabel(factsOf(db, caseId).number), detail });
    return holdById(db, id);
  },
  'retention.release': ({ db, at, session, record }, { id, reason }) => {
    const hold = holdById(db, id);
    if (hold.releasedAt !== null)
      throw new Fault('conflict', `That hold was released on ${hold.releasedAt.slice(0, 10)} by ${hold.releasedBy}.`);
    db.runOne(
      sql`UPDATE legal_holds SET released_at = ${at}, released_by = ${session.investigator}, release_reason = ${reason.trim()} WHERE id = ${id}`,
      GONE,
    );
    const detail = { matter: hold.matter, reason: reason.trim() };
    record({
      caseId: hold.caseId,
      action: 'retention.release',
      subject: caseLabel(factsOf(db, hold.caseId).number),
      detail,
    });
    return holdById(db, id);
  },
};

export function putRetention(
  db: WriteDb,
  caseId: CaseId,
  { until, basis, at, by }: Pick<Retention, 'until' | 'basis'> & { readonly at: string; readonly by: string },
): void {
  db.run(sql`
    INSERT INTO retention (case_id, until, basis, set_at, set_by) VALUES (${caseId}, ${until}, ${basis}, ${at}, ${by})
    ON CONFLICT (case_id) DO UPDATE SET until = excluded.until, basis = excluded.basis, set_at = excluded.set_at, set_by = excluded.set_by`);
}

const GONE = 'That hold is not in this vault.';

const holdsWhere = (db: Db, where: Sql): Hold[] =>
  db
    .all(sql`
      SELECT id, case_id AS caseId, matter, reason, placed_at AS placedAt, placed_by AS placedBy, released_at AS releasedAt,
        coalesce(released_by, '') AS releasedBy, coalesce(release_reason, '') AS releaseReason
      FROM legal_holds WHERE ${where} ORDER BY placed_at DESC, id`)
    .map((row) => Hold.parse(row));

/** @throws Fault `not-found` */
function holdById(db: Db, id: string): Hold {
  const [hold] = holdsWhere(db, sql`id = ${id}`);
  if (!hold) throw new Fault('not-found', GONE);
  return hold;
}

export const holdsOf = (db: Db, caseId: CaseId): Hold[] => holdsWhere(db, sql`case_id = ${caseId}`);

export function insertHold(db: WriteDb, hold: Hold): void {
  const { id, caseId, matter, reason, placedAt, placedBy, releasedAt, releasedBy, releaseReason } = hold;
  db.run(sql`
    INSERT INTO legal_holds (id, case_id, matter, reason, placed_at, placed_by, released_at, released_by, release_reason)
    VALUES (${id}, ${caseId}, ${matter}, ${reason}, ${placedAt}, ${placedBy}, ${releasedAt}, ${releasedBy || null}, ${releaseReason || null})`);
}

const SELECT = sql`
  SELECT id AS caseId, number, title, status, until, coalesce(basis, '') AS basis
  FROM cases LEFT JOIN retention ON case_id = id`;
type Row = Omit<Retention, 'label' | 'holds'> & { readonly number: number };

const toRetention = ({ number, ...row }: Row, holds: Hold[]): Retention =>
  Retention.parse({ ...row, label: caseLabel(number), holds });

function retentionsOf(db: Db): Retention[] {
  const holds = Map.groupBy(holdsWhere(db, sql`TRUE`), ({ caseId }) => caseId);
  return db
    .all<Row>(sql`${SELECT} WHERE ${NOT_DESTROYED} ORDER BY number`)
    .map((row) => toRetention(row, holds.get(row.caseId) ?? []));
}

/** @throws Fault `not-found` */
export function retentionOf(db: Db, caseId: CaseId): Retention {
  requireKept(db, caseId);
  const row = db.one<Row>(sql`${SELECT} WHERE id = ${caseId}`, 'That case is not in this vault.');
  return toRetention(row, holdsOf(db, caseId));
}

/** @param what would go: "E-0003", "the case". @throws Fault `conflict` while a hold of the case stands */
export function requireNoHold(db: Db, caseId: CaseId, what: string): void {
  const standing = standingHolds({ holds: holdsOf(db, caseId) });
  if (standing.length === 0) return;
  const matters = standing.map(({ matter, placedBy }) => `"${matter}" (placed by ${placedBy})`).join(', ');
  throw new Fault('conflict', `A legal hold forbids that ${what} goes: ${matters}. Release it first, with its reason.`);
}

/**
 * Closing a case leaves a hold on it standing; whoever closes it says that this is meant.
 * @returns the matters of the holds that stand @throws Fault `conflict` where some stand and it was not said
 */
export function askOfHolds(db: Db, caseId: CaseId, despiteHold: boolean): string[] {
  const held = standingHolds({ holds: holdsOf(db, caseId) }).map(({ matter }) => matter);
  if (held.length > 0 && !despiteHold)
    throw new Fault(
      'conflict',
      `A legal hold stands (${held.join('; ')}). Closing the case leaves it standing: say that this is meant.`,
    );
  return held;
}
