import { z } from 'zod';
import { BoardChange } from './board.ts';
import { job, read, write } from './command.ts';
import { Direction, EntityType } from './entities.ts';
import { BoardId, ExhibitId, Instant, Line, ResultId, Title } from './values.ts';

const ColumnName = z.string().max(1000);

/** How the columns of a result become entities, and which of them a row links. Columns are named, so that it fits the next result of its shape. */
export const Mapping = z.strictObject({
  columns: z
    .array(z.strictObject({ column: ColumnName, type: z.union([EntityType, z.literal('detect')]) }))
    .min(1)
    .max(30),
  links: z
    .array(
      z.strictObject({
        from: ColumnName,
        to: ColumnName,
        type: Line.refine((text) => text.trim() !== '', 'is empty').describe('"uses device", "paid to"'),
        direction: Direction.default('forward'),
        amount: ColumnName.nullable().default(null).describe('added up over the rows of a link'),
        time: ColumnName.nullable().default(null).describe('of which the first and the last are kept'),
      }),
    )
    .max(60),
});
export type Mapping = z.infer<typeof Mapping>;

const Counts = z.object({
  made: z.int().describe('not in the case until now'),
  known: z.int().describe('in the case, in this writing or another'),
});
/** What a mapping makes of a result. */
export const Mapped = z.object({
  rows: z.int(),
  entities: Counts,
  byType: z.array(z.object({ type: EntityType, count: z.int() })),
  links: Counts,
  placed: z.int().describe('entities that come onto the board'),
  otherWritings: z.int().describe('values that are another writing of an entity, and become no entity of their own'),
  mistyped: z.int().describe('entities whose check digits do not fit'),
  blank: z.int().describe('cells without a value'),
  rejected: z
    .array(z.object({ row: z.int(), column: z.string(), text: z.string(), why: z.string() }))
    .describe('values that can name nothing: the first'),
  rejectedCount: z.int(),
  unsaid: z
    .int()
    .describe('links known before whose amount or times are not kept: rows may be the same, or units differ'),
  withoutAmount: z.int().describe('rows of a link that have no number where its amount is read'),
});
export type Mapped = z.infer<typeof Mapped>;

const Asked = { resultId: ResultId, boardId: BoardId, mapping: Mapping };

export const mappingCommands = {
  /** Counts what `mapping.apply` would make; changes nothing. */
  'mapping.preview': job('reads', Asked, Mapped),
  /**
   * Makes entities and links of a result and places them on a board, as one step. The result becomes an exhibit, unless it is one;
   * each entity and link rests on the rows of it in which it stands. What the case knows already gets that support, and is not doubled.
   */
  'mapping.apply': job(
    'writes',
    {
      ...Asked,
      title: Title.describe('of the exhibit'),
      savedAs: ExhibitId.nullable().default(null).describe('the exhibit that holds this result already'),
    },
    z.object({ mapped: Mapped, exhibitId: ExhibitId, exhibit: z.string().describe('E-0008'), change: BoardChange }),
    ['entity', 'board', 'evidence'],
  ),
  'mapping.list': read({}, z.array(z.object({ name: z.string(), mapping: Mapping, at: Instant, by: z.string() })), [
    'mapping',
  ]),
  /** A mapping of that name is replaced. */
  'mapping.save': write({ name: z.string().trim().min(1).max(80), mapping: Mapping }, z.null()),
  'mapping.remove': write({ name: z.string().min(1).max(80) }, z.null()),
};
