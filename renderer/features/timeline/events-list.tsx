import { Button, HTMLTable, Tag } from '@blueprintjs/core';
import { memo, useEffect, useState } from 'react';
import { laneName, type ManualEvent, type TimelineEvent } from '../../../shared/contract/timeline.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { quoteName, textLiteral } from '../../../shared/domain/sql-names.ts';
import { offsetOf } from '../../../shared/domain/zones.ts';
import { runJob } from '../../client/call.ts';
import { countWithin, firstFrom, type View } from '../../parts/timeline/lane-data.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { plural } from '../../ui/format.ts';
import { messageOf } from '../../ui/toaster.ts';
import type { Timeline } from './use-timeline.ts';

const LISTED = 200;
const PAUSE_MS = 250;

/** The first events of the selection, or of the view where nothing is selected, with what each says and rests on. */
export function EventsList({
  caseId,
  timeline,
  selected,
  events,
  onEdit,
  onClear,
}: {
  caseId: CaseId;
  timeline: Timeline;
  selected: View | null;
  events: readonly ManualEvent[];
  onEdit: (event: ManualEvent) => void;
  onClear: () => void;
}) {
  const { shown, data, zone } = timeline;
  const { go } = useNavigation();
  const [told, setTold] = useState<readonly TimelineEvent[]>([]);
  const [problem, setProblem] = useState('');
  const span = selected ?? timeline.view;
  const counts = shown.map((lane) => {
    const held = data.get(laneName(lane.key));
    return { lane, held, within: held && span ? countWithin(held, span) : 0 };
  });
  const total = counts.reduce((sum, { within }) => sum + within, 0);
  const onlyCounted = counts.filter(({ held, within }) => held?.bins && within > 0);
  const ask = span && {
    from: span.from,
    to: span.to,
    zone,
    lanes: counts.flatMap(({ lane, held }) => (held && !held.bins ? [laneName(lane.key)] : [])).join('\n'),
  };
  const asked = JSON.stringify(ask);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is asked stands for all of it
  useEffect(() => {
    if (!span) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      const found = counts.flatMap(({ lane, held }) => {
        if (!held || held.bins) return [];
        const first = firstFrom(held.at, span.from);
        return Array.from(
          held.at.subarray(first, Math.min(first + LISTED, firstFrom(held.at, span.to))),
          (at, index) => ({
            key: lane.key,
            at,
            ref: held.refs[first + index] as number,
          }),
        );
      });
      const first = found.toSorted((a, b) => a.at - b.at).slice(0, LISTED);
      const refs = [...Map.groupBy(first, ({ key }) => laneName(key)).values()].map((those) => ({
        key: (those[0] as (typeof those)[number]).key,
        refs: those.map(({ ref }) => ref),
      }));
      runJob('timeline.describe', { caseId, zone, refs }, { signal: abort.signal }).then(
        (answer) => {
          setTold(answer);
          setProblem('');
        },
        (error) => abort.signal.aborted || setProblem(messageOf(error)),
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [asked, data]);
  if (!span) return null;
  const rows = (lane: (typeof shown)[number]): void => go({ screen: 'data', sql: rowsSql(lane, span, zone) });
  return (
    <section className="rt-timeline-list" aria-label="Events">
      <header className="rt-timeline-list-head">
        <h2>{selected ? 'Selected' : 'In view'}</h2>
        <span className="rt-muted" role="status">
          {plural(total, 'event')}
          {told.length < total && told.length > 0 && `, the first ${told.length} listed`}
        </span>
        {selected && (
          <Button
            icon="cross"
            size="small"
            variant="minimal"
            aria-label="Clear the selection"
            title="Clear the selection (Esc)"
            onClick={onClear}
          />
        )}
        <span className="rt-grow" />
        {counts.map(
          ({ lane, within }) =>
            lane.key.kind === 'column' &&
            within > 0 && (
              <Button
                key={laneName(lane.key)}
                size="small"
                variant="minimal"
                icon="database"
                text={`${plural(within, 'row')} of ${lane.name}`}
                title="Show these rows in the Data screen"
                onClick={() => rows(lane)}
              />
            ),
        )}
      </header>
      {onlyCounted.length > 0 && (
        <p className="rt-muted rt-timeline-note">
          Only counted at this zoom:{' '}
          {onlyCounted.map(({ lane, within }) => `${lane.name} (about ${within.toLocaleString('en-US')})`).join(', ')}.
          Zoom in to see each event.
        </p>
      )}
      {problem && (
        <p className="rt-danger rt-timeline-note" role="alert">
          {problem}
        </p>
      )}
      <div className="rt-timeline-rows">
        <EventRows told={told} zone={zone} events={events} onEdit={onEdit} />
        {told.length === 0 && total === 0 && (
          <p className="rt-muted rt-timeline-note">Nothing happened in this span, as far as these lanes tell.</p>
        )}
      </div>
    </section>
  );
}

/** The table itself. It stays as it is while the view moves: to make 200 rows anew for each move costs more than the drawing. */
const EventRows = memo(function EventRows({
  told,
  zone,
  events,
  onEdit,
}: {
  told: readonly TimelineEvent[];
  zone: string;
  events: readonly ManualEvent[];
  onEdit: (event: ManualEvent) => void;
}) {
  const { go } = useNavigation();
  return (
    <HTMLTable compact striped>
      <thead>
        <tr>
          <th scope="col">Time ({zone})</th>
          <th scope="col">As written</th>
          <th scope="col">What</th>
          <th scope="col">Detail</th>
          <th scope="col">Exhibit</th>
          <th scope="col" title="When the investigation came to know of it: as entered, or as its exhibit was imported">
            Known since
          </th>
        </tr>
      </thead>
      <tbody>
        {told.map((event) => {
          const own = events.find(({ id }) => id === event.eventId);
          return (
            <tr key={`${laneName(event.key)} ${event.ref}`}>
              <td className="rt-mono rt-timeline-time">{event.shown}</td>
              <td className="rt-timeline-time">
                <span className="rt-mono">{event.original}</span>{' '}
                {event.zone === 'assumed' && (
                  <Tag minimal intent="warning" title={`It names no zone and is taken to be of ${zone}.`}>
                    zone assumed
                  </Tag>
                )}
              </td>
              <td>
                {own ? (
                  <Button size="small" variant="minimal" icon="edit" text={event.title} onClick={() => onEdit(own)} />
                ) : (
                  event.title
                )}
              </td>
              <td className="rt-timeline-detail" title={event.detail}>
                {event.detail}
              </td>
              <td>
                {event.exhibitId && (
                  <Button
                    className="rt-nowrap"
                    size="small"
                    variant="minimal"
                    text={`${event.exhibit}${event.row === null ? '' : `, row ${event.row.toLocaleString('en-US')}`}`}
                    onClick={() => event.exhibitId && go({ screen: 'evidence', focus: event.exhibitId })}
                  />
                )}
              </td>
              <td className="rt-mono rt-timeline-time">{event.discovered}</td>
            </tr>
          );
        })}
      </tbody>
    </HTMLTable>
  );
});

/** The rows of a lane within a span. Values without a zone are compared by the clocks of the zone that is shown. */
function rowsSql({ key, name, zone: basis }: Timeline['shown'][number], { from, to }: View, zone: string): string {
  if (key.kind !== 'column') return '';
  const view = name.slice(0, -key.column.length - 1);
  const text = (utc: number): string => {
    const clock = basis === 'assumed' ? utc + offsetOf(utc, zone) : utc;
    return textLiteral(new Date(clock).toISOString().replace('T', ' ').slice(0, 23));
  };
  const at = (value: string): string => `unixepoch(${value}, 'subsec')`;
  const column = at(quoteName(key.column));
  return `SELECT *\nFROM ${quoteName(view)}\nWHERE ${column} >= ${at(text(from))}\n  AND ${column} < ${at(text(to))}\nORDER BY ${quoteName(key.column)}`;
}
