import { describe, expect, it } from 'vitest';
import type { Format } from '../../../shared/contract/findings.ts';
import { blocksOf, keptFormat, moved, tidy } from '../../../shared/domain/rich-text.ts';
import { statementsOf } from '../../../shared/domain/statements.ts';

const TEXT = 'Payouts\nPaid to one account.\n\na\nb\nc\nWho\tUSD\nu_1\t12\nEnd';
const at = (words: string, is: Format['is'], more: Partial<Format> = {}): Format => ({
  ...{ is, from: TEXT.indexOf(words), to: TEXT.indexOf(words) + words.length },
  ...more,
});
const FORMAT = [
  at('Payouts', 'heading-1'),
  at('a\nb', 'number', { to: TEXT.indexOf('a\nb') + 1 }),
  { is: 'bullet', from: TEXT.indexOf('\nb\n') + 1, to: TEXT.indexOf('\nb\n') + 2, depth: 1 },
  { is: 'number', from: TEXT.indexOf('\nc\n') + 1, to: TEXT.indexOf('\nc\n') + 2 },
  at('Who\tUSD', 'head'),
  at('u_1\t12', 'row'),
  at('one account', 'bold'),
  at('account', 'italic'),
] as const;

describe('a formatted text', () => {
  it('is lines, items that count on over what stands deeper, and a table', () => {
    const blocks = blocksOf(TEXT, FORMAT);
    expect(blocks.map((block) => (block.kind === 'table' ? block.rows.length : [block.kind, block.number]))).toEqual([
      ['heading-1', 0],
      ['paragraph', 0],
      ['paragraph', 0],
      ['number', 1],
      ['bullet', 0],
      ['number', 2],
      2,
      ['paragraph', 0],
    ]);
    const [, paragraph] = blocks;
    expect(
      paragraph?.kind === 'paragraph' && paragraph.runs.map(({ text, bold, italic }) => [text, bold, italic]),
    ).toEqual([
      ['Paid to ', false, false],
      ['one ', true, false],
      ['account', true, true],
      ['.', false, false],
    ]);
  });
  it('loses nothing of a text that has no ranges, whatever stands in it', () => {
    for (const text of ['', '\n', '# no\theading\r\n- a * b *\n\n\n| x |', TEXT]) {
      const lines = blocksOf(text, []).map((block) =>
        block.kind === 'table' ? '?' : block.runs.map((run) => run.text).join(''),
      );
      expect(lines.join('\n')).toBe(text);
    }
  });
  it('has one form: ranges out of the text, doubled or of parts of lines are put right', () => {
    const untidy: Format[] = [
      { is: 'bold', from: 10, to: 14 },
      { is: 'bold', from: 12, to: 900 },
      { is: 'heading-2', from: 2, to: 4 },
      { is: 'heading-1', from: 3, to: 4 },
      { is: 'entity', from: 0, to: 3 },
    ];
    const once = tidy('Payouts\nPaid to', untidy);
    expect(once).toEqual([
      { is: 'heading-2', from: 0, to: 7 },
      { is: 'bold', from: 10, to: 15 },
    ]);
    expect(tidy('Payouts\nPaid to', once)).toEqual(once);
  });
  it('keeps its looks where words are put in the place of others', () => {
    const format: Format[] = [{ is: 'bold', from: 3, to: 8 }];
    expect(moved(format, [{ at: 0, removed: 2, inserted: 5 }])).toEqual([{ is: 'bold', from: 6, to: 11 }]);
    expect(moved(format, [{ at: 3, removed: 5, inserted: 1 }])).toEqual([{ is: 'bold', from: 3, to: 4 }]);
    expect(moved(format, [{ at: 5, removed: 9, inserted: 2 }])).toEqual([{ is: 'bold', from: 3, to: 7 }]);
  });
  it('keeps what was not changed by who knows of no looks', () => {
    const format: Format[] = [
      { is: 'heading-1', from: 0, to: 4 },
      { is: 'bold', from: 5, to: 9 },
    ];
    expect(keptFormat('Head\nbold', format, 'Head\nbold\n\nmore')).toEqual(format);
    expect(keptFormat('Head\nbold', format, 'Head\nother')).toEqual([format[0]]);
    expect(keptFormat('Head\nbold', format, 'Heading\nbold')).toEqual([]);
  });
});

describe('statements', () => {
  const of = (text: string, format: readonly Format[]) =>
    statementsOf(text, format).map(({ text: words, assessment, led }) => [words, assessment, led !== '']);
  it('are no headings; a table is one', () => {
    expect(of(TEXT, FORMAT)).toEqual([
      ['Paid to one account.', false, false],
      ['a', false, false],
      ['b', false, false],
      ['c', false, false],
      ['Who; USD; u_1; 12', false, false],
      ['End', false, false],
    ]);
  });
  it('under a heading that says so are judgement, up to the next of its level', () => {
    const text = 'Assessment\nWe think.\nPart\nStill.\nFacts\nIt was.';
    const headings: Format[] = [
      { is: 'heading-1', from: 0, to: 10 },
      { is: 'heading-2', from: 21, to: 25 },
      { is: 'heading-1', from: 33, to: 38 },
    ];
    expect(of(text, headings)).toEqual([
      ['We think.', true, false],
      ['Still.', true, false],
      ['It was.', false, false],
    ]);
  });
  it('under another heading are no judgement for its first word', () => {
    const of2 = (head: string) => of(`${head}\nIt was.`, [{ is: 'heading-1', from: 0, to: head.length }])[0]?.[1];
    expect(['Judgment of the High Court', 'Assessments by the tax office'].map(of2)).toEqual([false, false]);
    expect(['Our assessment', 'Key judgements:', 'Judgment'].map(of2)).toEqual([true, true, true]);
  });
  it('of a list do not rest on a lead that says what an exhibit lacks', () => {
    const lead = 'What we could not find in E-0004:';
    const list: Format[] = [{ is: 'bullet', from: lead.length + 1, to: lead.length + 5 }];
    expect(of(`${lead}\nName`, list).at(-1)).toEqual(['Name', false, false]);
  });
  it('of a list come from where its lead says', () => {
    const items: Format[] = [
      { is: 'bullet', from: 16, to: 20 },
      { is: 'bullet', from: 21, to: 25 },
    ];
    expect(of('Paid (E-0001):\n\nMay.\nJune\nEnd.', items).map(([, , led]) => led)).toEqual([false, true, true, false]);
  });
});
