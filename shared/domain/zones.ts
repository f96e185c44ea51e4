const HOUR_MS = 3_600_000;
const KEPT = 20_000;

interface Zone {
  readonly format: Intl.DateTimeFormat;
  /** Of each quarter of an hour, in UTC, that was asked for: how far ahead of UTC the zone's clocks are, in milliseconds. */
  readonly offsets: Map<number, number>;
}
const zones = new Map<string, Zone>();

function zoneOf(name: string): Zone {
  let zone = zones.get(name);
  if (!zone) {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    zones.set(name, (zone = { format, offsets: new Map() }));
  }
  return zone;
}

/** How far ahead of UTC a zone's clock is at an instant; both in milliseconds. */
export const offsetOf = (utc: number, name: string): number => offsetAt(zoneOf(name), utc);

function offsetAt(zone: Zone, utc: number): number {
  const quarter = Math.floor(utc / (HOUR_MS / 4));
  const known = zone.offsets.get(quarter);
  if (known !== undefined) return known;
  const at = quarter * (HOUR_MS / 4);
  const part: Record<string, number> = {};
  for (const { type, value } of zone.format.formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  const offset = Date.UTC(year, month - 1, day, hour, minute, second) - at;
  if (zone.offsets.size >= KEPT) zone.offsets.clear();
  zone.offsets.set(quarter, offset);
  return offset;
}

/**
 * The instant at which clocks of an IANA zone show a local time. In the hour that clocks repeat it is the first of the two unless the
 * second is asked for; in the hour that they leave out, the instant that the time before the change leads to.
 * @param local as if it were UTC, in milliseconds @returns milliseconds since 1970
 */
export function utcOf(local: number, name: string, twice: 'first' | 'second' = 'first'): number {
  if (name === 'UTC') return local;
  const zone = zoneOf(name);
  // Clocks are changed by less than a day, so the offsets of the day before and after are those that can hold.
  const before = offsetAt(zone, local - 24 * HOUR_MS);
  const after = offsetAt(zone, local + 24 * HOUR_MS);
  const first = local - before;
  const holds = offsetAt(zone, first) === before;
  if (holds && (twice === 'first' || before === after)) return first;
  const second = local - after;
  return offsetAt(zone, second) === after ? second : first;
}

/**
 * What clocks of an IANA zone do at a local time: leave it out where they go forward, show it twice where they go back.
 * @param local as if it were UTC, in milliseconds @returns null for a time that they show once
 */
export function clockChange(local: number, name: string): 'left out' | 'twice' | null {
  if (name === 'UTC') return null;
  const zone = zoneOf(name);
  const before = offsetAt(zone, local - 24 * HOUR_MS);
  const after = offsetAt(zone, local + 24 * HOUR_MS);
  if (before === after) return null;
  const first = offsetAt(zone, local - before) === before;
  const second = offsetAt(zone, local - after) === after;
  return first && second ? 'twice' : first || second ? null : 'left out';
}

/** Zones by name that mean one offset wherever they are used; BST, IST and CST do not. Minutes east of Greenwich. */
export const NAMED_OFFSETS: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  UT: 0,
  WET: 0,
  WEST: 60,
  CET: 60,
  CEST: 120,
  MEZ: 60,
  MESZ: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  JST: 540,
  KST: 540,
  AEST: 600,
  AEDT: 660,
  NZST: 720,
  NZDT: 780,
  EST: -300,
  EDT: -240,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  AKST: -540,
  AKDT: -480,
  HST: -600,
};

const known = new Map<string, boolean>();
/** Whether a name is one of IANA's. */
export function isZoneName(name: string): boolean {
  const before = known.get(name);
  if (before !== undefined) return before;
  let is = true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    is = false;
  }
  if (known.size < 1000) known.set(name, is);
  return is;
}
