import { z } from 'zod';
import { Tlp } from './cases.ts';
import { BoardId, ExhibitId, FindingId, Instant, Line, Sha256, Text } from './values.ts';

export const Edition = z.enum(['executive', 'legal', 'infosec']);
export type Edition = z.infer<typeof Edition>;

/** The sections of a report, in their order. What each says, and in which editions it stands, is in `reports/pdf/sections.tsx`. */
export const ReportSection = z.enum([
  'brief',
  'summary',
  'scope',
  'findings',
  'board',
  'board-links',
  'figures',
  'events',
  'indicators',
  'exhibits',
  'cited',
  'basis',
  'method',
  'limitations',
  'statements',
  'examiners',
  'derivation',
  'checklist',
  'custody',
  'custody-log',
  'ai-use',
  'glossary',
  'certificate',
  'annex',
]);
export type ReportSection = z.infer<typeof ReportSection>;

/** How one edition is put together where it differs from the others. */
export const EditionSetup = z.strictObject({
  edition: Edition,
  sections: z.array(ReportSection).max(40).nullable().describe('in their order; null for all that the edition has'),
  tlp: Tlp.nullable().describe('null for that of the case'),
  recipient: Line.describe('empty for that of the report'),
  board: z
    .union([BoardId, z.literal('none')])
    .nullable()
    .describe('null for that of the report'),
  paper: z.enum(['a4', 'letter']),
});
export type EditionSetup = z.infer<typeof EditionSetup>;

/** A mark such as "legally privileged": what bears it is in no edition but those that it names. */
export const ReportMark = z.strictObject({
  mark: Line.refine((mark) => mark.trim() !== '', 'is empty'),
  editions: z.array(Edition).max(3),
  exhibits: z.array(ExhibitId).max(10_000),
  findings: z.array(FindingId).max(10_000),
});
export type ReportMark = z.infer<typeof ReportMark>;

/** One use of a tool of artificial intelligence in the work on a report. The program itself calls none. */
export const AiUse = z.strictObject({
  section: Line.describe('of the report, or the step of the work'),
  tool: Line.refine((tool) => tool.trim() !== '', 'is empty'),
  version: Line,
  where: z.enum(['local', 'remote']),
  purpose: Line,
  prompt: Text.describe('as it was given, or its SHA-256'),
  inputs: z.array(ExhibitId).max(200),
  outputSha256: z.union([Sha256, z.literal('')]),
  reviewer: Line.describe('who checked what came out'),
  check: Line.describe('what was done to check it'),
});
export type AiUse = z.infer<typeof AiUse>;

export const Certificate = z.strictObject({
  kind: z.enum(['none', 'fre-902-14', 'statement-of-truth']),
  signatory: Line,
  role: Line,
});
export type Certificate = z.infer<typeof Certificate>;

/** How the editions are built, and what their annexes say. */
export const ReportSetup = z.object({
  editions: z.array(EditionSetup).max(3),
  marks: z.array(ReportMark).max(50),
  limitations: z.string(),
  glossary: z.string().describe('a line for each: "term: meaning"'),
  certificate: Certificate,
  aiUse: z.array(AiUse).max(200),
  aiNone: z
    .object({ by: z.string(), at: Instant })
    .nullable()
    .describe('who stated, and when, that no such tool was used'),
});
export type ReportSetup = z.infer<typeof ReportSetup>;
