import { expect, test } from 'vitest';
import {
  NO_ORIGIN,
  queriesBeside,
  queryBeside,
  saidOrigin,
} from '../../../../renderer/features/evidence/origin-words.ts';
import type { Exhibit } from '../../../../shared/contract/evidence.ts';

test('an origin of which nothing was said is none, and a time without a zone is UTC', () => {
  expect(saidOrigin({ ...NO_ORIGIN, query: '  ', zone: 'Europe/Berlin' })).toBeNull();
  expect(saidOrigin({ ...NO_ORIGIN, ranAt: '2026-05-04T14:03' })).toMatchObject({ zone: 'UTC' });
  expect(saidOrigin({ ...NO_ORIGIN, engine: ' BigQuery ', zone: 'Europe/Berlin' })).toEqual({
    ...NO_ORIGIN,
    engine: 'BigQuery',
  });
});

test('the query of the same name is offered first, removed ones and other files are not', () => {
  const exhibit = (originalName: string, removedAt: string | null = null) => ({ originalName, removedAt }) as Exhibit;
  const exhibits = [
    exhibit('users.sql'),
    exhibit('Payouts.SQL'),
    exhibit('payouts.csv'),
    exhibit('payouts.sql', '2026'),
  ];
  expect(queriesBeside(exhibits, 'payouts.csv.gz').map(({ originalName }) => originalName)).toEqual([
    'Payouts.SQL',
    'users.sql',
  ]);
});

test('finds the query beside each of two exports that share one', () => {
  const exhibit = (label: string, originalName: string) =>
    ({ id: label, label, originalName, removedAt: null }) as unknown as Exhibit;
  const exhibits = [exhibit('E-0007', 'may.sql'), exhibit('E-0006', 'may.csv'), exhibit('E-0008', 'june.csv')];
  const came = [
    { name: 'may.sql', exhibitId: 'E-0007' },
    { name: 'june.sql', exhibitId: 'E-0007' },
  ];
  expect(['may.csv', 'june.csv', 'july.csv'].map((name) => queryBeside(exhibits, came, name)?.label)).toEqual([
    'E-0007',
    'E-0007',
    undefined,
  ]);
});
