import canonicalize from 'canonicalize';
import { z } from 'zod';
import { Instant, Line, Sha256 } from '../../../shared/contract/values.ts';
import { BundledCase } from '../cases/bundle.ts';
import { BundledExhibit } from '../evidence/bundle.ts';

/**
 * A bundle is a tar archive inside an `age` file. Its entries, in this order:
 * `manifest.json`, `manifest.sig` (Ed25519 over the manifest's bytes), then every entry that the manifest lists, in the
 * manifest's order. JSON is in RFC 8785 form. Nothing is compressed, so that nothing can unfold beyond its size.
 * Beside originals, custody log and verifier page, the entries are the documents of the parts (parts.ts).
 */
export const FORMAT = 1;
export const MANIFEST = 'manifest.json';
export const SIGNATURE = 'manifest.sig';
export const CUSTODY = 'custody.jsonl';
/** A page that checks the bundle in a browser; nothing is imported from it. */
export const VERIFIER = 'verify.html';
export const LIMITS = {
  manifestBytes: 64 << 20,
  documentBytes: 16 << 20,
  documentsBytes: 256 << 20,
  exhibits: 100_000,
  /** Entries beside at most three for each exhibit. */
  otherEntries: 20,
} as const;

export const BundleEntry = z.strictObject({ name: z.string().max(100), bytes: z.int().min(0), sha256: Sha256 });
export type BundleEntry = z.infer<typeof BundleEntry>;

export const Manifest = z.strictObject({
  redthread: z.literal('bundle'),
  format: z.literal(FORMAT),
  scope: z.enum(['case', 'exhibits']).describe('the whole case, or chosen exhibits with what rests on them alone'),
  createdAt: Instant,
  createdBy: Line,
  program: Line,
  publicKey: z.string().max(500).describe('PEM, of the vault it came from'),
  case: BundledCase,
  exhibits: z.array(BundledExhibit).max(LIMITS.exhibits),
  entries: z.array(BundleEntry).max(3 * LIMITS.exhibits + LIMITS.otherEntries),
});
export type Manifest = z.infer<typeof Manifest>;

export const canonical = (value: unknown): Buffer => Buffer.from(canonicalize(value) as string, 'utf8');
