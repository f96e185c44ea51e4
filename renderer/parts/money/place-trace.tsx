import { HTMLSelect, Spinner } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { BoardId, ExhibitId } from '../../../shared/contract/values.ts';
import { METHODS, type Method } from '../../../shared/domain/tracing/methods.ts';
import { runJob } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { kindOf } from '../../state/entity-kinds.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { Field } from '../../ui/saved-field.tsx';
import { messageOf, showToast } from '../../ui/toaster.ts';
import { useShowBoard } from '../show-board.ts';

type Counted = Output<'trace.previewPlace'>;

/** What a saved trace puts on a board, counted before it is made. */
export function PlaceTraceDialog({
  exhibitId,
  method,
  onClose,
}: {
  readonly exhibitId: ExhibitId;
  readonly method: Method;
  readonly onClose: () => void;
}) {
  const { caseId } = useNavigation();
  const showBoard = useShowBoard();
  const { data: boards = [] } = useRead('board.list', { caseId });
  const [chosen, setChosen] = useState<BoardId | null>(null);
  const boardId = chosen ?? boards[0]?.id ?? null;
  const [found, setFound] = useState<Counted | null>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    if (!boardId) return;
    const stopped = new AbortController();
    setFound(null);
    setProblem('');
    runJob('trace.previewPlace', { exhibitId, boardId, method }, { signal: stopped.signal }).then(
      (counts) => !stopped.signal.aborted && setFound(counts),
      (error: unknown) => !stopped.signal.aborted && setProblem(messageOf(error)),
    );
    return () => stopped.abort();
  }, [exhibitId, boardId, method]);
  const place = async (): Promise<void> => {
    if (!boardId) return;
    const made = await runJob('trace.place', { exhibitId, boardId, method });
    showToast({
      message: `${saidOf(made)} Undo on the board takes it back.`,
      intent: 'success',
      action: { text: 'Show board', onClick: () => showBoard(boardId) },
    });
  };
  const makes = found !== null && found.total.links.made + found.total.placed + found.relabelled > 0;
  return (
    <ConfirmDialog
      title="Put the trace on a board"
      confirm="Put on board"
      disabled={!makes}
      onClose={onClose}
      onConfirm={place}
    >
      <Field label="Board">
        {(id) => (
          <HTMLSelect
            id={id}
            value={boardId ?? ''}
            onChange={({ currentTarget }) => setChosen(currentTarget.value as BoardId)}
            options={boards.map(({ id: value, title }) => ({ value, label: title }))}
          />
        )}
      </Field>
      <div aria-live="polite" className="rt-column">
        {found === null && !problem && <Spinner size={20} aria-label="Counting" />}
        {problem && <p className="rt-danger">{problem}</p>}
        {found && (
          <p>
            <strong>{saidOf(found)}</strong> {makes ? '' : 'All of it is on the board already.'}
          </p>
        )}
        {found?.notes.map((note) => (
          <p key={note} className="rt-muted">
            {note}
          </p>
        ))}
        <p className="rt-muted">
          Each link rests on the rows of its payments and on the trace, and says what of them is traced by{' '}
          {METHODS[method].name}.
        </p>
      </div>
    </ConfirmDialog>
  );
}

function saidOf({ total, relabelled }: Pick<Counted, 'total' | 'relabelled'>): string {
  const { entities, links, byType, placed } = total;
  const types = byType.map(({ type, count }) =>
    plural(count, kindOf(type).word.toLowerCase(), kindOf(type).words.toLowerCase()),
  );
  return `${types.join(', ')} (${formatCount(entities.known)} known), ${formatCount(placed)} placed; ${plural(links.made, 'new link')}, ${formatCount(links.known)} known${relabelled > 0 ? `, ${plural(relabelled, 'link')} with amounts set anew` : ''}.`;
}
