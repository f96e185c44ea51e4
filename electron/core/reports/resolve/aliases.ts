import type { Entity } from '../../../../shared/contract/entities.ts';
import type { Decisions } from './decide.ts';
import type { Material } from './material.ts';

/**
 * What else an entity is held to be, of what this edition shows: "Also known as B (basis: E-0007, same device)". A decision
 * that rests on an exhibit whose content is not shown gives neither that nor its reason.
 */
export function aliasOf({ id }: Entity, { ledger, entities }: Material, decisions: Decisions): string | null {
  const set = ledger.identities.find(({ members }) => members.some((each) => each.id === id));
  if (!set) return null;
  const shown = new Map(
    entities
      .filter(({ exhibits }) => decisions.resting(exhibits).shown === 'whole')
      .map((each) => [each.id, each.label]),
  );
  const others = set.members.flatMap((each) => (each.id === id ? [] : (shown.get(each.id) ?? [])));
  if (others.length === 0) return null;
  const known = new Set<string>(shown.keys());
  const basis = ledger.entries
    .filter(({ number, a, b }) => set.basis.includes(number) && known.has(a.id) && known.has(b.id))
    .filter(({ exhibit }) => exhibit === null || decisions.resting([exhibit.id]).shown === 'whole')
    .map(({ exhibit, reason }) => [exhibit?.label, reason].filter(Boolean).join(', '));
  const words = basis.length > 0 ? basis.join('; ') : 'not part of this edition';
  return `Also known as ${others.join(', ')} (basis: ${words})`;
}
