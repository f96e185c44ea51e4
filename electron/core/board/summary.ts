import type { Change } from './changes.ts';

/** One change that was made and what takes it back; null when it no longer applied. */
export interface Made {
  readonly change: Change;
  readonly back: readonly Change[] | null;
}

/**
 * What a step did, for the custody log: everything added or removed by id and label, edits with the old and the new
 * value, moves as a count. What is put back by the inverse is what the step removed, links and places of a removed
 * entity included.
 */
export function summarise(made: readonly Made[]): Record<string, unknown> {
  const done = made.filter(({ back }) => back !== null);
  const counts = {
    moved: done.filter(({ change }) => change.do === 'moveItem').length,
    resized: done.filter(({ change }) => change.do === 'resizeItem').length,
    noLongerApplied: made.length - done.length,
  };
  const lists = {
    ...listed(
      'Added',
      done.map(({ change }) => change),
    ),
    ...listed(
      'Removed',
      done.flatMap(({ back }) => back ?? []),
    ),
    edited: done.flatMap(edit),
  };
  return Object.fromEntries([
    ...Object.entries(lists).filter(([, list]) => list.length > 0),
    ...Object.entries(counts).filter(([, count]) => count > 0),
  ]);
}

function listed(what: 'Added' | 'Removed', changes: readonly Change[]): Record<string, unknown[]> {
  const lists = { entities: [] as unknown[], links: [] as unknown[], notes: [] as unknown[], places: [] as unknown[] };
  for (const change of changes) {
    if (change.do === 'putEntity') {
      const { id, type, label } = change.entity;
      lists.entities.push({ id, type, label });
    } else if (change.do === 'putLink') {
      const { id, type, label, fromId, toId } = change.link;
      lists.links.push({ id, type, label, from: fromId, to: toId });
    } else if (change.do === 'putNote') lists.notes.push(change.note.id);
    else if (change.do === 'putItem') lists.places.push(change.item.subjectId);
  }
  return Object.fromEntries(Object.entries(lists).map(([name, list]) => [`${name}${what}`, list]));
}

function edit({ change, back }: Made): unknown[] {
  const [before] = back ?? [];
  if (change.do === 'editNote') return [{ id: change.id, note: 'changed' }];
  if ((change.do === 'editEntity' || change.do === 'editLink') && before?.do === change.do)
    return [{ id: change.id, from: brief(before.set), to: brief(change.set) }];
  return [];
}

/** A note may be long, and its text is in the case; that it changed is what counts here. */
const brief = (set: object): object =>
  Object.fromEntries(Object.entries(set).map(([key, value]) => [key, key === 'note' ? 'changed' : value]));
