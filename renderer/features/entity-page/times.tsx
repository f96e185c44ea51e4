import { Button, HTMLTable, Spinner, Tag } from '@blueprintjs/core';
import { useEffect, useMemo, useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import { laneName, type TimelineEvent } from '../../../shared/contract/timeline.ts';
import { runJob } from '../../client/call.ts';
import { DensityStrip } from '../../parts/timeline/density-strip.tsx';
import type { View } from '../../parts/timeline/lane-data.ts';
import { timelineZone } from '../../parts/timeline/strips.ts';
import type { OpenPage } from '../../state/entity-page.ts';
import { type Place, useNavigation } from '../../state/navigation.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { messageOf } from '../../ui/toaster.ts';

const LISTED = 12;
const NONE = new Float64Array();

/** When things happened with a value: its rows, its links and the events that name it, on one line and as a list. */
export function Times({ value: { type, label }, go }: { value: OpenPage; go: (place: Place) => void }) {
  const { caseId } = useNavigation();
  const [found, setFound] = useState<(Output<'timeline.entity'> & { zone: string }) | null>(null);
  const [problem, setProblem] = useState('');
  const [span, setSpan] = useState<View | null>(null);
  const [all, setAll] = useState(false);
  useEffect(() => {
    const abort = new AbortController();
    const read = async (): Promise<void> => {
      const zone = await timelineZone(caseId);
      const answer = await runJob('timeline.entity', { caseId, type, label, zone }, { signal: abort.signal });
      if (!abort.signal.aborted) setFound({ ...answer, zone });
    };
    read().catch((error: unknown) => abort.signal.aborted || setProblem(messageOf(error)));
    return () => abort.abort();
  }, [caseId, type, label]);
  const lanes = useMemo(
    () => (found ? [{ at: Float64Array.from(found.events, ({ from }) => from), bins: null }] : []),
    [found],
  );
  return (
    <section>
      <h3>
        Timeline{' '}
        {found && found.events.length > 0 && <span className="rt-muted">{formatCount(found.events.length)}</span>}
      </h3>
      {problem && (
        <p role="alert" className="rt-danger">
          {problem}
        </p>
      )}
      {!found && !problem && <Spinner size={14} />}
      {found?.events.length === 0 && <p className="rt-muted">Nothing dated is known of it.</p>}
      {found && found.events.length > 0 && (
        <>
          <DensityStrip
            of={plural(found.events.length, 'time')}
            lanes={lanes}
            marks={NONE}
            zone={found.zone}
            span={span}
            onSpan={setSpan}
          />
          <List
            events={span ? found.events.filter(({ from }) => from >= span.from && from < span.to) : found.events}
            all={all}
            zone={found.zone}
            onAll={() => setAll(true)}
            go={go}
          />
        </>
      )}
      {found && found.left > 0 && (
        <p className="rt-warn">{plural(found.left, 'further row')} of it were found and are not listed here.</p>
      )}
      {found && found.unindexed > 0 && (
        <p className="rt-muted">
          Rows are found by the index of identifying columns; {plural(found.unindexed, 'column')} without it{' '}
          {found.unindexed === 1 ? 'is' : 'are'} not part of this.
        </p>
      )}
    </section>
  );
}

interface ListProps {
  readonly events: readonly TimelineEvent[];
  readonly all: boolean;
  readonly zone: string;
  readonly onAll: () => void;
  readonly go: (place: Place) => void;
}
function List({ events, all, zone, onAll, go }: ListProps) {
  const listed = all ? events : events.slice(0, LISTED);
  return (
    <>
      <HTMLTable compact className="rt-entity-page-times">
        <thead>
          <tr>
            <th scope="col">Time ({zone})</th>
            <th scope="col">What</th>
            <th scope="col">Exhibit</th>
          </tr>
        </thead>
        <tbody>
          {listed.map((event) => (
            <tr key={`${laneName(event.key)} ${event.ref}`}>
              <td className="rt-mono" title={`As written: ${event.original}`}>
                {event.shown}
                {event.zone === 'assumed' && (
                  <Tag minimal intent="warning" title={`It names no zone and is taken to be of ${zone}.`}>
                    zone assumed
                  </Tag>
                )}
              </td>
              <td title={event.detail}>
                <span className="rt-break">{event.title}</span>
                <br />
                <span className="rt-muted rt-cut">{event.detail}</span>
              </td>
              <td>
                {event.exhibitId && (
                  <Button
                    size="small"
                    variant="minimal"
                    text={`${event.exhibit}${event.row === null ? '' : `, row ${event.row.toLocaleString('en-US')}`}`}
                    onClick={() => event.exhibitId && go({ screen: 'evidence', focus: event.exhibitId })}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </HTMLTable>
      {events.length > listed.length && (
        <Button size="small" variant="minimal" text={`List all ${formatCount(events.length)}`} onClick={onAll} />
      )}
    </>
  );
}
