import { z } from 'zod';
import { job, read, write } from './command.ts';
import { BoardId, CaseId, ExhibitId, FindingId, Instant, Line, Passphrase, Sha256, Text, Ticket } from './values.ts';

export const Edition = z.enum(['executive', 'legal', 'infosec']);
export type Edition = z.infer<typeof Edition>;

/** The sections of a report, in their order. What each says, and in which editions it stands, is in `reports/pdf/sections.tsx`. */
export const ReportSection = z.enum([
  'summary',
  'scope',
  'findings',
  'board',
  'board-links',
  'indicators',
  'exhibits',
  'method',
  'custody',
  'custody-log',
]);
export type ReportSection = z.infer<typeof ReportSection>;

/** What the report of a case says beside its evidence; one per case. */
export const ReportSettings = z.object({
  caseId: CaseId,
  summary: z.string(),
  caveat: z.string().describe('handling caveat, on the cover'),
  method: z.string(),
  recipient: z.string(),
  boardId: BoardId.nullable().describe('the board that is drawn; none when null'),
  excludedExhibits: z.array(ExhibitId),
  excludedFindings: z.array(FindingId),
});
export type ReportSettings = z.infer<typeof ReportSettings>;

export const PrintedReport = z.object({
  printedAt: Instant,
  edition: Edition,
  pages: z.int(),
  bytes: z.int(),
  sha256: Sha256,
  encrypted: z.boolean(),
});

/** A detached Ed25519 signature of 64 bytes over the PDF, by the vault's identity. */
export const ReportSignature = z.object({ ticket: Ticket, name: z.string(), fingerprint: z.string() });

export const reportCommands = {
  'report.settings': read({ caseId: CaseId }, ReportSettings, ['report', 'case', 'board', 'finding', 'evidence']),
  'report.update': write(
    {
      caseId: CaseId,
      summary: Text.optional(),
      caveat: Text.optional(),
      method: Text.optional(),
      recipient: Line.optional(),
      boardId: BoardId.nullable().optional(),
      excludedExhibits: z.array(ExhibitId).max(10_000).optional(),
      excludedFindings: z.array(FindingId).max(10_000).optional(),
    },
    ReportSettings,
  ),
  /** `password` encrypts the PDF with AES-256. The date is the only thing in which two prints of one state differ. */
  'report.print': job(
    'writes',
    {
      caseId: CaseId,
      edition: Edition.default('executive'),
      password: Passphrase.max(127).optional(),
      printedAt: Instant.optional(),
    },
    z.object({
      ticket: Ticket,
      name: z.string(),
      pages: z.int(),
      bytes: z.int(),
      sha256: Sha256,
      warnings: z.array(z.string()),
      signature: ReportSignature,
    }),
  ),
  'report.history': read({ caseId: CaseId }, z.array(PrintedReport), ['report']),
};
