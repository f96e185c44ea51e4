import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { commands } from '../../../shared/contract/commands.ts';
import { Entity, Link, OwnKind, type RowsOf } from '../../../shared/contract/entities.ts';
import { EntityId, LinkId } from '../../../shared/contract/values.ts';
import { type BundlePart, parsePart, type References, restsOn } from '../bundle-part.ts';
import { createEntities, createLinks } from './commands.ts';
import { ownTypes } from './own-types.ts';
import { listEntities, listLinks } from './reads.ts';
import { putOwnType } from './store.ts';

/* Entities and links come back through their own operations, which check every reference once more. All ids are new. */
const MOST = 20_000;

const ENTITIES = 'case/entities.json';
const TYPES = 'case/entity-types.json';
const BundledEntities = z.array(Entity.strict());

export const entitiesPart: BundlePart = {
  tables: ['entities', 'entity_exhibits', 'entity_forms', 'own_types'],
  documents: () => [
    { name: TYPES, required: false, schema: z.array(OwnKind) },
    { name: ENTITIES, required: true, schema: BundledEntities },
  ],
  gather: (going) => {
    const entities = listEntities(going.db, going.caseId).filter(({ exhibits }) => restsOn(going, exhibits));
    for (const { id } of entities) going.subjects.add(id);
    const value = BundledEntities.parse(
      entities.map(({ forms, ...entity }) => {
        const seen = forms?.filter(({ exhibit }) => exhibit === null || entity.exhibits.includes(exhibit));
        return { ...entity, ...(seen && seen.length > 0 && { forms: seen }) };
      }),
    );
    const used = new Set<string>(entities.map(({ type }) => type));
    const types = ownTypes(going.db).filter(({ id }) => used.has(id));
    return [
      ...(types.length > 0 ? [{ name: TYPES, value: types }] : []),
      { name: ENTITIES, value, counts: { entities: entities.length } },
    ];
  },
  restore: ({ write, references, document }) => {
    // A type that this vault has by that name stays as it is drawn here.
    const known = new Set<string>(ownTypes(write.db).map(({ id }) => id));
    for (const type of document(TYPES, z.array(OwnKind)) ?? [])
      if (!known.has(type.id)) putOwnType(write.db, type, write.at, write.session.investigator);
    const bundled = document(ENTITIES, BundledEntities) ?? [];
    // All are made at one instant here, where the lower id counts as the earlier: new ids rise in the sender's order.
    const made = bundled.toSorted((a, b) => byText(a.createdAt, b.createdAt) || byText(a.id, b.id));
    const fresh = bundled.map(() => randomUUID()).sort(byText);
    const entities = made.map(({ id: old, type, label, note, exhibits, rows, forms }, at) => {
      const id = EntityId.parse(fresh[at]);
      references.add('entity', old, id);
      const seen = forms?.map((form) => ({
        ...form,
        exhibit: form.exhibit && references.find('exhibit', form.exhibit),
      }));
      const support = { exhibits: references.all('exhibit', exhibits), rows: rowsAt(references, rows) };
      return { id, type, label, note, ...support, ...(seen && { forms: seen }) };
    });
    const { caseId } = references;
    for (const some of portions(entities))
      createEntities(write, parsePart(commands['entity.create'].input, { caseId, entities: some }));
    return { entities: bundled.length };
  },
};

/** As the store compares texts. */
const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const LINKS = 'case/links.json';
const BundledLinks = z.array(Link.strict());

/** After boards, since a link may lead to a note. Of chosen exhibits go the links between what goes, with all their support. */
export const linksPart: BundlePart = {
  tables: ['links', 'link_exhibits'],
  documents: () => [{ name: LINKS, required: true, schema: BundledLinks }],
  gather: ({ db, caseId, scope, subjects }) => {
    const links = listLinks(db, caseId).filter(
      ({ from, to, exhibits }) =>
        scope === 'case' || [from.id, to.id, ...exhibits].every((id) => subjects.has(id as string)),
    );
    return [{ name: LINKS, value: BundledLinks.parse(links), counts: { links: links.length } }];
  },
  restore: ({ write, references, document }) => {
    const { caseId } = references;
    const links = (document(LINKS, BundledLinks) ?? []).map(({ from, to, exhibits, rows, facts = null, ...rest }) => {
      const [a, b] = [references.subject(from.id), references.subject(to.id)];
      const support = references.all('exhibit', exhibits);
      const at = rowsAt(references, rows);
      const told = facts && {
        ...facts,
        exhibit: references.find('exhibit', facts.exhibit),
        ...(facts.also && { also: facts.also.map((id) => references.find('exhibit', id)) }),
      };
      const id = LinkId.parse(randomUUID());
      references.add('link', rest.id, id);
      return { ...rest, id, from: a, to: b, exhibits: support, rows: at, facts: told };
    });
    for (const some of portions(links))
      createLinks(write, parsePart(commands['link.create'].input, { caseId, links: some }));
    return {};
  },
};

/** The rows in which something stands, by the exhibits as they are numbered here. */
const rowsAt = (references: References, rows: RowsOf = {}): RowsOf =>
  Object.fromEntries(Object.entries(rows).map(([exhibit, those]) => [references.find('exhibit', exhibit), those]));

const portions = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / MOST) }, (_, index) => all.slice(index * MOST, (index + 1) * MOST));
