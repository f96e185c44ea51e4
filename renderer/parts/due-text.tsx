import { useEffect, useState } from 'react';
import type { Case } from '../../shared/contract/cases.ts';
import { formatInZone, formatUtc } from '../ui/format.ts';
import { untilDue } from './due.ts';

const NEAR_MS = 24 * 60 * 60 * 1000;

/** The time, renewed every half minute. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** When a case is due, in the zone of those who wait for it, and how long that is from now. */
export function DueText({ of: { dueAt, dueZone, status } }: { of: Pick<Case, 'dueAt' | 'dueZone' | 'status'> }) {
  const now = useNow();
  if (!dueAt) return <span className="rt-muted">no due date</span>;
  const left = Date.parse(dueAt) - now;
  const tone = status === 'closed' ? 'rt-muted' : left < 0 ? 'rt-danger' : left < NEAR_MS ? 'rt-warn' : 'rt-muted';
  return (
    <time dateTime={dueAt} title={`${formatUtc(dueAt)} UTC · ${dueZone}`}>
      {formatInZone(dueAt, dueZone)}
      {status !== 'closed' && <span className={tone}> · {untilDue(dueAt, now)}</span>}
    </time>
  );
}
