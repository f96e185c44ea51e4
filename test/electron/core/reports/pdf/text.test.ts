import { describe, expect, it } from 'vitest';
import { anywhere, nowhere, prose } from '../../../../../electron/core/reports/pdf/text.tsx';

describe('where a line may end', () => {
  it('loses and adds nothing', () => {
    for (const word of ['0xAbC-12', 'https://example.com/a-b?c=d', '王小明（陳）', 'สวัสดีครับ', 'नमस्ते', '   ', '👩🏽‍💻x'])
      for (const breaks of [anywhere, prose, nowhere]) expect(breaks(word).join('')).toBe(word);
  });

  it('is never just behind a hyphen', () => {
    expect(anywhere('a-b--c')).toEqual(
      ['a', '', '-b', '', '--c'].flatMap((part) => (part === '--c' ? ['--c'] : [part])),
    );
    for (const piece of anywhere('segment-with-hyphens')) expect(piece.endsWith('-')).toBe(false);
  });

  it('is between words in prose, and inside what is too long for a line', () => {
    expect(prose('well-known')).toEqual(['well-known']);
    expect(prose('x'.repeat(25)).length).toBe(49);
    expect(prose('王小明。')).toEqual(['王', '', '小', '', '明。']);
    expect(prose('สวัสดีครับ').filter((part) => part !== '').length).toBe(2);
  });

  it('treats each of several spaces as one', () => {
    expect(prose('   ')).toEqual([' ', ' ', ' ']);
  });
});
