import { describe, expect, it } from 'vitest';
import { ColumnTally } from '../../../../../electron/core/datasets/readings/tally.ts';
import { typedValue } from '../../../../../electron/core/datasets/readings/values.ts';

const columnOf = (texts: readonly string[]) => {
  const tally = new ColumnTally('sent');
  for (const [at, text] of texts.entries()) tally.add(text, at + 1);
  return tally.result;
};

describe('times of other scripts and orders', () => {
  it.each([
    ['2023/12/31 下午4:13', '2023-12-31 16:13:00'],
    ['2023/12/31 上午12:05', '2023-12-31 00:05:00'],
    ['2023/12/31 凌晨12:05', '2023-12-31 00:05:00'],
    ['2023/12/31 中午12:05', '2023-12-31 12:05:00'],
    ['2023/12/31 晚上11:05:09', '2023-12-31 23:05:09'],
    ['2026/3/29 晚上12:30', '2026-03-29 00:30:00'],
    ['2023年12月31日 16:13', '2023-12-31 16:13:00'],
    ['2023年12月31日(日) 16時13分22秒', '2023-12-31 16:13:22'],
    ['2023年12月31日', '2023-12-31'],
    ['2023년 12월 31일 오후 4시 13분', '2023-12-31 16:13:00'],
    ['2023. 12. 31. 오전 12:05', '2023-12-31 00:05:00'],
    ['31\u200f/12\u200f/2023، 4:13:56 م', '2023-12-31 16:13:56'],
    ['٣١/١٢/٢٠٢٣ ٤:١٣ ص', '2023-12-31 04:13:00'],
    ['31 ديسمبر 2023', '2023-12-31'],
    ['31/12/2023, 4:13 p.\u00a0m.', '2023-12-31 16:13:00'],
    ['31/12/2023, 12:13 a. m.', '2023-12-31 00:13:00'],
    ['31/12/2023 à 16:13', '2023-12-31 16:13:00'],
    ['31/12/2023 às 16:13', '2023-12-31 16:13:00'],
    ['31 декабря 2023 г., 16:13', '2023-12-31 16:13:00'],
    ['31 дек. 2023 г. в 16:13', '2023-12-31 16:13:00'],
    ['31 грудня 2023 р.', '2023-12-31'],
    ['31 Aralık 2023 16:13', '2023-12-31 16:13:00'],
    ['31 Ağustos 2023', '2023-08-31'],
    ['31/12/2023 4:13 μ.μ.', '2023-12-31 16:13:00'],
    ['31.12.2023 klo 16.13', '2023-12-31 16:13:00'],
    ['16:13, 31/12/2023', '2023-12-31 16:13:00'],
    ['16:13:22 2023-12-31', '2023-12-31 16:13:22'],
  ])('reads %s', (text, shown) => {
    const { reading } = columnOf([text]);
    expect(typedValue(reading, text)).toBe(shown);
  });

  it.each(['下午13:05 2023/12/31', '10:30 to 11:20', '中午', '5時', '10:30 1234'])('does not see one in %s', (text) =>
    expect(columnOf([text]).reading.kind).toBe('text'),
  );

  it('leaves day and month to be asked for', () => {
    expect(columnOf(['03/04/2026 下午4:13']).questions).toMatchObject([{ about: 'order' }]);
  });

  it('asks about years of another calendar', () => {
    for (const text of ['31/12/2566 16:13', '۱۴۰۲/۱۰/۱۰', '29 May 2569'])
      expect(columnOf([text])).toMatchObject({ reading: { kind: 'text' }, questions: [{ about: 'calendar' }] });
    expect(columnOf(['2026-03-04', '2569-03-04', '2026-03-05']).reading.kind).toBe('date');
  });
});

describe('dates that no calendar has', () => {
  it.each([
    [['31/02/2026'], 0],
    [['31/02/2026', '28/02/2026'], 1],
    [['2026-02-30', '2026-02-31'], 0],
    [['0000-00-00', '2026-03-04', '0000-00-00'], 1],
    [['2026-03-29 24:10:00', '2026-03-28 12:00:00'], 1],
  ])('are asked about in a column of few rows: %j', (texts, fitting) => {
    expect(columnOf(texts)).toMatchObject({
      reading: { kind: 'text', why: 'asked' },
      questions: [{ about: 'unfit', choices: [{ fitting }] }],
    });
  });

  it('are not seen in addresses, versions and telephone numbers', () => {
    for (const text of ['10.0.0.1', '1.2.3', '555-12-2026', '99.99.99'])
      expect(columnOf([text]).questions.map(({ about }) => about)).not.toContain('unfit');
  });
});
