import './board.css';
import { Button, ContextMenuPopover, Spinner, Switch, Tab, Tabs } from '@blueprintjs/core';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { BoardView } from '../../../shared/contract/board.ts';
import type { Case } from '../../../shared/contract/cases.ts';
import type { BoardId } from '../../../shared/contract/values.ts';
import { useRead } from '../../client/hooks.ts';
import { useActions } from '../../state/actions.ts';
import { useSharedSelection } from '../../state/board-selection.ts';
import { useDark } from '../../state/theme.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { plural } from '../../ui/format.ts';
import { EmptyState, Screen } from '../../ui/panel.tsx';
import { BOARD, BoardMenu, type BoardState, boardBindings, Toolbar } from './actions.tsx';
import { PasteList, PinExhibit, usePastedText } from './add-panel.tsx';
import { Canvas } from './canvas.tsx';
import type { Graph } from './graph.ts';
import { Inspector } from './inspector.tsx';
import { ItemList } from './item-list.tsx';
import { LinkMany } from './link-form.tsx';
import { mergedCount, mergedView } from './merged.ts';
import { readPalette } from './palette.ts';
import { namesOn, toggled } from './selection.ts';
import { moveTo } from './steps.ts';
import { type Panel, useDesk } from './use-desk.ts';
import { useImages } from './use-images.ts';

interface Props {
  readonly ofCase: Case;
  readonly boardId: BoardId;
  /** A subject to show first. */
  readonly focus: string | undefined;
  readonly picker: ReactNode;
}

