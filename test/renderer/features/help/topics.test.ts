import { expect, it } from 'vitest';
import { found, TOPICS } from '../../../../renderer/features/help/topics.ts';

it('finds a topic by what it says and by words that are not in it, those in titles first', () => {
  expect(found('sla').map(({ id }) => id)).toEqual(['clocks']);
  expect(found('Screening names')[0]?.id).toBe('screening');
  expect(found('withheld reader').map(({ id }) => id)).toEqual(['audience']);
  expect(found('no-such-word')).toEqual([]);
  expect(found('  ')).toHaveLength(TOPICS.length);
  expect(new Set(TOPICS.map(({ id }) => id)).size).toBe(TOPICS.length);
});
