import { ENTITY, ENTITY_TYPES, type EntityType } from './entities.ts';

/**
 * What a pasted value most likely is. The value itself is never changed. What cannot be told apart with
 * certainty (a bare number may be an id, a phone or an amount) becomes an account, or `other` when it has blanks.
 */
export function detectEntity(value: string): EntityType {
  const text = value.trim();
  const known = ENTITY_TYPES.find((type) => ENTITY[type].detect?.(text));
  return known ?? (/^\S+$/u.test(text) ? 'account' : 'other');
}

interface Named {
  readonly type: EntityType;
  readonly label: string;
}

/** Finds what is written exactly like a value, and what is most likely the same value written in another way. */
export function sameValues<E extends Named>(
  entities: readonly E[],
): { exact(value: Named): E | undefined; alike(value: Named): E | undefined } {
  const exactly = new Map(entities.map((entity) => [`${entity.type} ${entity.label}`, entity]));
  const normally = new Map(entities.map((entity) => [normalKey(entity), entity]));
  const exact = (value: Named) => exactly.get(`${value.type} ${value.label}`);
  return { exact, alike: (value) => (exact(value) ? undefined : normally.get(normalKey(value))) };
}

const normalKey = ({ type, label }: Named): string => `${type} ${ENTITY[type].normal(label)}`;
