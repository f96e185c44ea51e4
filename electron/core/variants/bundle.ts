import { reviewedFrom } from '../../../shared/domain/variants.ts';
import type { BundlePart } from '../bundle-part.ts';

/** A review of variants is a file as any other; what it was made from goes with it. */
export const reviewsPart: BundlePart = {
  tables: [],
  sources: (_db, exhibit) =>
    reviewedFrom(exhibit).flatMap(({ exhibitLabel }) =>
      exhibitLabel === null ? [] : [{ label: exhibitLabel, because: `${exhibit.label} reviews values of it` }],
    ),
  documents: () => [],
  gather: () => [],
  restore: () => ({}),
};
