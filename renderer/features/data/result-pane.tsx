import { ButtonGroup, Callout, Spinner, showContextMenu, Tag } from '@blueprintjs/core';
import { lazy, Suspense, useCallback, useState } from 'react';
import type { DatasetSummary } from '../../../shared/contract/datasets.ts';
import type { QueryResult } from '../../../shared/contract/query.ts';
import type { CaseId, DatasetId } from '../../../shared/contract/values.ts';
import { asText } from '../../../shared/domain/as-text.ts';
import { tableSize } from '../../../shared/domain/board-layout.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';
import { mixings } from '../../../shared/domain/currencies.ts';
import { freeNames } from '../../../shared/domain/sql-names.ts';
import { ReadingDialog } from '../../parts/reading-dialog.tsx';
import { useStrip } from '../../parts/timeline/strips.ts';
import { ActionButton } from '../../state/action-button.tsx';
import { useActions } from '../../state/actions.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { Splitter } from '../../ui/splitter.tsx';
import { showError, showToast } from '../../ui/toaster.ts';
import { RESULT } from './actions.ts';
import { CellBar, showInExhibit, UNASKED_MS, usePlaces } from './cell-bar.tsx';
import { ColumnProfile } from './column-profile.tsx';
import { changeDesk, changeTab, deskOf, type GridLayout, type QueryTab, useDataDesk } from './data-desk.ts';
import { EntitiesDialog, type EntitySource } from './entities-dialog.tsx';
import { MappingDialog } from './mapping-dialog.tsx';
import { sourceOf } from './put-on-board.ts';
import { ExportDialog, SaveExhibitDialog, WholeValue } from './result-dialogs.tsx';
import { FindBar, type Found } from './result-find.tsx';
import type { CellPlace } from './result-grid.tsx';
import { CellMenu, ColumnMenu, type MenuHandlers, type ReadColumnOf } from './result-menus.tsx';
import { copyAll, copyRows, copyValue } from './result-rows.ts';
import { MarkedRows, useResultSelection } from './result-selection.tsx';
import { ResultStrip, timeColumns } from './result-strip.tsx';
import { SavedNotice } from './saved-notice.tsx';
import { addStep, frequencies, keepPicked, shape, showFacets } from './shaping-desk.ts';
import { VariantsDialog } from './variants-dialog.tsx';

const ResultGrid = lazy(() => import('./result-grid.tsx').then((module) => ({ default: module.ResultGrid })));
const ResultChart = lazy(() => import('./result-chart.tsx').then((module) => ({ default: module.ResultChart })));

interface Props {
  readonly caseId: CaseId;
  readonly tab: QueryTab;
  readonly result: QueryResult;
  readonly datasets: readonly DatasetSummary[];
  readonly timeoutSeconds: number;
  readonly asked: ResultDialog | null;
  readonly onAsk: (dialog: ResultDialog | null) => void;
  readonly onOpenSql: (sql: string) => void;
}
export type ResultDialog =
  | { readonly kind: 'save' }
  | { readonly kind: 'export' }
  | { readonly kind: 'chart'; readonly column: number | null }
  | { readonly kind: 'mapping' }
  | { readonly kind: 'variants'; readonly column: number }
  | { readonly kind: 'profile'; readonly column: number }
  | { readonly kind: 'reading'; readonly datasetId: DatasetId; readonly column: string }
  | { readonly kind: 'entities'; readonly source: EntitySource }
  | { readonly kind: 'value'; readonly place: CellPlace };

