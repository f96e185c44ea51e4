import type { ExhibitId } from '../../../shared/contract/values.ts';
import type { ReadDb } from '../db/open.ts';
import { type Frozen, frozenQuery } from './store.ts';

/** What was frozen, without its rows. @throws Fault `not-found` when the exhibit is no frozen query */
export const frozenQueryOf = (db: ReadDb, exhibitId: ExhibitId): Frozen => frozenQuery(db, exhibitId);
