import { describe, expect, it } from 'vitest';
import {
  acceptable,
  answersTo,
  askedWords,
  effectWords,
  noticesByExhibit,
  openQuestions,
} from '../../../renderer/parts/questions.ts';
import type { Column, DatasetSummary } from '../../../shared/contract/datasets.ts';
import { type ColumnReading, PLAIN_NUMBERS, type Reading } from '../../../shared/domain/readings.ts';

const decimal: Reading = { kind: 'decimal', form: PLAIN_NUMBERS, scale: 2, long: false };
const day = (order: 'dmy' | 'mdy'): Reading => ({ kind: 'date', order, century: 'written' });

function column(name: string, more: Partial<ColumnReading>): Column {
  const reading: ColumnReading = {
    reading: { kind: 'text', why: 'asked' },
    sure: 'to be asked',
    settledBy: null,
    values: 1034,
    fitting: 1034,
    blanks: 0,
    blankWords: [],
    unfit: [],
    source: 'cell',
    questions: [],
    ...more,
  };
  return { name, header: name, type: 'TEXT', nulls: 0, empties: 0, reading };
}

const fee = column('fee', {
  unfit: [{ row: 501, text: 'see note' }],
  questions: [{ about: 'unfit', choices: [{ reading: decimal, fitting: 1033 }] }],
});
const paid = column('paid', {
  questions: [
    {
      about: 'order',
      choices: [
        { reading: day('dmy'), fitting: 1034 },
        { reading: day('mdy'), fitting: 1034 },
      ],
    },
  ],
});

describe('questions about columns', () => {
  it('are open until a person or a profile has answered', () => {
    const by = (sure: ColumnReading['sure']) => openQuestions({ columns: [column('fee', { ...fee.reading, sure })] });
    expect([by('to be asked'), by('settled'), by('by a person'), by('by profile')].map(({ length }) => length)).toEqual(
      [1, 1, 0, 0],
    );
    expect(openQuestions({ columns: [{ name: 'old', header: 'old', type: 'TEXT', nulls: 0, empties: 0 }] })).toEqual(
      [],
    );
  });

  it('are counted by exhibit, apart from the other warnings', () => {
    const of = (exhibitId: string, columns: Column[], warnings: number) =>
      ({ exhibitId, columns, warnings }) as unknown as DatasetSummary;
    const settled = column('due', { ...fee.reading, reading: decimal, sure: 'settled' });
    const counts = noticesByExhibit([
      of('a', [fee, paid], 3),
      of('a', [fee], 1),
      of('b', [column('x', {})], 0),
      of('c', [column('x', {})], 2),
      of('d', [settled], 1),
    ]);
    expect(Object.fromEntries(counts)).toEqual({
      a: { questions: 3, warnings: 1 },
      c: { questions: 0, warnings: 2 },
      d: { questions: 1, warnings: 1 },
    });
  });

  it('are put without their answers, and each answer says what it does to the values', () => {
    const [one, other] = openQuestions({ columns: [fee, paid] });
    if (!one || !other) throw new Error('no question is open');
    expect(askedWords(one)).toBe("Reads as decimal with 2 places in 1,033 of 1,034 values; 'see note' does not fit.");
    expect(askedWords(other)).toBe('Its values do not tell the day from the month.');
    expect(answersTo(one).map(({ label, effect }) => [label, effect])).toEqual([
      ['Read as decimal with 2 places', '1,033 of 1,034 values fit, 1 becomes NULL'],
      ['Keep as text', 'values stay as they are'],
    ]);
    expect(answersTo(other).map(({ label }) => label)).toEqual([
      'Read as date: day, month, year',
      'Read as date: month, day, year',
      'Keep as text',
    ]);
  });

  it('offer the zones that are likely where times name none', () => {
    const time = (zone: string): Reading => ({ kind: 'time', order: 'ymd', century: 'written', zone, fraction: 0 });
    const at = column('at', {
      reading: time('none'),
      sure: 'whole column',
      questions: [{ about: 'zone', choices: [{ reading: time('UTC'), fitting: 1034 }] }],
    });
    const [open] = openQuestions({ columns: [at] });
    if (!open) throw new Error('no question is open');
    expect(answersTo(open, 'UTC').map(({ label }) => label)).toEqual(['No zone', 'They are in UTC', 'Keep as text']);
    expect(answersTo(open, 'Asia/Tokyo')[2]).toMatchObject({
      reading: time('Asia/Tokyo'),
      label: 'They are in Asia/Tokyo',
    });
    expect(acceptable([open])).toEqual([]);
  });

  it('say of each answer how many values it makes NULL where only some times name a zone', () => {
    const time = (zone: string): Reading => ({ kind: 'time', order: 'dmy', century: 'written', zone, fraction: 0 });
    const at = column('at', {
      reading: { kind: 'text', why: 'asked' },
      sure: 'to be asked',
      values: 3000,
      questions: [
        {
          about: 'zone',
          choices: [
            { reading: time('text'), fitting: 1500 },
            { reading: time('none'), fitting: 1500 },
          ],
        },
      ],
    });
    const [open] = openQuestions({ columns: [at] });
    if (!open) throw new Error('no question is open');
    expect(askedWords(open)).toBe('Some of its times name a zone and others name none.');
    expect(answersTo(open, 'UTC').map(({ effect, loses }) => [effect, loses])).toEqual([
      ['1,500 of 3,000 values fit, 1,500 become NULL', true],
      ['1,500 of 3,000 values fit, 1,500 become NULL', true],
      ['values stay as they are', undefined],
    ]);
  });

  it('are accepted at once only where nothing but single values stand against the answer', () => {
    expect(acceptable(openQuestions({ columns: [fee, paid] }))).toEqual([{ column: 'fee', reading: decimal, lost: 1 }]);
  });

  it('count the values that an answer makes NULL', () => {
    expect([effectWords(1, 1), effectWords(2, 2), effectWords(3, 1)]).toEqual([
      'the one value fits',
      'all 2 values fit',
      '1 of 3 values fit, 2 become NULL',
    ]);
  });
});
