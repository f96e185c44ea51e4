import type { Output, Parsed } from '../../../shared/contract/commands.ts';
import { OwnKind } from '../../../shared/contract/entities.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { counted } from '../../../shared/domain/counted.ts';
import { ENTITY } from '../../../shared/domain/entities.ts';
import type { OwnKind as Own } from '../../../shared/domain/own-types.ts';
import { ownTypeId } from '../../../shared/domain/own-types.ts';
import type { WriteContext } from '../context.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { deleteOwnType, entitiesOfType, ownTypeRows, putOwnType } from './store.ts';

export const ownTypes = (db: ReadDb | WriteDb): Own[] => ownTypeRows(db).map((row) => OwnKind.parse(row));

/** @throws Fault `conflict` for the name of a type of the program, `bad-request` for one without a letter */
export function setOwnType(
  { db, at, session, record }: WriteContext,
  given: Parsed<'entity.setType'>,
): Output<'entity.setType'> {
  const name = given.name.trim();
  const same = Object.values(ENTITY).find(({ word }) => word.toLowerCase() === name.toLowerCase());
  if (same) throw new Fault('conflict', `"${same.word}" is a type of the program. Choose another name.`);
  const made = OwnKind.safeParse({ ...given, name, id: ownTypeId(name) });
  if (!made.success) throw new Fault('bad-request', 'The name of a type needs a letter or a digit.');
  putOwnType(db, made.data, at, session.investigator);
  const { id, colour, icon } = made.data;
  record({ caseId: null, action: 'entity.setType', subject: name, detail: { id, colour, icon } });
  return made.data;
}

/** @throws Fault `conflict` while entities have it */
export function removeOwnType(
  { db, record }: WriteContext,
  { id }: Parsed<'entity.removeType'>,
): Output<'entity.removeType'> {
  const found = ownTypes(db).find((type) => type.id === id);
  if (!found) throw new Fault('not-found', 'This vault has no such type.');
  const held = entitiesOfType(db, id).length;
  if (held > 0)
    throw new Fault('conflict', `${counted(held, 'entity', 'entities')} of this vault have the type "${found.name}".`);
  deleteOwnType(db, id);
  record({ caseId: null, action: 'entity.removeType', subject: found.name, detail: { id } });
  return null;
}
