import { expect, it } from 'vitest';
import { aliasOf } from '../../../../../electron/core/reports/resolve/aliases.ts';
import { decide } from '../../../../../electron/core/reports/resolve/decide.ts';
import { POLICIES } from '../../../../../electron/core/reports/resolve/policy.ts';
import type { Identity, IdentityEntry } from '../../../../../shared/contract/identities.ts';
import { entity, exhibit, idOf, material } from '../../../../support/report-material.ts';

const named = (label: string) => ({ id: label, type: 'account', label, gone: false }) as Identity['members'][number];
const entry = (number: number, b: string, on: number) =>
  ({
    ...{ number, a: named('A'), b: named(b), verdict: 'same', reason: `reason ${number}`, undoes: null, counts: true },
    ...{ exhibit: { id: idOf(on), label: `E-000${on}` }, at: '', by: '' },
  }) as unknown as IdentityEntry;

it('prints what an entity is also known as with its basis, and nothing of what an edition leaves out', () => {
  const given = {
    exhibits: [1, 2, 3, 7].map((number) => exhibit(number)),
    entities: [entity('A', [1]), entity('B', [1]), entity('C', [3])],
  };
  const ledger = {
    identities: [{ members: ['A', 'B', 'C'].map(named), basis: [1, 2] }],
    entries: [entry(1, 'B', 7), entry(2, 'C', 2)],
  };
  const told = (excluded: readonly number[]) => {
    const all = { ...material({ ...given, excluded }), ledger };
    return aliasOf(all.entities[0] as never, all, decide(all, POLICIES.legal));
  };
  expect(told([])).toBe('Also known as B, C (basis: E-0007, reason 1; E-0002, reason 2)');
  expect(told([3])).toBe('Also known as B (basis: E-0007, reason 1)');
  expect(told([7])).toBe('Also known as B, C (basis: E-0002, reason 2)');
  expect(told([3, 7])).toBe('Also known as B (basis: not part of this edition)');
});
