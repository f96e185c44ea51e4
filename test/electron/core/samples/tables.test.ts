import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { SCREENSHOTS, screenshotBytes } from '../../../../electron/core/samples/build.ts';
import {
  BURST_IP,
  BURST_LOGINS,
  DEVICES,
  OUTSIDE_HOST,
  PAYOUT_ACCOUNT,
  RING,
} from '../../../../electron/core/samples/story.ts';
import { sampleTables } from '../../../../electron/core/samples/tables.ts';

const tables = new Map(
  sampleTables().map(({ name, csv }) => [name, parse(csv, { columns: true }) as Record<string, string>[]]),
);
const rows = (name: string) => tables.get(name) ?? [];
const ring = new Set(RING.map(({ id }) => id));
const groups = (of: Record<string, string>[], by: string, count: string) => {
  const found = new Map<string, Set<string>>();
  for (const row of of) found.set(row[by] ?? '', (found.get(row[by] ?? '') ?? new Set()).add(row[count] ?? ''));
  return found;
};

/** An investigator who compares two machines, and the tests that quote the sample, rest on these. */
const HASHES = ['cb3db6e6508ca9bc', 'd130e3cba2fe3707', '1a45ac6bec1c3406', '01047c43324bad81'];

describe('the sample tables', () => {
  it('are the same bytes on every machine', () => {
    const hashes = sampleTables().map(({ csv }) => createHash('sha256').update(csv).digest('hex').slice(0, 16));
    expect(hashes).toEqual(HASHES);
  });

  it('have no account that did anything before it was there', () => {
    const since = new Map(rows('accounts.csv').map((row) => [row['account_id'], row['created_at'] ?? '']));
    const done = [
      ...rows('logins.csv').map((row) => [row['account_id'], row['at']]),
      ...rows('payouts.csv').map((row) => [row['account_id'], row['at']]),
      ...rows('messages.csv').map((row) => [row['from_account'], row['at']]),
    ];
    expect(done.filter(([id, at]) => (since.get(id) ?? '9') > (at ?? ''))).toEqual([]);
  });

  it('hold a few thousand rows with unique ids', () => {
    const all = [...tables.values()].reduce((sum, { length }) => sum + length, 0);
    expect(all).toBeGreaterThan(4000);
    for (const [name, id] of [
      ['accounts.csv', 'account_id'],
      ['payouts.csv', 'payout_id'],
      ['messages.csv', 'message_id'],
    ] as const)
      expect(new Set(rows(name).map((row) => row[id])).size).toBe(rows(name).length);
  });

  it('hide the ring in its devices, its payout account and one burst, and nowhere else', () => {
    const shared = [...groups(rows('logins.csv'), 'device_id', 'account_id')].filter(([, { size }]) => size >= 3);
    expect(shared.map(([device]) => device).sort()).toEqual([...DEVICES].sort());
    expect(new Set(shared.flatMap(([, accounts]) => [...accounts]))).toEqual(ring);

    const paid = [...groups(rows('payouts.csv'), 'payout_account', 'account_id')].filter(([, { size }]) => size >= 3);
    expect(paid.map(([payout, accounts]) => [payout, accounts.size])).toEqual([[PAYOUT_ACCOUNT, 9]]);

    const windows = new Map<string, number>();
    for (const { ip, at } of rows('logins.csv')) {
      const window = `${ip} ${at?.slice(0, 15)}`;
      windows.set(window, (windows.get(window) ?? 0) + 1);
    }
    const bursts = [...windows].filter(([, count]) => count >= 20);
    expect(bursts).toEqual([[`${BURST_IP} 2026-03-14T02:1`, BURST_LOGINS]]);
  });

  it('carry honest noise: shared homes, a forgotten password, a default picture', () => {
    const pairs = [...groups(rows('logins.csv'), 'device_id', 'account_id').values()].filter(({ size }) => size === 2);
    expect(pairs.length).toBeGreaterThan(3);
    const pictures = [...groups(rows('accounts.csv'), 'avatar_sha256', 'account_id').values()].map(({ size }) => size);
    expect(pictures.sort((a, b) => b - a).slice(0, 2)[1]).toBe(6); // the ring's, behind the one everybody gets
  });

  it('use reserved names and documentation addresses only', () => {
    for (const { csv, name } of sampleTables()) {
      for (const [host] of csv.matchAll(/[a-z0-9.-]+\.(?:com|org|net|io)\b/g))
        expect(host, name).toMatch(/(^|\.)example\.(com|org|net)$/);
    }
    for (const { ip } of rows('logins.csv')) expect(ip).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113)\.|^2001:db8:/);
    for (const { phone } of rows('accounts.csv')) expect(phone).toMatch(/^\+1 \d{3} 555 01\d\d$/);
    expect(rows('messages.csv').some(({ text }) => text?.includes(OUTSIDE_HOST))).toBe(true);
  });

  it('has its screenshots as committed PNG files', async () => {
    for (const shot of Object.values(SCREENSHOTS)) {
      const bytes = await screenshotBytes(shot);
      expect(Buffer.from(bytes.subarray(1, 4)).toString()).toBe('PNG');
    }
  });
});
