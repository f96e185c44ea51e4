import canonicalize from 'canonicalize';
import { z } from 'zod';
import { BoardItem, BoardNote, Entity, Link } from '../../../shared/contract/board.ts';
import { Case } from '../../../shared/contract/cases.ts';
import { CopySteps } from '../../../shared/contract/copies.ts';
import { Certificate, Exhibit } from '../../../shared/contract/evidence.ts';
import { Finding } from '../../../shared/contract/findings.ts';
import { FrozenQuery } from '../../../shared/contract/query.ts';
import { ReportSettings } from '../../../shared/contract/reports.ts';
import { Instant, Line, Sha256, Title } from '../../../shared/contract/values.ts';
import { exhibitLabel } from '../../../shared/domain/labels.ts';

/**
 * A bundle is a tar archive inside an `age` file. Its entries, in this order:
 * `manifest.json`, `manifest.sig` (Ed25519 over the manifest's bytes), then every entry that the manifest lists, in the
 * manifest's order. JSON is in RFC 8785 form. Nothing is compressed, so that nothing can unfold beyond its size.
 */
export const FORMAT = 1;
export const MANIFEST = 'manifest.json';
export const SIGNATURE = 'manifest.sig';
export const CUSTODY = 'custody.jsonl';
/** A page that checks the bundle in a browser; nothing is taken in from it. */
export const VERIFIER = 'verify.html';
export const LIMITS = {
  manifestBytes: 64 << 20,
  documentBytes: 16 << 20,
  documentsBytes: 256 << 20,
  exhibits: 100_000,
} as const;

export const originalEntry = (number: number): string => `originals/${exhibitLabel(number)}`;
export const datasetEntry = (number: number): string => `datasets/${exhibitLabel(number)}.json`;
export const copyEntry = (number: number): string => `copies/${exhibitLabel(number)}.json`;
export const queryEntry = (number: number): string => `queries/${exhibitLabel(number)}.json`;
/** What was worked out: all of it, or what rests on the chosen exhibits alone. */
export const BOARD = 'case/board.json';
export const FINDINGS = 'case/findings.json';
/** Words of the report; they speak of the whole case, and go with the whole case only. */
export const REPORT = 'case/report.json';

const shape = Exhibit.shape;
export const BundledExhibit = z.strictObject({
  id: shape.id,
  number: z.int().min(1).max(999_999),
  kind: shape.kind,
  title: Title,
  originalName: z.string().min(1).max(1000),
  mediaType: Line,
  typeWarning: z.string().max(1000).nullable(),
  bytes: z.int().min(0),
  sha256: Sha256,
  acquiredAt: Instant,
  acquiredZone: z.string().max(64),
  acquiredBy: Line,
  acquiredHow: Line,
  source: Line,
  sensitivity: shape.sensitivity,
  reliability: shape.reliability,
  credibility: shape.credibility,
  note: z.string().max(100_000),
  tags: z.array(Title).max(50),
  removedAt: Instant.nullable(),
  removedReason: z.string().max(1000).nullable(),
});
export type BundledExhibit = z.infer<typeof BundledExhibit>;

export const BundleEntry = z.strictObject({ name: z.string().max(100), bytes: z.int().min(0), sha256: Sha256 });
export type BundleEntry = z.infer<typeof BundleEntry>;

const { counts: _counts, boardId: _boardId, ...caseFacts } = Case.shape;
export const Manifest = z.strictObject({
  redthread: z.literal('bundle'),
  format: z.literal(FORMAT),
  scope: z.enum(['case', 'exhibits']).describe('the whole case, or chosen exhibits with what rests on them alone'),
  createdAt: Instant,
  createdBy: Line,
  program: Line,
  publicKey: z.string().max(500).describe('PEM, of the vault it came from'),
  case: z.strictObject({ ...caseFacts, title: Title }),
  exhibits: z.array(BundledExhibit).max(LIMITS.exhibits),
  entries: z.array(BundleEntry).max(3 * LIMITS.exhibits + 5),
});
export type Manifest = z.infer<typeof Manifest>;

export const BundledDataset = z.strictObject({ view: z.string().max(63), certificate: Certificate });
/** How a working copy was made, and from which exhibit. */
export const BundledCopy = z.strictObject({ originalId: shape.id, steps: CopySteps });
export const BundledQuery = FrozenQuery.omit({ exhibit: true })
  .extend({ rowLimit: z.int().min(0) })
  .strict();
export const BundledBoards = z.strictObject({
  entities: z.array(Entity.strict()),
  links: z.array(Link.strict()),
  boards: z.array(
    z.strictObject({
      title: Title,
      items: z.array(BoardItem.strict()),
      notes: z.array(BoardNote.strict()),
      drawn: z.boolean(),
    }),
  ),
});
export const BundledFindings = z.array(Finding.strict());
export const BundledReport = ReportSettings.omit({ caseId: true, boardId: true }).strict();

export const canonical = (value: unknown): Buffer => Buffer.from(canonicalize(value) as string, 'utf8');
