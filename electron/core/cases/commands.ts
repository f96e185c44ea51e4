import { randomUUID } from 'node:crypto';
import type { Parsed } from '../../../shared/contract/commands.ts';
import { CaseId } from '../../../shared/contract/values.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import type { Handlers, WriteContext } from '../context.ts';
import type { WriteDb } from '../db/open.ts';
import { askOfHolds } from './retention.ts';
import { factsOf, getCase, type Holdings, insertCase, listCases, updateCase } from './store.ts';

/** Where requesters sit; the issue of a due date is always a date there. */
const REQUESTERS_ZONE = 'America/Los_Angeles';

/**
 * @param holdings what the areas that rest on cases hold of them
 * @param beginBoard makes the board with which a case begins
 * @param beginChecklist makes the checklist of a typology, where the case is made from one
 */
export const caseHandlers = (
  holdings: Holdings,
  beginBoard: (db: WriteDb, caseId: CaseId, at: string) => void,
  beginChecklist: (context: WriteContext, caseId: CaseId, typologyId: string) => void,
): Handlers<'case'> => ({
  'case.create': (context, input) => {
    const caseId = beginCase(context, input);
    beginBoard(context.db, caseId, context.at);
    if (input.typology !== undefined) beginChecklist(context, caseId, input.typology);
    return getCase(context.db, holdings, caseId);
  },
  'case.list': ({ db }) => listCases(db, holdings),
  'case.get': ({ db }, { caseId }) => getCase(db, holdings, caseId),
  'case.update': (context, { caseId, ...changes }) => {
    changeCase(context, caseId, changes);
    return getCase(context.db, holdings, caseId);
  },
  'case.open': ({ db, record }, { caseId }) => {
    const found = getCase(db, holdings, caseId);
    record({ caseId, action: 'case.open', subject: caseLabel(found.number) });
    return found;
  },
});

/** A case without a board, which whoever begins it adds. */
export function beginCase({ db, at, record }: WriteContext, input: Parsed<'case.create'>): CaseId {
  const caseId = CaseId.parse(randomUUID());
  const fields = {
    title: input.title.trim(),
    codename: input.codename ?? '',
    tlp: input.tlp ?? 'AMBER+STRICT',
    requester: input.requester ?? '',
    team: input.team ?? '',
    priority: input.priority ?? 'normal',
    dueAt: input.dueAt ?? null,
    dueZone: input.dueZone ?? REQUESTERS_ZONE,
    status: 'open' as const,
    background: input.background ?? '',
  };
  insertCase(db, caseId, fields, at);
  record({
    caseId,
    action: 'case.create',
    subject: caseLabel(factsOf(db, caseId).number),
    detail: { title: fields.title, tlp: fields.tlp },
  });
  return caseId;
}

export function changeCase(
  { db, at, record }: WriteContext,
  caseId: CaseId,
  { despiteHold = false, ...changes }: Omit<Parsed<'case.update'>, 'caseId'>,
): void {
  const before = factsOf(db, caseId);
  const closes = changes.status === 'closed' && before.status !== 'closed';
  const held = closes ? askOfHolds(db, caseId, despiteHold) : [];
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  updateCase(db, caseId, { ...before, ...given }, at);
  record({
    caseId,
    action: 'case.update',
    subject: caseLabel(before.number),
    detail: { ...given, ...(held.length > 0 && { held }) },
  });
}
