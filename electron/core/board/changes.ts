import type { WriteDb } from '../db/open.ts';
import type { EntityFields, EntityRow, ItemRow, LinkFields, LinkRow, NoteRow } from './rows.ts';
import {
  deleteEntity,
  deleteItem,
  deleteLink,
  deleteNote,
  entityRow,
  insertEntity,
  insertItem,
  insertLink,
  insertNote,
  itemRow,
  itemsOf,
  linkExists,
  linkRow,
  linksOf,
  noteRow,
  subjectRow,
  updateEntity,
  updateItem,
  updateLink,
  updateNote,
} from './store.ts';

/** The primitive changes that steps are made of and kept as. Each names all it needs to be done again later. */
export type Change =
  | { readonly do: 'putEntity'; readonly entity: EntityRow }
  | { readonly do: 'editEntity'; readonly id: string; readonly set: EntityFields }
  | { readonly do: 'dropEntity'; readonly id: string }
  | { readonly do: 'putNote'; readonly note: NoteRow }
  | { readonly do: 'editNote'; readonly id: string; readonly text: string }
  | { readonly do: 'dropNote'; readonly id: string }
  | { readonly do: 'putItem'; readonly item: ItemRow }
  | { readonly do: 'moveItem'; readonly id: string; readonly x: number; readonly y: number }
  | { readonly do: 'resizeItem'; readonly id: string; readonly width: number; readonly height: number }
  | { readonly do: 'dropItem'; readonly id: string }
  | { readonly do: 'putLink'; readonly link: LinkRow }
  | { readonly do: 'editLink'; readonly id: string; readonly set: LinkFields }
  | { readonly do: 'dropLink'; readonly id: string };

/**
 * Makes one change and returns what takes it back, in the order it is to be done. Returns null, having done
 * nothing, where the change no longer applies: its target is gone, or is there already. Another board of the
 * same case can bring that about between a step and its undoing.
 */
export function makeChange(db: WriteDb, caseId: string, change: Change): Change[] | null {
  switch (change.do) {
    case 'putEntity':
      if (subjectRow(db, change.entity.id)) return null;
      insertEntity(db, caseId, change.entity);
      return [{ do: 'dropEntity', id: change.entity.id }];
    case 'editEntity': {
      const before = entityRow(db, caseId, change.id);
      if (!before) return null;
      updateEntity(db, change.id, change.set);
      return [{ do: 'editEntity', id: change.id, set: sameFields(before, change.set) }];
    }
    case 'dropEntity': {
      const entity = entityRow(db, caseId, change.id);
      if (!entity) return null;
      const around = dropAround(db, change.id);
      deleteEntity(db, change.id);
      return [{ do: 'putEntity', entity }, ...around];
    }
    case 'putNote':
      if (subjectRow(db, change.note.id)) return null;
      insertNote(db, caseId, change.note);
      return [{ do: 'dropNote', id: change.note.id }];
    case 'editNote': {
      const before = noteRow(db, caseId, change.id);
      if (!before) return null;
      updateNote(db, change.id, change.text);
      return [{ do: 'editNote', id: change.id, text: before.text }];
    }
    case 'dropNote': {
      const note = noteRow(db, caseId, change.id);
      if (!note) return null;
      const around = dropAround(db, change.id);
      deleteNote(db, change.id);
      return [{ do: 'putNote', note }, ...around];
    }
    case 'putItem': {
      const { item } = change;
      const placed = itemsOf(db, item.subjectId).some(({ boardId }) => boardId === item.boardId);
      if (placed || itemRow(db, item.id) || subjectRow(db, item.subjectId)?.caseId !== caseId) return null;
      insertItem(db, item);
      return [{ do: 'dropItem', id: item.id }];
    }
    case 'moveItem':
    case 'resizeItem': {
      const before = itemRow(db, change.id);
      if (!before) return null;
      if (change.do === 'moveItem') {
        updateItem(db, { ...before, x: change.x, y: change.y });
        return [{ do: 'moveItem', id: change.id, x: before.x, y: before.y }];
      }
      updateItem(db, { ...before, width: change.width, height: change.height });
      return [{ do: 'resizeItem', id: change.id, width: before.width, height: before.height }];
    }
    case 'dropItem': {
      const item = itemRow(db, change.id);
      if (!item) return null;
      deleteItem(db, change.id);
      return [{ do: 'putItem', item }];
    }
    case 'putLink': {
      const { link } = change;
      const joins = [link.fromId, link.toId].every((id) => subjectRow(db, id)?.caseId === caseId);
      if (!joins || linkExists(db, link.id)) return null;
      insertLink(db, caseId, link);
      return [{ do: 'dropLink', id: link.id }];
    }
    case 'editLink': {
      const before = linkRow(db, caseId, change.id);
      if (!before) return null;
      updateLink(db, change.id, change.set);
      return [{ do: 'editLink', id: change.id, set: sameFields(before, change.set) }];
    }
    case 'dropLink': {
      const link = linkRow(db, caseId, change.id);
      if (!link) return null;
      deleteLink(db, change.id);
      return [{ do: 'putLink', link }];
    }
  }
}

/** Takes a subject off every board and cuts its links; returns what restores both. */
function dropAround(db: WriteDb, subjectId: string): Change[] {
  const links = linksOf(db, subjectId);
  const items = itemsOf(db, subjectId);
  for (const { id } of links) deleteLink(db, id);
  for (const { id } of items) deleteItem(db, id);
  return [
    ...items.map((item): Change => ({ do: 'putItem', item })),
    ...links.map((link): Change => ({ do: 'putLink', link })),
  ];
}

/** The values that `before` has in the fields that `set` names: undoing an edit leaves other fields as they are now. */
function sameFields<T extends object, S extends Partial<T>>(before: T, set: S): S {
  return Object.fromEntries(Object.keys(set).map((key) => [key, before[key as keyof T]])) as S;
}
