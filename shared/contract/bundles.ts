import { z } from 'zod';
import { BundleReport, Merged, Take } from './bundle-report.ts';
import { job, read, write } from './command.ts';
import { CaseId, ExhibitId, Instant, Line, Passphrase, Sha256, Ticket } from './values.ts';

/** Whose key a bundle that came in was signed with. */
export const Signer = z.object({
  fingerprint: z.string().describe('SHA-256 of the DER form of the key, hex in groups of four'),
  publicKeyPem: z.string(),
  name: z.string().describe('what the user calls them; empty when they gave no name'),
  own: z.boolean().describe('this very vault'),
  bundles: z.int().describe('how many of theirs came in'),
  firstSeenAt: Instant,
  lastSeenAt: Instant,
});
export type Signer = z.infer<typeof Signer>;

const chosen = z.array(ExhibitId).max(100_000).optional().describe('the whole case when left out');

const secret = z.union([
  z.strictObject({ identity: z.string().max(20_000).describe('AGE-SECRET-KEY-1…') }),
  z.strictObject({ passphrase: Passphrase }),
]);

/** A case, or chosen exhibits of it, as one `age` file that the public `age` tool opens too. */
export const bundleCommands = {
  /** What a bundle would hold: the chosen exhibits with what they were made from, and the work that rests on them alone. */
  'bundle.preview': read(
    { caseId: CaseId, exhibits: chosen },
    z.object({
      exhibits: z.int(),
      bytes: z.int().describe('of the originals'),
      brought: z
        .array(z.object({ label: z.string(), title: z.string(), because: z.string() }))
        .describe('exhibits that nobody chose'),
      findings: z.int(),
      entities: z.int(),
      links: z.int(),
      redactions: z.int().describe('of the report, which stay in this vault; 0 where the text of the report stays too'),
    }),
    ['evidence', 'copy', 'query', 'entity', 'board', 'finding', 'report'],
  ),
  'bundle.export': job(
    'writes',
    {
      caseId: CaseId,
      exhibits: chosen,
      to: z.union([
        z.strictObject({ recipients: z.array(z.string().max(5000)).min(1).max(100).describe('age1… public keys') }),
        z.strictObject({ passphrase: Passphrase }),
      ]),
    },
    z.object({ ticket: Ticket, name: z.string(), exhibits: z.int(), manifestSha256: Sha256 }),
  ),
  /** Cancelled before the case is there, nothing of it stays; cancelled later, what is unread can be read with `bundle.finish`. */
  'bundle.import': job(
    'writes',
    {
      ticket: Ticket,
      with: secret,
    },
    z.object({
      caseId: CaseId,
      title: z.string(),
      scope: z.enum(['case', 'exhibits']),
      createdAt: Instant,
      createdBy: z.string(),
      exhibits: z.int(),
      bytes: z.int(),
      tables: z.int(),
      queries: z.int(),
      findings: z.int(),
      entities: z.int(),
      removedThere: z.int().describe('exhibits that the sender had removed: their record came, their bytes did not'),
      manifestSha256: Sha256,
      signer: Signer,
      seenBefore: z.boolean().describe('a bundle of the same signer came in before'),
      unread: z.int().describe('exhibits that could not be read to their end'),
      problems: z.array(z.string()),
    }),
    'everything',
  ),
  /** Holds a bundle against the case that it is of: what is new, changed, gone and in conflict. Nothing is written. */
  'bundle.compare': job(
    'reads',
    {
      ticket: Ticket,
      with: secret,
      into: CaseId.optional().describe('a case to compare it with; the one that it is of when left out'),
    },
    BundleReport,
  ),
  /** Merges a bundle into a case, as its report was read. What is here stays but for what is chosen; what is new comes in. */
  'bundle.merge': job(
    'writes',
    {
      ticket: Ticket,
      with: secret,
      caseId: CaseId,
      stateSha256: Sha256.describe('of the report'),
      changed: z.enum(['ours', 'theirs']).default('theirs').describe('of what the colleague alone changed'),
      conflicts: Take.default('ours').describe('of what both changed; ours where the two cannot stand side by side'),
      choices: z
        .array(z.strictObject({ key: z.string().max(20_000), take: Take }))
        .max(200_000)
        .default([])
        .describe('by the keys of the rows of the report'),
    },
    Merged,
    'everything',
  ),
  /** How exhibits of a case were numbered where they come from, where that was another number. */
  'bundle.formerNumbers': read(
    { caseId: CaseId },
    z.array(z.object({ exhibitId: ExhibitId, was: z.string(), becomes: z.string() })),
    ['bundle', 'evidence'],
  ),
  /** Exhibits of a bundle whose import was interrupted after its case came into being: text not findable, tables not parsed. */
  'bundle.unfinished': read({ caseId: CaseId }, z.object({ exhibits: z.int(), tables: z.int() }), [
    'bundle',
    'evidence',
    'dataset',
  ]),
  'bundle.finish': job('writes', { caseId: CaseId }, z.object({ unread: z.int(), problems: z.array(z.string()) }), [
    'dataset',
    'evidence',
  ]),
  'bundle.signers': read({}, z.array(Signer), ['bundle']),
  'bundle.nameSigner': write({ fingerprint: z.string().max(100), name: Line }, Signer),
};
