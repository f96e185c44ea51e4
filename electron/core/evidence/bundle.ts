import { z } from 'zod';
import { Exhibit, LaterAcquisition } from '../../../shared/contract/evidence.ts';
import { Instant, Line, Sha256, Title } from '../../../shared/contract/values.ts';
import { exhibitLabel } from '../../../shared/domain/labels.ts';
import { type BundlePart, EXHIBITS_SECTION } from '../bundle-part.ts';
import { keepNumbers } from '../cases/reads.ts';
import { keepRemoved, keepStaged } from './staging.ts';

const shape = Exhibit.shape;
/** Left out where there is none, so that a program that does not know it takes the bundle too. */
const Later = z
  .array(
    z.strictObject({
      ...LaterAcquisition.shape,
      acquiredZone: z.string().max(64),
      acquiredBy: Line,
      acquiredHow: Line,
      title: z.string().max(500),
      originalName: z.string().min(1).max(1000),
      source: Line,
      note: z.string().max(100_000),
      tags: z.array(Title).max(50),
    }),
  )
  .max(10_000)
  .refine((all) => all.every(({ position }, at) => position === at + 2), 'its acquisitions are not numbered in order');

export const BundledExhibit = z.strictObject({
  id: shape.id,
  number: z.int().min(1).max(999_999),
  kind: shape.kind,
  title: Title,
  originalName: z.string().min(1).max(1000),
  mediaType: Line,
  typeWarning: z.string().max(1000).nullable(),
  bytes: z.int().min(0),
  sha256: Sha256,
  acquiredAt: Instant,
  acquiredZone: z.string().max(64),
  acquiredBy: Line,
  acquiredHow: Line,
  source: Line,
  sensitivity: shape.sensitivity,
  reliability: shape.reliability,
  credibility: shape.credibility,
  note: z.string().max(100_000),
  tags: z.array(Title).max(50),
  removedAt: Instant.nullable(),
  removedReason: z.string().max(1000).nullable(),
  laterAcquisitions: Later.optional(),
});

/** Of a removed exhibit go number, kind, size, hash and dates, on which other things rest, and nothing that was written of it. */
const WORDLESS = {
  ...{ title: 'Removed exhibit', originalName: 'removed', typeWarning: null, source: '', note: '', tags: [] },
  ...{ removedReason: null, laterAcquisitions: [] },
};
const bundled = (exhibit: Exhibit) => withLater(exhibit.removedAt === null ? exhibit : { ...exhibit, ...WORDLESS });
const withLater = ({ laterAcquisitions, ...exhibit }: Exhibit) =>
  BundledExhibit.strip().parse({ ...exhibit, ...(laterAcquisitions.length > 0 ? { laterAcquisitions } : {}) });

export const originalEntry = (number: number): string => `originals/${exhibitLabel(number)}`;

/** The records of the exhibits, as a section of the manifest; their bytes are entries of the archive. */
export const evidencePart: BundlePart = {
  tables: ['exhibits', 'acquisitions', 'subjects', 'tags'],
  documents: () => [],
  gather: ({ exhibits, subjects }) => {
    for (const { id } of exhibits) subjects.add(id);
    return [{ name: EXHIBITS_SECTION, value: exhibits.map(bundled) }];
  },
  restore: ({ write, references, document, original, manifestSha256 }) => {
    const exhibits = document(EXHIBITS_SECTION, z.array(BundledExhibit)) ?? [];
    const { caseId } = references;
    for (const { id, removedAt, removedReason: _, bytes, sha256, ...bundled } of exhibits) {
      const { acquiredHow: how, acquiredZone: zone, mediaType, typeWarning: _warned, ...facts } = bundled;
      if (removedAt) {
        const gone = { ...facts, ...WORDLESS, mediaType, preview: 'none', caseId, how, zone } as const;
        const detail = { fromBundle: manifestSha256 };
        references.add('exhibit', id, keepRemoved(write, { at: removedAt, sha256, bytes }, { ...gone, detail }).id);
        continue;
      }
      const { staged, shown } = original(bundled.number);
      // What the file is was told from its bytes here: the bundle's own word for it is not taken.
      const all = { ...facts, ...shown, caseId, how, zone, detail: { fromBundle: manifestSha256 } };
      references.add('exhibit', id, keepStaged(write, staged, all).id);
    }
    keepNumbers(write.db, caseId, Math.max(0, ...exhibits.map(({ number }) => number)));
    return {};
  },
};
