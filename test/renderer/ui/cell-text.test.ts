import { expect, test } from 'vitest';
import { cellText } from '../../../renderer/ui/cell-text.ts';

test('writes every kind of value exactly, and keeps NULL apart from the empty text', () => {
  expect(
    [null, '', '007', 5, 1.5, { int: '12345678901234567890' }, { real: '1e400' }, { blob: '00ff', bytes: 2 }].map(
      cellText,
    ),
  ).toEqual([null, '', '007', '5', '1.5', '12345678901234567890', '1e400', '2 bytes: 00ff']);
});
