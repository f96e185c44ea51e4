import { z } from 'zod';
import { ExhibitId } from './values.ts';

export const MOST_FACTS = 300;
export const LONGEST_FACT = 2000;

/** What a picture's file says of itself (EXIF, XMP, IPTC), in words. None of it is proof: every value can be forged. */
export const PictureFacts = z.object({
  groups: z
    .array(
      z.object({
        title: z.string().max(100),
        facts: z.array(z.object({ name: z.string().max(200), value: z.string().max(LONGEST_FACT) })).max(MOST_FACTS),
      }),
    )
    .max(20),
  /** Degrees, WGS 84 unless the facts name another datum; north and east are positive. */
  position: z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }).nullable(),
  leftOut: z.int().describe(`values beyond the ${MOST_FACTS} that are kept`),
  problem: z.string().max(500).nullable().describe('why they could not be read, as a clause'),
});
export type PictureFacts = z.infer<typeof PictureFacts>;

/** Another picture of the case that looks like this one, by its perceptual hash. */
export const SimilarPicture = z.object({
  exhibitId: ExhibitId,
  exhibit: z.string().describe('E-0007'),
  title: z.string(),
  distance: z.int().min(0).max(256).describe('bits of 256 in which the hashes differ; at most 48'),
  likeness: z.number().min(0).max(1).describe('1 - distance / 128: 1 the same, 0 as far as chance'),
  mirrored: z.boolean().describe('one is the other mirrored left to right'),
});
export type SimilarPicture = z.infer<typeof SimilarPicture>;
