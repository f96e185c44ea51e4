import { z } from 'zod';
import { CaseStatus } from './cases.ts';
import { job, read, write } from './command.ts';
import { Day } from './reports.ts';
import { CaseId, Instant, Line, Nothing, Sha256, Ticket, Title } from './values.ts';

/** A legal hold: while one of a case is not released, no exhibit of it is removed and the case is not destroyed. */
export const Hold = z.object({
  id: z.string(),
  caseId: CaseId,
  matter: z.string().describe('the proceedings or order that it serves'),
  reason: z.string(),
  placedAt: Instant,
  placedBy: z.string(),
  releasedAt: Instant.nullable(),
  releasedBy: z.string(),
  releaseReason: z.string(),
});
export type Hold = z.infer<typeof Hold>;

export const Retention = z.object({
  caseId: CaseId,
  label: z.string().describe('C-0003'),
  title: z.string(),
  status: CaseStatus,
  until: Day.nullable().describe('the last day on which the case is kept; null where none is set'),
  basis: z.string().describe('the rule or agreement that the day comes from'),
  holds: z.array(Hold).describe('the newest first, released ones with them'),
});
export type Retention = z.infer<typeof Retention>;

const Copy = z.object({ at: Instant, what: z.string(), where: z.string(), sha256: z.string() });
export const Destruction = z.object({
  caseId: CaseId,
  label: z.string(),
  at: Instant,
  zone: z.string(),
  by: z.string(),
  reason: z.string(),
  openedAt: Instant,
  until: Day.nullable(),
  basis: z.string(),
  exhibits: z.array(
    z.object({
      label: z.string(),
      sha256: Sha256,
      bytes: z.int(),
      mediaType: z.string(),
      acquiredAt: Instant,
      kept: z.string().describe('another case of this vault that has the same bytes; empty for none'),
    }),
  ),
  erased: z.array(z.object({ table: z.string(), rows: z.int() })),
  entries: z.int().describe('of the custody log whose words were erased; who did what and when stays'),
  copies: z.array(Copy).describe('backups, bundles and prints that this vault knows of; they are not erased'),
});
export type Destruction = z.infer<typeof Destruction>;
export const Certificate = Destruction.extend({
  seq: z.int().describe('the custody entry of the destruction'),
  hash: Sha256.describe('of that entry'),
  writtenAnew: Instant.nullable().describe(
    'when, since then, the store was written anew, so that nothing of the case is left in the free part of pages that are in use; null: not yet',
  ),
});
export type Certificate = z.infer<typeof Certificate>;

/** How long cases of a typology, a team, both or all are kept, where nobody sets a day. */
export const RetentionRule = z.object({
  id: z.string(),
  typology: Line.describe('its name; empty: any'),
  team: Line.describe('empty: any'),
  months: z.int().min(1).max(1200),
  countedFrom: z.enum(['opened', 'closed']),
  basis: Line.describe('the rule or agreement that the time comes from'),
  savedAt: Instant,
  savedBy: z.string(),
});
export type RetentionRule = z.infer<typeof RetentionRule>;
export const ByRule = z.object({
  caseId: CaseId,
  until: Day.nullable().describe('null while it is counted from a closing that has not been'),
  rule: z.string().describe('in words'),
  basis: z.string(),
});
export type ByRule = z.infer<typeof ByRule>;
const { id: _id, savedAt: _savedAt, savedBy: _savedBy, ...saidOfRule } = RetentionRule.shape;

export const retentionCommands = {
  /** Of every case that was not destroyed, by number. */
  'retention.list': read({}, z.array(Retention), 'everything'),
  'retention.set': write({ caseId: CaseId, until: Day.nullable(), basis: Line }, Retention),
  'retention.rules': read({}, z.array(RetentionRule), ['retention']),
  /** Makes a rule, in the place of one for the same typology and team. */
  'retention.saveRule': write(saidOfRule, RetentionRule),
  'retention.removeRule': write({ id: z.string().max(60) }, Nothing),
  /** Of each case that a rule applies to, what it says; a day that was set stands before it. A case is given its day when it is closed. */
  'retention.byRule': read({}, z.array(ByRule), 'everything'),
  'retention.hold': write({ caseId: CaseId, matter: Title, reason: Title }, Hold),
  'retention.release': write({ id: z.string().max(60), reason: Title }, Hold),
  /** Who opened the case, by the name given, the last first. */
  'retention.openings': read({ caseId: CaseId }, z.array(z.object({ at: Instant, by: z.string() })), 'everything'),
  /** What a destruction would erase, which copies it would leave, and why it cannot be done yet. */
  'retention.preview': read(
    { caseId: CaseId },
    z.object({
      exhibits: z.int(),
      bytes: z.int().describe('of originals that go'),
      rows: z.int().describe('of everything that the case holds, cells of datasets aside'),
      shared: z.array(z.string()).describe('exhibits whose bytes another case has too: those stay'),
      copies: z.array(Copy),
      refusals: z.array(z.string()),
      cautions: z.array(z.string()),
    }),
    'everything',
  ),
  /** Erases a case: its originals, tables, entities, findings, everything written. Hashes, custody entries and a certificate stay. */
  'retention.destroy': job(
    'writes',
    { caseId: CaseId, confirm: Line.describe('the number of the case, as C-0003'), reason: Title },
    Certificate,
    'everything',
  ),
  /**
   * Writes the store anew where a destruction could not: it was stopped, or the store is too large (it is re-encrypted then, which
   * writes it anew too). @throws Fault `conflict` saying why it was not done
   */
  'retention.writeAnew': job('writes', {}, z.array(Certificate), 'everything'),
  'retention.certificates': read({}, z.array(Certificate), 'everything'),
  'retention.printCertificate': job(
    'reads',
    { caseId: CaseId },
    z.object({
      ticket: Ticket,
      name: z.string(),
      pages: z.int(),
      bytes: z.int(),
      sha256: Sha256,
      warnings: z.array(z.string()),
    }),
  ),
};
