import { z } from 'zod';
import { job, read } from './command.ts';
import { Exhibit } from './evidence.ts';
import { ExhibitId, Line, Sha256, Text, Title } from './values.ts';

/** Whole pixels of the original as displayed, its EXIF orientation applied; (0, 0) is its top left corner. */
const Place = z.int().min(0).max(100_000);
const Extent = z.int().min(1).max(100_000);
const Area = { x: Place, y: Place, width: Extent, height: Extent };

/** Each is drawn over a contrasting edge, so that it stands out of any picture. */
export const Colour = z.enum(['red', 'orange', 'yellow', 'green', 'blue', 'black', 'white']);
export type Colour = z.infer<typeof Colour>;
const Drawn = { colour: Colour, stroke: z.int().min(1).max(200).describe('width of the line, pixels') };
const Written = {
  x: Place,
  y: Place,
  colour: Colour,
  size: z.int().min(6).max(2000).describe('height of the letters, pixels'),
  quarterTurns: z
    .int()
    .min(0)
    .max(3)
    .default(0)
    .describe('clockwise, against the original; 3 reads upright in a copy that is rotated by 1'),
};

/** One change against the original. Whatever their order, their geometry is the original's, not the copy's. */
export const CopyStep = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('crop'), ...Area }),
  z.strictObject({ kind: z.literal('rotate'), quarterTurns: z.int().min(1).max(3).describe('clockwise') }),
  z.strictObject({ kind: z.literal('box'), ...Area, ...Drawn }),
  z.strictObject({ kind: z.literal('ellipse'), ...Area, ...Drawn }),
  z.strictObject({ kind: z.literal('arrow'), fromX: Place, fromY: Place, toX: Place, toY: Place, ...Drawn }),
  /** `x`, `y`: the top left corner of the line of text, as it is read. */
  z.strictObject({ kind: z.literal('text'), ...Written, text: Title.max(200) }),
  /** A disc with a few characters in it. `x`, `y`: its middle; `size`: its diameter. */
  z.strictObject({ kind: z.literal('marker'), ...Written, text: Title.max(3) }),
  /** `pixelated` draws generated greys; neither style looks at any pixel of the picture. */
  z.strictObject({ kind: z.literal('redact'), ...Area, style: z.enum(['solid', 'pixelated']) }),
]);
export type CopyStep = z.infer<typeof CopyStep>;
export const CopySteps = z.array(CopyStep).min(1).max(200);

export const copyCommands = {
  /** Draws the original anew with the steps, at full size, and keeps the result as a new exhibit. The original stays. */
  'copy.make': job(
    'writes',
    {
      exhibitId: ExhibitId,
      steps: CopySteps,
      title: Title.optional(),
      note: Text.max(20_000).optional().describe('why it was made; the steps in words are put below it'),
    },
    Exhibit,
    ['evidence'],
  ),
  /** What a working copy was made from, and how; null for an exhibit that is no working copy. */
  'copy.origin': read(
    { exhibitId: ExhibitId },
    z
      .object({
        exhibitId: ExhibitId,
        label: z.string(),
        sha256: Sha256,
        removed: z.boolean(),
        steps: z.array(CopyStep),
        words: z.array(z.string()).describe('a sentence for each step'),
      })
      .nullable(),
    ['copy', 'evidence'],
  ),
  /** The working copies made from an exhibit, by number, the removed ones with them. */
  'copy.of': read(
    { exhibitId: ExhibitId },
    z.array(
      z.object({
        exhibitId: ExhibitId,
        label: z.string(),
        title: Line,
        removed: z.boolean(),
        words: z.array(z.string()),
      }),
    ),
    ['copy', 'evidence'],
  ),
};
