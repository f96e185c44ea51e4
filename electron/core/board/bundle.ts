import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { BoardItem, BoardNote, type BoardOp, Entity, Link } from '../../../shared/contract/board.ts';
import { commands } from '../../../shared/contract/commands.ts';
import { BoardId, EntityId, ItemId, LinkId, NoteId, Title } from '../../../shared/contract/values.ts';
import { type BundlePart, parsePart, type References, type Restoring, restsOn } from '../bundle-part.ts';
import type { WriteContext } from '../context.ts';
import { boardRow, boardsOfCase } from './boards.ts';
import { createBoard, nameBoard } from './commands.ts';
import { applyStep } from './steps.ts';
import { boardView, listEntities, listLinks } from './view.ts';

/*
 * Entities, boards and links come back through the board's own operations, which check every reference once more. All ids are
 * new. The case is made with a board, which becomes the bundle's first.
 */
const STEP = 'Imported with the bundle';
const MOST_OPS = 20_000;

const ENTITIES = 'case/entities.json';
const BundledEntities = z.array(Entity.strict());

export const entitiesPart: BundlePart = {
  tables: ['entities', 'entity_exhibits'],
  documents: () => [{ name: ENTITIES, required: true }],
  gather: (going) => {
    const entities = listEntities(going.db, going.caseId).filter(({ exhibits }) => restsOn(going, exhibits));
    for (const { id } of entities) going.subjects.add(id);
    const value = BundledEntities.parse(entities);
    return [{ name: ENTITIES, value, counts: { entities: entities.length } }];
  },
  restore: ({ write, references, document }) => {
    const bundled = document(ENTITIES, BundledEntities) ?? [];
    const ops = bundled.map(({ id: old, type, label, note, exhibits }): BoardOp => {
      const id = EntityId.parse(randomUUID());
      references.add('entity', old, id);
      return { op: 'addEntity', entity: { id, type, label, note, exhibits: references.all('exhibit', exhibits) } };
    });
    apply(write, mainBoard(write, references), ops);
    return { entities: bundled.length };
  },
};

const BOARDS = 'case/boards.json';
const BundledBoards = z.array(
  z.strictObject({
    id: BoardId,
    title: Title,
    items: z.array(BoardItem.strict()),
    notes: z.array(BoardNote.strict()),
  }),
);
type BundledBoard = z.infer<typeof BundledBoards>[number];

/** With chosen exhibits go the places of what goes; notes speak of the whole case and stay. */
export const boardPart: BundlePart = {
  tables: ['boards', 'board_items', 'notes'],
  documents: () => [{ name: BOARDS, required: true }],
  gather: ({ db, caseId, scope, subjects }) => {
    const boards = boardsOfCase(db, caseId).map(({ id }) => {
      const { title, items, notes } = boardView(db, id);
      if (scope === 'case') return { id, title, items, notes };
      return { id, title, notes: [], items: items.filter(({ subject }) => subjects.has(subject.id)) };
    });
    for (const { id } of boards.flatMap(({ notes }) => [...notes])) subjects.add(id);
    for (const { id } of boards) subjects.add(id);
    const going = scope === 'case' ? boards : boards.filter(({ items }) => items.length > 0);
    return [{ name: BOARDS, value: BundledBoards.parse(going) }];
  },
  restore: ({ write, references, document }) => {
    const { caseId } = references;
    const main = mainBoard(write, references);
    for (const [index, board] of (document(BOARDS, BundledBoards) ?? []).entries()) {
      const boardId = index === 0 ? main : createBoard(write, caseId, board.title);
      if (index === 0) nameBoard(write, boardId, board.title);
      references.add('board', board.id, boardId);
      apply(write, boardId, placings(board, references));
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
    ops.push({ op: 'addNote', note: { id, text } });
  }
  for (const { id: _old, subject: old, ...place } of items) {
    const subject = references.subject(old.id);
    if (subject) ops.push({ op: 'place', item: { id: ItemId.parse(randomUUID()), subject, ...place } });
  }
  return ops;
}

const LINKS = 'case/links.json';
const BundledLinks = z.array(Link.strict());

/** After boards, since a link may lead to a note. Of chosen exhibits go the links between what goes, with all their support. */
export const linksPart: BundlePart = {
  tables: ['links', 'link_exhibits'],
  documents: () => [{ name: LINKS, required: true }],
  gather: ({ db, caseId, scope, subjects }) => {
    const links = listLinks(db, caseId).filter(
      ({ from, to, exhibits }) =>
        scope === 'case' || [from.id, to.id, ...exhibits].every((id) => subjects.has(id as string)),
    );
    return [{ name: LINKS, value: BundledLinks.parse(links), counts: { links: links.length } }];
  },
  restore: ({ write, references, document }: Restoring) => {
    const ops = (document(LINKS, BundledLinks) ?? []).flatMap(({ from, to, exhibits, ...rest }): BoardOp[] => {
      const [a, b] = [references.subject(from.id), references.subject(to.id)];
      const id = LinkId.parse(randomUUID());
      const support = references.all('exhibit', exhibits);
      return a && b ? [{ op: 'addLink', link: { ...rest, id, from: a, to: b, exhibits: support } }] : [];
    });
    apply(write, mainBoard(write, references), ops);
    return {};
  },
};

function mainBoard({ db }: WriteContext, { caseId }: References): BoardId {
  const [main] = boardsOfCase(db, caseId);
  if (!main) throw new Error('a case has a board from the start');
  return main.id;
}

function apply({ db, at, record }: WriteContext, boardId: BoardId, ops: readonly BoardOp[]): void {
  const board = boardRow(db, boardId);
  for (let first = 0; first < ops.length; first += MOST_OPS) {
    const input = { boardId, step: STEP, ops: ops.slice(first, first + MOST_OPS) };
    const { step, ops: checked } = parsePart(commands['board.apply'].input, input);
    const detail = applyStep(db, board, step, checked, at);
    record({ caseId: board.caseId, action: 'board.apply', subject: board.title, detail });
  }
}
