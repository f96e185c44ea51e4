import { Button, ButtonGroup, HTMLSelect, Menu, MenuItem, Popover, Spinner } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { BoardId, CaseId, SnapshotId } from '../../../shared/contract/values.ts';
import { call } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { openGraphDialog, showsBoard } from '../../state/graph.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Screen } from '../../ui/panel.tsx';
import { Changes, Field } from '../../ui/saved-field.tsx';
import { BoardDesk } from './board-desk.tsx';
import { SnapshotDesk } from './snapshot-desk.tsx';

interface Props {
  readonly caseId: CaseId;
  readonly boards: readonly { id: BoardId; title: string; items: number }[];
  readonly boardId: BoardId;
  readonly onChoose: (id: BoardId) => void;
}

/** Which board of the case is shown; makes and renames boards. */
function BoardPicker({ caseId, boards, boardId, onChoose }: Props) {
  const [asked, setAsked] = useState<'new' | 'rename' | null>(null);
  const [title, setTitle] = useState('');
  useEffect(() => {
    showsBoard(boardId);
    return () => showsBoard(null);
  }, [boardId]);
  const open = (what: 'new' | 'rename'): void => {
    setTitle(what === 'rename' ? (boards.find(({ id }) => id === boardId)?.title ?? '') : '');
    setAsked(what);
  };
  const submit = async (): Promise<void> => {
    if (asked === 'rename') await call('board.rename', { boardId, title });
    else onChoose((await call('board.create', { caseId, title })).id);
  };
  return (
    <>
      <HTMLSelect
        aria-label="Board"
        value={boardId}
        options={boards.map(({ id, title: name, items }) => ({ value: id, label: `${name} (${items})` }))}
        onChange={(event) => onChoose(event.currentTarget.value as BoardId)}
      />
      <Changes>
        <ButtonGroup variant="minimal">
          <Button icon="edit" aria-label="Rename this board" title="Rename this board" onClick={() => open('rename')} />
          <Button icon="plus" aria-label="New board" title="New board" onClick={() => open('new')} />
        </ButtonGroup>
      </Changes>
      <Popover
        placement="bottom-start"
        content={
          <Menu>
            <MenuItem
              icon="predictive-analysis"
              text="Analyse…"
              onClick={() => openGraphDialog({ kind: 'analyse', boardId })}
            />
            <Changes>
              <MenuItem
                icon="import"
                text="Put a graph onto this board…"
                onClick={() => openGraphDialog({ kind: 'import', boardId })}
              />
            </Changes>
            <MenuItem
              icon="export"
              text="Export as a graph…"
              onClick={() => openGraphDialog({ kind: 'export', boardId })}
            />
          </Menu>
        }
      >
        <Button variant="minimal" icon="graph" endIcon="caret-down" text="Graph" />
      </Popover>
      {asked && (
        <ConfirmDialog
          title={asked === 'new' ? 'New board' : 'Rename the board'}
          confirm={asked === 'new' ? 'Create' : 'Rename'}
          disabled={title.trim() === ''}
          onClose={() => setAsked(null)}
          onConfirm={submit}
        >
          <Field label="Title">
            {(id) => (
              <input
                id={id}
                className="bp6-input"
                maxLength={500}
                // biome-ignore lint/a11y/noAutofocus: the dialog asks for nothing else
                autoFocus
                value={title}
                onChange={(event) => setTitle(event.currentTarget.value)}
              />
            )}
          </Field>
        </ConfirmDialog>
      )}
    </>
  );
}

/** Shows the board named by the place, the one that holds the subject it names, or the case's first. */
export function BoardScreen() {
  const { caseId, place } = useNavigation();
  const boards = useRead('board.list', { caseId }).data;
  const ofCase = useRead('case.get', { caseId }).data;
  const [chosen, setChosen] = useState<BoardId | null>(null);
  const [snapshot, setSnapshot] = useState<SnapshotId | null>(null);
  const asked = boards?.find(({ id }) => id === place.focus)?.id;
  const holding = useBoardHolding(caseId, asked ? undefined : place.focus);

  // A place that names something else is a new wish; what was chosen before it no longer counts.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    setChosen(null);
    setSnapshot(null);
  }, [place.focus]);

  if (!boards || !ofCase) {
    return (
      <Screen title="Board">
        <Spinner />
      </Screen>
    );
  }
  const boardId = chosen ?? asked ?? holding ?? ofCase.boardId;
  if (snapshot) return <SnapshotDesk ofCase={ofCase} snapshotId={snapshot} onShow={setSnapshot} />;
  return (
    <BoardDesk
      key={boardId}
      ofCase={ofCase}
      boardId={boardId}
      boards={boards}
      focus={chosen || asked ? undefined : place.focus}
      picker={<BoardPicker caseId={caseId} boards={boards} boardId={boardId} onChoose={setChosen} />}
      onShowSnapshot={setSnapshot}
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
