import { type QueryKey, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Answer, type CommandName, changesOf, type Input, type NamesOf } from '../../shared/contract/commands.ts';
import { type CallError, call } from './call.ts';
import { refresherOf } from './refresh.ts';

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
