import { z } from 'zod';
import { read } from './command.ts';
import { CaseId, Text } from './values.ts';

/** The spellings of English that the program knows; no other language is proofread. */
export const Dialect = z.enum(['american', 'australian', 'british', 'canadian', 'indian']);
export type Dialect = z.infer<typeof Dialect>;

/** Words that spelling, grammar or style may be wrong in: a proposal, since only their writer knows. */
export const Remark = z.object({
  at: z.int().min(0).describe('where they begin, in UTF-16 units of the text'),
  length: z.int().min(1),
  kind: z.enum(['spelling', 'grammar', 'style']),
  why: z.string(),
  instead: z
    .array(z.string())
    .max(3)
    .describe('what may stand there, the likeliest first; an empty text deletes the words'),
});
export type Remark = z.infer<typeof Remark>;

/** Spelling and grammar of what is written in the program. Nothing leaves the machine. */
export const proofreadingCommands = {
  /** Names of the case's entities and the vault's own words count as spelt right; identifiers and quoted words are not read. */
  'proofreading.read': read(
    { caseId: CaseId, text: Text },
    z.object({
      remarks: z.array(Remark),
      unread: z.string().nullable().describe('why nothing was read, in a sentence'),
    }),
    ['vault', 'entity'],
  ),
};
