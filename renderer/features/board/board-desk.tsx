import './board.css';
import { Button, ContextMenuPopover, Spinner, Switch, Tab, Tabs } from '@blueprintjs/core';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { BoardView } from '../../../shared/contract/board.ts';
import type { Case } from '../../../shared/contract/cases.ts';
import type { EntityType } from '../../../shared/contract/entities.ts';
import type { BoardId, SnapshotId } from '../../../shared/contract/values.ts';
import { mergedCount, mergedView } from '../../../shared/domain/board-identities.ts';
import { boundsOf, type Rect } from '../../../shared/domain/board-layout.ts';
import { type Drawn, drawnOf, meant } from '../../../shared/domain/board-scene.ts';
import { styled } from '../../../shared/domain/board-style.ts';
import { useRead } from '../../client/hooks.ts';
import { ExpandDialog } from '../../parts/expand-dialog.tsx';
import { useStrip } from '../../parts/timeline/strips.ts';
import { ActionButton } from '../../state/action-button.tsx';
import { type Action, useActions } from '../../state/actions.ts';
import { useSharedSelection } from '../../state/board-selection.ts';
import { kindOf } from '../../state/entity-kinds.ts';
import { decideSameness } from '../../state/entity-page.ts';
import { useDark } from '../../state/theme.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { EmptyState, Screen } from '../../ui/panel.tsx';
import { BOARD, BoardMenu, type BoardState, boardBindings, Toolbar } from './actions.tsx';
import { PasteList, PinExhibit, usePastedText } from './add-panel.tsx';
import { CopyTo, NameGroup } from './board-dialogs.tsx';
import { BoardStrip } from './board-strip.tsx';
import { Canvas } from './canvas.tsx';
import { Legend } from './corner-views.tsx';
import { filterWords, NO_FILTER, passing } from './filter.ts';
import { FilterPanel } from './filter-panel.tsx';
import type { Graph } from './graph.ts';
import { Inspector } from './inspector.tsx';
import { ItemList } from './item-list.tsx';
import { LinkMany } from './link-form.tsx';
import { readPalette } from './palette.ts';
import { namesOn, toggled } from './selection.ts';
import { SnapshotsPanel } from './snapshots-panel.tsx';
import { moveTo } from './steps.ts';
import { PutTemplate, SaveTemplate } from './templates.tsx';
import { allLocked } from './use-arranging.ts';
import { type Panel, useDesk } from './use-desk.ts';
import { useImages } from './use-images.ts';

interface Props {
  readonly ofCase: Case;
  readonly boardId: BoardId;
  readonly boards: readonly { id: BoardId; title: string }[];
  /** A subject to show first. */
  readonly focus: string | undefined;
  readonly picker: ReactNode;
  readonly onShowSnapshot: (id: SnapshotId) => void;
}

