import './result-chart.css';
import { Button, HTMLSelect, Spinner } from '@blueprintjs/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import type { QueryResult } from '../../../shared/contract/query.ts';
import type { Picked } from '../../../shared/domain/chart-picks.ts';
import { titleFor } from '../../../shared/domain/chart-scene/words.ts';
import { firstKind, type Suggested, suggest } from '../../../shared/domain/chart-suggest.ts';
import { CHART_KINDS, type ChartKind, type ColumnFacts, chartKinds } from '../../../shared/domain/charts.ts';
import { runJob } from '../../client/call.ts';
import { useWrite } from '../../client/hooks.ts';
import { ChartFigure } from '../../parts/charts/chart-figure.tsx';
import { ExportChartDialog } from '../../parts/charts/export-chart.tsx';
import { SaveExhibit } from '../../parts/save-exhibit.tsx';
import { Changes, Field } from '../../ui/saved-field.tsx';
import { messageOf } from '../../ui/toaster.ts';
import { ChartControls } from './chart-controls.tsx';
import type { DrawnAs } from './data-desk.ts';
import { useMarkedCells } from './result-selection.tsx';
import { SavedNotice } from './saved-notice.tsx';

interface Props {
  readonly result: QueryResult;
  /** The column a chart was asked for; null when it is for the columns to choose. */
  readonly column: number | null;
  readonly onClose: () => void;
  /** Of the height of the result, in per cent. */
  readonly share: number;
  /** Only its title is shown. */
  readonly folded: boolean;
  readonly onFold: (folded: boolean) => void;
  /** Keeps the rows that a mark stands for; null where the statement cannot be nested. */
  readonly onPick: ((picked: readonly Picked[]) => void) | null;
  /** How the rows were drawn before a click or a step changed them. */
  readonly before: DrawnAs | null;
  readonly onDrawn: (as: DrawnAs) => void;
  /** Places of rows, from 0, that show what is selected in the case. */
  readonly marked: ReadonlySet<number>;
  readonly onSelect: (picked: readonly Picked[], words: string) => void;
}
type Drawn = Output<'chart.draw'>;

