import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import type { Entity } from '../../../shared/contract/entities.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { IdentityEntry } from '../../../shared/contract/identities.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { entityKind } from '../../../shared/domain/entities.ts';
import { setOf } from '../../../shared/domain/identities.ts';
import { requireCase } from '../cases/reads.ts';
import type { Handlers, WriteContext } from '../context.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { ownTypes } from '../entities/own-types.ts';
import { entityById, linksAt, listEntities } from '../entities/reads.ts';
import { exhibitById } from '../evidence/reads.ts';
import { requireExhibitsOfCase } from '../evidence/support.ts';
import { concernsOf } from './concerns.ts';
import { ledger } from './reads.ts';
import { insertEntry, type LedgerRow, ledgerOf } from './store.ts';
import { suggestions } from './suggest.ts';

export const identityHandlers: Handlers<'identity'> = {
  'identity.list': ({ db }, { caseId }) => {
    requireCase(db, caseId);
    return ledger(db, caseId);
  },
  'identity.weigh': ({ db }, pair) => weigh(db, pair),
  'identity.decide': decide,
  'identity.suggest': (context, { caseId }) => {
    requireCase(context.db, caseId);
    context.label('Comparing names');
    return suggestions(context, caseId);
  },
  'identity.undo': undo,
};

type Db = ReadDb | WriteDb;
type Pair = Pick<Parsed<'identity.decide'>, 'caseId' | 'a' | 'b'>;

/** @throws Fault `not-found` for an entity of another case, `conflict` for one and the same */
function pairOf(db: Db, { caseId, a, b }: Pair): readonly [Entity, Entity] {
  if (a === b) throw new Fault('conflict', 'An identity joins two different entities.');
  const pair = [entityById(db, a), entityById(db, b)] as const;
  if (pair.some((each) => each.caseId !== caseId)) throw new Fault('not-found', 'That entity is not of this case.');
  return pair;
}

function weigh(db: Db, pair: Pair): Output<'identity.weigh'> {
  const [one, other] = pairOf(db, pair);
  if (one.type !== other.type) {
    const words = [one, other].map(({ type }) => entityKind(type, ownTypes(db)).word.toLowerCase());
    const refused = `Entities of two types cannot be the same: ${one.label} (${words[0]}) and ${other.label} (${words[1]}). Link them instead.`;
    return { refused, concerns: [], members: 2 };
  }
  const decided = ledger(db, pair.caseId);
  const sets = decided.identities.map(({ members, basis }) => ({
    basis,
    members: members.map(({ id }) => id as string),
  }));
  const ids = new Set([...setOf(sets, one.id), ...setOf(sets, other.id)]);
  const entities = new Map<string, Entity>(listEntities(db, pair.caseId).map((each) => [each.id, each]));
  const members = [...ids].flatMap((id) => entities.get(id) ?? []);
  const concerns = concernsOf(members, decided, linksAt(db, pair.caseId, ids), entities);
  return { refused: null, concerns, members: ids.size };
}

function decide(context: WriteContext, asked: Parsed<'identity.decide'>): IdentityEntry {
  const { db } = context;
  const { caseId, a, b, verdict, reason, exhibitId, despite } = asked;
  pairOf(db, asked);
  if (exhibitId) requireExhibitsOfCase(db, caseId, [exhibitId]);
  if (verdict === 'same') {
    const { refused, concerns } = weigh(db, asked);
    if (refused) throw new Fault('conflict', refused);
    if (concerns.length > 0 && !despite)
      throw new Fault(
        'conflict',
        `Not decided yet, because: ${concerns.join(' ')} Confirm that they are the same all the same.`,
      );
  }
  return enter(context, caseId, { a, b, verdict, reason: reason.trim(), exhibitId, undoes: null });
}

function undo(context: WriteContext, { caseId }: Parsed<'identity.undo'>): IdentityEntry {
  const rows = ledgerOf(context.db, caseId);
  const last = rows.at(-1);
  if (!last || last.undoes !== null)
    throw new Fault(
      'conflict',
      'There is no decision to take back. An earlier one is changed by deciding its pair anew.',
    );
  const before = rows.findLast(
    ({ number, a, b }) => number < last.number && [a, b].includes(last.a) && [a, b].includes(last.b),
  );
  const { a, b } = last;
  const verdict = before?.verdict ?? 'withdrawn';
  // What stands again does so for its own reason; that it was taken back is told by `undoes`.
  const reason = before?.reason ?? `Entry ${last.number} taken back`;
  return enter(context, caseId, { a, b, verdict, reason, exhibitId: before?.exhibitId ?? null, undoes: last.number });
}

function enter(
  { db, at, session, record }: WriteContext,
  caseId: CaseId,
  given: Pick<LedgerRow, 'a' | 'b' | 'verdict' | 'reason' | 'exhibitId' | 'undoes'>,
): IdentityEntry {
  const number = (ledgerOf(db, caseId).at(-1)?.number ?? 0) + 1;
  const [one, other] = pairOf(db, { caseId, ...given });
  const names = { aType: one.type, bType: other.type, aLabel: one.label, bLabel: other.label };
  insertEntry(db, caseId, { ...given, ...names, number, at, by: session.investigator });
  const exhibit = given.exhibitId ? exhibitById(db, given.exhibitId).label : null;
  record({
    caseId,
    action: given.undoes === null ? 'identity.decide' : 'identity.undo',
    subject: `${one.label} and ${other.label}`,
    detail: {
      entry: number,
      verdict: given.verdict,
      reason: given.reason,
      ...(exhibit && { exhibit }),
      ...(given.undoes !== null && { undoes: given.undoes }),
    },
  });
  return ledger(db, caseId).entries.at(-1) as IdentityEntry;
}
