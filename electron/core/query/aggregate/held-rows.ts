import type { ResultId } from '../../../../shared/contract/values.ts';
import type { Blocks } from './cells.ts';

/** Rows that stay in the process from one drawing of a result to the next, which then need neither be sent nor read again. */
const MOST_BYTES = 32 << 20;
let held: { readonly of: ResultId; readonly blocks: Blocks } | null = null;

/** What is asked about the rows of a result: first without them. */
export interface OfRows {
  readonly of: ResultId;
  readonly blocks: Blocks | null;
}
export const NO_ROWS = 'no rows';

/** @returns `NO_ROWS` where they were not sent and are not held: then they are to be sent */
export function onRows<R extends { readonly blocks: Blocks }, T>(
  work: (request: R) => T,
): (request: Omit<R, 'blocks'> & OfRows) => T | typeof NO_ROWS {
  return ({ of, blocks: sent, ...request }) => {
    const blocks = sent ?? (held?.of === of ? held.blocks : null);
    if (!blocks) return NO_ROWS;
    const bytes = blocks.reduce((sum, { lines }) => sum + lines.length, 0);
    held = bytes <= MOST_BYTES ? { of, blocks } : null;
    return work({ ...request, blocks } as unknown as R);
  };
}
