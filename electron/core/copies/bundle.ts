import { z } from 'zod';
import { CopySteps } from '../../../shared/contract/copies.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { ExhibitId } from '../../../shared/contract/values.ts';
import { exhibitLabel } from '../../../shared/domain/labels.ts';
import type { BundlePart } from '../bundle-part.ts';
import { copyById } from '../evidence/reads.ts';
import { recordCopy } from '../evidence/staging.ts';

const BundledCopy = z.strictObject({ originalId: ExhibitId, steps: CopySteps });
const entry = (number: number): string => `copies/${exhibitLabel(number)}.json`;

/** How working copies were made, and from which exhibits; `verify` makes them again from the steps and compares. */
export const copiesPart: BundlePart = {
  tables: ['working_copies'],
  sources: (_db, { label, copyOf }) =>
    copyOf === null ? [] : [{ label: copyOf, because: `${label} is a working copy of it` }],
  documents: ({ exhibits }) =>
    exhibits.map(({ number }) => ({ name: entry(number), required: false, schema: BundledCopy })),
  gather: ({ db, exhibits }) =>
    exhibits.flatMap(({ id, number }) => {
      const copy = copyById(db, id);
      return copy ? [{ name: entry(number), value: BundledCopy.strip().parse(copy) }] : [];
    }),
  restore: ({ write, exhibits, references, document }) => {
    for (const { id, number } of exhibits) {
      const bundled = document(entry(number), BundledCopy);
      if (!bundled) continue;
      const exhibitId = references.find('exhibit', id);
      const originalId = references.find('exhibit', bundled.originalId);
      const original = exhibits.find((each) => each.id === bundled.originalId);
      // Exhibits are numbered as they come: so no copy is made from itself, in a circle.
      if (original && original.number >= number)
        throw new Fault(
          'damaged',
          `The bundle is refused: ${exhibitLabel(number)} is said to be a copy of ${exhibitLabel(original.number)}, which came later. Nothing was stored.`,
        );
      recordCopy(write, { exhibitId, originalId, steps: bundled.steps });
    }
    return {};
  },
};
