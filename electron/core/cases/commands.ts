import { randomUUID } from 'node:crypto';
import { CaseId } from '../../../shared/contract/values.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { makeBoard } from '../board/make-board.ts';
import type { Handlers } from '../context.ts';
import { getCase, insertCase, listCases, updateCase } from './store.ts';

/** Where requesters sit; the issue of a due date is always a date there. */
const REQUESTERS_ZONE = 'America/Los_Angeles';

export const caseHandlers: Handlers<'case'> = {
  'case.create': ({ db, at, record }, input) => {
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
    makeBoard(db, caseId, 'Main board', at);
    const made = getCase(db, caseId);
    record({
      caseId,
      action: 'case.create',
      subject: caseLabel(made.number),
      detail: { title: fields.title, tlp: fields.tlp },
    });
    return made;
  },
  'case.list': ({ db }) => listCases(db),
  'case.get': ({ db }, { caseId }) => getCase(db, caseId),
  'case.update': ({ db, at, record }, { caseId, ...changes }) => {
    const before = getCase(db, caseId);
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    updateCase(db, caseId, { ...before, ...given }, at);
    record({ caseId, action: 'case.update', subject: caseLabel(before.number), detail: given });
    return getCase(db, caseId);
  },
  'case.open': ({ db, record }, { caseId }) => {
    const found = getCase(db, caseId);
    record({ caseId, action: 'case.open', subject: caseLabel(found.number) });
    return found;
  },
};
