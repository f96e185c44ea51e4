import { randomUUID } from 'node:crypto';
import { Fault } from '../../../shared/contract/errors.ts';
import { type ByRule, RetentionRule } from '../../../shared/contract/retention.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { dayByRule, isByRule, ruleFor, ruleWords } from '../../../shared/domain/retention-rules.ts';
import { allCases, caseFacts, putRetention, retentionOf } from '../cases/reads.ts';
import type { Handlers, WriteContext } from '../context.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import { listRequests } from '../requests/reads.ts';
import { checklistOf } from '../typologies/reads.ts';
import { standingsOf } from './store.ts';

type Db = ReadDb | WriteDb;

/** How long cases are kept where nobody says otherwise. */
export const retentionRuleHandlers: Pick<
  Handlers<'retention'>,
  'retention.rules' | 'retention.saveRule' | 'retention.removeRule' | 'retention.byRule'
> = {
  'retention.rules': ({ db }) => rules(db),
  'retention.saveRule': ({ db, at, session, record }, given) => {
    const rule = { ...given, typology: given.typology.trim(), team: given.team.trim(), basis: given.basis.trim() };
    if (rule.basis === '') throw new Fault('bad-request', 'Say which rule or agreement the time comes from.');
    // One of a typology and a team stands in the place of the one before.
    db.run(sql`DELETE FROM retention_rules WHERE typology = ${rule.typology} AND team = ${rule.team}`);
    const id = randomUUID();
    db.run(sql`
      INSERT INTO retention_rules (id, typology, team, months, counted_from, basis, saved_at, saved_by)
      VALUES (${id}, ${rule.typology}, ${rule.team}, ${rule.months}, ${rule.countedFrom}, ${rule.basis}, ${at}, ${session.investigator})`);
    record({ caseId: null, action: 'retention.saveRule', subject: ruleWords(rule), detail: rule });
    return { ...rule, id, savedAt: at, savedBy: session.investigator };
  },
  'retention.removeRule': ({ db, record }, { id }) => {
    const rule = rules(db).find((each) => each.id === id);
    if (!rule) throw new Fault('not-found', 'That rule is not in this vault.');
    db.run(sql`DELETE FROM retention_rules WHERE id = ${id}`);
    record({ caseId: null, action: 'retention.removeRule', subject: ruleWords(rule) });
    return null;
  },
  'retention.byRule': ({ db, core }) => {
    const all = rules(db);
    const ended = new Map(standingsOf(db).map(({ caseId, endedAt }) => [caseId, endedAt]));
    return allCases(db).flatMap(({ id }) => byRule(db, id, all, ended.get(id) ?? null, core.now().toISOString()) ?? []);
  },
};

const rules = (db: Db): RetentionRule[] =>
  db
    .all(sql`
      SELECT id, typology, team, months, counted_from AS countedFrom, basis, saved_at AS savedAt, saved_by AS savedBy
      FROM retention_rules ORDER BY typology, team`)
    .map((row) => RetentionRule.parse(row));

/** @param closedAt when the case was closed; null while it is open @returns null where no rule applies */
function byRule(
  db: Db,
  caseId: CaseId,
  all: readonly RetentionRule[],
  closedAt: string | null,
  now: string,
): ByRule | null {
  if (all.length === 0) return null;
  const { team, status, createdAt } = caseFacts(db, caseId);
  const of = {
    typologies: checklistOf(db, caseId).map(({ typology }) => typology),
    teams: [team, ...listRequests(db, caseId).map((request) => request.team)],
  };
  const ended = status === 'closed' ? closedAt : null;
  const rule = ruleFor(all, of, { openedAt: createdAt, closedAt: ended ?? now });
  if (!rule) return null;
  return {
    caseId,
    ...dayByRule(rule, { openedAt: createdAt, closedAt: ended }),
    rule: ruleWords(rule),
    basis: rule.basis,
  };
}

/** On closing, a case that has no day that a person set is kept as a rule says, which is recorded; at each closing anew. */
export function keepByRule({ db, at, session, record }: WriteContext, caseId: CaseId): void {
  const before = retentionOf(db, caseId);
  if (before.until !== null && !isByRule(before.basis)) return;
  const found = byRule(db, caseId, rules(db), at, at);
  if (!found || found.until === null) return;
  const basis = `${found.rule}. ${found.basis}`;
  if (before.until === found.until && before.basis === basis) return;
  putRetention(db, caseId, { until: found.until, basis, at, by: session.investigator });
  const subject = caseLabel(caseFacts(db, caseId).number);
  record({ caseId, action: 'retention.set', subject, detail: { until: found.until, basis, before: before.until } });
}
