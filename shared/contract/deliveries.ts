import { z } from 'zod';
import { job, read } from './command.ts';
import { Edition, ReportSection } from './report-setup.ts';
import { LeftOut, Permissions, ReportPoint } from './reports.ts';
import { Bytes, CaseId, FindingId, Instant, Line, Passphrase, Sha256, Ticket } from './values.ts';

/**
 * What goes beside the PDF: `companions` are the signed manifest, indicators, boards, rows that the PDF shows in part and the custody
 * log, as far as the edition has them; `docx` and `markdown` are working copies of the PDF; `summary` is plain text for a ticket.
 * Beside a PDF with a password all of them lie in one archive that is encrypted with the same password (age).
 */
export const DeliveryPart = z.enum(['companions', 'docx', 'markdown', 'summary']);
export type DeliveryPart = z.infer<typeof DeliveryPart>;

/** One print of a queue. */
export const DeliveryCopy = z.strictObject({
  edition: Edition,
  recipient: Line.optional().describe('of this copy; that of the edition where it is left out'),
  findingId: FindingId.optional().describe('prints this finding alone, with the exhibits that it rests on'),
});
export type DeliveryCopy = z.infer<typeof DeliveryCopy>;

export const MOST_COPIES = 50;

export const DeliveredFile = z.object({
  name: z.string(),
  what: z.string().describe('"Indicators, CSV"'),
  bytes: z.int(),
  sha256: Sha256,
});
export type DeliveredFile = z.infer<typeof DeliveredFile>;

export const DeliveredCopy = z.object({
  edition: Edition,
  finding: z.string().nullable().describe('F-3, where it was printed alone'),
  recipient: z.string(),
  copyNumber: z.int().nullable().describe('null from a read-only vault, which counts no copy'),
  pages: z.int(),
  files: z.array(DeliveredFile.extend({ ticket: Ticket })).describe('the PDF first'),
  leftOut: z.array(LeftOut),
  points: z.array(ReportPoint),
  warnings: z.array(z.string()),
});
export type DeliveredCopy = z.infer<typeof DeliveredCopy>;

export const deliveryCommands = {
  /**
   * Prints several copies from one state of the case: all bear the same custody head. They are handed out together, once the last is
   * done and recorded; what is cancelled before leaves no copy and no number behind.
   */
  'report.deliver': job(
    'writes',
    {
      caseId: CaseId,
      copies: z.array(DeliveryCopy).min(1).max(MOST_COPIES),
      parts: z.array(DeliveryPart).max(4).default([]),
      password: Passphrase.max(127).optional(),
      ownerPassword: Passphrase.max(127).optional(),
      permissions: Permissions.optional(),
      marked: z.boolean().default(false),
      stem: z
        .string()
        .regex(/^[^/\\\p{Cc}]{1,120}$/u)
        .optional()
        .describe('how the names of the files begin, for one copy'),
      printedAt: Instant.optional(),
    },
    z.object({
      ticket: Ticket.describe('of a zip archive with a folder for each copy'),
      name: z.string(),
      bytes: z.int().describe('of all files, before they are packed'),
      custodyHead: z.object({ seq: z.int(), hash: Sha256 }),
      copies: z.array(DeliveredCopy),
      fingerprint: z.string().describe('of the key that signed them'),
    }),
  ),
  /** The pages of an edition as they would be printed now, for the screen alone: no copy is counted, and nothing is recorded. */
  'report.previewPages': job(
    'reads',
    { caseId: CaseId, edition: Edition.default('executive') },
    z.object({
      ticket: Ticket.describe('for `report.previewFile`'),
      pages: z.int(),
      places: z.array(z.object({ section: ReportSection, page: z.int() })).describe('where each section begins'),
      withheld: z.string().nullable().describe('why a print would be withheld now'),
    }),
  ),
  /** The file behind a ticket of `report.previewPages`, once. */
  'report.previewFile': read({ ticket: Ticket }, Bytes, 'immutable'),
};
