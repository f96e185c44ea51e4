import { describe, expect, it } from 'vitest';
import { asType, MOST_VALUES, readPasted } from '../../../../renderer/features/board/add-panel.tsx';
import { sameValues } from '../../../../shared/domain/entities.ts';
import { viewOf } from './view.ts';

const same = sameValues(viewOf({ u_1: 'account', 'Mara@example.com': 'email' }).entities);

describe('a pasted list', () => {
  it('gives a typed value a line, the values as they came', () => {
    const { values, repeats } = readPasted('u_1\r\n\n  007 \nmara@example.com\r007\n0x1.10\t', same);
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
    expect(readPasted(many, same)).toMatchObject({ more: 3, refused: [] });
    expect(readPasted(`ok\n${'x'.repeat(4001)}\na\u0007b`, same).refused).toHaveLength(2);
  });
  it('takes a URL of 2,000 characters whole', () => {
    const url = `https://shop.example/?q=${'x'.repeat(1976)}`;
    const { values, refused } = readPasted(url, same);
    expect(refused).toEqual([]);
    expect(values).toMatchObject([{ label: url, type: 'url' }]);
  });
  it('says which entity of the case is most likely the same', () => {
    expect(
      readPasted('mara@EXAMPLE.com\nmara2@example.com', same).values.map(({ known, alike }) => [known, alike]),
    ).toEqual([
      [undefined, 'Mara@example.com'],
      [undefined, undefined],
    ]);
  });
  it('knows an entity by its type too', () => {
    const [value] = readPasted('u_1', same).values;
    if (!value) throw new Error('nothing read');
    expect(asType(value.label, 'device', same).known).toBeUndefined();
  });
});
