import type { BundlePart } from '../bundle-part.ts';
import { inputsOfTrace, savedTrace } from './reads.ts';

/** A trace is its bytes, which leave with every exhibit; the transfers and lists of labels that it read go with it. */
export const tracePart: BundlePart = {
  tables: [],
  sources: (db, { id, label, removedAt }) =>
    removedAt !== null
      ? []
      : inputsOfTrace(savedTrace(db, id)).map(({ exhibitLabel: from }) => ({
          label: from,
          because: `${label} was computed from it`,
        })),
  documents: () => [],
  gather: () => [],
  restore: () => ({}),
};
