import { z } from 'zod';
import { CaseId, Instant, Sha256 } from './values.ts';

/** What of a bundle is compared, and merged or not, by itself. */
export const TakenKind = z.enum([
  ...(['case', 'exhibit', 'acquisition', 'dataset', 'attachment', 'saved query', 'entity', 'identity'] as const),
  ...(['board', 'note', 'place', 'link', 'snapshot', 'finding', 'comment', 'judgement', 'checklist entry'] as const),
  ...(['event', 'request', 'request step', 'question', 'screening run', 'screening decision', 'setting'] as const),
  ...(['reply', 'task', 'work entry', 'ending', 'retention', 'legal hold', 'country list', 'country note'] as const),
  ...(['transfer mapping'] as const),
]);
export type TakenKind = z.infer<typeof TakenKind>;

/** How a record stands in the bundle and here, measured by the last version that both had. */
export const TakenState = z.enum(['new', 'theirs', 'ours', 'conflict', 'gone-here', 'gone-there', 'only-here']);
export type TakenState = z.infer<typeof TakenState>;
export const Take = z.enum(['ours', 'theirs', 'both']);
export type Take = z.infer<typeof Take>;

export const ReportRow = z.object({
  key: z.string(),
  kind: TakenKind,
  state: TakenState,
  title: z.string(),
  fields: z
    .array(z.object({ field: z.string(), ours: z.string(), theirs: z.string() }))
    .describe('in which the two differ; long texts are cut, and say by how much'),
  choices: z.array(Take).describe('what can be chosen; empty where there is nothing to choose'),
  take: Take.describe('what is done unless something else is chosen'),
  note: z.string().describe('why it cannot come in, or what else has to be known; empty for nothing'),
});
export type ReportRow = z.infer<typeof ReportRow>;

export const ReportCount = z.object({
  kind: TakenKind,
  same: z.int(),
  new: z.int(),
  theirs: z.int(),
  ours: z.int(),
  conflict: z.int(),
  goneHere: z.int(),
  goneThere: z.int(),
  onlyHere: z.int(),
});
export type ReportCount = z.infer<typeof ReportCount>;

const Renumbered = z.object({ kind: TakenKind, title: z.string(), was: z.string(), becomes: z.string() });
/** Something that withholds or forbids: the stricter of the two stands, whatever is chosen. */
export const Restriction = z.object({ what: z.string(), ours: z.string(), theirs: z.string(), stands: z.string() });

/** A bundle held against the case that it is of. Nothing was written to make it. */
export const BundleReport = z.object({
  caseId: CaseId.nullable().describe('null where its case is not here'),
  cases: z
    .array(z.object({ caseId: CaseId, label: z.string(), title: z.string() }))
    .describe('cases of this vault that it is of; the first is the one exchanged last'),
  theirs: z.object({ label: z.string(), title: z.string() }),
  scope: z.enum(['case', 'exhibits']),
  createdAt: Instant,
  createdBy: z.string(),
  manifestSha256: Sha256,
  signer: z.object({
    fingerprint: z.string(),
    name: z.string(),
    own: z.boolean(),
    known: z.boolean().describe('a bundle of that key came in before'),
    before: z.array(z.string()).describe('keys that signed the bundles of this case that came in before'),
  }),
  base: z
    .object({ manifestSha256: Sha256, at: Instant, way: z.enum(['exported', 'imported', 'merged']) })
    .nullable()
    .describe(
      'the exchange by which both had the same version; null: none is known, so that each difference is a conflict',
    ),
  counts: z.array(ReportCount),
  rows: z.array(ReportRow).describe('what is not the same on both sides'),
  renumbered: z.array(Renumbered).describe('numbers that are taken here: what comes in gets the next free one'),
  restrictions: z.array(Restriction),
  notes: z.array(z.string()),
  stateSha256: Sha256.describe('of all that the report says: what is merged is what was read'),
});
export type BundleReport = z.infer<typeof BundleReport>;

export const Merged = z.object({
  caseId: CaseId,
  added: z.int(),
  changed: z.int(),
  kept: z.int().describe('differences in which the version of this case stayed'),
  renumbered: z.array(Renumbered),
  restrictions: z.array(Restriction),
  unread: z.int().describe('exhibits that could not be read to their end'),
  problems: z.array(z.string()),
});
export type Merged = z.infer<typeof Merged>;
