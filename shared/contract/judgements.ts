import { z } from 'zod';
import { ExhibitId, Text, Title } from './values.ts';

/** How a piece of evidence stands to a hypothesis (Heuer, Psychology of Intelligence Analysis, 1999, chapter 8). */
export const Consistency = z.enum(['CC', 'C', 'N', 'I', 'II', 'NA']);
export type Consistency = z.infer<typeof Consistency>;

const Key = z.string().regex(/^[a-z0-9-]{1,40}$/);
const day = z.iso.date();
const line = Text.max(2000);

/** What the case is judged by, beside its findings. Entries keep their keys, by which a matrix names its hypotheses. */
export const Judgement = z.strictObject({
  hypotheses: z.array(z.strictObject({ key: Key, text: line })).max(12),
  evidence: z
    .array(
      z.strictObject({
        key: Key,
        exhibitId: ExhibitId.nullable().describe('that it rests on; null for an absence, or an argument'),
        text: line,
        marks: z.record(Key, Consistency).describe('by hypothesis; one that is not judged has none'),
      }),
    )
    .max(200),
  assumptions: z
    .array(
      z.strictObject({
        key: Key,
        text: line,
        holds: z.enum(['not-judged', 'supported', 'with-caveats', 'unsupported']),
        why: line,
        ifWrong: line.describe('what changes if it does not hold'),
      }),
    )
    .max(100),
  gaps: z.array(z.strictObject({ key: Key, text: line, closedBy: line.describe('what would tell') })).max(100),
  indicators: z
    .array(z.strictObject({ key: Key, text: line, means: line.describe('what it would point to') }))
    .max(100),
  actions: z
    .array(z.strictObject({ key: Key, text: line, owner: Title.or(z.literal('')), due: day.nullable() }))
    .max(100),
  impact: Text.max(20_000),
});
export type Judgement = z.infer<typeof Judgement>;

export const NOTHING_JUDGED: Judgement = {
  ...{ hypotheses: [], evidence: [], assumptions: [], gaps: [], indicators: [], actions: [] },
  impact: '',
};
