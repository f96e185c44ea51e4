import type { Format } from '../contract/findings.ts';
import { type Block, blocksOf, without } from './rich-text.ts';
import { isTraced, type Sentence, sentencesOf } from './sentences.ts';

/** A sentence, or a table as a whole, that says something of the case. */
export interface Statement extends Sentence {
  /** What leads in to the list or table that it stands in and says where it comes from; empty for none. */
  readonly led: string;
}

/** The whole heading: under "Judgment of the High Court" stand facts. */
const JUDGED = /^\s*(?:(?:our|key|analytic|overall) )?(?:assessments?|judge?ments?)\s*:?\s*$/i;
/** A lead that says what is missing is no support for what it leads in to. */
const MISSING = new RegExp(
  [
    '\\b(?:no|not|none|nothing|nobody|never|nowhere|neither|nor|cannot|without|hardly|scarcely|barely|rarely|seldom|in vain)\\b',
    "n['’]t\\b",
    '\\b(?:lack|omit|fail|miss|exclud|contradict|refut|disprov|rebut|den(?:y|ie))\\w*',
    '\\b(?:rul(?:es?|ed|ing) out|contrary to|absent|absence|silent|empty|unable|gaps?|doubt\\w*)\\b',
    '\\bun(?:supported|proven|proved|verified|confirmed|documented|answered|known|clear|seen|traced|identified|explained)\\b',
  ].join('|'),
  'i',
);
const LEVEL = { 'heading-1': 1, 'heading-2': 2, 'heading-3': 3 } as const;
const HEADINGS = ['heading-1', 'heading-2', 'heading-3'] as const;

/**
 * The statements of a formatted text in their order. A heading is none; a table is one, as its cells are no sentences. What
 * stands under a heading "Assessment" or "Key judgements", up to the next of its level, is a judgement as a paragraph is that begins with the word.
 */
export function statementsOf(text: string, format: readonly Format[]): Statement[] {
  const blocks = blocksOf(text, format);
  const judged = judgedIn(text, blocks);
  const led = ledIn(text, blocks);
  const around = <T extends { readonly from: number; readonly to: number }>(places: readonly T[], at: number) =>
    places.find(({ from, to }) => at >= from && at <= to);
  // Line ends in their place part the paragraphs around them.
  const running = without(text, format, [...HEADINGS, 'head', 'row'], '\n');
  const tables = blocks.flatMap((block): Sentence[] =>
    block.kind === 'table' ? [{ text: tableWords(text, block), at: block.from, to: block.to, assessment: false }] : [],
  );
  return [...sentencesOf(running), ...tables]
    .sort((a, b) => a.at - b.at)
    .map((each) => ({
      ...each,
      assessment: each.assessment || around(judged, each.at) !== undefined,
      led: around(led, each.at)?.lead ?? '',
    }));
}

const tableWords = (text: string, { from, to }: Block): string => text.slice(from, to).replace(/[\t\n]+/g, '; ');

function judgedIn(text: string, blocks: readonly Block[]): { from: number; to: number }[] {
  const parts: { from: number; to: number }[] = [];
  let level = 0;
  for (const { kind, from, to } of blocks) {
    if (kind in LEVEL) {
      const own = LEVEL[kind as keyof typeof LEVEL];
      if (level === 0 || own <= level) level = JUDGED.test(text.slice(from, to)) ? own : 0;
    } else if (level > 0) parts.push({ from, to });
  }
  return parts;
}

/** Items and tables whose last sentence before them ends in a colon and names where they come from. */
function ledIn(text: string, blocks: readonly Block[]): { from: number; to: number; lead: string }[] {
  let lead = '';
  return blocks.flatMap(({ kind, from, to }) => {
    if (kind === 'bullet' || kind === 'number' || kind === 'table') return lead === '' ? [] : [{ from, to, lead }];
    const words = text.slice(from, to).trim();
    // An empty line parts nothing: people leave one before a list.
    if (words === '') return [];
    const last = sentencesOf(words).at(-1)?.text ?? '';
    lead = kind === 'paragraph' && /:$/.test(last) && isTraced(last) && !MISSING.test(last) ? last : '';
    return [];
  });
}

/** The text without somebody else's words, as long as it was: what a reader of the wording reads. */
export const ownWords = (text: string, format: readonly Format[]): string => without(text, format, ['quote'], ' ');
