import { z } from 'zod';
import { patternProblem } from '../domain/redaction-pattern.ts';
import { job, read, write } from './command.ts';
import { FindingConfidence } from './findings.ts';
import { AiUse, Certificate, Edition, EditionSetup, ReportMark, ReportSetup } from './report-setup.ts';
import {
  BoardId,
  CaseId,
  ExhibitId,
  FindingId,
  Instant,
  Line,
  Passphrase,
  Sha256,
  Text,
  Ticket,
  Title,
} from './values.ts';

/** A number on the first page, which is a cell of a frozen query and is read from it at each print. */
export const KeyNumber = z.strictObject({
  label: Title.describe('what is counted or summed, as "Paid out to the group"'),
  exhibitId: ExhibitId,
  row: z.int().min(1).max(1_000_000).describe('of the frozen result, from 1'),
  column: z.string().min(1).max(2000),
  unit: Line,
});
export type KeyNumber = z.infer<typeof KeyNumber>;

/** A day of the calendar, "2026-04-10". */
export const Day = z.iso.date();

/** A statement of the report, and what it names: what the annex of the legal edition prints, as the case stands. */
export const ReportStatement = z.object({
  where: z.string().describe('F-1, "Summary" or "Bottom line"'),
  text: z.string(),
  rests: z.enum(['named', 'assessment', 'nothing']).describe('on what it names; or what it is without that'),
  exhibits: z.array(
    z.object({
      label: z.string(),
      rows: z.array(z.object({ from: z.int(), to: z.int() })).describe('that it cites, from 1, both ends meant'),
    }),
  ),
  findings: z.array(z.string()).describe('F-2'),
  led: z.boolean().describe('it names what it rests on by what leads in to its list or table'),
});
export type ReportStatement = z.infer<typeof ReportStatement>;

/** A part of a picture, in whole pixels of the picture as displayed; (0, 0) is its top left corner. */
export const PictureRegion = z.strictObject({
  x: z.int().min(0).max(100_000),
  y: z.int().min(0).max(100_000),
  width: z.int().min(1).max(100_000),
  height: z.int().min(1).max(100_000),
});
export type PictureRegion = z.infer<typeof PictureRegion>;

/** What an edition prints a label for: text is replaced in what is laid out, and never covered. */
export const Redaction = z
  .strictObject({
    number: z.int().min(1).max(999).describe('in the label; it stays when others go'),
    kind: z.enum(['value', 'entity', 'pattern', 'column', 'region']),
    what: z
      .string()
      .min(1)
      .max(500)
      .describe('the value, the id of an entity, a regular expression, the name of a column, or the id of a picture'),
    regions: z.array(PictureRegion).min(1).max(50).optional().describe('of a picture, whose pixels are replaced'),
    editions: z.array(Edition).min(1).max(3),
    as: z.enum(['block', 'pseudonym']),
    name: Line.describe('of a pseudonym: "Victim" for "Victim 3"'),
  })
  .refine(({ kind, what }) => kind !== 'pattern' || patternProblem(what) === null, 'is no pattern')
  .refine(({ kind, regions }) => (kind === 'region') === (regions !== undefined), 'is of a picture without its regions')
  .refine(({ kind, what }) => kind !== 'value' || what.trim() !== '', 'is empty');
export type Redaction = z.infer<typeof Redaction>;

/** What a figure or table that shows an exhibit is captioned with; its title where there is none. */
export const ExhibitCaption = z.strictObject({ exhibitId: ExhibitId, caption: Line });

/** What the report check looks for; the words of each are in `shared/domain/report-points.ts`. */
export const PointCode = z.enum([
  'untraced',
  'unbound-number',
  'not-stated',
  'no-such-cell',
  'no-such-reference',
  'left-out',
  'query-changed',
  'query-warned',
  'no-indicator',
  'not-independent',
  'unsupported-link',
  'stale-link',
  'no-caption',
  'not-drawn',
  'file-name-title',
  'not-judged',
  'two-yardsticks',
  'date-past',
  'open-comment',
  'under-review',
  'final-changed',
  'wording',
]);
export type PointCode = z.infer<typeof PointCode>;

/** The texts of the report screen whose words the report check reads; their names are in `shared/domain/report-fields.ts`. */
export const ReportField = z.enum([
  ...(['bottomLine', 'summary', 'unknowns', 'decision', 'nextStep', 'figureCaption', 'method'] as const),
  'limitations',
]);
export type ReportField = z.infer<typeof ReportField>;

