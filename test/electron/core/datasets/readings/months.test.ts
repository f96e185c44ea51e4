import { describe, expect, it } from 'vitest';
import { ColumnTally } from '../../../../../electron/core/datasets/readings/tally.ts';
import { typedValue } from '../../../../../electron/core/datasets/readings/values.ts';

const columnOf = (header: string, texts: readonly string[]) => {
  const tally = new ColumnTally(header);
  for (const [at, text] of texts.entries()) tally.add(text, at + 1);
  return tally.result;
};

describe('months of years', () => {
  it.each([
    ['Month of Order Date', 'May 2026', '2026-05'],
    ['x', 'Mai 2026', '2026-05'],
    ['x', 'mayo de 2026', '2026-05'],
    ['x', 'Dec. 2025', '2025-12'],
    ['x', '2026 Apr', '2026-04'],
    ['x', '2026年5月', '2026-05'],
    ['x', 'май 2026 г.', '2026-05'],
    ['Orders Created Month', '2026-05', '2026-05'],
    ['expiry', '05/2026', '2026-05'],
    ['period', '05.2026', '2026-05'],
  ])('are read in %s: %s', (header, text, shown) => {
    const { reading } = columnOf(header, [text]);
    expect([reading.kind, typedValue(reading, text)]).toEqual(['month', shown]);
  });

  it('sort as they follow each other, and one that is none is asked about', () => {
    const texts = ['April 2026', 'December 2025', 'February 2026'];
    const { reading } = columnOf('month', texts);
    expect(texts.map((text) => typedValue(reading, text)).sort()).toEqual(['2025-12', '2026-02', '2026-04']);
    expect(columnOf('month', ['April 2026', 'May 2026', 'Total']).questions).toMatchObject([{ about: 'unfit' }]);
  });

  it('with a year of two digits are asked about', () => {
    expect(columnOf('month', ['May-26', 'Jun-26'])).toMatchObject({
      reading: { kind: 'text', why: 'asked' },
      questions: [{ about: 'century', choices: [{ reading: { kind: 'month', century: '2000–2099' } }, {}, {}] }],
    });
  });

  it.each([
    ['invoice no', '05/2026'],
    ['x', '05-2026'],
    ['x', 'May-26'],
    ['x', '13/2026'],
    ['month', '5'],
    ['name', 'April'],
    ['model', 'Mar 2026'],
  ])('are not seen in %s: %s', (header, text) => {
    expect(columnOf(header, [text]).reading.kind).not.toBe('month');
  });
});
