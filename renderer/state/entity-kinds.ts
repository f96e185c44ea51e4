import { useEffect } from 'react';
import type { EntityType } from '../../shared/contract/entities.ts';
import { ENTITY_TYPES, entityKind } from '../../shared/domain/entities.ts';
import type { OwnKind } from '../../shared/domain/own-types.ts';
import { useRead } from '../client/hooks.ts';
import { onLock } from './session.ts';
import { createStore, useStore } from './store.ts';

/** The types of entity that this vault has beside those of the program. */
const own = createStore<readonly OwnKind[]>([]);
onLock(() => own.set([]));

/** Keeps them as the vault has them, for as long as a case is open. */
export function useOwnKindsKept(): void {
  const { data } = useRead('entity.types', {});
  useEffect(() => data && own.set(data), [data]);
}
export const useOwnKinds = (): readonly OwnKind[] => useStore(own);

/** What a type is called and how it is drawn. */
export const kindOf = (type: EntityType) => entityKind(type, own.get());

/** Every type, in the order in which lists offer them. */
export const entityTypes = (): EntityType[] => [...ENTITY_TYPES, ...own.get().map(({ id }) => id)];
export const typeOptions = (): { value: EntityType; label: string }[] =>
  entityTypes().map((value) => ({ value, label: kindOf(value).word }));
