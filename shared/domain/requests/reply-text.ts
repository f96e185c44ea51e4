import type { Tlp } from '../../contract/cases.ts';
import type { Edition } from '../../contract/report-setup.ts';
import type { Audience, Question, Reply, Request } from '../../contract/requests.ts';
import { questionLabel, requestLabel } from '../labels.ts';
import { confidenceText, LIKELIHOOD, likelihoodText, notJudged } from '../likelihood.ts';
import { labelsIn } from '../references.ts';
import { TLP } from '../tlp.ts';

export const AUDIENCES: Readonly<Record<Audience, { readonly words: string; readonly edition: Edition }>> = {
  ticket: { words: 'Ticket', edition: 'executive' },
  executive: { words: 'Executive', edition: 'executive' },
  legal: { words: 'Legal', edition: 'legal' },
  infosec: { words: 'Information security', edition: 'infosec' },
};

export interface Replied {
  readonly kind: Reply['kind'];
  readonly audience: Audience;
  readonly request: Request;
  readonly questions: readonly Question[];
  readonly case: { readonly label: string; readonly title: string; readonly tlp: Tlp };
  /** UTC instant of the reply, and who writes it. */
  readonly at: string;
  readonly by: string;
}

const RESTRICTED: readonly Tlp[] = ['RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR'];
/** The more restricted of what the case and the request are marked with. */
export const markingOf = (tlp: Tlp, sensitivity: Tlp): Tlp =>
  RESTRICTED.find((each) => each === tlp || each === sensitivity) ?? tlp;

const isOut = ({ state }: Question): boolean => state === 'answered' || state === 'delivered';
/** Those whose answers a reply holds: what is ready, or went out before and stands. */
export const answeredOf = (questions: readonly Question[]): Question[] => questions.filter(isOut);

/** A reply as plain text, as its template makes it of the answers that are ready. */
export function replyText({ kind, audience, request, questions, case: of, at, by }: Replied): string {
  const answered = answeredOf(questions);
  const open = questions.filter((each) => !isOut(each));
  const head = [
    TLP[markingOf(of.tlp, request.sensitivity)].label,
    '',
    ...(request.requester ? [`To: ${request.requester}${request.team ? ` (${request.team})` : ''}`] : []),
    `Re: ${request.subject}`,
    `Reference: ${requestLabel(request.number)} of ${of.label}`,
    `${kind === 'final' ? 'Final reply' : 'Interim reply'}, ${at.slice(0, 16).replace('T', ' ')} UTC${by ? `, ${by}` : ''}`,
    ...(audience === 'legal' && request.legalBasis ? [`Legal basis: ${request.legalBasis}`] : []),
  ];
  const bluf =
    audience === 'executive' && answered.length > 0
      ? ['', 'BOTTOM LINE', ...answered.map((each) => `- ${firstSentence(each.answer)}`)]
      : [];
  const none =
    answered.length === 0 ? ['', 'We have received your request and are working on it. There is no answer yet.'] : [];
  return [
    ...head,
    ...bluf,
    ...none,
    ...answered.flatMap((each) => ['', ...answerLines(each, audience)]),
    ...(open.length > 0
      ? [
          '',
          kind === 'final' ? 'NOT ANSWERED' : 'STILL OPEN',
          ...open.map((each) => `- ${questionLabel(each.number)}: ${each.text}`),
        ]
      : []),
    '',
  ].join('\n');
}

function answerLines(question: Question, audience: Audience): string[] {
  const { number, text, answer, likelihood, confidence, exhibitLabels, findingLabels } = question;
  const rests = exhibitLabels.length > 0 ? exhibitLabels.join(', ') : 'no exhibit; this is an assessment';
  // ICD 203: likelihood and confidence are never told in one sentence.
  const judged = [
    ...(likelihood === 'not-judged' ? [] : [`Likelihood: ${likelihoodText(likelihood)}.`]),
    ...(confidence === 'not-judged' ? [] : [`Confidence: ${confidenceText(confidence)}.`]),
  ];
  const behind = audience === 'legal' && findingLabels.length > 0 ? ` Findings: ${findingLabels.join(', ')}.` : '';
  return [`${questionLabel(number)}. ${text}`, answer.trim(), ...judged, `Rests on: ${rests}.${behind}`];
}

const firstSentence = (text: string): string => /^[\s\S]*?[.!?](?=\s|$)/.exec(text.trim())?.[0] ?? text.trim();

/** What the reader of a reply would stumble over, in words for its sender. @param known labels of the exhibits of the case */
export function replyProblems(
  { kind, request, questions, case: of }: Pick<Replied, 'kind' | 'request' | 'questions' | 'case'>,
  text: string,
  known: { has(label: string): boolean },
): string[] {
  const problems: string[] = [];
  const marking = TLP[markingOf(of.tlp, request.sensitivity)].label;
  if (!text.includes(marking)) problems.push(`The text does not say how it may be shared: ${marking}.`);
  const answered = answeredOf(questions);
  for (const question of answered) {
    const label = questionLabel(question.number);
    if (!text.includes(question.answer.trim()))
      problems.push(`The answer of ${label} does not stand in the text as it is kept.`);
    if (question.exhibitLabels.length === 0 && !/\bassessment\b/i.test(text))
      problems.push(`The answer of ${label} rests on no exhibit, and the text does not call it an assessment.`);
    const otherwise = saysOtherwise(question);
    if (otherwise !== null) problems.push(otherwise);
    const missing = notJudged(question);
    if (missing !== null) problems.push(`The answer of ${label} has no ${missing}.`);
  }
  const open = questions.filter((each) => !isOut(each)).map(({ number }) => questionLabel(number));
  if (kind === 'final' && open.length > 0)
    problems.push(`A final reply leaves questions without an answer: ${open.join(', ')}.`);
  if (kind === 'final' && questions.length === 0)
    problems.push('A final reply answers nothing: the request has no question.');
  const unknown = labelsIn(text).filter((label) => !known.has(label));
  if (unknown.length > 0) problems.push(`No exhibit of the case has the number ${unknown.join(', ')}.`);
  const mixed = text
    .split(/(?<=[.!?])\s+|\n/)
    .find(
      (sentence) => /\bconfidence\b/i.test(sentence) && BANDS.some((words) => sentence.toLowerCase().includes(words)),
    );
  if (mixed !== undefined)
    problems.push(
      `Likelihood and confidence stand in one sentence, which readers confuse: "${mixed.trim().slice(0, 120)}".`,
    );
  return problems;
}
/** Null when an answer is judged as its findings are, or is built from none. */
function saysOtherwise({ number, likelihood, confidence, byFindings }: Question): string | null {
  if (!byFindings) return null;
  const differing = [
    ...(likelihood === byFindings.likelihood
      ? []
      : [`"${likelihoodText(likelihood)}" where ${togetherSay(likelihoodText, byFindings.likelihood)}`]),
    ...(confidence === byFindings.confidence
      ? []
      : [`"${confidenceText(confidence)}" where ${togetherSay(confidenceText, byFindings.confidence)}`]),
  ];
  return differing.length === 0 ? null : `The answer of ${questionLabel(number)} says ${differing.join(', and ')}.`;
}
const togetherSay = <Value extends string>(words: (value: Value) => string, value: Value): string =>
  value === 'not-judged' ? 'its findings agree on none' : `its findings say "${words(value)}"`;
const BANDS = [...new Set(Object.values(LIKELIHOOD).flatMap(({ words, other }) => [words, other]))];
