import './report-screen.css';
import { Button, Spinner } from '@blueprintjs/core';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { ReportSettings } from '../../../shared/contract/reports.ts';
import type { BoardId, ExhibitId } from '../../../shared/contract/values.ts';
import { openIn } from '../../../shared/domain/report-points.ts';
import { setupOf } from '../../../shared/domain/report-templates.ts';
import { useEdit } from '../../client/edits.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { useActions } from '../../state/actions.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { createStore, useStore } from '../../state/store.ts';
import { useAutosave } from '../../ui/autosave.ts';
import { EmptyState, Screen } from '../../ui/panel.tsx';
import { Changes, SaveMark } from '../../ui/saved-field.tsx';
import { showError } from '../../ui/toaster.ts';
import { PAGES } from './actions.ts';
import { AnnexPanel } from './annex-panel.tsx';
import { CheckPanel } from './check-panel.tsx';
import { checksOf } from './checks.ts';
import { LeftOutPanel } from './left-out-panel.tsx';
import { MarksPanel } from './marks-panel.tsx';
import { orderOf, orders } from './order.ts';
import { PagesPanel, sectionsAt } from './pages-panel.tsx';
import { PointsPanel } from './points-panel.tsx';
import { PrintBar } from './print-bar.tsx';
import { PrintHistory } from './print-history.tsx';
import { RedactionPanel } from './redaction-panel.tsx';
import { ReportForm } from './report-form.tsx';
import { changedSetup, SetupPanel } from './setup-panel.tsx';
import { StatementsPanel } from './statements-panel.tsx';

/** Whether the pages stand beside the setup: they do until somebody closes them. */
const pagesShown = createStore(true);

/** What the report says, what it holds, and the printing of it. */
export function ReportScreen() {
  const { caseId } = useNavigation();
  const { data, error } = useRead('report.settings', { caseId });
  if (data) return <Report key={caseId} settings={data} />;
  return (
    <Screen title="Report">
      {error ? (
        <EmptyState icon="issue" title="The report cannot be shown">
          {error.message}
        </EmptyState>
      ) : (
        <Spinner className="rt-waiting" />
      )}
    </Screen>
  );
}