const Words = z.object({ at: z.int().min(0).describe('UTF-16 units of the field'), length: z.int().min(0) });

/** A point that the report check found. Until it is put right, or accepted with a reason, a print of the edition is a draft. */
export const ReportPoint = z.object({
  key: z.string().describe('the same for as long as the words are'),
  code: PointCode,
  where: z.string().describe('F-1, or a part of the report'),
  words: z.string(),
  place: z
    .union([
      z.object({
        finding: FindingId,
        field: z.enum(['claim', 'explanation', 'reasons', 'exhibits']).optional(),
        words: Words.optional(),
      }),
      z.object({ field: ReportField, words: Words }),
      z.object({ judgement: z.literal(true) }),
      z.object({ exhibit: ExhibitId }),
      z.object({ board: BoardId }),
      z.object({ case: z.literal(true) }),
    ])
    .nullable()
    .describe('where it is put right; null on the report screen itself'),
  accepted: z.object({ reason: z.string(), by: z.string(), at: Instant }).nullable(),
});
export type ReportPoint = z.infer<typeof ReportPoint>;
export const AcceptedPoint = z.object({ key: z.string(), reason: z.string(), by: z.string(), at: Instant });
export type AcceptedPoint = z.infer<typeof AcceptedPoint>;

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
  bottomLine: z.string(),
  confidence: FindingConfidence.describe('in the bottom line'),
  unknowns: z.string(),
  decision: z.string(),
  decisionBy: z.string().describe('who decides'),
  decisionDue: Day.nullable(),
  nextStep: z.string(),
  keyNumbers: z.array(KeyNumber),
  figureId: ExhibitId.nullable().describe(
    'the one figure of the executive edition: a chart, a picture or a frozen query',
  ),
  figureCaption: z.string(),
  captions: z.array(ExhibitCaption).describe('of exhibits, in every edition'),
  redactions: z.array(Redaction),
  accepted: z.array(AcceptedPoint).describe('points of the report check'),
  setup: ReportSetup,
});
export type ReportSettings = z.infer<typeof ReportSettings>;

/** How much of a thing one edition shows: masked, it keeps its number and its place, and its words and content are withheld. */
export const Visibility = z.enum(['whole', 'masked', 'absent']);
export type Visibility = z.infer<typeof Visibility>;

/** Why something is not shown whole; the sentences are in `shared/domain/left-out.ts`. */
export const LeftOutReason = z.enum([
  'excluded',
  'redacted',
  'personal',
  'graphic',
  'removed',
  'derived',
  'records',
  'unsupported',
  'loose',
  'log',
  'edition',
  'marked',
  'region',
]);
export type LeftOutReason = z.infer<typeof LeftOutReason>;

/** Things that one edition leaves out or masks for one reason. Paper gives their number; the names are for who prints it. */
export const LeftOut = z.object({
  what: z.enum(['exhibit', 'content', 'finding', 'entity', 'link', 'event', 'entry']),
  shown: Visibility.exclude(['whole']),
  reason: LeftOutReason,
  count: z.int(),
  names: z.array(z.string()).describe('at most 50'),
});
export type LeftOut = z.infer<typeof LeftOut>;

/** An original that is shown whole because none of its redacted copies is in the report. */
export const Uncovered = z.object({
  original: z.object({ id: ExhibitId, label: z.string() }),
  copies: z.array(z.object({ label: z.string(), removed: z.boolean() })).describe('the first few'),
});
export type Uncovered = z.infer<typeof Uncovered>;

export const PrintedReport = z.object({
  printedAt: Instant,
  edition: Edition,
  pages: z.int(),
  bytes: z.int(),
  sha256: Sha256,
  encrypted: z.boolean(),
  recipient: z.string(),
  copyNumber: z.int().nullable().describe('counted through the case; null for prints of an earlier version'),
  printedBy: z.string().describe('empty for prints of an earlier version'),
  paper: z.boolean(),
  openPoints: z.int().describe('of the report check; with any, the print is marked as a draft'),
  accepted: z
    .array(z.object({ where: z.string(), words: z.string(), reason: z.string(), by: z.string() }))
    .describe('points of the report check that were accepted'),
  finding: z.string().nullable().describe('F-3, where it was printed alone'),
  files: z
    .array(z.object({ name: z.string(), what: z.string(), bytes: z.int(), sha256: Sha256 }))
    .describe('what was delivered beside the PDF'),
});

