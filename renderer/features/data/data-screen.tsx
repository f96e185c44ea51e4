import './data-screen.css';
import './result.css';
import { Callout, Spinner } from '@blueprintjs/core';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import type { CombinedDataset, DatasetSummary } from '../../../shared/contract/datasets.ts';
import type { SavedQuery } from '../../../shared/contract/query.ts';
import type { CaseId, DatasetId } from '../../../shared/contract/values.ts';
import type { FiledQuery } from '../../../shared/domain/sql-files.ts';
import { quoteName } from '../../../shared/domain/sql-names.ts';
import { withoutBound } from '../../../shared/domain/sql-parameters.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { CombinedExportDialog, DatasetExportDialog } from '../../parts/export-dialog.tsx';
import { ReadingDialog } from '../../parts/reading-dialog.tsx';
import { ActionButton } from '../../state/action-button.tsx';
import { useActions } from '../../state/actions.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { Screen } from '../../ui/panel.tsx';
import { Splitter } from '../../ui/splitter.tsx';
import { showError, showToast } from '../../ui/toaster.ts';
import { DATA } from './actions.ts';
import {
  askedIn,
  cancelTab,
  changeDesk,
  changeTab,
  closeQuery,
  layOut,
  openNamed,
  openTab,
  type Run,
  runInTab,
  showAgain,
  useDataDesk,
} from './data-desk.ts';
import { DatasetProfile } from './dataset-profile.tsx';
import { formattedSql } from './format-sql.ts';
import { FunctionsHelp } from './functions-help.tsx';
import { NotebookDialog } from './notebook-dialog.tsx';
import { ParameterForm } from './parameter-form.tsx';
import { PlanDialog } from './plan-dialog.tsx';
import { HistoryDialog, QueryTabs, RunBar } from './query-bars.tsx';
import { SqlFiles } from './query-files.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { type ResultDialog, ResultPane } from './result-pane.tsx';
import { type SavedDialog, SavedQueries, SavedQueryDialog } from './saved-queries.tsx';
import { SchemaTree } from './schema-tree.tsx';
import { Shaped } from './shaped.tsx';
import type { EditorHandle } from './sql-editor.tsx';
import { Beginning } from './starters.tsx';
import { inText } from './statements.ts';

const SqlEditor = lazy(() => import('./sql-editor.tsx').then((module) => ({ default: module.SqlEditor })));
const NONE: never[] = []; // one array, so that nothing is computed again while the answer is awaited

/** SQL over the case's datasets: tables at the left, statements above, their rows below. */
export function DataScreen() {
  const { caseId } = useNavigation();
  const [laid, setLaid] = useState<string | null>(null);
  useEffect(() => void layOut(caseId).then(() => setLaid(caseId)), [caseId]);
  return laid === caseId ? <Desk /> : <Spinner className="rt-waiting" />;
}