/** One board: drawing, side panel and buttons. */
export function BoardDesk({ ofCase, boardId, focus, picker }: Props) {
  const dark = useDark();
  const palette = useMemo(() => readPalette(dark), [dark]);
  const graph = useRef<Graph | null>(null);
  const desk = useDesk(ofCase, boardId, graph, palette);
  const { board, selection, show, menu, removing } = desk;
  useSharedSelection(selection, show);
  const { view } = board;
  const [revealed, setRevealed] = useState<readonly string[]>([]);
  const revealedSet = useMemo(() => new Set(revealed), [revealed]);
  const images = useImages(view, palette, revealedSet);
  const [text, setText] = useState('');
  const selected = useMemo(() => new Set([...selection.subjects, ...selection.links]), [selection]);
  const names = useMemo(() => (view ? namesOn(view) : null), [view]);

  const state: BoardState = {
    undo: view?.undo ?? null,
    redo: view?.redo ?? null,
    items: view?.items.length ?? 0,
    selectedItems: selection.subjects.length,
    selectedLinks: selection.links.length,
    entity:
      selection.subjects.length === 1 &&
      selection.links.length === 0 &&
      view?.entities.some(({ id }) => id === selection.subjects[0]) === true,
  };
  const actions = useActions(BOARD, boardBindings(state, desk.handlers));
  usePastedText((pasted) => {
    setText(pasted);
    desk.setPanel('add');
  });
  const there = view !== null && focus !== undefined && desk.onBoard.has(focus);
  useEffect(() => {
    if (there) show([focus]);
  }, [there, focus, show]);

  const { data: decided } = useRead('identity.list', { caseId: ofCase.id });
  const [apart, setApart] = useState(false);
  const identities = decided?.identities;
  const drawn = useMemo(
    () => (view && identities && !apart ? mergedView(view, identities) : view),
    [view, identities, apart],
  );
  const merged = view && identities ? mergedCount(view, identities) : 0;

  if (board.problem) {
    return (
      <Screen title="Board" actions={picker}>
        <EmptyState icon="error" title="The board cannot be shown">
          {board.problem.message}
        </EmptyState>
      </Screen>
    );
  }
  if (!view || !names || !drawn) {
    return (
      <Screen title="Board" actions={picker}>
        <Spinner />
      </Screen>
    );
  }
  const inspector = (
    <Inspector
      view={view}
      selection={selection}
      names={names}
      fresh={desk.fresh}
      revealed={revealedSet}
      onStep={board.apply}
      text={board.text}
      onSelect={desk.select}
      onReveal={(id) => setRevealed((ids) => toggled(ids, id))}
      actions={actions}
    />
  );
  const add = (
    <div className="rt-column">
      <PasteList entities={board.entities} text={text} onText={setText} onAdd={desk.addValues} />
      <PinExhibit exhibits={board.exhibits} onBoard={desk.onBoard} onPin={(exhibit) => void desk.pin(exhibit)} />
    </div>
  );
  return (
    <Screen
      title="Board"
      actions={
        <>
          {picker}
          <Toolbar actions={actions} busy={desk.busy !== null} />
        </>
      }
    >
      <div className="rt-board">
        <div className="rt-board-stage">
          <Canvas
            graph={graph}
            view={drawn}
            images={images}
            palette={palette}
            selected={selected}
            onSelect={desk.selectIds}
            onMove={(places) => {
              const step = moveTo(view, places);
              if (step) board.apply(step);
            }}
            onLink={desk.linkTo}
            onOpen={(id) => (view.links.some((each) => each.id === id) ? show([], [id]) : desk.setPanel('details'))}
            onMenu={desk.openMenu}
            onRemove={desk.handlers.remove}
          />
          {view.items.length === 0 && <Nothing />}
          {merged > 0 && (
            <Switch
              className="rt-board-identities"
              checked={apart}
              label={`Show ${plural(merged, 'identity', 'identities')} apart`}
              onChange={(event) => setApart(event.currentTarget.checked)}
            />
          )}
          {desk.busy === 'layout' && <Arranging onStop={desk.stopLayout} />}
        </div>
        <Tabs
          id="board-panel"
          className="rt-board-side"
          selectedTabId={desk.panel}
          onChange={(tab) => desk.setPanel(tab as Panel)}
          renderActiveTabPanelOnly
        >
          <Tab id="add" title="Add" panel={add} />
          <Tab id="details" title="Details" panel={inspector} />
          <Tab
            id="list"
            title={`List (${view.items.length + view.links.length})`}
            panel={<ItemList view={view} names={names} selection={selection} onSelect={desk.select} />}
          />
        </Tabs>
      </div>
      <ContextMenuPopover
        isOpen={menu !== null}
        isDarkTheme={dark}
        targetOffset={menu?.at}
        content={<BoardMenu actions={actions} on={menu?.on ?? 'ground'} />}
        onClose={desk.closeMenu}
      />
      {desk.linking && (
        <LinkMany
          subjects={desk.linking}
          names={names}
          types={[...new Set(view.links.map(({ type }) => type))]}
          onLink={desk.linkAll}
          onClose={() => desk.setLinking(null)}
        />
      )}
      {removing && (
        <ConfirmDialog
          title={`Remove “${removing.label}” from the case`}
          confirm="Remove"
          intent="danger"
          onClose={() => desk.setRemoving(null)}
          onConfirm={async () =>
            board.apply({ step: 'Remove an entity', ops: [{ op: 'entity.remove', id: removing.id }] })
          }
        >
          <p>
            It goes from every board of the case, with {plural(linksOf(view, removing.id), 'link')} shown here. Undo
            brings all of it back.
          </p>
        </ConfirmDialog>
      )}
    </Screen>
  );
}

const linksOf = (view: BoardView, id: string): number =>
  view.links.filter(({ from, to }) => from.id === id || to.id === id).length;

function Arranging({ onStop }: { onStop: () => void }) {
  return (
    <div className="rt-board-busy" role="status">
      <Spinner size={16} /> The layout is computed. With thousands of links this takes minutes.
      <Button size="small" text="Stop" onClick={onStop} />
    </div>
  );
}

function Nothing() {
  return (
    <div className="rt-board-nothing">
      <EmptyState icon="graph" title="Nothing on this board yet">
        Pin an exhibit, or paste accounts, e-mail or IP addresses, one a line, under Add on the right. Then drag from
        the dot at an item’s edge onto another to link them, or select two and press L.
      </EmptyState>
    </div>
  );
}
