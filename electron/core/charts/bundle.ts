import { Fault } from '../../../shared/contract/errors.ts';
import { exhibitLabel } from '../../../shared/domain/labels.ts';
import type { BundlePart } from '../bundle-part.ts';
import { computedFromLater, savedChart } from './reads.ts';

/** A chart is its bytes, which leave with every exhibit; here they are held against what a chart is where they arrive. */
export const chartPart: BundlePart = {
  tables: [],
  sources: (db, { id, label, removedAt }) =>
    removedAt !== null
      ? []
      : savedChart(db, id).source.inputs.flatMap(({ exhibitLabel: from }) =>
          from === null ? [] : [{ label: from, because: `${label} was computed from it` }],
        ),
  documents: () => [],
  gather: () => [],
  restore: ({ write, exhibits, references }) => {
    for (const { id, number, kind, removedAt } of exhibits) {
      if (kind !== 'chart' || removedAt !== null) continue;
      const later = computedFromLater(savedChart(write.db, references.find('exhibit', id)), number);
      if (later !== null)
        throw new Fault(
          'damaged',
          `The bundle is refused: ${exhibitLabel(number)} is said to be computed from an exhibit that did not come before it. Nothing was stored.`,
        );
    }
    return {};
  },
};
