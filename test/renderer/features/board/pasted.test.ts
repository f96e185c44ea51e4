import { describe, expect, it } from 'vitest';
import { MOST_VALUES, readPasted, retype } from '../../../../renderer/features/board/pasted.ts';
import { viewOf } from './view.ts';

const { entities } = viewOf({ u_1: 'account' });

describe('a pasted list', () => {
  it('gives a typed value a line, the values as they came', () => {
    const { values, repeats } = readPasted('u_1\r\n\n  007 \nmara@example.com\r007\n0x1.10\t', entities);
    expect(values.map(({ label, type, known }) => [label, type, known])).toEqual([
      ['u_1', 'account', 'u_1'],
      ['007', 'account', undefined],
      ['mara@example.com', 'email', undefined],
      ['0x1.10', 'account', undefined],
    ]);
    expect(repeats).toBe(1);
  });
  it('says what it leaves out', () => {
    const many = Array.from({ length: MOST_VALUES + 3 }, (_, index) => `u_${index}`).join('\n');
    expect(readPasted(many, [])).toMatchObject({ more: 3, refused: [] });
    expect(readPasted(`ok\n${'x'.repeat(501)}\na\u0007b`, []).refused).toHaveLength(2);
  });
  it('knows an entity by its type too', () => {
    const [value] = readPasted('u_1', entities).values;
    if (!value) throw new Error('nothing read');
    expect(retype(value, 'device', entities).known).toBeUndefined();
  });
});
