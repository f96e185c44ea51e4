import { findingsIn, labelsIn } from './references.ts';

export interface Sentence {
  /** As it stands, without the white space around it. */
  readonly text: string;
  /** Where it begins and ends in the whole text. */
  readonly at: number;
  readonly to: number;
  /** It stands in a paragraph that says of itself that it is a judgement. */
  readonly assessment: boolean;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
/** Nothing but references and signs: it belongs to the sentence before. */
const REFERENCES_ALONE = /^[\s([]*(?:(?:see |and |, )*(?:E-\d{4,}|F-\d+)[\s,;:.)\]]*)+$/i;
/** References in brackets behind the full stop of the sentence that rests on them. */
const REFERENCES_FIRST = /^\s*[([](?:(?:see |and |, )*(?:E-\d{4,}|F-\d+)[\s,;:.]*)+[)\]]\s*/i;
/** What ends in a full stop without ending a sentence. */
const ABBREVIATED = /(?:^|[\s(])(?:e\.g|i\.e|cf|vs|approx|st|mr|mrs|ms|dr|al|ca)\.$/i;
/** These do not end one before a number alone: "no. 5" is none, "He said no. Then he paid." are two. */
const BEFORE_NUMBER = /(?:^|[\s(])(?:no|nos|fig|figs|p|pp)\.$/i;
/** Whether a sentence goes on behind its full stop. Two that are taken for one would lend each other their references; "Ltd." may end one. */
const goesOn = (said: string, next: string): boolean =>
  ABBREVIATED.test(said) || (BEFORE_NUMBER.test(said) && /^\d/.test(next));

/** "Assessment:" at the head of a line marks what follows as a judgement, up to an empty line or "Against:". */
const ASSESSMENT = /^\s*assessment\s*:/i;

const AGAINST = /^\s*(?:evidence )?against(?: it)?\s*:/i;
/** What a paragraph, or a line, of an explanation is: those that begin with "Assessment:" or "Against:" say so. */
export const arguedHead = (paragraph: string): 'facts' | 'assessment' | 'against' =>
  ASSESSMENT.test(paragraph) ? 'assessment' : AGAINST.test(paragraph) ? 'against' : 'facts';

/** Sentences in their order; a line end ends one, as it does for a reader. */
export function sentencesOf(text: string): Sentence[] {
  const found: Sentence[] = [];
  let from = 0;
  for (const paragraph of text.split(/(\n{2,})/)) {
    let assessment = false;
    let within = from;
    for (const line of paragraph.split('\n')) {
      if (arguedHead(line) !== 'facts') assessment = arguedHead(line) === 'assessment';
      const own: { text: string; at: number }[] = [];
      for (const { segment, index } of segmenter.segment(line)) {
        const last = own.at(-1);
        if (last && (goesOn(last.text.trimEnd(), segment) || REFERENCES_ALONE.test(segment))) last.text += segment;
        else {
          const behind = last ? (REFERENCES_FIRST.exec(segment)?.[0] ?? '') : '';
          if (last) last.text += behind;
          own.push({ text: segment.slice(behind.length), at: within + index + behind.length });
        }
      }
      for (const { text: segment, at } of own)
        if (/[\p{L}\p{N}]/u.test(segment)) {
          const start = at + segment.length - segment.trimStart().length;
          found.push({ text: segment.trim(), at: start, to: start + segment.trim().length, assessment });
        }
      within += line.length + 1;
    }
    from += paragraph.length;
  }
  return found;
}

/** Whether a sentence says where it comes from: an exhibit, a cell of one, or a finding. */
export const isTraced = (text: string): boolean => labelsIn(text).length > 0 || findingsIn(text).length > 0;

const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December';
/** Numbers that count and add up nothing: dates, times, places in a document, percentages of a scale. */
const NO_COUNTS = new RegExp(
  [
    `\\b\\d{1,2}(?:st|nd|rd|th)?\\s+(?:${MONTHS})(?:\\s+\\d{4})?`,
    `\\b(?:${MONTHS})\\s+\\d{1,2}(?!\\d)(?:,?\\s+\\d{4})?|\\b(?:${MONTHS})\\s+\\d{4}`,
    '\\b\\d{4}-\\d{2}(?:-\\d{2})?\\b',
    '\\b\\d{1,2}:\\d{2}(?::\\d{2})?\\b',
    '\\b(?:page|row|rows|section|column|line|version|article|figure|table|step|UTC|in|since|until)\\s+\\d+(?:[–-]\\d+)?\\b',
  ].join('|'),
  'gi',
);
/** A numeral that stands alone: no part of an identifier, an address or a reference. */
const COUNT =
  /(?<![\p{L}\p{N}_.,:/@#-])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\p{L}\p{N}_:/@-]|[.,]\d)|(?<![\p{L}\p{N}_.,:/@#-])\d+(?:\.\d+)?(?![\p{L}\p{N}_:/@-]|[.,]\d)/gu;

/** Counts and sums that a sentence states as numerals. */
export const countsIn = (sentence: string): string[] => sentence.replace(NO_COUNTS, ' ').match(COUNT) ?? [];
