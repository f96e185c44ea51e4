import type { Parsed } from '../../../shared/contract/commands.ts';
import type { Entity, EntityOp, Link } from '../../../shared/contract/entities.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import type { Handlers, WriteContext } from '../context.ts';
import type { WriteDb } from '../db/open.ts';
import { guardedOp, type KeptEntityOp, performEntityOp } from './operations.ts';
import { ownTypes, removeOwnType, setOwnType } from './own-types.ts';
import {
  entitiesAmong,
  entityById,
  linksAmong,
  listEntities,
  listLinks,
  type Made,
  summariseEntityOps,
} from './reads.ts';

/** @param clearPlaces takes a subject that goes off every board; the number of its places */
export const entityHandlers = (
  clearPlaces: (db: WriteDb, subjectId: string) => number,
): Handlers<'entity' | 'link'> => ({
  'entity.list': ({ db }, { caseId }) => listEntities(db, caseId),
  'entity.get': ({ db }, { entityId }) => entityById(db, entityId),
  'entity.create': createEntities,
  'entity.update': (context, { caseId, entities }) => {
    perform(
      context,
      caseId,
      entities.map((change) => ({ op: 'entity.update', ...change })),
    );
    return entitiesAmong(context.db, caseId, ids(entities));
  },
  'entity.remove': (context, { caseId, ids: gone }) => {
    let places = 0;
    const made = perform(
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
    perform(
      context,
      caseId,
      links.map((change) => ({ op: 'link.update', ...change })),
    );
    return linksAmong(context.db, caseId, ids(links));
  },
  'link.remove': (context, { caseId, ids: gone }) => {
    const made = perform(
      context,
      caseId,
      [...new Set(gone)].map((id) => ({ op: 'link.remove', id })),
    );
    return { links: made.length };
  },
});

export function createEntities(context: WriteContext, { caseId, entities }: Parsed<'entity.create'>): Entity[] {
  const ops = entities.map((entity): EntityOp => ({ op: 'entity.create', entity }));
  perform(context, caseId, ops);
  return entitiesAmong(context.db, caseId, ids(entities));
}

export function createLinks(context: WriteContext, { caseId, links }: Parsed<'link.create'>): Link[] {
  const ops = links.map((link): EntityOp => ({ op: 'link.create', link }));
  perform(context, caseId, ops);
  return linksAmong(context.db, caseId, ids(links));
}

const ids = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

/** All of it or nothing, as one entry of the custody log. */
function perform(
  { db, at, record }: WriteContext,
  caseId: CaseId,
  ops: readonly EntityOp[],
  clearPlaces: (db: WriteDb, subjectId: string) => void = () => {},
  more: () => object = () => ({}),
): Made<KeptEntityOp>[] {
  const made = ops.map((given) => {
    const op = guardedOp(db, given);
    return {
      op,
      back: performEntityOp<never>(db, { caseId, at }, op, (writer, id) => {
        clearPlaces(writer, id);
        return [];
      }),
    };
  });
  const [first] = ops;
  if (!first) throw new Error('a change of entities changes nothing');
  const subject = made.length === 1 ? labelOf(made[0] as Made<KeptEntityOp>) : `${made.length} at once`;
  record({ caseId, action: first.op, subject, detail: { ...summariseEntityOps(made), ...more() } });
  return made;
}

/** The entity's label or the link's type, as it is now or was. */
function labelOf({ op, back }: Made<KeptEntityOp>): string {
  for (const each of [op, ...(back ?? [])]) {
    if (each.op === 'entity.create') return each.entity.label;
    if (each.op === 'link.create') return each.link.type;
  }
  return 'id' in op ? op.id : '';
}
