import { useEffect, useState } from 'react';
import type { Case } from '../../shared/contract/cases.ts';
import { offsetOf, utcOf } from '../../shared/domain/zones.ts';
import { formatInZone, formatUtc } from '../ui/format.ts';

const MINUTE = 60_000;

/**
 * The UTC instant at which the clock of a zone shows a time. An hour that a change of clocks leaves out is read as the
 * clock before the change would go on; of an hour that comes twice, the first is meant.
 * @param wall "2026-03-08T17:00". @returns null when it is not such a text
 */
export function instantOf(wall: string, zone: string): string | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(wall)) return null;
  const asUtc = Date.parse(`${wall}:00.000Z`);
  if (Number.isNaN(asUtc)) return null;
  return new Date(utcOf(asUtc, zone)).toISOString();
}

/** What the clock of a zone shows at an instant, as a `datetime-local` field takes it. */
export const wallOf = (instant: string, zone: string): string => {
  const at = Date.parse(instant);
  return new Date(at + offsetOf(at, zone)).toISOString().slice(0, 16);
};

/** "in 3 d 4 h", "in 20 min", "overdue by 2 h 5 min" */
export function untilDue(dueAt: string, now: number): string {
  const minutes = Math.floor(Math.abs(Date.parse(dueAt) - now) / MINUTE);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const span =
    days > 0
      ? `${days} d${hours > 0 && days < 14 ? ` ${hours} h` : ''}`
      : hours > 0
        ? `${hours} h${minutes % 60 > 0 ? ` ${minutes % 60} min` : ''}`
        : `${minutes} min`;
  return Date.parse(dueAt) >= now ? `in ${span}` : `overdue by ${span}`;
}

const NEAR = ['America/Los_Angeles', 'UTC', Intl.DateTimeFormat().resolvedOptions().timeZone];
/** Every zone, those most used first. */
export const ZONES: readonly string[] = [...new Set([...NEAR, ...Intl.supportedValuesOf('timeZone')])];

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

/** When a case is due, and whether all that was asked is answered, in the zone of those who wait for it, and how long that is from now. */
export function DueText({
  of: { dueAt, dueZone, status, answeredAt },
}: {
  of: Pick<Case, 'dueAt' | 'dueZone' | 'status' | 'answeredAt'>;
}) {
  const now = useNow();
  if (!dueAt) return <span className="rt-muted">no due date</span>;
  const left = Date.parse(dueAt) - now;
  const waits = status !== 'closed' && answeredAt === null;
  const tone = !waits ? 'rt-muted' : left < 0 ? 'rt-danger' : left < NEAR_MS ? 'rt-warn' : 'rt-muted';
  return (
    <time dateTime={dueAt} title={`${formatUtc(dueAt)} UTC · ${dueZone}`}>
      {formatInZone(dueAt, dueZone)}
      {waits && <span className={tone}> · {untilDue(dueAt, now)}</span>}
      {status !== 'closed' && answeredAt !== null && (
        <span className="rt-muted"> · answered {formatInZone(answeredAt, dueZone)}</span>
      )}
    </time>
  );
}
