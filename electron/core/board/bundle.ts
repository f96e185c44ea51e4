import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { BoardItem, BoardNote, type BoardOp, BoardStyle } from '../../../shared/contract/board.ts';
import { commands } from '../../../shared/contract/commands.ts';
import { BoardId, ItemId, NoteId, Title } from '../../../shared/contract/values.ts';
import { styleOf, withIds } from '../../../shared/domain/board-style.ts';
import { type BundlePart, parsePart, type References } from '../bundle-part.ts';
import type { WriteContext } from '../context.ts';
import { beginBoard, createBoard, styleBoard } from './commands.ts';
import { boardView, listBoards } from './reads.ts';
import { applyStep } from './steps.ts';
import { boardRow } from './store.ts';

/*
 * Boards come back through the operations of a step, which check every reference once more. All ids are new. A bundle
 * without a board makes a case with an empty one.
 */
const STEP = 'Imported with the bundle';
const MOST_OPS = 20_000;

const BOARDS = 'case/boards.json';
const BundledBoards = z.array(
  z.strictObject({
    id: BoardId,
    title: Title,
    items: z.array(BoardItem.strict()),
    notes: z.array(BoardNote.strict()),
    style: BoardStyle.optional(),
  }),
);
type BundledBoard = z.infer<typeof BundledBoards>[number];

/** With chosen exhibits go the places of what goes; notes speak of the whole case and stay. */
export const boardPart: BundlePart = {
  tables: ['boards', 'board_items', 'board_styles', 'notes'],
  documents: () => [{ name: BOARDS, required: true, schema: BundledBoards }],
  gather: ({ db, caseId, scope, subjects }) => {
    const boards = listBoards(db, caseId).map(({ id }) => {
      const { title, items, notes, style } = boardView(db, id);
      // What was measured over the whole board tells of items that do not go; of those that are gone nothing is known.
      const measured = scope === 'case' ? styleOf(style, subjects) : null;
      if (scope === 'case') return { id, title, items, notes, ...(measured && { style: measured }) };
      return { id, title, notes: [], items: items.filter(({ subject }) => subjects.has(subject.id)) };
    });
    for (const { id } of boards.flatMap(({ notes }) => [...notes])) subjects.add(id);
    for (const { id } of boards) subjects.add(id);
    const going = scope === 'case' ? boards : boards.filter(({ items }) => items.length > 0);
    return [{ name: BOARDS, value: BundledBoards.parse(going) }];
  },
  restore: ({ write, references, document }) => {
    const { caseId } = references;
    const boards = document(BOARDS, BundledBoards) ?? [];
    if (boards.length === 0 && listBoards(write.db, caseId).length === 0) beginBoard(write.db, caseId, write.at);
    for (const board of boards) {
      const here = references.has(board.id);
      const boardId = here ? references.find('board', board.id) : createBoard(write, caseId, board.title);
      if (!here) references.add('board', board.id, boardId);
      apply(write, boardId, placings(board, references));
      if (board.style)
        styleBoard(
          write,
          boardId,
          withIds(board.style, (old) => references.find('entity', old)),
        );
    }
    return {};
  },
};

function placings({ items, notes }: BundledBoard, references: References): BoardOp[] {
  const ops: BoardOp[] = [];
  for (const { id: old, text } of notes) {
    if (references.has(old)) continue; // a note that hangs on two boards
    const id = NoteId.parse(randomUUID());
    references.add('note', old, id);
    ops.push({ op: 'note.create', note: { id, text } });
  }
  for (const { id: _old, subject: old, ...place } of items) {
    const subject = references.subject(old.id);
    ops.push({ op: 'item.place', item: { id: ItemId.parse(randomUUID()), subject, ...place } });
  }
  return ops;
}

function apply({ db, at, record }: WriteContext, boardId: BoardId, ops: readonly BoardOp[]): void {
  const board = boardRow(db, boardId);
  for (let first = 0; first < ops.length; first += MOST_OPS) {
    const input = { boardId, step: STEP, ops: ops.slice(first, first + MOST_OPS) };
    const { step, ops: checked } = parsePart(commands['board.apply'].input, input);
    const { detail } = applyStep(db, { ...board, at }, step, checked);
    record({ caseId: board.caseId, action: 'board.apply', subject: board.title, detail });
  }
}
