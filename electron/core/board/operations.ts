import type { BoardOp, Subject } from '../../../shared/contract/board.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import type { BoardRow } from './boards.ts';
import type { Change } from './changes.ts';
import { entityRow, itemRow, itemsOf, linkExists, linkRow, noteRow, subjectRow } from './store.ts';
import { requireExhibitsOfCase } from './supporting-exhibits.ts';

type Db = ReadDb | WriteDb;

/**
 * What an operation asked for by a user means in primitive changes, given the state as it is now.
 * @throws Fault when it does not fit: `not-found` for what is not of this case or board, `conflict` for an id in use.
 */
export function changesOf(db: Db, board: BoardRow, op: BoardOp, at: string): Change[] {
  const { caseId } = board;
  switch (op.op) {
    case 'addEntity': {
      requireUnused(db, op.entity.id);
      const exhibits = requireExhibitsOfCase(db, caseId, op.entity.exhibits);
      return [{ do: 'putEntity', entity: { ...op.entity, exhibits, createdAt: at } }];
    }
    case 'editEntity': {
      const { op: _, id, ...given } = op;
      if (!entityRow(db, caseId, id)) throw missing('entity');
      const exhibits = given.exhibits && requireExhibitsOfCase(db, caseId, given.exhibits);
      return [{ do: 'editEntity', id, set: present({ ...given, exhibits }) }];
    }
    case 'removeEntity':
      if (!entityRow(db, caseId, op.id)) throw missing('entity');
      return [{ do: 'dropEntity', id: op.id }];
    case 'addNote':
      requireUnused(db, op.note.id);
      return [{ do: 'putNote', note: op.note }];
    case 'editNote':
      if (!noteRow(db, caseId, op.id)) throw missing('note');
      return [{ do: 'editNote', id: op.id, text: op.text }];
    case 'place': {
      const { subject, ...place } = op.item;
      requireSubject(db, board, subject);
      if (itemRow(db, place.id)) throw new Fault('conflict', 'Something on a board has that id already.');
      if (itemsOf(db, subject.id).some(({ boardId }) => boardId === board.id))
        throw new Fault('conflict', `This ${subject.kind} is on the board already.`);
      return [{ do: 'putItem', item: { ...place, boardId: board.id, subjectId: subject.id } }];
    }
    case 'move':
      return op.moves.map(({ id, x, y }) => {
        requireItem(db, board, id);
        return { do: 'moveItem', id, x, y };
      });
    case 'resize':
      requireItem(db, board, op.id);
      return [{ do: 'resizeItem', id: op.id, width: op.width, height: op.height }];
    case 'take':
      return [...new Set(op.ids)].map((id): Change => {
        const { subjectId } = requireItem(db, board, id);
        return subjectRow(db, subjectId)?.kind === 'note' ? { do: 'dropNote', id: subjectId } : { do: 'dropItem', id };
      });
    case 'addLink': {
      const { from, to, ...link } = op.link;
      if (from.id === to.id) throw new Fault('conflict', 'A link joins two different things.');
      requireSubject(db, board, from);
      requireSubject(db, board, to);
      if (linkExists(db, link.id)) throw new Fault('conflict', 'A link has that id already.');
      const exhibits = requireExhibitsOfCase(db, caseId, link.exhibits);
      return [{ do: 'putLink', link: { ...link, exhibits, fromId: from.id, toId: to.id, createdAt: at } }];
    }
    case 'editLink': {
      const { op: _, id, ...given } = op;
      if (!linkRow(db, caseId, id)) throw missing('link');
      const exhibits = given.exhibits && requireExhibitsOfCase(db, caseId, given.exhibits);
      return [{ do: 'editLink', id, set: present({ ...given, exhibits }) }];
    }
    case 'removeLink':
      if (!linkRow(db, caseId, op.id)) throw missing('link');
      return [{ do: 'dropLink', id: op.id }];
  }
}

const missing = (what: string): Fault =>
  new Fault('not-found', `That ${what} is not in this case. It may have been removed meanwhile.`);

function requireUnused(db: Db, id: string): void {
  if (subjectRow(db, id)) throw new Fault('conflict', 'Something in this vault has that id already.');
}

function requireSubject(db: Db, { caseId }: BoardRow, subject: Subject): void {
  const found = subjectRow(db, subject.id);
  if (found?.caseId !== caseId || found.kind !== subject.kind) throw missing(subject.kind);
}

function requireItem(db: Db, board: BoardRow, id: string) {
  const item = itemRow(db, id);
  if (item?.boardId !== board.id) throw new Fault('not-found', 'That item is not on this board.');
  return item;
}

/** Without the fields that were not given. */
const present = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
