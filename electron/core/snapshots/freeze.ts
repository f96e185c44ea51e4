import type { BoardView } from '../../../shared/contract/board.ts';
import type { Entity, Link } from '../../../shared/contract/entities.ts';
import type { FrozenBoard, Sight, SnapshotView } from '../../../shared/contract/snapshots.ts';
import type { BoardId, CaseId, SnapshotId } from '../../../shared/contract/values.ts';
import { seenBy } from '../../../shared/domain/board-sight.ts';
import { styleOf } from '../../../shared/domain/board-style.ts';
import { notesOnBoards } from '../board/reads.ts';
import type { ReadDb, WriteDb } from '../db/open.ts';
import { entitiesAmong, linksAmong } from '../entities/reads.ts';
import { listExhibits } from '../evidence/reads.ts';
import { ledger } from '../identities/reads.ts';
import { frozenOf, snapshotById } from './store.ts';

type Db = ReadDb | WriteDb;

/** What a snapshot of a board keeps, and how much of it is drawn. Notes of entities and links are not on a board, and are not kept. */
export function frozen(
  db: Db,
  { caseId, title, items, entities, exhibits, notes, links, style }: BoardView,
  sight: Sight,
): { board: FrozenBoard; items: number; links: number } {
  const placed = new Set<string>(items.map(({ subject }) => subject.id));
  const drawn = new Set<string>(items.filter(seenBy(sight)).map(({ subject }) => subject.id));
  const identities = ledger(db, caseId)
    .identities.map(({ members }) => members.flatMap(({ id }) => (placed.has(id) ? [id] : [])))
    .filter((members) => members.length > 1);
  const shown = sight.shown?.filter((id) => placed.has(id)) ?? null;
  return {
    board: {
      title,
      items: [...items],
      entities: entities.map(bare),
      exhibits: exhibits.map(({ id, title: called }) => ({ id, title: called })),
      notes: [...notes],
      links: links.map((link): Link => ({ ...link, note: '' })),
      identities,
      style: styleOf(style, placed),
      sight: { ...sight, shown },
    },
    items: drawn.size,
    links: links.filter(({ from, to }) => drawn.has(from.id) && drawn.has(to.id)).length,
  };
}

/** An entity as its card shows it, and what it rests on. */
const bare = ({ rows: _rows, forms: _forms, ...entity }: Entity): Entity => ({ ...entity, note: '' });

/** A snapshot as a board to be looked at. @throws Fault `not-found` */
export function snapshotView(db: Db, id: SnapshotId): SnapshotView {
  const snapshot = snapshotById(db, id);
  const { sight, identities, ...kept } = frozenOf(db, id);
  return {
    snapshot,
    board: boardOf(db, snapshot, kept),
    sight,
    identities,
    gone: goneSince(db, snapshot.caseId, kept),
  };
}

/** Exhibits are as they are now, but for their titles: their bytes do not change, and their records are never gone. */
function boardOf(
  db: Db,
  { boardId, caseId }: { boardId: BoardId; caseId: CaseId },
  { title, items, entities, exhibits, notes, links, style = null }: Omit<FrozenBoard, 'sight' | 'identities'>,
): BoardView {
  const titles = new Map(exhibits.map((each) => [each.id, each.title]));
  return {
    id: boardId,
    caseId,
    title,
    items,
    entities,
    exhibits:
      titles.size === 0
        ? []
        : listExhibits(db, caseId)
            .filter((each) => titles.has(each.id))
            .map((each) => ({ ...each, title: titles.get(each.id) ?? each.title })),
    notes,
    links,
    style,
    ...{ version: 0, undo: null, redo: null },
  };
}

function goneSince(
  db: Db,
  caseId: CaseId,
  { entities, notes, links }: Pick<FrozenBoard, 'entities' | 'notes' | 'links'>,
) {
  const ids = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);
  const there = new Set<string>([
    ...ids(entitiesAmong(db, caseId, ids(entities))),
    ...ids(notesOnBoards(db, ids(notes))),
    ...ids(linksAmong(db, caseId, ids(links))),
  ]);
  return [...ids(entities), ...ids(notes), ...ids(links)].filter((id) => !there.has(id));
}
