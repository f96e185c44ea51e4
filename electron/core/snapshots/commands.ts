import { randomUUID } from 'node:crypto';
import type { Parsed } from '../../../shared/contract/commands.ts';
import type { Snapshot } from '../../../shared/contract/snapshots.ts';
import { SnapshotId } from '../../../shared/contract/values.ts';
import { handOver } from '../board/picture.ts';
import { boardView } from '../board/reads.ts';
import { requireCase } from '../cases/reads.ts';
import type { CustodyRecord, Handlers, WriteContext } from '../context.ts';
import { frozen, snapshotView } from './freeze.ts';
import {
  deleteSnapshot,
  insertSnapshot,
  setOrder,
  snapshotById,
  snapshotsOfCase,
  undeleteSnapshot,
  updateSnapshot,
} from './store.ts';

export const snapshotHandlers: Handlers<'snapshot'> = {
  'snapshot.list': ({ db }, { caseId }) => {
    requireCase(db, caseId);
    return snapshotsOfCase(db, caseId);
  },
  'snapshot.get': ({ db }, { snapshotId }) => snapshotView(db, snapshotId),
  'snapshot.take': take,
  'snapshot.update': ({ db, record }, { snapshotId, ...given }) => {
    const before = snapshotById(db, snapshotId);
    const after = {
      ...before,
      title: given.title ?? before.title,
      caption: given.caption ?? before.caption,
      inReport: given.inReport ?? before.inReport,
    };
    updateSnapshot(db, after);
    const changed = (['title', 'caption', 'inReport'] as const).filter((field) => before[field] !== after[field]);
    record(
      entry(
        'update',
        after,
        Object.fromEntries(changed.map((field) => [field, { from: before[field], to: after[field] }])),
      ),
    );
    return after;
  },
  'snapshot.move': ({ db, record }, { snapshotId, position }) => {
    const moved = snapshotById(db, snapshotId);
    const order = snapshotsOfCase(db, moved.caseId).map(({ id }) => id);
    const from = order.indexOf(snapshotId);
    const next = order.toSpliced(from, 1).toSpliced(position, 0, snapshotId);
    setOrder(db, next);
    record(entry('move', moved, { from, to: next.indexOf(snapshotId) }));
    return snapshotsOfCase(db, moved.caseId);
  },
  'snapshot.remove': ({ db, at, record }, { snapshotId }) => {
    const gone = snapshotById(db, snapshotId);
    deleteSnapshot(db, snapshotId, at);
    record(entry('remove', gone));
    return null;
  },
  'snapshot.restore': ({ db, record }, { snapshotId }) => {
    const position = undeleteSnapshot(db, snapshotId);
    const back = snapshotById(db, snapshotId);
    const others = snapshotsOfCase(db, back.caseId).flatMap(({ id }) => (id === snapshotId ? [] : [id]));
    setOrder(db, others.toSpliced(position, 0, snapshotId));
    record(entry('restore', back));
    return back;
  },
  'snapshot.export': (context, { snapshotId, ...drawing }) => {
    const { snapshot, board, sight, identities } = snapshotView(context.db, snapshotId);
    const held = identities.map((members) => ({ members: members.map((id) => ({ id })) }));
    const shown = {
      board,
      sight,
      identities: held,
      title: `${board.title}: ${snapshot.title}`,
      takenAt: snapshot.takenAt,
    };
    return handOver(context, shown, drawing, { action: 'snapshot.export', subject: snapshot.title, what: 'snapshot' });
  },
};

/** @throws Fault `not-found` for a board that is not in the vault */
export function take(
  { db, at, record }: WriteContext,
  { boardId, title, caption, sight }: Parsed<'snapshot.take'>,
): Snapshot {
  const view = boardView(db, boardId);
  const { board, items, links } = frozen(db, view, sight);
  const id = SnapshotId.parse(randomUUID());
  const { caseId } = view;
  const counts = { items, of: board.items.length, links };
  insertSnapshot(db, { id, caseId, boardId, title, caption, inReport: false, ...counts, takenAt: at }, board);
  const made = snapshotById(db, id);
  record(entry('take', made, { board: board.title, ...counts }));
  return made;
}

const entry = (
  verb: 'take' | 'update' | 'move' | 'remove' | 'restore',
  { caseId, title }: Snapshot,
  detail: Record<string, unknown> = {},
): CustodyRecord => ({ caseId, action: `snapshot.${verb}`, subject: title, detail });
