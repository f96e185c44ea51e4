import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { BoardOp } from '../../../shared/contract/board.ts';
import { commands } from '../../../shared/contract/commands.ts';
import { type BoardId, type CaseId, EntityId, ItemId, LinkId, NoteId } from '../../../shared/contract/values.ts';
import { boardHandlers } from '../board/commands.ts';
import type { WriteContext } from '../context.ts';
import type { BundledBoards } from './format.ts';
import { parse } from './parse.ts';
import type { References } from './references.ts';

const STEP = 'Taken in with the bundle';
const MOST_OPS = 20_000;
type Bundled = z.infer<typeof BundledBoards>;

/**
 * Entities, boards and links, through the board's own operations, which check every reference once more. All ids are new.
 * @param main the board that the case was made with; it becomes the bundle's first.
 * @returns the board that the report draws
 */
export function restoreBoards(
  write: WriteContext,
  caseId: CaseId,
  main: BoardId,
  bundled: Bundled,
  references: References,
): BoardId | null {
  let drawn: BoardId | null = null;
  const entities = bundled.entities.map((entity) => addEntity(entity, references));
  const boards = bundled.boards.map(({ title, items, notes, drawn: isDrawn }, index) => {
    const boardId = index === 0 ? main : boardHandlers['board.create'](write, { caseId, title }).id;
    if (index === 0) boardHandlers['board.rename'](write, { boardId, title });
    if (isDrawn) drawn = boardId;
    return { boardId, ops: placings(items, notes, references) };
  });
  apply(write, main, [...entities, ...(boards[0]?.ops ?? [])]);
  for (const { boardId, ops } of boards.slice(1)) apply(write, boardId, ops);
  apply(
    write,
    main,
    bundled.links.flatMap((link) => addLink(link, references)),
  );
  return drawn;
}

function addEntity(
  { id: old, type, label, note, exhibits }: Bundled['entities'][number],
  references: References,
): BoardOp {
  const id = EntityId.parse(randomUUID());
  references.add(old, { kind: 'entity', id });
  return { op: 'addEntity', entity: { id, type, label, note, exhibits: references.exhibits(exhibits) } };
}

function placings(
  items: Bundled['boards'][number]['items'],
  notes: Bundled['boards'][number]['notes'],
  references: References,
): BoardOp[] {
  const ops: BoardOp[] = [];
  for (const { id: old, text } of notes) {
    if (references.has(old)) continue; // a note that hangs on two boards
    const id = NoteId.parse(randomUUID());
    references.add(old, { kind: 'note', id });
    ops.push({ op: 'addNote', note: { id, text } });
  }
  for (const { id: _old, subject: old, ...place } of items) {
    const subject = references.subject(old.id);
    if (subject) ops.push({ op: 'place', item: { id: ItemId.parse(randomUUID()), subject, ...place } });
  }
  return ops;
}

function addLink(
  { id: _old, from, to, exhibits, ...rest }: Bundled['links'][number],
  references: References,
): BoardOp[] {
  const [a, b] = [references.subject(from.id), references.subject(to.id)];
  if (!a || !b) return [];
  return [
    {
      op: 'addLink',
      link: { ...rest, id: LinkId.parse(randomUUID()), from: a, to: b, exhibits: references.exhibits(exhibits) },
    },
  ];
}

function apply(write: WriteContext, boardId: BoardId, ops: readonly BoardOp[]): void {
  for (let at = 0; at < ops.length; at += MOST_OPS) {
    const input = { boardId, step: STEP, ops: ops.slice(at, at + MOST_OPS) };
    boardHandlers['board.apply'](write, parse(commands['board.apply'].input, input));
  }
}
