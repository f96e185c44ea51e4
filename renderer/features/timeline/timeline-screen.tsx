import './timeline.css';
import { Button, Checkbox, InputGroup, Spinner, Tag } from '@blueprintjs/core';
import { memo, useEffect, useState } from 'react';
import { type Lane, laneName, type ManualEvent } from '../../../shared/contract/timeline.ts';
import { DARK, LIGHT } from '../../../shared/domain/chart-scene/themes.ts';
import { shownIn } from '../../../shared/domain/moments.ts';
import { offsetOf } from '../../../shared/domain/zones.ts';
import { useRead } from '../../client/hooks.ts';
import { ZONES } from '../../parts/due-text.tsx';
import { seriesColour } from '../../parts/timeline/draw.ts';
import { rowsWithin, type View, zoomed } from '../../parts/timeline/lane-data.ts';
import { ActionButton } from '../../state/action-button.tsx';
import { useActions } from '../../state/actions.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { choose, EMPTY } from '../../state/selection.ts';
import { useDark } from '../../state/theme.ts';
import { plural } from '../../ui/format.ts';
import { EmptyState, Screen } from '../../ui/panel.tsx';
import { TIMELINE } from './actions.ts';
import { EventDialog } from './event-dialog.tsx';
import { EventsList } from './events-list.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { FreezeDialog } from './freeze-dialog.tsx';
import { LanesCanvas } from './lanes-canvas.tsx';
import { type Timeline, useTimeline } from './use-timeline.ts';

const NO_EVENTS: readonly ManualEvent[] = [];
const PLAY_MS = 20_000; // for the whole of the view

/** Everything of the case that has a time, in lanes over one axis. */
export function TimelineScreen() {
  const { caseId } = useNavigation();
  const timeline = useTimeline(caseId);
  const { data: events = NO_EVENTS } = useRead('event.list', { caseId });
  const [open, setOpen] = useState<ManualEvent | 'new' | 'export' | 'freeze' | null>(null);
  const { until, playing, play } = usePlaying(timeline.view);
  const { view, lanes, shown, look, selected, select } = timeline;
  const [counted, setCounted] = useState<readonly string[]>([]);
  const chosen = (span: View): void => {
    const found = rowsWithin(shown, timeline.data, span, ({ key }) => laneName(key));
    setCounted(found.counted);
    const instant = (utc: number): string => shownIn(utc, offsetOf(utc, timeline.zone), 'second');
    const from = `the timeline, ${instant(span.from)} to ${instant(span.to)} (${timeline.zone})`;
    choose({ source: 'timeline', from, selection: { ...EMPTY, rows: found.rows } });
  };
  const clear = (): void => {
    select(null);
    setCounted([]);
    choose({ source: 'timeline', from: '', selection: EMPTY });
  };
  const actions = useActions(TIMELINE, {
    add: () => setOpen('new'),
    all: { perform: timeline.showAll, when: timeline.whole !== null },
    closer: { perform: () => view && look(zoomed(view, 2)), when: view !== null },
    farther: { perform: () => view && look(zoomed(view, 0.5)), when: view !== null },
    play: { perform: play, when: view !== null, label: playing ? 'Stop playing' : 'Play the span in view' },
    clear: { perform: clear, when: selected !== null },
    freeze: { perform: () => setOpen('freeze'), when: shown.length > 0 },
    export: { perform: () => setOpen('export'), when: shown.length > 0 },
  });
  return (
    <Screen
      title="Timeline"
      actions={
        <>
          <ZoneField zone={timeline.zone} onChange={timeline.setZone} />
          <ActionButton action={actions.farther} variant="minimal" />
          <ActionButton action={actions.closer} variant="minimal" />
          <ActionButton action={actions.all} variant="minimal" />
          <ActionButton action={actions.play} variant="minimal" icon={playing ? 'stop' : 'play'} />
          <ActionButton action={actions.freeze} text="Save as exhibit" />
          <ActionButton action={actions.export} text="Export" />
          <ActionButton action={actions.add} text="Add event" intent="primary" />
        </>
      }
    >
      {timeline.problem && (
        <p className="rt-danger rt-timeline-note" role="alert">
          {timeline.problem}
        </p>
      )}
      {lanes === null ? (
        <Spinner className="rt-waiting" />
      ) : lanes.length === 0 ? (
        <EmptyState icon="timeline-events" title="Nothing has a time yet">
          Import files with columns of dates or times, or add an event.
        </EmptyState>
      ) : (
        <div className="rt-timeline">
          <div className="rt-timeline-lanes">
            <LaneHeads timeline={timeline} />
            <LanesCanvas timeline={timeline} selected={selected} until={until} onSelect={select} onChosen={chosen} />
          </div>
          <HiddenLanes timeline={timeline} />
          <EventsList
            caseId={caseId}
            timeline={timeline}
            selected={selected}
            events={events}
            onEdit={setOpen}
            onClear={clear}
          />
          {counted.length > 0 && selected && (
            <p className="rt-warn rt-timeline-note" role="status">
              Not in the selection, since it is only counted at this zoom or still being read: {counted.join(', ')}.
              Zoom in and choose again.
            </p>
          )}
        </div>
      )}
      {open === 'export' && (
        <ExportDialog caseId={caseId} timeline={timeline} selected={selected} onClose={() => setOpen(null)} />
      )}
      {open === 'freeze' && (
        <FreezeDialog caseId={caseId} timeline={timeline} selected={selected} onClose={() => setOpen(null)} />
      )}
      {open !== null && open !== 'export' && open !== 'freeze' && (
        <EventDialog
          caseId={caseId}
          event={open === 'new' ? null : open}
          zone={timeline.zone}
          onClose={() => setOpen(null)}
        />
      )}
    </Screen>
  );
}

