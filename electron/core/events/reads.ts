import type { ManualEvent } from '../../../shared/contract/timeline.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import type { ReadDb } from '../db/open.ts';
import * as store from './store.ts';

/** The events that a person entered, in the order in which they were entered. */
export const listEvents = (db: ReadDb, caseId: CaseId): ManualEvent[] => store.listEvents(db, caseId);
