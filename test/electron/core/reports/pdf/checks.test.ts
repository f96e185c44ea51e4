import { describe, expect, it } from 'vitest';
import { holdsAll, inspect, keepText } from '../../../../../electron/core/reports/pdf/checks.ts';
import { pagesOf } from '../../../../../electron/core/reports/pdf/numbering.ts';

const page = (number: number, total: number, labels: number, id?: string) => ({
  children: [
    ...Array.from({ length: labels }, () => ({ children: [{ value: 'TLP:RED' }] })),
    { children: [{ value: `Page ${number} of ${total}` }] },
    { props: id === undefined ? {} : { id }, children: [] },
  ],
});
const look = (pages: unknown[]) => inspect({ children: pages }, 'TLP:RED');
const holds = (pages: unknown[], anchors: string[]) => holdsAll(pagesOf({ children: pages }), anchors);

describe('the last look at a document', () => {
  it('lets a sound one pass', () => {
    look([page(1, 2, 2), page(2, 2, 2, 'findings')]);
    expect(holds([page(1, 2, 2), page(2, 2, 2, 'findings')], ['findings'])).toBe(true);
  });
  it('stops one with a page that lacks its label or its number', () => {
    expect(() => look([page(1, 2, 2), page(2, 2, 1)])).toThrow('classification');
    expect(() => look([page(1, 2, 2), page(2, 3, 2)])).toThrow('number');
  });
  it('notices a heading that was lost', () => {
    expect(holds([page(1, 1, 2)], ['findings'])).toBe(false);
  });
});

const line = (string: string) => ({
  string,
  runs: [{ start: 0, end: string.length, glyphs: [...string], positions: [...string].map(() => ({ xAdvance: 1 })) }],
});
const text = (value: string, ...lines: ReturnType<typeof line>[]) => ({
  type: 'TEXT',
  children: [{ type: 'TEXT_INSTANCE', value }],
  lines,
});
const laidOut = (...children: unknown[]) => ({ type: 'DOCUMENT', children });

describe('a laid-out text, compared with its source', () => {
  it('takes out a hyphen that the engine put in, and keeps one that was there', () => {
    const lines = [line('abc-'), line('def-'), line('ghi')];
    keepText(laidOut(text('abcdef-ghi', ...lines)));
    expect(lines.map(({ string }) => string)).toEqual(['abc', 'def-', 'ghi']);
    expect(lines.map(({ runs }) => runs[0]?.glyphs.length)).toEqual([3, 4, 3]);
  });

  it('takes out the hyphen that the engine put before one of the text, also where the page ends between them', () => {
    const strings = (lines: ReturnType<typeof line>[]) => lines.map(({ string }) => string);
    const one = [line('ab-'), line('-cd'), line('ef-')];
    keepText(laidOut(text('ab-cdef-', ...one)));
    expect(strings(one)).toEqual(['ab', '-cd', 'ef-']);
    const [before, after] = [line('ab-'), line('-cd')];
    keepText(laidOut(text('ab-cd', before), text('ab-cd', after)));
    expect(strings([before, after])).toEqual(['ab', '-cd']);
    const [kept, next] = [line('ab-'), line('cd')];
    keepText(laidOut(text('ab-cd', kept), text('ab-cd', next)));
    expect(strings([kept, next])).toEqual(['ab-', 'cd']);
    expect(() => keepText(laidOut(text('ab-cd', line('ab-'), line('-ce'))))).toThrow('altered');
  });

  it('ends the print when a character changed or went missing', () => {
    expect(() => keepText(laidOut(text('0x314659', line('0x314658'))))).toThrow('altered');
    expect(() => keepText(laidOut(text('0x314659', line('0x3146'))))).toThrow('lost');
  });

  it('follows texts over pages, also equal ones side by side', () => {
    keepText(laidOut(text('one two', line('one ')), text('one two', line('two'))));
    const [first, second] = [text('one two', line('one ')), text('one two', line('two'))];
    keepText(laidOut(first, first, second, second));
    expect(() => keepText(laidOut(text('one two', line('one '))))).toThrow('lost');
    expect(() => keepText(laidOut(text('one two', line('two'))))).toThrow('altered');
  });

  it('takes out a hyphen at the left of a last word that runs from right to left', () => {
    const runs = [
      { start: 0, end: 2, glyphs: ['a', ' '], positions: [{ xAdvance: 1 }, { xAdvance: 1 }], xAdvance: 2 },
      {
        start: 2,
        end: 5,
        glyphs: ['-', 'ב', 'א'],
        positions: [{ xAdvance: 3 }, { xAdvance: 1 }, { xAdvance: 1 }],
        xAdvance: 5,
        attributes: { bidiLevel: 1 },
      },
    ];
    const broken = { string: 'a -בא', runs };
    keepText(laidOut({ ...text('a אבגד'), lines: [broken, line('דג')] }));
    expect(broken.string).toBe('a בא');
    expect(runs[1]).toMatchObject({ start: 2, end: 4, glyphs: ['ב', 'א'], xAdvance: 2 });
  });

  it('names the text that did not come out whole', () => {
    expect(() => keepText(laidOut(text('0x314659', line('0x314658'))))).toThrow('“0x314659”');
  });

  it('knows right-to-left text by its characters', () => {
    keepText(laidOut(text('(שלום) a', line('a )םולש('))));
    expect(() => keepText(laidOut(text('שלום', line('םולב'))))).toThrow('altered');
  });
});
