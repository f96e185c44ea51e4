import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { BoardChange, BoardOp, BoardView } from '../../../shared/contract/board.ts';
import type { Entity } from '../../../shared/contract/entities.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { BoardId, CaseId } from '../../../shared/contract/values.ts';
import { type CallError, call } from '../../client/call.ts';
import { keyOf, useRead } from '../../client/hooks.ts';
import { showError } from '../../ui/toaster.ts';
import { applyOps, merged, patched } from './optimistic.ts';
import type { Step } from './steps.ts';

export interface Board {
  /** As it is with everything done so far, also what the core has not answered yet. Null until it was read. */
  readonly view: BoardView | null;
  readonly entities: readonly Entity[];
  readonly exhibits: readonly Exhibit[];
  readonly problem: Error | null;
  /** Does a step at once and saves it; when the core refuses it, it and those after it are taken back with a message. */
  apply(step: Step): void;
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
    async (change: BoardChange): Promise<void> => {
      const key = keyOf('board.get', { boardId: change.id });
      await client.cancelQueries({ queryKey: key }); // a reading begun before this answer is older than it
      const known = client.getQueryData<BoardView>(key);
      const view = known ? patched(known, change) : null;
      if (view) client.setQueryData(key, view);
      else await client.fetchQuery({ queryKey: key, queryFn: () => call('board.get', { boardId: change.id }) });
      client.setQueryData<Entity[]>(
        keyOf('entity.list', { caseId }),
        (list) => list && merged(list, change.entities, new Set(change.gone)),
      );
    },
    [client, caseId],
  );

  const apply = useCallback(
    (step: Step): void => {
      const generation = failed.current;
      setPending((steps) => [...steps, step]);
      queue.current = queue.current.then(async () => {
        if (generation !== failed.current) return;
        try {
          await accept(await call('board.apply', { boardId, step: step.step, ops: step.ops as BoardOp[] }));
          setPending((steps) => steps.filter((each) => each !== step));
        } catch (problem) {
          failed.current++;
          setPending([]);
          showError(problem);
        }
      });
    },
    [boardId, accept],
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
    () => ({ view, entities, exhibits, problem: error, apply, undo, redo }),
    [view, entities, exhibits, error, apply, undo, redo],
  );
}

const NONE: never[] = [];
