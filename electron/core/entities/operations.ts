import type { Entity, EntityOp, Link, LinkFacts } from '../../../shared/contract/entities.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { cardLabel } from '../../../shared/domain/entity-forms.ts';
import { factsExhibits } from '../../../shared/domain/link-facts.ts';
import { missing, requireSubject, subjectOf } from '../cases/reads.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { requireExhibitsOfCase } from '../evidence/support.ts';
import {
  deleteEntity,
  deleteLink,
  entityRow,
  insertEntity,
  insertLink,
  linkRow,
  linksOf,
  updateEntity,
  updateLink,
} from './store.ts';

/** An operation as a step keeps it: what comes back does so with the instant at which it was first made. */
export type KeptEntityOp = EntityOp & { readonly createdAt?: string };

/** The operation as it may be kept: of a payment card no whole number enters the store. */
export function guardedOp<Op extends { readonly op: string }>(db: ReadDb | WriteDb, given: Op): Op;
export function guardedOp(db: ReadDb | WriteDb, given: KeptEntityOp): KeptEntityOp {
  if (given.op === 'entity.create' && given.entity.type === 'card')
    return { ...given, entity: { ...given.entity, ...withoutNumber(given.entity) } };
  if (given.op !== 'entity.update' || (given.label ?? given.type ?? given.forms) === undefined) return given;
  const before = entityRow(db, given.id);
  if ((given.type ?? before?.type) !== 'card') return given;
  const forms = given.forms ?? before?.forms;
  return { ...given, ...withoutNumber({ label: given.label ?? before?.label, forms }) };
}
const withoutNumber = ({
  label,
  forms,
}: {
  readonly label?: string | undefined;
  readonly forms?: Entity['forms'];
}) => ({
  ...(label !== undefined && { label: cardLabel(label) }),
  ...(forms && { forms: forms.map((form) => ({ ...form, text: cardLabel(form.text) })) }),
});

export interface Place {
  readonly caseId: CaseId;
  /** When what is made without an instant of its own is made, UTC ISO 8601. */
  readonly at: string;
}
/**
 * Takes a subject that goes from the case off everything that shows it. What shows entities lies above them, so
 * whoever has one removed brings this along. @returns what puts it back
 */
export type ClearPlaces<Back> = (db: WriteDb, subjectId: string) => Back[];

/**
 * Makes one operation. @returns its exact inverse, in the order in which it is to be made.
 * @throws Fault when it does not fit, with nothing changed: `not-found` for what is not of this case, `conflict` for an
 * id in use
 */
export function performEntityOp<Back>(
  db: WriteDb,
  { caseId, at }: Place,
  op: KeptEntityOp,
  clearPlaces: ClearPlaces<Back>,
): (KeptEntityOp | Back)[] {
  switch (op.op) {
    case 'entity.create': {
      const { entity } = op;
      const support = supportOf(db, caseId, entity);
      checkForms(db, caseId, entity.forms);
      const forms = formsWithin(entity.forms, support.exhibits);
      insertEntity(db, { ...entity, ...support, forms, caseId, createdAt: op.createdAt ?? at });
      return [{ op: 'entity.remove', id: entity.id }];
    }
    case 'entity.update': {
      const { op: name, id, ...fields } = op;
      const before = requireEntity(db, caseId, id);
      checkForms(db, caseId, fields.forms);
      const set = withForms(before, withSupport(db, caseId, before, fields));
      updateEntity(db, id, set);
      return [{ op: name, id, ...sameFields(before, set) }];
    }
    case 'entity.remove': {
      const { caseId: _, createdAt, ...entity } = requireEntity(db, caseId, op.id);
      const around = removeAround(db, op.id, clearPlaces);
      deleteEntity(db, op.id);
      return [{ op: 'entity.create', entity, createdAt }, ...around];
    }
    case 'link.create': {
      const { link } = op;
      requireSubject(db, caseId, link.from);
      requireSubject(db, caseId, link.to);
      if (linkRow(db, link.id)) throw new Fault('conflict', 'A link has that id already.');
      const support = supportOf(db, caseId, link);
      const facts = factsWithin(link.facts, support.exhibits);
      insertLink(db, caseId, { ...link, ...support, facts, createdAt: op.createdAt ?? at });
      return [{ op: 'link.remove', id: link.id }];
    }
    case 'link.update': {
      const { op: name, id, ...fields } = op;
      const before = requireLink(db, caseId, id);
      const set = withFacts(before, withSupport(db, caseId, before, fields));
      updateLink(db, id, set);
      return [{ op: name, id, ...sameFields(before, set) }];
    }
    case 'link.remove': {
      const { createdAt, ...link } = requireLink(db, caseId, op.id);
      deleteLink(db, op.id);
      return [{ op: 'link.create', link, createdAt }];
    }
  }
}

