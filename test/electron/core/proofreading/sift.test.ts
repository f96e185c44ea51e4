import { describe, expect, it } from 'vitest';
import type { RawRemark } from '../../../../electron/core/proofreading/process.ts';
import { paragraphsOf, sift } from '../../../../electron/core/proofreading/sift.ts';

/** A remark on the first place of `words` in a paragraph, as Harper gives it: in code points. */
function on(
  text: string,
  words: string,
  kind = 'Spelling',
  why = `Did you mean to spell \`${words}\` this way?`,
): RawRemark {
  const from = [...text.slice(0, text.indexOf(words))].length;
  return { paragraph: 0, from, to: from + [...words].length, kind, why, instead: [] };
}
const sifted = (text: string, words: string, kind = 'Spelling', known: readonly string[] = []) =>
  sift([{ text, at: 0 }], [on(text, words, kind)], new Set(known)).map(({ at, length }) => text.slice(at, at + length));

describe('what is left of the remarks of a proofreader', () => {
  it('reads each line and cell by itself, where it has letters', () => {
    expect(paragraphsOf('One line\n\nA cell\t12.50\n3')).toEqual([
      { text: 'One line', at: 0 },
      { text: 'A cell', at: 10 },
    ]);
  });

  it('stands at its place in the whole text, whatever came before', () => {
    const text = '💶 was payed\tHe recieved it';
    const paragraphs = paragraphsOf(text);
    const raw = [on('💶 was payed', 'payed'), { ...on('He recieved it', 'recieved'), paragraph: 1 }];
    const found = sift(paragraphs, raw, new Set()).map(({ at, length }) => text.slice(at, at + length));
    expect(found).toEqual(['payed', 'recieved']);
  });

  it('is nothing about identifiers, names, quoted words, and words that are known', () => {
    expect(sifted('The device dv_8f3a was new', 'dv')).toEqual([]);
    expect(sifted('Sent to bc1qar0srrr by both', 'bc1qar0srrr')).toEqual([]);
    expect(sifted('The site brass.example is up', 'brass')).toEqual([]);
    expect(sifted('He paid Pérez twice', 'Pérez')).toEqual([]);
    expect(sifted('Pérez was payed twice', 'Pérez')).toEqual(['Pérez']);
    expect(sifted('Pérez was payed twice', 'Pérez', 'Spelling', ['pérez'])).toEqual([]);
    expect(sifted('He wrote “you was payed” twice', 'payed')).toEqual([]);
    expect(sifted('Two  spaces', '  ', 'Formatting')).toEqual([]);
  });

  it('says what kind of remark it is, in a sentence of its own', () => {
    const [remark] = sift(
      [{ text: 'It go on', at: 0 }],
      [on('It go on', 'go', 'Agreement', 'Use `goes` here')],
      new Set(),
    );
    expect(remark).toEqual({ at: 3, length: 2, kind: 'grammar', why: 'Use “goes” here.', instead: [] });
  });
});
