import { beforeAll, describe, expect, it } from 'vitest';
import { itemize, prepareFonts } from '../../../../../electron/core/reports/pdf/fonts.ts';

describe('text cut into runs of one font', () => {
  beforeAll(prepareFonts);
  const runs = (text: string) => itemize(text, 'Sans').map(({ family, text: piece }) => [family, piece]);

  it('keeps a word of one script whole', () => {
    expect(runs('Zoë Łukasz')).toEqual([['Sans', 'Zoë Łukasz']]);
    expect(runs('Name: محمد الله.')).toEqual([
      ['Sans', 'Name: '],
      ['Arabic', 'محمد الله'],
      ['Sans', '.'],
    ]);
    expect(runs('王小明 김민수')).toEqual([
      ['Chinese', '王小明 '],
      ['Korean', '김민수'],
    ]);
  });

  it('never parts an emoji from what belongs to it', () => {
    expect(itemize('👩🏽‍💻', 'Sans')).toEqual([{ family: 'Emoji', text: '👩🏽‍💻', plain: false }]);
    // The font's composition would drop the skin tone, so it is switched off.
    expect(itemize('👩🏽', 'Sans')).toEqual([{ family: 'Emoji', text: '👩🏽', plain: true }]);
  });

  it('makes the invisible visible, and collects only what fonts lack', () => {
    const unknown = new Set<string>();
    const text = itemize('a\u200bb\u00adc\u{10c00}', 'Sans', unknown)
      .map((run) => run.text)
      .join('');
    expect(text).toBe('a⟨U+200B⟩b⟨U+00AD⟩c⟨U+10C00⟩');
    expect([...unknown]).toEqual(['⟨U+10C00⟩']);
  });

  it('counts an invisible character that repeats, instead of writing it so many times', () => {
    const written = (text: string) =>
      itemize(text, 'Sans')
        .map((run) => run.text)
        .join('');
    expect(written(`a${'\u200b'.repeat(500)}b`)).toBe('a⟨U+200B ×500⟩b');
    expect(written('\t'.repeat(50_000))).toBe('⟨U+0009 ×50000⟩');
    expect(written('\u200b\u200b\ufeff')).toBe('⟨U+200B⟩⟨U+200B⟩⟨U+FEFF⟩');
  });

  it('keeps line ends, and joiners inside a script', () => {
    expect(runs('a\nb')).toEqual([['Sans', 'a\nb']]);
    expect(runs('نامه\u200cای')).toEqual([['Arabic', 'نامه\u200cای']]);
  });
});
