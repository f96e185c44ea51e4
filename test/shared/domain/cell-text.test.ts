import { expect, test } from 'vitest';
import type { Cell } from '../../../shared/contract/values.ts';
import { cellText } from '../../../shared/domain/cell-text.ts';

test.each<[Cell, string, string]>([
  [null, '', 'NULL'],
  ['', '', ''],
  ['007', '007', '007'],
  ['NULL', 'NULL', 'NULL'],
  ['two\r\nlines', 'two\r\nlines', 'two\r\nlines'],
  [5, '5', '5'],
  [-0.1, '-0.1', '-0.1'],
  [{ int: '12345678901234567890' }, '12345678901234567890', '12345678901234567890'],
  [{ real: '1e400' }, '1e400', '1e400'],
  [{ real: '5.0' }, '5.0', '5.0'],
  [{ blob: '00ff', bytes: 2 }, '00ff', '2 bytes: 00ff'],
  [{ blob: '00', bytes: 1 }, '00', '1 byte: 00'],
  [{ blob: '', bytes: 0 }, '', '0 bytes: '],
])('writes %j exactly and as it is shown', (cell, exact, shown) => {
  expect(cellText(cell)).toBe(exact);
  expect(cellText(cell, 'shown')).toBe(shown);
});
