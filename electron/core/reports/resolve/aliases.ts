import type { Entity } from '../../../../shared/contract/entities.ts';
import type { Held } from '../../../../shared/domain/board-identities.ts';
import type { Decisions } from './decide.ts';
import type { Material } from './material.ts';

/**
 * What else an entity is held to be, of what this edition shows: "Also known as B (basis: E-0007, same device)". A decision
 * that rests on an exhibit whose content is not shown gives neither that nor its reason.
 */
export function aliasOf(entity: Entity, material: Material, decisions: Decisions): string | null {
  const set = material.ledger.identities.find(({ members }) => members.some((each) => each.id === entity.id));
  const words = set && alsoKnown(entity, set, material, decisions);
  return words ? `A${words.slice(1)}` : null;
}

/** The same of a set that is given, as it continues a name: "also known as B (basis: E-0007, same device)". */
export function alsoKnown(
  { id }: Entity,
  set: Held,
  { ledger, entities }: Pick<Material, 'ledger' | 'entities'>,
  decisions: Decisions,
): string | null {
  const shown = new Map<string, string>(
    entities
      .filter(({ exhibits }) => decisions.resting(exhibits).shown === 'whole')
      .map((each) => [each.id, each.label]),
  );
  const members = new Set(set.members.map((each) => each.id));
  const others = set.members.flatMap((each) => (each.id === id ? [] : (shown.get(each.id) ?? [])));
  if (others.length === 0) return null;
  const standing = new Set(ledger.identities.flatMap(({ basis }) => basis));
  const between = ledger.entries.filter(
    ({ number, a, b }) => standing.has(number) && members.has(a.id) && members.has(b.id),
  );
  const basis = between
    .filter(({ a, b }) => shown.has(a.id) && shown.has(b.id))
    .filter(({ exhibit }) => exhibit === null || decisions.resting([exhibit.id]).shown === 'whole')
    .map(({ exhibit, reason }) => [exhibit?.label, reason].filter(Boolean).join(', '));
  const without = between.length > 0 ? 'not part of this edition' : 'decided otherwise since';
  const words = basis.length > 0 ? basis.join('; ') : without;
  return `also known as ${others.join(', ')} (basis: ${words})`;
}
