import { describe, expect, it } from 'vitest';
import { decimalWords, dmsWords } from '../../../../renderer/features/evidence/picture-facts.tsx';

describe('a position', () => {
  it('is written in decimal degrees and in degrees, minutes and seconds', () => {
    const position = { latitude: 43.46744833333334, longitude: -11.885126666663888 };
    expect(decimalWords(position)).toBe('43.467448, -11.885127');
    expect(dmsWords(position)).toBe(`43°28'02.8"N 11°53'06.5"W`);
  });
  it('never counts to sixty', () => {
    expect(dmsWords({ latitude: -33.99999999, longitude: 0 })).toBe(`34°00'00.0"S 0°00'00.0"E`);
    expect(dmsWords({ latitude: 1.9999999, longitude: 179.9999999 })).toBe(`2°00'00.0"N 180°00'00.0"E`);
  });
});
