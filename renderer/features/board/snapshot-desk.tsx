import './board.css';
import { Button, ButtonGroup, Callout, Divider, Spinner } from '@blueprintjs/core';
import { useEffect, useMemo, useRef } from 'react';
import type { BoardOp, BoardView } from '../../../shared/contract/board.ts';
import type { Case } from '../../../shared/contract/cases.ts';
import type { SnapshotView } from '../../../shared/contract/snapshots.ts';
import type { SnapshotId } from '../../../shared/contract/values.ts';
import { drawnOf } from '../../../shared/domain/board-scene.ts';
import { sighted, sightWords } from '../../../shared/domain/board-sight.ts';
import { styled } from '../../../shared/domain/board-style.ts';
import { call } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { kindOf } from '../../state/entity-kinds.ts';
import { useDark } from '../../state/theme.ts';
import { formatUtc, plural } from '../../ui/format.ts';
import { EmptyState, Screen } from '../../ui/panel.tsx';
import { Changes } from '../../ui/saved-field.tsx';
import { showError, showToast } from '../../ui/toaster.ts';
import { Canvas } from './canvas.tsx';
import { Legend } from './corner-views.tsx';
import { type PictureKind, savePicture } from './export-picture.ts';
import type { Graph } from './graph.ts';
import { readPalette } from './palette.ts';
import { SnapshotsPanel } from './snapshots-panel.tsx';
import { useImages } from './use-images.ts';

interface Props {
  readonly ofCase: Case;
  readonly snapshotId: SnapshotId;
  readonly onShow: (id: SnapshotId | null) => void;
}

/** A snapshot in the place of the board: to be looked at, and left as it is. */
export function SnapshotDesk({ ofCase, snapshotId, onShow }: Props) {
  const { data, error } = useRead('snapshot.get', { snapshotId });
  return (
    <Screen title={data ? `Snapshot: ${data.snapshot.title}` : 'Snapshot'} actions={<Back onShow={onShow} />}>
      {error && (
        <EmptyState icon="error" title="The snapshot cannot be shown">
          {error.message}
        </EmptyState>
      )}
      {!data && !error && <Spinner />}
      {data && <Shown key={snapshotId} taken={data} ofCase={ofCase} onShow={onShow} />}
    </Screen>
  );
}

const Back = ({ onShow }: Pick<Props, 'onShow'>) => (
  <Button icon="arrow-left" text="Back to the board" onClick={() => onShow(null)} />
);

const PICTURES: readonly (readonly [PictureKind, string])[] = [
  ['png2', 'PNG, 2×'],
  ['png4', 'PNG, 4×'],
  ['svg', 'SVG'],
];
const NONE: ReadonlySet<string> = new Set();
const nothing = (): void => {};

function Shown({ taken, ofCase, onShow }: { taken: SnapshotView; ofCase: Case; onShow: Props['onShow'] }) {
  const { snapshot, board, sight, identities, gone } = taken;
  const dark = useDark();
  const palette = useMemo(() => readPalette(dark), [dark]);
  const graph = useRef<Graph | null>(null);
  const view = useMemo(
    () =>
      styled(
        sighted(
          board,
          sight,
          identities.map((members) => ({ members: members.map((id) => ({ id })) })),
        ),
      ),
    [board, sight, identities],
  );
  const images = useImages(view, palette, NONE);
  const drawn = useMemo(() => drawnOf(view, images, (type) => kindOf(type).colour), [view, images]);
  useEffect(() => graph.current?.fit(), []);
  const save = (kind: PictureKind): void => {
    if (!graph.current) return;
    const { takenAt, title } = snapshot;
    const of = { graph: graph.current, view, drawn, title: `${board.title}: ${title}`, takenAt, ofCase, palette };
    void savePicture(kind, of, (drawing) => call('snapshot.export', { snapshotId: snapshot.id, ...drawing }) as never);
  };
  const restore = async (): Promise<void> => {
    try {
      const now = await call('board.get', { boardId: snapshot.boardId });
      const ops = arrangedAs(board, now);
      if (ops.length > 0)
        await call('board.apply', { boardId: now.id, step: `Arrange as in “${snapshot.title}”`.slice(0, 200), ops });
      showToast({ message: ops.length > 0 ? 'The board is arranged as it was then.' : 'The board is arranged so.' });
      onShow(null);
    } catch (problem) {
      showError(problem);
    }
  };
  return (
    <div className="rt-board">
      <div className="rt-board-stage">
        <Canvas
          graph={graph}
          view={view}
          drawn={drawn}
          palette={palette}
          selected={NONE}
          fixed
          onSelect={nothing}
          onMove={nothing}
          onLink={nothing}
          onOpen={nothing}
          onMenu={nothing}
          onRemove={nothing}
        />
        <Legend view={view} />
      </div>
      <div className="rt-board-side rt-board-side-plain">
        <Callout compact icon="camera" role="status">
          {`As the board “${board.title}” was at ${formatUtc(snapshot.takenAt)} UTC. ${sightWords(sight, snapshot.items, snapshot.of)}`}
          {gone.length > 0 &&
            ` ${plural(gone.length, 'of its items or links is', 'of its items and links are')} not in the case any more.`}
        </Callout>
        <div className="rt-row">
          <ButtonGroup variant="minimal">
            <Button icon="zoom-to-fit" text="Fit" onClick={() => graph.current?.fit()} />
            {PICTURES.map(([kind, word]) => (
              <Button key={kind} text={word} title={`Save it as a picture (${word})`} onClick={() => save(kind)} />
            ))}
          </ButtonGroup>
        </div>
        <Changes>
          <Button icon="layout" text="Arrange the board like this" fill onClick={() => void restore()} />
        </Changes>
        <Divider />
        <SnapshotsPanel caseId={ofCase.id} current={snapshot.id} onShow={onShow} />
      </div>
    </div>
  );
}

/** What gives the items that are still on a board the places, groups and marks that they had; nothing is added or removed. */
export function arrangedAs(then: BoardView, now: BoardView): BoardOp[] {
  const was = new Map<string, BoardView['items'][number]>(then.items.map((item) => [item.subject.id, item]));
  const pairs = now.items.flatMap((item) => {
    const before = was.get(item.subject.id);
    return before ? [{ id: item.id, item, before }] : [];
  });
  const moves = pairs.flatMap(({ id, item, before: { x, y } }) => (item.x === x && item.y === y ? [] : [{ id, x, y }]));
  const marks = pairs.flatMap(({ id, item, before }): BoardOp[] => {
    const [a, b] = [item, before].map(({ hidden = false, group = null, folded = false }) => ({
      hidden,
      group,
      folded,
    }));
    return JSON.stringify(a) === JSON.stringify(b) || !b ? [] : [{ op: 'item.mark', ids: [id], ...b }];
  });
  return [...(moves.length > 0 ? [{ op: 'item.move', moves } as BoardOp] : []), ...marks];
}
