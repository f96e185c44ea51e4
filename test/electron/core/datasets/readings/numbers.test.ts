import { describe, expect, it } from 'vitest';
import { typedOf } from '../../../../../electron/core/datasets/readings/companions.ts';
import { exactOf, exactText, scanNumber } from '../../../../../electron/core/datasets/readings/numbers.ts';
import { ColumnTally } from '../../../../../electron/core/datasets/readings/tally.ts';
import { ReadingTrial } from '../../../../../electron/core/datasets/readings/trial.ts';
import { typedValue } from '../../../../../electron/core/datasets/readings/values.ts';
import { PLAIN_NUMBERS, questionWords, type Reading, readingWords } from '../../../../../shared/domain/readings.ts';
import { seeded } from '../../../../support/random.ts';

const columnOf = (header: string, texts: readonly (string | null)[]) => {
  const tally = new ColumnTally(header);
  for (const [at, text] of texts.entries()) tally.add(text, at + 1);
  return tally.result;
};

/** Fifteen ways to write 1234.50, -35.25 and 0.75, whose sum is 1200.00. */
const MONEY: readonly (readonly [what: string, ...values: string[]])[] = [
  ['plain', '1234.50', '-35.25', '0.75'],
  ['US separators', '1,234.50', '-35.25', '0.75'],
  ['European', '1.234,50', '-35,25', '0,75'],
  ['spaces', '1 234,50', '-35,25', '0,75'],
  ['no-break spaces', '1\u00a0234,50', '-35,25', '0,75'],
  ['narrow no-break spaces', '1\u202f234.50', '-35.25', '0.75'],
  ['Swiss apostrophes', "1'234.50", '-35.25', '0.75'],
  ['curly apostrophes', '1’234.50', '-35.25', '0.75'],
  ['dollar sign', '$1,234.50', '-$35.25', '$0.75'],
  ['euro after', '1.234,50 €', '-35,25 €', '0,75 €'],
  ['code before', 'USD 1,234.50', 'USD -35.25', 'USD 0.75'],
  ['code after', '1234.50 EUR', '-35.25 EUR', '0.75 EUR'],
  ['accounting brackets', '$1,234.50', '($35.25)', '$0.75'],
  ['trailing minus', '1,234.50', '35.25-', '0.75'],
  ['scientific', '1.2345E3', '-3.525e+1', '7.5E-1'],
];

describe('amounts that need a person', () => {
  it.each([
    [['100.00 CR', '50.00 DR', '25.00 DR'], 'marks', ['100.00', '-50.00', '-25.00']],
    [['D 100.00', 'C 50.00', 'D 25.00'], 'marks', ['-100.00', '50.00', '-25.00']],
    [['100.00 DB', '50.00 CR', '25.00 DB'], 'marks', ['-100.00', '50.00', '-25.00']],
    [['1.5K', '2K', '300K'], 'marks', ['1500', '2000', '300000']],
    [['$1.5M', '$2M', '$0.3M'], 'marks', ['1500000', '2000000', '300000']],
    [['1.5 GB', '20 MB', '300 KB'], 'marks', ['1500000000', '20000000', '300000']],
    [['161,34', '70.19', '€ 81.09', '12,50'], 'decimal-marks', ['161.34', '70.19', '81.09', '12.50']],
    [['١٠٠', '٥٠', '٢٥'], 'decimal-marks', ['100', '50', '25']],
    [['1.234,50', '1,234.50', '3.40', '7,25'], 'decimal-marks', ['1234.50', '1234.50', '3.40', '7.25']],
  ])('%j', (texts, about, values) => {
    const { reading, questions } = columnOf('amount', texts);
    expect([reading.kind, questions[0]?.about]).toEqual(['text', about]);
    const best = questions[0]?.choices[0];
    expect(best?.fitting).toBe(texts.length);
    const form = best && 'form' in best.reading ? best.reading.form : PLAIN_NUMBERS;
    expect(texts.map((text) => exactOf(text, form)).map((exact) => exact && exactText(exact))).toEqual(values);
    expect(texts.map((text) => best && typedValue(best.reading, text))).toEqual(values.map(Number));
  });

  it('leave unclear values out, and rooms alone', () => {
    const [question] = columnOf('amount', ['161,34', '70.19', '81.09', '12,50', '1,234']).questions;
    expect(question).toMatchObject({ about: 'decimal-marks', choices: [{ fitting: 4 }] });
    for (const texts of [
      ['12C', '14S', '3C'],
      ['ab1', 'cd2'],
    ])
      expect(columnOf('place', texts).questions).toEqual([]);
  });
});

