import './report-screen.css';
import { Button, Spinner } from '@blueprintjs/core';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { Edition } from '../../../shared/contract/report-setup.ts';
import type { ReportSettings } from '../../../shared/contract/reports.ts';
import type { BoardId, ExhibitId } from '../../../shared/contract/values.ts';
import { openIn } from '../../../shared/domain/report-points.ts';
import { useEdit } from '../../client/edits.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { useActions } from '../../state/actions.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { useAutosave } from '../../ui/autosave.ts';
import { EmptyState, Screen } from '../../ui/panel.tsx';
import { Changes, SaveMark } from '../../ui/saved-field.tsx';
import { showError } from '../../ui/toaster.ts';
import { PAGES } from './actions.ts';
import { AnnexPanel } from './annex-panel.tsx';
import { CheckPanel } from './check-panel.tsx';
import { checksOf } from './checks.ts';
import { DeliverPanel } from './deliver-panel.tsx';
import { LeftOutPanel } from './left-out-panel.tsx';
import { MarksPanel } from './marks-panel.tsx';
import { PagesPanel, sectionsAt } from './pages-panel.tsx';
import { PointsPanel } from './points-panel.tsx';
import { PrintHistory } from './print-history.tsx';
import { PrintPanel } from './print-panel.tsx';
import { RedactionPanel } from './redaction-panel.tsx';
import { ReportForm } from './report-form.tsx';
import { SetupPanel } from './setup-panel.tsx';
import { StatementsPanel } from './statements-panel.tsx';

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
  const [edition, setEdition] = useState<Edition>('executive');
  const [pages, setPages] = useState(false);
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
      <div className={pages ? 'rt-report rt-report-paged' : 'rt-report'}>
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
            <PrintPanel
              {...{ caseId, edition, settle }}
              onEdition={setEdition}
              open={preview && openIn(preview.points)}
            />
            <DeliverPanel caseId={caseId} edition={edition} findings={findings} settle={settle} />
            <Changes>
              <SetupPanel settings={settings} edition={edition} boards={boards} />
            </Changes>
            <LeftOutPanel edition={edition} leftOut={preview?.leftOut} problem={previewError?.message ?? null} />
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
      </div>
    </Screen>
  );
}
