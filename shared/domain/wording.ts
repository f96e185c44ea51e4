import type { FindingLikelihood, Likelihood, Yardstick } from '../contract/findings.ts';
import { withBlanksForBound } from './bound-values.ts';
import { bandsOf, LIKELIHOOD, likelihoodText, YARDSTICKS, yardstickOf, yardsticksOf } from './likelihood.ts';
import { findingsIn } from './references.ts';
import { sentencesOf } from './sentences.ts';
import { ABSOLUTES, ASSET_CODES, ESTIMATES, GUILT, KNOWN_ACRONYMS, type WordRule } from './wording-rules.ts';

/** Words of a text that a reader may stumble over. */
export interface Wording {
  readonly text: string;
  /** Where they begin, in UTF-16 units. */
  readonly at: number;
  readonly why: string;
  /** What to write instead, as a phrase. */
  readonly instead: string;
}

const anyOf = (words: readonly string[]): RegExp => {
  const longestFirst = words.toSorted((a, b) => b.length - a.length);
  const spaced = longestFirst.map((each) => each.replaceAll(' ', '\\s+'));
  return new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${spaced.join('|')})(?![\\p{L}\\p{N}_-])`, 'giu');
};
const ESTIMATE = anyOf([...new Set(Object.values(ESTIMATES).flat())]);
const meaningBy = (yardstick: Yardstick): ReadonlyMap<string, Likelihood> =>
  new Map(bandsOf(yardstick).flatMap((band) => ESTIMATES[band].map((each) => [each, band] as const)));
const BAND_OF: Readonly<Record<Yardstick, ReadonlyMap<string, Likelihood>>> = {
  'icd-203': meaningBy('icd-203'),
  phia: meaningBy('phia'),
};
const RULES = [...ABSOLUTES, ...GUILT].map((rule: WordRule) => ({ ...rule, pattern: anyOf(rule.words) }));
const CONFIDENCE = /\bconfiden(?:ce|t|tly)\b/i;
/** Somebody else's words. */
const QUOTED = /“[^”]*”|"[^"]*"|«[^»]*»/g;
const ACRONYM = /(?<![\p{L}\p{N}_.@/-])[A-Z]{2,6}(?![\p{L}\p{N}_@/-])/gu;
const KNOWN: ReadonlySet<string> = new Set([...KNOWN_ACRONYMS, ...ASSET_CODES, ...Intl.supportedValuesOf('currency')]);

/** As long as it was, so that places stay. */
const withoutQuotes = (text: string): string => text.replace(QUOTED, (quote) => ' '.repeat(quote.length));

/** The band that an expression of likelihood stands for; undefined where the yardstick does not have it. */
const bandOf = (words: string, yardstick: Yardstick): Likelihood | undefined =>
  BAND_OF[yardstick].get(words.toLowerCase().replace(/\s+/g, ' '));

/** Absolutes, words of guilt, and sentences that tell likelihood and confidence at once, in their order. Quoted words are not read. */
export function wordingsIn(text: string): Wording[] {
  const own = withoutQuotes(text);
  const found: Wording[] = [];
  const estimates = [...own.matchAll(ESTIMATE)];
  const within = (at: number) => estimates.some((each) => at >= each.index && at < each.index + each[0].length);
  for (const { pattern, why, instead } of RULES)
    for (const match of own.matchAll(pattern))
      if (!within(match.index)) found.push({ text: match[0], at: match.index, why, instead });
  for (const { text: sentence, at } of sentencesOf(own)) {
    const estimate = estimates.find((each) => each.index >= at && each.index < at + sentence.length);
    if (estimate && CONFIDENCE.test(sentence))
      found.push({
        text: sentence,
        at,
        why: 'It tells likelihood and confidence in one sentence, where each is taken for the other (ICD 203).',
        instead: 'two sentences: one how likely it is, one how good the information is',
      });
  }
  return found.toSorted((a, b) => a.at - b.at);
}

/** Expressions of likelihood in a claim that are not of the band that was chosen for it. */
export function bandsIn(claim: string, chosen: FindingLikelihood): Wording[] {
  if (chosen === 'not-judged') return [];
  const yardstick = yardstickOf(chosen);
  return [...withoutQuotes(claim).matchAll(ESTIMATE)].flatMap(({ 0: text, index: at }): Wording[] => {
    const band = bandOf(text, yardstick);
    if (band === chosen) return [];
    const means =
      band === undefined ? `${YARDSTICKS[yardstick].name} has no such words` : `It means ${LIKELIHOOD[band].range}`;
    const why = `${means}, and the likelihood chosen is ${likelihoodText(chosen)}.`;
    return [{ text, at, why, instead: `“${LIKELIHOOD[chosen].words}”, or the likelihood that the words mean` }];
  });
}

/**
 * Expressions of likelihood in a text beside the findings: where their sentence names findings, of none of these; else not of
 * the yardstick by which all findings are judged.
 * @param judged the findings of the report by label
 */
export function bandsBeside(text: string, judged: ReadonlyMap<string, FindingLikelihood>): Wording[] {
  const all = [...judged.values()].filter((each) => each !== 'not-judged');
  const inUse = all.length === 0 ? [] : yardsticksOf(all);
  const own = withoutQuotes(text);
  return sentencesOf(own).flatMap(({ text: sentence, at: from }) => {
    const named = findingsIn(sentence).flatMap((label) => {
      const likelihood = judged.get(label) ?? 'not-judged';
      return likelihood === 'not-judged' ? [] : [{ label, likelihood }];
    });
    return [...sentence.matchAll(ESTIMATE)].flatMap(({ 0: words, index }): Wording[] => {
      const of = (yardstick: Yardstick) => bandOf(words, yardstick);
      if (named.some(({ likelihood }) => of(yardstickOf(likelihood)) === likelihood)) return [];
      const found = { text: words, at: from + index };
      if (named.length > 0) {
        const told = named.map(({ label, likelihood }) => `${label} is judged ${likelihoodText(likelihood)}`);
        const instead = named.map(({ likelihood }) => `“${LIKELIHOOD[likelihood].words}”`);
        return [
          {
            ...found,
            why: `${told.join(', ')}.`,
            instead: `${[...new Set(instead)].join(' or ')}, as the finding says`,
          },
        ];
      }
      const [only, ...others] = inUse;
      if (only === undefined || others.length > 0 || of(only) !== undefined) return [];
      const why = `${YARDSTICKS[only].name}, by which the findings are judged, has no such words.`;
      return [{ ...found, why, instead: 'an expression of its scale' }];
    });
  });
}

/** All that a reader may stumble over in a text, as the report check and the panel beside the text tell it. @param bands that do not fit what was judged */
export const wordingsOf = (
  text: string,
  bands: readonly Wording[],
  told: readonly string[],
  codes?: ReadonlySet<string>,
): Wording[] => [...bands, ...wordingsIn(text), ...acronymsIn(text, told, codes)];

/**
 * Abbreviations that no text spells out as "Name (ABC)" or "ABC (name)", each where it comes first.
 * @param all the texts of the report @param codes of assets of the case, which need no spelling out
 */
export function acronymsIn(
  text: string,
  all: readonly string[] = [text],
  codes: ReadonlySet<string> = new Set(),
): Wording[] {
  const told = all.join('\n');
  const seen = new Set<string>();
  return [...withBlanksForBound(withoutQuotes(text)).matchAll(ACRONYM)].flatMap(
    ({ 0: acronym, index: at }): Wording[] => {
      if (KNOWN.has(acronym) || codes.has(acronym) || seen.has(acronym)) return [];
      seen.add(acronym);
      if (told.includes(`(${acronym})`) || new RegExp(`\\b${acronym} \\([A-Za-z]`).test(told)) return [];
      return [
        {
          text: acronym,
          at,
          why: 'It is not spelled out anywhere.',
          instead: `the full name, then “(${acronym})”, where it comes first`,
        },
      ];
    },
  );
}

/** "Wording" of one place for the report check. */
export const wordingText = ({ text, why, instead }: Wording): string => `“${text}”: ${why} Write ${instead}.`;
