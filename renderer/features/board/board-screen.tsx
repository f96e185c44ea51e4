import { Spinner } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { BoardId, CaseId } from '../../../shared/contract/values.ts';
import { call } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { Screen } from '../../ui/screen.tsx';
import { BoardDesk } from './board-desk.tsx';
import { BoardPicker } from './board-picker.tsx';

/** Shows the board named by the place, the one that holds the subject it names, or the case's first. */
export function BoardScreen() {
  const { caseId, place } = useNavigation();
  const boards = useRead('board.list', { caseId }).data;
  const ofCase = useRead('case.get', { caseId }).data;
  const [chosen, setChosen] = useState<BoardId | null>(null);
  const asked = boards?.find(({ id }) => id === place.focus)?.id;
  const holding = useBoardHolding(caseId, asked ? undefined : place.focus);

  // A place that names something else is a new wish; what was chosen before it no longer counts.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => setChosen(null), [place.focus]);

  if (!boards || !ofCase) {
    return (
      <Screen title="Board">
        <Spinner />
      </Screen>
    );
  }
  const boardId = chosen ?? asked ?? holding ?? ofCase.boardId;
  return (
    <BoardDesk
      key={boardId}
      ofCase={ofCase}
      boardId={boardId}
      focus={chosen || asked ? undefined : place.focus}
      picker={<BoardPicker caseId={caseId} boards={boards} boardId={boardId} onChoose={setChosen} />}
    />
  );
}

/** The first board of the case on which a subject lies; undefined while it is looked for, or when none does. */
function useBoardHolding(caseId: CaseId, subjectId: string | undefined): BoardId | undefined {
  const [found, setFound] = useState<{ subjectId: string; boardId: BoardId } | null>(null);
  useEffect(() => {
    if (!subjectId) return;
    let wanted = true;
    const look = async (): Promise<void> => {
      for (const { id } of await call('board.list', { caseId })) {
        const { items } = await call('board.get', { boardId: id });
        if (!wanted) return;
        if (items.some(({ subject }) => subject.id === subjectId)) return setFound({ subjectId, boardId: id });
      }
    };
    look().catch(() => setFound(null)); // the first board is shown then, and says what is wrong itself
    return () => {
      wanted = false;
    };
  }, [caseId, subjectId]);
  return found && found.subjectId === subjectId ? found.boardId : undefined;
}
