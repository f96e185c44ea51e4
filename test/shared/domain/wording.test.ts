import { describe, expect, it } from 'vitest';
import { acronymsIn, bandsBeside, bandsIn, wordingsIn } from '../../../shared/domain/wording.ts';

const words = (found: readonly { text: string }[]) => found.map(({ text }) => text);

describe('the wording of a report', () => {
  it('has no absolutes and no words of guilt, but in what it quotes', () => {
    const text = 'The fraudster always pays out at night, which proves it. He wrote “I am a scammer, always”.';
    expect(words(wordingsIn(text))).toEqual(['fraudster', 'always', 'proves']);
    for (const { text: found, at } of wordingsIn(text)) expect(text.slice(at, at + found.length)).toBe(found);
    expect(wordingsIn('Proof of payment was prepared; whenever they logged in, cleared funds moved.')).toEqual([]);
  });

  it('takes no part of an expression of likelihood for an absolute', () => {
    expect(words(wordingsIn('It is almost certainly one person. It is certainly one person.'))).toEqual(['certainly']);
  });

  it('tells likelihood and confidence apart', () => {
    const mixed = 'It is likely, with high confidence, that one person runs them.';
    expect(words(wordingsIn(`${mixed} Confidence is moderate.`))).toEqual([mixed]);
    expect(wordingsIn('It is likely that one person runs them. Confidence is high.')).toEqual([]);
  });

  it('has expressions of likelihood that match the band chosen', () => {
    expect(bandsIn('One person very likely runs them', 'likely')).toMatchObject([
      { text: 'very likely', at: 11, why: 'It means 80–95 %, and the likelihood chosen is likely (55–80 %).' },
    ]);
    expect(bandsIn('One person probably runs them', 'likely')).toEqual([]);
    expect(bandsIn('It is unlikely', 'likely')).toHaveLength(1);
    expect(bandsIn('It is unlikely', 'not-judged')).toEqual([]);
  });

  it('reads expressions by the yardstick of the judgement', () => {
    expect(bandsIn('It is unlikely', 'phia-unlikely')).toEqual([]);
    expect(bandsIn('It is likely', 'phia-highly-likely')).toMatchObject([
      { why: 'It means about 55–75 %, and the likelihood chosen is highly likely (about 80–90 %).' },
    ]);
    expect(bandsIn('It is very likely', 'phia-highly-likely')).toMatchObject([
      { why: 'PHIA has no such words, and the likelihood chosen is highly likely (about 80–90 %).' },
    ]);
    expect(bandsIn('There is a realistic possibility of it', 'roughly-even')).toMatchObject([
      { text: 'realistic possibility', why: expect.stringMatching(/^ICD 203 has no such words/) },
    ]);
  });

  it('says of a finding what the finding was judged to be, and uses one scale', () => {
    const judged = new Map([
      ['F-1', 'likely'],
      ['F-2', 'almost-certain'],
      ['F-3', 'not-judged'],
    ] as const);
    const found = (text: string) => bandsBeside(text, judged).map(({ text: words, at, why }) => [words, at, why]);
    expect(found('They are likely one group (F-1). They are almost certainly paid together (F-1, F-2).')).toEqual([]);
    expect(found('So it is. They are very likely one group (F-1).')).toEqual([
      ['very likely', 19, 'F-1 is judged likely (55–80 %).'],
    ]);
    expect(found('There is a realistic possibility of more.')).toEqual([
      ['realistic possibility', 11, 'ICD 203, by which the findings are judged, has no such words.'],
    ]);
    expect(found('It is very likely so. “It is very likely (F-1)”, he wrote. It is unlikely (F-3).')).toEqual([]);
    expect(bandsBeside('A realistic possibility.', new Map())).toEqual([]);
  });

  it('spells out abbreviations that a reader may not know', () => {
    expect(words(acronymsIn('The ATO of 4,200 EUR was seen over an IP. The ATO went on.'))).toEqual(['ATO']);
    expect(acronymsIn('An account takeover (ATO) began. The ATO went on.')).toEqual([]);
    expect(acronymsIn('The ATO went on.', ['An account takeover (ATO)', 'The ATO went on.'])).toEqual([]);
    expect(acronymsIn('He paid 3 ETH and 40 USDT, then 12 EUR.')).toEqual([]);
    expect(acronymsIn('Paid {E-0012:1:TOTAL} USD')).toEqual([]);
    expect(acronymsIn('Order AB-12 and USER_AGENT of x@ABC.example')).toEqual([]);
  });
});
