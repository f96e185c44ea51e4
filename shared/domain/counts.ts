import { ASSET_CODES } from './wording-rules.ts';

const MONTHS =
  '(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\b\\.?)';
const DAY = '\\d{1,2}(?:st|nd|rd|th)?';
const DAYS = `${DAY}(?:(?: ?[–-] ?| to |,? and |, )${DAY}){0,9}`;
const YEAR = '(?:1[89]|20)\\d\\d';
const PLACE = '\\d(?:[\\d,.–—-]*\\d)?';
/** "In 2000 payouts" counts, and "In 2024 they paid" does not. */
const COUNTED =
  "(?! (?!(?:this|was|is|has|its|his|as|perhaps|does|always|sometimes|besides|thus)\\b)\\p{Ll}{2,}s\\b(?!['’]))";
const PLACES =
  'page|row|rows|exhibit|exhibits|section|sections|chapter|annex|appendix|paragraph|clause|column|columns|line|lines|version|article|articles|figure|figures|table|tables|step|steps|item|rule|hop|tier|phase|level';

/** Numbers that count and add up nothing: dates, times, places in a document. */
const NO_COUNTS = new RegExp(
  [
    `\\b${DAYS}\\s+${MONTHS}(?:,?\\s+\\d{4})?`,
    `\\b${MONTHS}\\s+${DAYS}(?!\\d)(?:,?\\s+\\d{4})?|\\b${MONTHS}\\s+\\d{4}`,
    '\\b\\d{4}-\\d{2}(?:-\\d{2})?\\b',
    '\\b\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?\\b',
    '\\b\\d{1,2} ?[ap]\\.?m\\b',
    '\\bUTC ?[+−-] ?\\d{1,2}\\b',
    `\\b(?:in|since|until|till|by|during|before|after|from|to|of|between|and|through|throughout|year|FY|Q[1-4]|H[12]|spring|summer|autumn|fall|winter|early|mid|late)[ -]${YEAR}(?:[–-](?:${YEAR}|\\d{2}))?(?![\\d:/-]|[.,]\\d)${COUNTED}`,
    `\\(${YEAR}(?:[–-](?:${YEAR}|\\d{2}))?\\)`,
    `\\b${YEAR}[–-]${YEAR}(?![\\d-])`,
    `\\b(?:rows|pages|pp\\.|nos?\\.|p\\.|figs?\\.|arts?\\.) ?${PLACE}(?:(?: to |,? and |, )${PLACE})*`,
    `(?:\\b(?:${PLACES})\\s+|§+ ?)\\d+(?:[.–-]\\d+)*\\b`,
  ].join('|'),
  'giu',
);

/** Signs of currencies need no list; codes do, for "TX5000" is an identifier. */
const CODES = [...new Set([...Intl.supportedValuesOf('currency'), ...ASSET_CODES])].join('|');
const NUMBER = [
  "\\d{1,3}(?:[,'’]\\d{2,3})*[,'’]\\d{3}(?:\\.\\d+)?", // 5,000,000.00, and 12,34,567 as in India
  '\\d{1,3}(?:\\.\\d{3})*,\\d{1,2}', // 1.234,56
  '\\d{1,3}(?:\\.\\d{3}){2}', // 1.234.567; with four parts it is an address
  '\\d+(?:\\.\\d+)?',
].join('|');
const SCALE = '(?: ?(?:mn|mln|mio|bn|tn)|[kKmMB]|MM|[x×])?';
/** What follows is no part of an identifier: a word joined to a number is what it counts, "a 40-account ring". */
const ENDS = `(?!(?!(?:${CODES})\\b)[\\p{L}\\p{N}_]|[:/@]|-(?!\\p{Ll}{3,}(?![\\p{N}_@./-]))|[.,]\\d)`;
/** How long or how large something is as a kind, not what the evidence adds up to. */
const OF_KIND =
  /-(?:second|minute|hour|day|week|month|year|step|page|factor|digit|letter|bit|byte|way|point|level|star)\b/y;
const COUNT = new RegExp(
  `(?:(?<![\\p{L}\\p{N}_.,:/@#-])|(?<=(?<![\\p{L}\\p{N}_.@#/-])(?:${CODES}))|(?<=(?:^|[\\s("“])-(?:\\p{Sc})?))(?:${NUMBER})${SCALE}(?:-(?:${NUMBER})${SCALE})?${ENDS}`,
  'gu',
);
/** "400-500 accounts" is a range; "555-0199", "12-3" and "case 12-345" are identifiers. */
const NAMED =
  /\b(?:tel|telephone|phone|fax|call|called|number|ticket|case|file|invoice|order|account|id|ref|reference|dossier)\.?:? $/i;
function isRange(text: string, before: string): boolean {
  const [from = '', to] = text.split('-');
  if (to === undefined) return true;
  const size = (written: string) => Number.parseFloat(written.replace(/[,'’]/g, ''));
  return !/^0\d/.test(from) && !/^0\d/.test(to) && (size(from) < size(to) || /[a-z]$/i.test(to)) && !NAMED.test(before);
}

/** Counts and sums that a sentence states as numerals, as they are written, without signs and codes of currencies. */
export function countsIn(sentence: string): string[] {
  // A sign of words in their place: what was joined to them stands alone no more.
  const left = sentence.replace(NO_COUNTS, '_');
  return [...left.matchAll(COUNT)].flatMap(({ 0: text, index }) => {
    OF_KIND.lastIndex = index + text.length;
    return OF_KIND.test(left) || !isRange(text, left.slice(0, index)) ? [] : [text];
  });
}
