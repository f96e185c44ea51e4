import { expect } from 'vitest';
import { type CommandName, commands, type Input, type Output } from '../../shared/contract/commands.ts';
import type { ContractHost, Hands } from './hosts.ts';

export type Id<N extends CommandName, K extends keyof Input<N>> = NonNullable<Input<N>[K]>;
export type CaseId = Id<'case.get', 'caseId'>;
export type ExhibitId = Id<'evidence.get', 'exhibitId'>;

/** One call after another; each success has to be of the form that the contract promises. */
export class Walker {
  readonly called = new Set<CommandName>();
  constructor(readonly host: ContractHost) {}

  async do<N extends CommandName>(name: N, input: Omit<Input<N>, 'ticket'>, hands: Hands = {}): Promise<Output<N>> {
    return (await this.keep(name, input, hands)).value;
  }
  async keep<N extends CommandName>(name: N, input: Omit<Input<N>, 'ticket'>, hands: Hands) {
    this.called.add(name);
    const { reply, kept } = await this.host.call(name, input as Record<string, unknown>, hands);
    if (!reply.ok) throw new Error(`${name}: ${reply.error.code}: ${reply.error.message}`);
    const parsed = commands[name].output.safeParse(reply.value);
    expect({ name, problem: parsed.error?.issues }).toEqual({ name, problem: undefined });
    return { value: parsed.data as Output<N>, kept };
  }
  /** A call that no host of this walk can grant; that it works where it can is tested with what grants it. */
  async refused<N extends CommandName>(name: N, input: Input<N>, code: string): Promise<void> {
    this.called.add(name);
    const { reply } = await this.host.call(name, input as Record<string, unknown>);
    // A process of its own tells an exit code and a message, but not which code it was.
    expect({ name, code: reply.ok ? null : this.host.lasting ? reply.error.code : code }).toEqual({ name, code });
  }
  /** A call on something that lives only as long as its process: done where there is one, refused where not. */
  async lasting<N extends CommandName>(name: N, input: Input<N> | null, hands: Hands = {}): Promise<Output<N> | null> {
    if (this.host.lasting && input !== null) return this.do(name, input, hands);
    this.called.add(name);
    const { reply } = await this.host.call(name, { ...(input ?? {}) } as Record<string, unknown>);
    expect({ name, ok: reply.ok }).toEqual({ name, ok: false });
    return null;
  }
}
