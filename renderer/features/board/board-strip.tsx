import { HTMLSelect } from '@blueprintjs/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type Lane, laneName, MOST_EVENTS } from '../../../shared/contract/timeline.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { shownIn } from '../../../shared/domain/moments.ts';
import { offsetOf } from '../../../shared/domain/zones.ts';
import { CallError, runJob } from '../../client/call.ts';
import { DensityStrip } from '../../parts/timeline/density-strip.tsx';
import { decoded, type LaneData, rowsWithin, timesOfRows, type View } from '../../parts/timeline/lane-data.ts';
import { timelineZone } from '../../parts/timeline/strips.ts';
import { choose, EMPTY, useSelectedRows, useSelection } from '../../state/selection.ts';
import { plural } from '../../ui/format.ts';
import { messageOf } from '../../ui/toaster.ts';

const ALL = 'all';
type Held = ReadonlyMap<string, LaneData>;

/** When the rows of the case's data happened; a span selects them, and with them what of the board stands in them. */
export function BoardStrip({ caseId }: { caseId: CaseId }) {
  const { lanes, held, zone, problem } = useRowTimes(caseId);
  const [of, setOf] = useState(ALL);
  const [span, setSpan] = useState<View | null>(null);
  const [notes, setNotes] = useState<readonly string[]>([]);
  const selected = useSelectedRows();
  const { current } = useSelection();
  useEffect(() => {
    if (!current) setSpan(null); // cleared elsewhere: the span stands for nothing any more
  }, [current]);
  const shown = useMemo(() => lanes?.filter(({ key }) => of === ALL || laneName(key) === of) ?? [], [lanes, of]);
  const drawn = useMemo(() => shown.flatMap(({ key }) => held.get(laneName(key)) ?? []), [shown, held]);
  const marks = useMemo(() => {
    const times = shown.flatMap(({ key }) => {
      const own = key.kind === 'column' ? selected.get(key.datasetId) : undefined;
      const data = held.get(laneName(key));
      return own !== undefined && data && !data.bins ? [...timesOfRows(data, own)] : [];
    });
    return Float64Array.from(times).sort();
  }, [shown, held, selected]);
  const asking = useRef<AbortController | null>(null);
  useEffect(() => () => asking.current?.abort(), []);
  const select = (next: View | null, ended: boolean): void => {
    setSpan(next);
    if (!ended) return;
    asking.current?.abort();
    const abort = new AbortController();
    asking.current = abort;
    if (!next) {
      setNotes([]);
      return choose({ source: 'timeline', from: '', selection: EMPTY });
    }
    rowsOfSpan(caseId, shown, held, next, zone, abort.signal).then(
      ({ rows, counted }) => {
        if (abort.signal.aborted) return;
        const instant = (utc: number): string => shownIn(utc, offsetOf(utc, zone), 'second');
        const from = `the strip of times, ${instant(next.from)} to ${instant(next.to)} (${zone})`;
        choose({ source: 'timeline', from, selection: { ...EMPTY, rows } });
        setNotes(
          counted.length === 0 ? [] : [`Too many rows to select: ${counted.join(', ')}. Choose a shorter span.`],
        );
      },
      (error: unknown) => abort.signal.aborted || setNotes([messageOf(error)]),
    );
  };
  if (problem)
    return (
      <p className="rt-danger rt-strip-words" role="alert">
        {problem}
      </p>
    );
  if (lanes?.length === 0)
    return <p className="rt-strip rt-strip-words rt-muted">No dataset of the case has a column of dates or times.</p>;
  const total = shown.reduce((sum, { key }) => sum + (held.get(laneName(key))?.total ?? 0), 0);
  const waiting = lanes === null || held.size < lanes.length;
  return (
    <DensityStrip
      of={`${plural(total, 'time')} of ${of === ALL ? plural(shown.length, 'column') : (shown[0]?.name ?? '')}${waiting ? ', more are being read' : ''}`}
      lanes={drawn}
      marks={marks}
      zone={zone}
      span={span}
      onSpan={select}
    >
      {notes.map((note) => (
        <span key={note} className="rt-warn rt-cut" role="alert">
          {note}
        </span>
      ))}
      {shown.some(({ zone: basis }) => basis === 'assumed') && (
        <span className="rt-muted" title={`Of some columns the times name no zone and are taken to be of ${zone}.`}>
          zone assumed for some
        </span>
      )}
      <HTMLSelect
        aria-label="Columns of times"
        value={of}
        options={[
          { value: ALL, label: 'All columns of times' },
          ...(lanes ?? []).map(({ key, name }) => ({ value: laneName(key), label: name })),
        ]}
        onChange={(event) => setOf(event.currentTarget.value)}
      />
    </DensityStrip>
  );
}

/** The columns of times of a case and what they hold, each as soon as it was read. */
function useRowTimes(caseId: CaseId) {
  const [lanes, setLanes] = useState<readonly Lane[] | null>(null);
  const [held, setHeld] = useState<Held>(new Map());
  const [zone, setZone] = useState('UTC');
  const [problem, setProblem] = useState('');
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    const read = async (): Promise<void> => {
      const chosen = await timelineZone(caseId);
      const found = (await runJob('timeline.lanes', { caseId, counted: false }, { signal })).filter(
        ({ key }) => key.kind === 'column',
      );
      if (signal.aborted) return;
      setZone(chosen);
      setLanes(found);
      for (const { key } of found) {
        const [data] = await runJob('timeline.events', { caseId, lanes: [key], zone: chosen }, { signal });
        if (signal.aborted) return;
        if (data) setHeld((before) => new Map(before).set(laneName(key), decoded(data)));
      }
    };
    read().catch((error: unknown) => {
      const isStop = error instanceof CallError && (error.code === 'cancelled' || error.code === 'locked');
      if (!signal.aborted && !isStop) setProblem(messageOf(error));
    });
    return () => abort.abort();
  }, [caseId]);
  return { lanes, held, zone, problem };
}

/** The rows of a span; of columns that are only counted they are asked for. `counted` names those that have too many. */
async function rowsOfSpan(
  caseId: CaseId,
  lanes: readonly Lane[],
  held: Held,
  span: View,
  zone: string,
  signal: AbortSignal,
): Promise<ReturnType<typeof rowsWithin>> {
  const open = lanes.filter(({ key }) => held.get(laneName(key))?.bins);
  const within = new Map(held);
  if (open.length > 0) {
    const asked = { caseId, lanes: open.map(({ key }) => key), zone, ...span, most: MOST_EVENTS };
    for (const data of await runJob('timeline.events', asked, { signal }))
      within.set(laneName(data.key), decoded(data));
  }
  return rowsWithin(lanes, within, span, ({ key }) => laneName(key));
}
