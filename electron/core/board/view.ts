import type { BoardView, Entity, Link, Subject } from '../../../shared/contract/board.ts';
import type { BoardId, CaseId } from '../../../shared/contract/values.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { listExhibits } from '../evidence/reads.ts';
import { boardRow, stepNames } from './boards.ts';
import type { EntityRow, LinkRow } from './rows.ts';
import {
  entitiesOfCase,
  entitiesOnBoard,
  itemsOnBoard,
  linksOfCase,
  linksOnBoard,
  notesOnBoard,
  subjectKinds,
} from './store.ts';

type Db = ReadDb | WriteDb;

/** Everything that is needed to draw a board. @throws Fault `not-found` */
export function boardView(db: Db, boardId: BoardId): BoardView {
  const { id, caseId, title } = boardRow(db, boardId);
  const kinds = subjectKinds(db, caseId);
  const items = itemsOnBoard(db, boardId).map(({ boardId: _, subjectId, ...item }) => ({
    ...item,
    subject: subject(kinds, subjectId),
  }));
  const shown = new Set<string>(items.map((item) => item.subject.id));
  const hasExhibits = items.some((item) => item.subject.kind === 'exhibit');
  return {
    id,
    caseId,
    title,
    items,
    entities: entitiesOnBoard(db, boardId).map((row) => entity(caseId, row)),
    exhibits: hasExhibits ? listExhibits(db, caseId).filter((exhibit) => shown.has(exhibit.id)) : [],
    notes: notesOnBoard(db, boardId),
    links: linksOnBoard(db, boardId).map((row) => link(kinds, row)),
    ...stepNames(db, boardId),
  } as BoardView;
}

export const listEntities = (db: Db, caseId: CaseId): Entity[] =>
  entitiesOfCase(db, caseId).map((row) => entity(caseId, row));

export function listLinks(db: Db, caseId: CaseId): Link[] {
  const kinds = subjectKinds(db, caseId);
  return linksOfCase(db, caseId).map((row) => link(kinds, row));
}

const entity = (caseId: CaseId, row: EntityRow): Entity => ({ ...row, caseId });

const link = (kinds: Kinds, { fromId, toId, createdAt: _, ...row }: LinkRow): Link => ({
  ...row,
  from: subject(kinds, fromId),
  to: subject(kinds, toId),
});

type Kinds = ReadonlyMap<string, Subject['kind']>;
const subject = (kinds: Kinds, id: string): Subject => ({ kind: kinds.get(id), id }) as Subject;
