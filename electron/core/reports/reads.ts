import type { Edition } from '../../../shared/contract/reports.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import type { ReadDb } from '../db/open.ts';
import { listEntities } from '../entities/reads.ts';
import { readMaterial } from './material.ts';
import { decide } from './resolve/decide.ts';
import { POLICIES } from './resolve/policy.ts';
import { resolve } from './resolve/resolve.ts';

/** The text of a report in whose place the resolver is asked about another one. */
const SUMMARY = 'The executive summary';
const OCCASION = { printedAt: '', zone: 'UTC', preparedBy: '', program: '', unrecorded: false } as const;

/**
 * Where a text repeats words that an edition withholds, as the resolver finds it for the summary of a report; in words that do not
 * name them. @param called what the text is: "The reply"
 */
export function withheldIn(db: ReadDb, caseId: CaseId, edition: Edition, text: string, called: string): string[] {
  const material = readMaterial(db, caseId, edition);
  const asked = {
    ...material,
    settings: { ...material.settings, summary: text },
    entities: listEntities(db, caseId),
  };
  const { repeats } = resolve(asked, decide(asked, POLICIES[edition]), new Map(), { ...OCCASION, edition });
  return repeats.filter((words) => words.startsWith(SUMMARY)).map((words) => `${called}${words.slice(SUMMARY.length)}`);
}