/** Cuts the links of a subject that goes and takes it off what shows it. @returns what restores both, places first */
export function removeAround<Back>(
  db: WriteDb,
  subjectId: string,
  clearPlaces: ClearPlaces<Back>,
): (KeptEntityOp | Back)[] {
  const links = linksOf(db, subjectId);
  for (const { id } of links) deleteLink(db, id);
  const back = links.map(({ createdAt, ...link }): KeptEntityOp => ({ op: 'link.create', link, createdAt }));
  return [...clearPlaces(db, subjectId), ...back];
}

function requireEntity(db: WriteDb, caseId: CaseId, id: string): Entity {
  const found = entityRow(db, id);
  if (found?.caseId !== caseId) throw missing('entity');
  return found;
}

function requireLink(db: WriteDb, caseId: CaseId, id: string) {
  const found = linkRow(db, id);
  if (!found || subjectOf(db, found.from.id)?.caseId !== caseId) throw missing('link');
  return found;
}

/** What the rows of an exhibit say of a link stands only as long as the link rests on it. */
const factsWithin = (facts: Link['facts'], exhibits: Link['exhibits']): LinkFacts | null =>
  facts && factsExhibits(facts).every((id) => exhibits.includes(id)) ? facts : null;

function withFacts<T extends { exhibits?: Link['exhibits'] | undefined; facts?: Link['facts'] }>(
  before: Link,
  set: T,
): T {
  if (!set.exhibits && set.facts === undefined) return set;
  const facts = set.facts === undefined ? before.facts : set.facts;
  return { ...set, facts: factsWithin(facts, set.exhibits ?? before.exhibits) };
}

/** A writing that was seen in an exhibit stands only as long as the entity rests on it. */
const formsWithin = (forms: Entity['forms'], exhibits: Entity['exhibits']): NonNullable<Entity['forms']> =>
  (forms ?? []).filter(({ exhibit }) => exhibit === null || exhibits.includes(exhibit));

function withForms<T extends { exhibits?: Entity['exhibits'] | undefined; forms?: Entity['forms'] }>(
  before: Entity,
  set: T,
): T {
  const forms = set.forms ?? before.forms ?? [];
  const kept = formsWithin(forms, set.exhibits ?? before.exhibits);
  return kept.length < forms.length ? { ...set, forms: kept } : set;
}

/** @throws Fault `not-found` for an exhibit of another case */
function checkForms(db: WriteDb, caseId: CaseId, forms: Entity['forms'] = []): void {
  requireExhibitsOfCase(db, caseId, [...new Set(forms.flatMap(({ exhibit }) => exhibit ?? []))]);
}

type Support = Pick<Entity, 'exhibits' | 'rows'>;

/** The exhibits, checked, and of the rows those that lie in them. */
function supportOf(db: WriteDb, caseId: CaseId, { exhibits, rows = {} }: Support): Required<Support> {
  const checked = requireExhibitsOfCase(db, caseId, exhibits);
  const among = new Set<string>(checked);
  return { exhibits: checked, rows: Object.fromEntries(Object.entries(rows).filter(([id]) => among.has(id))) };
}

/** The fields that were given. Rows stay with exhibits that stay, where no others are given. */
function withSupport<T extends Partial<Support>>(db: WriteDb, caseId: CaseId, before: Support, fields: T): T {
  const support =
    fields.exhibits || fields.rows
      ? supportOf(db, caseId, { exhibits: fields.exhibits ?? before.exhibits, rows: fields.rows ?? before.rows })
      : {};
  const given = Object.entries({ ...fields, ...support }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as T;
}

/** The values that `before` has in the fields that `set` names: undoing an edit leaves other fields as they are now. */
function sameFields<T extends object, S extends Partial<T>>(before: T, set: S): S {
  return Object.fromEntries(Object.keys(set).map((key) => [key, before[key as keyof T]])) as S;
}
