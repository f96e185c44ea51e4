import { useEffect, useMemo, useRef, useState } from 'react';
import { z } from 'zod';
import { type Lane, LaneKey, laneName, MOST_EVENTS } from '../../../shared/contract/timeline.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { CallError, listen, runJob } from '../../client/call.ts';
import { coloursOf } from '../../parts/timeline/draw.ts';
import { decoded, type LaneData, type View, wholeOf } from '../../parts/timeline/lane-data.ts';
import { keep, kept } from '../../state/desk.ts';
import { messageOf } from '../../ui/toaster.ts';

const Span = z.object({ from: z.number(), to: z.number() });
const Kept = z.object({
  hidden: z.array(z.string()),
  zone: z.string(),
  view: Span.nullable(),
  selected: Span.nullable().default(null),
  colours: z.record(z.string(), z.int()).default({}),
});
const AT_FIRST: z.infer<typeof Kept> = {
  hidden: [laneName({ kind: 'custody' })],
  zone: 'UTC',
  view: null,
  selected: null,
  colours: {},
};
const PAUSE_MS = 200;
const CHANGES = new Set(['event', 'timeline', 'dataset', 'evidence', 'entity', 'board']);
/** A view so much narrower than what was counted is counted anew. */
const NARROWER = 3;

/** The lanes of a case, what the chosen ones hold, and the span in view; kept in the vault from one time to the next. */
export function useTimeline(caseId: CaseId) {
  const [settings, setSettings] = useState<z.infer<typeof Kept> | null>(null);
  const [lanes, setLanes] = useState<readonly Lane[] | null>(null);
  const [data, setData] = useState<ReadonlyMap<string, LaneData>>(new Map());
  const [asked, setAsked] = useState(0);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const [view, setView] = useState<View | null>(null);
  const counted = useRef<View | null>(null);
  const zoneRead = useRef('');

  useEffect(() => {
    let gone = false;
    void kept(caseId, 'timeline', Kept, AT_FIRST).then(({ value }) => {
      if (gone) return;
      setSettings(value);
      if (value.view) setView(value.view);
    });
    const stop = listen((event) => {
      if (event?.event === 'changed' && event.areas.some((area) => CHANGES.has(area))) setAsked((before) => before + 1);
    });
    return () => {
      gone = true;
      stop();
    };
  }, [caseId]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what changed is asked for anew
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    // Lanes are there at once by what is known of their columns, and get their counts when rows were looked at.
    runJob('timeline.lanes', { caseId, counted: false }, { signal })
      .then((found) => {
        setLanes((before) => before ?? found);
        return runJob('timeline.lanes', { caseId }, { signal });
      })
      .then(
        (found) => {
          setLanes(found);
          setProblem('');
        },
        (error) => isStop(error) || setProblem(messageOf(error)),
      );
    return () => abort.abort();
  }, [caseId, asked]);

  const shown = useMemo(
    () => (lanes && settings ? lanes.filter(({ key }) => !settings.hidden.includes(laneName(key))) : []),
    [lanes, settings],
  );
  const colours = useMemo(
    () => coloursOf(lanes?.map(({ key }) => laneName(key)) ?? [], settings?.colours ?? {}),
    [lanes, settings],
  );
  const whole = useMemo(() => wholeOf(shown), [shown]);
  const current = view ?? whole;
  const names = shown.map(({ key }) => laneName(key)).join('\n');
  const zone = settings?.zone ?? 'UTC';

  // Counted anew where the lanes change, or where the view is so narrow that the counts say little of it.
  const [span, setSpan] = useState<View | null>(null);
  useEffect(() => {
    if (!current || ![...data.values()].some(({ bins }) => bins)) return;
    const timer = setTimeout(() => {
      const last = counted.current;
      const outside = last !== null && (current.from < last.from || current.to > last.to);
      const narrow = last === null || (current.to - current.from) * NARROWER < last.to - last.from;
      if (!outside && !narrow) return;
      const room = (current.to - current.from) / 2;
      const wide = { from: current.from - room, to: current.to + room };
      setSpan(whole && wide.from <= whole.from && wide.to >= whole.to ? null : wide);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [current, data, whole]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the names stand for the lanes, which are made anew each time; what changed is asked for anew
  useEffect(() => {
    if (names === '') return setData(new Map());
    const abort = new AbortController();
    const { signal } = abort;
    const wanted = new Set(names.split('\n'));
    const keys = names.split('\n').map((name) => LaneKey.parse(JSON.parse(name)));
    if (zoneRead.current !== zone) setData(new Map()); // times of no zone lie elsewhere now
    zoneRead.current = zone;
    setBusy(true);
    readLanes(keys, (lanes) =>
      runJob(
        'timeline.events',
        { caseId, lanes, zone, from: span?.from ?? null, to: span?.to ?? null, most: MOST_EVENTS },
        { signal },
      ).then((found) => {
        if (signal.aborted) return;
        counted.current = span ?? whole;
        const read = found.map((lane) => [laneName(lane.key), decoded(lane)] as const);
        setData((before) => new Map([...before, ...read].filter(([name]) => wanted.has(name))));
        setProblem('');
      }),
    )
      .catch((error: unknown) => isStop(error) || setProblem(messageOf(error)))
      .finally(() => !signal.aborted && setBusy(false));
    return () => abort.abort();
  }, [caseId, names, zone, span, asked]);

  const change = (next: Partial<z.infer<typeof Kept>>): void =>
    setSettings((before) => {
      const after = { ...(before ?? AT_FIRST), ...next };
      keep(caseId, 'timeline', after);
      return after;
    });
  // biome-ignore lint/correctness/useExhaustiveDependencies: kept once a lane got a colour; what keeps it is made anew each time
  useEffect(() => {
    if (settings && Object.keys(colours).length > Object.keys(settings.colours).length) change({ colours });
  }, [colours]);
  const look = (next: View): void => {
    setView(next);
    change({ view: next });
  };
  const showAll = (): void => {
    setView(null);
    change({ view: null });
  };
  const toggle = (key: LaneKey): void => {
    const hidden = settings?.hidden ?? [];
    change({
      hidden: hidden.includes(laneName(key))
        ? hidden.filter((name) => name !== laneName(key))
        : [...hidden, laneName(key)],
    });
  };
  return {
    lanes,
    shown,
    data,
    view: current,
    whole,
    zone,
    busy,
    problem,
    look,
    showAll,
    toggle,
    /** The span that is chosen; kept as the view is. */
    selected: settings?.selected ?? null,
    select: (selected: View | null) => change({ selected }),
    colours,
    hidden: settings?.hidden ?? [],
    setZone: (next: string) => change({ zone: next }),
  };
}

/** What the case holds itself together, then one column after another, so that each is drawn as soon as it was read. */
async function readLanes(keys: readonly LaneKey[], read: (keys: LaneKey[]) => Promise<unknown>): Promise<void> {
  const own = keys.filter(({ kind }) => kind !== 'column');
  if (own.length > 0) await read(own);
  for (const key of keys) if (key.kind === 'column') await read([key]);
}

const isStop = (error: unknown): boolean =>
  error instanceof CallError && (error.code === 'cancelled' || error.code === 'locked');
export type Timeline = ReturnType<typeof useTimeline>;
