import { expect, test } from 'vitest';
import { PLAIN_NUMBERS, type Reading, readingShort, readingWords } from '../../../shared/domain/readings.ts';

test.each<[Reading, string, string]>([
  [{ kind: 'text', why: 'identifies' }, 'identifier', 'text, since it identifies'],
  [{ kind: 'text', why: 'asked' }, 'text', 'text until a question is answered'],
  [{ kind: 'text', why: 'empty' }, 'no values', 'no values'],
  [
    { kind: 'decimal', form: { ...PLAIN_NUMBERS, group: ',', unit: '$' }, scale: 2, long: false },
    'decimal, $',
    'decimal with 2 places, thousands by commas, in $',
  ],
  [{ kind: 'date', order: 'dmy', century: 'written' }, 'date', 'date: day, month, year'],
  [{ kind: 'epoch', unit: 'ms', fraction: 0 }, 'time', 'time: milliseconds since 1970'],
])('%j is told in a word where there is no room for all of it', (reading, short, whole) => {
  expect(readingShort(reading)).toBe(short);
  expect(readingWords(reading)).toBe(whole);
});
