import type { CheckItem } from '../../../shared/contract/typologies.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { caseNumber } from '../cases/reads.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import * as known from './known.ts';
import { itemsOfCase, labelled } from './store.ts';

export const { listTypologies } = known;

/** What a case has to ask and to do, in its order, with what was said of each. */
export const checklistOf = (db: ReadDb | WriteDb, caseId: CaseId): CheckItem[] => itemsOfCase(db, caseId);

/** How a person names an entry of a checklist: by its case. null when it is not there. */
export function checkNaming(db: ReadDb, id: string): { label: string; title: string } | null {
  const row = labelled(db, id);
  return row ? { label: caseLabel(caseNumber(db, row.caseId)), title: row.text } : null;
}