describe('numbers', () => {
  it('written like 10.05 are asked about where the heading tells of times', () => {
    const clocks = ['10.05', '9.30', '23.59', '0.00'];
    expect(columnOf('start time', clocks)).toMatchObject({
      reading: { kind: 'text', why: 'asked' },
      questions: [{ about: 'duration', choices: [{ reading: { kind: 'decimal', scale: 2 }, fitting: 4 }] }],
    });
    expect(columnOf('price', clocks).reading.kind).toBe('decimal');
    expect(columnOf('start time', [...clocks, '24.10']).reading.kind).toBe('decimal');
    expect(columnOf('start time', [...clocks, '10.75']).reading.kind).toBe('decimal');
  });

  it.each(MONEY)('written with %s add up exactly', (_, ...values) => {
    const column = columnOf('amount', values);
    const { reading } = column;
    if (reading.kind !== 'decimal') throw new Error(`read as ${readingWords(reading)}`);
    const sum = values.reduce((total, text) => total + (typedOf(column, text) as number), 0);
    expect(sum.toFixed(2)).toBe('1200.00');
    const exact = values.map((text) => exactOf(text, reading.form));
    const scale = 4;
    expect(
      exact.reduce((total, each) => total + (each ? each.units * 10n ** BigInt(scale - each.scale) : 0n), 0n),
    ).toBe(12000000n);
  });

  it('of lakhs and thousands are told apart where the column tells', () => {
    expect(columnOf('v', ['12,34,567.89', '1,00,000']).reading).toMatchObject({
      kind: 'decimal',
      form: { lakh: true },
    });
    expect(columnOf('v', ['12,345.50', '1,234,567']).reading).toMatchObject({ kind: 'decimal', form: { lakh: false } });
  });

  it.each([
    ['1,2,3'],
    ['INV123'],
    ['0x12'],
    ['--5'],
    ['12 MAR'],
    ['1.2.3'],
    ['1,23.4'],
    ['(5'],
    ['$'],
    ['.'],
    ['1e'],
    ['1e99999'],
    ['٣'],
    ['12abc'],
  ])('are not seen in %s', (text) => {
    expect(scanNumber(text)).toBeNull();
  });

  it('are asked about where a point may be a separator, and settled by one value', () => {
    expect(columnOf('v', ['1.234', '2.345']).questions).toMatchObject([{ about: 'separators' }]);
    expect(columnOf('v', ['1,234', '22,345']).questions).toMatchObject([{ about: 'separators' }]);
    expect(columnOf('v', ['1.234', '2.345', '0.5'])).toMatchObject({
      reading: { kind: 'decimal', scale: 3 },
      settledBy: '0.5',
    });
    expect(columnOf('v', ['1,234', '1,234.5'])).toMatchObject({ reading: { kind: 'decimal', form: { group: ',' } } });
  });

  it('of the file itself keep their point beside texts with a comma: no form is settled for both', () => {
    const mixed = (cells: readonly (string | number)[]) => {
      const tally = new ColumnTally('v');
      for (const [at, cell] of cells.entries()) tally.add(String(cell), at + 1, typeof cell === 'number');
      return tally.result;
    };
    expect(mixed(['1.234,50', 6.125, '7,00'])).toMatchObject({
      reading: { kind: 'text', why: 'asked' },
      questions: [
        { about: 'separators', choices: [{ fitting: 2, reading: { form: { point: ',' } } }, { fitting: 1 }] },
      ],
    });
    expect(mixed(['1,234', 6.125]).questions).toMatchObject([{ about: 'separators' }]);
    expect(mixed(['1,234.50', 6.125]).reading).toMatchObject({ kind: 'decimal', form: { point: '.', group: ',' } });
    expect(mixed([1.234, 2.345]).reading).toMatchObject({ kind: 'decimal', scale: 3 });
  });

  it('of the file itself are never read with a decimal comma, whoever chooses it: 6.125 is not 6125', () => {
    const tally = new ColumnTally('v');
    for (const [at, cell] of ['1.234,50', 6.125, '7,00'].entries())
      tally.add(String(cell), at + 1, typeof cell === 'number');
    const comma: Reading = {
      kind: 'decimal',
      form: { ...PLAIN_NUMBERS, point: ',', group: '.' },
      scale: 2,
      long: false,
    };
    const trial = new ReadingTrial(comma, tally.result);
    for (const [at, cell] of ['1.234,50', '6.125', '7,00'].entries()) trial.add(cell, at + 1);
    expect(trial.result).toMatchObject({ values: 3, fitting: 2, unfit: [{ row: 2, text: '6.125' }] });
    const { reading } = trial.result;
    expect(['1.234,50', '6.125', '7,00'].map((text) => typedValue(reading, text))).toEqual([1234.5, undefined, 7]);
    // A further answer keeps it in mind, and so does not a column of texts alone.
    expect(new ReadingTrial(comma, trial.result).result.pointed).toBe(true);
    const texts = new ReadingTrial(comma, columnOf('v', ['1.234,50', '6.125', '7,00']));
    for (const [at, cell] of ['1.234,50', '6.125', '7,00'].entries()) texts.add(cell, at + 1);
    expect(texts.result).toMatchObject({ values: 3, fitting: 3 });
  });

  it('of which some name no currency say how many, and as which they count', () => {
    const column = columnOf('amount', ['1,234', '$12,345.60']);
    const [question] = column.questions;
    expect(question && questionWords(column, question)).toBe(
      '1 of its 2 values names no currency or unit, as the others do, and counts as of the one that is chosen: decimal with 2 places, thousands by commas, in $',
    );
  });

  it('in several currencies, or some without, are not added', () => {
    expect(columnOf('v', ['$5', '€5', '$7'])).toMatchObject({
      reading: { kind: 'text' },
      questions: [{ about: 'unit' }],
    });
    expect(columnOf('v', ['$5.00', '6.00', '$7.00']).questions).toMatchObject([
      { about: 'unit', choices: [{ fitting: 3 }], bare: 1 },
    ]);
    expect(columnOf('v', ['50%', '0.125', '12%']).questions).toMatchObject([{ about: 'unit' }]);
    expect(columnOf('v', ['$5.00', '0', '$7.00']).reading).toMatchObject({ kind: 'decimal', form: { unit: '$' } });
  });

  it('that identify stay text', () => {
    for (const [header, ...texts] of [
      ['account_id', '7', '12'],
      ['accountId', '7', '12'],
      ['zip', '10115', '80331'],
      ['x', '007', '12'],
      ['x', '+4915112345678', '+4915112345679'],
      ['x', '4915112345678', '4915112345679'],
      ['version', '1.10', '1.9'],
      ['txhash', '12345', '1'],
    ])
      expect([header, columnOf(header as string, texts).reading]).toEqual([
        header,
        { kind: 'text', why: 'identifies' },
      ]);
    for (const header of ['tx_count', 'amount', 'logins', 'account balance', 'number of cards'])
      expect([header, columnOf(header, ['7', '12']).reading.kind]).toEqual([header, 'integer']);
  });

  it('whose every value is in brackets, or has its minus behind it, are asked about', () => {
    for (const texts of [['(1)', '(2)'], ['(555)'], ['10-', '20-'], ['(1)', '0']])
      expect([texts, columnOf('v', texts)]).toMatchObject([
        texts,
        {
          reading: { kind: 'text', why: 'asked' },
          questions: [{ about: 'sign', choices: [{ fitting: texts.length }] }],
        },
      ]);
    expect(columnOf('area code', ['(555)', '(212)']).reading).toEqual({ kind: 'text', why: 'identifies' });
    for (const texts of [
      ['(1)', '2'],
      ['(1.50)', '(2.00)'],
      ['($1)', '($2)'],
      ['10-', '20'],
    ])
      expect([texts, columnOf('v', texts).questions]).toEqual([texts, []]);
  });

  it('beyond what a REAL holds do not fit', () => {
    for (const beyond of ['1e309', '1e400', '-1.5e309', '1e-400'])
      expect(columnOf('v', ['1.5', '2.5', beyond])).toMatchObject({
        reading: { kind: 'text' },
        questions: [{ about: 'unfit', choices: [{ fitting: 2 }] }],
        unfit: [{ row: 3, text: beyond }],
      });
    expect(columnOf('v', ['1e309', '1e400']).reading).toEqual({ kind: 'text', why: 'text' });
    expect(columnOf('v', ['1e300', '2.5']).reading.kind).not.toBe('text');
  });

  it('with an exponent among plain integers may be codes', () => {
    for (const texts of [
      ['12e4', '15', '16'],
      ['12E4', '13E5'],
    ])
      expect(columnOf('v', texts)).toMatchObject({ reading: { kind: 'text' }, questions: [{ about: 'unfit' }] });
    expect(columnOf('v', ['1e5', '0.5']).reading.kind).toBe('decimal');
  });

  it('of builds, rooms and models identify, those of a release date do not', () => {
    for (const header of ['build', 'App Release', 'room', 'edition', 'revision', 'model', 'prefix'])
      expect([header, columnOf(header, ['1.10', '1.9']).reading]).toEqual([
        header,
        { kind: 'text', why: 'identifies' },
      ]);
    expect(columnOf('release_date', ['20260329', '20260330']).reading.kind).toBe('date');
    expect(columnOf('room_rate', ['1.10', '1.95']).reading.kind).toBe('decimal');
  });

  it('rounded by a spreadsheet are asked about', () => {
    const tally = new ColumnTally('msisdn');
    for (const [at, text] of ['4.47912E+11', '4.47913E+11'].entries()) tally.add(text, at + 1);
    expect(tally.result).toMatchObject({ reading: { kind: 'text' } });
    expect(tally.rounded).toBe(2);
    expect(columnOf('x', ['4.47912E+11', '4.47913E+11']).questions).toMatchObject([{ about: 'spreadsheet' }]);
  });

  it('that do not all fit are asked about with their count', () => {
    const column = columnOf('v', [...Array.from({ length: 1033 }, () => '12.50'), 'see note']);
    expect(column).toMatchObject({
      reading: { kind: 'text', why: 'asked' },
      questions: [{ about: 'unfit', choices: [{ reading: { kind: 'decimal', scale: 2 }, fitting: 1033 }] }],
      unfit: [{ row: 1034, text: 'see note' }],
    });
    expect(columnOf('v', ['12.50', 'N/A', '-', '', null]).reading.kind).toBe('decimal');
    expect(columnOf('v', ['a', 'b', '5']).questions).toEqual([]);
  });

  it('keep every digit: their text comes back from what was read, and sums are those of BigInt', () => {
    const random = seeded(7);
    let total = 0n;
    let kept = 0n;
    for (let turn = 0; turn < 3000; turn++) {
      const scale = Math.floor(random() * 19);
      const units =
        BigInt(Math.floor(random() * 2 ** 52)) *
        BigInt(Math.floor(random() * 2 ** 40) + 1) *
        (random() < 0.5 ? -1n : 1n);
      const text = exactText({ units, scale });
      const exact = exactOf(text, PLAIN_NUMBERS);
      expect(exact && exactText(exact)).toBe(text);
      total += units * 10n ** BigInt(20 - scale);
      kept += (exact?.units ?? 0n) * 10n ** BigInt(20 - (exact?.scale ?? 0));
    }
    expect(kept).toBe(total);
  });

  it('have the order of their exact values up to 15 digits', () => {
    const random = seeded(11);
    const texts = Array.from({ length: 2000 }, () => {
      const digits = Math.floor(random() * 10 ** (1 + Math.floor(random() * 15)));
      return exactText({ units: BigInt(digits) * (random() < 0.5 ? -1n : 1n), scale: 6 });
    });
    const column = columnOf('v', texts);
    expect(column.reading).toMatchObject({ kind: 'decimal', scale: 6, long: false });
    const typed = texts.map((text) => typedOf(column, text) as number);
    const units = texts.map((text) => exactOf(text, PLAIN_NUMBERS)?.units ?? 0n);
    for (let at = 1; at < texts.length; at++) {
      const [a, b] = [typed[at - 1] as number, typed[at] as number];
      const [x, y] = [units[at - 1] as bigint, units[at] as bigint];
      expect(Math.sign(a - b)).toBe(x < y ? -1 : x > y ? 1 : 0);
      expect(a.toFixed(6).replace(/^-(0\.0+)$/, '$1')).toBe(texts[at - 1]);
    }
  });
});
