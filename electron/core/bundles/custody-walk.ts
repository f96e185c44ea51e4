import { z } from 'zod';
import { Fault } from '../../../shared/contract/errors.ts';
import { ReviewState, ReviewStep } from '../../../shared/contract/findings.ts';
import { Instant, Sha256 } from '../../../shared/contract/values.ts';
import { exhibitLabel } from '../../../shared/domain/labels.ts';
import { detailHash, entryHash, GENESIS } from '../custody/chain.ts';
import type { Manifest } from './format.ts';
import type { LoggedStep } from './review-claims.ts';

/** As `custodyLines` of `export.ts` writes it. */
const Line = z.strictObject({
  seq: z.int().min(1),
  at: Instant,
  zone: z.string(),
  actor: z.string(),
  program: z.string(),
  caseId: z.string().nullable(),
  action: z.string(),
  subject: z.string(),
  detail: z.record(z.string(), z.unknown()),
  detailSha256: Sha256,
  rowsSha256: Sha256.nullable(),
  previous: Sha256,
  hash: Sha256,
});
const MOST_LINE = 16 << 20;
const MOST_NAMED = 5;

/** Reads the custody log of a sender as it goes by. */
export interface CustodyWalk {
  /** @throws Fault `too-large` for a line of more than 16 MiB */
  add(chunk: Uint8Array): void;
  /** What in it contradicts itself or the exhibits of the manifest, in sentences: the first five, and how many more. */
  faults(): string[];
  /** Steps of reviews of findings in entries that are as they were written: those taken there, and those that came there with a bundle. */
  reviews(): LoggedStep[];
}
const Step = z.object({ to: ReviewState, by: z.string(), note: z.string(), version: z.int() });
const Brought = z.object({ review: z.array(ReviewStep) });

/**
 * Walks the excerpt of the sender's custody log that a bundle holds: each entry against its own hash, neighbours against each other,
 * and each exhibit against the entry that took it in. Numbers may be left out, as an excerpt leaves them out; they never go back. The
 * same is checked by the page that goes with a bundle (`renderer/verifier`), which has no part of this program to rely on.
 */
export function custodyWalk({ exhibits }: Pick<Manifest, 'exhibits'>): CustodyWalk {
  const found: string[] = [];
  const taken = new Map<string, { readonly sha256: unknown; readonly bytes: unknown }>();
  const reviews: LoggedStep[] = [];
  let before = { seq: 0, hash: GENESIS };
  let line = 0;
  let waiting: Buffer[] = [];
  let length = 0;
  const read = (text: string): void => {
    line++;
    const entry = parsed(text);
    if (!entry) return void found.push(`line ${line} is not a custody entry`);
    const { seq, hash, previous, detail } = entry;
    if (detailHash(detail) !== entry.detailSha256 || entryHash(entry) !== hash) found.push(`entry ${seq} was altered`);
    else reviews.push(...stepsIn(entry));
    if (seq <= before.seq) found.push(`entry ${seq} stands after entry ${before.seq}`);
    else if (seq === before.seq + 1 && previous !== before.hash)
      found.push(`entry ${seq} does not follow entry ${before.seq}`);
    const { exhibitId, sha256, bytes } = detail as {
      [name: string]: unknown;
      exhibitId?: unknown;
      sha256?: unknown;
      bytes?: unknown;
    };
    if (typeof exhibitId === 'string' && sha256 !== undefined) taken.set(exhibitId, { sha256, bytes });
    before = { seq, hash };
  };
  return {
    add: (chunk) => {
      let from = 0;
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
        read(Buffer.concat([...waiting, chunk.subarray(from, end)]).toString('utf8'));
        [waiting, length, from] = [[], 0, end + 1];
      }
      waiting.push(Buffer.from(chunk.subarray(from)));
      length += chunk.length - from;
      if (length > MOST_LINE)
        throw new Fault(
          'too-large',
          'The bundle is refused: its custody log has a line over 16 MiB. Nothing was stored.',
        );
    },
    reviews: () => reviews,
    faults: () => {
      if (length > 0) found.push('its last line is cut');
      for (const { id, number, removedAt, sha256, bytes } of exhibits) {
        const entry = taken.get(id);
        if (removedAt !== null || (entry?.sha256 === sha256 && entry.bytes === bytes)) continue;
        found.push(
          entry
            ? `it took in other bytes as ${exhibitLabel(number)} than the bundle holds`
            : `no entry tells how ${exhibitLabel(number)} came in`,
        );
      }
      if (found.length === 0) return [];
      const more = found.length > MOST_NAMED ? `; and ${found.length - MOST_NAMED} more` : '';
      return [
        `The sender’s custody log does not hold: ${found.slice(0, MOST_NAMED).join('; ')}${more}. Ask the sender before you rely on it.`,
      ];
    },
  };
}

function stepsIn({ action, subject, at, detail }: z.infer<typeof Line>): LoggedStep[] {
  if (action === 'finding.create') {
    const { data } = Brought.safeParse(detail);
    return data?.review.map((step) => ({ ...step, subject })) ?? [];
  }
  const { data } = Step.safeParse(action === 'finding.review' ? detail : null);
  return data ? [{ state: data.to, by: data.by, at, note: data.note, version: data.version, subject }] : [];
}

function parsed(text: string): z.infer<typeof Line> | null {
  try {
    return Line.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
