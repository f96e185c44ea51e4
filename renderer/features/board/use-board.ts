import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { BoardChange, BoardOp, BoardView } from '../../../shared/contract/board.ts';
import type { Entity, Subject } from '../../../shared/contract/entities.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { BoardId, CaseId } from '../../../shared/contract/values.ts';
import { marked } from '../../../shared/domain/board-marks.ts';
import { type CallError, call } from '../../client/call.ts';
import { holdEdit, settleEdit } from '../../client/edits.ts';
import { keyOf, useRead } from '../../client/hooks.ts';
import { showError } from '../../ui/toaster.ts';
import type { Step } from './steps.ts';

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
    case 'entity.create': {
      const entity: Entity = { rows: {}, ...op.entity, caseId: view.caseId, createdAt: NOT_YET };
      return { ...view, entities: put(view.entities, entity) };
    }
    case 'entity.update':
      return { ...view, entities: edit(view.entities, op) };
    case 'entity.remove':
      return without({ ...view, entities: view.entities.filter(({ id }) => id !== op.id) }, new Set<string>([op.id]));
    case 'note.create':
      return { ...view, notes: put(view.notes, op.note) };
    case 'note.update':
      return { ...view, notes: edit(view.notes, op) };
    case 'note.remove':
      return without({ ...view, notes: view.notes.filter(({ id }) => id !== op.id) }, new Set<string>([op.id]));
    case 'item.place':
      return { ...bring(view, op.item.subject, known), items: put(view.items, op.item) };
    case 'item.move': {
      const to = new Map(op.moves.map((move) => [move.id, move]));
      return { ...view, items: view.items.map((item) => ({ ...item, ...to.get(item.id) })) };
    }
    case 'item.resize':
      return { ...view, items: edit(view.items, op) };
    case 'item.mark': {
      const ids = new Set<string>(op.ids);
      return { ...view, items: view.items.map((item) => (ids.has(item.id) ? marked(item, op) : item)) };
    }
    case 'item.remove': {
      const ids = new Set<string>(op.ids);
      return without(view, new Set(view.items.filter(({ id }) => ids.has(id)).map(({ subject }) => subject.id)));
    }
    case 'link.create':
      return { ...view, links: put(view.links, { rows: {}, facts: null, ...op.link }) };
    case 'link.update':
      return { ...view, links: edit(view.links, op) };
    case 'link.remove':
      return { ...view, links: view.links.filter(({ id }) => id !== op.id) };
  }
}

/**
 * A board with what a step has changed. @returns null where the board was not read at the version that the step met:
 * somebody else has changed it meanwhile, and it has to be read again
 */
export function patched(view: BoardView, change: BoardChange): BoardView | null {
  if (view.version !== change.from) return null;
  const gone = new Set(change.gone);
  const items = merged(view.items, change.items, gone);
  const shown = new Set<string>(items.map(({ subject }) => subject.id));
  const onBoard = ({ id }: { id: string }): boolean => shown.has(id);
  const { undo, redo, version } = change;
  return {
    ...view,
    items,
    entities: merged(view.entities, change.entities, gone).filter(onBoard),
    exhibits: merged(view.exhibits, change.exhibits, gone).filter(onBoard),
    notes: merged(view.notes, change.notes, gone).filter(onBoard),
    links: merged(view.links, change.links, gone).filter(({ from, to }) => onBoard(from) && onBoard(to)),
    undo,
    redo,
    version,
  };
}