/** What is drawn, one beside each lane of the drawing. */
function LaneHeads({ timeline }: { timeline: Timeline }) {
  const theme = useDark() ? DARK : LIGHT;
  const { shown, busy, toggle } = timeline;
  return (
    <ul className="rt-timeline-heads" aria-label="Lanes">
      <li className="rt-timeline-axis-head rt-muted">
        {plural(shown.length, 'lane')} {busy && <Spinner size={12} aria-label="Reading" />}
      </li>
      {shown.map((lane) => (
        <li key={laneName(lane.key)}>
          <Checkbox checked onChange={() => toggle(lane.key)} aria-label={`Show ${lane.name}`} />
          <span
            className="rt-timeline-dot"
            style={{ background: seriesColour(theme, timeline.colours[laneName(lane.key)] ?? 0) }}
          />
          <span className="rt-timeline-name" title={lane.name}>
            <strong>{lane.name}</strong>
            <span className="rt-muted">{laneWords(lane)}</span>
          </span>
          {lane.zone === 'assumed' && (
            <Tag minimal intent="warning" title={`Its times name no zone and are taken to be of ${timeline.zone}.`}>
              zone assumed
            </Tag>
          )}
        </li>
      ))}
    </ul>
  );
}

const laneWords = ({ dated, undated, rests, zoneName, uncounted }: Lane): string =>
  [
    uncounted ? `counting ${plural(dated, 'row')}` : plural(dated, 'event'),
    undated > 0 && `${undated.toLocaleString('en-US')} without a time`,
    rests,
    zoneName,
  ]
    .filter(Boolean)
    .join(' · ');

function HiddenLanes({ timeline }: { timeline: Timeline }) {
  const hidden = timeline.lanes?.filter(({ key }) => timeline.hidden.includes(laneName(key))) ?? [];
  if (hidden.length === 0) return null;
  return (
    <p className="rt-timeline-hidden rt-muted">
      Not shown:{' '}
      {hidden.map((lane) => (
        <Button
          key={laneName(lane.key)}
          size="small"
          variant="minimal"
          icon="eye-open"
          text={`${lane.name} (${lane.dated.toLocaleString('en-US')})`}
          onClick={() => timeline.toggle(lane.key)}
        />
      ))}
    </p>
  );
}

/** Some 400 that never change; made anew for each move of the view they would cost it frames. */
const ZoneOptions = memo(function ZoneOptions() {
  return (
    <datalist id="rt-timeline-zone">
      {ZONES.map((each) => (
        <option key={each} value={each} />
      ))}
    </datalist>
  );
});

function ZoneField({ zone, onChange }: { zone: string; onChange: (zone: string) => void }) {
  const [text, setText] = useState(zone);
  useEffect(() => setText(zone), [zone]);
  const isZone = ZONES.includes(text);
  return (
    <>
      <InputGroup
        aria-label="Zone of the clocks"
        leftIcon="time"
        size="small"
        list="rt-timeline-zone"
        value={text}
        intent={isZone ? 'none' : 'danger'}
        onChange={(event) => {
          setText(event.currentTarget.value);
          if (ZONES.includes(event.currentTarget.value)) onChange(event.currentTarget.value);
        }}
      />
      <ZoneOptions />
    </>
  );
}

/** A time that runs through the view from its beginning to its end; events after it are drawn faintly. */
function usePlaying(view: View | null) {
  const [until, setUntil] = useState<number | null>(null);
  const [playing, setPlaying] = useState(false);
  const [from, to] = [view?.from ?? 0, view?.to ?? 0];
  useEffect(() => {
    if (!playing) return setUntil(null);
    const began = performance.now();
    let frame = 0;
    const step = (): void => {
      const share = (performance.now() - began) / PLAY_MS;
      if (share >= 1) return setPlaying(false);
      setUntil(from + (to - from) * share);
      frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [playing, from, to]);
  return { until, playing, play: () => setPlaying((before) => !before) };
}