function Desk() {
  const { caseId, place, go } = useNavigation();
  const desk = useDataDesk(caseId);
  const { tabs, active, rowLimit, timeoutSeconds, treeWidth, editorShare } = desk;
  const tab = tabs.find((each) => each.id === active) ?? tabs[0];
  const { data: tables = NONE } = useRead('query.schema', { caseId });
  const { data: datasets = NONE as readonly DatasetSummary[], isPending } = useRead('dataset.list', { caseId });
  const editor = useRef<EditorHandle>(null);
  const [history, setHistory] = useState(false);
  const files = useRef<{ ask(): void }>(null);
  const { data: saved = NONE as readonly SavedQuery[] } = useRead('query.saved', { caseId });
  const { mutateAsync: change } = useWrite('query.save');
  const [named, setNamed] = useState<SavedDialog | null>(null);
  const [explained, setExplained] = useState<string | null>(null);
  const [functions, setFunctions] = useState(false);
  const [notebook, setNotebook] = useState(false);
  const [read, setRead] = useState<{ dataset: DatasetId; column: string } | null>(null);
  const [profiled, setProfiled] = useState<DatasetSummary | null>(null);
  const { data: combined = NONE as readonly CombinedDataset[] } = useRead('dataset.combined', { caseId });
  const [exported, setExported] = useState<DatasetSummary | CombinedDataset | null>(null);
  const [renamed, setRenamed] = useState<DatasetSummary | CombinedDataset | null>(null);
  const readOf = datasets.find(({ id }) => id === read?.dataset);
  const [asked, setAsked] = useState<ResultDialog | null>(null);
  const tabId = tab?.id ?? '';

  const run = useCallback(
    (sql: string) => {
      setAsked(null);
      if (sql.trim() !== '') void runInTab(caseId, tabId, sql);
    },
    [caseId, tabId],
  );
  const open = useCallback(
    (sql: string) => {
      setAsked(null);
      return openTab(caseId, sql);
    },
    [caseId],
  );
  const openAndRun = useCallback((sql: string) => void runInTab(caseId, open(sql), sql), [caseId, open]);

  useFocus(place.focus, datasets, openAndRun);
  useStatement(place.sql, openAndRun);
  useSavedFocus(caseId, place.focus, saved);
  const ofTab = saved.find(({ id }) => id === tab?.query);
  /** What the tab holds, as it would be saved. */
  const filed = (): FiledQuery => ({
    name: ofTab?.name ?? (/^Query \d+$/.test(tab?.name ?? '') ? '' : (tab?.name ?? '')),
    description: ofTab?.description ?? '',
    sql: withoutBound(tab?.sql ?? ''),
    parameters: tab ? askedIn(tab) : [],
  });
  const save = async (): Promise<void> => {
    if (!ofTab) return setNamed({ kind: 'save', of: 'tab', query: filed() });
    const { sql, parameters } = filed();
    await change({ caseId, savedId: ofTab.id, sql, parameters: [...parameters] });
    showToast({ message: `"${ofTab.name}" was saved.`, intent: 'success' });
  };
  const format = async (): Promise<void> => {
    const made = await formattedSql(tab?.sql ?? '');
    if (made === null)
      showToast({ message: 'The SQL was left as it is: it holds something that cannot be formatted safely.' });
    else editor.current?.replace(made);
  };
  const written = tab !== undefined && tab.sql.trim() !== '';
  const actions = useActions(DATA, {
    run: () => run(editor.current?.statement() ?? ''),
    cancel: { when: tab?.run.state === 'running', perform: () => cancelTab(tabId) },
    new: () => void openTab(caseId),
    close: () => closeQuery(caseId, tabId),
    save: { when: written, perform: () => void save().catch(showError) },
    saveAs: {
      when: written,
      perform: () =>
        setNamed({
          kind: 'save',
          of: 'tab',
          query: { ...filed(), name: ofTab ? `${ofTab.name} (copy)` : filed().name },
        }),
    },
    explain: { when: written, perform: () => setExplained(editor.current?.statement() ?? '') },
    elsewhere: { when: written, perform: () => setNamed({ kind: 'elsewhere', query: filed() }) },
    format: { when: written, perform: () => void format() },
    importSql: () => files.current?.ask(),
    exportSql: { when: written, perform: () => setNamed({ kind: 'export', query: filed() }) },
    history: () => setHistory(true),
    functions: () => setFunctions(true),
    notebook: () => setNotebook(true),
    editor: () => editor.current?.focus(),
  });

  useEffect(() => {
    if (tab) showAgain(caseId, tab);
  }, [caseId, tab]);

  if (!tab) return null;
  const parameters = askedIn(tab);
  const failure = tab.run.state === 'failed' ? tab.run : null;
  // In a low window a chart gets its height from the editor, which keeps three lines.
  const editorRow =
    asked?.kind === 'chart' && !desk.chartFolded
      ? `minmax(64px, min(${editorShare}%, 100% - 600px))`
      : `minmax(80px, ${editorShare}%)`;
  return (
    <Screen
      title="Data"
      actions={
        <>
          <ActionButton action={actions.save} variant="minimal" size="small" text="Save" />
          <ActionButton action={actions.explain} variant="minimal" size="small" text="Explain" />
          <ActionButton action={actions.format} variant="minimal" size="small" text="Format" />
          <ActionButton action={actions.importSql} variant="minimal" size="small" text="Open .sql" />
          <ActionButton action={actions.functions} variant="minimal" size="small" text="Functions" />
          <ActionButton action={actions.notebook} variant="minimal" size="small" text="Notebook" />
          <ActionButton action={actions.history} variant="minimal" size="small" text="History" />
        </>
      }
    >
      <div className="rt-data" style={{ gridTemplateColumns: `${treeWidth}px 5px minmax(0, 1fr)` }}>
        <SchemaTree
          tables={tables}
          datasets={datasets}
          combined={combined}
          onInsert={(name) => editor.current?.insert(quoteName(name))}
          onShow={(table) => openAndRun(`SELECT *\nFROM ${quoteName(table.name)}`)}
          onReading={(dataset, column) => setRead({ dataset: dataset.id, column })}
          onProfile={setProfiled}
          onExport={setExported}
          onRename={setRenamed}
          onCertificate={(dataset) => go({ screen: 'evidence', focus: dataset.exhibitId })}
        >
          <SavedQueries caseId={caseId} onOpen={(query) => openNamed(caseId, query)} onAsk={setNamed} />
        </SchemaTree>
        <Splitter
          label="Width of the table list"
          orientation="vertical"
          value={treeWidth}
          min={160}
          max={520}
          step={20}
          perPixel={() => 1}
          onChange={(width) => changeDesk(caseId, () => ({ treeWidth: width }))}
        />
        <div className="rt-data-query" style={{ gridTemplateRows: `auto ${editorRow} auto auto 5px minmax(0, 1fr)` }}>
          <QueryTabs
            tabs={tabs}
            active={tab.id}
            actions={actions}
            onSelect={(id) => changeDesk(caseId, () => ({ active: id }))}
            onClose={(id) => closeQuery(caseId, id)}
          />
          <div className="rt-data-query-editor" id="query-panel" role="tabpanel" aria-labelledby={`tab-${tab.id}`}>
            <Suspense fallback={<Spinner size={24} />}>
              <SqlEditor
                ref={editor}
                caseId={caseId}
                tabId={tab.id}
                value={tab.sql}
                tables={tables}
                failure={failure}
                onChange={(sql) => changeTab(caseId, tab.id, { sql })}
                onRun={run}
                onCancel={() => cancelTab(tab.id)}
              />
            </Suspense>
          </div>
          <RunBar
            tab={tab}
            rowLimit={rowLimit}
            timeoutSeconds={timeoutSeconds}
            actions={actions}
            onLimits={(limits) => changeDesk(caseId, () => limits)}
          />
          <div>
            {parameters.length > 0 && (
              <ParameterForm
                parameters={parameters}
                onChange={(one) =>
                  void changeTab(caseId, tab.id, {
                    parameters: [...tab.parameters.filter(({ name }) => name !== one.name), one],
                  })
                }
                onRun={actions.run.perform}
              />
            )}
            <Failure failure={failure} text={tab.sql} />
          </div>
          <Splitter
            label="Height of the editor"
            orientation="horizontal"
            value={editorShare}
            min={12}
            max={75}
            step={3}
            perPixel={(handle) => 100 / Math.max(1, handle.parentElement?.clientHeight ?? 1)}
            onChange={(share) => changeDesk(caseId, () => ({ editorShare: share }))}
          />
          <section className="rt-data-result" aria-label="Result" aria-busy={tab.run.state === 'running'}>
            <Shaped caseId={caseId} tab={tab} tables={tables} timeoutSeconds={timeoutSeconds} onOpenSql={open}>
              {tab.result ? (
                <ResultPane
                  key={tab.result.resultId}
                  caseId={caseId}
                  tab={tab}
                  result={tab.result}
                  datasets={datasets}
                  timeoutSeconds={timeoutSeconds}
                  asked={asked}
                  onAsk={setAsked}
                  onOpenSql={open}
                />
              ) : (
                tab.run.state === 'idle' && (
                  <Beginning empty={!isPending && datasets.length === 0} tables={tables} onStart={openAndRun} />
                )
              )}
            </Shaped>
          </section>
        </div>
      </div>
      {explained !== null && explained.trim() !== '' && (
        <PlanDialog caseId={caseId} sql={explained} parameters={tab.parameters} onClose={() => setExplained(null)} />
      )}
      <SqlFiles ref={files} caseId={caseId} />
      {named && (
        <SavedQueryDialog
          caseId={caseId}
          asked={named}
          tables={tables}
          onSaved={(query) => {
            if (named.kind === 'save' && named.of === 'tab')
              changeTab(caseId, tab.id, { query: query.id, name: query.name });
            else for (const each of tabs) if (each.query === query.id) changeTab(caseId, each.id, { name: query.name });
          }}
          onClose={() => setNamed(null)}
        />
      )}
      {exported &&
        ('members' in exported ? (
          <CombinedExportDialog combined={exported} onClose={() => setExported(null)} />
        ) : (
          <DatasetExportDialog dataset={exported} onClose={() => setExported(null)} />
        ))}
      {renamed && (
        <RenameDialog caseId={caseId} of={renamed} tables={tables} saved={saved} onClose={() => setRenamed(null)} />
      )}
      {profiled && <DatasetProfile dataset={profiled} onClose={() => setProfiled(null)} />}
      {read && readOf && <ReadingDialog dataset={readOf} column={read.column} onClose={() => setRead(null)} />}
      {functions && (
        <FunctionsHelp
          onClose={() => setFunctions(false)}
          onInsert={(text) => {
            setFunctions(false);
            editor.current?.insert(text);
          }}
        />
      )}
      {notebook && (
        <NotebookDialog caseId={caseId} datasets={datasets} result={tab.result} onClose={() => setNotebook(false)} />
      )}
      {history && (
        <HistoryDialog
          caseId={caseId}
          onClose={() => setHistory(false)}
          onRecall={(sql) => {
            setHistory(false);
            open(sql);
          }}
        />
      )}
    </Screen>
  );
}

