import { type QueryClient, type QueryKey, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Area } from '../../shared/contract/command.ts';
import {
  type Answer,
  type CommandName,
  changesOf,
  type Input,
  isStaleAfter,
  type NamesOf,
} from '../../shared/contract/commands.ts';
import { type CallError, call } from './call.ts';

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

type ReadName = NamesOf<'read' | 'session'>;
type WriteName = NamesOf<'write' | 'session'>;

export const keyOf = <N extends CommandName>(name: N, input: Input<N>): QueryKey => [name.split('.')[0], name, input];

/** The answer of a read command, read again when the core says that something it rests on changed. */
export function useRead<N extends ReadName>(name: N, input: Input<N>, options: { enabled?: boolean } = {}) {
  return useQuery<Answer<N>, CallError>({ queryKey: keyOf(name, input), queryFn: () => call(name, input), ...options });
}

/** A write command as a mutation that ends when what it changed was read again. */
export function useWrite<N extends WriteName>(name: N) {
  const client = useQueryClient();
  return useMutation<Answer<N>, CallError, Input<N>>({
    mutationFn: (input) => call(name, input),
    onSuccess: () => refresherOf(client).now(changesOf(name)),
  });
}
