/**
 * What banks, payment services, exchanges and wallets write of a payment, in lower case. A word of neither list, as one of a payment that
 * was refunded or reversed, is asked about: whether the money's way back is a row of its own, the word alone does not tell.
 */

/** Money moved. */
export const MOVED: readonly string[] = [
  ...['completed', 'complete', 'paid', 'succeeded', 'successful', 'success', 'ok', 'confirmed', 'settled', 'executed'],
  ...['booked', 'posted', 'processed', 'cleared', 'done', 'finished', 'credited', 'debited', 'deposited', 'delivered'],
  ...['sent', 'received', 'transferred', 'captured', 'true', 'payment completed', 'payment complete'],
  ...['funds sent', 'outgoing_payment_sent', 'outgoing payment sent'], // Wise
];
/** As Cash App has it; a refund is a row of its own there. */
export const MOVED_CASH_APP: readonly string[] = [
  ...['payment sent', 'payment received', 'payment deposited', 'payment completed', 'card charged', 'card refunded'],
  ...['transfer sent', 'transfer received', 'transfer completed', 'deposit completed', 'withdrawal completed'],
];
/** Nothing moved, and nothing will. */
const FAILED: readonly string[] = [
  ...['failed', 'failure', 'fail', 'error', 'declined', 'denied', 'rejected', 'refused', 'cancelled', 'canceled'],
  ...['expired', 'voided', 'void', 'blocked', 'aborted', 'dropped', 'reverted', 'unsuccessful', 'timed out', 'false'],
  ...['removed', 'not completed', 'insufficient funds', 'payment failed', 'payment declined', 'payment cancelled'],
  ...['payment canceled', 'card declined', 'transfer failed', 'transfer cancelled', 'transfer canceled'],
];
/** Nothing moved as yet. */
const PENDING: readonly string[] = [
  ...[
    'pending',
    'in progress',
    'in-progress',
    'processing',
    'in process',
    'waiting',
    'awaiting',
    'queued',
    'scheduled',
  ],
  ...['created', 'initiated', 'submitted', 'authorized', 'authorised', 'on hold', 'hold', 'held', 'placed', 'open'],
  ...['unconfirmed', 'uncleared', 'unclaimed', 'incomplete', 'under review', 'draft', 'new', 'uncaptured'],
  ...['requires_action', 'requires_payment_method', 'requires_capture', 'requires_confirmation', 'payment pending'],
  ...['incoming_payment_waiting', 'incoming payment waiting'], // Wise
];
export const NOT_MOVED: readonly string[] = [...FAILED, ...PENDING];

const pending = new Set(PENDING);
/** Whether a status says that money may still move. */
export const isPending = (word: string): boolean => pending.has(word.toLowerCase());
