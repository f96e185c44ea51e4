import type { BoardOp, BoardView, Entity, Subject } from '../../../shared/contract/board.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';

/** What a step may bring onto the board from the rest of the case. */
export interface Known {
  readonly entities: readonly Entity[];
  readonly exhibits: readonly Exhibit[];
}

/**
 * The board as it will be once the core has made these operations, so that the window need not wait. Making an
 * operation twice is the same as making it once: the core's own answer may overtake it.
 */
export function applyOps(view: BoardView, ops: readonly BoardOp[], known: Known): BoardView {
  return ops.reduce((board, op) => applyOp(board, op, known), view);
}

function applyOp(view: BoardView, op: BoardOp, known: Known): BoardView {
  switch (op.op) {
    case 'addEntity': {
      const entity: Entity = { ...op.entity, caseId: view.caseId, createdAt: NOT_YET };
      return { ...view, entities: put(view.entities, entity) };
    }
    case 'editEntity':
      return { ...view, entities: edit(view.entities, op) };
    case 'removeEntity':
      return without({ ...view, entities: view.entities.filter(({ id }) => id !== op.id) }, new Set<string>([op.id]));
    case 'addNote':
      return { ...view, notes: put(view.notes, op.note) };
    case 'editNote':
      return { ...view, notes: edit(view.notes, op) };
    case 'place':
      return { ...bring(view, op.item.subject, known), items: put(view.items, op.item) };
    case 'move': {
      const to = new Map(op.moves.map((move) => [move.id, move]));
      return { ...view, items: view.items.map((item) => ({ ...item, ...to.get(item.id) })) };
    }
    case 'resize':
      return { ...view, items: edit(view.items, op) };
    case 'take': {
      const ids = new Set<string>(op.ids);
      return without(view, new Set(view.items.filter(({ id }) => ids.has(id)).map(({ subject }) => subject.id)));
    }
    case 'addLink':
      return { ...view, links: put(view.links, op.link) };
    case 'editLink':
      return { ...view, links: edit(view.links, op) };
    case 'removeLink':
      return { ...view, links: view.links.filter(({ id }) => id !== op.id) };
  }
}

/** Stands where the core will put the time it made the thing. */
const NOT_YET = '1970-01-01T00:00:00.000Z';

const put = <T extends { id: string }>(list: readonly T[], thing: T): T[] =>
  list.some(({ id }) => id === thing.id) ? [...list] : [...list, thing];

function edit<T extends { id: string }>(list: readonly T[], change: { id: string; op: string }): T[] {
  const { op: _, ...fields } = change;
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  return list.map((thing) => (thing.id === change.id ? { ...thing, ...given } : thing));
}

/** Off the board: the places of these subjects, and the links that end there. */
function without(view: BoardView, subjects: ReadonlySet<string>): BoardView {
  return {
    ...view,
    items: view.items.filter(({ subject }) => !subjects.has(subject.id)),
    links: view.links.filter(({ from, to }) => !subjects.has(from.id) && !subjects.has(to.id)),
  };
}

function bring(view: BoardView, subject: Subject, { entities, exhibits }: Known): BoardView {
  if (subject.kind === 'entity') {
    const entity = entities.find(({ id }) => id === subject.id);
    return entity ? { ...view, entities: put(view.entities, entity) } : view;
  }
  const exhibit = exhibits.find(({ id }) => id === subject.id);
  return exhibit ? { ...view, exhibits: put(view.exhibits, exhibit) } : view;
}
