import { formatInZone, formatUtc } from './format.ts';

interface Props {
  /** UTC instant. */
  readonly at: string;
  /** IANA zone it was taken in; shown beside UTC. */
  readonly zone?: string | undefined;
  /** Leaves the zone to the tooltip. */
  readonly short?: boolean;
}

/** A moment in UTC, and what the clock said in its zone. */
export function Time({ at, zone, short = false }: Props) {
  const there = zone && zone !== 'UTC' ? formatInZone(at, zone) : null;
  return (
    <time dateTime={at} title={there ? `${there} (${zone})` : undefined} className="rt-nowrap">
      {formatUtc(at)} UTC{there && !short && <span className="rt-muted"> · {there}</span>}
    </time>
  );
}
