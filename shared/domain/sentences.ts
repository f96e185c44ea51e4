import { supportIn } from './references.ts';
import { sentencesOfLine } from './sentence-ends.ts';

export interface Sentence {
  /** As it stands, without the white space around it. */
  readonly text: string;
  /** Where it begins and ends in the whole text. */
  readonly at: number;
  readonly to: number;
  /** It stands in a paragraph that says of itself that it is a judgement. */
  readonly assessment: boolean;
}

/** A label with the rows that are cited of it; the signs between two labels are matched behind the first, in one way alone. */
const ROW = '\\d(?:[\\d,.–—-]*\\d)?';
const NAMED = `(?:(?:see|and) )*(?:E-\\d{4,}(?:,? \\(?rows? ${ROW}(?:,? (?:and )?${ROW})*)?|F-\\d+)`;
/** Nothing but references and signs: it belongs to the sentence before. */
const REFERENCES_ALONE = new RegExp(`^[\\s([]*(?:${NAMED}(?![\\p{L}\\p{N}])[\\s,;:.)\\]]*)+$`, 'iu');
/** References in brackets behind the full stop of the sentence that rests on them. */
const REFERENCES_FIRST = new RegExp(`^\\s*[([](?:${NAMED}(?![\\p{L}\\p{N}])\\)?[\\s,;:.]*)+[)\\]]\\s*`, 'iu');

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
      for (const { text: segment, at } of sentencesOfLine(line)) {
        const last = own.at(-1);
        if (last && REFERENCES_ALONE.test(segment)) last.text += segment;
        else {
          const behind = last ? (REFERENCES_FIRST.exec(segment)?.[0] ?? '') : '';
          if (last) last.text += behind;
          own.push({ text: segment.slice(behind.length), at: within + at + behind.length });
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
export const isTraced = (text: string): boolean => supportIn(text).length > 0;
