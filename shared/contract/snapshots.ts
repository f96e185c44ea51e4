import { z } from 'zod';
import { BoardItem, BoardNote, BoardStyle, BoardView, Drawing } from './board.ts';
import { read, write } from './command.ts';
import { Entity, Link } from './entities.ts';
import { BoardId, CaseId, EntityId, ExhibitId, Instant, SnapshotId, Text, Ticket, Title } from './values.ts';

const place = z.number().min(-1e7).max(1e7);
/** What was in view, in board units: `x`, `y` are its centre. */
const Frame = z.strictObject({
  x: place,
  y: place,
  width: z.number().min(1).max(1e7),
  height: z.number().min(1).max(1e7),
});
const SubjectId = z.string().regex(/^[0-9a-f-]{36}$/);
/** How a board was looked at when a snapshot was taken of it. */
export const Sight = z.strictObject({
  shown: z.array(SubjectId).max(100_000).nullable().describe('what a filter let through; null where there was none'),
  filter: z.string().max(1000).describe('that filter in words; empty for none'),
  frame: Frame.nullable().describe('null for all of the board'),
  apart: z.boolean().describe('entities that are held to be one were drawn apart'),
});
export type Sight = z.infer<typeof Sight>;
export const WHOLE_BOARD: Sight = { shown: null, filter: '', frame: null, apart: false };

/** What a snapshot keeps, as it was at that time. Pictures and tables of exhibits are those of the exhibits, which do not change. */
export const FrozenBoard = z.strictObject({
  title: z.string().max(1000).describe('of the board'),
  items: z.array(BoardItem.strict()).max(100_000),
  entities: z.array(Entity.strict()).max(100_000),
  exhibits: z.array(z.strictObject({ id: ExhibitId, title: z.string().max(10_000) })).max(100_000),
  notes: z.array(BoardNote.strict()).max(100_000),
  links: z.array(Link.strict()).max(200_000),
  identities: z.array(z.array(EntityId).min(2)).max(100_000).describe('entities on it that were held to be one'),
  style: BoardStyle.nullable().optional(),
  sight: Sight,
});
export type FrozenBoard = z.infer<typeof FrozenBoard>;

export const Snapshot = z.object({
  id: SnapshotId,
  caseId: CaseId,
  boardId: BoardId,
  title: z.string(),
  caption: z.string(),
  inReport: z.boolean().describe('it is a figure of the report'),
  items: z.int().describe('that it draws: within the view, not hidden, and let through by the filter'),
  of: z.int().describe('all items of the board at that time'),
  links: z.int().describe('between items that it draws'),
  takenAt: Instant,
});
export type Snapshot = z.infer<typeof Snapshot>;

/** A snapshot to be looked at. */
export const SnapshotView = z.object({
  snapshot: Snapshot,
  board: BoardView.describe('as it was; undo, redo and version are none'),
  sight: Sight,
  identities: z.array(z.array(EntityId)),
  gone: z.array(z.string()).describe('ids of its entities, notes and links that the case does not hold any more'),
});
export type SnapshotView = z.infer<typeof SnapshotView>;

const BY_ID = { snapshotId: SnapshotId };
const RESTS_ON = ['snapshot', 'board', 'entity', 'evidence', 'identity'] as const;
export const snapshotCommands = {
  /** In their order. */
  'snapshot.list': read({ caseId: CaseId }, z.array(Snapshot), ['snapshot']),
  'snapshot.get': read(BY_ID, SnapshotView, RESTS_ON),
  /** Freezes a board as it is now; later changes of the board, and of the case, do not change it. */
  'snapshot.take': write(
    { boardId: BoardId, title: Title, caption: Text.default(''), sight: Sight.default(WHOLE_BOARD) },
    Snapshot,
  ),
  'snapshot.update': write(
    { ...BY_ID, title: Title.optional(), caption: Text.optional(), inReport: z.boolean().optional() },
    Snapshot,
  ),
  /** @param position from 0 among those of the case */
  'snapshot.move': write({ ...BY_ID, position: z.int().min(0) }, z.array(Snapshot)),
  'snapshot.remove': write(BY_ID, z.null()),
  /** Brings back one that was deleted, where it stood. */
  'snapshot.restore': write(BY_ID, Snapshot),
  /** Hands a picture of it to the host as a file, and records that it left. */
  'snapshot.export': write({ ...BY_ID, ...Drawing }, z.object({ ticket: Ticket, name: z.string() })),
};