const sameNames = (one: readonly string[], other: readonly string[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
const ON_BOARD = { width: 460, height: 340 };

/** Draws a whole result, computed where the data lies. The drawing can be saved as an exhibit, pinned and exported. */
export function ResultChart(props: Props) {
  const { result, column, onClose, share, folded, onFold, onPick, before, onDrawn, marked, onSelect } = props;
  const [facts, setFacts] = useState<readonly ColumnFacts[] | null>(null);
  const names = useMemo(() => result.columns.map(({ name }) => name), [result]);
  const [kept] = useState(before);
  const [changed, setChanged] = useState(() => (kept && sameNames(kept.columns, names) ? kept.spec : null));
  const [kind, setKind] = useState<ChartKind | null>(null);
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [problem, setProblem] = useState('');
  const [large, setLarge] = useState(false);
  const [dialog, setDialog] = useState<'save' | 'export' | null>(null);
  const [saved, setSaved] = useState<{ readonly exhibit: Exhibit; readonly chartId: string } | null>(null);
  const { resultId } = result;

  useEffect(() => {
    let wanted = true;
    runJob('chart.columns', { resultId }).then(
      (read) => wanted && setFacts(read),
      (error: unknown) => wanted && setProblem(messageOf(error)),
    );
    return () => {
      wanted = false;
    };
  }, [resultId]);

  // A kind that other columns cannot be drawn as gives way to one that they can.
  const keptKind = kept && facts && suggest(kept.spec.kind, facts, null).spec ? kept.spec.kind : null;
  const shownKind = kind ?? changed?.kind ?? keptKind ?? (facts ? firstKind(facts, column) : 'bar');
  const suggested = useMemo(
    (): Suggested | null => (facts ? suggest(shownKind, facts, column) : null),
    [facts, shownKind, column],
  );
  const spec = changed ?? suggested?.spec ?? null;

  const told = useRef(onDrawn);
  told.current = onDrawn;
  useEffect(() => {
    if (spec) told.current({ spec, columns: names });
  }, [spec, names]);

  useEffect(() => {
    if (!spec) return setDrawn(null);
    let wanted = true;
    runJob('chart.draw', { resultId, spec }).then(
      (made) => {
        if (!wanted) return;
        setDrawn(made);
        setProblem('');
      },
      (error: unknown) => wanted && setProblem(messageOf(error)),
    );
    return () => {
      wanted = false;
    };
  }, [resultId, spec]);

  const cells = useMarkedCells(result, marked);
  const choose = (next: ChartKind): void => {
    setKind(next);
    setChanged(null);
    setProblem('');
  };
  if (folded && !large)
    return (
      <section className="rt-data-chart-folded" aria-label="Chart of the result">
        <Button variant="minimal" icon="chevron-right" aria-label="Unfold the chart" onClick={() => onFold(false)} />
        <span className="rt-cut rt-grow">{drawn ? titleFor(drawn.chart) : 'Chart'}</span>
        <Button variant="minimal" icon="cross" aria-label="Close the chart" onClick={onClose} />
      </section>
    );
  return (
    <section
      className={large ? 'rt-data-chart rt-data-chart-large' : 'rt-data-chart'}
      style={{ flexBasis: `${share}%` }}
      aria-label="Chart of the result"
    >
      <div className="rt-data-chart-head">
        {!large && (
          <Button variant="minimal" icon="chevron-down" aria-label="Fold the chart" onClick={() => onFold(true)} />
        )}
        <h3 className="rt-data-chart-title rt-grow">{drawn && spec && !problem ? titleFor(drawn.chart) : 'Chart'}</h3>
        <Changes>
          <Button
            size="small"
            text="Save chart as exhibit"
            disabled={!drawn || saved?.chartId === drawn.chartId}
            onClick={() => setDialog('save')}
          />
          <Button
            size="small"
            variant="minimal"
            text="Export chart"
            disabled={!drawn}
            onClick={() => setDialog('export')}
          />
        </Changes>
        <span>
          <Button
            variant="minimal"
            icon={large ? 'minimize' : 'maximize'}
            aria-label={large ? 'Reduce the chart' : 'Enlarge the chart'}
            onClick={() => setLarge(!large)}
          />
          <Button variant="minimal" icon="cross" aria-label="Close the chart" onClick={onClose} />
        </span>
      </div>
      <div className="rt-data-chart-main">
        <div className="rt-data-chart-bar">
          <Field label="Chart" className="rt-data-chart-field">
            {(id) => (
              <HTMLSelect
                id={id}
                value={shownKind}
                options={chartKinds.map((value) => ({ value, label: CHART_KINDS[value].words }))}
                onChange={(event) => choose(event.target.value as ChartKind)}
              />
            )}
          </Field>
          {spec && facts && <ChartControls spec={spec} facts={facts} columns={result.columns} onChange={setChanged} />}
        </div>
        <div className="rt-data-chart-body">
          {(problem || suggested?.missing) && (
            <p role="alert" className={`${problem ? 'rt-danger' : 'rt-muted'} rt-data-chart-note`}>
              {problem || suggested?.missing}
            </p>
          )}
          {saved && saved.chartId === drawn?.chartId && <SavedNotice exhibit={saved.exhibit} size={ON_BOARD} />}
          {drawn && spec && !problem ? (
            <ChartFigure chart={drawn.chart} {...(onPick && { onPick })} selected={cells} onSelect={onSelect} />
          ) : (
            !problem && !suggested?.missing && <Spinner size={24} />
          )}
        </div>
      </div>
      {dialog === 'save' && drawn && (
        <SaveChartDialog
          drawn={drawn}
          onSaved={(exhibit) => setSaved({ exhibit, chartId: drawn.chartId })}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'export' && drawn && (
        <ExportChartDialog chart={drawn.chart} of={{ chartId: drawn.chartId }} onClose={() => setDialog(null)} />
      )}
    </section>
  );
}

interface SaveProps {
  readonly drawn: Drawn;
  readonly onSaved: (exhibit: Exhibit) => void;
  readonly onClose: () => void;
}

/** Saves a chart as an exhibit: what is drawn, the statement and the readings behind it, and a hash over them. */
function SaveChartDialog({ drawn, onSaved, onClose }: SaveProps) {
  const freeze = useWrite('chart.freeze');
  return (
    <SaveExhibit
      title={titleFor(drawn.chart)}
      noted
      onClose={onClose}
      onSave={async (title, note) => {
        const exhibit = await freeze.mutateAsync({ chartId: drawn.chartId, title, note });
        onSaved(exhibit);
        return exhibit;
      }}
    >
      The drawing's data, the SQL and the readings of the columns are saved under the next exhibit number and never
      change. The title is printed above the chart.
    </SaveExhibit>
  );
}
