import { randomUUID } from 'node:crypto';
import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { CheckItem } from '../../../shared/contract/typologies.ts';
import { type CaseId, CheckId } from '../../../shared/contract/values.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import type { Typology } from '../../../shared/domain/typologies/typology.ts';
import { type Check, checksOf } from '../../../shared/domain/typologies/typology.ts';
import { caseNumber } from '../cases/reads.ts';
import type { WriteContext } from '../context.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { typologyById } from './known.ts';
import { deleteItem, insertItem, itemById, itemsOfCase, markItem } from './store.ts';

const MOST_ITEMS = 1000;

const subjectOf = (db: ReadDb | WriteDb, caseId: CaseId): string => caseLabel(caseNumber(db, caseId));

/** The entries of a typology, which a case made from one begins with. @throws Fault `not-found` */
export const beginChecklist = (context: WriteContext, caseId: CaseId, typologyId: string): void =>
  append(context, caseId, typologyById(context.db, typologyId));

export function addToChecklist(context: WriteContext, { caseId, of }: Parsed<'checklist.add'>): CheckItem[] {
  const { db } = context;
  if ('typology' in of) append(context, caseId, typologyById(db, of.typology));
  else addItems(context, caseId, '', [{ kind: 'own', text: of.text, target: '' }]);
  return itemsOfCase(db, caseId);
}

function append(context: WriteContext, caseId: CaseId, typology: Typology): void {
  const known = new Set(itemsOfCase(context.db, caseId).map(({ kind, text }) => `${kind} ${text}`));
  const fresh = checksOf(typology).filter(({ kind, text }) => !known.has(`${kind} ${text}`));
  if (fresh.length === 0)
    throw new Fault(
      'conflict',
      `The checklist of the case holds all entries of ${typology.name} already, or it has none.`,
    );
  addItems(context, caseId, typology.name, fresh);
}

function addItems({ db, record }: WriteContext, caseId: CaseId, typology: string, checks: readonly Check[]): void {
  const present = itemsOfCase(db, caseId);
  if (present.length + checks.length > MOST_ITEMS)
    throw new Fault('unsupported', `A checklist has at most ${MOST_ITEMS.toLocaleString('en-US')} entries.`);
  const from = (present.at(-1)?.position ?? -1) + 1;
  for (const [at, check] of checks.entries())
    insertItem(db, {
      id: CheckId.parse(randomUUID()),
      ...{ caseId, position: from + at, ...check, typology, state: 'open', note: '', by: '', at: null },
    });
  const detail = { typology, entries: checks.length, texts: checks.map(({ text }) => text) };
  record({ caseId, action: 'checklist.add', subject: subjectOf(db, caseId), detail });
}

/** The new state, the new note, or both; who says so and when is kept with the entry. */
export function markCheck(
  { db, at, session, record }: WriteContext,
  { id, state, note }: Parsed<'checklist.mark'>,
): Output<'checklist.mark'> {
  const before = itemById(db, id);
  const after = { state: state ?? before.state, note: note ?? before.note };
  markItem(db, { id, ...after, by: session.investigator, at });
  record({
    caseId: before.caseId,
    action: 'checklist.mark',
    subject: subjectOf(db, before.caseId),
    detail: { entry: before.position + 1, text: before.text, from: before.state, to: after.state, note: after.note },
  });
  return itemById(db, id);
}

export function removeCheck({ db, record }: WriteContext, { id }: Parsed<'checklist.remove'>): null {
  const { caseId, position, text, state, note } = itemById(db, id);
  deleteItem(db, id);
  const detail = { entry: position + 1, text, state, note };
  record({ caseId, action: 'checklist.remove', subject: subjectOf(db, caseId), detail });
  return null;
}
