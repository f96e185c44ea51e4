import type { Ledger } from './engine/ledger.ts';
import type { LedgerOptions } from './engine/run.ts';
import type { Summary } from './engine/summary.ts';

export interface ToTrace {
  readonly ledger: Ledger;
  readonly options: Omit<LedgerOptions, 'heard'>;
  /** Transfers and accounts that are listed. */
  readonly most: number;
}
/** The work is cut short by ending the thread. */
export type FromTraceThread = { readonly done: number } | { readonly summary: Summary };

/** What a ledger gives away to a thread instead of being copied. */
export const buffersOf = ({
  accountKey,
  transactionKey,
  transaction,
  from,
  to,
  amount,
  fee,
  ...at
}: Ledger): ArrayBuffer[] =>
  [accountKey, transactionKey, transaction, from, to, amount.words, fee.words, at.time, at.block, at.index, at.log].map(
    ({ buffer }) => buffer as ArrayBuffer,
  );

/** What the thread may take beside the columns that it is given. */
export const THREAD_LIMITS = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 32 };