/** One board: drawing, side panel and buttons. */
export function BoardDesk({ ofCase, boardId, boards, focus, picker, onShowSnapshot }: Props) {
  const dark = useDark();
  const palette = useMemo(() => readPalette(dark), [dark]);
  const graph = useRef<Graph | null>(null);
  const desk = useDesk(ofCase, boardId, graph);
  const { board, selection, show, menu, removing } = desk;
  const { view } = board;
  const title = boards.find(({ id }) => id === boardId)?.title ?? '';
  useSharedSelection(title, desk.onBoard, view, selection, show);
  const [revealed, setRevealed] = useState<readonly string[]>([]);
  const revealedSet = useMemo(() => new Set(revealed), [revealed]);
  const images = useImages(view, palette, revealedSet);
  const [text, setText] = useState('');
  const names = useMemo(() => (view ? namesOn(view) : null), [view]);
  const [filter, setFilter] = useState(NO_FILTER);
  const passed = useMemo(() => (view && names ? passing(view, names, filter) : null), [view, names, filter]);
  const selected = useMemo(() => new Set([...selection.subjects, ...selection.links]), [selection]);

  const chosen = view?.entities.filter(({ id }) => selected.has(id)) ?? [];
  const state: BoardState = {
    undo: view?.undo ?? null,
    redo: view?.redo ?? null,
    items: view?.items.length ?? 0,
    notes: view?.notes.length ?? 0,
    selectedItems: selection.subjects.length,
    selectedLinks: selection.links.length,
    entity:
      selection.subjects.length === 1 &&
      selection.links.length === 0 &&
      view?.entities.some(({ id }) => id === selection.subjects[0]) === true,
    selectedEntities: chosen.length,
    sameType:
      selected.size === chosen.length && chosen.length < 3 && new Set(chosen.map(({ type }) => type)).size === 1,
    locked: view !== null && allLocked(view, selection.subjects),
    grouped: view?.items.some(({ subject, group }) => group !== undefined && selected.has(subject.id)) === true,
    hidden: view?.items.filter(({ hidden }) => hidden).length ?? 0,
    boards: boards.length,
    drag: desk.drag,
    snapping: desk.snapping,
  };
  const [templating, setTemplating] = useState<'put' | 'save' | null>(null);
  const strip = useStrip(ofCase.id, 'board');
  const actions = useActions(
    BOARD,
    boardBindings(state, {
      ...desk.handlers,
      strip: strip.toggle,
      same: () => {
        const [one, other] = chosen;
        if (one) decideSameness({ type: one.type, label: one.label }, other?.label);
      },
      template: () => setTemplating('put'),
      saveTemplate: () => setTemplating('save'),
    }),
  );
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
  const united = useMemo(
    () => view && styled(identities && !apart ? mergedView(view, identities) : view),
    [view, identities, apart],
  );
  const drawn = useMemo(() => united && drawnOf(united, images, colourOf, passed), [united, images, passed]);
  if (united && drawn) {
    const { title } = united;
    const takenAt = new Date().toISOString();
    desk.pictured.current = graph.current && {
      ...{ graph: graph.current, view: united, drawn, title, takenAt },
      ofCase,
      palette,
    };
    desk.sighting.current = () => ({
      ...{ shown: passed && [...passed], filter: filterWords(filter), apart },
      frame: graph.current ? frameOf(drawn, graph.current.seen()) : null,
    });
  }
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
          <Toolbar actions={actions} busy={desk.busy !== null} drag={desk.drag} strip={strip.isShown} />
        </>
      }
    >
      <div className="rt-board">
        <div className="rt-board-middle">
          <div className="rt-board-stage">
            <Canvas
              graph={graph}
              view={view}
              drawn={drawn}
              palette={palette}
              selected={selected}
              onSelect={(ids) => desk.selectIds(meant(drawn, ids))}
              onMove={(places) => {
                const step = moveTo(view, places);
                if (step) board.apply(step);
              }}
              onLink={desk.linkTo}
              onOpen={(id) => {
                if (drawn.behind.has(id) && id.startsWith('group:')) actions.fold.perform();
                else if (view.links.some((each) => each.id === id)) show([], [id]);
                else desk.setPanel('details');
              }}
              onMenu={(id, at) => desk.openMenu(id, at, id === null ? [] : (drawn.behind.get(id) ?? [id]))}
              onRemove={desk.handlers.remove}
            />
            {view.items.length === 0 ? <Nothing template={actions.template} /> : <Legend view={view} />}
            <NotDrawn
              hidden={state.hidden}
              shown={passed?.size ?? null}
              of={view.items.length}
              onClear={() => setFilter(NO_FILTER)}
              onShow={actions.showAll}
            />
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
          {strip.isShown && <BoardStrip caseId={ofCase.id} />}
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
            id="filter"
            title="Find"
            panel={
              <FilterPanel
                view={view}
                names={names}
                filter={filter}
                shown={passed}
                onFilter={setFilter}
                onFly={(id) => desk.fly(id)}
              />
            }
          />
          <Tab
            id="snapshots"
            title="Snapshots"
            panel={
              <SnapshotsPanel
                caseId={ofCase.id}
                current={null}
                onShow={(id) => id && onShowSnapshot(id)}
                onTake={desk.handlers.snapshot}
              />
            }
          />
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
      {desk.naming !== null && (
        <NameGroup name={desk.naming} onName={desk.nameGroup} onClose={() => desk.setNaming(null)} />
      )}
      {desk.expanding && (
        <ExpandDialog
          boardId={boardId}
          entityIds={desk.expanding.map(({ id }) => id)}
          name={
            desk.expanding.length === 1
              ? `“${desk.expanding[0]?.label}”`
              : plural(desk.expanding.length, 'entity', 'entities')
          }
          onClose={() => desk.setExpanding(null)}
        />
      )}
      {templating === 'put' && <PutTemplate onPut={desk.putTemplate} onClose={() => setTemplating(null)} />}
      {templating === 'save' && (
        <SaveTemplate view={view} subjects={selection.subjects} onClose={() => setTemplating(null)} />
      )}
      {desk.copying && (
        <CopyTo
          boards={boards.filter(({ id }) => id !== boardId)}
          count={selection.subjects.length}
          onCopy={desk.copyTo}
          onClose={() => desk.setCopying(false)}
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

const colourOf = (type: EntityType): string => kindOf(type).colour;
/** What is in view, unless all that is drawn is. */
function frameOf({ nodes }: Drawn, seen: Rect): Rect | null {
  const bounds = boundsOf(nodes);
  const all =
    bounds === null ||
    (Math.abs(bounds.x - seen.x) * 2 + bounds.width <= seen.width &&
      Math.abs(bounds.y - seen.y) * 2 + bounds.height <= seen.height);
  return all ? null : seen;
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

interface NotDrawnProps {
  readonly hidden: number;
  /** Items that a filter lets through; null where there is none. */
  readonly shown: number | null;
  readonly of: number;
  readonly onClear: () => void;
  readonly onShow: Action;
}
/** Says what of the board is not drawn, so that nobody takes a part for the whole. */
function NotDrawn({ hidden, shown, of, onClear, onShow }: NotDrawnProps) {
  if (hidden === 0 && shown === null) return null;
  return (
    <div className="rt-board-notdrawn" role="status">
      {shown !== null && (
        <>
          The filter lets {formatCount(shown)} of {formatCount(of)} items through.
          <Button size="small" text="Clear the filter" onClick={onClear} />
        </>
      )}
      {hidden > 0 && <ActionButton action={onShow} text={onShow.label} size="small" />}
    </div>
  );
}

function Nothing({ template }: { template: Action }) {
  return (
    <div className="rt-board-nothing">
      <EmptyState icon="graph" title="Nothing on this board yet">
        Pin an exhibit, or paste accounts, e-mail or IP addresses, one a line, under Add on the right. Then drag from
        the dot at an item’s edge onto another to link them, or select two and press L.
        <br />
        <ActionButton action={template} text={template.label} className="rt-board-start" />
      </EmptyState>
    </div>
  );
}
