import { describe, expect, it } from 'vitest';
import { boundIn, boundKey, cellInProse, filled } from '../../../shared/domain/bound-values.ts';
import { arguedHead, isTraced, sentencesOf } from '../../../shared/domain/sentences.ts';

const cells: Record<string, string> = { 'E-0012:1:paid_usd': '36,522.10', 'E-0012:1:buyers': '60', 'E-0011:2:n': '11' };
const fill = (text: string) => filled(text, (bound) => cells[boundKey(bound)] ?? '?');

describe('a cell that a text names', () => {
  it('is printed in its place, with its exhibit once a sentence', () => {
    expect(fill('Paid were {E-0012:1:paid_usd} USD to {E-0012:1:buyers} buyers.')).toBe(
      'Paid were 36,522.10 USD to 60 (E-0012) buyers.',
    );
    expect(fill('Paid were {E-0012:1:paid_usd} USD (E-0012). Next: {E-0011:2:n}.')).toBe(
      'Paid were 36,522.10 USD (E-0012). Next: 11 (E-0011).',
    );
    expect(fill('A brace {like this} stays.')).toBe('A brace {like this} stays.');
  });
  it('is told by exhibit, row and column', () => {
    expect(boundIn('{E-0012:1:paid_usd} and {E-0012:1:paid_usd} and {E-0012:0x:a}')).toEqual([
      { label: 'E-0012', row: 1, column: 'paid_usd' },
    ]);
  });
  it('keeps every digit', () => {
    expect(cellInProse({ dec: '1234567.100000000000000001' })).toBe('1,234,567.100000000000000001');
    expect(cellInProse({ int: '9007199254740993' })).toBe('9,007,199,254,740,993');
    expect(
      ['2026', '20394857', '4111111111111111', '00012345', '-12345.6', 'po_12345', '1e99999'].map((text) =>
        cellInProse(text),
      ),
    ).toEqual(['2026', '20394857', '4111111111111111', '00012345', '-12345.6', 'po_12345', '1e99999']);
  });
  it('is altered where it is text only if it is a decimal of the exact functions', () => {
    for (const text of ['20240.12', '10245.1', '192168.10', '2026.11', '49301.555019', '11859.35'])
      expect(cellInProse(text)).toBe(text);
    expect(cellInProse('11859.35', true)).toBe('11,859.35');
    expect(cellInProse('-12345.6', true)).toBe('-12,345.6');
    expect(cellInProse('4446.03', true)).toBe('4446.03');
  });
});

describe('the sentences of a text', () => {
  it('end at full stops and line ends, and take the references behind them along', () => {
    const text =
      'They met, e.g. at noon. (E-0001) Then they left.\nNobody saw it.\n\nAssessment: it was planned. So we think.';
    expect(sentencesOf(text).map(({ text: words, assessment }) => [words, assessment])).toEqual([
      ['They met, e.g. at noon. (E-0001)', false],
      ['Then they left.', false],
      ['Nobody saw it.', false],
      ['Assessment: it was planned.', true],
      ['So we think.', true],
    ]);
    for (const { text: words, at } of sentencesOf(text)) expect(text.slice(at, at + words.length)).toBe(words);
  });
  it('are traced where they name an exhibit, a cell or a finding', () => {
    expect(['See E-0001.', 'Paid {E-0012:1:a}.', 'As F-2 says.', 'So it is.'].map(isTraced)).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
  it('are parted into facts, assessment and evidence against', () => {
    const paragraphs = ['A fact.', 'Assessment: we think.', 'Against: but.', 'Evidence against it: x', 'Another fact.'];
    expect(paragraphs.map(arguedHead)).toEqual(['facts', 'assessment', 'against', 'against', 'facts']);
  });
});
