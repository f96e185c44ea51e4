import { Button } from '@blueprintjs/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { QueryResult } from '../../../shared/contract/query.ts';
import type { Which } from '../../../shared/contract/selections.ts';
import type { CaseId, Cell, DatasetId } from '../../../shared/contract/values.ts';
import type { Picked } from '../../../shared/domain/chart-picks.ts';
import { eachRow, rowsOf } from '../../../shared/domain/row-ranges.ts';
import { CallError, runJob } from '../../client/call.ts';
import { choose, EMPTY, useSelectedRows } from '../../state/selection.ts';
import { formatCount, plural } from '../../ui/format.ts';
import { messageOf } from '../../ui/toaster.ts';
import { fetchRowsAt } from './result-rows.ts';

const PAUSE_MS = 200; // a drag over rows selects anew with each
const NONE: ReadonlySet<number> = new Set();

/** Carries rows of a result, or those behind a mark of its chart, to the selection of the case. */
export async function selectBehind(
  result: QueryResult,
  which: Which,
  source: 'data' | 'chart',
  from: string,
  signal?: AbortSignal,
): Promise<string[]> {
  const { resultId } = result;
  const { rows, notes } = await runJob('selection.behind', { resultId, which }, signal ? { signal } : {});
  choose({ source, from, selection: { ...EMPTY, rows } });
  return notes;
}

const WHOLE = /^\s*select\s+\*\s+from\s+(?:"(?:[^"]|"")+"|[a-z_][a-z0-9_]*)\s*;?\s*$/i;
/** The dataset whose rows a result shows, all and in their order; null where it shows others. */
function wholeTable({ sql, inputs, limitedBy }: QueryResult): DatasetId | null {
  const [only] = inputs;
  return inputs.length === 1 && only && !only.through && limitedBy === null && WHOLE.test(sql) ? only.datasetId : null;
}

/** What of a result is selected in the case, and the way there. */
export function useResultSelection(caseId: CaseId, result: QueryResult, name: string) {
  const [marked, setMarked] = useState<ReadonlySet<number>>(NONE);
  const [notes, setNotes] = useState<readonly string[]>([]);
  const selected = useSelectedRows();
  const { resultId, inputs } = result;
  const asked = inputs.flatMap(({ datasetId }) => {
    const rows = datasetId === null ? undefined : selected.get(datasetId);
    return datasetId === null || rows === undefined ? [] : [{ datasetId, rows }];
  });
  const fingerprint = JSON.stringify(asked);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the fingerprint stands for what is asked, which is made anew each time
  useEffect(() => {
    const [first] = asked;
    if (!first) return setMarked(NONE);
    const mark = (rows: string): void =>
      setMarked(rows === '' ? NONE : new Set([...eachRow(rows)].map((row) => row - 1)));
    if (wholeTable(result) !== null) return mark(first.rows);
    const abort = new AbortController();
    runJob('selection.within', { resultId, rows: asked }, { signal: abort.signal }).then(
      ({ rows }) => mark(rows),
      () => abort.signal.aborted || setMarked(NONE), // a result of no column of a dataset shows none
    );
    return () => abort.abort();
  }, [resultId, fingerprint]);

  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; abort: AbortController } | null>(null);
  const stop = (): void => {
    clearTimeout(waiting.current?.timer);
    waiting.current?.abort.abort();
    waiting.current = null;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what waits goes with the result
  useEffect(() => stop, [resultId]);
  const latest = useRef({ result, name });
  latest.current = { result, name };
  // biome-ignore lint/correctness/useExhaustiveDependencies: it stays the same, and looks at what is latest
  const carry = useCallback(
    (places: readonly number[]): void => {
      stop();
      if (places.length === 0) {
        setNotes([]);
        return choose({ source: 'data', from: '', selection: EMPTY });
      }
      const { result: shown, name: called } = latest.current;
      const whole = wholeTable(shown);
      if (whole !== null) {
        const rows = rowsOf(places.map((place) => place + 1));
        const from = `${plural(places.length, 'row')} of ${called}`;
        setNotes([]);
        return choose({ source: 'data', from, selection: { ...EMPTY, rows: [{ datasetId: whole, rows }] } });
      }
      const abort = new AbortController();
      const timer = setTimeout(() => {
        const { result: of, name: tab } = latest.current;
        const rows = rowsOf(places.map((place) => place + 1));
        selectBehind(of, { rows }, 'data', `${plural(places.length, 'row')} of ${tab}`, abort.signal).then(
          setNotes,
          (error: unknown) => {
            if (!abort.signal.aborted && !(error instanceof CallError && error.code === 'cancelled'))
              setNotes([messageOf(error)]);
          },
        );
      }, PAUSE_MS);
      waiting.current = { timer, abort };
    },
    [caseId],
  );
  const selectMark = (picked: readonly Picked[], words: string): void => {
    void selectBehind(result, { picked: [...picked] }, 'chart', `the chart of ${name}: ${words}`).then(
      setNotes,
      (error: unknown) => setNotes([messageOf(error)]),
    );
  };
  /** Marks rows at once, before the selection of the case tells of them. */
  const mark = (places: readonly number[]): void => setMarked(places.length === 0 ? NONE : new Set(places));
  return { marked, notes, carry, selectMark, mark };
}

const MOST_LOOKED = 2000; // selected rows of a result that are held against the marks of its chart

/** The rows of a result that are selected in the case, as far as a chart of it marks them. */
export function useMarkedCells(result: QueryResult, marked: ReadonlySet<number>): readonly (readonly Cell[])[] {
  const [cells, setCells] = useState<readonly (readonly Cell[])[]>([]);
  useEffect(() => {
    if (marked.size === 0) return setCells([]);
    let gone = false;
    fetchRowsAt(result, [...marked].slice(0, MOST_LOOKED)).then(
      (rows) => gone || setCells(rows),
      () => gone || setCells([]), // the result was given back meanwhile
    );
    return () => {
      gone = true;
    };
  }, [result, marked]);
  return cells;
}

/** How many rows of a result are selected in the case, with a way to each of them. */
export function MarkedRows({
  marked,
  notes,
  onReveal,
}: {
  marked: ReadonlySet<number>;
  notes: readonly string[];
  onReveal: (row: number) => void;
}) {
  const [at, setAt] = useState(-1);
  const places = [...marked];
  const next = (): void => {
    const place = (at + 1) % places.length;
    setAt(place);
    onReveal(places[place] ?? 0);
  };
  return (
    <>
      {marked.size > 0 && (
        <Button
          size="small"
          variant="minimal"
          icon="select"
          text={`${formatCount(marked.size)} in the selection`}
          title="Go to the next row that is selected in the case"
          onClick={next}
        />
      )}
      {notes.length > 0 && (
        <span className="rt-muted rt-cut rt-data-result-carried" title={notes.join('\n')} role="status">
          {notes[0]}
        </span>
      )}
    </>
  );
}
