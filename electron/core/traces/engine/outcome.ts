import type { Method } from '../../../../shared/domain/tracing/methods.ts';
import { type Amounts, makeAmounts } from './amounts.ts';

export type PerMethod = Readonly<Record<Method, Amounts>>;
export const ROOM = 64;
export const perMethod = (): PerMethod => ({
  poison: makeAmounts(ROOM),
  haircut: makeAmounts(ROOM),
  fifo: makeAmounts(ROOM),
  lifo: makeAmounts(ROOM),
  lowest: makeAmounts(ROOM),
  tiho: makeAmounts(ROOM),
});

/** What came of a trace: columns over what was reached, each amount in base units. */
export interface Outcome {
  readonly methods: readonly Method[];
  /** Payments that carry traced money by at least one method, in order. */
  readonly movements: readonly number[];
  /** Over those: how many payments away from the source each is, from 1. */
  readonly hops: readonly number[];
  readonly carried: PerMethod;
  /** Accounts that were reached, the sources first. */
  readonly reached: readonly number[];
  /** Over those: payments from the source, 0 for a source. */
  readonly level: readonly number[];
  readonly received: PerMethod;
  readonly passedOn: PerMethod;
  readonly fees: PerMethod;
  /** What is in them at the end, from their state and not from the difference of the others. */
  readonly left: PerMethod;
  /** All money of the accounts reached, traced or not, for the table that must balance. */
  readonly value: Readonly<Record<'opening' | 'received' | 'paid' | 'fees' | 'left', Amounts>>;
  /** Per account of the file, the least that it must have held before. */
  readonly opening: readonly bigint[];
}
