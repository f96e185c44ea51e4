import { HTMLSelect, Tag } from '@blueprintjs/core';
import { useEffect, useMemo, useState } from 'react';
import type { QueryResult } from '../../../shared/contract/query.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { runJob } from '../../client/call.ts';
import { inOrder } from '../../parts/timeline/density.ts';
import { DensityStrip } from '../../parts/timeline/density-strip.tsx';
import { copied, firstFrom, type View } from '../../parts/timeline/lane-data.ts';
import { timelineZone } from '../../parts/timeline/strips.ts';
import { useSelection } from '../../state/selection.ts';
import { formatCount, plural } from '../../ui/format.ts';
import { messageOf } from '../../ui/toaster.ts';

const TIMES = new Set(['date', 'time', 'epoch']);
/** The columns of a result that tell when, by their places. */
export const timeColumns = ({ columns }: QueryResult): number[] =>
  columns.flatMap(({ reading }, at) => (reading && TIMES.has(reading.kind) ? [at] : []));

interface Times {
  readonly at: Float64Array;
  /** Of each time, the place of its row. */
  readonly rows: Int32Array;
  readonly undated: number;
  readonly assumed: number;
  readonly zone: string;
}

/** When the rows of a result happened; a span selects those within it. */
export function ResultStrip({
  caseId,
  result,
  name,
  marked,
  onPlaces,
}: {
  caseId: CaseId;
  result: QueryResult;
  name: string;
  marked: ReadonlySet<number>;
  /** Places of the rows within the span, ascending by time; `ended` once it stands. */
  onPlaces: (places: readonly number[], ended: boolean) => void;
}) {
  const columns = timeColumns(result);
  const [chosen, setChosen] = useState<number | null>(null);
  const column = chosen !== null && columns.includes(chosen) ? chosen : columns[0];
  const [times, setTimes] = useState<Times | null>(null);
  const [problem, setProblem] = useState('');
  const [span, setSpan] = useState<View | null>(null);
  const { resultId } = result;
  const { current } = useSelection();
  useEffect(() => {
    if (!current) setSpan(null); // cleared elsewhere: the span stands for nothing any more
  }, [current]);
  useEffect(() => {
    if (column === undefined) return;
    const abort = new AbortController();
    const read = async (): Promise<void> => {
      const zone = await timelineZone(caseId);
      const { at, dated, assumed } = await runJob('query.times', { resultId, column, zone }, { signal: abort.signal });
      if (abort.signal.aborted) return;
      const all = new Float64Array(copied(at));
      setTimes({ ...inOrder(all), undated: all.length - dated, assumed, zone });
      setSpan(null);
      setProblem('');
    };
    read().catch((error: unknown) => abort.signal.aborted || setProblem(messageOf(error)));
    return () => abort.abort();
  }, [caseId, resultId, column]);
  const lanes = useMemo(() => (times ? [{ at: times.at, bins: null }] : []), [times]);
  const marks = useMemo(
    () => (times ? times.at.filter((_, index) => marked.has(times.rows[index] as number)) : new Float64Array()),
    [times, marked],
  );
  if (problem)
    return (
      <p className="rt-danger rt-data-cell-bar" role="alert">
        {problem}
      </p>
    );
  if (!times || column === undefined) return null;
  const select = (next: View | null, ended: boolean): void => {
    setSpan(next);
    const places = next ? times.rows.subarray(firstFrom(times.at, next.from), firstFrom(times.at, next.to)) : [];
    onPlaces([...places], ended);
  };
  const nameOf = (at: number): string => result.columns[at]?.name ?? '';
  return (
    <DensityStrip
      of={`${plural(times.at.length, 'row')} of ${name} by ${nameOf(column)}`}
      lanes={lanes}
      marks={marks}
      zone={times.zone}
      span={span}
      onSpan={select}
    >
      {times.undated > 0 && <span className="rt-muted">{formatCount(times.undated)} without a time</span>}
      {times.assumed > 0 && (
        <Tag minimal intent="warning" title={`Its times name no zone and are taken to be of ${times.zone}.`}>
          zone assumed
        </Tag>
      )}
      {columns.length > 1 && (
        <HTMLSelect
          aria-label="Column of times"
          value={column}
          options={columns.map((at) => ({ value: at, label: nameOf(at) }))}
          onChange={(event) => setChosen(Number(event.currentTarget.value))}
        />
      )}
    </DensityStrip>
  );
}
