import type { Parsed } from '../../../shared/contract/commands.ts';
import type { Entity, EntityChange, EntityOp, Link } from '../../../shared/contract/entities.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import type { Handlers, WriteContext } from '../context.ts';
import type { WriteDb } from '../db/open.ts';
import { ownTypes, removeOwnType, setOwnType } from './own-types.ts';
import { performEntityOps } from './perform.ts';
import { entitiesAmong, entityById, linksAmong, listEntities, listLinks } from './reads.ts';

/**
 * @param clearPlaces takes a subject that goes off every board; the number of its places
 * @param requireType throws where what an entity is held to be does not allow its new type
 */
export const entityHandlers = (
  clearPlaces: (db: WriteDb, subjectId: string) => number,
  requireType: (db: WriteDb, caseId: CaseId, change: EntityChange) => void,
): Handlers<'entity' | 'link'> => ({
  'entity.list': ({ db }, { caseId }) => listEntities(db, caseId),
  'entity.get': ({ db }, { entityId }) => entityById(db, entityId),
  'entity.create': createEntities,
  'entity.update': (context, { caseId, entities }) => {
    for (const change of entities) requireType(context.db, caseId, change);
    performEntityOps(
      context,
      caseId,
      entities.map((change) => ({ op: 'entity.update', ...change })),
    );
    return entitiesAmong(context.db, caseId, ids(entities));
  },
  'entity.remove': (context, { caseId, ids: gone }) => {
    let places = 0;
    const made = performEntityOps(
      context,
      caseId,
      [...new Set(gone)].map((id) => ({ op: 'entity.remove', id })),
      (db, id) => {
        places += clearPlaces(db, id);
      },
      () => (places > 0 ? { places } : {}),
    );
    const back = made.flatMap((each) => each.back ?? []);
    return { entities: made.length, links: back.filter(({ op }) => op === 'link.create').length, places };
  },
  'entity.types': ({ db }) => ownTypes(db),
  'entity.setType': setOwnType,
  'entity.removeType': removeOwnType,
  'link.list': ({ db }, { caseId }) => listLinks(db, caseId),
  'link.create': createLinks,
  'link.update': (context, { caseId, links }) => {
    performEntityOps(
      context,
      caseId,
      links.map((change) => ({ op: 'link.update', ...change })),
    );
    return linksAmong(context.db, caseId, ids(links));
  },
  'link.remove': (context, { caseId, ids: gone }) => {
    const made = performEntityOps(
      context,
      caseId,
      [...new Set(gone)].map((id) => ({ op: 'link.remove', id })),
    );
    return { links: made.length };
  },
});

export function createEntities(context: WriteContext, { caseId, entities }: Parsed<'entity.create'>): Entity[] {
  const ops = entities.map((entity): EntityOp => ({ op: 'entity.create', entity }));
  performEntityOps(context, caseId, ops);
  return entitiesAmong(context.db, caseId, ids(entities));
}

export function createLinks(context: WriteContext, { caseId, links }: Parsed<'link.create'>): Link[] {
  const ops = links.map((link): EntityOp => ({ op: 'link.create', link }));
  performEntityOps(context, caseId, ops);
  return linksAmong(context.db, caseId, ids(links));
}

const ids = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);
