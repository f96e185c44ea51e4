import { Fault } from '../../../shared/contract/errors.ts';
import type { ListedTypology } from '../../../shared/contract/typologies.ts';
import { TYPOLOGIES } from '../../../shared/domain/typologies/typologies.ts';
import type { Typology } from '../../../shared/domain/typologies/typology.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { savedTypologies } from './store.ts';

/** Those of the program, then those of the vault. */
export const listTypologies = (db: ReadDb | WriteDb): ListedTypology[] => [
  ...TYPOLOGIES.map((typology) => ({ typology, saved: null })),
  ...savedTypologies(db).map(({ id, draft, at, by }) => ({ typology: { id, ...draft }, saved: { at, by } })),
];

/** @throws Fault `not-found` */
export function typologyById(db: ReadDb | WriteDb, id: string): Typology {
  const found = listTypologies(db).find(({ typology }) => typology.id === id);
  if (!found) throw new Fault('not-found', 'There is no typology of that id. It may have been removed.');
  return found.typology;
}