function Report({ settings }: { settings: ReportSettings }) {
  const { caseId } = settings;
  const { data: findings = [] } = useRead('finding.list', { caseId });
  const { data: exhibits = [] } = useRead('evidence.list', { caseId });
  const { data: boards = [] } = useRead('board.list', { caseId });
  const { data: snapshots = [] } = useRead('snapshot.list', { caseId });
  const figure = useWrite('snapshot.update');
  const edit = useEdit('report.update', `report of ${caseId}`);
  const draft = useAutosave<ReportSettings>(
    settings,
    ({ caseId: _same, ...change }) => edit.end({ caseId, ...change }),
    {
      hold: ({ caseId: _same, ...change }) =>
        edit.hold(Object.keys(change).length === 0 ? null : { caseId, ...change }),
    },
  );
  const { value, set, flush } = draft;
  const change = (next: Partial<ReportSettings>): void => {
    set(next);
    // A choice is whole as it is made, and what is left out shows by it; a text is when its field is left.
    if (Object.values(next).some((each) => typeof each !== 'string')) void flush();
  };
  const leaveOut = (id: ExhibitId): void => change({ excludedExhibits: [...new Set([...value.excludedExhibits, id])] });
  const { data: board } = useRead(
    'board.get',
    { boardId: value.boardId ?? ('' as BoardId) },
    { enabled: value.boardId !== null },
  );
  const { data: facts } = useRead('case.get', { caseId });
  const [{ edition }] = orderOf(useStore(orders), caseId).rows;
  const own = setupOf(settings, edition);
  const update = useWrite('report.update');
  const pages = useStore(pagesShown);
  const setPages = pagesShown.set;
  const body = useRef<HTMLDivElement>(null);
  const show = (panel: string): void => {
    const found = body.current?.querySelector<HTMLElement>(`section[aria-label="${panel}"]`);
    if (!found) return;
    found.scrollIntoView({ block: 'start' });
    found.tabIndex = -1; // the keyboard goes on from there
    found.focus({ preventScroll: true });
  };
  const [at, setAt] = useState<{ readonly sections: string } | null>(null);
  useActions(PAGES, { toggle: () => setPages(!pages) });
  const { data: preview, error: previewError } = useRead('report.preview', { caseId, edition });
  const checks = useMemo(
    () =>
      checksOf({
        ...{ settings: value, edition, findings, exhibits },
        board: value.boardId && board ? board : null,
        leftOut: preview?.leftOut ?? [],
        repeats: preview?.repeats ?? [],
        uncovered: preview?.uncovered ?? [],
      }),
    [value, edition, findings, exhibits, board, preview],
  );
  const latest = useRef(flush);
  latest.current = flush;
  const settle = useCallback(() => latest.current(), []);
  return (
    <Screen
      title="Report"
      actions={
        <>
          <SaveMark state={draft.state} problem={draft.problem} />
          <Button
            icon={pages ? 'eye-off' : 'eye-open'}
            text={pages ? 'Hide pages' : 'Show pages'}
            aria-pressed={pages}
            onClick={() => setPages(!pages)}
          />
        </>
      }
    >
      <div ref={body} className={pages ? 'rt-report rt-report-paged' : 'rt-report'}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: entering a control turns the pages to what it is of */}
        <div
          className="rt-report-setup-sides"
          onFocus={({ target }) => {
            const sections = sectionsAt(target);
            if (sections !== '' && sections !== at?.sections) setAt({ sections });
          }}
        >
          {/* biome-ignore lint/a11y/noStaticElementInteractions: leaving any field within saves it */}
          <div className="rt-report-side" onBlur={() => void flush()}>
            <Changes>
              <ReportForm
                value={value}
                findings={findings}
                exhibits={exhibits}
                boards={boards}
                snapshots={snapshots}
                onFigure={({ id: snapshotId }, inReport) =>
                  figure.mutateAsync({ snapshotId, inReport }).catch(showError)
                }
                uncovered={preview?.uncovered ?? []}
                onChange={change}
                onLeaveOut={leaveOut}
              />
              <AnnexPanel settings={settings} exhibits={exhibits} />
            </Changes>
            <div className="rt-report-traced">
              <StatementsPanel caseId={caseId} edition={edition} exhibits={exhibits} findings={findings} />
            </div>
          </div>
          <div className="rt-report-side rt-column">
            <Changes>
              <SetupPanel settings={settings} edition={edition} boards={boards} />
            </Changes>
            <LeftOutPanel edition={edition} of={preview} problem={previewError?.message ?? null} />
            <PointsPanel caseId={caseId} edition={edition} points={preview?.points} />
            <Changes>
              <RedactionPanel
                caseId={caseId}
                edition={edition}
                exhibits={exhibits}
                value={value.redactions}
                onChange={(redactions) => change({ redactions })}
              />
            </Changes>
            <Changes>
              <MarksPanel settings={settings} exhibits={exhibits} findings={findings} />
            </Changes>
            <CheckPanel checks={checks} onLeaveOut={leaveOut} />
            <PrintHistory caseId={caseId} />
          </div>
        </div>
        {pages && <PagesPanel caseId={caseId} edition={edition} at={at} onClose={() => setPages(false)} />}
        <PrintBar
          {...{ caseId, findings, settle }}
          tlpOfCase={facts?.tlp}
          setup={own}
          recipient={own.recipient || value.recipient}
          open={preview && openIn(preview.points)}
          onTlp={(tlp) =>
            update.mutateAsync({ caseId, editions: changedSetup(settings, edition, { tlp }) }).catch(showError)
          }
          onShow={show}
        />
      </div>
    </Screen>
  );
}
