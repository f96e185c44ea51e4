import { type QueryKey, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, CommandName, Input, NamesOf } from '../../shared/contract/commands.ts';
import { type CallError, call } from './call.ts';

type ReadName = NamesOf<'read' | 'session'>;
type WriteName = NamesOf<'write' | 'session'>;

export const keyOf = <N extends CommandName>(name: N, input: Input<N>): QueryKey => [name.split('.')[0], name, input];

/** The answer of a read command, refreshed when the core says that something of the case changed. */
export function useRead<N extends ReadName>(name: N, input: Input<N>, options: { enabled?: boolean } = {}) {
  return useQuery<Answer<N>, CallError>({ queryKey: keyOf(name, input), queryFn: () => call(name, input), ...options });
}

/** A write command as a mutation; what it changed is read again. */
export function useWrite<N extends WriteName>(name: N) {
  const client = useQueryClient();
  return useMutation<Answer<N>, CallError, Input<N>>({
    mutationFn: (input) => call(name, input),
    onSuccess: () => client.invalidateQueries(),
  });
}
