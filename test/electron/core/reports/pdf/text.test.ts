import { describe, expect, it } from 'vitest';
import { anywhere, closedUp, code, nowhere, prose, stretches } from '../../../../../electron/core/reports/pdf/text.tsx';

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

  it('is behind an operator or a comma in a statement, and inside only of what is too wide for a line', () => {
    expect(code(40)('b.device_id')).toEqual(['b.device_id']);
    expect(code(12)("('acct_5521','a')=b.id")).toEqual(['(', '', "'acct_5521',", '', "'a')=", '', 'b.id']);
    const hash = `'${'0f'.repeat(32)}'`;
    for (const word of [hash, "IN('acct_5521','acct_7007','acct_1001')", 'a->>b||c<=d', '名前'])
      expect(code(12)(word).join('')).toBe(word);
    for (const part of code(12)(`x=${hash}`)) expect(part.length).toBeLessThanOrEqual(12);
  });

  it('treats each of several spaces as one', () => {
    expect(prose('   ')).toEqual([' ', ' ', ' ']);
  });
});

it('leaves out the blank that a chosen name has behind it, where a sign follows', () => {
  expect(closedUp('see E-0008 . The rows are in E-0005 row 14 , and F-2 ; so (E-0001 ).')).toBe(
    'see E-0008. The rows are in E-0005 row 14, and F-2; so (E-0001).',
  );
  for (const text of ['E-0008 .5 of it', 'E-0008 and more', 'acct_1 .']) expect(closedUp(text)).toBe(text);
});

describe('a text that is longer than the layout takes in one piece', () => {
  it('is parted at line ends, spaces or graphemes, and loses nothing else', () => {
    const bare = (text: string) => text.replace(/\s/g, '');
    const family = '👩🏽‍💻';
    for (const text of ['x'.repeat(9_000), 'one two '.repeat(1_000), 'line\n'.repeat(2_000), family.repeat(1_000)]) {
      const parts = stretches(text);
      expect(parts.every((part) => part.length <= 2_000)).toBe(true);
      expect(bare(parts.join(''))).toBe(bare(text));
    }
    const blanks = `'${'two  blanks '.repeat(1_000)}'`; // in a statement each of them is of the text
    expect(stretches(blanks).join('')).toBe(blanks);
    for (const part of stretches(family.repeat(1_000))) expect(part.replaceAll(family, '')).toBe('');
    for (const part of stretches('one two '.repeat(1_000))) expect(part.replaceAll(/one|two| /g, '')).toBe('');
  });
});
