import { expect, it } from 'vitest';
import { newLabel, redactionLabel } from '../../../shared/domain/redactions.ts';

const labelled = (typed: string, ...taken: number[]): string =>
  redactionLabel(
    newLabel(
      typed,
      taken.map((number) => ({ number })),
    ),
  );

it('a number typed behind a pseudonym is that of its label, where no other rule has it', () => {
  expect(labelled('Victim')).toBe('Victim 1');
  expect(labelled('Victim 1')).toBe('Victim 1');
  expect(labelled(' Victim  07 ', 1)).toBe('Victim 7');
  expect(labelled('Victim 1', 1, 2, 3)).toBe('Victim 4');
  expect(labelled('Victim 0', 2)).toBe('Victim 3');
  expect(labelled('12', 2)).toBe('12 3');
  expect(labelled('  ', 2)).toBe('[REDACTED-03]');
});

it('no two rules get one number, and none is beyond what the contract takes', () => {
  expect(labelled('Victim', 1, 2, 999)).toBe('Victim 3');
  expect(labelled('Mule 999', 999)).toBe('Mule 1');
});
