import { describe, expect, it } from 'vitest';
import { timelineFigure } from '../../../shared/domain/timeline-figure.ts';

const HEADER =
  'message,timestamp,datetime,timestamp_desc,until,original,zone,discovered,exhibit,row,detail,shown,zone_shown';
const row = (micros: string, lane: string, zone: string, exhibit: string): string =>
  `a,${micros},x,${lane},y,o,${zone},,${exhibit},1,"d, with
a line",2026-03-02 10:00:00,Europe/Berlin`;

describe('the figure of a saved span of the timeline', () => {
  it('counts the events of each lane in equal spans, and says of which the zone is assumed', () => {
    const text = [
      HEADER,
      row('1772442000000000', 'logins.at', 'as written', 'E-0001'),
      row('1772442000000000', 'logins.at', 'as written', 'E-0001'),
      row('1772528400000000', 'payouts.paid', 'assumed', 'E-0002'),
      row('', 'payouts.paid', 'assumed', 'E-0002'),
    ].join('\r\n');
    const figure = timelineFigure(text);
    expect(figure).toMatchObject({ zone: 'Europe/Berlin', undrawn: 1 });
    expect(figure?.edges).toHaveLength(241);
    expect(figure?.edges[0]).toBe(1772442000000);
    const [logins, payouts] = figure?.lanes ?? [];
    expect(logins).toMatchObject({ name: 'logins.at', rests: 'E-0001', assumed: 0 });
    expect(logins?.counts[0]).toBe(2);
    expect(payouts).toMatchObject({ rests: 'E-0002', assumed: 1 });
    expect(payouts?.counts.at(-1)).toBe(1);
  });

  it('draws nothing of another table', () => {
    expect(timelineFigure('a,b\r\n1,2\r\n')).toBeNull();
    expect(timelineFigure(HEADER)).toBeNull();
  });
});
