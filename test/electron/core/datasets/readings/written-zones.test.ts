import { describe, expect, it } from 'vitest';
import { ColumnTally } from '../../../../../electron/core/datasets/readings/tally.ts';
import { typedValue } from '../../../../../electron/core/datasets/readings/values.ts';
import { answersTo } from '../../../../../renderer/parts/questions.ts';
import type { Reading } from '../../../../../shared/domain/readings.ts';

const columnOf = (texts: readonly string[]) => {
  const tally = new ColumnTally('at');
  for (const [at, text] of texts.entries()) tally.add(text, at + 1);
  return tally.result;
};
const inZone = (zone: string): Reading => ({ kind: 'time', order: 'ymd', century: 'written', zone, fraction: 0 });

describe('zones that times name themselves', () => {
  const MIXED = ['2026-03-02T10:00:00Z', '2026-03-02 11:00:00', '2026-03-02T12:00:00+05:30'];

  it('are asked about where only some do, and no answer of a zone loses theirs', () => {
    const column = columnOf(MIXED);
    expect(column).toMatchObject({
      reading: { kind: 'text', why: 'asked' },
      questions: [
        {
          about: 'zone',
          choices: [
            { reading: { zone: 'UTC' }, fitting: 3 },
            { reading: { zone: 'text' }, fitting: 2 },
            { reading: { zone: 'none' }, fitting: 1 },
          ],
        },
      ],
    });
    const typed = (zone: string) => MIXED.map((text) => typedValue(inZone(zone), text));
    expect(typed('UTC')).toEqual(['2026-03-02 10:00:00Z', '2026-03-02 11:00:00Z', '2026-03-02 06:30:00Z']);
    expect(typed('Europe/Berlin')).toEqual(['2026-03-02 10:00:00Z', '2026-03-02 10:00:00Z', '2026-03-02 06:30:00Z']);
    expect(typed('none')).toEqual([undefined, '2026-03-02 11:00:00', undefined]);
  });

  it('are offered with the zone of the machine beside UTC, without a loss', () => {
    const reading = columnOf(MIXED);
    const [question] = reading.questions;
    if (!question) throw new Error('nothing is asked');
    const answers = answersTo(
      { column: { name: 'at', header: 'at', type: 'TEXT', nulls: 0, empties: 0, reading }, question },
      'Asia/Tokyo',
    );
    expect(answers.map(({ reading: each, loses }) => ['zone' in each ? each.zone : each.kind, loses ?? false])).toEqual(
      [
        ['UTC', false],
        ['Asia/Tokyo', false],
        ['text', true],
        ['none', true],
        ['text', false],
      ],
    );
  });

  it('may be names of places, by the clocks that these had that day', () => {
    const texts = ['2026-01-02 10:00:00 America/New_York', '2026-07-02 10:00:00 America/New_York'];
    const { reading, questions } = columnOf(texts);
    expect(questions).toEqual([]);
    expect(texts.map((text) => typedValue(reading, text))).toEqual(['2026-01-02 15:00:00Z', '2026-07-02 14:00:00Z']);
    expect(typedValue(columnOf(['07/22/2026 10:00 AM ET']).reading, '07/22/2026 10:00 AM ET')).toBe(
      '2026-07-22 14:00:00Z',
    );
  });

  it('are asked about where several places use an abbreviation', () => {
    const zones = (texts: string[]) => {
      const { reading, questions } = columnOf(texts);
      expect(reading).toMatchObject({ kind: 'text', why: 'asked' });
      expect(questions).toMatchObject([{ about: 'zone-name' }]);
      return questions[0]?.choices.map(({ reading: each }) => ('zone' in each ? each.zone : each.kind));
    };
    expect(zones(['2026-03-02 10:00:00 IST'])).toEqual(['Asia/Kolkata', 'Asia/Jerusalem', 'Europe/Dublin']);
    expect(zones(['2026-01-02 10:00:00 CST', '2026-07-02 10:00:00 CDT'])).toEqual([
      'America/Chicago',
      'America/Havana',
    ]);
    expect(typedValue(inZone('Asia/Kolkata'), '2026-03-02 10:00:00 IST')).toBe('2026-03-02 04:30:00Z');
    expect(typedValue(inZone('text'), '2026-03-02 10:00:00 IST')).toBeUndefined();
  });
});
