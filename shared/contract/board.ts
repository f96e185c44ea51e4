import { z } from 'zod';
import { read, write } from './command.ts';
import { Exhibit } from './evidence.ts';
import {
  BoardId,
  Bytes,
  CaseId,
  EntityId,
  ExhibitId,
  Instant,
  ItemId,
  Line,
  LinkId,
  NoteId,
  Text,
  Ticket,
  Title,
} from './values.ts';

export const EntityType = z.enum([
  'account',
  'person',
  'organisation',
  'email',
  'phone',
  'ip',
  'device',
  'wallet',
  'transaction',
  'payout',
  'card',
  'address',
  'domain',
  'url',
  'image',
  'listing',
  'event',
  'other',
]); // prettier-kept: one glance shows the list
export type EntityType = z.infer<typeof EntityType>;

export const Entity = z.object({
  id: EntityId,
  caseId: CaseId,
  type: EntityType,
  label: z.string().describe('the identifier itself, kept as it came'),
  note: z.string(),
  exhibits: z.array(ExhibitId).describe('where it was seen'),
  createdAt: Instant,
});
export type Entity = z.infer<typeof Entity>;

export const Direction = z.enum(['none', 'forward', 'both']);
/** What a link may join. */
export const Subject = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('entity'), id: EntityId }),
  z.strictObject({ kind: z.literal('exhibit'), id: ExhibitId }),
  z.strictObject({ kind: z.literal('note'), id: NoteId }),
]);
export type Subject = z.infer<typeof Subject>;

export const Link = z.object({
  id: LinkId,
  from: Subject,
  to: Subject,
  type: z.string().describe('"uses device", "paid to"; free text with suggestions'),
  label: z.string(),
  direction: Direction,
  note: z.string(),
  exhibits: z.array(ExhibitId).describe('the support; a link without any draws dashed'),
});
export type Link = z.infer<typeof Link>;

const position = { x: z.number().min(-1e6).max(1e6), y: z.number().min(-1e6).max(1e6) };
const size = { width: z.number().min(20).max(4000), height: z.number().min(20).max(4000) };
export const BoardItem = z.object({ id: ItemId, subject: Subject, ...position, ...size });
export type BoardItem = z.infer<typeof BoardItem>;
export const BoardNote = z.object({ id: NoteId, text: z.string() });

export const BoardView = z.object({
  id: BoardId,
  caseId: CaseId,
  title: z.string(),
  items: z.array(BoardItem),
  entities: z.array(Entity),
  exhibits: z.array(Exhibit),
  notes: z.array(BoardNote),
  links: z.array(Link).describe('those with both ends on this board'),
  undo: z.string().nullable().describe('name of the step that undo would take back'),
  redo: z.string().nullable(),
});
export type BoardView = z.infer<typeof BoardView>;

/**
 * One change to a board. New things carry ids made by the caller, so that one step can add an
 * entity, place it and link it. Every operation has an exact inverse, which the core keeps.
 */
export const BoardOp = z.discriminatedUnion('op', [
  z.strictObject({
    op: z.literal('addEntity'),
    entity: z.strictObject({
      id: EntityId,
      type: EntityType,
      label: Title,
      note: Text.default(''),
      exhibits: z.array(ExhibitId).max(1000).default([]),
    }),
  }),
  z.strictObject({
    op: z.literal('editEntity'),
    id: EntityId,
    type: EntityType.optional(),
    label: Title.optional(),
    note: Text.optional(),
    exhibits: z.array(ExhibitId).max(1000).optional(),
  }),
  z
    .strictObject({ op: z.literal('removeEntity'), id: EntityId })
    .describe('from the case: its links and places go too'),
  z.strictObject({ op: z.literal('addNote'), note: z.strictObject({ id: NoteId, text: Text }) }),
  z.strictObject({ op: z.literal('editNote'), id: NoteId, text: Text }),
  z.strictObject({
    op: z.literal('place'),
    item: z.strictObject({ id: ItemId, subject: Subject, ...position, ...size }),
  }),
  z.strictObject({
    op: z.literal('move'),
    moves: z
      .array(z.strictObject({ id: ItemId, ...position }))
      .min(1)
      .max(20_000),
  }),
  z.strictObject({ op: z.literal('resize'), id: ItemId, ...size }),
  z
    .strictObject({ op: z.literal('take'), ids: z.array(ItemId).min(1).max(20_000) })
    .describe('off the board; entities stay in the case, notes go'),
  z.strictObject({
    op: z.literal('addLink'),
    link: z.strictObject({
      id: LinkId,
      from: Subject,
      to: Subject,
      type: Line,
      label: Line.default(''),
      direction: Direction.default('forward'),
      note: Text.default(''),
      exhibits: z.array(ExhibitId).max(1000).default([]),
    }),
  }),
  z.strictObject({
    op: z.literal('editLink'),
    id: LinkId,
    type: Line.optional(),
    label: Line.optional(),
    direction: Direction.optional(),
    note: Text.optional(),
    exhibits: z.array(ExhibitId).max(1000).optional(),
  }),
  z.strictObject({ op: z.literal('removeLink'), id: LinkId }),
]);
export type BoardOp = z.infer<typeof BoardOp>;

export const boardCommands = {
  'board.list': read({ caseId: CaseId }, z.array(z.object({ id: BoardId, title: z.string(), items: z.int() })), [
    'board',
  ]),
  'board.get': read({ boardId: BoardId }, BoardView, ['board', 'entity', 'evidence']),
  'board.create': write({ caseId: CaseId, title: Title }, BoardView),
  'board.rename': write({ boardId: BoardId, title: Title }, BoardView),
  /** All operations or none, as one named, undoable step. Replies with the board as it is after. */
  'board.apply': write({ boardId: BoardId, step: Title, ops: z.array(BoardOp).min(1).max(20_000) }, BoardView, [
    'entity',
  ]),
  'board.undo': write({ boardId: BoardId }, BoardView, ['entity']),
  'board.redo': write({ boardId: BoardId }, BoardView, ['entity']),
  /** Hands a picture that the window drew to the host as a file, and records that it left. */
  'board.export': write({ boardId: BoardId, png: Bytes }, z.object({ ticket: Ticket, name: z.string() })),
  'entity.list': read({ caseId: CaseId }, z.array(Entity), ['entity', 'board']),
  'link.list': read({ caseId: CaseId }, z.array(Link), ['entity', 'board']),
};
