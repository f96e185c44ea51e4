import { z } from 'zod';
import { job, read, write } from './command.ts';
import { EntityType } from './entities.ts';
import { CaseId, EntityId, ExhibitId, Instant, Text } from './values.ts';

const Named = z.object({ id: EntityId, type: EntityType, label: z.string(), gone: z.boolean() });

/** What somebody decided about two entities. Entries are never changed; the latest of a pair counts. */
export const IdentityEntry = z.object({
  number: z.int().describe('within the case, from 1'),
  a: Named,
  b: Named,
  verdict: z.enum(['same', 'different', 'undecided', 'withdrawn']),
  reason: z.string(),
  exhibit: z.object({ id: ExhibitId, label: z.string() }).nullable(),
  undoes: z.int().nullable().describe('the entry that this one took back'),
  counts: z.boolean().describe('that no later entry of its pair took its place'),
  at: Instant,
  by: z.string(),
});
export type IdentityEntry = z.infer<typeof IdentityEntry>;

export const Identity = z.object({
  members: z.array(Named).min(2).describe('the canonical one first'),
  basis: z.array(z.int()).describe('numbers of the entries that join them'),
});
export type Identity = z.infer<typeof Identity>;

const Suggested = Named.omit({ gone: true }).extend({ exhibits: z.int().describe('it was seen in') });
const Pair = { caseId: CaseId, a: EntityId, b: EntityId };
export const identityCommands = {
  'identity.list': read(
    { caseId: CaseId },
    z.object({ identities: z.array(Identity), entries: z.array(IdentityEntry) }),
    ['identity', 'entity'],
  ),
  /** What speaks against holding two entities for one; changes nothing. */
  'identity.weigh': read(
    Pair,
    z.object({
      refused: z.string().nullable().describe('why it cannot be'),
      concerns: z.array(z.string()).describe('what has to be answered for first'),
      members: z.int().describe('entities that the identity would have'),
    }),
    ['identity', 'entity'],
  ),
  'identity.decide': write(
    {
      ...Pair,
      verdict: z.enum(['same', 'different', 'undecided', 'withdrawn']),
      reason: Text.refine((text) => text.trim() !== '', 'is empty'),
      exhibitId: ExhibitId.nullable().default(null),
      despite: z.boolean().default(false).describe('the concerns that `identity.weigh` names'),
    },
    IdentityEntry,
  ),
  /** Pairs that may be one, and why, which nobody has decided. A suggestion changes nothing. */
  'identity.suggest': job(
    'reads',
    { caseId: CaseId },
    z.object({
      suggestions: z.array(
        z.object({
          a: Suggested,
          b: Suggested,
          reasons: z.array(z.string()).describe('"transliteration (Latin and Cyrillic)"'),
          support: z.array(z.string()).describe('what both are linked to'),
          rank: z.number().describe('0 to 1: an order, not a probability'),
        }),
      ),
      more: z.int().describe('that are left out of the list'),
      compared: z.int().describe('entities of the case'),
    }),
  ),
  /** Takes the latest entry back, by one more; once. */
  'identity.undo': write({ caseId: CaseId }, IdentityEntry),
};
