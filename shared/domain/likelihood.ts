import type { Confidence, FindingConfidence, FindingLikelihood, Likelihood } from '../contract/findings.ts';

export interface Band {
  readonly words: string;
  readonly other: string;
  readonly low: number;
  readonly high: number;
}
/** ICD 203 (Analytic Standards, ODNI, 2015), section 6.e(2): percentages are inclusive bounds in per cent. */
export const LIKELIHOOD: Record<Likelihood, Band> = {
  'almost-no-chance': { words: 'almost no chance', other: 'remote', low: 1, high: 5 },
  'very-unlikely': { words: 'very unlikely', other: 'highly improbable', low: 5, high: 20 },
  unlikely: { words: 'unlikely', other: 'improbable', low: 20, high: 45 },
  'roughly-even': { words: 'roughly even chance', other: 'roughly even odds', low: 45, high: 55 },
  likely: { words: 'likely', other: 'probable', low: 55, high: 80 },
  'very-likely': { words: 'very likely', other: 'highly probable', low: 80, high: 95 },
  'almost-certain': { words: 'almost certain', other: 'nearly certain', low: 95, high: 99 },
};
/** "likely (55–80 %)" */
export const likelihoodText = (value: FindingLikelihood): string => {
  if (value === 'not-judged') return 'likelihood not judged yet';
  const band = LIKELIHOOD[value];
  return `${band.words} (${band.low}–${band.high} %)`;
};

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
