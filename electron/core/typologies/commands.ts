import { randomUUID } from 'node:crypto';
import { Fault } from '../../../shared/contract/errors.ts';
import type { ListedTypology } from '../../../shared/contract/typologies.ts';
import { readTypology, type TypologyDraft } from '../../../shared/domain/typologies/typology.ts';
import { requireCase } from '../cases/reads.ts';
import type { Handlers, WriteContext } from '../context.ts';
import { stemOf } from '../evidence/names.ts';
import { inMemory } from '../files/tickets.ts';
import { addToChecklist, markCheck, removeCheck } from './checklist.ts';
import { listTypologies, typologyById } from './known.ts';
import { deleteTypology, itemsOfCase, putTypology, savedTypologies } from './store.ts';

export const typologyHandlers: Handlers<'typology' | 'checklist'> = {
  'typology.list': ({ db }) => listTypologies(db),
  'typology.save': (context, { id, draft }) => save(context, draft, id),
  'typology.remove': ({ db, record }, { id }) => {
    const { name } = typologyById(db, id);
    deleteTypology(db, id);
    record({ caseId: null, action: 'typology.remove', subject: name });
    return null;
  },
  'typology.import': (context, { text }) => {
    const read = readTypology(text);
    if ('problem' in read) throw new Fault('unsupported', read.problem);
    return save(context, read.draft);
  },
  'typology.export': ({ core, db, record }, { id }) => {
    const typology = typologyById(db, id);
    const bytes = Buffer.from(`${JSON.stringify(typology, null, 2)}\n`, 'utf8');
    const name = `${stemOf(typology.name, 'typology')}.json`;
    record({ caseId: null, action: 'typology.export', subject: typology.name, detail: { bytes: bytes.length } });
    return { ticket: core.tickets.issue({ name, mediaType: 'application/json', open: () => inMemory(bytes) }), name };
  },
  'checklist.list': ({ db }, { caseId }) => {
    requireCase(db, caseId);
    return itemsOfCase(db, caseId);
  },
  'checklist.add': addToChecklist,
  'checklist.mark': markCheck,
  'checklist.remove': removeCheck,
};

function save({ db, at, session, record }: WriteContext, draft: TypologyDraft, given?: string): ListedTypology {
  if (given !== undefined && !savedTypologies(db).some(({ id }) => id === given))
    throw new Fault('not-found', 'That typology is not among those of this vault. One of the program is copied first.');
  const twin = listTypologies(db).find(
    ({ typology }) => typology.id !== given && typology.name.toLowerCase() === draft.name.toLowerCase(),
  );
  if (twin)
    throw new Fault('conflict', `There is a typology called "${twin.typology.name}" already. Choose another name.`);
  const id = given ?? randomUUID();
  const by = session.investigator;
  putTypology(db, { id, draft, at, by });
  const detail = {
    patterns: draft.patterns.length,
    statements: draft.statements.length,
    questions: draft.questions.length,
  };
  record({ caseId: null, action: 'typology.save', subject: draft.name, detail });
  return { typology: { id, ...draft }, saved: { at, by } };
}
