import { describe, expect, it } from 'vitest';
import { anchorAt, placeOf } from '../../../shared/domain/comment-anchor.ts';

const TEXT = 'The device logged in twice. The account paid the device. The end.';
const on = (quote: string, from = 0) => anchorAt(TEXT, TEXT.indexOf(quote, from), quote.length);
const found = (text: string, anchor: ReturnType<typeof on>): string | null => {
  const place = placeOf(text, anchor);
  return place && `${text.slice(0, place.at)}[${text.slice(place.at, place.at + place.length)}]`;
};

describe('the place of a comment', () => {
  it('moves with its words when the text changes before and behind them', () => {
    const changed = `First of all: ${TEXT.replace('The end.', 'More follows.')}`;
    expect(found(changed, on('paid the device'))).toBe(
      'First of all: The device logged in twice. The account [paid the device]',
    );
  });

  it('is that of the words whose surroundings are the same, not the next ones alike', () => {
    const second = on('The', 5);
    expect(found(TEXT.replace('The device logged in twice. ', ''), second)).toBe('[The]');
    expect(found(`The day. ${TEXT}`, second)).toBe('The day. The device logged in twice. [The]');
  });

  it('is gone with its words, and where short words are left that nothing tells apart', () => {
    expect(placeOf('The account paid.', on('paid the device'))).toBeNull();
    expect(placeOf('Another text in which The stands.', on('The', 5))).toBeNull();
  });

  it('is known by long words alone, and keeps no half of a character', () => {
    const anchor = anchorAt(`a😀${'b'.repeat(31)}quoted words that are long enough`, 34, 33);
    expect(anchor.before.isWellFormed()).toBe(true);
    expect(placeOf('x quoted words that are long enough y', anchor)).toEqual({ at: 2, length: 33 });
  });
});
