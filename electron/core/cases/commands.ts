import { randomUUID } from 'node:crypto';
import type { Case } from '../../../shared/contract/cases.ts';
import type { Parsed } from '../../../shared/contract/commands.ts';
import { CaseId } from '../../../shared/contract/values.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { insertBoard } from '../board/make-board.ts';
import type { Handlers, WriteContext } from '../context.ts';
import { getCase, insertCase, listCases, updateCase } from './store.ts';

/** Where requesters sit; the issue of a due date is always a date there. */
const REQUESTERS_ZONE = 'America/Los_Angeles';

export const caseHandlers: Handlers<'case'> = {
  'case.create': createCase,
  'case.list': ({ db }) => listCases(db),
  'case.get': ({ db }, { caseId }) => getCase(db, caseId),
  'case.update': (context, { caseId, ...changes }) => changeCase(context, caseId, changes),
  'case.open': ({ db, record }, { caseId }) => {
    const found = getCase(db, caseId);
    record({ caseId, action: 'case.open', subject: caseLabel(found.number) });
    return found;
  },
};

export function createCase({ db, at, record }: WriteContext, input: Parsed<'case.create'>): Case {
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
  insertBoard(db, caseId, 'Main board', at);
  const made = getCase(db, caseId);
  record({
    caseId,
    action: 'case.create',
    subject: caseLabel(made.number),
    detail: { title: fields.title, tlp: fields.tlp },
  });
  return made;
}

export function changeCase(
  { db, at, record }: WriteContext,
  caseId: CaseId,
  changes: Omit<Parsed<'case.update'>, 'caseId'>,
): Case {
  const before = getCase(db, caseId);
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  updateCase(db, caseId, { ...before, ...given }, at);
  record({ caseId, action: 'case.update', subject: caseLabel(before.number), detail: given });
  return getCase(db, caseId);
}
