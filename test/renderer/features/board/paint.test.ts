import { expect, it } from 'vitest';
import { linesThatFit } from '../../../../renderer/features/board/draw/paint.ts';

it('writes as much of a name as fits in letters that can be read, its middle left out', () => {
  expect(linesThatFit('u_4815', 2, 10)).toEqual(['u_4815']);
  expect(linesThatFit('0123456789abcdef', 2, 10)).toEqual(['0123456789', 'abcdef']);
  expect(linesThatFit('0123456789abcdef', 1, 9)).toEqual(['0123…cdef']);
  expect(linesThatFit('0123456789abcdef', 2, 5)).toEqual(['01234', '…cdef']);
});
