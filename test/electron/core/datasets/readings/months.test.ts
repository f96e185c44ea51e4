import { describe, expect, it } from 'vitest';
import { ColumnTally } from '../../../../../electron/core/datasets/readings/tally.ts';
import { typedValue } from '../../../../../electron/core/datasets/readings/values.ts';

const columnOf = (header: string, texts: readonly string[]) => {
  const tally = new ColumnTally(header);
  for (const [at, text] of texts.entries()) tally.add(text, at + 1);
  return tally.result;
};

describe('months of Poland and Croatia', () => {
  it.each([
    ['5 stycznia 2026', '2026-01-05'],
    ['5 paź 2026', '2026-10-05'],
    ['5 września 2026', '2026-09-05'],
    ['5. siječnja 2026.', '2026-01-05'],
    ['5. ožujka 2026.', '2026-03-05'],
    ['5. lipnja 2026.', '2026-06-05'],
    ['5 lipca 2026', '2026-07-05'],
    ['31 lis 2026', '2026-10-31'],
    ['31 lip 2026', '2026-07-31'],
    ['5. studenoga 2026. 14:03', '2026-11-05 14:03:00'],
  ])('are read as in other languages: %s', (text, shown) => {
    const { reading, questions } = columnOf('x', [text]);
    expect([typedValue(reading, text), questions.filter(({ about }) => about !== 'zone')]).toEqual([shown, []]);
  });

  it.each([
    ['1 listopada 2026', '1 stycznia 2026', '2026-11-01'],
    ['1 listopada 2026', '1 siječnja 2026', '2026-10-01'],
    ['listopad 2026', 'grudzień 2026', '2026-11'],
    ['lip 2026', 'srpanj 2026', '2026-06'],
  ])('of which a name is another in the other language are told by other values: %s beside %s', (text, by, shown) => {
    const { reading, sure, settledBy } = columnOf('x', [text, by]);
    expect([typedValue(reading, text), sure, settledBy]).toEqual([shown, 'settled', by]);
  });

  it.each([
    [
      ['1 listopada 2026', '2 lip 2026'],
      ['2026-11-01', '2026-10-01'],
    ],
    [['listopad 2026'], ['2026-11', '2026-10']],
    [['1 lip 26'], ['2026-07-01', '2026-06-01']],
    [
      ['1 lis 2026 10:00', '1 maj 2026 11:00'],
      ['2026-11-01 10:00:00', '2026-10-01 10:00:00'],
    ],
  ])('are asked about where nothing tells: %j', (texts, [polish, croatian]) => {
    const { reading, questions } = columnOf('x', texts);
    expect([reading.kind, questions.map(({ about }) => about)]).toEqual(['text', ['months']]);
    const [first, second] = questions[0]?.choices ?? [];
    const told = [first, second].map((each) => each && typedValue(each.reading, texts[0] as string));
    expect([told, first?.fitting, second?.fitting]).toEqual([[polish, croatian], texts.length, texts.length]);
  });

  it('of both languages in one column are asked about, with what each leaves out', () => {
    const { questions } = columnOf('x', ['1 stycznia 2026', '2 siječnja 2026', '3 siječnja 2026']);
    expect(questions[0]?.choices.map(({ fitting }) => fitting)).toEqual([1, 2]);
  });
});

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
    expect(columnOf('month', ['May-26', 'Jun-45'])).toMatchObject({
      reading: { kind: 'text', why: 'asked' },
      questions: [{ about: 'century', choices: [{ reading: { kind: 'month', century: '2000–2099' } }, {}, {}] }],
    });
  });

  it.each(['month', 'date'])('and days without a year that are written alike are both asked about, in %s', (header) => {
    const [question, more] = columnOf(header, ['May 26', 'Jun 30']).questions;
    expect([question?.about, more]).toEqual(['month-or-day', undefined]);
    const year = new Date().getUTCFullYear();
    expect(question?.choices.map(({ reading }) => typedValue(reading, 'May 26'))).toEqual([
      '2026-05',
      '2026-05',
      `${year}-05-26`,
      `${year - 1}-05-26`,
      `${year - 2}-05-26`,
    ]);
    // Behind its day no name is a month of a year.
    for (const days of [
      ['26 May', 'Jun 30'],
      ['May 26', 'May 5'],
    ])
      expect(columnOf(header, days).questions).toMatchObject([{ about: 'year' }]);
    // A day without a year among days with one is asked about, as before.
    expect(columnOf(header, ['May 26', '2026-05-27', '2026-05-28']).questions).toMatchObject([{ about: 'unfit' }]);
  });

  it.each([
    ['invoice no', '05/2026'],
    ['x', '05-2026'],
    ['x', 'May-26'],
    ['x', 'May 26'],
    ['x', 'set 3'],
    ['x', '13/2026'],
    ['month', '5'],
    ['name', 'April'],
    ['model', 'Mar 2026'],
  ])('are not seen in %s: %s', (header, text) => {
    const { reading, questions } = columnOf(header, [text]);
    expect([reading.kind === 'month', questions]).toEqual([false, []]);
  });
});