/** The rows of a query, the tables they were read from, and what can be done with them. */
export function ResultPane(props: Props) {
  const { caseId, tab, result, datasets, timeoutSeconds, asked, onAsk, onOpenSql } = props;
  const [selected, setSelected] = useState<readonly number[]>([]);
  const close = (): void => onAsk(null);
  const read = asked?.kind === 'reading' ? datasets.find(({ id }) => id === asked.datasetId) : undefined;
  const names = freeNames(result.columns.map(({ name }) => name));
  const nameOf = (column: number): string => names[column] ?? '';
  const [found, setFound] = useState<Found | null>(null);
  const [finding, setFinding] = useState(false);
  const { go } = useNavigation();
  const places = usePlaces(result);
  const [focused, setFocused] = useState<CellPlace | null>(null);
  const quick = result.elapsedMs < UNASKED_MS;
  const [revealed, setRevealed] = useState<number | null>(null);
  const layout = tab.layout ?? { order: [], widths: {}, pinned: [] };
  const { pinned, wrapped = false } = layout;
  const lay = (change: Partial<GridLayout>): void =>
    void changeTab(caseId, tab.id, { layout: { ...layout, ...change } });
  const handlers: MenuHandlers = {
    isPinned: (column) => pinned.includes(nameOf(column)),
    pin: (column) => lay({ pinned: [...new Set(pinned).symmetricDifference(new Set([nameOf(column)]))] }),
    openValue: (place) => onAsk({ kind: 'value', place }),
    showInExhibit: ({ row }) => void showInExhibit(places, row, go),
    makeEntities: (column, rows) => onAsk({ kind: 'entities', source: { result, column, rows } }),
    shape: tab.shaping && ((step) => addStep(caseId, tab, step)),
    nameOf,
    frequencies: (column) => tab.shaping && shape(caseId, tab, frequencies(tab.shaping, nameOf(column))),
    facet: (column) => showFacets(caseId, tab, [...new Set([nameOf(column), ...(tab.facets ?? [])])]),
    profile: (column) => onAsk({ kind: 'profile', column }),
    variants: (column) => onAsk({ kind: 'variants', column }),
    chart: (column) => {
      changeTab(caseId, tab.id, { chart: null });
      onAsk({ kind: 'chart', column });
    },
    readFrom: (column) => readFrom(result, datasets, column),
    reading: (of) => onAsk({ kind: 'reading', datasetId: of.dataset.id, column: of.column }),
  };
  // What clicks add up of several currencies is said above, with a button that tells them apart.
  const mixed = tab.shaping !== null && mixings(tab.shaping).length > 0;
  const untold = (warning: string): boolean => !(mixed && /^This (?:adds|may add) .* currencies/.test(warning));
  const any = result.rowCount > 0;
  const charted = any && asked?.kind === 'chart';
  const { chartShare, chartFolded } = useDataDesk(caseId);
  const strip = useStrip(caseId, 'data');
  const timed = any && timeColumns(result).length > 0;
  const actions = useActions(RESULT, {
    copy: {
      label: selected.length > 0 ? 'Copy selected rows' : 'Copy all rows',
      when: any,
      perform: () => void (selected.length > 0 ? copyRows(result, selected) : copyAll(result)),
    },
    entities: { when: any, perform: () => handlers.makeEntities(0, selected.length > 0 ? selected : null) },
    map: { when: any, perform: () => onAsk({ kind: 'mapping' }) },
    profile: { when: result.columns.length > 0, perform: () => onAsk({ kind: 'profile', column: 0 }) },
    chart: { when: any, perform: () => onAsk(charted ? null : { kind: 'chart', column: null }) },
    wrap: {
      label: wrapped ? 'One line a row' : 'Wrap long values',
      when: any,
      perform: () => lay({ wrapped: !wrapped }),
    },
    strip: { when: timed, perform: strip.toggle },
    find: { when: any, perform: () => setFinding(true) },
    place: { when: focused !== null, perform: () => focused && handlers.showInExhibit(focused) },
    export: () => onAsk({ kind: 'export' }),
    save: () => {
      const { saved } = tab;
      if (!saved) return onAsk({ kind: 'save' });
      showToast({
        message: `These rows are saved already, as ${saved.label}.`,
        action: { text: 'Show', onClick: () => go({ screen: 'evidence', focus: saved.id }) },
      });
    },
  });
  const { marked, notes, carry, selectMark, mark } = useResultSelection(caseId, result, tab.name);
  const select = useCallback(
    (rows: readonly number[]) => {
      setSelected(rows);
      carry(rows);
    },
    [carry],
  );
  return (
    <>
      <div className="rt-data-result-bar">
        <Inputs result={result} />
        {selected.length > 0 && (
          <Tag minimal round>
            {plural(selected.length, 'row')} selected
          </Tag>
        )}
        <MarkedRows marked={marked} notes={notes} onReveal={setRevealed} />
        <ButtonGroup variant="minimal">
          <ActionButton action={actions.copy} size="small" text={actions.copy.label} />
          <ActionButton action={actions.map} size="small" text="Map to board" />
          <ActionButton action={actions.chart} size="small" text="Chart" active={charted} />
          <ActionButton action={actions.strip} size="small" text="Times" active={timed && strip.isShown} />
          <ActionButton action={actions.export} size="small" text="Export" />
          <ActionButton action={actions.find} size="small" active={finding} />
          <ActionButton action={actions.wrap} size="small" active={wrapped} />
        </ButtonGroup>
        <ActionButton action={actions.save} size="small" text="Save as exhibit" />
      </div>
      {finding && (
        <FindBar
          result={result}
          found={found}
          onFound={setFound}
          onClose={() => {
            setFinding(false);
            setFound(null);
          }}
        />
      )}
      <Limited result={result} />
      {result.comparedAsText.map((column) => (
        <Callout key={column} compact intent="warning" className="rt-data-result-notice">
          {asText(column)}
        </Callout>
      ))}
      {result.warnings.filter(untold).map((warning) => (
        <Callout key={warning} compact intent="warning" className="rt-data-result-notice">
          {warning}
        </Callout>
      ))}
      {tab.saved && <SavedNotice exhibit={tab.saved} size={tableSize(result.columns.length, result.rowCount)} />}
      <div className="rt-data-result-body">
        {result.rowCount === 0 ? (
          <p className="rt-data-result-none rt-muted">The query returned no rows. Columns: {columnNames(result)}.</p>
        ) : (
          <>
            {/* A boundary of its own: while it waits, the grid below keeps its place and its selection. */}
            <Suspense fallback={<Spinner size={24} className="rt-data-chart" />}>
              {asked?.kind === 'chart' && (
                <ResultChart
                  key={asked.column}
                  result={result}
                  column={asked.column}
                  onClose={close}
                  share={chartShare}
                  folded={chartFolded}
                  onFold={(folded) => changeDesk(caseId, () => ({ chartFolded: folded }))}
                  before={tab.chart}
                  onDrawn={(chart) => void changeTab(caseId, tab.id, { chart })}
                  marked={marked}
                  onSelect={selectMark}
                  onPick={tab.shaping && ((picked) => void keepPicked(caseId, tab, nameOf, picked).catch(showError))}
                />
              )}
            </Suspense>
            {charted && !chartFolded && (
              <Splitter
                label="Height of the chart"
                orientation="horizontal"
                value={chartShare}
                min={20}
                max={85}
                step={5}
                perPixel={(handle) => 100 / Math.max(1, handle.parentElement?.clientHeight ?? 1)}
                onChange={(share) => changeDesk(caseId, () => ({ chartShare: share }))}
              />
            )}
            <Suspense fallback={<Spinner size={24} className="rt-data-result-none" />}>
              <ResultGrid
                key={`${result.resultId} ${wrapped}`}
                result={result}
                onSelect={select}
                onOpenCell={handlers.openValue}
                onFrequencies={handlers.frequencies}
                onFocusCell={setFocused}
                originalOf={async ({ row, column }) => {
                  const place = quick ? await places(row) : null;
                  return place?.known ? (place.originals[column] ?? null) : null;
                }}
                layout={tab.layout}
                onLayout={lay}
                wrapped={wrapped}
                reveal={found?.at ?? revealed}
                marked={marked}
                onCopy={(place, headers) =>
                  void (selected.length > 1 || headers
                    ? copyRows(result, selected.length > 0 ? selected : [place.row], headers)
                    : copyValue(cellText(place.value)))
                }
                onCellMenu={(place, targetOffset) =>
                  showContextMenu({
                    content: <CellMenu result={result} place={place} selected={selected} handlers={handlers} />,
                    targetOffset,
                  })
                }
                onColumnMenu={(column, targetOffset) =>
                  showContextMenu({
                    content: <ColumnMenu result={result} column={column} selected={selected} handlers={handlers} />,
                    targetOffset,
                  })
                }
              />
            </Suspense>
            {timed && strip.isShown && (
              <ResultStrip
                key={result.resultId}
                caseId={caseId}
                result={result}
                name={(result.inputs.length === 1 && result.inputs[0]?.name) || tab.name}
                marked={marked}
                onPlaces={(rows, ended) => {
                  mark(rows);
                  if (rows[0] !== undefined) setRevealed(rows[0]);
                  if (ended) carry(rows);
                }}
              />
            )}
            <CellBar result={result} at={focused} places={places} go={go} />
          </>
        )}
      </div>
      {asked?.kind === 'save' && (
        <SaveExhibitDialog
          result={result}
          onSaved={(saved) => {
            // Other rows may be shown by the time that these are saved.
            const now = deskOf(caseId).tabs.find(({ id }) => id === tab.id);
            if (now?.result?.resultId === result.resultId) changeTab(caseId, tab.id, { saved });
          }}
          onClose={close}
        />
      )}
      {asked?.kind === 'export' && <ExportDialog result={result} onClose={close} />}
      {asked?.kind === 'entities' && (
        <EntitiesDialog
          caseId={caseId}
          source={asked.source}
          restsOn={sourceOf(result, tab.saved, datasets)}
          onClose={close}
        />
      )}
      {asked?.kind === 'mapping' && <MappingDialog caseId={caseId} result={result} saved={tab.saved} onClose={close} />}
      {asked?.kind === 'variants' && (
        <VariantsDialog caseId={caseId} result={result} column={asked.column} onClose={close} />
      )}
      {asked?.kind === 'profile' && (
        <ColumnProfile
          caseId={caseId}
          result={result}
          column={asked.column}
          timeoutSeconds={timeoutSeconds}
          onOpenSql={onOpenSql}
          onClose={close}
        />
      )}
      {asked?.kind === 'reading' && read && <ReadingDialog dataset={read} column={asked.column} onClose={close} />}
      {asked?.kind === 'value' && <WholeValue result={result} place={asked.place} onClose={close} />}
    </>
  );
}

