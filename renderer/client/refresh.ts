import type { QueryClient } from '@tanstack/react-query';
import type { Area } from '../../shared/contract/command.ts';
import { type CommandName, isStaleAfter } from '../../shared/contract/commands.ts';

const GATHER_MS = 150; // an import of many files reports each; one reading after the last is enough
const AT_LEAST_EVERY_MS = 1000;

/** Reads again what changes make stale, and nothing else: the contract says what each read rests on. */
export interface Refresher {
  /** Shortly after the last of a run of changes, and once a second during a long one. */
  soon(areas: readonly Area[]): void;
  /** At once, with what waits to be read. Resolves when the screens have the new answers. */
  now(areas: readonly Area[]): Promise<void>;
}

const refreshers = new WeakMap<QueryClient, Refresher>();

export function refresherOf(client: QueryClient): Refresher {
  const known = refreshers.get(client);
  if (known) return known;
  const waiting = new Set<Area>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let since = 0;
  const now = (areas: readonly Area[]): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const changed = [...waiting, ...areas];
    waiting.clear();
    return client.invalidateQueries({
      predicate: ({ queryKey }) => isStaleAfter(queryKey[1] as CommandName, changed),
    });
  };
  const made: Refresher = {
    now,
    soon(areas) {
      for (const area of areas) waiting.add(area);
      if (timer === undefined) since = Date.now();
      else if (Date.now() - since > AT_LEAST_EVERY_MS) return;
      else clearTimeout(timer);
      timer = setTimeout(() => void now([]), GATHER_MS);
    },
  };
  refreshers.set(client, made);
  return made;
}
