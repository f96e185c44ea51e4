import { z } from 'zod';
import { AttachmentPlace } from '../../../shared/contract/attachments.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import { ExhibitId } from '../../../shared/contract/values.ts';
import { exhibitLabel } from '../../../shared/domain/labels.ts';
import type { BundlePart } from '../bundle-part.ts';
import { exhibitNaming } from '../evidence/reads.ts';
import { broughtBy } from './reads.ts';
import { insertAttachment } from './store.ts';

const Bundled = z
  .array(
    z.strictObject({
      ...AttachmentPlace.shape,
      mailId: ExhibitId,
      messageId: z.string().max(1000),
      made: z.boolean(),
    }),
  )
  .min(1)
  .max(100_000);
const entry = (number: number): string => `attachments/${exhibitLabel(number)}.json`;

/** The messages that exhibits came with; `verify` unpacks them again and compares. */
export const attachmentsPart: BundlePart = {
  tables: ['attachments'],
  sources: (db, { id, label }) =>
    broughtBy(db, id)
      .filter(({ made }) => made)
      .map(({ mailId }) => ({
        label: exhibitNaming(db, mailId)?.label ?? '',
        because: `${label} is an attachment of it`,
      })),
  documents: ({ exhibits }) =>
    exhibits.map(({ number }) => ({ name: entry(number), required: false, schema: Bundled })),
  gather: ({ db, scope, exhibits, subjects }) =>
    exhibits.flatMap(({ id, number }) => {
      const all = broughtBy(db, id).filter(({ mailId }) => scope === 'case' || subjects.has(mailId));
      const value = all.map(({ exhibitId: _, ...each }) => each);
      return value.length > 0 ? [{ name: entry(number), value }] : [];
    }),
  restore: ({ write, exhibits, references, document }) => {
    const taken = new Set<string>();
    const numbers = new Map(exhibits.map(({ id, number }) => [id, number]));
    for (const { id, number } of exhibits) {
      for (const bundled of document(entry(number), Bundled) ?? []) {
        const place = `${bundled.mailId} ${bundled.message} ${bundled.part}`;
        // Exhibits are numbered as they come: nothing was saved from a mail that came later.
        if (taken.has(place) || (bundled.made && (numbers.get(bundled.mailId) ?? 0) >= number))
          throw new Fault(
            'damaged',
            `The bundle is refused: where ${exhibitLabel(number)} came from is told in two ways. Nothing was stored.`,
          );
        taken.add(place);
        const [exhibitId, mailId] = references.all('exhibit', [id, bundled.mailId]);
        if (exhibitId && mailId) insertAttachment(write.db, { ...bundled, exhibitId, mailId });
      }
    }
    return {};
  },
};