/** Columns of the datasets that were read which have the name of a column of the result. */
function readFrom(result: QueryResult, datasets: readonly DatasetSummary[], column: number): ReadColumnOf[] {
  const name = result.columns[column]?.name;
  return result.inputs.flatMap(({ datasetId }) => {
    const dataset = datasets.find(({ id }) => id === datasetId);
    const of = dataset?.columns.find((each) => each.name === name && each.reading);
    return dataset && of ? [{ dataset, column: of.name }] : [];
  });
}

const columnNames = (result: QueryResult): string => result.columns.map((column) => column.name).join(', ');

function Inputs({ result }: { result: QueryResult }) {
  return (
    <span className="rt-grow rt-data-result-inputs">
      <span className="rt-muted">Read from:</span>
      {result.inputs.length === 0 && <span className="rt-muted">no table</span>}
      {result.inputs.map((input) => (
        <Tag
          key={input.name}
          minimal
          title={input.sha256 ? `SHA-256 of the original: ${input.sha256}` : 'A case table'}
        >
          {input.exhibitLabel && <strong>{input.exhibitLabel} </strong>}
          {input.name}
        </Tag>
      ))}
    </span>
  );
}

function Limited({ result }: { result: QueryResult }) {
  if (result.limitedBy === null) return null;
  const rows = formatCount(result.rowCount);
  return (
    <Callout compact intent="warning" className="rt-data-result-notice">
      {result.limitedBy === 'rows'
        ? `First ${rows} rows; the query has more. Raise the row limit or narrow the query.`
        : `First ${rows} rows; the query has more than one result may hold in memory. Select fewer columns or narrow the query.`}
    </Callout>
  );
}
