import type { Confidence, FindingConfidence, FindingLikelihood, Likelihood, Yardstick } from '../contract/findings.ts';

export interface Band {
  readonly words: string;
  readonly other: string;
  /** Of 100, as it is drawn. */
  readonly low: number;
  readonly high: number;
  /** As it is written: PHIA's bounds are approximate, and there are gaps between its bands. */
  readonly range: string;
}
const icd = (words: string, other: string, low: number, high: number): Band => ({
  ...{ words, other, low, high },
  range: `${low}–${high} %`,
});
const phia = (words: string, other: string, low: number, high: number, range = `about ${low}–${high} %`): Band => ({
  ...{ words, other, low, high, range },
});
/**
 * ICD 203 (Analytic Standards, ODNI, 2015), section 6.e(2): percentages are inclusive bounds in per cent. PHIA: the Probability
 * Yardstick of the UK's Professional Head of Intelligence Assessment (2019).
 */
export const LIKELIHOOD: Record<Likelihood, Band> = {
  'almost-no-chance': icd('almost no chance', 'remote', 1, 5),
  'very-unlikely': icd('very unlikely', 'highly improbable', 5, 20),
  unlikely: icd('unlikely', 'improbable', 20, 45),
  'roughly-even': icd('roughly even chance', 'roughly even odds', 45, 55),
  likely: icd('likely', 'probable', 55, 80),
  'very-likely': icd('very likely', 'highly probable', 80, 95),
  'almost-certain': icd('almost certain', 'nearly certain', 95, 99),
  'phia-remote-chance': phia('remote chance', 'a remote chance', 0, 5, 'up to about 5 %'),
  'phia-highly-unlikely': phia('highly unlikely', 'highly improbable', 10, 20),
  'phia-unlikely': phia('unlikely', 'improbable', 25, 35),
  'phia-realistic-possibility': phia(
    'realistic possibility',
    'realistic probability',
    40,
    50,
    'about 40 to below 50 %',
  ),
  'phia-likely': phia('likely', 'probable', 55, 75),
  'phia-highly-likely': phia('highly likely', 'highly probable', 80, 90),
  'phia-almost-certain': phia('almost certain', 'almost certainly', 95, 100, 'about 95 % and above'),
};

export const YARDSTICKS: Record<Yardstick, { readonly name: string; readonly source: string }> = {
  'icd-203': { name: 'ICD 203', source: 'Analytic Standards, ODNI, 2015' },
  phia: { name: 'PHIA', source: 'Probability Yardstick of the Professional Head of Intelligence Assessment, UK, 2019' },
};
export const yardstickOf = (value: Likelihood): Yardstick => (value.startsWith('phia-') ? 'phia' : 'icd-203');
/** The seven expressions of a yardstick, the least likely first. */
export const bandsOf = (yardstick: Yardstick): Likelihood[] =>
  (Object.keys(LIKELIHOOD) as Likelihood[]).filter((each) => yardstickOf(each) === yardstick);

/** "likely (55–80 %)" */
export const likelihoodText = (value: FindingLikelihood): string =>
  value === 'not-judged' ? 'likelihood not judged yet' : `${LIKELIHOOD[value].words} (${LIKELIHOOD[value].range})`;

/** "55 to 80 per cent": for running text. */
export const rangeInWords = ({ range }: Band): string => range.replace('–', ' to ').replace(' %', ' per cent');

/** By which yardsticks these were judged; what a report's legend explains. ICD 203 where nothing is judged. */
export function yardsticksOf(values: readonly FindingLikelihood[]): Yardstick[] {
  const used = new Set(values.flatMap((each) => (each === 'not-judged' ? [] : [yardstickOf(each)])));
  return used.size === 0 ? ['icd-203'] : (['icd-203', 'phia'] as const).filter((each) => used.has(each));
}

/** "As in ICD 203 (…): almost no chance 1 to 5 per cent; …." A sentence for each yardstick that was used. */
export const yardstickWords = (values: readonly FindingLikelihood[]): string =>
  yardsticksOf(values)
    .map((each) => {
      const { name, source } = YARDSTICKS[each];
      const bands = bandsOf(each).map((value) => `${LIKELIHOOD[value].words} ${rangeInWords(LIKELIHOOD[value])}`);
      return `As in ${name} (${source}): ${bands.join('; ')}.`;
    })
    .join(' ');

/** ICD 203 asks that confidence in the basis is kept apart from the likelihood of the event. */
export const CONFIDENCE: Record<Confidence, string> = {
  low: 'low confidence: scant, fragmentary or questionable information',
  moderate: 'moderate confidence: credibly sourced and plausible, not corroborated enough',
  high: 'high confidence: information of high quality that supports the claim well',
};
/** "low confidence" */
export const confidenceText = (value: FindingConfidence): string =>
  value === 'not-judged' ? 'confidence not judged yet' : `${value} confidence`;

/** What a finding does not state yet, as "likelihood and confidence"; null when both are judged. */
export function notJudged(of: {
  readonly likelihood: FindingLikelihood;
  readonly confidence: FindingConfidence;
}): string | null {
  const missing = (['likelihood', 'confidence'] as const).filter((each) => of[each] === 'not-judged');
  return missing.length === 0 ? null : missing.join(' and ');
}
