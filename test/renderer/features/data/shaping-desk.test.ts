import { expect, it } from 'vitest';
import { facetsAfter } from '../../../../renderer/features/data/shaping-desk.ts';

const shaping = (...steps: object[]) => ({ base: { table: 't' }, columns: ['ip', 'n'], steps }) as never;
const keep = { kind: 'keep', column: 'ip', values: ['a'] };
const group = { kind: 'group', by: [{ column: 'ip' }], measures: [{ of: 'rows' }] };
const columns = [
  { name: 'ip', type: 'TEXT' },
  { name: 'count', type: 'INTEGER' },
] as never;

it('shows facets of the new columns after a step that changes them, and keeps them otherwise', () => {
  expect(facetsAfter(['ip', 'n'], shaping(), shaping(keep, group), columns)).toEqual(['ip', 'count']);
  expect(facetsAfter(['n'], shaping(group), shaping(), columns)).toEqual(['ip', 'count']);
  expect(facetsAfter(['n'], shaping(), shaping(keep), columns)).toEqual(['n']);
  expect(facetsAfter(null, shaping(), shaping(group), columns)).toBeNull();
});
