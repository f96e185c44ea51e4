import { expect, test } from 'vitest';
import {
  formatBytes,
  formatInZone,
  formatShare,
  formatUtc,
  plural,
  zoneAbbreviation,
} from '../../../renderer/ui/format.ts';

test('writes sizes in powers of 1024', () => {
  expect([0, 1023, 1024, 1_500_000, 5 * 1024 ** 3].map(formatBytes)).toEqual([
    '0 B',
    '1023 B',
    '1.0 KiB',
    '1.4 MiB',
    '5.0 GiB',
  ]);
});

test('says none and all of nothing less', () => {
  const shares = [0, 2, 5, 2500, 4996, 4999, 5000].map((part) => formatShare(part, 5000));
  expect(shares).toEqual(['0 %', '<0.1 %', '0.1 %', '50.0 %', '>99.9 %', '>99.9 %', '100 %']);
});

test('writes an instant in UTC and in a zone, across its change of clocks', () => {
  expect(formatUtc('2026-11-22T13:08:37.123Z')).toBe('2026-11-22 13:08:37');
  expect(formatInZone('2026-11-22T13:08:37.123Z', 'America/Los_Angeles')).toBe('2026-11-22 05:08 PST');
  expect(formatInZone('2026-07-01T00:30:00.000Z', 'America/Los_Angeles')).toBe('2026-06-30 17:30 PDT');
  expect(formatInZone('2026-07-01T00:00:00.000Z', 'UTC')).toBe('2026-07-01 00:00 UTC');
  expect(zoneAbbreviation('2026-07-01T00:00:00.000Z', 'Asia/Kolkata')).toBe('GMT+5:30');
});

test('says one thing and many things', () => {
  expect([plural(0, 'row'), plural(1, 'row'), plural(12_345, 'entry', 'entries')]).toEqual([
    '0 rows',
    '1 row',
    '12,345 entries',
  ]);
});
