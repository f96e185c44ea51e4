import { z } from 'zod';
import { job, read } from './command.ts';
import { CaseId, Instant, Sha256, Ticket } from './values.ts';

/** One entry of the custody log: who, what, when, on what, with what result. */
export const CustodyEntry = z.object({
  seq: z.int(),
  at: Instant,
  zone: z.string(),
  actor: z.string(),
  program: z.string().describe('host and version that did it: "cli 0.1.0"'),
  caseId: CaseId.nullable(),
  action: z.string().describe('"evidence.import"'),
  subject: z.string().describe('"E-0003"'),
  detail: z.record(z.string(), z.unknown()),
  detailSha256: Sha256.describe('SHA-256 over the RFC 8785 form of the detail'),
  rowsSha256: Sha256.nullable().describe('over the digests of the rows written with it; null for none'),
  previous: Sha256,
  hash: Sha256.describe('SHA-256 over the RFC 8785 form of all other fields but the detail'),
});
export type CustodyEntry = z.infer<typeof CustodyEntry>;

export const custodyCommands = {
  'custody.list': read(
    {
      caseId: CaseId.optional(),
      action: z.string().max(60).optional().describe('prefix: "evidence."'),
      text: z.string().max(200).optional(),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(1000).default(200),
      newestFirst: z.boolean().default(true),
    },
    z.object({ total: z.int(), head: Sha256, entries: z.array(CustodyEntry) }),
    'everything',
  ),
  /** `guardFormulas` makes cells of the CSV that a spreadsheet would run safe by a leading apostrophe. */
  'custody.export': job(
    'reads',
    { caseId: CaseId.optional(), format: z.enum(['json', 'csv']), guardFormulas: z.boolean().default(true) },
    z.object({ ticket: Ticket, name: z.string(), entries: z.int() }),
  ),
};
