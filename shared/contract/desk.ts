import { z } from 'zod';
import { BoardChange } from './board.ts';
import { job, read, session } from './command.ts';
import { EntityType } from './entities.ts';
import { CaseId, Instant, Nothing } from './values.ts';

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

const LookedList = z.object({
  exhibits: z.string().describe('"C-0003 E-0004", those that are read as one list after each other'),
  name: z.string().describe('title of the first exhibit'),
  format: z.string(),
  listDate: z.string().describe('as the list states it; empty where it states none'),
  importedAt: Instant,
  entries: z.int().describe('values, names or labels that were compared'),
  left: z.int().describe('records that could not be read'),
});
/** One value on one list. */
export const ListHit = z.object({
  kind: z
    .enum(['listed', 'label', 'common'])
    .describe('common: a warning list says that the value is known and mostly harmless'),
  list: z.int().describe('index in lists'),
  entry: z.string().describe('number or line of the entry; the value of the list where it has none'),
  says: z.string().describe('name and programmes, label and kind, as the list has them'),
  date: z.string().describe('of the entry; empty where it states none'),
  by: z.string().describe('the host within the value that is listed; empty where the value itself is'),
});
export type ListHit = z.infer<typeof ListHit>;
/** What the lists of a vault say of the values of a text. */
export const ListLook = z.object({
  lists: z.array(LookedList),
  values: z
    .array(
      z.object({
        ...{ type: EntityType, label: z.string(), hits: z.array(ListHit) },
        more: z.int().describe('further hits of it, that are not given'),
      }),
    )
    .describe('of the text, those without a hit too'),
  left: z.int().describe('values of the text that were not looked for, as it has more than 500'),
  unread: z.array(z.object({ exhibits: z.string(), why: z.string() })).describe('lists that could not be read'),
  milliseconds: z.number(),
});
export type ListLook = z.infer<typeof ListLook>;

/** What a reader of the window's working state gets; the window made it and parses it. */
export const deskCommands = {
  /**
   * Looks for the values of a text on all lists of the vault: those in a published layout, known by their shape, and those that a
   * screening or a saved trace took for a list. Whole values are compared, never names. That somebody looked is recorded.
   */
  'desk.lookInLists': job(
    'writes',
    {
      caseId: CaseId.nullable().describe('the one that it is asked for'),
      text: z.string().max(1_000_000),
    },
    ListLook,
    [],
  ),
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
