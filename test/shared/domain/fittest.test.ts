import { expect, it } from 'vitest';
import { fittest } from '../../../shared/domain/patterns/fittest.ts';
import { templateById } from '../../../shared/domain/patterns/templates.ts';

const device = templateById('ring-device') as never;
const table = (view: string, mapping: object, chosen: readonly string[] = [], rows = 100) =>
  ({ view, mapping, chosen, rows }) as never;
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
    'Proposed because it has columns for all 2 roles; its names speak of it.',
  ]);
  expect(proposed(table('x', both), table('y', { ...both, time: 't' }))).toEqual([
    'y',
    'Proposed because it has columns for all 2 roles; others fit as well: check that it is the right one.',
  ]);
  expect(proposed()).toEqual([undefined, undefined]);
});

it('proposes neither a table of one row nor one that no column speaks of', () => {
  const acted = { account: 'account_id', time: 'sent' };
  const mail = table('mail', { ...acted, ip: 'i', device: 'd' }, [], 1);
  const sessions = table('sessions', { ...acted, time: 'logged_in_at', ip: 'i' }, [], 1517);
  const users = table('users', { ...acted, time: 'signup_date', phone: 'p' }, [], 82);
  const viewFor = (id: string) =>
    (fittest([mail, users, sessions] as never, templateById(id) as never)?.dataset as { view: string } | undefined)
      ?.view;
  expect(viewFor('off-hours')).toBe('sessions');
  expect(viewFor('signup-cluster')).toBe('users');
});
