import { expect, test } from 'vitest';
import { errorPlace, inText } from '../../../../renderer/features/data/error-place.ts';

const SQL = 'SELECT ip\nFROM logins\nWHERE ipp IS NULL';

test('a message points at the word on its line and column', () => {
  expect(errorPlace('no such column: ipp (line 3, column 7)', SQL)).toEqual({ from: 28, to: 31 });
  expect(SQL.slice(28, 31)).toBe('ipp');
});

test('at the end it points at the last character', () => {
  expect(errorPlace('incomplete input (line 1, column 9)', 'SELECT (')).toEqual({ from: 7, to: 8 });
});

test('without a place, or with one outside the statement, it points nowhere', () => {
  expect(errorPlace('not authorized', SQL)).toBeNull();
  expect(errorPlace('x (line 9, column 90)', SQL)).toBeNull();
});

test('lines are counted in the whole text when the statement is not its first', () => {
  const text = `SELECT 1;\n\n-- then\n${SQL};`;
  expect(inText('no such column: ipp (line 3, column 7)', SQL, text)).toBe('no such column: ipp (line 6, column 7)');
  expect(inText('no such column: ipp (line 3, column 7)', SQL, 'changed since')).toBe(
    'no such column: ipp (line 3, column 7)',
  );
});
