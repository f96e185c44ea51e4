import { z } from 'zod';
import { BoardChange } from './board.ts';
import { job, read, write } from './command.ts';
import { Direction, EntityType, Rows } from './entities.ts';
import { BoardId, DatasetId, EntityId, ExhibitId, Instant, Line, ResultId, Title } from './values.ts';

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
  mixedUnits: z
    .object({
      count: z.int(),
      first: z.array(z.object({ from: z.string(), to: z.string(), units: z.array(z.string()) })),
    })
    .describe(
      'links that get no sum, since amounts of theirs are of several currencies or of none that is certain; an empty unit is not named',
    ),
  withoutAmount: z.int().describe('rows of a link that have no number where its amount is read'),
});
export type Mapped = z.infer<typeof Mapped>;

/** What expanding makes: links, and what is at their other ends. */
const Reached = {
  links: Counts,
  entities: Counts.describe('at the other ends'),
  byType: z.array(z.object({ type: EntityType, count: z.int() })),
  leftOut: z.int().describe('further entities at other ends, beyond the limit, whose links are not made'),
  unclear: z
    .int()
    .describe('links known before that stay as they are: they rest on rows that may be the same, or units differ'),
};
/** Rows of one dataset by one saved mapping. */
const MappingFit = z.object({
  mapping: z.string().describe('name of the saved mapping'),
  datasetId: DatasetId,
  view: z.string(),
  exhibit: z.string().describe('E-0002'),
  rows: Rows.describe('that hold one of the entities'),
  ...Reached,
});
export type MappingFit = z.infer<typeof MappingFit>;
export const Expansion = z.object({
  fits: z.array(MappingFit).describe('each as if it were the only one'),
  total: z.object({ ...Reached, placed: z.int() }).describe('of those chosen'),
  unmapped: z
    .array(z.object({ view: z.string(), exhibit: z.string(), columns: z.array(z.string()), rows: z.int() }))
    .describe('datasets of which no saved mapping fits, that hold an entity in indexed columns'),
  notes: z.array(z.string()),
});
export type Expansion = z.infer<typeof Expansion>;
const Expanding = {
  boardId: BoardId,
  entityIds: z.array(EntityId).min(1).max(100),
  only: z
    .array(z.strictObject({ mapping: z.string(), datasetId: DatasetId }))
    .max(1000)
    .nullable()
    .default(null)
    .describe('null: all that fit'),
};

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
  /**
   * Finds rows of the case's datasets that hold entities, in columns of which a saved mapping makes entities of their type and links them,
   * and counts what `mapping.expand` would make of them; changes nothing.
   */
  'mapping.reach': job('reads', Expanding, Expansion),
  /** Makes the links of these rows and what is at their other ends, which rest on the rows, and places it beside the entities, as one step. */
  'mapping.expand': job(
    'writes',
    Expanding,
    z.object({ total: Expansion.shape.total, notes: z.array(z.string()), change: BoardChange }),
    ['entity', 'board'],
  ),
  'mapping.list': read({}, z.array(z.object({ name: z.string(), mapping: Mapping, at: Instant, by: z.string() })), [
    'mapping',
  ]),
  /** A mapping of that name is replaced. */
  'mapping.save': write({ name: z.string().trim().min(1).max(80), mapping: Mapping }, z.null()),
  'mapping.remove': write({ name: z.string().min(1).max(80) }, z.null()),
};
