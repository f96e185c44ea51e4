import { z } from 'zod';
import { read, write } from './command.ts';
import { Entity, entityOps, Link, Subject } from './entities.ts';
import { Exhibit } from './evidence.ts';
import { BoardId, Bytes, CaseId, Instant, ItemId, NoteId, Text, Ticket, Title } from './values.ts';

const position = { x: z.number().min(-1e6).max(1e6), y: z.number().min(-1e6).max(1e6) };
const size = { width: z.number().min(20).max(4000), height: z.number().min(20).max(4000) };
const GroupName = z.string().trim().min(1).max(100);
/** How a place on a board is treated; what is not so is not named. */
const marks = {
  locked: z.literal(true).optional().describe('keeps its place: neither mouse nor layout moves it'),
  hidden: z.literal(true).optional().describe('not drawn'),
  group: GroupName.optional().describe('the group of items of this board that it belongs to'),
  folded: z.literal(true).optional().describe('its group is drawn as one badge with a count'),
};
/** A place of a subject on a board; `x` and `y` are its centre, in board units. */
export const BoardItem = z.object({ id: ItemId, subject: Subject, ...position, ...size, ...marks });
export type BoardItem = z.infer<typeof BoardItem>;
export const BoardNote = z.object({ id: NoteId, text: z.string() });

/** Of an entity, which may be gone by now. */
const EntityKey = z.string().regex(/^[0-9a-f-]{36}$/);
/** What each item measures, as a number to be drawn by. */
const Measured = z.strictObject({ measure: z.string().max(100), values: z.record(EntityKey, z.number()) });
/** By what the items of a board are sized and coloured. */
export const BoardStyle = z.strictObject({
  size: Measured.nullable(),
  colour: Measured.nullable(),
  basis: z.string().max(1000).describe('what was measured: "Main board, 24 items, 23 links"'),
  at: Instant,
});
export type BoardStyle = z.infer<typeof BoardStyle>;

/** Goes up with whatever changes what a board of the case may show: while it is the same, so is the board. */
const Version = z.int();
const stepNames = {
  undo: z.string().nullable().describe('name of the step that undo would take back'),
  redo: z.string().nullable(),
};

export const BoardView = z.object({
  id: BoardId,
  caseId: CaseId,
  title: z.string(),
  items: z.array(BoardItem),
  entities: z.array(Entity),
  exhibits: z.array(Exhibit),
  notes: z.array(BoardNote),
  links: z.array(Link).describe('those with both ends on this board'),
  style: BoardStyle.nullable().optional(),
  version: Version,
  ...stepNames,
});
export type BoardView = z.infer<typeof BoardView>;

/** What a step has changed: rows as they are now, of this board and of the case, and the ids of what is no longer there. */
export const BoardChange = z.object({
  id: BoardId,
  items: z.array(BoardItem),
  entities: z.array(Entity).describe('of the case, on this board or not'),
  exhibits: z.array(Exhibit).describe('those that were placed'),
  notes: z.array(BoardNote),
  links: z.array(Link).describe('of the case, and all those of what was placed'),
  gone: z.array(z.string()),
  from: Version.describe('a board read at this version becomes the present one by this change'),
  version: Version,
  ...stepNames,
});
export type BoardChange = z.infer<typeof BoardChange>;

const MOST = 20_000;
/**
 * One operation of a step. What is new carries an id that the caller made, so that one step can add an entity, place
 * it and link it. Every operation has an exact inverse, which the core keeps.
 */
export const BoardOp = z.discriminatedUnion('op', [
  ...entityOps,
  z.strictObject({ op: z.literal('note.create'), note: z.strictObject({ id: NoteId, text: Text }) }),
  z.strictObject({ op: z.literal('note.update'), id: NoteId, text: Text }),
  z.strictObject({ op: z.literal('note.remove'), id: NoteId }).describe('its links and places go too'),
  z.strictObject({
    op: z.literal('item.place'),
    item: z.strictObject({ id: ItemId, subject: Subject, ...position, ...size, ...marks }),
  }),
  z.strictObject({
    op: z.literal('item.move'),
    moves: z
      .array(z.strictObject({ id: ItemId, ...position }))
      .min(1)
      .max(MOST),
  }),
  z.strictObject({ op: z.literal('item.resize'), id: ItemId, ...size }),
  z
    .strictObject({
      op: z.literal('item.mark'),
      ids: z.array(ItemId).min(1).max(MOST),
      locked: z.boolean().optional(),
      hidden: z.boolean().optional(),
      group: GroupName.nullable().optional().describe('null takes items out of their group'),
      folded: z.boolean().optional(),
    })
    .describe('what is not given stays as it is'),
  z
    .strictObject({ op: z.literal('item.remove'), ids: z.array(ItemId).min(1).max(MOST) })
    .describe('from the board; entities stay in the case, notes go'),
]);
export type BoardOp = z.infer<typeof BoardOp>;

/** A picture that the window drew, or none: then the core draws an SVG, with exhibits as their captions. */
export const Drawing = { png: Bytes.optional(), svg: z.string().max(200_000_000).optional() };

/** What a board shows is made of. */
export const BOARD_RESTS_ON = ['board', 'entity', 'evidence'] as const;

export const boardCommands = {
  'board.list': read({ caseId: CaseId }, z.array(z.object({ id: BoardId, title: z.string(), items: z.int() })), [
    'board',
  ]),
  'board.get': read({ boardId: BoardId }, BoardView, BOARD_RESTS_ON),
  /** Whether a board that was read before is still the same, without reading it again. */
  'board.version': read({ boardId: BoardId }, z.object({ version: Version }), BOARD_RESTS_ON),
  'board.create': write({ caseId: CaseId, title: Title }, BoardView),
  'board.rename': write({ boardId: BoardId, title: Title }, z.object({ id: BoardId, title: z.string() })),
  /** Sizes and colours by a measure, or none; no step, so that undo leaves them. */
  'board.style': write({ boardId: BoardId, style: BoardStyle.nullable() }, z.object({ id: BoardId })),
  /** All operations or none, as one named, undoable step. */
  'board.apply': write({ boardId: BoardId, step: Title, ops: z.array(BoardOp).min(1).max(MOST) }, BoardChange, [
    'entity',
  ]),
  'board.undo': write({ boardId: BoardId }, BoardChange, ['entity']),
  'board.redo': write({ boardId: BoardId }, BoardChange, ['entity']),
  /** Hands a picture of the board to the host as a file, and records that it left. */
  'board.export': write({ boardId: BoardId, ...Drawing }, z.object({ ticket: Ticket, name: z.string() })),
};
