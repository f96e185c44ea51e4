import { expect, it } from 'vitest';
import { fittest } from '../../../shared/domain/patterns/fittest.ts';
import { templateById } from '../../../shared/domain/patterns/templates.ts';

const device = templateById('ring-device') as never;
const table = (view: string, mapping: object, chosen: readonly string[] = []) => ({ view, mapping, chosen }) as never;
const both = { account: 'a', device: 'd' };
const proposed = (...tables: never[]) => {
  const fit = fittest(tables, device);
  return [(fit?.dataset as { view: string } | undefined)?.view, fit?.because];
};

it('proposes the dataset that fits by roles, by what a person set, by name, then by its other roles, and says why', () => {
  expect(proposed(table('x', { account: 'a' }), table('y', both))).toEqual([
    'y',
    'Proposed because it has columns for all 2 roles.',
  ]);
  expect(proposed(table('x', both), table('y', both, ['device']))).toEqual([
    'y',
    'Proposed because it has columns for all 2 roles; you set Device.',
  ]);
  expect(proposed(table('x', { ...both, ip: 'i' }), table('device_log', both))).toEqual([
    'device_log',
    'Proposed because it has columns for all 2 roles; its name speaks of it.',
  ]);
  expect(proposed(table('x', both), table('y', { ...both, time: 't' }))).toEqual([
    'y',
    'Proposed because it has columns for all 2 roles; others fit as well: check that it is the right one.',
  ]);
  expect(proposed()).toEqual([undefined, undefined]);
});
