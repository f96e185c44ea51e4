import { BOARD_RESTS_ON, type BoardChange, type BoardItem, type BoardView } from '../../../shared/contract/board.ts';
import type { Area } from '../../../shared/contract/command.ts';
import { type CommandName, changesOf, commands } from '../../../shared/contract/commands.ts';
import type { BoardId, CaseId, ExhibitId } from '../../../shared/contract/values.ts';
import { subjectOf } from '../cases/reads.ts';
import { lastOf } from '../custody/reads.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { entitiesAmong, linksAmong, linksAt, linksWithin, type Made } from '../entities/reads.ts';
import { exhibitById, listExhibits } from '../evidence/reads.ts';
import type { KeptOp } from './operations.ts';
import {
  boardRow,
  boardsOfCase,
  firstBoardOf,
  type ItemRow,
  itemRow,
  itemsOnBoard,
  notesAmong,
  stepNames,
  styleOfBoard,
  subjectsOnBoard,
} from './store.ts';

/** What other areas may ask of boards. */
type Db = ReadDb | WriteDb;

export const listBoards = boardsOfCase;
/** The board that a case began with, as an expression over the case's id. */
export const firstBoard = firstBoardOf;

/** Those of the ids that are notes of a board. */
export const notesOnBoards = notesAmong;

/** How a person names a note: by how it begins. */
export function noteNaming(db: Db, id: string): { label: string; title: string } | null {
  const [found] = notesAmong(db, [id]);
  return found ? { label: 'Note', title: found.text.slice(0, 80) } : null;
}

/** Acts that may change what a board shows, as the contract says. */
const CHANGING = Object.keys(commands).filter((name) =>
  changesOf(name as CommandName).some((area) => (BOARD_RESTS_ON as readonly Area[]).includes(area)),
);
export const boardVersion = (db: Db, caseId: CaseId): number => lastOf(db, caseId, CHANGING);

/** Everything that is needed to draw a board. @throws Fault `not-found` */
export function boardView(db: Db, boardId: BoardId): BoardView {
  const { id, caseId, title } = boardRow(db, boardId);
  const rows = itemsOnBoard(db, boardId);
  const shown = new Set(rows.map(({ subjectId }) => subjectId));
  const entities = entitiesAmong(db, caseId, shown);
  const notes = notesAmong(db, shown);
  const kinds = new Map<string, BoardItem['subject']['kind']>([
    ...entities.map((entity) => [entity.id, 'entity'] as const),
    ...notes.map((note) => [note.id, 'note'] as const),
  ]);
  const hasExhibits = kinds.size < shown.size;
  return {
    id,
    caseId,
    title,
    items: rows.map((row) => item(row, kinds.get(row.subjectId) ?? 'exhibit')),
    entities,
    exhibits: hasExhibits ? listExhibits(db, caseId).filter((exhibit) => shown.has(exhibit.id)) : [],
    notes,
    links: linksWithin(db, caseId, shown),
    style: styleOfBoard(db, boardId),
    version: boardVersion(db, caseId),
    ...stepNames(db, boardId),
  };
}

/** What a step has changed, as rows are after it, and the versions before and after it. */
export function boardChange(
  db: Db,
  boardId: BoardId,
  made: readonly Made<KeptOp>[],
  versions: Pick<BoardChange, 'from' | 'version'>,
): BoardChange {
  const { id, caseId } = boardRow(db, boardId);
  const touched = new Set<string>();
  const placed = new Set<string>();
  for (const { op, back } of made) {
    for (const each of back === null ? [] : [op, ...back]) {
      for (const changed of idsOf(each)) touched.add(changed);
      if (each.op === 'item.place') placed.add(each.item.subject.id);
    }
  }
  const items = [...touched].flatMap((each) => {
    const row = itemRow(db, each);
    return row?.boardId === boardId ? [item(row, subjectOf(db, row.subjectId)?.kind)] : [];
  });
  const onBoard = placed.size > 0 ? subjectsOnBoard(db, boardId) : new Set<string>();
  const shown = [...placed].filter((each) => onBoard.has(each));
  const entities = entitiesAmong(db, caseId, [...touched, ...shown]);
  const notes = notesAmong(db, [...touched, ...shown]);
  const links = new Map(linksAmong(db, caseId, touched).map((link) => [link.id, link]));
  for (const link of linksAt(db, caseId, shown))
    if (onBoard.has(link.from.id) && onBoard.has(link.to.id)) links.set(link.id, link);
  const there = new Set<string>([...items, ...entities, ...notes, ...links.values()].map((row) => row.id));
  return {
    id,
    items,
    entities,
    exhibits: shown
      .filter((each) => subjectOf(db, each)?.kind === 'exhibit')
      .map((each) => exhibitById(db, each as ExhibitId)),
    notes,
    links: [...links.values()],
    gone: [...touched].filter((each) => !there.has(each)),
    ...versions,
    ...stepNames(db, boardId),
  };
}

const item = (
  { boardId: _, subjectId, ...place }: ItemRow,
  kind: BoardItem['subject']['kind'] | undefined,
): BoardItem => ({ ...place, subject: { kind, id: subjectId } }) as BoardItem;

/** Of what an operation makes, changes or removes. */
function idsOf(op: KeptOp): readonly string[] {
  switch (op.op) {
    case 'entity.create':
      return [op.entity.id];
    case 'link.create':
      return [op.link.id];
    case 'note.create':
      return [op.note.id];
    case 'item.place':
      return [op.item.id];
    case 'item.move':
      return op.moves.map(({ id }) => id);
    case 'item.mark':
    case 'item.remove':
      return op.ids;
    default:
      return [op.id];
  }
}
