import type { BundlePart } from '../bundle-part.ts';

/** How a file came about whose source names, by their labels, the exhibits that it was computed from. */
const COMPUTED = new Set(['patterns of transfers', 'timeline', 'screening run']);

/** Tables and runs that the program computed are files as any other; what they were computed from goes with them. */
export const computedPart: BundlePart = {
  tables: [],
  sources: (_db, { label, removedAt, acquiredHow, source }) =>
    removedAt !== null || !COMPUTED.has(acquiredHow)
      ? []
      : (source.match(/\bE-\d{4,6}\b/g) ?? []).map((from) => ({
          label: from,
          because: `${label} was computed from it`,
        })),
  documents: () => [],
  gather: () => [],
  restore: () => ({}),
};
