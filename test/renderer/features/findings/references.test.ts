import { expect, test } from 'vitest';
import { referenceProblems } from '../../../../renderer/features/findings/finding-editor.tsx';
import type { ExhibitId } from '../../../../shared/contract/values.ts';

const exhibits = [
  { id: 'a' as ExhibitId, label: 'E-0001', removedAt: null },
  { id: 'b' as ExhibitId, label: 'E-0002', removedAt: '2026-01-01T00:00:00.000Z' },
  { id: 'c' as ExhibitId, label: 'E-0003', removedAt: null },
];

test('a reference to what is not there, was removed or is left out is told; a sound one is not', () => {
  expect(referenceProblems(['E-0001', 'E-0002', 'E-0003', 'E-0099'], exhibits, ['c'])).toEqual([
    'E-0002 was removed: its record stays, its bytes are gone.',
    'E-0003 is left out of the report.',
    'E-0099 is not an exhibit of this case.',
  ]);
});