/** The rows without what is gone, with what was changed in its place and what is new at the end. */
export function merged<T extends { id: string }>(
  rows: readonly T[],
  changed: readonly T[],
  gone: ReadonlySet<string>,
): T[] {
  const now = new Map<string, T>(changed.map((row) => [row.id, row]));
  const kept = rows.flatMap((row) => {
    if (gone.has(row.id)) return [];
    const changedRow = now.get(row.id);
    now.delete(row.id);
    return [changedRow ?? row];
  });
  return [...kept, ...now.values()];
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

/** A text: held by the vault while it is typed, and one step when its field is left. For a saved field. */
export interface TextEdit {
  /** @throws CallError */
  onSave(text: string): Promise<void>;
  /** @throws CallError */
  onHold(text: string | null): Promise<void>;
}

export interface Board {
  /** As it is with everything done so far, also what the core has not answered yet. Null until it was read. */
  readonly view: BoardView | null;
  readonly entities: readonly Entity[];
  readonly exhibits: readonly Exhibit[];
  readonly problem: Error | null;
  /** Does a step at once and saves it; when the core refuses it, it and those after it are taken back with a message. */
  apply(step: Step): void;
  /** @param subject the text, by the id of what it belongs to @param stepOf the step that writes it */
  text(subject: string, stepOf: (text: string) => Step): TextEdit;
  undo(): void;
  redo(): void;
}

export function useBoard(caseId: CaseId, boardId: BoardId): Board {
  const client = useQueryClient();
  const { data, error } = useQuery<BoardView, CallError>({
    queryKey: keyOf('board.get', { boardId }),
    // A board that is known already is asked for its version alone: what a step changed came with the step's answer.
    queryFn: async () => {
      const known = client.getQueryData<BoardView>(keyOf('board.get', { boardId }));
      if (known && (await call('board.version', { boardId })).version === known.version) return known;
      return call('board.get', { boardId });
    },
  });
  const entities = useRead('entity.list', { caseId }).data ?? NONE;
  const exhibits = useRead('evidence.list', { caseId }).data ?? NONE;
  const [pending, setPending] = useState<readonly Step[]>([]);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const failed = useRef(0); // steps queued before the last failure are not sent any more

  // biome-ignore lint/correctness/useExhaustiveDependencies: another board has its own steps
  useEffect(() => setPending([]), [boardId]);

  const accept = useCallback(
    async (change: BoardChange | null): Promise<void> => {
      const key = keyOf('board.get', { boardId });
      await client.cancelQueries({ queryKey: key }); // a reading begun before this answer is older than it
      const known = client.getQueryData<BoardView>(key);
      const view = known && change ? patched(known, change) : null;
      if (view) client.setQueryData(key, view);
      else await client.fetchQuery({ queryKey: key, queryFn: () => call('board.get', { boardId }), staleTime: 0 });
      if (!change) return;
      client.setQueryData<Entity[]>(
        keyOf('entity.list', { caseId }),
        (list) => list && merged(list, change.entities, new Set(change.gone)),
      );
    },
    [client, caseId, boardId],
  );

  /** @param ask null: the step was made meanwhile, and what it changed is not known */
  const make = useCallback(
    (step: Step, ask: () => Promise<BoardChange | null>): Promise<void> => {
      setPending((steps) => [...steps, step]);
      const made = queue.current.then(async () => {
        try {
          await accept(await ask());
          setPending((steps) => steps.filter((each) => each !== step));
        } catch (problem) {
          failed.current++;
          setPending([]);
          throw problem;
        }
      });
      queue.current = made.catch(() => {});
      return made;
    },
    [accept],
  );
  const apply = useCallback(
    ({ step, ops }: Step): void => {
      const generation = failed.current;
      const ask = () => call('board.apply', { boardId, step, ops: ops as BoardOp[] });
      make({ step, ops }, () => (generation === failed.current ? ask() : Promise.reject(DROPPED))).catch(
        (problem) => problem === DROPPED || showError(problem),
      );
    },
    [boardId, make],
  );
  const text = useCallback(
    (subject: string, stepOf: (text: string) => Step): TextEdit => {
      const hold = (step: Step | null): Promise<void> =>
        holdEdit('board.apply', subject, step && { boardId, step: step.step, ops: step.ops as BoardOp[] });
      return {
        onHold: (typed) => hold(typed === null ? null : stepOf(typed)),
        onSave: (typed) => {
          const step = stepOf(typed);
          const held = hold(step); // at once, also where steps before it are on their way: a lock does not wait for them
          held.catch(() => {});
          return make(step, () => held.then(() => settleEdit(subject)).then(({ board }) => board));
        },
      };
    },
    [boardId, make],
  );

  const travel = useCallback(
    (command: 'board.undo' | 'board.redo'): void => {
      queue.current = queue.current.then(async () => {
        try {
          await accept(await call(command, { boardId }));
        } catch (problem) {
          showError(problem);
        }
      });
    },
    [boardId, accept],
  );
  const undo = useCallback(() => travel('board.undo'), [travel]);
  const redo = useCallback(() => travel('board.redo'), [travel]);

  const view = useMemo(
    () => (data ? pending.reduce((board, { ops }) => applyOps(board, ops, { entities, exhibits }), data) : null),
    [data, pending, entities, exhibits],
  );
  return useMemo(
    () => ({ view, entities, exhibits, problem: error, apply, text, undo, redo }),
    [view, entities, exhibits, error, apply, text, undo, redo],
  );
}

const NONE: never[] = [];
/** Why a step is not sent: one before it was refused, which was said. */
const DROPPED = new Error('a step before it was refused');
