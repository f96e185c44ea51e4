import { describe, expect, it } from 'vitest';
import { keepText } from '../../../../../electron/core/reports/pdf/fidelity.ts';

const line = (string: string) => ({ string, runs: [{ glyphs: [...string], positions: [...string] }] });
const text = (value: string, ...lines: ReturnType<typeof line>[]) => ({
  type: 'TEXT',
  children: [{ type: 'TEXT_INSTANCE', value }],
  lines,
});
const page = (...children: unknown[]) => ({ type: 'DOCUMENT', children });

describe('a laid-out text, compared with its source', () => {
  it('takes out a hyphen that the engine put in, and keeps one that was there', () => {
    const lines = [line('abc-'), line('def-'), line('ghi')];
    keepText(page(text('abcdef-ghi', ...lines)));
    expect(lines.map(({ string }) => string)).toEqual(['abc', 'def-', 'ghi']);
    expect(lines.map(({ runs }) => runs[0]?.glyphs.length)).toEqual([3, 4, 3]);
  });

  it('ends the print when a character changed or went missing', () => {
    expect(() => keepText(page(text('0x314659', line('0x314658'))))).toThrow('altered');
    expect(() => keepText(page(text('0x314659', line('0x3146'))))).toThrow('lost');
  });

  it('follows texts over pages, also equal ones side by side', () => {
    keepText(page(text('one two', line('one ')), text('one two', line('two'))));
    const [first, second] = [text('one two', line('one ')), text('one two', line('two'))];
    keepText(page(first, first, second, second));
    expect(() => keepText(page(text('one two', line('one '))))).toThrow('lost');
    expect(() => keepText(page(text('one two', line('two'))))).toThrow('altered');
  });

  it('knows right-to-left text by its characters', () => {
    keepText(page(text('(שלום) a', line('a )םולש('))));
    expect(() => keepText(page(text('שלום', line('םולב'))))).toThrow('altered');
  });
});
