import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Answer, changesOf, type Input } from '../../shared/contract/commands.ts';
import type { EditCommand } from '../../shared/contract/desk.ts';
import { call } from './call.ts';
import { refresherOf } from './hooks.ts';

/** Has the vault hold what was typed. @param input the call that records it as it stands; null when there is nothing to record any more */
export async function holdEdit<N extends EditCommand>(command: N, subject: string, input: Input<N> | null) {
  await call('desk.hold', { subject, edit: input && { command, input: JSON.stringify(input) } });
}
/** Records what is held. @throws CallError */
export const settleEdit = (subject: string): Promise<Answer<'desk.settle'>> => call('desk.settle', { subject });

/** An edit that lasts a while: the vault holds what was typed, and records it as one change when it ends. */
export interface Edit<N extends EditCommand> {
  /** @param input the call that records it as it stands; null when there is nothing to record any more */
  hold(input: Input<N> | null): Promise<void>;
  /** Records it. Resolves when the screens have what it changed. @throws CallError */
  end(input: Input<N>): Promise<void>;
}

/** @param subject what is edited, by its id */
export function useEdit<N extends EditCommand>(command: N, subject: string): Edit<N> {
  const client = useQueryClient();
  return useMemo(
    () => ({
      hold: (input) => holdEdit(command, subject, input),
      end: async (input) => {
        await holdEdit(command, subject, input);
        await settleEdit(subject);
        await refresherOf(client).now(changesOf(command));
      },
    }),
    [client, command, subject],
  );
}
