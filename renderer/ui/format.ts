const STEPS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** "12.5 %" of all; "0" and "100" are said of none and of all alone, whatever rounding would make of a few. */
export function formatShare(part: number, total: number): string {
  if (part <= 0 || total <= 0) return '0 %';
  if (part >= total) return '100 %';
  const share = (100 * part) / total;
  if (share < 0.1) return '<0.1 %';
  return share > 99.9 ? '>99.9 %' : `${share.toFixed(1)} %`;
}

/** "1.4 MiB"; powers of 1024. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let step = 0;
  while (value >= 1024 && step < STEPS.length - 1) {
    value /= 1024;
    step++;
  }
  return `${step === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${STEPS[step]}`;
}

const counts = new Intl.NumberFormat('en');
/** "12,345" */
export const formatCount = (count: number): string => counts.format(count);

/** "1 exhibit", "12,345 exhibits" */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** "2026-11-22 12:52:39" in UTC. @param instant ISO 8601, UTC */
export const formatUtc = (instant: string): string => instant.slice(0, 19).replace('T', ' ');

/** "2026-11-22 04:52 PST" in a zone. @param instant ISO 8601, UTC */
export function formatInZone(instant: string, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(instant));
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  const date = `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
  return `${date} ${zoneAbbreviation(instant, zone)}`;
}

/** "PST", "CET", or "GMT+5:30" where a zone has no letters of its own in English. */
export function zoneAbbreviation(instant: string, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'short' }).formatToParts(
    new Date(instant),
  );
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}
