import type { Finding, FindingConfidence, FindingLikelihood } from '../../contract/findings.ts';

export interface Judged {
  readonly likelihood: FindingLikelihood;
  readonly confidence: FindingConfidence;
}
const LOWEST: readonly FindingConfidence[] = ['not-judged', 'low', 'moderate', 'high'];

/**
 * What an answer takes from the findings that it is built from: the likelihood on which all of them agree, since there is no rule by
 * which two likelihoods make one, and the lowest of their confidences. What one of them leaves open stays open.
 */
export function judgedBy(findings: readonly Pick<Finding, 'likelihood' | 'confidence'>[]): Judged {
  const [first, ...others] = findings;
  if (!first) return { likelihood: 'not-judged', confidence: 'not-judged' };
  return {
    likelihood: others.every(({ likelihood }) => likelihood === first.likelihood) ? first.likelihood : 'not-judged',
    confidence: findings
      .map(({ confidence }) => confidence)
      .reduce((least, each) => (LOWEST.indexOf(each) < LOWEST.indexOf(least) ? each : least)),
  };
}
