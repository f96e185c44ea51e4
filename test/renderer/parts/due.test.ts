import { describe, expect, test } from 'vitest';
import { instantOf, untilDue, wallOf, ZONES } from '../../../renderer/parts/due-text.tsx';

const PACIFIC = 'America/Los_Angeles';

describe('instantOf', () => {
  test('reads a clock time in summer and winter', () => {
    expect(instantOf('2026-11-25T17:00', PACIFIC)).toBe('2026-11-26T01:00:00.000Z');
    expect(instantOf('2026-07-01T17:00', PACIFIC)).toBe('2026-07-02T00:00:00.000Z');
    expect(instantOf('2026-07-01T17:00', 'Asia/Kathmandu')).toBe('2026-07-01T11:15:00.000Z');
    expect(instantOf('2026-07-01T17:00', 'UTC')).toBe('2026-07-01T17:00:00.000Z');
  });

  test('of an hour that comes twice means the first', () => {
    // 2026-11-01 01:30 comes as PDT (UTC-7) and then as PST (UTC-8).
    expect(instantOf('2026-11-01T01:30', PACIFIC)).toBe('2026-11-01T08:30:00.000Z');
  });

  test('carries an hour that is left out over to the clock before the change', () => {
    // 2026-03-08 02:30 does not exist; by the clock before (PST, UTC-8) it would be 10:30 UTC, which shows as 03:30 PDT.
    expect(instantOf('2026-03-08T02:30', PACIFIC)).toBe('2026-03-08T10:30:00.000Z');
    expect(wallOf('2026-03-08T10:30:00.000Z', PACIFIC)).toBe('2026-03-08T03:30');
  });

  test('refuses what is not a date and time', () => {
    expect(instantOf('', PACIFIC)).toBeNull();
    expect(instantOf('2026-13-01T10:00', PACIFIC)).toBeNull();
  });
});

test('wallOf is the inverse, every hour of a year', () => {
  for (const zone of [PACIFIC, 'Europe/London', 'Australia/Lord_Howe'])
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 3_600_000) {
      const wall = wallOf(new Date(at).toISOString(), zone);
      const back = Date.parse(instantOf(wall, zone) as string);
      // The second pass through a repeated hour reads as the first.
      expect([0, 1_800_000, 3_600_000]).toContain(at - back);
      expect(wallOf(new Date(back).toISOString(), zone)).toBe(wall);
    }
});

test('says how long it is, or since when it is overdue', () => {
  const due = '2026-11-25T12:00:00.000Z';
  const at = (text: string) => untilDue(due, Date.parse(text));
  expect(at('2026-11-25T11:40:00Z')).toBe('in 20 min');
  expect(at('2026-11-25T09:55:00Z')).toBe('in 2 h 5 min');
  expect(at('2026-11-22T08:00:00Z')).toBe('in 3 d 4 h');
  expect(at('2026-11-26T13:00:00Z')).toBe('overdue by 1 d 1 h');
});

test('offers the zone of the requesters first, and each zone once', () => {
  expect(ZONES[0]).toBe(PACIFIC);
  expect(new Set(ZONES).size).toBe(ZONES.length);
  expect(ZONES).toContain('Asia/Tokyo');
});
