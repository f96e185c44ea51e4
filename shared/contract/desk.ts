import { z } from 'zod';
import { BoardChange } from './board.ts';
import { read, session } from './command.ts';
import { CaseId, Nothing } from './values.ts';

/** What working state belongs to: one case, or the vault as a whole. */
const Scope = z.union([z.literal('vault'), CaseId]);
/** `place`: case and screen; `data`: open statements; `scroll`: how far each screen is scrolled; `selection`: what is selected in the case, and selections that were named; `queue`: saved filters; `guide`: whether the guide of requests was dismissed; `strips`: which screens show a strip of times; `templates`: those of boards that were saved. */
const Key = z.enum(['place', 'data', 'scroll', 'timeline', 'selection', 'queue', 'guide', 'strips', 'templates']);
const MOST_CHARACTERS = 4_000_000;
const Json = z
  .string()
  .max(MOST_CHARACTERS)
  .refine((text) => text.isWellFormed(), 'holds half of a character (a lone surrogate)')
  .refine((text) => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  }, 'is not JSON');

/** Commands by which a person edits something for a while, key by key. */
export const EditCommand = z.enum([
  'finding.update',
  'finding.judge',
  'report.update',
  'evidence.update',
  'board.apply',
]);
export type EditCommand = z.infer<typeof EditCommand>;

/** What a reader of the window's working state gets; the window made it and parses it. */
export const deskCommands = {
  'desk.state': read(
    { of: Scope },
    z.object({
      values: z.partialRecord(Key, Json),
      current: z.boolean().describe('some of it was kept since the vault was opened'),
    }),
    ['desk'],
  ),
  'desk.keep': session({ of: Scope, key: Key, value: Json }, Nothing),
  'desk.hold': session(
    {
      subject: z.string().min(1).max(100).describe('what is edited; a later call for it replaces the held one'),
      edit: z
        .strictObject({ command: EditCommand, input: Json })
        .nullable()
        .describe('null: there is nothing to record'),
    },
    Nothing,
  ),
  'desk.settle': session(
    { subject: z.string().max(100).optional().describe('all when left out') },
    z.object({
      board: BoardChange.nullable().describe(
        'what a step of a board that was edited has changed; null for any other, and for all',
      ),
    }),
  ),
};