/** What a PDF with a password lets its reader do; readers keep to it, and whoever has the owner's password may do all. */
export const Permissions = z.strictObject({ print: z.boolean(), copy: z.boolean() });
export type Permissions = z.infer<typeof Permissions>;

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
      bottomLine: Text.optional(),
      confidence: FindingConfidence.optional(),
      unknowns: Text.optional(),
      decision: Text.optional(),
      decisionBy: Line.optional(),
      decisionDue: Day.nullable().optional(),
      nextStep: Text.optional(),
      keyNumbers: z.array(KeyNumber).max(8).optional(),
      figureId: ExhibitId.nullable().optional(),
      figureCaption: Line.optional(),
      captions: z.array(ExhibitCaption).max(10_000).optional(),
      redactions: z.array(Redaction).max(500).optional(),
      editions: z.array(EditionSetup).max(3).optional(),
      marks: z.array(ReportMark).max(50).optional(),
      limitations: Text.optional(),
      glossary: Text.optional(),
      certificate: Certificate.optional(),
      aiUse: z.array(AiUse).max(200).optional(),
      aiNone: z.boolean().optional().describe('states that no such tool was used, or takes that back'),
    },
    ReportSettings,
  ),
  /** What an edition would leave out or mask, and what its reader would stumble over, as the case stands. */
  'report.preview': read(
    { caseId: CaseId, edition: Edition.default('executive') },
    z.object({
      leftOut: z.array(LeftOut),
      redactedAs: z.array(z.string()).describe('labels that stand in the place of what the edition redacts'),
      repeats: z.array(z.string()).describe('where shown words repeat withheld ones; warnings have them too'),
      uncovered: z.array(Uncovered).describe('warnings have them too'),
      points: z.array(ReportPoint).describe('of the report check, but for queries that would have to run again'),
      warnings: z.array(z.string()),
    }),
    [
      'report',
      'case',
      'board',
      'entity',
      'finding',
      'evidence',
      'copy',
      'dataset',
      'query',
      'checklist',
      'snapshot',
      'identity',
      'event',
    ],
  ),
  /** Each statement of bottom line, summary and findings with what it rests on, as the edition tells them, before redaction. */
  'report.statements': read({ caseId: CaseId, edition: Edition.default('legal') }, z.array(ReportStatement), [
    'report',
    'case',
    'finding',
    'evidence',
    'copy',
    'query',
    'entity',
    'identity',
  ]),
  /** The report check, with every query that the edition prints or quotes run again. */
  'report.check': job('reads', { caseId: CaseId, edition: Edition.default('executive') }, z.array(ReportPoint)),
  /** Accepts a point of the check, or takes that back where there is no reason. The custody log has its words and the reason. */
  'report.accept': write(
    {
      caseId: CaseId,
      key: z.string().regex(/^[0-9a-f]{32}$/),
      words: z.string().max(2000).describe('of the point, for the log'),
      reason: Title.nullable(),
    },
    ReportSettings,
  ),
  /**
   * `password` encrypts the PDF with AES-256; `ownerPassword` then lifts its permissions. `marked` puts recipient and copy number on
   * each page. `paper` says that it goes to the system's printing, which holds it in plain, and
   * not into a file. The date is the only thing in which two prints of one state differ.
   */
  'report.print': job(
    'writes',
    {
      caseId: CaseId,
      edition: Edition.default('executive'),
      password: Passphrase.max(127).optional(),
      ownerPassword: Passphrase.max(127).optional(),
      permissions: Permissions.optional(),
      recipient: Line.optional().describe('of this copy; that of the settings where it is left out'),
      marked: z.boolean().default(false),
      paper: z.boolean().default(false),
      printedAt: Instant.optional(),
    },
    z.object({
      ticket: Ticket,
      name: z.string(),
      copyNumber: z.int().nullable().describe('null from a read-only vault, which counts no copy'),
      pages: z.int(),
      bytes: z.int(),
      sha256: Sha256,
      leftOut: z.array(LeftOut),
      points: z.array(ReportPoint).describe('of the report check; where one is open, the print is marked as a draft'),
      warnings: z.array(z.string()),
      signature: ReportSignature,
    }),
  ),
  'report.history': read({ caseId: CaseId }, z.array(PrintedReport), ['report']),
};
