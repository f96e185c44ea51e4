import { Button } from '@blueprintjs/core';
import { useState } from 'react';
import type { Entity } from '../../../shared/contract/entities.ts';
import { useRead } from '../../client/hooks.ts';
import { ExpandDialog } from '../../parts/expand-dialog.tsx';
import { useShowBoard } from '../../parts/show-board.ts';
import { useNavigation } from '../../state/navigation.tsx';

/** Onto the board that the case began with. */
export function Expand({ entity }: { entity: Entity }) {
  const { caseId } = useNavigation();
  const showBoard = useShowBoard();
  const { data: boards = [] } = useRead('board.list', { caseId });
  const [open, setOpen] = useState(false);
  const [board] = boards;
  if (!board) return null;
  return (
    <>
      <Button size="small" icon="many-to-many" text="Expand from data…" onClick={() => setOpen(true)} />
      {open && (
        <ExpandDialog
          boardId={board.id}
          entityIds={[entity.id]}
          name={`“${entity.label}” on ${board.title}`}
          onDone={() => showBoard(board.id)}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