/** Shows the rows of the dataset that another screen pointed to, once. */
function useFocus(focus: string | undefined, datasets: readonly DatasetSummary[], show: (sql: string) => void): void {
  const done = useRef<string | undefined>(undefined);
  useEffect(() => {
    const dataset = datasets.find((each) => each.id === focus || each.exhibitId === focus);
    if (!dataset || done.current === focus) return;
    done.current = focus;
    show(`SELECT *\nFROM ${quoteName(dataset.view)}`);
  }, [focus, datasets, show]);
}

/** Opens the saved query that a search found, once. */
function useSavedFocus(caseId: CaseId, focus: string | undefined, saved: readonly SavedQuery[]): void {
  const done = useRef<string | undefined>(undefined);
  useEffect(() => {
    const found = saved.find(({ id }) => id === focus);
    if (!found || done.current === focus) return;
    done.current = focus;
    openNamed(caseId, found);
  }, [caseId, focus, saved]);
}

/** Runs the statement that another screen came with, once. */
function useStatement(sql: string | undefined, run: (sql: string) => void): void {
  const done = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (sql === undefined || done.current === sql) return;
    done.current = sql;
    run(sql);
  }, [sql, run]);
}

function Failure({ failure, text }: { failure: Extract<Run, { state: 'failed' }> | null; text: string }) {
  if (!failure) return <div />;
  const cancelled = failure.code === 'cancelled';
  return (
    <Callout compact intent={cancelled ? 'none' : 'danger'} className="rt-data-query-failure" role="alert">
      {cancelled ? 'The query was cancelled. Its rows were discarded.' : inText(failure.message, failure.sql, text)}
    </Callout>
  );
}
