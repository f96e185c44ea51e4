import type { Calendar, Request } from '../../../shared/contract/requests.ts';
import { spanWords } from '../../../shared/domain/clocks/request-clock.ts';
import { totalsByTeam } from '../../../shared/domain/requests/due-list.ts';
import { formatShare } from '../../ui/format.ts';
import { EmptyState } from '../../ui/panel.tsx';

/** Requests by team and month of receipt. */
export function Totals({
  requests,
  calendars,
  now,
}: {
  requests: readonly Request[];
  calendars: readonly Calendar[];
  now: number;
}) {
  const totals = totalsByTeam(requests, calendars, now);
  if (totals.length === 0) return <EmptyState icon="timeline-bar-chart" title="No request to count yet" />;
  return (
    <table className="bp6-html-table bp6-compact" aria-label="Requests by team and month">
      <thead>
        <tr>
          <th>Month (UTC)</th>
          <th>Team</th>
          <th>Received</th>
          <th>Answered</th>
          <th>In time</th>
          <th>Median working time to the final answer</th>
        </tr>
      </thead>
      <tbody>
        {totals.map((each) => (
          <tr key={`${each.month} ${each.team}`}>
            <td>{each.month}</td>
            <td>{each.team}</td>
            <td>{each.received}</td>
            <td>{each.answered}</td>
            <td>{each.answered === 0 ? '' : `${each.inTime} (${formatShare(each.inTime, each.answered)})`}</td>
            <td>{each.median === null ? '' : spanWords(each.median, Number.POSITIVE_INFINITY)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
