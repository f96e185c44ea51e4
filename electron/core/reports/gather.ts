import type { CaseId } from '../../../shared/contract/values.ts';
import type { JobContext } from '../context.ts';
import { openReader } from '../db/open.ts';
import { listEntities } from '../entities/reads.ts';
import { readContents } from './contents.ts';
import { readMaterial } from './material.ts';
import { redactedColumns } from './redacted-columns.ts';
import { type Decisions, decide } from './resolve/decide.ts';
import type { Material, Occasion } from './resolve/material.ts';
import { POLICIES } from './resolve/policy.ts';
import { columnRules, redacted, rulesOf, secretsOf, withoutCharts } from './resolve/redact.ts';
import { type Resolved, resolve } from './resolve/resolve.ts';
import type { Secrets } from './resolve/seek.ts';

/**
 * Everything that an edition of the report says, as the vault stood when this began: drawing pictures takes a while, and
 * what is written meanwhile is in no part of it.
 * @param between is awaited before each exhibit that is printed, so that other work can run; it throws when the print was stopped
 * @throws Fault `not-found`
 */
export async function gather(
  context: JobContext,
  caseId: CaseId,
  occasion: Occasion,
  between: (done: number, total: number) => Promise<void>,
  policy = POLICIES[occasion.edition],
): Promise<Resolved & { readonly material: Material; readonly decisions: Decisions; readonly secrets: Secrets }> {
  const { storeFile, key } = context.session;
  const db = openReader(storeFile, key);
  try {
    return await db.snapshot(async () => {
      const material = readMaterial(db, caseId, occasion.edition);
      const decisions = decide(material, policy);
      const contents = await readContents({ ...context, db }, material, decisions, between);
      const resolved = resolve(material, decisions, contents, occasion);
      const rules = rulesOf(material, occasion.edition);
      const reached = redactedColumns(db, caseId, material.exhibits, rules);
      const columns = columnRules(material, occasion.edition, reached);
      const named = { ...material, entities: listEntities(db, caseId), columns: reached };
      const model = withoutCharts(resolved.model, columns);
      const secrets = secretsOf(named, model);
      return { ...resolved, model: redacted(model, secrets, columns), material, decisions, secrets };
    });
  } finally {
    db.close();
  }
}
