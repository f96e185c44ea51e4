import { Button, ButtonGroup, Callout, Spinner, showContextMenu, Tag } from '@blueprintjs/core';
import { lazy, Suspense, useCallback, useState } from 'react';
import type { DatasetSummary } from '../../../shared/contract/evidence.ts';
import type { QueryResult } from '../../../shared/contract/query.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { tableSize } from '../../../shared/domain/board-layout.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { showError, showToast } from '../../ui/toaster.ts';
import { ColumnProfile } from './column-profile.tsx';
import { changeTab, type QueryTab } from './data-desk.ts';
import { EntitiesDialog, type EntitySource } from './entities-dialog.tsx';
import { exhibitsOf, pinExhibit } from './put-on-board.ts';
import { ExportDialog, KeepDialog, WholeValue } from './result-dialogs.tsx';
import type { CellPlace } from './result-grid.tsx';
import { CellMenu, ColumnMenu, type MenuDeeds } from './result-menus.tsx';
import { copyAll, copyRows } from './result-rows.ts';

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
  /** Puts a statement made from this result into the editor and runs it. */
  readonly onRunSql: (sql: string) => void;
  readonly onOpenSql: (sql: string) => void;
}
export type ResultDialog =
  | { readonly kind: 'keep' }
  | { readonly kind: 'export' }
  | { readonly kind: 'chart'; readonly column: number | null }
  | { readonly kind: 'profile'; readonly column: number }
  | { readonly kind: 'entities'; readonly source: EntitySource }
  | { readonly kind: 'value'; readonly place: CellPlace };

/** The rows a statement gave, what was read for them, and what can be done with them. */
export function ResultPane(props: Props) {
  const { caseId, tab, result, datasets, timeoutSeconds, asked, onAsk, onRunSql, onOpenSql } = props;
  const [selected, setSelected] = useState<readonly number[]>([]);
  const close = (): void => onAsk(null);
  const deeds: MenuDeeds = {
    openValue: (place) => onAsk({ kind: 'value', place }),
    makeEntities: (column, rows) => onAsk({ kind: 'entities', source: { result, column, rows } }),
    runSql: onRunSql,
    profile: (column) => onAsk({ kind: 'profile', column }),
    chart: (column) => onAsk({ kind: 'chart', column }),
  };
  const select = useCallback((rows: readonly number[]) => setSelected(rows), []);
  return (
    <>
      <div className="result-bar">
        <Inputs result={result} />
        {selected.length > 0 && (
          <Tag minimal round>
            {plural(selected.length, 'row')} selected
          </Tag>
        )}
        <ButtonGroup variant="minimal">
          <Button
            size="small"
            icon="duplicate"
            text={selected.length > 0 ? 'Copy selected' : 'Copy all'}
            disabled={result.rowCount === 0}
            onClick={() => void (selected.length > 0 ? copyRows(result, selected) : copyAll(result))}
          />
          <Button
            size="small"
            icon="new-object"
            text="Entities"
            disabled={result.rowCount === 0}
            onClick={() => deeds.makeEntities(0, selected.length > 0 ? selected : null)}
          />
          <Button
            size="small"
            icon="timeline-bar-chart"
            text="Chart"
            active={asked?.kind === 'chart'}
            disabled={result.rowCount === 0}
            onClick={() => onAsk(asked?.kind === 'chart' ? null : { kind: 'chart', column: null })}
          />
          <Button size="small" icon="export" text="Export" onClick={() => onAsk({ kind: 'export' })} />
        </ButtonGroup>
        <Button size="small" icon="archive" text="Keep as exhibit" onClick={() => onAsk({ kind: 'keep' })} />
      </div>
      <Limited result={result} />
      <Kept caseId={caseId} tab={tab} result={result} />
      <div className="result-body">
        {result.rowCount === 0 ? (
          <p className="result-none rt-muted">The statement ran and no row fits. Columns: {columnNames(result)}.</p>
        ) : (
          <>
            {/* A boundary of its own: while it waits, the grid below keeps its place and its selection. */}
            <Suspense fallback={<Spinner size={24} className="chart" />}>
              {asked?.kind === 'chart' && (
                <ResultChart key={asked.column} result={result} column={asked.column} onClose={close} />
              )}
            </Suspense>
            <Suspense fallback={<Spinner size={24} className="result-none" />}>
              <ResultGrid
                key={result.resultId}
                result={result}
                onSelect={select}
                onOpenCell={deeds.openValue}
                onCellMenu={(place, targetOffset) =>
                  showContextMenu({
                    content: <CellMenu result={result} place={place} selected={selected} deeds={deeds} />,
                    targetOffset,
                  })
                }
                onColumnMenu={(column, targetOffset) =>
                  showContextMenu({
                    content: <ColumnMenu result={result} column={column} selected={selected} deeds={deeds} />,
                    targetOffset,
                  })
                }
              />
            </Suspense>
          </>
        )}
      </div>
      {asked?.kind === 'keep' && (
        <KeepDialog result={result} onKept={(kept) => void changeTab(caseId, tab.id, { kept })} onClose={close} />
      )}
      {asked?.kind === 'export' && <ExportDialog result={result} onClose={close} />}
      {asked?.kind === 'entities' && (
        <EntitiesDialog caseId={caseId} source={asked.source} exhibits={exhibitsOf(result, datasets)} onClose={close} />
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
      {asked?.kind === 'value' && <WholeValue result={result} place={asked.place} onClose={close} />}
    </>
  );
}

const columnNames = (result: QueryResult): string => result.columns.map((column) => column.name).join(', ');

function Inputs({ result }: { result: QueryResult }) {
  return (
    <span className="rt-grow result-inputs">
      <span className="rt-muted">Read:</span>
      {result.inputs.length === 0 && <span className="rt-muted">nothing of the case</span>}
      {result.inputs.map((input) => (
        <Tag
          key={input.name}
          minimal
          title={input.sha256 ? `SHA-256 of the original: ${input.sha256}` : 'a table of the case'}
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
    <Callout compact intent="warning" className="result-notice">
      {result.limitedBy === 'rows'
        ? `First ${rows} rows; the statement has more. Raise “Rows at most”, or narrow the statement.`
        : `First ${rows} rows; the statement has more than fits into memory for one result. Name fewer columns, or narrow the statement.`}
    </Callout>
  );
}

function Kept({ caseId, tab, result }: { caseId: CaseId; tab: QueryTab; result: QueryResult }) {
  const { go } = useNavigation();
  const exhibit = tab.kept;
  if (!exhibit) return null;
  const pin = async (): Promise<void> => {
    try {
      const done = await pinExhibit(caseId, exhibit.id, tableSize(result.columns.length, result.rowCount));
      showToast({
        message: done === 'pinned' ? `${exhibit.label} is on the board.` : `${exhibit.label} was on the board already.`,
        action: { text: 'Show board', onClick: () => go({ screen: 'board', focus: exhibit.id }) },
      });
    } catch (error) {
      showError(error);
    }
  };
  return (
    <Callout compact intent="success" className="result-notice">
      Kept as {exhibit.label}, {exhibit.title}.
      <Button
        size="small"
        variant="minimal"
        text="Show"
        onClick={() => go({ screen: 'evidence', focus: exhibit.id })}
      />
      <Button size="small" variant="minimal" text="Pin to board" onClick={() => void pin()} />
    </Callout>
  );
}
